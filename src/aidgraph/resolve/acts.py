"""Which claims tell of one act: two bulletins, a digest and its original, a round-up and what it rounds up.

What makes two tellings one is in `tellings.py`; here they are brought together and named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import floor, log

from aidgraph.model import Claim, Document
from aidgraph.resolve.tellings import ROUNDED, Key, Telling, tie


def with_acts(claims: Iterable[Claim], documents: Mapping[str, Document]) -> tuple[Claim, ...]:
    """The claims, in the order given, those that tell of one act with one `act`: the id of the oldest telling.

    A claim that nothing else tells again has none; one that comes with an `act` keeps it and is compared with nothing.
    Sums of other claims, curated statements, and parties that are undecided are never joined. The result doesn't
    depend on the order of claims.
    """
    claims = tuple(claims)
    tellings = [
        Telling(claim, documents[claim.evidence.document])
        for claim in sorted(claims, key=lambda claim: claim.id)
        if not claim.act and claim.evidence.document in documents
    ]
    acts = _Acts()
    for _, one, other in _ties(telling for telling in tellings if telling.is_single):
        acts.join(one, other)
    named = {telling.claim.id: name for name, told in acts.named() for telling in told}
    return tuple(claim.having(act=named[claim.id]) if claim.id in named else claim for claim in claims)


def one_act(one: Claim, other: Claim, documents: Mapping[str, Document]) -> str | None:
    """Why two claims tell of one act, in a few words: `same parties, 300000 CNY, 2017-07-01 to 2017-08-10`; or None."""
    first, second = (Telling(claim, documents[claim.evidence.document]) for claim in (one, other))
    if not (first.is_single and second.is_single) or first.key != second.key:
        return None
    found = tie(first, second)
    return f"same parties, {found.reason}" if found else None


def _ties(tellings: Iterable[Telling]) -> list[tuple[tuple[int, int, str, str], Telling, Telling]]:
    """Every two tellings that are one act, the best reasons first, each pair once."""
    found: dict[tuple[str, str], tuple[tuple[int, int, str, str], Telling, Telling]] = {}
    buckets: dict[Key, list[Telling]] = defaultdict(list)
    for telling in tellings:
        for bucket in set(_buckets(telling)):
            buckets[telling.key, bucket].append(telling)
    for together in buckets.values():
        for one, other in combinations(together, 2):
            ids = one.claim.id, other.claim.id
            reason = None if ids in found else tie(one, other)
            if reason:
                found[ids] = (*reason.rank, *ids), one, other
    return sorted(found.values(), key=lambda row: row[0])


def _buckets(telling: Telling) -> Iterator[Key]:
    """What two tellings of one act share at least one of, so that not every two claims need be compared."""
    yield from telling.goods
    yield from telling.marks
    if telling.claim.relation == "paired-with" and telling.claim.period:
        yield "start", telling.claim.period.start
    for amount in telling.sums:
        step = floor(log(float(amount.value or 1)) / -log(ROUNDED))
        yield from (("sum", amount.currency, step), ("sum", amount.currency, step + 1))


class _Acts:
    """Tellings by act. Two of one document are one act only by a tie of their own: a sentence between two others can't join them."""

    def __init__(self) -> None:
        self._act: dict[str, list[Telling]] = {}

    def join(self, one: Telling, other: Telling) -> None:
        """Make the acts of two tellings one, unless a document in them tells the two apart."""
        first = self._act.setdefault(one.claim.id, [one])
        second = self._act.setdefault(other.claim.id, [other])
        if first is second or any(_apart(a, b) for a, b in _of_one_document(first, second)):
            return
        first += second
        for telling in second:
            self._act[telling.claim.id] = first

    def named(self) -> Iterator[tuple[str, Sequence[Telling]]]:
        """Each act told more than once, by the id of its oldest telling."""
        for told in {id(told): told for told in self._act.values()}.values():
            if len(told) > 1:
                yield min(told, key=lambda telling: telling.age).claim.id, told


def _of_one_document(
    first: Iterable[Telling], second: Sequence[Telling]
) -> Iterator[tuple[Telling, Telling]]:
    for one in first:
        yield from ((one, other) for other in second if one.document.id == other.document.id)


def _apart(one: Telling, other: Telling) -> bool:
    reason = tie(one, other)
    return reason is None or reason.rank[0] > 0
