"""The served pages in a real browser: query, network, share; judging in place; a graph too large for one page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aidgraph.review import read_judgements

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Any]]:
    """A new tab that collects complaints and requests to anywhere else."""
    contexts = []

    def opened(
        url: str, *, width: int = 1440, height: int = 900, scheme: str = "light", locale: str = "zh-CN"
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=locale,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        home = url.split("/", 3)[2]
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: (
                page.complaints.append(asked.url)
                if not asked.url.startswith((f"http://{home}/", "data:"))
                else None
            ),
        )
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


def _ran(page: Any, times: int = 1) -> None:
    page.wait_for_selector(f"html[data-ran='{times}']")


def test_a_query_from_the_list_to_the_link_that_shares_it(served: Any, tab: Callable[..., Any]) -> None:
    page = tab(f"{served.url}query")
    page.fill("#sift", "谁给谁")
    page.click("#queries button[data-name='who-gave-what']")
    _ran(page)
    rows = page.locator("#table tbody tr").count()
    assert rows == len(served.ask("answer", params={"name": "who-gave-what"}).json()["rows"]) > 1
    recipient = page.locator("#table tbody tr").first.locator("td").nth(1).text_content()
    page.fill("#parameters input[name=recipient]", recipient)
    page.click("#run")
    _ran(page, 2)
    assert 1 <= page.locator("#table tbody tr").count() <= rows
    quote = page.locator("#table td.quote").first.text_content()
    assert any(quote in text for text in _texts(served.folder))
    page.click("#as-network")
    page.wait_for_selector("#network .canvas[data-ready]")
    assert page.locator("#network canvas").count() == 1
    page.click("#share")
    link = page.url
    assert "name=who-gave-what" in link and "p.recipient=" in link and "view=network" in link
    other = tab(link)
    other.wait_for_selector("#network .canvas[data-ready]")
    assert other.input_value("#parameters input[name=recipient]") == recipient
    assert page.complaints == other.complaints == []


def test_a_query_of_ones_own_and_its_downloads(served: Any, tab: Callable[..., Any]) -> None:
    page = tab(f"{served.url}query")
    page.fill(
        "#text",
        "SELECT ?claim ?quote WHERE { ?claim a aid:Pairing ; prov:wasQuotedFrom/rdfs:label ?quote } # 全部",
    )
    assert page.locator("#shade .s-word").all_text_contents()[:2] == ["SELECT", "WHERE"]
    assert page.locator("#shade .s-comment").text_content() == "# 全部"
    page.keyboard.press("Control+Enter")
    _ran(page)
    rows = page.locator("#table tbody tr").count()
    assert rows > 0
    with page.expect_download() as got:
        page.click("#downloads a >> text=CSV")
    assert len(got.value.path().read_text("utf-8").strip().splitlines()) > rows
    page.click("#table tbody tr td a >> nth=0")
    page.wait_for_selector("blockquote mark")
    assert page.complaints == []


def test_a_mistake_is_said_with_its_place(served: Any, tab: Callable[..., Any]) -> None:
    page = tab(f"{served.url}query?lang=en")
    page.fill("#text", "SELECT * WHERE { ?s ?p }")
    page.click("#run")
    _ran(page)
    assert "line 1, column" in page.text_content("#said")
    assert page.is_hidden("#results")


def test_judging_in_place(
    start: Callable[..., Any], small_folder: Path, small: Any, tmp_path: Path, tab: Any
) -> None:
    from playwright.sync_api import expect

    folder = tmp_path / "graph"
    shutil.copytree(small_folder, folder)
    claim = next(
        one for one in small.claims if one.origin == "told" and not one.aggregate and one.status == "done"
    )
    with start(folder, "--review", "王") as one:
        page = tab(one.printed)
        assert page.url == one.url
        page.goto(f"{one.url}#select=c:{claim.id}")
        form = f"[data-review='{claim.id}']"
        page.wait_for_selector(form)
        page.fill(f"{form} input >> nth=0", "与原件相符")
        page.click(f"{form} [data-judge=accept]")
        page.wait_for_selector(f"{form} .judged")
        (judged,) = read_judgements(folder / "judgements.csv")
        assert (judged.kind, judged.by, judged.why) == ("accept", "王", "与原件相符")
        page.select_option(f"{form} select", "status")
        value = page.locator(f"{form} .review-row input[type=text]:not([data-focus])")
        expect(value).to_have_value("done")
        value.fill("planned")
        page.click(f"{form} .review-row >> nth=1 >> button")
        expect(page.locator(f"{form} .judged")).to_have_count(2)
        assert read_judgements(folder / "judgements.csv")[1].value == "planned"
        page.click(f"{form} .judged >> nth=1 >> button")
        expect(page.locator(f"{form} .judged")).to_have_count(1)
        assert read_judgements(folder / "judgements.csv") == (judged,)
        assert page.complaints == []


def test_screens_of_the_served_pages(served: Any, small: Any, tab: Callable[..., Any], root: Path) -> None:
    """Nothing is cut off sideways, in either language, on a desk and on a telephone; pictures where they are kept."""
    kept = root / "build" / "screenshots" / "serve"
    claim = small.claims[0].id
    for name, path in (
        ("query", "query?name=who-gave-what"), ("entity", "id/division/320000"), ("claim", f"id/claim/{claim}"), ("about", "void"),
    ):  # fmt: skip
        for width, height in ((1440, 900), (390, 844)):
            for scheme, locale in (("light", "zh-CN"), ("dark", "en-US")):
                page = tab(served.url + path, width=width, height=height, scheme=scheme, locale=locale)
                if name == "query":
                    _ran(page)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                    name,
                    width,
                    locale,
                )
                assert page.complaints == []
                if os.environ.get("SCREENSHOTS"):
                    kept.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=kept / f"{name}-{width}-{scheme}-{locale[:2]}.png")


def _texts(folder: Path) -> list[str]:
    from aidgraph.graph import GraphFolder

    return [document.text for document in GraphFolder.open(folder).documents()]
