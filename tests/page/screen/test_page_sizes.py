"""Graphs of every size and shape: none, one line, a crowd, long names; drawn without overlaps, searched at once."""

# ruff: noqa: E501 (sentences and scripts stay on one line)

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from aidgraph.model import Amount, Claim, Document, Entity, Evidence, Party, Span

pytestmark = pytest.mark.browser

BASE = "https://w3id.org/aidgraph/id/"
VIEWS = ("trees", "matrix", "map", "timeline", "overview", "network", "documents", "table", "about")
FAULTS = """() => {
  const box = element => { const { left, top, right, bottom } = element.getBoundingClientRect(); return { left, top, right, bottom, text: element.textContent }; };
  const overlaps = list => list.flatMap((a, i) => list.slice(i + 1)
    .filter(b => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5).map(b => [a.text, b.text]));
  const clipped = [...document.querySelectorAll(".row, .row .label, .row .count")].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline").map(e => e.textContent);
  return { rows: overlaps([...document.querySelectorAll(".row")].map(box)), amounts: overlaps([...document.querySelectorAll(".amounts text")].map(box)), names: overlaps([...document.querySelectorAll(".place-names text")].map(box)), clipped, wide: document.scrollingElement.scrollWidth > innerWidth };
}"""
FINE = {"rows": [], "amounts": [], "names": [], "clipped": [], "wide": False}


def entity(sort: str, zh: str, *within: str) -> Entity:
    return Entity(iri=f"{BASE}x/{zh}", type=sort, zh=zh, within=tuple(f"{BASE}x/{name}" for name in within))


def told(pairs: list[tuple[Entity, Entity, int | None]]) -> tuple[list[Claim], list[Document]]:
    """One document with a line for each: so much from the one to the other; None is a pairing."""
    lines = [f"{a.zh}送给{b.zh}{sum_}万元" if sum_ else f"{a.zh}同{b.zh}结对" for a, b, sum_ in pairs]
    text = "".join(f"{line}。\n" for line in lines)
    document = Document(
        id="x",
        path="x.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title="虚构",
        issued="2024-01-02",
    )
    claims, start = [], 0
    for (a, b, sum_), line in zip(pairs, lines, strict=True):
        claims.append(
            Claim(
                id=f"x/{start}",
                relation="donated-to" if sum_ else "paired-with",
                status="done",
                evidence=Evidence.quoting(document, Span(start, start + len(line))),
                providers=(Party(name=a.zh, type=a.type, entity=a.iri),),
                recipients=(Party(name=b.zh, type=b.type, entity=b.iri),),
                amounts=(Amount(sum_ * 10_000, "CNY", "exact", "one-off", "aid", f"{sum_}万元"),)
                if sum_
                else (),
            )
        )
        start += len(line) + 2
    return claims, [document]


GIVER, TAKER = entity("Province", "云岭省"), entity("County", "沙河县")
LONG = [
    entity(
        "Enterprise",
        f"{'云岭海天远方绿色有机农副产品种植养殖加工销售物流配送一体化发展' * 2}第{n}号有限责任公司"[-60:],
    )
    for n in range(4)
]
SCHOOLS = [entity("School", f"沙河县第{n}小学", "沙河县") for n in range(1, 41)]


def graphs() -> dict[str, Any]:
    def graph(entities: list[Entity], pairs: list[tuple[Entity, Entity, int | None]]) -> Any:
        claims, documents = told(pairs)
        return claims, entities, documents, []

    return {
        "nothing": ([], [], [], []),
        "one edge": graph([GIVER, TAKER], [(GIVER, TAKER, None)]),
        "ten parallel claims on one pair": graph([GIVER, TAKER], [(GIVER, TAKER, n) for n in range(1, 11)]),
        "names of sixty characters": graph([*LONG, TAKER], [(one, TAKER, 3) for one in LONG]),
        "a county with forty schools": graph([GIVER, TAKER, *SCHOOLS], [(GIVER, one, 2) for one in SCHOOLS]),
    }


@pytest.mark.parametrize("name", graphs())
def test_graphs_of_every_shape_are_drawn_without_a_fault(elsewhere, name):
    page = elsewhere(*graphs()[name])
    for width in (390, 1440):
        page.page.set_viewport_size({"width": width, "height": 900})
        for view in VIEWS:
            page.at(f"lang=zh&view={view}")
            assert page(FAULTS) == FINE, (width, view)
    assert page.complaints == []


def test_parallel_claims_of_one_pair_are_one_line_that_counts_them_and_opens_each(elsewhere):
    page = elsewhere(*graphs()["ten parallel claims on one pair"])
    assert page.text(".amounts text") == "55万元 ×10"
    page("document.querySelector('[data-link]').dispatchEvent(new MouseEvent('click', { bubbles: true }))")
    assert page.page.locator("#evidence [data-quote]").count() == 10


@pytest.mark.slow
def test_a_document_of_two_thousand_claims_opens_in_every_view_and_lists_them_all(elsewhere):
    giver = [entity("Prefecture", f"{'甲乙丙丁戊己庚辛'[n]}川市", "云岭省") for n in range(8)]
    taker = [entity("County", f"{'子丑寅卯辰巳午未申酉'[n]}水县", "沙河省") for n in range(10)]
    claims, documents = told([(giver[n % 8], taker[n // 8 % 10], n % 90 or None) for n in range(2000)])
    page = elsewhere(claims, [GIVER, entity("Province", "沙河省"), *giver, *taker], documents, [])
    for view in VIEWS:
        page.at(f"lang=zh&view={view}")
        assert page(FAULTS) == FINE, view
    page.at("lang=zh&view=table")
    while page.page.locator(".further:not([hidden])").count():
        page("document.querySelector('.further').click()")
    assert page.page.locator("tr.claim").count() == 2000


@pytest.mark.slow
def test_five_thousand_entities_are_searched_within_a_hundred_milliseconds(elsewhere, synthetic):
    page = elsewhere(*synthetic.graph(5000))
    spent = page(
        """() => {
          const least = words => Math.min(...[1, 2, 3].map(() => { const start = performance.now(); if (!aid.hits(words).length) throw words; return performance.now() - start; }));
          aid.hits("x");
          return ["东0", "小学", "xian", "dong0sheng", "捐款130"].map(least);
        }"""
    )
    assert max(spent) < 100
    box = page.page.get_by_role("searchbox")
    box.fill("东0省")
    box.press("Enter")
    assert page.text("#evidence h3.entity") == "东0省"


@pytest.mark.slow
@pytest.mark.parametrize("size", [1000, 20000])
def test_large_graphs_open_in_every_view_and_count_their_claims(elsewhere, synthetic, size):
    page = elsewhere(*synthetic.graph(size))
    for view in ("overview", "table") if size > 1000 else VIEWS:
        page.at(f"lang=en&view={view}")
        assert page.page.locator(f"[data-view={view}]").count() == 1
        assert int(page.page.locator("[data-count]").get_attribute("data-count")) == size
    page.at("lang=en&view=trees")
    assert (
        page(
            "[...document.querySelectorAll('[data-link]')].reduce((sum, link) => sum + Number(link.dataset.claims), 0)"
        )
        == size
    )
    assert page.page.locator(".row").count() < 200
    page.at("lang=en&view=network")
    assert int(page.page.locator(".canvas").get_attribute("data-edges")) > 300
    assert page.complaints == []
