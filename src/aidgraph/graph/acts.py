"""Claims that tell of one act: later ones corroborate the first, or disagree with its figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import inf

from aidgraph.graph import vocabulary as v
from aidgraph.graph.names import Names
from aidgraph.graph.turtle import Statement
from aidgraph.model import Amount, Claim, Document

#: How far from its figure “about” may lie: the texts round to one or two digits.
ABOUT = 0.1


def ties(
    claims: Iterable[Claim], documents: Mapping[str, Document], names: Names
) -> dict[str, list[Statement]]:
    """Claim id → what it says of the first claim of the same act.

    The first is that of the oldest document, then by id. A star, not all pairs: an act that a hundred
    bulletins repeat would need ten thousand triples.
    """
    acts: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.act:
            acts[claim.act].append(claim)
    found: dict[str, list[Statement]] = {}
    for told in acts.values():
        told.sort(key=lambda claim: claim.id)
        told.sort(key=lambda claim: documents[claim.evidence.document].issued or "9999")
        first, *others = told
        for claim in others:
            tie = v.CORROBORATES if agree(first.amounts, claim.amounts) else v.DISAGREES_WITH
            found[claim.id] = [(tie, [names.claim(first)])]
    return found


def agree(one: Iterable[Amount], other: Iterable[Amount]) -> bool:
    """Whether two tellings of an act can both be right: where both name money, some figure fits."""
    ours, theirs = _ranges(one), _ranges(other)
    return all(
        any(
            low <= high_too and low_too <= high
            for low, high in ours[money]
            for low_too, high_too in theirs[money]
        )
        for money in ours.keys() & theirs.keys()
    )


def _ranges(amounts: Iterable[Amount]) -> dict[tuple[str, str], list[tuple[float, float]]]:
    ranges: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for amount in amounts:
        if amount.value is not None and amount.bound != "vague":
            value = amount.value
            bounded = {
                "over": (value, inf),
                "under": (-inf, value),
                "about": (value * (1 - ABOUT), value * (1 + ABOUT)),
            }
            ranges[amount.currency, amount.of].append(bounded.get(amount.bound, (value, value)))
    return ranges
