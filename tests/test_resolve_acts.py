"""One act told twice has one act and two sources; two gifts of the same parties stay two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidgraph.extract import extract
from aidgraph.gazetteer import Gazetteer
from aidgraph.graph import acts as rdf
from aidgraph.graph.names import Names
from aidgraph.model import Amount, Claim, Count, Document, Evidence, Party, Period, Span
from aidgraph.network import totals
from aidgraph.resolve import BASE, one_act, resolve, with_acts

NANJING = Party(name="南京市", type="Prefecture", entity="e/南京市")
WUXI = Party(name="无锡市", type="Prefecture", entity="e/无锡市")
TEAM = Party(name="无锡工作组", type="WorkTeam", entity="e/无锡工作组")
SUZHOU_TEAM = Party(name="苏州工作组", type="WorkTeam", entity="e/苏州工作组")
HUOCHENG = Party(name="霍城县", type="County", entity="e/霍城县")
YINING = Party(name="伊宁县", type="County", entity="e/伊宁县")


def dated(
    name: str, issued: str | None, text: str = "甲县得到一笔善款。\n乙县也得到一笔。\n丙县同样。"
) -> Document:
    return Document(id=name, path=f"{name}.txt", sha256=name, text=text, issued=issued)


def yuan(value: int | None, *, bound="exact", basis="one-off", of="aid") -> Amount:
    return Amount(value, "CNY", bound, basis, of, "若干元")


def gift(document: Document, *amounts: Amount, at: int = 0, **changes) -> Claim:
    """南京市 gives 霍城县 something, at a place in the document."""
    claim = Claim(
        id=f"{document.id}/donated-to@{at}",
        relation="donated-to",
        status="done",
        evidence=Evidence.quoting(document, Span(at, at + 5)),
        providers=(NANJING,),
        recipients=(HUOCHENG,),
        amounts=amounts,
    )
    return replace(claim, **changes)


def grouped(*told: tuple[Document, Claim]) -> list[str | None]:
    """The act of each claim, in the order given."""
    return [claim.act for claim in with_acts([c for _, c in told], {d.id: d for d, _ in told})]


def two(
    one: Claim, other: Claim, *, issued: tuple[str | None, str | None] = ("2018-04-01", "2018-05-02")
) -> bool:
    """Whether claims of documents `a` and `b` issued then are one act."""
    first, second = grouped((dated("a", issued[0]), one), (dated("b", issued[1]), other))
    return first is not None and first == second


A, B = dated("a", "2018-04-01"), dated("b", "2018-05-02")


# ── from sentences ────────────────────────────────────────────────────────────────────────────────────────


def read(*sources: tuple[str, str, str]) -> tuple[Claim, ...]:
    """Claims of documents (id, date, text), extracted, resolved, and with their acts."""
    documents = {
        name: Document(id=name, path=name, sha256=name, text=text, issued=issued)
        for name, issued, text in sources
    }
    found = [claim for document in documents.values() for claim in extract(document).claims]
    return with_acts(resolve(found, documents, gazetteer=Gazetteer.load()).claims, documents)


def told(*sources: tuple[str, str, str]) -> list[tuple[str, str | None]]:
    return [(claim.id, claim.act) for claim in read(*sources)]


def test_a_gift_in_two_bulletins_is_one_act_named_by_the_older_telling() -> None:
    assert told(
        ("later", "2019-06-20", "6月上旬，江苏沙洲纺织集团向霍城县捐赠30万元，用于修缮校舍。"),
        ("first", "2019-06-10", "江苏沙洲纺织集团日前向霍城县捐赠30万元。"),
    ) == [("later/donated-to@5", "first/donated-to@0"), ("first/donated-to@0", "first/donated-to@0")]


def test_a_joint_gift_is_one_act_whatever_the_order_of_names_and_not_that_of_one_giver() -> None:
    both = read(
        ("a", "2019-06-10", "江阴市、张家港市向霍城县捐赠80万元。"),
        ("b", "2019-06-25", "张家港市、江阴市向霍城县捐赠80万元。"),
        ("c", "2019-06-28", "江阴市向霍城县捐赠80万元。"),
    )
    assert [len(claim.providers) for claim in both] == [2, 2, 1]
    assert [claim.act for claim in both] == ["a/donated-to@0", "a/donated-to@0", None]


def test_the_same_gift_a_year_later_is_another() -> None:
    assert told(
        ("a", "2018-09-05", "新学期前，昆山市向阿图什市捐赠20万元。"),
        ("b", "2019-09-05", "新学期前，昆山市向阿图什市捐赠20万元。"),
    ) == [("a/donated-to@5", None), ("b/donated-to@5", None)]


def test_sums_over_many_gifts_are_no_act() -> None:
    claims = read(
        ("a", "2018-09-05", "今年以来，昆山市累计向阿图什市捐赠200万元。"),
        ("b", "2018-09-25", "今年以来，昆山市累计向阿图什市捐赠200万元。"),
    )
    assert [(claim.aggregate, claim.act) for claim in claims] == [(True, None), (True, None)]


def test_a_team_is_not_its_city() -> None:
    claims = read(
        ("a", "2018-09-05", "徐州工作组向奎屯市捐赠20万元。"),
        ("b", "2018-09-15", "徐州市向奎屯市捐赠20万元。"),
    )
    assert [(claim.providers[0].type, claim.act) for claim in claims] == [
        ("WorkTeam", None),
        ("Prefecture", None),
    ]


def test_a_round_up_at_the_end_tells_again_but_two_equal_gifts_in_a_row_are_two() -> None:
    claims = read(
        (
            "a",
            "2019-05-05",
            "4月2日，昆山市向阿图什市捐赠20万元。\n\n4月里喜讯不断，各方爱心汇聚戈壁。\n\n回顾本月，昆山市向阿图什市捐赠20万元。",
        ),
        ("b", "2021-05-05", "昆山市向阿图什市捐赠20万元。随后，昆山市向阿图什市捐赠20万元。"),
    )
    acts = [(claim.evidence.document, claim.act) for claim in claims]
    assert acts == [("a", "a/donated-to@46"), ("a", "a/donated-to@46"), ("b", None), ("b", None)]


# ── what makes one act ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (gift(A, yuan(60_0000)), gift(B, yuan(60_0000)), True),
        (gift(A, yuan(60_0000, bound="over")), gift(B, yuan(62_0000)), True),  # 60余万元 and 62万元
        (gift(A, yuan(60_0000, bound="over")), gift(B, yuan(600_0000)), False),
        (gift(A, yuan(60_0000)), gift(B, yuan(61_0000)), False),
        (gift(A, yuan(None, bound="vague")), gift(B, yuan(None, bound="vague")), False),
        (gift(A), gift(B), False),  # parties alone
        (gift(A, yuan(1000, basis="per-unit")), gift(B, yuan(1000, basis="per-unit")), False),
        (gift(A, yuan(60_0000)), gift(B, yuan(60_0000, of="project")), False),
        (gift(A, yuan(60_0000)), gift(B, yuan(60_0000), status="planned"), False),
        (gift(A, yuan(60_0000)), gift(B, yuan(60_0000), relation="supports"), False),
        (gift(A, yuan(60_0000)), gift(B, yuan(60_0000), recipients=(YINING,)), False),
        (gift(A, yuan(60_0000), recipients=()), gift(B, yuan(60_0000), recipients=()), False),
        (gift(A, yuan(60_0000), providers=(replace(NANJING, entity=None),)), gift(B, yuan(60_0000)), False),
        (gift(A, yuan(60_0000), organizers=(TEAM,)), gift(B, yuan(60_0000)), True),
        (gift(A, yuan(60_0000), organizers=(TEAM,)), gift(B, yuan(60_0000), organizers=(SUZHOU_TEAM,)), False),
        (gift(A, yuan(60_0000), programmes=("暖冬",)), gift(B, yuan(60_0000), programmes=("送考",)), False),
        (gift(A, yuan(60_0000), origin="curated"), gift(B, yuan(60_0000)), False),
        (gift(A, items=(Count("眼镜", 400, "副"),)), gift(B, items=(Count("眼镜", 400, "副"),)), True),
        (gift(A, items=(Count("物资"),)), gift(B, items=(Count("物资"),)), False),
        (gift(A, outcomes=(Count("讲座", 2, "场"),)), gift(B, outcomes=(Count("讲座", 2, "场"),)), False),
        (gift(A, outcomes=(Count("患者", 320, "人"),)), gift(B, outcomes=(Count("患者", 320, "人"),)), True),
    ],
)  # fmt: skip
def test_an_act_needs_its_parties_and_a_figure(one: Claim, other: Claim, same: bool) -> None:
    assert two(one, other) is same
    assert (one_act(one, other, {"a": A, "b": B}) is not None) is same


@pytest.mark.parametrize(
    ("periods", "issued", "same"),
    [
        (((None, None), (None, None)), ("2018-04-01", "2018-06-30"), True),
        (((None, None), (None, None)), ("2018-04-01", "2018-08-01"), False),
        (((None, None), (None, None)), (None, "2018-04-01"), False),
        ((("2018-01-01", "2018-06-30"), (None, None)), ("2018-07-10", "2018-04-01"), True),
        ((("2018-03-05", "2018-03-05"), ("2018-03-07", "2018-03-07")), ("2018-04-01", "2018-04-01"), False),
        ((("2018-03-05", "2018-03-05"), ("2018-03-01", "2018-03-31")), (None, None), True),
        ((("2015-01-01", None), (None, None)), ("2018-04-01", "2017-04-01"), True),
        (((None, "2018-03-31"), ("2016-05-01", "2016-05-31")), ("2018-04-01", "2018-04-01"), False),
    ],
)
def test_times_must_overlap(periods, issued, same) -> None:
    one, other = (
        gift(document, yuan(60_0000), period=Period(*period, "那时") if any(period) else None)
        for document, period in zip((A, B), periods, strict=True)
    )
    assert two(one, other, issued=issued) is same


def test_groups_are_one_by_what_and_how_many_they_count_and_where() -> None:
    pupils = Party(
        name="20名学生", type="Group", count=20, unit="名", kind="学生", places=("霍城县",), entity="g/1"
    )
    again = replace(pupils, name="霍城县20名困难学生", entity="g/2")
    assert two(gift(A, yuan(2_0000), recipients=(pupils,)), gift(B, yuan(2_0000), recipients=(again,)))
    for other in (replace(again, count=21), replace(again, places=("伊宁县",)), replace(again, kind="教师")):
        assert not two(
            gift(A, yuan(2_0000), recipients=(pupils,)), gift(B, yuan(2_0000), recipients=(other,))
        )


@pytest.mark.parametrize(
    ("periods", "same"),
    [
        ((None, None), False),  # a standing pairing needs no act
        ((Period("2017-03-01", None, "2017年3月起"), None), False),
        ((Period("2017-03-01", None, "2017年3月起"), Period("2017-03-01", "2017-03-31", "2017年3月")), True),
        ((Period("2017-03-01", None, "2017年3月起"), Period("2018-03-01", None, "2018年3月起")), False),
    ],
)
def test_pairings_are_one_act_only_where_their_start_is_one(periods, same) -> None:
    one, other = (
        gift(document, relation="paired-with", status="ongoing", period=period)
        for document, period in zip((A, B), periods, strict=True)
    )
    assert two(one, other) is same


# ── disagreement ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "mark",
    [
        {"programmes": ("暖冬行动",)},
        {"purpose": "修建饮水工程"},
        {"period": Period("2018-03-05", "2018-03-05", "3月5日")},
        {"items": (Count("眼镜", 400, "副"),)},
    ],
)
def test_another_sum_for_the_same_thing_is_one_act_shown_as_disagreeing(mark) -> None:
    documents = {"a": A, "b": B}
    claims = with_acts([gift(B, yuan(65_0000), **mark), gift(A, yuan(60_0000), **mark)], documents)
    assert [claim.act for claim in claims] == ["a/donated-to@0"] * 2
    shown = rdf.ties(claims, documents, Names(BASE))
    assert {claim: row[0][0] for claim, row in shown.items()} == {"b/donated-to@0": "aid:disagreesWith"}
    assert (one_act(*claims, documents) or "").endswith("; the sums differ")
    assert totals(claims, (), documents.values(), by=()).rows[0].minimum == 60_0000


def test_equal_sums_are_shown_as_corroborating_and_counted_once() -> None:
    documents = {"a": A, "b": B}
    claims = with_acts([gift(B, yuan(60_0000)), gift(A, yuan(60_0000, bound="over"))], documents)
    shown = rdf.ties(claims, documents, Names(BASE))
    assert {claim: row[0][0] for claim, row in shown.items()} == {"b/donated-to@0": "aid:corroborates"}
    assert one_act(*claims, documents) == "same parties, 600000 CNY, 2018-01-30 to 2018-04-01"


def test_two_gifts_of_one_campaign_in_one_bulletin_are_two_and_each_finds_its_own_telling() -> None:
    campaign = {"programmes": ("暖冬行动",)}
    assert grouped(
        (A, gift(A, yuan(10_0000), **campaign)),
        (A, gift(A, yuan(20_0000), at=10, **campaign)),
        (B, gift(B, yuan(20_0000), **campaign)),
        (B, gift(B, yuan(10_0000), at=10, **campaign)),
    ) == ["a/donated-to@0", "a/donated-to@10", "a/donated-to@10", "a/donated-to@0"]


def test_a_rounded_sum_between_two_others_does_not_join_them() -> None:
    rounded = dated("c", "2018-05-03")
    first, second, other = grouped(
        (A, gift(A, yuan(62_0000))),
        (A, gift(A, yuan(66_0000), at=10)),
        (rounded, gift(rounded, yuan(60_0000, bound="over"))),
    )
    assert other == first == "a/donated-to@0"
    assert second is None


def test_an_act_that_a_claim_came_with_is_kept() -> None:
    assert grouped((A, gift(A, yuan(60_0000), act="mine")), (B, gift(B, yuan(60_0000)))) == ["mine", None]


# ── whatever is told ──────────────────────────────────────────────────────────────────────────────────────

DOCUMENTS = tuple(
    dated(f"d{n}", issued) for n, issued in enumerate(("2018-04-01", "2018-05-02", "2019-05-02", None))
)
CLAIMS = st.builds(
    gift,
    st.sampled_from(DOCUMENTS),
    st.builds(
        yuan,
        st.sampled_from([10_0000, 11_0000, 20_0000]),
        bound=st.sampled_from(["exact", "over", "about", "under"]),
        basis=st.sampled_from(["one-off", "per-year", "cumulative", "per-unit"]),
    ),
    at=st.integers(0, 15),
    providers=st.sampled_from([(NANJING,), (NANJING, WUXI), ()]),
    relation=st.sampled_from(["donated-to", "paired-with"]),
    purpose=st.sampled_from([None, "修路"]),
    programmes=st.sampled_from([(), ("暖冬",)]),
    period=st.sampled_from(
        [None, Period("2018-04-01", "2018-04-01", "4月1日"), Period("2018-01-01", None, "年初起")]
    ),
    aggregate=st.sampled_from([False, False, True]),
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(CLAIMS, max_size=14, unique_by=lambda claim: claim.id), st.randoms(use_true_random=False))
def test_no_claim_comes_or_goes_and_no_order_matters(claims: list[Claim], dice) -> None:
    documents = {document.id: document for document in DOCUMENTS}
    found = with_acts(claims, documents)
    assert [claim.having(act=None) for claim in found] == claims
    shuffled, turned = dice.sample(claims, len(claims)), dict(reversed(documents.items()))
    assert {claim.id: claim.act for claim in with_acts(shuffled, turned)} == {c.id: c.act for c in found}
    acts = [claim.act for claim in found if claim.act]
    assert all(
        acts.count(act) > 1 and act in {claim.id for claim in found if claim.act == act} for act in acts
    )
    assert not any(claim.act for claim in found if claim.aggregate or not claim.providers)
    assert with_acts(found, documents) == found
