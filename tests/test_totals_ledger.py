"""Totals of money: what is added, what stands apart, what is left out and said so."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidgraph.graph import answer, memory_store
from aidgraph.model import Amount, Claim, Document, Evidence, Party, Period
from aidgraph.network import Filters, totals

TEXT = "青禾商会为云溪县捐款。"
DOCUMENT = Document(id="b1", path="b1.txt", sha256="0" * 64, text=TEXT, issued="2019-03-01")
LATER = Document(id="b2", path="b2.txt", sha256="0" * 64, text=TEXT, issued="2020-03-01")


def gift(name: str, *amounts: Amount, givers=("青禾商会",), document="b1", **more) -> Claim:
    """A claim that somebody gave the county of Yunxi something."""
    evidence = Evidence(document, 0, 10, TEXT[:10])
    return Claim(
        id=f"{document}/{name}",
        relation="donated-to",
        status=more.pop("status", "done"),
        evidence=evidence,
        providers=tuple(Party(name=giver, type="Association") for giver in givers),
        recipients=(Party(name="云溪县", type="County"),),
        amounts=amounts,
        **more,
    )


def yuan(value, bound="exact", basis="one-off", of="aid", currency="CNY", text="若干元") -> Amount:
    return Amount(value, currency, bound, basis, of, text)


def ledger(*claims: Claim, by=(), **filters):
    clock = filters.pop("clock", "told")
    return totals(claims, (), (DOCUMENT, LATER), by=by, clock=clock, filters=Filters(**filters))


def summed(rows) -> list[tuple]:
    return [
        (*row.by, row.currency, row.measure, row.basis, row.claims, row.minimum, row.maximum) for row in rows
    ]


def test_bounds_leave_room_above_and_below() -> None:
    found = ledger(gift("a", yuan(600, "over")), gift("b", yuan(100)), gift("c", yuan(50, "under")))
    assert summed(found.sums) == [("CNY", "aid", "one-off", 3, 700, None)]
    found = ledger(gift("b", yuan(100)), gift("c", yuan(50, "under")), gift("d", yuan(30, "about")))
    assert summed(found.sums) == [("CNY", "aid", "one-off", 3, 130, 180)]
    assert found.sums[0].about == 30


def test_a_vague_amount_is_counted_without_a_figure_and_its_words_are_kept() -> None:
    found = ledger(gift("a", yuan(100), yuan(None, "vague", text="数千元")))
    assert summed(found.sums) == [("CNY", "aid", "one-off", 1, 100, None)]
    assert (found.sums[0].vague, found.vague) == (1, ("数千元",))


def test_bases_currencies_and_measures_stand_apart() -> None:
    found = ledger(
        gift("a", yuan(1), yuan(2, basis="per-year"), yuan(4, basis="cumulative")),
        gift("b", yuan(8, currency="USD"), yuan(16, of="project"), yuan(32, of="investment")),
        include=frozenset({"projects"}),
    )
    assert summed(found.sums) == [
        ("CNY", "aid", "one-off", 1, 1, 1),
        ("CNY", "aid", "per-year", 1, 2, 2),
        ("CNY", "aid", "cumulative", 1, 4, 4),
        ("CNY", "project", "one-off", 1, 16, 16),
        ("CNY", "investment", "one-off", 1, 32, 32),
        ("USD", "aid", "one-off", 1, 8, 8),
    ]


def test_rates_per_head_are_never_added_up() -> None:
    found = ledger(gift("a", yuan(1000, basis="per-unit")), gift("b", yuan(300, basis="per-unit")))
    assert summed(found.sums) == [("CNY", "aid", "per-unit", 2, 300, 1000)]


def test_a_joint_gift_has_one_row_under_all_its_givers() -> None:
    found = ledger(
        gift("a", yuan(200), givers=("青禾商会", "蓝桥公司")), gift("b", yuan(100)), by=["provider"]
    )
    assert found.columns == ("provider",)
    assert summed(found.rows) == [
        ("蓝桥公司、青禾商会", "CNY", "aid", "one-off", 1, 200, 200),
        ("青禾商会", "CNY", "aid", "one-off", 1, 100, 100),
    ]
    assert summed(found.sums) == [("CNY", "aid", "one-off", 2, 300, 300)]


def test_an_act_told_twice_counts_once_by_its_oldest_telling_with_an_amount() -> None:
    told = (
        gift("silent", act="act1"),
        gift("z", yuan(60, "over"), act="act1"),
        gift("a", yuan(62), document="b2", act="act1"),
    )
    found = ledger(*told)
    assert summed(found.sums) == [("CNY", "aid", "one-off", 1, 60, None)]
    assert summed(found.left_out) == [("repeated", "CNY", "aid", "one-off", 1, 62, 62)]
    every = ledger(*told, include=frozenset({"repeated"}))
    assert (summed(every.sums), every.left_out) == ([("CNY", "aid", "one-off", 2, 122, None)], ())


def test_what_is_left_out_is_named_with_its_sums() -> None:
    found = ledger(
        gift("a", yuan(5000, basis="cumulative"), aggregate=True),
        gift("b", yuan(700), status="planned"),
        gift("c", yuan(90, of="investment"), yuan(10)),
        gift("d", yuan(8), origin="model"),
    )
    assert summed(found.sums) == [("CNY", "aid", "one-off", 1, 10, 10)]
    assert summed(found.left_out) == [
        ("aggregates", "CNY", "aid", "cumulative", 1, 5000, 5000),
        ("planned", "CNY", "aid", "one-off", 1, 700, 700),
        ("projects", "CNY", "investment", "one-off", 1, 90, 90),
        ("model", "CNY", "aid", "one-off", 1, 8, 8),
    ]


def test_the_year_is_that_of_telling_or_that_which_is_meant() -> None:
    claims = (
        gift("a", yuan(1), period=Period("2016-01-01", "2018-12-31", "三年来")),
        gift("b", yuan(2), document="b2"),
    )
    assert [row.by for row in ledger(*claims, by=["year"]).rows] == [("2020",), ("2019",)]
    assert [row.by for row in ledger(*claims, by=["year"], clock="meant").rows] == [("",), ("2016–2018",)]


def test_several_columns_stand_side_by_side() -> None:
    found = ledger(
        gift("a", yuan(1), sector="health", modality=("goods", "cash")), by=["pair", "sector", "modality"]
    )
    assert found.columns == ("provider", "recipient", "sector", "modality")
    assert found.rows[0].by == ("青禾商会", "云溪县", "health", "cash、goods")


@pytest.mark.parametrize("include", [frozenset(), frozenset({"aggregates", "model"})])
def test_ledger_and_the_named_query_totals_agree(small, include) -> None:
    found = totals(
        small.claims, small.entities, small.documents, by=["pair"], filters=Filters(include=include)
    )
    store = memory_store((small.folder / "graph.trig").read_text(encoding="utf-8"))
    asked = answer(store, "totals", parameters=dict.fromkeys(include, "true"), language="zh")
    theirs = [dict(zip(asked.columns, row, strict=True)) for row in asked.rows]
    names = {"one-off": "一次性", "cumulative": "累计"}
    assert sorted(
        (row["providers"], row["recipients"], row["basis"], row["claims"],
         row["exact"] + row["about"] + row["at_least"], row["vague"])
        for row in theirs
    ) == sorted(
        (row.by[0] or "—", row.by[1] or "—", names[row.basis], row.claims, row.minimum, row.vague)
        for row in found.rows
    )  # fmt: skip


AMOUNTS = st.builds(
    lambda value, currency, bound, basis, of: Amount(
        None if bound == "vague" else value, currency, bound, basis, of, "若干"
    ),
    st.integers(0, 10**9),
    st.sampled_from(["CNY", "USD"]),
    st.sampled_from(["exact", "over", "about", "under", "vague"]),
    st.sampled_from(["one-off", "per-year", "cumulative", "per-unit"]),
    st.sampled_from(["aid", "project", "investment", "trade"]),
)


@given(st.lists(st.lists(AMOUNTS, max_size=4), max_size=6), st.sampled_from([(), ("pair",), ("year",)]))
def test_no_total_ever_adds_two_measures_or_bases_or_currencies(written, by) -> None:
    claims = [gift(f"g{n}", *amounts) for n, amounts in enumerate(written)]
    found = ledger(*claims, by=by, include=frozenset({"projects"}))
    kinds: dict[tuple[str, str, str], list[Amount]] = {}
    for amounts in written:
        for amount in amounts:
            kinds.setdefault((amount.currency, amount.of, amount.basis), []).append(amount)
    assert {(row.currency, row.measure, row.basis) for row in found.sums} == set(kinds)
    assert len(found.sums) == len(kinds)
    for row in found.sums:
        own = kinds[row.currency, row.measure, row.basis]
        figures = [amount.value for amount in own if amount.value is not None]
        lows = [0 if amount.bound == "under" else amount.value for amount in own if amount.value is not None]
        assert row.vague == len(own) - len(figures)
        if row.basis == "per-unit":
            assert row.maximum is None or row.maximum == max(figures)
        else:
            assert row.minimum == sum(lows)
            assert row.maximum is None or row.maximum == sum(figures)
        is_open = any(amount.bound in {"over", "vague"} for amount in own)
        assert (row.maximum is None) == is_open


@pytest.mark.shared
def test_the_ledgers_known_answer_from_the_gold_claims_of_2017_21(shared) -> None:
    lines = (shared / "gold" / "2017-21.claims.jsonl").read_text(encoding="utf-8").splitlines()
    found = totals([Claim.from_json(json.loads(line)) for line in lines], (), (), by=())
    assert summed(found.sums) == [
        ("CNY", "aid", "one-off", 6, Decimal(4_300_000), None),
        ("CNY", "aid", "per-year", 2, Decimal(6_300_000), None),
        ("CNY", "aid", "per-unit", 1, 0, None),
    ]
    aggregates = [row for row in found.left_out if row.by == ("aggregates",)]
    assert summed(aggregates) == [("aggregates", "CNY", "aid", "cumulative", 4, Decimal(16_330_000), None)]
    assert found.vague == ("数千元",)
