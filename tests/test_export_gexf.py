"""GEXF for Gephi: edges in time, and parallel edges as one."""

from dataclasses import replace
from xml.etree import ElementTree

import networkx
import pytest

from aidgraph.export import export
from aidgraph.export.days import first_day, last_day, spells
from aidgraph.model import Amount, Document, Evidence, Party, Period
from aidgraph.network import WITH, Filters

EVERYTHING = Filters(include=frozenset(WITH))
NS = "{http://gexf.net/1.3}"
DOCUMENTS = [
    Document(id="a", path="a.txt", sha256="0", text="甲捐给乙", issued="2018-03-01", number="3"),
    Document(id="b", path="b.txt", sha256="1", text="甲捐给乙", issued="2019-02", number="9"),
    Document(id="c", path="c.txt", sha256="2", text="甲捐给乙"),
]


def _gift(small, name, value, *, document="a", **changes):
    amount = Amount(value, "CNY", "exact", "one-off", "aid", f"{value}元")
    given = {"id": name, "relation": "donated-to", "status": "done", "amounts": (amount,) if value else (),
             "evidence": Evidence(document, 0, 4, "甲捐给乙"), "act": None, **changes}  # fmt: skip
    return replace(small.claims[0], **given)


def _edges(small, path, claims, *, merge=False):
    export(path, claims, small.entities, DOCUMENTS, filters=EVERYTHING, merge=merge)
    return list(ElementTree.parse(path).getroot().iter(f"{NS}edge"))


def _times(edge) -> list[tuple[str | None, str | None]]:
    return [(one.get("start"), one.get("end")) for one in edge.iter(f"{NS}spell")]


def _values(edge) -> dict[str, str]:
    return {one.get("for").removeprefix("e_"): one.get("value") for one in edge.iter(f"{NS}attvalue")}


@pytest.mark.parametrize(
    ("changes", "times", "clock"),
    [
        ({"period": Period("2016", "2017-06", "…")}, [("2016-01-01", "2017-06-30")], "meant"),
        ({"period": Period("2016-05-04", None, "…")}, [("2016-05-04", None)], "meant"),
        ({"period": Period(None, "2017-06-01", "…")}, [(None, "2017-06-01")], "meant"),
        ({"period": Period(None, None, "每年")}, [("2018-03-01", "2018-03-01")], "told"),
        ({"document": "b"}, [("2019-02-01", "2019-02-28")], "told"),
        ({"document": "b", "status": "ongoing"}, [("2019-02-01", None)], "told"),
        ({"document": "c"}, [], None),
    ],
)
def test_an_edge_has_the_time_told_or_meant_and_without_one_is_always_there(
    small, tmp_path, changes, times, clock
) -> None:
    (edge,) = _edges(small, tmp_path / "g.gexf", [_gift(small, "x", 5, **changes)])
    assert _times(edge) == times
    assert _values(edge).get("time_of") == clock
    assert edge.get("kind") == "donated-to"
    ((*_, data),) = networkx.read_gexf(tmp_path / "g.gexf").edges(data=True)
    assert data.get("spells", []) == [(str(start), str(end)) for start, end in times]


def test_the_graph_says_that_its_times_are_dates_in_intervals(small, tmp_path) -> None:
    _edges(small, tmp_path / "g.gexf", small.claims)
    graph = ElementTree.parse(tmp_path / "g.gexf").getroot().find(f"{NS}graph")
    assert dict(graph.attrib) == {
        "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval", "defaultedgetype": "directed",
    }  # fmt: skip


def test_merged_edges_are_one_a_pair_with_every_claim_and_what_may_be_added(small, tmp_path) -> None:
    other = Party(name="青禾商会", type="Association")
    claims = [
        _gift(small, "a1", 100, act="x"),
        _gift(small, "b1", 120, act="x", document="b"),
        _gift(small, "a2", 7, evidence=Evidence("a", 1, 4, "捐给乙")),
        _gift(small, "p", 0, relation="paired-with", status="ongoing", document="b"),
        _gift(small, "j", 900, providers=(small.claims[0].providers[0], other)),
    ]
    pair, joint = _edges(small, tmp_path / "g.gexf", claims, merge=True)
    assert (pair.get("weight"), pair.get("kind")) == ("5", "donated-to；paired-with")
    values = _values(pair)
    assert {name: values[name] for name in (
        "claim", "quote", "amount", "bound", "currency", "status", "document", "amounts", "time_of", "joint",
    )} == {
        "claim": "a1 ‖ j ‖ a2 ‖ b1 ‖ p", "quote": "甲捐给乙 ‖ 捐给乙", "amount": "107", "bound": "over",
        "currency": "CNY", "status": "done；ongoing", "document": "a ‖ b", "amounts": "100元；900元；7元；120元",
        "time_of": "told", "joint": "2",
    }  # fmt: skip
    assert _times(pair) == [("2018-03-01", "2018-03-01"), ("2019-02-01", None)]
    assert {name: _values(joint).get(name) for name in ("amount", "bound", "claim")} == {
        "amount": None, "bound": "vague", "claim": "j",
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_merging_loses_no_claim_and_no_pair(small, tmp_path, ending) -> None:
    read = {"gexf": networkx.read_gexf, "graphml": networkx.read_graphml}[ending]
    graphs = []
    for merge in (False, True):
        export(tmp_path / f"g.{ending}", *small[1:], filters=EVERYTHING, merge=merge)
        graphs.append(read(tmp_path / f"g.{ending}"))
    apart, one = graphs
    assert set(apart.edges()) == set(one.edges())
    assert one.number_of_edges() == len(set(apart.edges()))
    told = {(*ends, data["claim"]) for *ends, data in apart.edges(data=True)}
    assert told == {(*ends, c) for *ends, data in one.edges(data=True) for c in data["claim"].split(" ‖ ")}
    assert sum(data["weight"] for *_, data in one.edges(data=True)) == len(told)


def test_schools_and_villages_lifted_to_their_county_are_one_edge_of_their_claims(small, tmp_path) -> None:
    lifted = replace(EVERYTHING, level="county")
    export(tmp_path / "g.graphml", *small[1:], filters=lifted, merge=True)
    graph = networkx.read_graphml(tmp_path / "g.graphml")
    names = {label: name for name, label in graph.nodes(data="label_zh")}
    given = graph.edges[names["江阴市"], names["霍城县"]]
    assert given["weight"] == len(given["claim"].split(" ‖ ")) == 10
    # over 600,000 told first, and about 200,000; the joint 80,000 may be nothing, the sum of the year is no gift
    assert (given["amount"], given["bound"]) == (800000, "over")


def test_a_sum_of_smaller_acts_is_not_added_to_them(small, tmp_path) -> None:
    claims = [_gift(small, "a1", 100), _gift(small, "all", 100, aggregate=True)]
    (pair,) = _edges(small, tmp_path / "g.gexf", claims, merge=True)
    assert (_values(pair)["amount"], _values(pair)["aggregate"]) == ("100", "true")


def test_spans_that_meet_are_one_and_an_unknown_one_leaves_none() -> None:
    def told(*pairs):
        return [(pair, "told") for pair in pairs]

    assert spells(told(("2018-01-01", "2018-01-31"), ("2018-02-01", "2018-03-01"), ("2019-01-01", None))) == [
        ("2018-01-01", "2018-03-01"), ("2019-01-01", None),
    ]  # fmt: skip
    assert spells(told((None, "2018-01-01"), ("2017-01-01", None))) == [(None, None)]
    assert spells([*told(("2018-01-01", None)), None]) == []


def test_days_keep_to_the_precision_of_their_date() -> None:
    assert [first_day(day) for day in ("2017", "2017-02", "2017-02-03")] == [
        "2017-01-01",
        "2017-02-01",
        "2017-02-03",
    ]
    assert [last_day(day) for day in ("2016", "2016-02", "2016-02-03")] == [
        "2016-12-31",
        "2016-02-29",
        "2016-02-03",
    ]
