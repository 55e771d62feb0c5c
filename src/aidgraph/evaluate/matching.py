"""Which claim that was read answers which claim of the gold: one to one, best pairs first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aidgraph.evaluate.agreement import common_parties, figures, same_parties, same_place
from aidgraph.model import Claim, Relation

#: Document of gold claims and claims that were read, where both sides hold one document by whatever id.
_THE_ONLY_ONE = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A gold claim, what was read for it, or one of the two alone. `exact`: both sides' parties are right."""

    gold: Claim | None
    read: Claim | None
    exact: bool = False

    @property
    def document(self) -> str:
        """The document's id, the gold's where there is one."""
        return self._either.evidence.document

    @property
    def relation(self) -> Relation:
        """The relation, which is the same on both sides."""
        return self._either.relation

    @property
    def _either(self) -> Claim:
        one = self.gold or self.read
        assert one is not None
        return one


def matches(gold: Sequence[Claim], read: Sequence[Claim]) -> list[Match]:
    """Every gold claim and every claim read once, alone or as a pair: by document, in the order of the gold.

    Claims of different documents never match; where each side holds a single document, they are taken for
    the same one whatever they are called.
    """
    golds, reads = _by_document(gold), _by_document(read)
    if len(golds) <= 1 and len(reads) <= 1:
        golds, reads = {_THE_ONLY_ONE: list(gold)}, {_THE_ONLY_ONE: list(read)}
    found: list[Match] = []
    for document in sorted(golds.keys() | reads.keys()):
        found += _within_document(golds.get(document, []), reads.get(document, []))
    return found


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[claim.evidence.document].append(claim)
    return dict(grouped)


def _within_document(gold: Sequence[Claim], read: Sequence[Claim]) -> Iterator[Match]:
    candidates = sorted(
        (rank, i, j)
        for i, own in enumerate(gold)
        for j, other in enumerate(read)
        if (rank := _rank(own, other)) is not None
    )
    partner: dict[int, tuple[int, bool]] = {}
    taken: set[int] = set()
    for rank, i, j in candidates:
        if i not in partner and j not in taken:
            partner[i] = (j, rank[0] < 0)
            taken.add(j)
    for i, own in enumerate(gold):
        if i in partner:
            j, exact = partner[i]
            yield Match(own, read[j], exact)
        else:
            yield Match(own, None)
    for j, other in enumerate(read):
        if j not in taken:
            yield Match(None, other)


def _rank(gold: Claim, read: Claim) -> tuple[int, float, int] | None:
    """How good a pair is, the best lowest; None where the two may not match.

    Exact pairs first, then by the share of parties that are right, then by figures in common.
    """
    if gold.relation != read.relation or not same_place(gold.evidence, read.evidence):
        return None
    asked = len(gold.providers) + len(gold.recipients)
    right = common_parties(gold.providers, read.providers) + common_parties(gold.recipients, read.recipients)
    if asked and not right:
        return None
    exact = same_parties(gold.providers, read.providers) and same_parties(gold.recipients, read.recipients)
    return -exact, -right / max(1, asked), -(figures(gold) & figures(read)).total()
