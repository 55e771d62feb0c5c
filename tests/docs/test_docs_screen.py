"""The site in a browser, from the disk and without a network: it fits, it can be read, and its search finds Chinese."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.browser]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa"], resultTypes: ["violations"] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 140)}`)))"""
PAGES = (
    "index",
    "tutorial",
    "method",
    "notebooks",
    "reference/commands",
    "reference/api",
    "ontology",
    "zh/index",
    "zh/tutorial",
)
#: One page of each make: axe takes long on long ones.
READ = ("index", "tutorial", "notebooks", "reference/api", "zh/index")


@pytest.fixture
def opened(browser, site):
    """A page of the site in a window of some size; what it complains of is collected."""
    contexts = []

    def open_(name: str, *, width: int = 1440, height: int = 900, scheme: str = "light"):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        path, _, asked = name.partition("?")
        page.goto((site / f"{path}.html").as_uri() + (f"?{asked}" if asked else ""))
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_is_wider_than_its_window_or_complains(opened, width) -> None:
    for name in PAGES:
        page = opened(name, width=width, height=844)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.complaints == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_object_to(opened, scheme) -> None:
    found = {}
    for name in READ:
        page = opened(name, scheme=scheme)
        page.evaluate(AXE)
        found |= {name: told} if (told := page.evaluate(RUN)) else {}
    assert found == {}


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("search?q=捐赠", "Tutorial"),
        ("search?q=下限", "Tutorial"),
        ("search?q=workbook", "Decisions"),
        ("zh/search?q=核对一个数字", "教程"),
        ("zh/search?q=对口支援", "aidgraph"),
    ],
)
def test_search_works_from_the_disk_in_both_scripts(opened, asked, page) -> None:
    sheet = opened(asked)
    hits = sheet.locator("#search-results li a")
    sheet.locator("#search-results p", has_text=re.compile("found|匹配")).wait_for()
    assert page in hits.all_text_contents()
    assert sheet.complaints == []


def test_search_says_so_where_nothing_is_found(opened) -> None:
    sheet = opened("search?q=鳜鱼")
    sheet.wait_for_function("document.querySelector('#search-results p')")
    assert sheet.locator("#search-results li").count() == 0
