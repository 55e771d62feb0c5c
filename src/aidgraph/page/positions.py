"""Where nodes stand: each connected part as rings around its middle, the parts on shelves, largest first.

No simulation: the same nodes and edges give the same picture at once, at any size; rings keep labels apart.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

#: Room along a ring for one label of some eight characters, and between rings, in pixels at zoom 1.
STEP = 62.0
RING = 105.0
#: Labels are wide and low: rings are drawn as ellipses.
STRETCH = 1.7
#: Up to this size a part is centred on the node nearest to all others; above, on the best linked one.
CENTRED = 200
#: How much wider than high the whole picture is meant to be.
WIDE = 2.2

Point = tuple[float, float]


def placed(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, Point]:
    """A position for every node, in pixels, x to the right and y down, rounded to whole pixels."""
    near: dict[str, set[str]] = defaultdict(set)
    for source, target in edges:
        near[source].add(target)
        near[target].add(source)
    parts = sorted(_parts(nodes, near), key=lambda part: (-len(part), part[0]))
    return _shelved([_rings(part, near) for part in parts])


def _parts(nodes: Sequence[str], near: dict[str, set[str]]) -> Iterable[list[str]]:
    seen: set[str] = set()
    for start in nodes:
        if start in seen:
            continue
        part, waiting = [], deque([start])
        seen.add(start)
        while waiting:
            node = waiting.popleft()
            part.append(node)
            fresh = sorted(near[node] - seen)
            seen.update(fresh)
            waiting.extend(fresh)
        yield sorted(part)


def _rings(part: list[str], near: dict[str, set[str]]) -> dict[str, Point]:
    """A breadth-first tree around the middle of the part; each branch has a sector as wide as its leaves."""
    root = _middle(part, near)
    children: dict[str, list[str]] = defaultdict(list)
    depth, order = {root: 0}, [root]
    for node in order:
        for child in sorted(near[node] - depth.keys(), key=lambda name: (-len(near[name]), name)):
            depth[child] = depth[node] + 1
            children[node].append(child)
            order.append(child)
    leaves: dict[str, int] = {}
    for node in reversed(order):
        leaves[node] = sum(leaves[child] for child in children[node]) or 1
    deepest = max(depth.values()) or 1
    rim = max(RING * deepest, leaves[root] * STEP / math.tau)
    points, sector = {root: (0.0, 0.0)}, {root: (-math.pi / 2, math.tau)}
    for node in order:
        start, width = sector[node]
        for child in children[node]:
            share = width * leaves[child] / leaves[node]
            sector[child] = (start, share)
            angle, radius = start + share / 2, rim * depth[child] / deepest
            points[child] = (STRETCH * radius * math.cos(angle), radius * math.sin(angle))
            start += share
    return points


def _middle(part: list[str], near: dict[str, set[str]]) -> str:
    best = sorted(part, key=lambda node: (-len(near[node]), node))
    return min(best, key=lambda node: _reach(node, near)) if len(part) <= CENTRED else best[0]


def _reach(start: str, near: dict[str, set[str]]) -> int:
    """Steps to the farthest node."""
    seen, ring, steps = {start}, [start], 0
    while ring := sorted({other for node in ring for other in near[node]} - seen):
        seen.update(ring)
        steps += 1
    return steps


def _shelved(parts: Sequence[dict[str, Point]]) -> dict[str, Point]:
    boxes = [_box(part) for part in parts]
    width = max(
        [math.sqrt(sum(w * h for w, h, _, _ in boxes) * WIDE), *(w for w, _, _, _ in boxes)], default=0.0
    )
    found: dict[str, Point] = {}
    x = y = height = 0.0
    for part, (wide, high, left, top) in zip(parts, boxes, strict=True):
        if x and x + wide > width:
            x, y, height = 0.0, y + height, 0.0
        for node, (here, there) in part.items():
            found[node] = (float(round(x + here - left)), float(round(y + there - top)))
        x, height = x + wide, max(height, high)
    return found


def _box(part: dict[str, Point]) -> tuple[float, float, float, float]:
    """Width and height with a margin for labels, and the left and top edge."""
    across, down = [x for x, _ in part.values()], [y for _, y in part.values()]
    margin_x, margin_y = 84.0, 56.0
    return (
        max(across) - min(across) + 2 * margin_x,
        max(down) - min(down) + 2 * margin_y,
        min(across) - margin_x,
        min(down) - margin_y,
    )
