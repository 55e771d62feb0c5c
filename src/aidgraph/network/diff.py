"""What changed between two builds of a graph, and why: each claim and entity that came, went or is another now.

The reason is the first that holds: the document came, went or changed; a person judged or corrected; two entities
were made one or one parted; else the same document was read again by other rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from aidgraph.model import Claim, Document, Entity, Issue, Json

Kind = Literal["added", "removed", "changed"]
Reason = Literal[
    "new document", "document gone", "document changed", "judged", "corrected", "merged", "parted", "re-read"
]
REASONS: tuple[Reason, ...] = (
    "new document", "document gone", "document changed", "judged", "corrected", "merged", "parted", "re-read",
)  # fmt: skip
_REJECTED = "rejected"
#: What only names an entity in a claim: not what the document says, so a change of it alone is one of identity.
_IDENTITY = frozenset({"entity"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a graph."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    documents: tuple[Document, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One claim or entity that differs. `fields` are the keys of its JSON form that do; `document` is a claim's own."""

    of: Literal["claim", "entity"]
    kind: Kind
    id: str
    reason: Reason
    fields: tuple[str, ...] = ()
    label: str = ""
    document: str | None = None
    into: tuple[str, ...] = ()
    old: Json | None = None
    new: Json | None = None

    def to_json(self) -> Json:
        """The change with both states whole."""
        return {
            "of": self.of, "kind": self.kind, "id": self.id, "reason": self.reason, "fields": list(self.fields),
            "label": self.label, "document": self.document, "into": list(self.into), "old": self.old, "new": self.new,
        }  # fmt: skip


def changes(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Every difference, claims first, in the order of their documents and places; then entities by IRI.

    A claim is the same one where it has the same id: relation and place in its document. Where its quote has moved
    or it is read as another relation, it went and came, each with its reason. A count of mentions is no change.
    """
    return (*_claims(old, new), *_entities(old, new))


def _claims(old: Snapshot, new: Snapshot) -> Iterable[Change]:
    why = _Why(old, new)
    before, after = ({claim.id: claim for claim in state.claims} for state in (old, new))
    place = {c.id: (c.evidence.document, c.evidence.start, c.id) for c in (*old.claims, *new.claims)}
    for name in sorted({*before, *after}, key=lambda name: place[name]):
        was, now = before.get(name), after.get(name)
        if was is None and now is not None:
            yield _of_claim("added", now, why.added(now), None, now)
        elif was is not None and now is None:
            yield _of_claim("removed", was, why.removed(was), was, None)
        elif was is not None and now is not None and was.to_json() != now.to_json():
            yield _of_claim("changed", now, why.changed(was, now), was, now)


def _of_claim(kind: Kind, claim: Claim, reason: Reason, was: Claim | None, now: Claim | None) -> Change:
    old, new = was.to_json() if was else None, now.to_json() if now else None
    return Change(
        of="claim", kind=kind, id=claim.id, reason=reason, fields=_differing(old, new),
        label=claim.evidence.quote, document=claim.evidence.document, old=old, new=new,
    )  # fmt: skip


def _entities(old: Snapshot, new: Snapshot) -> Iterable[Change]:
    before, after = ({one.iri: one for one in state.entities} for state in (old, new))
    moved = _moved(old.claims, new.claims)
    documents = _Documents(old.documents, new.documents)
    came_of = {into for targets in moved.values() for into in targets}
    for iri in sorted({*before, *after}):
        was, now = before.get(iri), after.get(iri)
        one = now or was
        rows = [{**x.to_json(), "mentions": None} if x else None for x in (was, now)]
        if one is None or rows[0] == rows[1]:
            continue
        into: tuple[str, ...] = ()
        if was is None:
            kind: Kind = "added"
            own = _where(new.claims, iri)
            parted: Reason = (
                "parted" if iri in came_of and not _is_taken_over(moved, iri, after) else "re-read"
            )
            reason = documents.reason(own, "new document") or parted
        elif now is None:
            kind = "removed"
            into = tuple(sorted(target for target in moved.get(iri, ()) if target in after))
            reason = (
                "merged" if into else documents.reason(_where(old.claims, iri), "document gone") or "re-read"
            )
        else:
            kind = "changed"
            gained = any(iri in targets and source not in after for source, targets in moved.items())
            reason = "merged" if gained else "re-read"
        yield Change(
            of="entity", kind=kind, id=iri, reason=reason, fields=_differing(rows[0], rows[1]),
            label=one.zh, into=into, old=rows[0], new=rows[1],
        )  # fmt: skip


class _Documents:
    """Which documents came, went or changed their bytes."""

    def __init__(self, old: Iterable[Document], new: Iterable[Document]) -> None:
        self.old, self.new = ({one.id: one.sha256 for one in state} for state in (old, new))

    def reason(self, names: Iterable[str], only: Reason) -> Reason | None:
        """`only` where each of the documents came (or went), `document changed` where one changed, else None."""
        names = set(names)
        absent = self.old if only == "new document" else self.new
        if names and not any(name in absent for name in names):
            return only
        changed = any(self.old.get(name) != self.new.get(name) for name in names & {*self.old} & {*self.new})
        return "document changed" if changed else None


class _Why:
    """Reasons for what happened to a claim."""

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        self.documents = _Documents(old.documents, new.documents)
        self.rejected = {False: _rejections(old.issues), True: _rejections(new.issues)}
        self.moved = _moved(old.claims, new.claims)
        self.alive = {entity.iri for entity in new.entities}

    def added(self, claim: Claim) -> Reason:
        found = self.documents.reason((claim.evidence.document,), "new document")
        return found or ("judged" if _place(claim) in self.rejected[False] else _judged(claim) or "re-read")

    def removed(self, claim: Claim) -> Reason:
        found = self.documents.reason((claim.evidence.document,), "document gone")
        return found or ("judged" if _place(claim) in self.rejected[True] else "re-read")

    def changed(self, was: Claim, now: Claim) -> Reason:
        found = self.documents.reason((now.evidence.document,), "new document")
        if found:
            return found
        if was.review != now.review:
            return _judged(now) or _judged(was) or "judged"
        if _without(was.to_json()) == _without(now.to_json()):
            gone = any(
                one.entity and one.entity not in self.alive and other.entity in self.alive
                for one, other in zip(was.parties(), now.parties(), strict=True)
                if one.entity != other.entity
            )
            fresh = any(
                one.entity in self.alive and (other.entity or "").startswith(f"{one.entity}~")
                for one, other in zip(was.parties(), now.parties(), strict=True)
            )
            return "merged" if gone else "parted" if fresh else "re-read"
        return "re-read"


def _judged(claim: Claim) -> Reason | None:
    if claim.review is None:
        return None
    return "corrected" if claim.review.decision == "correct" else "judged"


def _rejections(issues: Iterable[Issue]) -> set[tuple[str, int | None, int | None]]:
    return {(issue.document, issue.start, issue.end) for issue in issues if issue.kind == _REJECTED}


def _place(claim: Claim) -> tuple[str, int | None, int | None]:
    return claim.evidence.document, claim.evidence.start, claim.evidence.end


def _moved(old: Iterable[Claim], new: Iterable[Claim]) -> dict[str, set[str]]:
    """Entity → the other entities that the same mentions mean now. A mention is a document, a place and a name."""
    now = {key: entity for claim in new for key, entity in _mentions(claim)}
    moved: dict[str, set[str]] = defaultdict(set)
    for claim in old:
        for key, entity in _mentions(claim):
            if now.get(key, entity) != entity:
                moved[entity].add(now[key])
    return moved


def _mentions(claim: Claim) -> Iterable[tuple[tuple[str, int, str], str]]:
    for party in claim.parties():
        if party.entity and party.at:
            yield (claim.evidence.document, party.at.start, party.name), party.entity


def _is_taken_over(moved: Mapping[str, set[str]], iri: str, after: Mapping[str, Entity]) -> bool:
    """Whether all that this came of is gone: then it is another reading of it, not a part of it."""
    return all(source not in after for source, targets in moved.items() if iri in targets)


def _where(claims: Iterable[Claim], iri: str) -> set[str]:
    return {c.evidence.document for c in claims if any(party.entity == iri for party in c.parties())}


def _differing(old: Json | None, new: Json | None) -> tuple[str, ...]:
    if old is None or new is None:
        return ()
    return tuple(key for key in new if old.get(key) != new[key])


def _without(value: object) -> object:
    """JSON without what says which entity is meant."""
    if isinstance(value, dict):
        return {key: _without(one) for key, one in value.items() if key not in _IDENTITY}
    return [_without(one) for one in value] if isinstance(value, list) else value
