"""Stories: the bundled one tells of what is there, arrow keys turn it, and its text comes in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidgraph.graph import GraphFolder
from aidgraph.page import write_page
from aidgraph.pipeline import build
from aidgraph.resources import data

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the bundled digests and backbone, as `aidgraph demo` writes it."""
    folder = tmp_path_factory.mktemp("demo") / "graph"
    build([data("bulletins")], folder, backbone=True)
    graph = GraphFolder.open(folder)
    path = folder.parent / "index.html"
    write_page(path, graph.claims(), graph.entities(), graph.documents(), graph.issues())
    return path


def test_the_bundled_story_is_stepped_through_by_arrow_keys_and_each_step_shows_claims(
    sheet: Callable[..., Any],
):
    page = sheet("lang=zh")
    page.page.locator('[data-focus="story"]').click()
    titles, counts = [], []
    for _ in range(8):
        titles.append(page.text(".story h2"))
        counts.append(page("aid.shown(aid.state()).length"))
        chosen = page("[aid.state().select, aid.selection(aid.state()).kind]")
        assert chosen[0] is None or chosen[1] != "none"
        page.page.keyboard.press("ArrowRight")
    assert titles == [
        "谁援助谁",
        "捐赠",
        "最大的一笔",
        "出处",
        "汇总与计划",
        "县对县",
        "说的是何时",
        "放进全国看",
    ]
    assert min(counts) > 5
    page.page.keyboard.press("ArrowLeft")
    assert page("aid.state().story") == 7
    assert page("aid.state().view") == "timeline"
    page.page.keyboard.press("Escape")
    assert page.page.locator(".story").count() == 0


def test_a_step_keeps_language_and_theme_and_can_be_copied_as_an_address(sheet: Callable[..., Any]):
    page = sheet("lang=en&theme=dark&story=2&relation=donated-to")
    assert page.text(".story h2") == "Gifts"
    page.page.keyboard.press("ArrowRight")
    assert page("[aid.state().lang, aid.state().theme, aid.state().story, aid.state().select]") == [
        "en",
        "dark",
        3,
        "e:division/320115",
    ]
    other = sheet(page.page.url.partition("#")[2], fresh=True)
    assert other.text(".story h2") == "The largest sum"


def test_the_first_screen_answers_who_gives_who_receives_what_is_largest_and_where_it_is_said(
    sheet: Callable[..., Any],
):
    page = sheet("lang=zh", fresh=True)
    seen = page(
        """() => [...document.querySelectorAll(".row .label, .summary, .brief-line")].filter(element => {
          const { top, bottom } = element.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }).map(element => element.textContent).join("\\n")"""
    )
    for expected in (
        "江苏省",
        "伊犁哈萨克自治州",
        "每年 ≥600万元",
        "江宁区",
        "据江苏省对口支援新疆伊犁州前方指挥部报道",
    ):
        assert expected in seen
