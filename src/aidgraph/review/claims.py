"""Judgements about claims: found again by what they judged, not by an id, and applied in the order of the file.

A claim is the one judged where its quote overlaps the judged quote and relation and parties agree. So a better
rule that moves an edge of the quote or of a name loses nothing; one that reads other parties brings the
judgement back for review, because the person accepted or rejected something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from aidgraph.errors import ReviewError
from aidgraph.model import Claim, Issue, Judgement, Party, Review
from aidgraph.review.fields import SIDES, party_names, with_field
from aidgraph.review.judgements import subject

ABOUT_CLAIMS = ("accept", "reject", "correct")
UNATTACHED, REJECTED = "judgement-unattached", "rejected"

#: Characters of the quote that must be common where neither quote holds the other.
_OVERLAP = 4
#: How far an edge of a name may move (在长江村 → 长江村).
_MOVED = 6
_ENDINGS = ("省", "市", "县", "区", "州", "自治区", "自治州", "自治县", "村", "镇", "乡")


class Reviewed(NamedTuple):
    """Claims after review, and issues: each rejected claim, and each judgement that fits no claim."""

    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]


def apply(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Reviewed:
    """Accept, reject and correct. Claims stay in their order; a rejected one is left out and becomes an issue.

    Of several decisions about one claim the last holds; corrections of different fields add up. A corrected
    claim keeps its id. Judgements about identity are passed over.
    """
    slots = [_Slot(claim, [claim]) for claim in claims]
    by_document: dict[str, list[_Slot]] = defaultdict(list)
    for slot in slots:
        by_document[slot.claim.evidence.document].append(slot)
    issues: list[Issue] = []
    for judgement in judgements:
        if judgement.kind not in ABOUT_CLAIMS:
            continue
        near = by_document.get(judgement.document, [])
        judged = _attached(judgement, near)
        if judged is None:
            issues.append(_unattached(judgement, near))
            continue
        try:
            judged.take(judgement)
        except ReviewError as error:
            issues.append(_unreadable(judgement, judged.claim, error))
    kept = tuple(slot.claim for slot in slots if slot.rejection is None)
    issues += (_rejected(slot.claim, slot.rejection) for slot in slots if slot.rejection is not None)
    return Reviewed(kept, tuple(issues))


def parties_text(claim: Claim) -> str:
    """Who to whom, as a judgement remembers it: `A；B→C`."""
    return "→".join("；".join(party_names(side)) for side in (claim.providers, claim.recipients))


def brief(claim: Claim) -> str:
    """A claim in one line, for a person."""
    giving, taking = ("、".join(party_names(side)) or "∅" for side in (claim.providers, claim.recipients))
    sums = "、".join("".join(amount.text.split()) for amount in claim.amounts)
    return f"{claim.relation}  {giving} → {taking}" + (f"  [{sums}]" if sums else "")


@dataclass(slots=True)
class _Slot:
    """A claim with what it was before each correction, so that older and newer judgements both know it."""

    claim: Claim
    states: list[Claim] = field(default_factory=list)
    rejection: Judgement | None = None

    def take(self, judgement: Judgement) -> None:
        """Let a judgement change the claim. Raises ReviewError where its value can't be read."""
        if judgement.kind == "correct":
            self.claim = with_field(self.claim, judgement.field, judgement.value)
            self.states.append(self.claim)
        self.claim = self.claim.having(
            review=Review(judgement.by, judgement.at, judgement.kind, judgement.why)
        )
        self.rejection = judgement if judgement.kind == "reject" else None


def _attached(judgement: Judgement, slots: Sequence[_Slot]) -> _Slot | None:
    """The slot that a judgement is about: the one that agrees best, the nearest where several agree."""
    best: tuple[tuple[int, ...], _Slot] | None = None
    for slot in slots:
        agreement = max(_agreement(judgement, state) for state in slot.states)
        shared = _shared(judgement.quote, slot.claim.evidence.quote) if agreement else 0
        if not shared:
            continue
        rank = (
            _is_beside(judgement, slot.claim),
            agreement,
            shared,
            *_nearness(subject(judgement), slot.claim.id),
        )
        if best is None or rank > best[0]:
            best = rank, slot
    return best[1] if best else None


def _agreement(judgement: Judgement, claim: Claim) -> int:
    """2 where relation and names are the judged ones, 1 where names differ at an edge, 0 where they don't agree.

    A field that the judgement corrects may also have the value that it is corrected to: a better rule found it.
    """
    corrected = judgement.field if judgement.kind == "correct" else ""
    relations = {judgement.relation, judgement.value if corrected == "relation" else judgement.relation}
    if claim.relation not in relations:
        return 0
    agreement = 2
    judged = judgement.parties.split("→", 1)
    for side, names in zip(SIDES[:2], (judged[0], judged[1] if len(judged) > 1 else ""), strict=True):
        own = party_names(getattr(claim, side))
        here = _names_agree(_split(names), own)
        if not here and corrected == side:
            here = _names_agree(party_names(_as_corrected(claim, side, judgement.value)), own)
        agreement = min(agreement, here)
    return agreement


def _as_corrected(claim: Claim, side: str, value: str) -> tuple[Party, ...]:
    try:
        found: tuple[Party, ...] = getattr(with_field(claim, side, value), side)
    except ReviewError:
        return ()
    return found


def _split(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split("；") if name)


def _names_agree(judged: Sequence[str], own: Sequence[str]) -> int:
    if sorted(judged) == sorted(own):
        return 2
    if len(judged) != len(own):
        return 0
    left = list(own)
    for name in judged:
        partner = next((other for other in left if _edge_moved(name, other)), None)
        if partner is None:
            return 0
        left.remove(partner)
    return 1


def _edge_moved(one: str, other: str) -> bool:
    """Whether two names differ by some characters in front, or by an ending of places; numbers must be equal."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if len(short) < 2:
        return False
    if long.endswith(short) and len(long) - len(short) <= _MOVED:
        return not (short[0].isdigit() and long[-len(short) - 1].isdigit())
    return long.startswith(short) and long[len(short) :] in _ENDINGS


def _shared(one: str, other: str) -> int:
    """Characters that two stretches of a text have in common at their ends, or as a whole; 0 for too few."""
    one, other = "".join(one.split()), "".join(other.split())
    short, long = sorted((one, other), key=len)
    if short in long:
        return len(short)
    for length in range(len(short) - 1, _OVERLAP - 1, -1):
        if short[:length] == long[-length:] or short[-length:] == long[:length]:
            return length
    return 0


def _is_beside(judgement: Judgement, claim: Claim) -> bool:
    """Whether the quote, where it stood when it was judged, overlaps the claim's: tells two equal sentences apart."""
    start, _ = _place(subject(judgement))
    return start < claim.evidence.end and claim.evidence.start < start + len(judgement.quote)


def _nearness(judged: str, own: str) -> tuple[int, int, int]:
    """Whether the ids are the same, whether both are the second claim of their place, and how near they start."""
    start, number = _place(judged)
    own_start, own_number = _place(own)
    return int(judged == own), int(number == own_number), -abs(start - own_start)


def _place(identifier: str) -> tuple[int, str]:
    start, _, number = identifier.rpartition("@")[2].partition(".")
    return (int(start) if start.isdecimal() else 0), number


def _unattached(judgement: Judgement, slots: Iterable[_Slot]) -> Issue:
    near = [slot.claim.id for slot in slots if _shared(judgement.quote, slot.claim.evidence.quote)]
    what = f"no claim here has its relation and parties ({judgement.relation} {judgement.parties})"
    return _issue(
        UNATTACHED, f"the judgement {_said(judgement)} fits no claim any more: {what}", judgement, near
    )


def _unreadable(judgement: Judgement, claim: Claim, error: ReviewError) -> Issue:
    return _issue(
        UNATTACHED, f"the judgement {_said(judgement)} can't be applied: {error}", judgement, [claim.id]
    )


def _issue(kind: str, reason: str, judgement: Judgement, candidates: Iterable[str]) -> Issue:
    return Issue(
        kind=kind,
        reason=reason,
        document=judgement.document,
        quote=judgement.quote or None,
        candidates=tuple(candidates),
    )


def _rejected(claim: Claim, judgement: Judgement) -> Issue:
    why = f": {judgement.why}" if judgement.why else ""
    evidence = claim.evidence
    return Issue(
        kind=REJECTED,
        reason=f"{brief(claim)} was rejected by {judgement.by} on {judgement.at}{why}",
        document=evidence.document,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
        candidates=(claim.id,),
    )


def _said(judgement: Judgement) -> str:
    what = f" {judgement.field} = {judgement.value}" if judgement.kind == "correct" else ""
    why = f": {judgement.why}" if judgement.why else ""
    return f"{judgement.id} ({judgement.kind}{what}, {judgement.by}, {judgement.at}{why})"
