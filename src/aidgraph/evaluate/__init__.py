"""How good the reading is: claims that were read against claims that people annotated.

    gold, read ─ matches ─ scores (by relation, with intervals) ─ errors

The figures are those of the scorer that `docs/claims.md` describes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures over all claims and by relation, 95 % intervals of the headline figures, and the errors."""

    scores: Scores
    relations: dict[Relation, Scores]
    intervals: dict[str, tuple[float, float]]
    errors: tuple[Error, ...]

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
    found = matches(gold, predicted)
    by_relation: dict[Relation, Scores] = {}
    for relation in RELATIONS:
        own = [match for match in found if relation == _relation(match)]
        if own:
            by_relation[relation] = scores(own)
    return Evaluation(scores(found), by_relation, intervals(found), errors(found))


def _relation(match: Match) -> Relation:
    one = match.gold or match.read
    assert one is not None
    return one.relation
