"""Judgements through a whole reading: read, review, resolve, merge; undone, the graph is the former one to the byte."""

import io
import json

import pytest

from aidgraph.extract import extract
from aidgraph.gazetteer import Gazetteer
from aidgraph.graph import write_trig
from aidgraph.model import Document, Judgement
from aidgraph.resolve import resolve
from aidgraph.review import append_judgements, apply, merged, parties_text, read_judgements, remove_judgements

TEXT = "青禾商会向霍城县捐款30万元。青禾协会向霍城县捐款20万元。江阴市与霍城县结对。\n"
BULLETIN = Document(id="x", path="x.txt", sha256="0" * 64, text=TEXT, issued="2018-03-01")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def built(file, gazetteer):
    """Claims, entities, issues and all their bytes, as a build makes them."""
    judgements = read_judgements(file)
    reviewed = apply(extract(BULLETIN, gazetteer=gazetteer).claims, judgements)
    resolution = resolve(reviewed.claims, {"x": BULLETIN}, gazetteer=gazetteer)
    found = merged(resolution.claims, resolution.entities, judgements)
    issues = (*reviewed.issues, *found.issues)
    trig = io.StringIO()
    write_trig(trig, found.claims, found.entities, [BULLETIN])
    rows = [
        json.dumps(one.to_json(), ensure_ascii=False) for one in (*found.claims, *found.entities, *issues)
    ]
    return found, issues, "\n".join([*rows, trig.getvalue()])


def about(claim, kind: str, number: int, **more) -> Judgement:
    return Judgement(
        id=f"{claim.id}#{number}", kind=kind, document="x", quote=claim.evidence.quote, relation=claim.relation,
        parties=parties_text(claim), by="王", at="2026-01-02", **more,
    )  # fmt: skip


def test_every_kind_of_judgement_changes_the_graph_and_undone_leaves_no_trace(tmp_path, gazetteer):
    file = tmp_path / "judgements.csv"
    former, _, before = built(file, gazetteer)
    gift, second, pairing = former.claims
    guild, society = gift.providers[0].entity, second.providers[0].entity
    judgements = [
        about(gift, "accept", 1),
        about(pairing, "reject", 1),
        about(second, "correct", 1, field="recipients", value="尼勒克县（County）"),
        Judgement(id="same#1", kind="same", field=society, value=guild, by="王", at="2026-01-02"),
        Judgement(
            id="different#1", kind="different", document="x", field=gift.recipients[0].entity, value="urn:huocheng",
            by="王", at="2026-01-02",
        ),
    ]  # fmt: skip
    seen = {before}
    for judgement in judgements:
        append_judgements(file, [judgement])
        seen.add(built(file, gazetteer)[2])
    assert len(seen) == 6
    found, issues, _ = built(file, gazetteer)
    assert [one.kind for one in issues] == ["rejected"]
    assert [(one.id, one.providers[0].entity, one.recipients[0].entity) for one in found.claims] == [
        (gift.id, guild, "urn:huocheng"),
        (second.id, guild, "https://w3id.org/aidgraph/id/division/654028"),
    ]
    for judgement in judgements:
        remove_judgements(file, [judgement.id])
    assert built(file, gazetteer)[2] == before


def test_a_judged_claim_carries_its_reviewer_into_rdf(tmp_path, gazetteer):
    file = tmp_path / "judgements.csv"
    former, _, _ = built(file, gazetteer)
    append_judgements(file, [about(former.claims[0], "accept", 1, why="与原文一致")])
    text = built(file, gazetteer)[2]
    assert 'aid:decision "accept"' in text
    assert '"与原文一致"' in text
    assert "reviewer/王" in text


def test_a_rejected_claim_leaves_no_entity_that_it_alone_named(tmp_path, gazetteer):
    file = tmp_path / "judgements.csv"
    former, _, _ = built(file, gazetteer)
    append_judgements(file, [about(former.claims[1], "reject", 1)])
    found, _, _ = built(file, gazetteer)
    assert {one.zh for one in former.entities} - {one.zh for one in found.entities} == {"青禾协会"}
