"""Accept, reject, correct: found again by quote, relation and parties; the last decision holds."""

import random
from dataclasses import replace

import pytest

from aidgraph.documents import read_documents
from aidgraph.errors import ReviewError
from aidgraph.extract import extract
from aidgraph.gazetteer import Gazetteer
from aidgraph.graph.vocabulary import CODES
from aidgraph.model import (
    Amount,
    Claim,
    Count,
    Document,
    Evidence,
    Issue,
    Judgement,
    Party,
    Period,
    Review,
    Span,
)
from aidgraph.review import FIELDS, apply, field_text, parties_text, with_field
from aidgraph.review.fields import MODALITIES, SECTORS

TEXT = "青禾商会向霍城县捐款30万元。青禾商会向尼勒克县捐款50万元。云帆医院赴霍城县义诊。"


def claim(relation: str, quote: str, provider: Party, recipient: Party, **more) -> Claim:
    start = TEXT.index(quote)
    return Claim(
        id=f"x/{relation}@{start}", relation=relation, status="done", providers=(provider,),
        recipients=(recipient,), evidence=Evidence("x", start, start + len(quote), quote), **more,
    )  # fmt: skip


GUILD = Party(name="青禾商会", type="Association", at=Span(0, 4), entity="urn:guild")
HUOCHENG = Party(name="霍城县", type="County", at=Span(5, 8))
NILKA = Party(name="尼勒克县", type="County")
HOSPITAL = Party(name="云帆医院", type="Hospital")
GIFT = claim(
    "donated-to", "青禾商会向霍城县捐款30万元", GUILD, HUOCHENG,
    amounts=(Amount(300000, "CNY", "exact", "one-off", "aid", "30万元"),), modality=("cash",),
)  # fmt: skip
OTHER = claim("donated-to", "青禾商会向尼勒克县捐款50万元", GUILD, NILKA)
CARE = claim("supports", "云帆医院赴霍城县义诊", HOSPITAL, HUOCHENG)
CLAIMS = (GIFT, OTHER, CARE)


def judged(about: Claim, kind: str, number: int = 1, **more) -> Judgement:
    evidence = about.evidence
    return Judgement(
        id=f"{about.id}#{number}", kind=kind, document=evidence.document, quote=evidence.quote,
        relation=about.relation, parties=parties_text(about), by="王", at="2026-01-02", **more,
    )  # fmt: skip


def reviewed(decision: str, why: str = "") -> Review:
    return Review("王", "2026-01-02", decision, why)


def test_an_accepted_claim_carries_who_when_and_why_and_nothing_else_changes():
    claims, issues = apply(CLAIMS, [judged(GIFT, "accept", why="与原文一致")])
    assert claims == (replace(GIFT, review=reviewed("accept", "与原文一致")), OTHER, CARE)
    assert issues == ()


def test_a_rejected_claim_is_left_out_and_stays_visible_as_an_issue():
    claims, issues = apply(CLAIMS, [judged(GIFT, "reject", why="是转交，不是捐款")])
    assert claims == (OTHER, CARE)
    assert issues == (
        Issue(
            kind="rejected",
            reason="donated-to  青禾商会 → 霍城县  [30万元] was rejected by 王 on 2026-01-02: 是转交，不是捐款",
            document="x",
            start=0,
            end=14,
            quote="青禾商会向霍城县捐款30万元",
            candidates=("x/donated-to@0",),
        ),
    )


def test_the_last_decision_holds_and_corrections_of_two_fields_add_up():
    claims, issues = apply(
        CLAIMS,
        [
            judged(GIFT, "reject", 1),
            judged(GIFT, "correct", 2, field="status", value="planned"),
            judged(GIFT, "correct", 3, field="sector", value="education"),
            judged(GIFT, "accept", 4),
        ],
    )
    assert claims[0] == replace(GIFT, status="planned", sector="education", review=reviewed("accept"))
    assert issues == ()


def test_a_later_judgement_about_the_corrected_claim_still_finds_it_in_a_rebuild():
    corrected = replace(GIFT, providers=(HOSPITAL,))
    first = judged(GIFT, "correct", 1, field="providers", value="云帆医院（Hospital）")
    later = judged(corrected, "accept", 2)
    before = judged(GIFT, "correct", 3, field="status", value="ongoing")
    claims, issues = apply(CLAIMS, [first, later, before])
    assert issues == ()
    assert claims[0].providers == (Party(name="云帆医院", type="Hospital"),)
    assert (claims[0].status, claims[0].review.decision) == ("ongoing", "correct")


def test_a_rule_that_now_reads_what_a_person_corrected_keeps_the_judgement():
    correction = judged(GIFT, "correct", field="recipients", value="尼勒克县（County）")
    better = replace(GIFT, recipients=(NILKA,))
    claims, issues = apply([better], [correction])
    assert (claims, issues) == ((replace(better, review=reviewed("correct")),), ())


@pytest.mark.parametrize(
    "changed",
    [
        {"relation": "supports"},
        {"providers": (HOSPITAL,)},
        {"providers": (GUILD, HOSPITAL)},
        {"recipients": ()},
        {"evidence": replace(OTHER.evidence)},
        {"evidence": replace(GIFT.evidence, document="y")},
    ],
    ids=[
        "another relation",
        "another party",
        "one party more",
        "no party",
        "another place",
        "another document",
    ],
)
def test_a_judgement_about_something_else_comes_back_for_review(changed):
    decision = judged(GIFT, "accept", why="与原文一致")
    claims, (issue,) = apply([replace(GIFT, **changed)], [decision])
    assert [one.review for one in claims] == [None]
    assert (issue.kind, issue.document, issue.quote) == ("judgement-unattached", "x", GIFT.evidence.quote)
    assert issue.reason == (
        "the judgement x/donated-to@0#1 (accept, 王, 2026-01-02: 与原文一致) fits no claim any more: "
        "no claim here has its relation and parties (donated-to 青禾商会→霍城县)"
    )


def test_an_unattached_judgement_names_the_claims_that_now_stand_in_its_place():
    _, (issue,) = apply([replace(GIFT, relation="supports", id="x/supports@0")], [judged(GIFT, "accept")])
    assert issue.candidates == ("x/supports@0",)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("青禾商会", "向青禾商会"),
        ("在青禾商会", "青禾商会"),
        ("霍城", "霍城县"),
        ("四师", "兵团四师"),
        ("青禾 商会", "青禾商会"),
    ],
)
def test_a_name_whose_edge_moved_is_the_same_party(was, now):
    before = replace(GIFT, providers=(Party(name=was, type="Association"),))
    after = replace(GIFT, providers=(Party(name=now, type="Association"),))
    _, issues = apply([after], [judged(before, "accept")])
    assert issues == ()


@pytest.mark.parametrize(
    ("was", "now"),
    [("13个乡镇", "3个乡镇"), ("伊宁市", "伊宁县"), ("青禾商会", "青禾商会会长单位"), ("县", "霍城县")],
)
def test_a_name_that_differs_otherwise_is_not(was, now):
    before = replace(GIFT, providers=(Party(name=was, type="Association"),))
    after = replace(GIFT, providers=(Party(name=now, type="Association"),))
    _, issues = apply([after], [judged(before, "accept")])
    assert [one.kind for one in issues] == ["judgement-unattached"]


def test_of_two_equal_sentences_the_nearer_one_is_meant():
    again = replace(GIFT, id="x/donated-to@500", evidence=replace(GIFT.evidence, start=500, end=514))
    moved = replace(
        again,
        id="x/donated-to@504",
        evidence=replace(GIFT.evidence, start=504, end=514, quote="向霍城县捐款30万元"),
    )
    claims, _ = apply([GIFT, moved], [judged(again, "accept")])
    assert [bool(one.review) for one in claims] == [False, True]


def test_a_value_that_cannot_be_read_comes_back_and_the_claim_stays_as_it_was():
    claims, (issue,) = apply(CLAIMS, [judged(GIFT, "correct", field="status", value="finished")])
    assert claims == CLAIMS
    assert issue.kind == "judgement-unattached"
    assert "can't be applied: “finished” is none of done, ongoing, planned" in issue.reason


def documents(root) -> list[Document]:
    folders = [root / "tests" / "quality" / "open", root / "data" / "bulletins"]
    files = sorted(path for folder in folders for path in folder.glob("*.txt"))
    return [one for one in read_documents(files) if isinstance(one, Document)]


@pytest.fixture(scope="module")
def read(root) -> list[tuple[Document, tuple[Claim, ...]]]:
    gazetteer = Gazetteer.load()
    found = [(one, extract(one, gazetteer=gazetteer).claims) for one in documents(root)]
    assert sum(len(claims) for _, claims in found) > 100
    return found


def shifted(document: Document, one: Claim, by: int) -> Claim:
    """The claim as a rule with another left edge would give it: evidence and id begin elsewhere."""
    start = min(max(0, one.evidence.start + by), one.evidence.end - 2)
    number = one.id.rpartition("@")[2].partition(".")[2]
    identifier = f"{document.id}/{one.relation}@{start}" + (f".{number}" if number else "")
    return replace(one, id=identifier, evidence=Evidence.quoting(document, Span(start, one.evidence.end)))


def marked(claims: tuple[Claim, ...]) -> list[Judgement]:
    """A judgement about each claim that says in `why` which one it is about."""
    kinds = [("accept", {}), ("correct", {"field": "status", "value": "ongoing"})]
    return [
        judged(one, kinds[place % 2][0], why=str(place), **kinds[place % 2][1])
        for place, one in enumerate(claims)
    ]


@pytest.mark.parametrize("by", [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6])
def test_every_judgement_stays_with_its_claim_when_every_left_edge_moves(read, by):
    for document, claims in read:
        after = [shifted(document, one, by) for one in claims]
        found, issues = apply(after, marked(claims))
        assert issues == ()
        assert [one.review.why for one in found] == [str(place) for place in range(len(claims))]


@pytest.mark.parametrize("seed", range(5))
def test_every_judgement_stays_with_its_claim_when_each_left_edge_moves_its_own_way(read, seed):
    draw = random.Random(seed)
    for document, claims in read:
        moves = {
            one.evidence.start: draw.randint(-6, 6) for one in claims
        }  # one rule, one edge: twins move together
        after = [shifted(document, one, moves[one.evidence.start]) for one in claims]
        found, issues = apply(after, marked(claims))
        assert issues == ()
        assert [one.review.why for one in found] == [str(place) for place in range(len(claims))]


def test_every_rejected_claim_stays_out_when_every_left_edge_moves(read):
    for document, claims in read:
        found, issues = apply(
            [shifted(document, one, 6) for one in claims], [judged(one, "reject") for one in claims]
        )
        assert found == ()
        assert [one.kind for one in issues] == ["rejected"] * len(claims)


def test_every_field_of_every_claim_reads_back_from_its_text(read):
    for _, claims in read:
        for one in claims:
            for field in FIELDS:
                emptied = with_field(one, field, "") if field not in ("relation", "status") else one
                assert getattr(with_field(one, field, field_text(one, field)), field) == getattr(one, field)
                if field not in ("relation", "status", "aggregate"):
                    assert not getattr(emptied, field)


def test_each_field_is_read_from_the_form_a_person_writes():
    changes = {
        "relation": ("supports", "supports"),
        "aggregate": ("是", True),
        "providers": (
            "青禾商会；长江村@江阴市（Village）；四师=新疆生产建设兵团第四师（CorpsDivision）",
            (
                GUILD,
                Party(name="长江村", type="Village", places=("江阴市",)),
                Party(name="四师", type="CorpsDivision", canonical="新疆生产建设兵团第四师"),
            ),
        ),
        "amounts": (
            "600,000 | CNY | over | cumulative | aid | 60余万元； | CNY | vague | one-off | aid | 数万元",
            (
                Amount(600000, "CNY", "over", "cumulative", "aid", "60余万元"),
                Amount(None, "CNY", "vague", "one-off", "aid", "数万元"),
            ),
        ),
        "items": (
            "眼镜 | 400 | 副 | exact；款物 |  |  | ",
            (Count("眼镜", 400, "副", "exact"), Count("款物")),
        ),
        "period": ("2017-01-01 |  | 今年起", Period("2017-01-01", None, "今年起")),
        "modality": ("cash;goods", ("cash", "goods")),
        "purpose": ("助学", "助学"),
    }
    for field, (text, value) in changes.items():
        read_back = getattr(with_field(GIFT, field, text), field)
        if field == "providers":
            assert read_back[0] == replace(GUILD, entity=None) or read_back[0] == GUILD
            assert read_back[1:] == value[1:]
        else:
            assert read_back == value


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("relation", "helps", "“helps” is none of paired-with, donated-to, supports"),
        ("providers", "长江村", "“长江村” needs its type, like 长江村（Village）"),
        ("amounts", "30万元", "“30万元” has 1 of 6 parts; write it like 300000 | CNY"),
        ("amounts", "many | CNY | exact | one-off | aid | 30万元", "“many” is no number"),
        ("amounts", "nan | CNY | exact | one-off | aid | 30万元", "“nan” is no number"),
        ("period", "2017-02-30 |  | 二月", "“2017-02-30” is no date"),
        ("sector", "sports", "“sports” is none of education"),
        ("colour", "red", "no field 'colour' to correct"),
    ],
)
def test_a_text_that_is_no_value_is_refused_with_the_form_wanted(field, text, message):
    with pytest.raises(ReviewError) as refused:
        with_field(GIFT, field, text)
    assert str(refused.value).startswith(message)


def test_the_codes_that_a_person_may_write_are_the_ontologys():
    assert (CODES["modality"], CODES["sector"]) == (MODALITIES, SECTORS)
