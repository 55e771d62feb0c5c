"""The order of siblings in two facing trees: sorted by barycentre, so that few links cross.

The sweep is Sugiyama's, kept inside the branches: a row moves among its siblings only. Of all sweeps the one
with the fewest crossings is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Forest = Mapping[str | None, list[str]]
Link = tuple[tuple[str, ...], tuple[str, ...]]

SWEEPS = 8


def untangled(
    left: Forest, right: Forest, links: Sequence[Link], *, last: Sequence[str]
) -> tuple[Forest, Forest]:
    """Both forests with their siblings reordered; rows named in `last` stay last, in that order."""
    left, right = _settled(left, last), _settled(right, last)
    mirrored = [(ends[1], ends[0]) for ends in links]
    best, fewest = (left, right), crossings(left, right, links)
    for _ in range(SWEEPS):
        right = _swept(right, positions(left), mirrored, last)
        left = _swept(left, positions(right), links, last)
        count = crossings(left, right, links)
        if count < fewest:
            best, fewest = (left, right), count
    return best


def positions(forest: Forest) -> dict[str, int]:
    """Each row's place in reading order, from 0."""
    found: dict[str, int] = {}
    waiting = list(reversed(forest.get(None, [])))
    while waiting:
        row = waiting.pop()
        found[row] = len(found)
        waiting += reversed(forest.get(row, []))
    return found


def crossings(left: Forest, right: Forest, links: Sequence[Link]) -> int:
    """How many pairs of straight lines between the two open forests cross."""
    here, there = positions(left), positions(right)
    lines = sorted((here[a], there[b]) for ends in links for a in ends[0] for b in ends[1])
    counts = [0] * (len(there) + 1)
    crossed = 0
    for drawn, (_, end) in enumerate(lines):
        crossed += drawn - _prefix(counts, end + 1)
        _add(counts, end + 1)
    return crossed


def _prefix(counts: Sequence[int], index: int) -> int:
    total = 0
    while index > 0:
        total += counts[index]
        index -= index & -index
    return total


def _add(counts: list[int], index: int) -> None:
    while index < len(counts):
        counts[index] += 1
        index += index & -index


def _settled(forest: Forest, last: Sequence[str]) -> Forest:
    return {key: sorted(rows, key=lambda row: _foot(row, last)) for key, rows in forest.items()}


def _foot(row: str, last: Sequence[str]) -> int:
    return last.index(row) + 1 if row in last else 0


def _swept(forest: Forest, there: Mapping[str, int], links: Sequence[Link], last: Sequence[str]) -> Forest:
    """The forest whose siblings stand by the mean place of what their branches are linked to."""
    order = list(positions(forest))
    above = {row: key for key, rows in forest.items() for row in rows}
    total = dict.fromkeys(order, 0.0)
    count = dict.fromkeys(order, 0)
    for near, far in links:
        middle = sum(there[row] for row in far) / len(far)
        for row in near:
            total[row] += middle
            count[row] += 1
    for row in reversed(order):
        key = above[row]
        if key is not None:
            total[key] += total[row]
            count[key] += count[row]
    mean = {row: total[row] / count[row] if count[row] else 0.0 for row in order}
    return {
        key: sorted(rows, key=lambda row: (_foot(row, last), mean[row], row)) for key, rows in forest.items()
    }
