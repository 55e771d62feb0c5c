"""Pair × year and provider × recipient: figures between bounds, nothing counted twice."""

import json
from dataclasses import replace

import pytest

from aidgraph.export import export
from aidgraph.export.panel import PANEL_FIELDS, years_meant
from aidgraph.model import Amount, Document, Evidence, Party, Period
from aidgraph.network import WITH, Filters


def _rows(path, claims, entities, documents, table) -> list[dict]:
    export(path, claims, entities, documents, table=table, filters=Filters(include=frozenset(WITH)))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _gift(small, name, value, *, bound="exact", **changes):
    party = replace(small.claims[0].providers[0])
    taker = small.claims[0].recipients[0]
    amount = Amount(value, "CNY", bound, "one-off", "aid", f"{value}元")
    given = {
        "id": name,
        "relation": "donated-to",
        "status": "done",
        "providers": (party,),
        "recipients": (taker,),
        "amounts": (amount,),
        "evidence": Evidence("a", 0, 4, "甲捐给乙"),
        "act": None,
        **changes,
    }
    return replace(small.claims[0], **given)


DOCUMENTS = [
    Document(id="a", path="a.txt", sha256="0", text="甲捐给乙", issued="2018-03-01", number="3"),
    Document(id="b", path="b.txt", sha256="1", text="甲捐给乙", issued="2019-03-01", number="9"),
]


def test_a_pair_has_a_row_a_year_with_bounds_counts_and_every_sentence(small, tmp_path) -> None:
    claims = [
        _gift(small, "a1", 100),
        _gift(small, "a2", 50, bound="under", evidence=Evidence("a", 1, 4, "捐给乙")),
        _gift(small, "b1", 7, evidence=Evidence("b", 0, 4, "甲捐给乙")),
    ]
    first, second = _rows(tmp_path / "p.jsonl", claims, small.entities, DOCUMENTS, "panel")[1:]
    assert list(first) == list(PANEL_FIELDS)
    assert {name: first[name] for name in (
        "provider_zh", "recipient_zh", "year", "currency", "minimum_told", "maximum_told",
        "donated_to_told", "supports_told", "joint_told", "minimum_meant", "donated_to_meant",
        "claims", "quote", "document", "number", "issued", "status",
    )} == {
        "provider_zh": "江阴市", "recipient_zh": "霍城县", "year": 2018, "currency": "CNY", "minimum_told": 100,
        "maximum_told": 150, "donated_to_told": 2, "supports_told": 0, "joint_told": 0, "minimum_meant": None,
        "donated_to_meant": 0, "claims": "a1 ‖ a2", "quote": "甲捐给乙 ‖ 捐给乙", "document": "a",
        "number": "3", "issued": "2018-03-01", "status": "done",
    }  # fmt: skip
    assert (second["year"], second["minimum_told"], second["maximum_told"]) == (2019, 7, 7)


def test_the_share_of_each_giver_of_a_joint_gift_lies_between_nothing_and_all(small, tmp_path) -> None:
    other = Party(name="青禾商会", type="Association")
    gift = _gift(small, "a1", 80, providers=(small.claims[0].providers[0], other))
    rows = [r for r in _rows(tmp_path / "p.jsonl", [gift], small.entities, DOCUMENTS, "panel") if r["year"]]
    assert [(row["minimum_told"], row["maximum_told"], row["joint_told"]) for row in rows] == [(0, 80, 1)] * 2


def test_an_act_told_twice_adds_its_figure_once_by_its_oldest_telling(small, tmp_path) -> None:
    claims = [
        _gift(small, "later", 100, act="x", evidence=Evidence("b", 0, 4, "甲捐给乙")),
        _gift(small, "first", 100, act="x"),
    ]
    rows = _rows(tmp_path / "p.jsonl", claims, small.entities, DOCUMENTS, "panel")
    assert [(row["year"], row["minimum_told"], row["donated_to_told"]) for row in rows if row["year"]] == [
        (2018, 100, 1),
        (2019, None, 1),
    ]


def test_a_sum_for_several_years_is_a_lower_bound_of_none_of_them(small, tmp_path) -> None:
    gift = _gift(small, "a1", 90, period=Period("2016-01-01", "2017-12-31", "2016—2017年"))
    rows = _rows(tmp_path / "p.jsonl", [gift], small.entities, DOCUMENTS, "panel")
    assert [(row["year"], row["minimum_meant"], row["maximum_meant"]) for row in rows] == [
        (2016, 0, 90), (2017, 0, 90), (2018, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "want"),
    [
        (Amount(5, "USD", "exact", "one-off", "aid", "5美元"), (None, None, 1)),
        (Amount(5, "CNY", "exact", "per-year", "aid", "每年5元"), (None, None, 1)),
        (Amount(5, "CNY", "exact", "one-off", "investment", "投资5元"), (None, None, 1)),
        (Amount(None, "CNY", "vague", "one-off", "aid", "数万元"), (0, None, 0)),
        (Amount(5, "CNY", "over", "one-off", "aid", "5余元"), (5, None, 0)),
        (Amount(5.5, "CNY", "about", "one-off", "aid", "约5.5元"), (5.5, 5.5, 0)),
    ],
)
def test_other_money_is_counted_and_not_added(small, tmp_path, amount, want) -> None:
    gift = _gift(small, "a1", 1, amounts=(amount,))
    (row,) = (r for r in _rows(tmp_path / "p.jsonl", [gift], small.entities, DOCUMENTS, "panel") if r["year"])
    assert (row["minimum_told"], row["maximum_told"], row["other_amounts_told"]) == want


def test_a_claim_means_the_years_of_its_time(small) -> None:
    def meant(start, end):
        return years_meant(replace(small.claims[0], period=Period(start, end, "…")))

    assert meant("2016-05", "2018") == ["2016", "2017", "2018"]
    assert (meant("2016", None), meant(None, "2020-01-02"), meant(None, None)) == (["2016"], ["2020"], [""])
    assert years_meant(replace(small.claims[0], period=None)) == [""]


def test_the_matrix_counts_the_claims_of_each_provider_and_recipient(small, tmp_path) -> None:
    edges = _rows(tmp_path / "e.jsonl", *small[1:], "edges")
    matrix = _rows(tmp_path / "m.jsonl", *small[1:], "matrix")
    assert sum(value for row in matrix for value in row.values() if isinstance(value, int)) == len(edges)
    row = next(row for row in matrix if row["provider_zh"] == "江阴市")
    assert row["霍城县"] == sum((e["source_zh"], e["target_zh"]) == ("江阴市", "霍城县") for e in edges)
    assert "江阴市与霍城县结成对口支援关系" in row["quote"].split(" ‖ ")
