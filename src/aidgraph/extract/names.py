"""Names of organisations: an ending that tells their kind (学校, 集团, 工作组), and the left edge where the noun phrase begins.

Types are those of claims.md ("Parties"). Everything here is at offsets of the piece of text that is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from aidgraph.extract.lexicon import Word, lexicon, pattern
from aidgraph.gazetteer import PlaceMention

_SETTLEMENTS = ("村", "社区", "乡", "镇", "街道")
_LONGEST = 24
#: What may stand between a place and 工作组, 指挥部, as far back as the longest such word reaches.
_TEAM = r"(?:{team-word}|援[\u4e00-\u9fff]|第[一二三四五六七八九十]+批)$"
_TEAM_REACH = 9


@dataclass(frozen=True, slots=True)
class Ending:
    """An occurrence of a name's ending, a group's head, or a word that only looks like one."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation's name and its type."""

    start: int
    end: int
    type: str


def ending_words(piece: str) -> Iterator[Ending]:
    """Yield endings of names and heads of groups, leftmost-longest: 农村 hides the 村 in it."""
    for index, start, end in _ending_automaton().find_matches_as_indexes(piece):
        yield Ending(start, end, _endings()[index])


def left_edges(
    piece: str, places: Iterable[PlaceMention], words: Iterable[Word], ends: Iterable[int]
) -> list[int]:
    """Where a noun phrase can begin, ascending: at `ends` (of breaks, times, quantities) and after words that are no part of names."""
    edges = {0, *ends}
    inside = bytearray(len(piece))
    for place in places:
        inside[place.start : place.end] = b"\1" * (place.end - place.start)
    nameable = frozenset(lexicon().classes["in-a-name"])
    for word in words:
        if inside[word.start]:  # 吐鲁番于孜乡
            continue
        if word.text in nameable and (_ending_at(piece, word.end) or piece.startswith(_WITHIN, word.end)):
            continue
        if word.role == "and" and word.text == "和" and piece[word.end : word.end + 1] in "平谐硕静":
            continue
        edges.add(word.end)
    return sorted(edges)


#: What goes on in a name behind a verb that stands in names: 外商投资|企业协会.
_WITHIN = ("企业", "促进", "服务", "发展", "开发", "管理", "合作")
_NOT_LOCAL = ("师范", "师专", "市场", "乡村")
_BEHIND_QUOTE = re.compile(r"“[^“”，。]{2,8}”$")
#: An institution's name behind which only the tie to it is told.
_PARTNER = re.compile(
    r"(?:医院|大学|学院|中学|小学|学校)(?:技术|战略)?(?:协作|合作|医联体|帮扶|支援|对口|联盟|共建|友好|实习|指导|托管|结对|成员|联合)$"
)
_ONE_OF = re.compile(r"(?<![第每同])[一某几多][家所]")
#: 县医院, 州友谊医院: the county or prefecture is the one spoken of.
_LOCAL = ("省", "县", "市", "州", "区", "乡", "镇", "师", "团")


def names(
    piece: str, places: Sequence[PlaceMention], endings: Iterable[Ending], edges: Sequence[int]
) -> Iterator[Name]:
    """Yield what the endings make names; a class noun without a name of its own (受援学校, 江苏企业) is none."""
    suffixes = lexicon().suffixes
    generic = frozenset(lexicon().classes["generic-name"])
    starts = [place.start for place in places]
    start_of = {place.end: place.start for place in places}
    for ending in endings:
        suffix = suffixes.get(ending.word)
        if suffix is None or _ending_at(piece, ending.end):
            continue
        if suffix.type == "Park" and start_of.get(ending.end, ending.start) < ending.start:
            continue  # 浦东新区 is a division
        low = ending.start
        if suffix.type in ("Headquarters", "WorkTeam"):
            start = _team_start(piece, low, start_of)
            if start < low:
                yield Name(start, ending.end, suffix.type)
            continue
        if (
            ending.word.startswith(_LOCAL) and len(ending.word) > 2 and not ending.word.startswith(_NOT_LOCAL)
        ):  # 县二中 is a name by itself
            around = next((p.start for p in places if p.start < low < p.end), low)
            yield Name(around, ending.end, suffix.type)  # 留坝县|医院, not 留坝 and some 县医院
            continue
        start = edges[bisect_right(edges, low) - 1]
        inside = [p for p in places[bisect_left(starts, start) : bisect_left(starts, low)] if p.end <= low]
        start = _start(piece, start, inside)
        quoted = suffix.kind != "yes" and _BEHIND_QUOTE.search(piece, 0, start)
        if quoted:  # 邗江区“格桑花”|助学小组
            start = start_of.get(quoted.start(), quoted.start())
        own = piece[start:low]
        if suffix.type in ("School", "Hospital") and is_partner(piece, low):
            continue
        if suffix.kind == "weak" and not inside and not quoted:
            continue
        if (own not in _LOCAL and (len(own) < 2 and not (inside and inside[0].start == start))) or len(
            own
        ) > _LONGEST:
            continue
        if own in generic or _ONE_OF.search(own):
            continue  # 一家冷链公司 is one of many
        tail = piece[max((p.end for p in inside), default=start) : low]
        if suffix.kind == "yes" and not _is_proper(own, tail, ending.word):
            continue
        yield Name(start, ending.end, suffix.type)


def is_partner(piece: str, position: int) -> bool:
    """苏州大学附属第一医院协作|医院: whether what ends at `position` names whose partner an institution is."""
    return _PARTNER.search(piece, max(0, position - _LONGEST), position) is not None


def _team_start(piece: str, low: int, start_of: dict[int, int]) -> int:
    """江苏援伊·淮安|工作组: over places and the words of a team's name, to the left as far as they go."""
    start = low
    while True:
        if start in start_of:
            start = start_of[start]
            continue
        match = pattern(_TEAM).search(piece, max(0, start - _TEAM_REACH), start)
        if match is None:
            return start
        start = match.start()


def _start(piece: str, start: int, inside: Sequence[PlaceMention]) -> int:
    """A name begins with its place, but for the few words that stand before it: 民建|江苏省委."""
    if not inside:
        return start
    first = inside[0].start
    return start if piece[start:first] in lexicon().classes["before-place"] else first


def _is_proper(own: str, tail: str, suffix: str) -> bool:
    """Whether a class noun ends a proper name: 长江村, 海安市实验学校; not 江苏企业, 受援地学校. `tail` is what follows the place."""
    if not tail or own in _LOCAL:
        return suffix in ("医院", "卫生院") and bool(own)
    if tail == "立":  # 台州市|立医院
        return True
    if pattern("{vague-in-name}").search(tail):
        return len(tail) >= 4 and suffix in ("学校", "医院", "公司", "卫生院") and "受援" not in tail
    return len(tail) >= 2 or suffix in _SETTLEMENTS


@cache
def _suffixes_by_length() -> tuple[tuple[int, frozenset[str]], ...]:
    lengths = sorted({len(suffix) for suffix in lexicon().suffixes})
    return tuple((n, frozenset(s for s in lexicon().suffixes if len(s) == n)) for n in lengths)


def _ending_at(piece: str, position: int) -> bool:
    return any(piece[position : position + length] in group for length, group in _suffixes_by_length())


@cache
def _endings() -> tuple[str, ...]:
    words = lexicon()
    return tuple(sorted({*words.suffixes, *words.heads, *words.classes["not-a-name"]}))


@cache
def _ending_automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(_endings()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
