"""What went wrong, claim by claim, in the order of the text: missed, spurious, or read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from aidgraph.evaluate.agreement import figures, same_parties, same_party, same_place
from aidgraph.evaluate.matching import Match
from aidgraph.evaluate.scores import points
from aidgraph.model import Claim, Count, Json, Party

Kind = Literal["missed", "spurious", "wrong"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was read otherwise than the gold has it."""

    field: str
    gold: str
    read: str


@dataclass(frozen=True, slots=True)
class Error:
    """One claim gone wrong. `near`: what was read of the same words, but is no match."""

    kind: Kind
    claim: Claim
    differences: tuple[Difference, ...] = ()
    near: Claim | None = None

    def to_json(self) -> Json:
        """Its kind, claim, quote and what differs."""
        return {
            "kind": self.kind,
            "id": self.claim.id,
            "says": brief(self.claim),
            "quote": self.claim.evidence.quote,
            "differs": {d.field: {"gold": d.gold, "read": d.read} for d in self.differences},
            "near": brief(self.near) if self.near else None,
        }


def errors(found: Sequence[Match]) -> tuple[Error, ...]:
    """Every error of some matches, by document and place."""
    spurious = [match.read for match in found if match.gold is None and match.read is not None]
    listed: list[Error] = []
    for match in found:
        gold, read = match.gold, match.read
        if gold is not None and read is not None:
            differences = tuple(_differences(gold, read))
            if differences:
                listed.append(Error("wrong", gold, differences))
        elif gold is not None:
            listed.append(Error("missed", gold, near=_near(gold, spurious)))
        elif read is not None:
            listed.append(Error("spurious", read))
    return tuple(sorted(listed, key=lambda e: (e.claim.evidence.document, e.claim.evidence.start, e.kind)))


def brief(claim: Claim) -> str:
    """A claim in one line: relation, who to whom, figures."""
    numbers = _figures_text(claim)
    line = f"{claim.relation}  {_names(claim.providers)} → {_names(claim.recipients)}"
    return f"{line}  [{numbers}]" if numbers else line


def _near(gold: Claim, read: Iterable[Claim]) -> Claim | None:
    return next(
        (
            claim
            for claim in read
            if claim.evidence.document == gold.evidence.document and same_place(gold.evidence, claim.evidence)
        ),
        None,
    )


def _differences(gold: Claim, read: Claim) -> Iterator[Difference]:
    for side in ("providers", "recipients"):
        own, other = getattr(gold, side), getattr(read, side)
        if not same_parties(own, other):
            yield _told_apart(side, own, other)
    if figures(gold) != figures(read):
        yield Difference("figures", _figures_text(gold), _figures_text(read))
    for point, right in points(gold, read).items():
        if right:
            continue
        if point == "organizers":
            yield _told_apart(point, gold.organizers, read.organizers)
        elif point == "of":
            yield Difference(
                point, "、".join(a.of for a in gold.amounts), "、".join(a.of for a in read.amounts)
            )
        elif point in ("status", "aggregate"):
            yield Difference(point, str(getattr(gold, point)).lower(), str(getattr(read, point)).lower())
    yield from _types(gold, read)


def _types(gold: Claim, read: Claim) -> Iterator[Difference]:
    for side in ("providers", "recipients"):
        for party in getattr(gold, side):
            partner = next((other for other in getattr(read, side) if same_party(party, other)), None)
            if partner is not None and partner.type != party.type:
                yield Difference(f"type of {party.name}", party.type, partner.type)


def _told_apart(field: str, gold: Sequence[Party], read: Sequence[Party]) -> Difference:
    """Both lists by name; where the names are the same, with what else the parties are."""
    if _names(gold) != _names(read):
        return Difference(field, _names(gold), _names(read))
    return Difference(field, "、".join(map(_described, gold)), "、".join(map(_described, read)))


def _described(party: Party) -> str:
    count = None if party.count is None else str(party.count)
    said = (party.type, party.canonical, count, *(member.name for member in party.members))
    return f"{party.name}（{' '.join(filter(None, said))}）"


def _names(parties: Iterable[Party]) -> str:
    return "、".join(party.name for party in parties) or "∅"


def _figures_text(claim: Claim) -> str:
    sums = (f"{a.value:,} {a.currency} {a.bound} {a.basis}" for a in claim.amounts if a.value is not None)
    return "；".join((*sums, *filter(None, map(_counted, (*claim.items, *claim.outcomes)))))


def _counted(count: Count) -> str:
    if count.quantity is None:
        return ""
    return " ".join(filter(None, (f"{count.quantity:,}", count.unit, count.name, count.bound)))
