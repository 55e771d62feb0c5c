"""The page in both languages at every width: nothing in the wrong language, nothing small, clipped or overlapping."""

# ruff: noqa: E501 (sentences and scripts stay on one line)

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

ALL = "with=act|aggregate|curated|planned"
VIEWS = ("trees", "matrix", "map", "timeline", "overview", "network", "documents", "table", "about")
PISHAN = "select=e:division/653223"
#: The only Latin words that a page in Chinese may hold outside names and verbatim values.
PROPER = {"aidgraph", "vis-network", "Apache-2.0", "MIT", "F1", "Esc", "Enter", "o", "0.1.0"}


def stray_text(page: Any, pattern: str) -> list[str]:
    """Words of the page that match, attributes included, outside names, quotes and verbatim values.

    Those are elements that say themselves which language they are in.
    """
    return page(
        """pattern => {
          const wanted = new RegExp(pattern, "gu"), found = [];
          const walk = document.createTreeWalker(document.getElementById("page"), NodeFilter.SHOW_TEXT);
          const inside = node => { const at = node.parentElement.closest("[lang]"); return at !== document.documentElement; };
          for (let node = walk.nextNode(); node; node = walk.nextNode()) if (!inside(node)) found.push(...(node.data.match(wanted) || []));
          for (const element of document.querySelectorAll("#page [title], #page [aria-label], #page [placeholder]")) {
            if (element.closest("[lang]") !== document.documentElement) continue;
            for (const name of ["title", "aria-label", "placeholder"]) found.push(...((element.getAttribute(name) || "").match(wanted) || []));
          }
          return found;
        }""",
        pattern,
    )


STATES = (
    *(f"view={view}&{ALL}" for view in VIEWS),
    f"{ALL}&{PISHAN}",
    f"{ALL}&select=c:b/donated-to@70",
    "select=i:0",
    f"facets=open&sector=health|culture&reviewed=accept&{ALL}",
    f"facets=open&place=division/653223&from=2024&clock=meant&{ALL}",
    f"view=matrix&cells=amount&lift=county&{ALL}&{PISHAN}",
    f"view=map&{ALL}&{PISHAN}",
)


def test_in_english_no_chinese_stands_outside_names_quotes_and_verbatim_values(sheet):
    page = sheet()
    for state in STATES:
        page.at(f"lang=en&{state}")
        assert page("document.documentElement.lang") == "en"
        assert stray_text(page, r"[\u2e80-\u9fff]+") == []


def test_in_chinese_no_english_stands_outside_a_fixed_list_of_proper_names(sheet):
    page = sheet()
    for state in STATES:
        page.at(f"lang=zh&{state}")
        assert page("document.documentElement.lang") == "zh-Hans"
        assert set(stray_text(page, r"[A-Za-z][\w.-]*")) <= PROPER


@pytest.mark.parametrize("width", [320, 1024, 1440, 1920])
def test_every_label_is_large_enough_and_nothing_scrolls_sideways(sheet, width):
    page = sheet(width=width)
    for lang in ("zh", "en"):
        for state in STATES:
            page.at(f"lang={lang}&{state}")
            small = page(
                """() => [...document.querySelectorAll("#page *")]
                  .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
                  .filter(element => element.getClientRects().length && parseFloat(getComputedStyle(element).fontSize) < 12)
                  .map(element => element.textContent)"""
            )
            assert small == []
            assert page("document.scrollingElement.scrollWidth") <= width, (lang, state)


BOXES = """() => {
  const box = element => { const { left, top, right, bottom } = element.getBoundingClientRect(); return { left, top, right, bottom, text: element.textContent }; };
  const rows = [...document.querySelectorAll(".row")].map(box), amounts = [...document.querySelectorAll(".amounts text")].map(box);
  const overlaps = list => list.flatMap((a, i) => list.slice(i + 1)
    .filter(b => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5).map(b => [a.text, b.text]));
  const clipped = [...document.querySelectorAll(".row, .row .label, .row .count")].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline").map(e => e.textContent);
  const outside = [...document.querySelectorAll(".row")].filter(row => { const r = row.getBoundingClientRect(); return [...row.children].some(c => { const b = c.getBoundingClientRect(); return b.right > r.right + 1 || b.bottom > r.bottom + 1; }); }).map(row => row.textContent);
  const gutter = document.querySelector(".gutter").getBoundingClientRect();
  const lines = [...document.querySelectorAll(".gutter .link .line, .gutter .link .end, .gutter .link .joint")].map(box);
  const astray = lines.filter(line => line.left < gutter.left - 0.5 || line.right > gutter.right + 0.5 || line.bottom > gutter.bottom + 1);
  const under = rows.filter(row => row.left < gutter.right - 0.5 && row.right > gutter.left + 0.5);
  return { rows: rows.length, lines: lines.length, overlapping: [...overlaps(rows), ...overlaps(amounts)], clipped, outside, astray, under };
}"""


@pytest.mark.parametrize("width", [320, 1024, 1440])
def test_no_two_labels_overlap_none_is_clipped_and_no_link_lies_under_a_box(sheet, width):
    page = sheet(width=width)
    for lang in ("zh", "en"):
        for state in (ALL, f"{ALL}&{PISHAN}"):
            page.at(f"lang={lang}&{state}")
            found = page(BOXES)
            assert found.pop("rows") > 15 and found.pop("lines") > 20
            assert found == {"overlapping": [], "clipped": [], "outside": [], "astray": [], "under": []}
