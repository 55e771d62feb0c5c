"""Same and different: a map of IRIs over claims and entities, and back to the byte."""

import json
from dataclasses import replace

import pytest

from aidgraph.model import Claim, Entity, Evidence, Identifier, Judgement, Party, Span
from aidgraph.review import append_judgements, merged, read_judgements, remove_judgements, split_iri

YANG = Party(name="央不拉克村", type="Village", at=Span(0, 5), entity="urn:yang-1")
YANGBU = Party(name="央布拉克村", type="Village", at=Span(0, 5), entity="urn:yang-2")
CITY = Party(name="江阴市", type="County", at=Span(6, 9), entity="urn:city")


def claim(document: str, *recipients: Party) -> Claim:
    return Claim(
        id=f"{document}/supports@0", relation="supports", status="done", providers=(CITY,), recipients=recipients,
        evidence=Evidence(document, 0, 9, "央布拉克村，江阴市"),
    )  # fmt: skip


GROUP = Party(name="两村", type="Group", count=2, members=(YANG, YANGBU), entity="urn:group")
CLAIMS = (claim("a", YANG), claim("b", YANGBU), claim("c", GROUP))
ENTITIES = (
    Entity(iri="urn:city", type="County", zh="江阴市", mentions=3),
    Entity(iri="urn:farm", type="Enterprise", zh="农场", within=("urn:yang-1",)),
    Entity(iri="urn:group", type="Group", zh="两村", members=("urn:yang-1", "urn:yang-2"), mentions=1),
    Entity(
        iri="urn:yang-1",
        type="Village",
        zh="央不拉克村",
        identifiers=(Identifier("gb2260", "1"),),
        mentions=2,
    ),
    Entity(
        iri="urn:yang-2", type="Village", zh="央布拉克村", aliases=("央村",), lat=43.9, lon=81.3, mentions=2
    ),
)


def judged(kind: str, field: str, value: str, number: int = 1, document: str = "") -> Judgement:
    return Judgement(
        id=f"{kind}#{number}",
        kind=kind,
        field=field,
        value=value,
        document=document,
        by="王",
        at="2026-01-02",
    )


SAME = judged("same", "urn:yang-1", "urn:yang-2")


def test_two_entities_judged_the_same_are_one_everywhere():
    claims, entities, issues = merged(CLAIMS, ENTITIES, [SAME])
    one = replace(YANG, entity="urn:yang-2")
    assert claims == (claim("a", one), claim("b", YANGBU), claim("c", replace(GROUP, members=(one, YANGBU))))
    assert entities == (
        ENTITIES[0],
        replace(ENTITIES[1], within=("urn:yang-2",)),
        replace(ENTITIES[2], members=("urn:yang-2",)),
        replace(
            ENTITIES[4], aliases=("央不拉克村", "央村"), identifiers=(Identifier("gb2260", "1"),), mentions=4
        ),
    )
    assert issues == ()


def test_without_judgements_nothing_changes_and_neither_does_it_by_those_about_claims():
    accept = replace(SAME, kind="accept", id="a/supports@0#1")
    assert merged(CLAIMS, ENTITIES, [accept]) == (CLAIMS, ENTITIES, ())


def test_a_merge_under_an_iri_that_is_not_here_renames_the_entity():
    claims, entities, issues = merged(CLAIMS[:1], ENTITIES[3:4], [judged("same", "urn:yang-1", "urn:zzz")])
    assert claims[0].recipients == (replace(YANG, entity="urn:zzz"),)
    assert entities == (replace(ENTITIES[3], iri="urn:zzz"),)
    assert issues == ()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_chain_of_merges_ends_at_its_last_link_whatever_the_order(order):
    links = [judged("same", "urn:yang-1", "urn:yang-2", 1), judged("same", "urn:yang-2", "urn:city", 2)]
    claims, _, issues = merged(CLAIMS, ENTITIES, [links[place] for place in order])
    assert claims[0].recipients[0].entity == claims[1].recipients[0].entity == "urn:city"
    assert issues == ()


def test_a_circle_of_merges_is_one_entity():
    back = judged("same", "urn:yang-2", "urn:yang-1", 2)
    _, entities, _ = merged(CLAIMS, ENTITIES, [SAME, back])
    assert [entity.iri for entity in entities if entity.type == "Village"] == ["urn:yang-1"]


def test_different_takes_an_earlier_same_back_and_is_taken_back_by_a_later_one():
    different = judged("different", "urn:yang-2", "urn:yang-1", 1)
    assert merged(CLAIMS, ENTITIES, [SAME, different]) == (CLAIMS, ENTITIES, ())
    again = replace(SAME, id="same#2")
    assert merged(CLAIMS, ENTITIES, [SAME, different, again]) == merged(CLAIMS, ENTITIES, [SAME])


def test_a_merge_that_would_join_two_judged_different_is_an_issue():
    judgements = [
        judged("different", "urn:yang-1", "urn:city", 1),
        judged("same", "urn:yang-1", "urn:yang-2", 1),
        judged("same", "urn:yang-2", "urn:city", 2),
    ]
    claims, _, (issue,) = merged(CLAIMS, ENTITIES, judgements)
    assert claims[0].recipients[0].entity == "urn:yang-2"
    assert (issue.kind, issue.candidates) == ("judgements-disagree", ("urn:yang-2", "urn:city"))


def test_a_judgement_about_an_entity_that_is_not_here_comes_back():
    _, _, (issue,) = merged(CLAIMS, ENTITIES, [judged("same", "urn:gone", "urn:city")])
    assert issue.kind == "judgement-unattached"
    assert issue.reason == "the judgement same#1 (same, 王, 2026-01-02): no entity urn:gone is in this graph"


def test_one_documents_mentions_are_parted_and_the_others_stay():
    other = split_iri("urn:city", "b")
    claims, entities, issues = merged(
        CLAIMS, ENTITIES, [judged("different", "urn:city", other, document="b")]
    )
    assert [one.providers[0].entity for one in claims] == ["urn:city", "urn:city~b", "urn:city"]
    assert entities[0] == replace(ENTITIES[0], mentions=2)
    assert Entity(iri="urn:city~b", type="County", zh="江阴市", mentions=1) in entities
    assert issues == ()


def test_parting_in_a_document_that_does_not_mention_it_comes_back():
    _, entities, (issue,) = merged(CLAIMS, ENTITIES, [judged("different", "urn:city", "urn:x", document="z")])
    assert entities == ENTITIES
    assert (issue.kind, issue.document) == ("judgement-unattached", "z")


def lines(claims, entities) -> bytes:
    rows = [json.dumps(one.to_json(), ensure_ascii=False) for one in (*claims, *entities)]
    return "\n".join(rows).encode()


def test_undoing_gives_the_former_claims_and_entities_to_the_byte(tmp_path):
    file = tmp_path / "judgements.csv"

    def built() -> bytes:
        claims, entities, _ = merged(CLAIMS, ENTITIES, read_judgements(file))
        return lines(claims, entities)

    before = built()
    append_judgements(file, [SAME, judged("different", "urn:city", "urn:other", document="a")])
    assert built() != before
    remove_judgements(file, ["same#1", "different#1"])
    assert built() == before
