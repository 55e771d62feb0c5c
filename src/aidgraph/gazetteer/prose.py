"""Finds place names in running text: what may stand alone as a word, and what its neighbours forbid.

Full names count everywhere; short names where they are no common word (`data/gazetteer/prose.csv`), and the
others only right after a place they lie in (南京鼓楼). One-character names never count here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

#: Endings that a longer word may take over (南京市|民 is 南京's people), with what may follow them all the
#: same.
_TAKEN_OVER = {
    "市": ("民场值价容面", ("民政", "民族", "民宗", "民营", "民办", "民革", "民盟", "民建", "民进", "民主", "民兵", "民间")),
    "区": ("域间块别分", ("分局", "分公司", "分院", "分会")),
}  # fmt: skip
#: Names of townships that are words as well
_COMMON = frozenset(
    ["中心镇", "新城镇", "小城镇", "城关镇", "工业园区", "开发区", "经济开发区", "经济技术开发区", "高新区", "高新技术开发区", "高新技术产业开发区", "工业区", "产业园区", "管理区", "新区", "园区", "示范区", "度假区", "旅游区", "风景区", "良种场", "种羊场", "林场", "农场", "牧场", "渔场", "园艺场", "苗圃", "水库", "火车站", "机场", "车站", "县城", "工业园", "产业园", "科技园", "物流园", "保税区", "综合保税区", "工业集中区", "旅游度假区", "风景名胜区", "农业园区", "省级开发区", "县直", "市直", "城区", "街道", "社区", "郊区", "矿区", "东区", "西区", "南区", "北区", "中区", "城中区", "城东区", "城西区", "城北区", "老城区", "解放区", "新城区", "新市区", "港口区", "平房区", "市中区", "市郊区", "新建区"]
)
_TOWNSHIP_ENDINGS = ("镇", "乡", "街道", "苏木")


#: What may stand before a county of two characters (在和县), where no place does: 示范县, 小康县, 党委和县
#: are words
_BEFORE_SHORT_COUNTY = "在到向与从对为给由赴往省市州及"
_RISKY_COUNTIES = frozenset(["和县", "成县", "富县", "应县", "理县", "文县", "道县", "易县", "范县", "兴县", "费县", "康县", "新县"])


class ProseNames:
    """The names to look for, in one automaton: strong ones, weak ones, and traps (长治久安) that hide a
    name.

    `low` are strong names of counties for short: they give way to a longer-known name that they overlap
    (联|合江|苏).
    """

    def __init__(
        self,
        *,
        strong: Iterable[str],
        low: Iterable[str],
        weak: Iterable[str],
        townships: Iterable[str],
        traps: Iterable[str],
    ) -> None:
        import ahocorasick_rs

        self._strong = {name for name in strong if len(name) > 1 and name not in _COMMON}
        self._strong.update(
            name
            for name in townships
            if len(name) > 2 and name.endswith(_TOWNSHIP_ENDINGS) and name not in _COMMON
        )
        self._weak = {name for name in weak if len(name) > 1} - self._strong
        self._weak.update(name for name in _COMMON if name.endswith("区") and len(name) < 4)
        self._low = set(low) | self._weak
        self._traps = set(traps)
        self._names = sorted(self._strong | self._weak | self._traps)
        self._automaton: Any = ahocorasick_rs.AhoCorasick(self._names)

    def found(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Start, end and strength of each name, leftmost-longest; a weak one needs a place right before it."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        longest: dict[int, tuple[int, str]] = {}
        for index, start, end in matches:
            if end > longest.get(start, (0, ""))[0]:
                longest[start] = (end, self._names[index])
        spans = [(start, *longest[start]) for start in sorted(longest)]
        free = 0
        for at, (start, end, name) in enumerate(spans):
            if start < free or (name in self._low and self._overlapped(spans, at)):
                continue
            if name in self._traps:
                free = end
                continue
            short = self._not_taken_over(name, text, end)
            if short:
                free = start + len(short)
                yield start, free, short in self._strong and not self._is_risky(short, text, start)

    def _overlapped(self, spans: list[tuple[int, int, str]], at: int) -> bool:
        _, end, given = spans[at]
        for start, last, name in spans[at + 1 :]:
            if start >= end:
                return False
            firm = name in self._strong if given in self._weak else name not in self._low
            if last > end and firm and name not in self._traps:
                return True
        return False

    def _is_risky(self, name: str, text: str, start: int) -> bool:
        if len(name) != 2 or name[1] != "县" or start == 0:
            return False
        before = text[start - 1]
        return "一" <= before <= "龥" and (name in _RISKY_COUNTIES or before not in _BEFORE_SHORT_COUNTY)

    def _not_taken_over(self, name: str, text: str, end: int) -> str | None:
        takers, but = _TAKEN_OVER.get(name[-1], ("", ()))
        if end >= len(text) or text[end] not in takers or text.startswith(but, end):
            return name
        short = name[:-1]
        return short if short in self._strong or short in self._weak else None


def merged(
    names: Iterable[tuple[int, int, bool]],
    units: Iterable[tuple[int, int, str]],
    *,
    meanings: Callable[[str], tuple[str, ...]],
    parents: Mapping[str, tuple[str, ...]] | Callable[[str], tuple[str, ...]],
    text: str,
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and candidate ids of every mention: the Corps' units first, then names that don't touch
    them.

    A name right after another is narrowed to what lies in it: 徐州市鼓楼区 has one meaning.
    """
    above = parents if callable(parents) else parents.__getitem__
    taken = [(start, end, (place_id,), True) for start, end, place_id in units]
    spans = sorted(taken)
    rows: list[tuple[int, int, tuple[str, ...], bool]] = list(spans)
    for start, end, strong in names:
        if any(start < last and first < end for first, last, _, _ in spans):
            continue
        rows.append((start, end, (), strong))
    before: tuple[int, tuple[str, ...]] = (-1, ())
    for start, end, ids, strong in sorted(rows, key=lambda row: row[:2]):
        candidates = ids or meanings(text[start:end])
        if before[0] == start:
            inside = tuple(c for c in candidates if any(outer in above(c) for outer in before[1]))
            candidates = inside or (candidates if strong else ())
        elif not strong:
            candidates = ()
        if candidates:
            before = (end, candidates)
            yield start, end, candidates
