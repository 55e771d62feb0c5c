"""One telling of an act, and what makes two of them one.

Parties alone never make two gifts one: a figure must be equal, and the times must overlap. Where sources name the same
parties and the same campaign, purpose, goods or day but another sum, they tell of one act and disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import inf

from aidgraph.model import Amount, Claim, Document, Party

#: How long after an act a bulletin that gives no date still reports it: a quarter, so that last year's gift is another.
LATE = timedelta(days=92)
#: A period no longer than this is a day's event, and can stand for it where the sums differ.
EVENT = timedelta(days=3)
#: How far apart 60余万元 and 68万元 may lie and be one figure.
ROUNDED = 0.85
#: Results counted below this (两场, 3人) are too common to tell one act from the next.
FEW = 10

Key = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class Telling:
    """A claim as one telling of an act: who, how much, when."""

    claim: Claim
    document: Document

    @property
    def is_single(self) -> bool:
        """Whether it tells of one act between parties that are all decided: no sum, no row of a table."""
        claim = self.claim
        summed = claim.aggregate or any(amount.basis == "cumulative" for amount in claim.amounts)
        named = claim.providers and claim.recipients and None not in (*self._givers, *self._takers)
        return bool(named) and not summed and claim.origin != "curated"

    @cached_property
    def key(self) -> Key:
        """What must be the same in every telling: relation, both sides, and whether it is only planned."""
        return self.claim.relation, self.claim.status == "planned", self._givers, self._takers

    @cached_property
    def _givers(self) -> frozenset[Key | None]:
        return frozenset(map(_party, self.claim.providers))

    @cached_property
    def _takers(self) -> frozenset[Key | None]:
        return frozenset(map(_party, self.claim.recipients))

    @cached_property
    def arrangers(self) -> frozenset[str]:
        """The organizers that are decided."""
        return frozenset(party.entity for party in self.claim.organizers if party.entity)

    @cached_property
    def sums(self) -> tuple[Amount, ...]:
        """The sums that can tell an act from another: with a value, and not for each."""
        return tuple(
            a for a in self.claim.amounts if a.value and a.bound != "vague" and a.basis != "per-unit"
        )

    @cached_property
    def goods(self) -> frozenset[Key]:
        """Goods and results with their number."""
        goods = {(item.name, item.unit, item.quantity) for item in self.claim.items if item.quantity}
        served = {
            (result.name, result.unit, result.quantity)
            for result in self.claim.outcomes
            if (result.quantity or 0) >= FEW and result.name != "目标"
        }
        return frozenset(goods | served)

    @cached_property
    def time(self) -> tuple[date, date] | None:
        """When it was: the period told, else the quarter before the bulletin; None where neither has a date."""
        issued = _day(self.document.issued)
        period = self.claim.period
        start, end = (_day(period.start), _day(period.end)) if period else (None, None)
        if start and end:
            return start, end
        if start:
            return start, max(start, issued or start + LATE)
        if end or issued:
            last = end or issued
            assert last is not None
            return last - min(LATE, last - date.min), last
        return None

    @cached_property
    def marks(self) -> frozenset[Key]:
        """What tells this act whatever its sum: a campaign, a purpose, a day."""
        found: set[Key] = {("programme", name) for name in self.claim.programmes}
        if self.claim.purpose:
            found.add(("purpose", self.claim.purpose))
        if self.claim.period and self.claim.period.start and self.claim.period.end and self.time:
            start, end = self.time
            if end - start <= EVENT:
                found.add(("day", start, end))
        return frozenset(found)

    @property
    def age(self) -> tuple[str, str]:
        """Sorts tellings as `graph.acts` does: the oldest document first, then by id."""
        return self.document.issued or "9999", self.claim.id


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two tellings are one act; the smaller `rank` is the better reason: 0 equal, 1 rounded, 2 they disagree."""

    rank: tuple[int, int]
    reason: str


def _party(party: Party) -> Key | None:
    """What a party is compared by: its entity; a group by what and how many it counts, and where. None if undecided."""
    if party.is_group:
        return "Group", party.kind if party.count else party.name, party.count, frozenset(party.places)
    return (party.entity,) if party.entity else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and len(text) == 10 else None


def tie(one: Telling, other: Telling) -> Tie | None:
    """Why two tellings with one key are one act, or None."""
    if not _can_meet(one, other):
        return None
    marks = len(one.marks & other.marks)
    times = _times(one, other)
    if (
        one.claim.relation == "paired-with"
    ):  # a pairing stands, and every bulletin names it: its start is the act
        start = [telling.claim.period and telling.claim.period.start for telling in (one, other)]
        return Tie((0, -marks), f"a pairing from {start[0]}") if start[0] and start[0] == start[1] else None
    figures = [(_fit(a, b), a) for a in one.sums for b in other.sums if _alike(a, b)]
    fits = [(fit, amount) for fit, amount in figures if fit is not None]
    goods = sorted(f"{name} {number}{unit or ''}" for name, unit, number in one.goods & other.goods)
    if fits:
        fit, amount = min(fits, key=lambda pair: (pair[0], -float(pair[1].value or 0)))
        return Tie((fit, -marks - len(goods)), f"{amount.value} {amount.currency}, {times}")
    if goods and not figures:
        return Tie((0, -marks - len(goods)), f"{'、'.join(goods)}, {times}")
    if figures and (marks or goods) and one.document.id != other.document.id:
        shared = [str(mark[1]) for mark in sorted(one.marks & other.marks, key=repr)] + goods
        return Tie((2, -marks - len(goods)), f"{'、'.join(shared)}, {times}; the sums differ")
    return None


def _can_meet(one: Telling, other: Telling) -> bool:
    """Whether nothing told of two tellings keeps them apart: place in the text, time, campaign, organizer."""
    for names, names_too in (
        (one.arrangers, other.arrangers),
        (frozenset(one.claim.programmes), frozenset(other.claim.programmes)),
    ):
        if names and names_too and names.isdisjoint(names_too):
            return False
    if one.document.id != other.document.id:
        return one.time is not None and other.time is not None and _overlap(one.time, other.time)
    if (
        one.claim.period
        and other.claim.period
        and one.time
        and other.time
        and not _overlap(one.time, other.time)
    ):
        return False
    purposes = {telling.claim.purpose for telling in (one, other) if telling.claim.purpose}
    return len(purposes) < 2 and _in_other_paragraph(one.claim, other.claim, one.document)


def _in_other_paragraph(one: Claim, other: Claim, document: Document) -> bool:
    """Whether a round-up tells again: two equal gifts in one paragraph are two."""
    low = min(one.evidence.end, other.evidence.end)
    high = max(one.evidence.start, other.evidence.start)
    return low < high and "\n" in document.text[low:high]


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _times(one: Telling, other: Telling) -> str:
    if one.time is None or other.time is None:
        return "in one document"
    return f"{max(one.time[0], other.time[0])} to {min(one.time[1], other.time[1])}"


def _alike(one: Amount, other: Amount) -> bool:
    """Whether two sums measure the same."""
    return (one.currency, one.of, one.basis) == (other.currency, other.of, other.basis)


def _fit(one: Amount, other: Amount) -> int | None:
    """0 where two sums are equal, 1 where one of them is rounded and both can be right, else None."""
    small, large = sorted(float(amount.value or 0) for amount in (one, other))
    if small == large:
        return 0
    (low, high), (low_too, high_too) = _range(one), _range(other)
    return 1 if small >= ROUNDED * large and low <= high_too and low_too <= high else None


def _range(amount: Amount) -> tuple[float, float]:
    """What a sum can be; the same tenth for “about” as in `graph.acts`."""
    value = float(amount.value or 0)
    bounded = {"over": (value, inf), "under": (-inf, value), "about": (value * 0.9, value * 1.1)}
    return bounded.get(amount.bound, (value, value))
