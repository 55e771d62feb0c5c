"""The filters: one meaning everywhere, counts that hold, and the same claims in every view and on the command line."""

# ruff: noqa: E501 (sentences and scripts stay on one line)

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from aidgraph.graph import GraphFolder, answer, open_store
from aidgraph.pipeline import Build, write_graph

pytestmark = pytest.mark.browser

ALL = "with=act|aggregate|curated|planned"
IDS = "aid.shown(aid.state()).map(claim => claim.id).sort()"


@pytest.fixture(scope="module")
def store(corpus, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The store of a graph folder that holds the corpus."""
    claims, entities, documents, issues = corpus
    folder: Path = tmp_path_factory.mktemp("folder") / "graph"
    write_graph(Build(tuple(documents), tuple(claims), tuple(entities), tuple(issues), ()), folder)
    return open_store(GraphFolder.open(folder).path("store"))


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("", {}),
        ("relation=donated-to", {"relation": "donated-to"}),
        ("with=act|aggregate|planned", {"aggregates": "true", "planned": "true"}),
        (f"relation=paired-with&{ALL}", {"relation": "paired-with", "aggregates": "true", "planned": "true", "curated": "true"}),
        ("status=ongoing", {"status": "ongoing"}),
        ("provider=division/340100", {"provider": "合肥市"}),
        ("recipient=division/653223", {"recipient": "皮山县"}),
        ("organizer=team/皮山", {"organizer": "安徽省"}),
        ("place=division/340103", {"place": "庐阳区"}),
        ("document=n|h", None),
        ("document=n", {"document": "n"}),
        ("from=2024-06-04&to=2024-06-11", {"from": "2024-06-04", "to": "2024-06-11"}),
        ("named=both", {"named": "true"}),
        ("named=both&relation=donated-to&to=2024-06-03", {"named": "true", "relation": "donated-to", "to": "2024-06-03"}),
    ],
)  # fmt: skip
def test_a_filter_means_on_the_page_what_it_means_in_a_query(sheet, store, state, parameters):
    page = sheet(f"lang=en&{state}")
    shown = page(IDS)
    assert shown
    if parameters is None:
        both = [page_ids(store, {"document": name}) for name in ("n", "h")]
        assert shown == sorted(both[0] + both[1])
    else:
        assert shown == page_ids(store, parameters)


def page_ids(store: Any, parameters: dict[str, str]) -> list[str]:
    return sorted(str(row[0]) for row in answer(store, "claims", parameters=parameters).rows)


def test_every_count_of_a_facet_is_what_choosing_it_shows(sheet):
    page = sheet(f"lang=zh&facets=open&{ALL}")
    assert page.page.locator(".facet-value").count() > 25
    wrong = page(
        """() => [...document.querySelectorAll(".facet-value")].map(button => button.dataset.filter).flatMap(filter => {
          const [name, ...rest] = filter.split(" "), value = rest.join(" ");
          const told = Number(document.querySelector(`[data-filter="${CSS.escape(filter)}"] .count`).textContent);
          const before = aid.state();
          aid.go({ [name]: new Set([value]) });
          const found = aid.shown(aid.state()).length;
          aid.go({ [name]: before[name] });
          return told === found ? [] : [[filter, told, found]];
        })"""
    )
    assert wrong == []


def test_counts_follow_the_other_filters_and_a_click_chooses(sheet):
    page = sheet(f"lang=zh&facets=open&{ALL}")
    health = page.page.locator('[data-filter="sector health"]')
    assert health.locator(".count").text_content() == "1"
    health.click()
    assert page(IDS) == ["b/supports@166"]
    assert page("[...aid.weigh(aid.state()).count().modality]") == [["medical", 1]]
    assert page.text('[data-standing="sector"]') == "领域：卫生×"
    page.page.locator('[data-standing="sector"]').click()
    assert page("aid.shown(aid.state()).length") == 15


def test_heading_table_links_matrix_and_exports_hold_the_same_claims_in_fifty_states(sheet):
    page = sheet("lang=en")
    dice = random.Random(11)
    values = page(
        "Object.fromEntries(aid.FACETS.map(name => [name, [...aid.weigh(aid.fromHash('with=act|aggregate|curated|planned')).count()[name].keys()]]))"
    )
    for _ in range(50):
        change: dict[str, Any] = {name: [] for name in values}
        for name in dice.sample([name for name in values if values[name]], 2):
            change[name] = [value for value in values[name] if dice.random() < 0.6]
        change["forms"] = [form for form in ("act", "aggregate", "planned", "curated") if dice.random() < 0.8]
        time = dice.choice([(None, None), ("2024", None), (None, "2024-06-03"), ("2024-06", "2024-06-11")])
        counted = page(
            """([change, [from, to]]) => {
              const state = Object.fromEntries(Object.entries(change).map(([name, list]) => [name, new Set(list)]));
              const heading = () => Number(document.querySelector("[data-count]").dataset.count);
              aid.go({ ...state, from, to, view: "trees" });
              const found = [heading(), [...document.querySelectorAll("[data-link]")].reduce((sum, link) => sum + Number(link.dataset.claims), 0)];
              aid.go({ view: "matrix" });
              found.push(Number((document.querySelector("[data-total]") || { dataset: { total: 0 } }).dataset.total));
              aid.go({ view: "table" });
              found.push(document.querySelectorAll("tr.claim").length, heading(), aid.claimLines(aid.shown(aid.state())).split("\\n").length - 1);
              return found;
            }""",
            [change, time],
        )
        assert len(set(counted)) == 1, (change, time, counted)


def test_a_bar_of_the_timeline_brushes_every_view_and_is_let_go_again(sheet):
    page = sheet("lang=zh&view=timeline")
    bins = page.page.locator(".bin")
    texts = [count for count in bins.locator(".bin-count").all_text_contents() if count]
    assert sum(map(int, texts)) == page("aid.shown(aid.state()).length") == 12
    bins.last.click()
    assert (page("aid.state().from"), page("aid.state().clock")) == ("2024-06", "told")
    page.page.locator('[data-focus="view table"]').click()
    assert page.page.locator("tr.claim").count() == 12
    page.at("lang=zh&view=timeline&from=2024-06-10")
    assert {claim.split("/")[0] for claim in page(IDS)} == {"n", "h"}
    page.page.locator('[data-focus="whole-time"]').click()
    assert page("[aid.state().from, aid.state().to]") == [None, None]


def test_time_meant_is_another_clock(sheet):
    page = sheet("lang=zh&clock=meant&from=2025")
    assert page(IDS) == ["b/donated-to@128"]
    page.at("lang=zh&clock=meant&to=2022")
    assert page(IDS) == []


def test_from_a_bodys_panel_only_its_claims_can_be_kept(sheet):
    page = sheet("lang=zh&select=e:school/木吉镇小学")
    page.page.locator('[data-focus="only recipient"]').click()
    assert page(IDS) == ["b/donated-to@70", "n/donated-to@11"]
    assert page.text('[data-standing="recipient"]') == "受援方：木吉镇小学×"


def test_the_matrix_counts_each_pair_and_a_cell_shows_its_claims(sheet):
    page = sheet("lang=zh&view=matrix&lift=own")
    cells = page(
        "[...document.querySelectorAll('[data-cell]')].map(cell => [cell.dataset.focus, Number(cell.dataset.cell)])"
    )
    expected = page(
        """() => {
          const found = new Map();
          for (const claim of aid.shown(aid.state())) for (const a of claim.rows.providers) for (const b of claim.rows.recipients) {
            const key = `cell ${a.index} ${b.index}`;
            found.set(key, (found.get(key) || 0) + 1);
          }
          return [...found];
        }"""
    )
    assert sorted(cells) == sorted(expected)
    page.page.locator("[data-cell='2']").first.click()
    assert page.page.locator("#evidence [data-quote]").count() == 2


def test_the_map_draws_arcs_for_what_is_chosen_alone(elsewhere, synthetic):
    page = elsewhere(*synthetic.graph(60), state="view=map")
    dots = page.page.locator("[data-place]")
    assert dots.count() > 10
    assert page.page.locator("[data-arc]").count() == 0
    dots.first.press("Enter")
    arcs = page(
        "[...document.querySelectorAll('[data-arc]')].reduce((sum, arc) => sum + Number(arc.dataset.claims), 0)"
    )
    assert arcs == page("aid.selection(aid.state()).claims.length") > 0


def test_the_overview_holds_every_claim_and_a_click_descends(elsewhere, synthetic):
    page = elsewhere(*synthetic.graph(1200))
    assert page("aid.state().view") == "overview"
    heights = page(
        "['providers', 'recipients'].map(side => Math.round(aid.overview.sides[side].list.reduce((sum, block) => sum + block.high, 0)))"
    )
    assert heights == [1200, 1200]
    spot = page(
        "(({ x, y, wide, tall }) => [x + wide / 2, y + tall / 2])(aid.overview.sides.providers.list[0])"
    )
    page.page.locator(".overview-canvas").click(position={"x": spot[0], "y": spot[1]})
    assert page("aid.state().view") == "trees"
    assert page("aid.selection(aid.state()).kind") == "entity"
