"""For every reader: axe-core finds no violation of WCAG 2.2 AA in any view, theme or language."""

# ruff: noqa: E501 (sentences and scripts stay on one line)

from __future__ import annotations

from importlib.resources import files

import pytest

pytestmark = pytest.mark.browser

ALL = "with=act|aggregate|curated|planned"
VIEWS = ("trees", "matrix", "map", "timeline", "overview", "network", "documents", "table", "about")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 140)} ${node.failureSummary.split("\\n")[1]}`)))"""


@pytest.mark.parametrize(
    ("scheme", "lang"), [("light", "zh"), ("dark", "en"), ("light", "en"), ("dark", "zh")]
)
def test_axe_finds_nothing_to_object_to(sheet, scheme, lang):
    page = sheet(scheme=scheme, fresh=True)
    page(AXE)
    found = {}
    states = [f"view={view}&select=e:division/653223&{ALL}" for view in VIEWS]
    states += [
        "facets=open&sector=health",
        f"view=table&facets=open&select=c:b/donated-to@100&{ALL}",
        "select=i:0&view=documents&shelf=b",
    ]
    if (scheme, lang) in (("light", "en"), ("dark", "zh")):
        states = [states[0], states[3], states[6], states[9]]
    for state in states:
        page.at(f"lang={lang}&{state}")
        violations = page(RUN)
        if violations:
            found[state] = violations
    assert found == {}


def test_axe_finds_nothing_on_a_small_screen(sheet):
    page = sheet(width=390, fresh=True)
    page(AXE)
    found = {}
    for view in VIEWS:
        page.at(f"lang=zh&view={view}&{ALL}")
        found[view] = page(RUN)
    assert {view: list_ for view, list_ in found.items() if list_} == {}


def test_the_tabs_and_the_map_are_reached_and_worked_by_keyboard(sheet):
    page = sheet("lang=zh&view=timeline")
    keys = page.page.keyboard
    page.page.locator(".bin").last.focus()
    keys.press("Enter")
    assert page("aid.state().from") == "2024-06"
    page.at("lang=zh&view=matrix")
    page.page.locator("[data-cell]").first.focus()
    keys.press("Enter")
    assert page.page.locator("#evidence [data-quote]").count() > 0
