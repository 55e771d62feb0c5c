"""The twin trees: who lies where on either side, in the order in which the fewest links cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from aidgraph.model import Claim
from aidgraph.page.cast import Cast
from aidgraph.page.order import Forest, untangled

Side = Literal["providers", "recipients"]

#: The two rows at the foot of each tree: groups whose place is not named, and sides not stated at all.
UNNAMED = "unnamed"
UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a tree: an entity's IRI, or a foot; its depth, 0 at the root. Rows stand in reading order."""

    key: str
    depth: int


def twin_trees(claims: Sequence[Claim], cast: Cast) -> tuple[list[Row], list[Row]]:
    """The rows of the aiding and the aided side, branches whole, siblings sorted by barycentre."""
    left, right = _forest(claims, cast, "providers"), _forest(claims, cast, "recipients")
    links = [
        (cast.ends[claim.id].providers or (UNSTATED,), cast.ends[claim.id].recipients or (UNSTATED,))
        for claim in claims
    ]
    left, right = untangled(left, right, links, last=(UNNAMED, UNSTATED))
    return _rows(left), _rows(right)


def parent(iri: str, cast: Cast) -> str | None:
    """The row that a row hangs under: its nearest place, the foot of the unnamed, or None at the root."""
    ancestors = cast.ancestors(iri)
    if ancestors:
        return ancestors[0]
    return UNNAMED if cast.entities[iri].type == "Group" else None


def _forest(claims: Sequence[Claim], cast: Cast, side: Side) -> Forest:
    children: dict[str | None, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for claim in claims:
        iris = getattr(cast.ends[claim.id], side)
        if not iris and UNSTATED not in seen:
            seen.add(UNSTATED)
            children[None].append(UNSTATED)
        for iri in iris:
            _hang(iri, cast, children, seen)
    return {key: sorted(rows) for key, rows in children.items()}


def _hang(iri: str, cast: Cast, children: Mapping[str | None, list[str]], seen: set[str]) -> None:
    """Add a row and every row above it; a place that claims to lie in itself becomes a root."""
    trail: list[str] = []
    row: str | None = iri
    while row is not None and row not in seen:
        seen.add(row)
        trail.append(row)
        above = None if row == UNNAMED else parent(row, cast)
        if above in trail:
            above = None
        children[above].append(row)
        row = above


def _rows(forest: Forest) -> list[Row]:
    rows: list[Row] = []
    waiting = [(key, 0) for key in reversed(forest.get(None, []))]
    while waiting:
        key, depth = waiting.pop()
        rows.append(Row(key, depth))
        waiting += [(child, depth + 1) for child in reversed(forest.get(key, []))]
    return rows
