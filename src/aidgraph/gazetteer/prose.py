"""Finds place names in running text: what may stand alone as a word, and what its neighbours forbid.

Full names count everywhere; short names where they are no common word, and the others only right after a
place that they lie in (南京鼓楼). One-character names never count. The words: `data/gazetteer/prose.csv`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

Rules = Mapping[str, frozenset[str]]
_JOINTS = ("、", "和", "与", "及", "以及")
_TOWNSHIP_ENDINGS = ("镇", "乡", "街道", "苏木")


class ProseNames:
    """The names to look for, in one automaton: strong ones, weak ones, and traps (长治久安) that hide a name.

    `low` are strong names of counties for short: they give way to a name of higher rank that they overlap
    (联|合江|苏).
    """

    def __init__(
        self,
        *,
        strong: Iterable[str],
        low: Iterable[str],
        weak: Iterable[str],
        townships: Iterable[str],
        rules: Rules,
    ) -> None:
        import ahocorasick_rs

        self._rules = rules
        common = rules["common"]
        self._strong = {name for name in strong if len(name) > 1 and name not in common}
        self._strong.update(
            name
            for name in townships
            if len(name) > 2 and name.endswith(_TOWNSHIP_ENDINGS) and name not in common
        )
        self._weak = {name for name in weak if len(name) > 1} - self._strong
        self._weak.update(name for name in common if name.endswith("区") and len(name) < 4)
        self._low = {*low, *self._weak}
        self._names = sorted(self._strong | self._weak | rules["trap"])
        self._automaton: Any = ahocorasick_rs.AhoCorasick(self._names)

    def found(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Start, end and strength of each name, leftmost-longest; a weak one needs a place right before."""
        longest: dict[int, tuple[int, str]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if end > longest.get(start, (0, ""))[0]:
                longest[start] = (end, self._names[index])
        spans = [(start, *longest[start]) for start in sorted(longest)]
        free = 0
        for at, (start, end, name) in enumerate(spans):
            if start < free or (name in self._low and self._gives_way(spans, at)):
                continue
            if name in self._rules["trap"]:
                free = end
                continue
            own = self._own(name, text, end)
            if own:
                free = start + len(own)
                yield start, free, own in self._strong and not self._is_risky(own, text, start)

    def _gives_way(self, spans: list[tuple[int, int, str]], at: int) -> bool:
        """Whether a name of higher rank begins inside this one and reaches beyond it: 从|江阴, 联合|江苏."""
        _, end, given = spans[at]
        for start, last, name in spans[at + 1 :]:
            if start >= end:
                return False
            firm = name in self._strong if given in self._weak else name not in self._low
            if last > end and firm and name not in self._rules["trap"]:
                return True
        return False

    def _is_risky(self, name: str, text: str, start: int) -> bool:
        """Whether a county of two characters may be the end of a word: 示范县, 小康县, 党委和县."""
        if len(name) != 2 or name[1] != "县" or start == 0 or not "一" <= text[start - 1] <= "龥":
            return False
        return name in self._rules["risky-county"] or text[start - 1] not in self._rules["before-county"]

    def _own(self, name: str, text: str, end: int) -> str | None:
        """The name without an ending that belongs to the next word: 南京市|民 is 南京's people."""
        taking = self._rules.get(f"after-{name[-1]}")
        if not taking or text[end : end + 1] not in taking:
            return name
        if text.startswith(tuple(self._rules[f"after-{name[-1]}-allowed"]), end):
            return name
        short = name[:-1]
        return short if short in self._strong or short in self._weak else None


def merged(
    names: Iterable[tuple[int, int, bool]],
    units: Iterable[tuple[int, int, str]],
    *,
    meanings: Callable[[str], tuple[str, ...]],
    standing: Callable[[str], tuple[str, ...]],
    ancestors: Callable[[str], tuple[str, ...]],
    text: str,
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and candidate ids of every mention: the Corps' units, and the names that touch none of them.

    A name right after another is narrowed to what lies in it: 徐州市鼓楼区 has one meaning.
    """
    rows: list[tuple[int, int, tuple[str, ...], bool]] = [
        (s, e, (place_id,), True) for s, e, place_id in units
    ]
    covered = {at for start, end, _, _ in rows for at in range(start, end)}
    for start, end, strong in names:
        if covered.isdisjoint(range(start, end)):
            rows.append((start, end, (), strong))
    before: tuple[int, tuple[str, ...]] = (-1, ())
    rows.sort()
    listed = _listed(rows, meanings=meanings, standing=standing, ancestors=ancestors, text=text)
    for start, end, ids, strong in rows:
        candidates = ids or (standing(text[start:end]) if strong else listed.get(start, ()))
        if before[0] == start and not ids:
            everything = meanings(text[start:end])
            inside = tuple(c for c in everything if not set(before[1]).isdisjoint(ancestors(c)))
            candidates = inside or candidates
        if candidates:
            before = (end, candidates)
            yield start, end, candidates


def _listed(
    rows: list[tuple[int, int, tuple[str, ...], bool]],
    *,
    meanings: Callable[[str], tuple[str, ...]],
    standing: Callable[[str], tuple[str, ...]],
    ancestors: Callable[[str], tuple[str, ...]],
    text: str,
) -> dict[int, tuple[str, ...]]:
    """What weak names mean by their start, where a list joins them to a place beside them on the map: 于田、策勒、民丰三县."""
    found: dict[int, tuple[str, ...]] = {}
    pairs = list(pairwise(rows))
    for order in (pairs, [pair[::-1] for pair in reversed(pairs)]):
        for known, doubtful in order:
            low, high = sorted((known, doubtful))
            if doubtful[2] or doubtful[3] or text[low[1] : high[0]] not in _JOINTS:
                continue
            name = text[known[0] : known[1]]
            firm = known[2] or (standing(name) if known[3] else found.get(known[0], ()))
            around = {ancestors(place) for place in firm}
            beside = tuple(p for p in meanings(text[doubtful[0] : doubtful[1]]) if ancestors(p) in around)
            if beside and doubtful[0] not in found:
                found[doubtful[0]] = beside
    return found
