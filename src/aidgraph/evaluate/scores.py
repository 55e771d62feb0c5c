"""The figures: found, exact, amounts, told; over all claims, by relation, with what chance may make of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aidgraph.evaluate.agreement import figures, same_parties, same_party
from aidgraph.evaluate.matching import Match
from aidgraph.model import Claim, Json

#: Fewer documents than this are too few to draw from: then single claims are drawn.
_ENOUGH_DOCUMENTS = 10
_DRAWS = 1000
_SEED = 20170810


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, of how many read and how many in the gold."""

    right: int = 0
    read: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right among those read; 0 where nothing was."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Right among those in the gold; 0 where there is nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def to_json(self) -> Json:
        """Rounded to three digits, with the counts of right, false and missed."""
        return {
            "p": round(self.precision, 3),
            "r": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "tp": self.right,
            "fp": self.read - self.right,
            "fn": self.gold - self.right,
        }


@dataclass(frozen=True, slots=True)
class Share:
    """How many points of those asked are right."""

    right: int = 0
    asked: int = 0

    @property
    def share(self) -> float:
        """0 where nothing was asked."""
        return self.right / self.asked if self.asked else 0.0

    def to_json(self) -> Json:
        """Rounded to three digits, with its counts."""
        return {"share": round(self.share, 3), "right": self.right, "asked": self.asked}


@dataclass(frozen=True, slots=True)
class Scores:
    """The four figures of a set of matches.

    `found`: relation, place and at least one party right. `exact`: all providers and recipients right.
    `amounts`: the figures. `told`: over matched pairs, status, aggregate, `of`, organizers, types of parties.
    """

    found: Score
    exact: Score
    amounts: Score
    told: Share

    def headline(self) -> dict[str, float]:
        """One number each: F1, and for `told` the share."""
        return {
            "found": self.found.f1,
            "exact": self.exact.f1,
            "amounts": self.amounts.f1,
            "told": self.told.share,
        }

    def to_json(self) -> Json:
        """The scorer's own keys."""
        return {name: getattr(self, name).to_json() for name in ("found", "exact", "amounts", "told")}


def scores(found: Iterable[Match]) -> Scores:
    """The figures of some matches."""
    return _summed(_Tally.of(match) for match in found)


def intervals(found: Sequence[Match]) -> dict[str, tuple[float, float]]:
    """Between which values each headline figure lies in 95 of 100 draws of as many documents.

    Documents are drawn, not claims, where there are at least ten: claims of one document err alike. The
    draws are seeded, so the same matches give the same intervals.
    """
    documents: dict[str, list[_Tally]] = defaultdict(list)
    for match in found:
        documents[match.document].append(_Tally.of(match))
    if len(documents) >= _ENOUGH_DOCUMENTS:
        units = [_Tally.sum(documents[name]) for name in sorted(documents)]
    else:
        units = [tally for name in sorted(documents) for tally in documents[name]]
    if not units:
        return {}
    draw = random.Random(_SEED)
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(_DRAWS):
        for name, value in _summed(draw.choices(units, k=len(units))).headline().items():
            drawn[name].append(value)
    low, high = round(0.025 * (_DRAWS - 1)), round(0.975 * (_DRAWS - 1))
    return {name: (sorted(values)[low], sorted(values)[high]) for name, values in drawn.items()}


def points(gold: Claim, read: Claim) -> dict[str, bool]:
    """What `told` asks of a matched pair: name of the point → whether it is right."""
    asked = {"status": gold.status == read.status, "aggregate": gold.aggregate == read.aggregate}
    if gold.amounts:
        asked["of"] = sorted(a.of for a in gold.amounts) == sorted(a.of for a in read.amounts)
    if gold.organizers or read.organizers:
        asked["organizers"] = same_parties(gold.organizers, read.organizers)
    for side in ("providers", "recipients"):
        for place, party in enumerate(getattr(gold, side)):
            partner = next((other for other in getattr(read, side) if same_party(party, other)), None)
            if partner is not None:
                asked[f"type of {party.name} ({side} {place + 1})"] = party.type == partner.type
    return asked


class _Tally(NamedTuple):
    """The counts that add up to every figure."""

    gold: int = 0
    read: int = 0
    matched: int = 0
    exact: int = 0
    figures_gold: int = 0
    figures_read: int = 0
    figures_right: int = 0
    points_right: int = 0
    points_asked: int = 0

    @classmethod
    def of(cls, match: Match) -> _Tally:
        gold, read = match.gold, match.read
        wanted = figures(gold) if gold else None
        given = figures(read) if read else None
        asked = points(gold, read) if gold and read else {}
        return cls(
            gold=int(gold is not None),
            read=int(read is not None),
            matched=int(gold is not None and read is not None),
            exact=int(match.exact),
            figures_gold=wanted.total() if wanted else 0,
            figures_read=given.total() if given else 0,
            figures_right=(wanted & given).total() if wanted and given else 0,
            points_right=sum(asked.values()),
            points_asked=len(asked),
        )

    @classmethod
    def sum(cls, tallies: Iterable[_Tally]) -> _Tally:
        return cls(*map(sum, zip(*tallies, strict=True)))


def _summed(tallies: Iterable[_Tally]) -> Scores:
    total = _Tally.sum(tallies)
    return Scores(
        Score(total.matched, total.read, total.gold),
        Score(total.exact, total.read, total.gold),
        Score(total.figures_right, total.figures_read, total.figures_gold),
        Share(total.points_right, total.points_asked),
    )
