"""How good the reading is: claims that were read against claims that people annotated.

    gold, read ─ matches ─ scores (by relation, with intervals) ─ errors

The figures are those of the scorer that `docs/claims.md` describes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from aidgraph.evaluate.annotated import annotated, read_again
from aidgraph.evaluate.errors import Difference, Error, brief, errors
from aidgraph.evaluate.matching import Match, matches
from aidgraph.evaluate.scores import Score, Scores, Share, intervals, scores
from aidgraph.model import RELATIONS, Claim, Json, Relation

__all__ = [
    "Difference",
    "Error",
    "Evaluation",
    "Match",
    "Score",
    "Scores",
    "Share",
    "annotated",
    "brief",
    "evaluation",
    "read_again",
]


@dataclass(frozen=True)
class Evaluation:
    """Every claim of either side, alone or matched, and what follows from that."""

    matches: tuple[Match, ...]

    @cached_property
    def scores(self) -> Scores:
        """The figures over all claims."""
        return scores(self.matches)

    @cached_property
    def relations(self) -> dict[Relation, Scores]:
        """The figures of each relation that either side has; they add up to the whole."""
        own = {name: [match for match in self.matches if match.relation == name] for name in RELATIONS}
        return {name: scores(found) for name, found in own.items() if found}

    @cached_property
    def intervals(self) -> dict[str, tuple[float, float]]:
        """95 % intervals of F1, and of the share of `told`."""
        return intervals(self.matches)

    @cached_property
    def errors(self) -> tuple[Error, ...]:
        """What went wrong, by document and place."""
        return errors(self.matches)

    def to_json(self) -> Json:
        """The scorer's keys with an interval each, then `relations` and `errors`."""
        rows = self.scores.to_json()
        for name, (low, high) in self.intervals.items():
            rows[name]["interval"] = [round(low, 3), round(high, 3)]
        rows["relations"] = {name: found.to_json() for name, found in self.relations.items()}
        rows["errors"] = [error.to_json() for error in self.errors]
        return rows


def evaluation(gold: Sequence[Claim], predicted: Sequence[Claim]) -> Evaluation:
    """Compare claims that were read with the gold. Claims match within one document only."""
    return Evaluation(tuple(matches(gold, predicted)))
