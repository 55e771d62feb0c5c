"""What changed between two graphs, and the reason of each change."""

import json
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.graph import GraphFolder, build_store, write_trig
from aidgraph.graph.folder import write_jsonl
from aidgraph.model import Issue, Review
from aidgraph.network.diff import Snapshot, changes


@pytest.fixture
def state(small) -> Snapshot:
    """The small graph."""
    return Snapshot(small.claims, small.entities, small.documents)


def _told(old, new) -> list[tuple]:
    return [(c.of, c.kind, c.id, c.reason, c.fields) for c in changes(old, new)]


def _with(state, *claims) -> Snapshot:
    by_id = {claim.id: claim for claim in claims}
    return replace(state, claims=tuple(by_id.get(claim.id, claim) for claim in state.claims))


def test_a_graph_does_not_differ_from_itself(state) -> None:
    assert changes(state, state) == ()


def test_claims_and_entities_of_a_new_document_are_new_and_go_with_it(state) -> None:
    name = "news/2019-06"
    claims = tuple(claim for claim in state.claims if claim.evidence.document != name)
    left = {party.entity for claim in claims for party in claim.parties()}
    come = {p.entity for c in state.claims if c not in claims for p in c.parties() if p.entity} - left
    without = Snapshot(
        claims,
        tuple(entity for entity in state.entities if entity.iri not in come),
        tuple(document for document in state.documents if document.id != name),
    )
    assert come
    for old, new, kind, reason in (
        (without, state, "added", "new document"),
        (state, without, "removed", "document gone"),
    ):
        found = changes(old, new)
        assert {change.id for change in found if change.of == "claim"} == {
            claim.id for claim in state.claims if claim not in claims
        }
        assert {change.id for change in found if change.of == "entity"} == come
        assert {(change.kind, change.reason) for change in found} == {(kind, reason)}


def test_another_reading_of_the_same_document_is_re_read_and_of_a_changed_one_says_so(state) -> None:
    claim = state.claims[1]
    read = replace(claim, sector="health")
    assert _told(state, _with(state, read)) == [("claim", "changed", claim.id, "re-read", ("sector",))]
    lost = replace(state, claims=tuple(c for c in state.claims if c != claim))
    assert _told(state, lost) == [("claim", "removed", claim.id, "re-read", ())]
    altered = tuple(
        replace(d, sha256="other") if d.id == claim.evidence.document else d for d in state.documents
    )
    assert _told(state, replace(lost, documents=altered)) == [
        ("claim", "removed", claim.id, "document changed", ())
    ]


@pytest.mark.parametrize(
    ("decision", "reason", "fields", "also"),
    [("accept", "judged", ("review",), {}), ("correct", "corrected", ("sector", "review"), {"sector": "x"})],
)
def test_what_a_person_decided_is_the_reason(state, decision, reason, fields, also) -> None:
    claim = next(claim for claim in state.claims if claim.review is None)
    judged = replace(claim, review=Review("甲", "2026-01-01", decision), **also)
    assert _told(state, _with(state, judged)) == [("claim", "changed", claim.id, reason, fields)]


def test_a_rejected_claim_was_removed_by_a_judgement_and_comes_back_by_one(state) -> None:
    claim = state.claims[0]
    at = claim.evidence
    issue = Issue(
        kind="rejected", reason="not so", document=at.document, start=at.start, end=at.end, quote=at.quote
    )
    without = replace(state, claims=state.claims[1:], issues=(issue,))
    assert _told(state, without) == [("claim", "removed", claim.id, "judged", ())]
    assert _told(without, state) == [("claim", "added", claim.id, "judged", ())]


def test_two_entities_made_one_are_merged_in_every_claim_that_names_them(state) -> None:
    claim = state.claims[0]
    gone, kept = claim.providers[0].entity, claim.recipients[0].entity

    def moved(party):
        return replace(party, entity=kept) if party.entity == gone else party

    claims = tuple(
        replace(c, **{side: tuple(map(moved, getattr(c, side))) for side in (
            "providers", "recipients", "organizers"
        )})
        for c in state.claims
    )  # fmt: skip
    after = replace(state, claims=claims, entities=tuple(e for e in state.entities if e.iri != gone))
    found = changes(state, after)
    assert {change.reason for change in found} == {"merged"}
    (entity,) = (change for change in found if change.of == "entity")
    assert (entity.kind, entity.id, entity.into) == ("removed", gone, (kept,))
    back = changes(after, state)
    assert [c.reason for c in back if c.of == "entity"] == ["parted"]


def _folder(path, state) -> None:
    with GraphFolder.writing(path) as staging:
        for name in ("claims", "entities", "documents", "issues"):
            write_jsonl(staging.path(f"{name}.jsonl"), getattr(state, name))
        with staging.path("graph.trig").open("w", encoding="utf-8", newline="\n") as out:
            write_trig(out, state.claims, state.entities, state.documents)
        build_store(staging.path("store"), staging.path("graph.trig"))


def test_the_command_prints_a_line_a_change_with_its_reason_or_json(state, small_folder, tmp_path) -> None:
    claim = state.claims[1]
    _folder(tmp_path / "new", _with(state, replace(claim, sector="health")))
    run = CliRunner().invoke(aidgraph, ["diff", str(small_folder), str(tmp_path / "new")])
    assert run.exit_code == 0
    quote = " ".join(claim.evidence.quote.split())
    assert run.stdout == f"~ claim {claim.id}\tre-read\tsector\t{quote}\n"
    assert run.stderr == "1 claim changed: re-read\n"
    words = ["diff", str(small_folder), str(tmp_path / "new"), "--format", "json", "--lang", "zh"]
    run = CliRunner().invoke(aidgraph, words)
    (change,) = json.loads(run.stdout)
    assert (change["old"]["sector"], change["new"]["sector"]) == ("education", "health")
    assert run.stderr == "陈述改动 1：重新读取\n"
    shutil.copytree(small_folder, tmp_path / "same")
    run = CliRunner().invoke(
        aidgraph, ["diff", str(small_folder), str(tmp_path / "same"), "--format", "json"]
    )
    assert (run.stdout, run.stderr) == ("[]\n", "no difference\n")
