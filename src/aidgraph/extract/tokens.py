"""A paragraph as tokens: times, sums, counts, places, names of organisations, quoted names, and the lexicon's words.

Tokens never overlap. What no token covers is plain text, and belongs to the noun phrase it stands in. Earlier kinds win:
a place name is not read as words, nor a verb inside an organisation's name as a verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import ahocorasick_rs

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.numbers import quantities
from aidgraph.extract.times import times
from aidgraph.gazetteer import Gazetteer

_BRACKETED = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）|\([^()]*\)")
_QUOTED = re.compile(r"[“‘]([^“”‘’]{1,40})[”’]|《([^《》]{1,40})》")
_BREAK = re.compile(r"[，。；：！？、“”‘’《》（）()\s—…,;:!?【】\[\]]")
#: Words that may stand between a place and 工作组, 指挥部: they belong to the team's name.
_TEAM_WORDS = re.compile(
    r"(?:对口支援|对口帮扶|对口协作|东西部扶贫协作|东西部协作|扶贫协作|支援合作|干部人才|“组团式”|组团式|前方|后方|驻|援疆|援藏|援青|援伊|援霍"
    r"|援[\u4e00-\u9fff]|第[一二三四五六七八九十]+批|省|市|区|县|州|地区|扶贫|帮扶|教育|医疗|支教|支医|人才|干部|挂职|联络|协作|工作|·|总|党委)$"
)
_NAMEABLE = frozenset("救助 培训 服务 交流 支教 合作 教育 扶贫 慈善 援助 帮扶 支援 捐赠 招商 研学 治疗 指导 建设 投资 服务 援建 对口支援 支持".split())
_NOT_NAMES = ("农村", "乡村", "全村", "各村", "山村", "村级", "村镇", "镇村", "乡亲", "乡镇干部", "厂房", "厂区", "局面", "局部", "厅级",
              "工作组织", "前指党委", "布局", "格局", "结局", "当局", "邮局", "客厅", "餐厅", "城镇", "集镇", "故乡", "家乡", "他乡", "下乡",
              "村容", "村道", "村内", "村里", "村委", "镇区", "县乡", "同乡", "两镇", "基金项目", "学校园", "党支部", "城乡", "乡情",
              "进村", "驻村", "入村", "到村", "联村", "联乡", "包村", "示范村", "度假村", "三村", "两村", "多村", "整村")  # fmt: skip


_GENERIC_NAMES = frozenset(
    "双语 农村 乡镇 民办 公办 标准化 寄宿制 示范性 中心 乡村 城区 优质 县级 市级 省级 附属 爱心 慈善 希望 教育 扶贫 帮扶 发展 综合 专科 现代 特色 民族 "
    "纺织 服装 农业 工业 科技 数字 智慧 现代农业 纺织服装 电子商务 双创 产业 新型 大型 小型 一批 部分 多所 当地 本地 受援 幼教 普通".split()
)
#: 市民中心, 教师公寓: what stands behind the head is a building, and the phrase names no people.
_FACILITY = re.compile(r"(?:活动|服务|服务业|综合|培训|文化|健康)?(?:中心|公寓|宿舍|之家|驿站|广场|新村|新居|活动室|服务站|大楼|基地|周转房|夜校|食堂|福利院|学院|楼)")
_COUNTABLE = frozenset(
    ("School", "Hospital", "Media", "Village", "Township", "Enterprise", "CorpsRegiment", "CorpsCompany", "Park", "Association")
)
_ONLY_AT_START = frozenset(("经", "携", "派"))


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the folded text with its kind and what was read there.

    kind: `time` (Time), `money`/`count` (Quantity), `place` (candidate ids), `name` (an organisation; its type), `head`
    (a word that heads a group), `quote`, `bracket`, `verb`, `organize`, a function word's role, or `break`.
    """

    kind: str
    start: int
    end: int
    text: str
    value: Any = None


class Tokens:
    """The tokens of one paragraph, in order, at offsets of the whole folded text."""

    def __init__(self, text: str, start: int, end: int, *, gazetteer: Gazetteer, issued: date | None) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._taken = bytearray(end - start)
        found: list[Token] = []
        piece = text[start:end]
        places = [Token("place", start + m.start, start + m.end, m.name, m.candidates) for m in gazetteer.mentions(piece)]
        found += self._free(_bracketed(piece, start))
        found += self._free(self._names(places))
        found += self._free(_times(piece, start, issued))
        found += self._free(_quoted(piece, start))
        found += self._free(_quantities(piece, start))
        found += self._free(places)
        found += self._free(_heads(piece, start))
        found += self._free(_words(piece, start))
        found += self._free(Token("break", start + m.start(), start + m.end(), m[0]) for m in _BREAK.finditer(piece))
        self.tokens = sorted(found, key=lambda token: token.start)
        self._starts = [token.start for token in self.tokens]

    def within(self, start: int, end: int) -> list[Token]:
        """The tokens that lie in a stretch."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [token for token in self.tokens[first:last] if token.end <= end]

    def _free(self, tokens: Iterable[Token]) -> Iterator[Token]:
        for token in sorted(tokens, key=lambda t: (t.start, -t.end)):
            low, high = token.start - self.start, token.end - self.start
            if not any(self._taken[low:high]):
                self._taken[low:high] = b"\1" * (high - low)
                yield token

    def _names(self, places: list[Token]) -> Iterator[Token]:
        """Organisations whose ending names their kind; the left edge is where the noun phrase begins."""
        piece = self.text[self.start : self.end]
        edges = _edges(piece, self.start, places)
        at_end = {place.end: place for place in places}
        for low, high, suffix in _endings(piece, self.start):
            entry = lexicon().suffixes[suffix]
            if entry.type in ("Headquarters", "WorkTeam"):
                start = self._team_start(low, at_end)
                if start < low:
                    yield Token("name", start, high, self.text[start:high], entry.type)
                continue
            start = max((edge for edge in edges if edge <= low), default=self.start)
            start = self._name_start(start, low, places)
            own = self.text[start:low]
            if entry.kind == "weak" and not any(p.start >= start and p.end <= low for p in places):
                continue
            if (len(own) < 2 and not any(p.start == start for p in places)) or len(own) > 24:
                continue
            if own in _GENERIC_NAMES:
                continue
            if entry.kind == "yes" and not _is_proper(own, suffix, start, low, places):
                continue
            yield Token("name", start, high, self.text[start:high], entry.type)

    def _team_start(self, low: int, at_end: dict[int, Token]) -> int:
        start = low
        while True:
            if start in at_end:
                start = at_end[start].start
                continue
            match = _TEAM_WORDS.search(self.text, max(self.start, start - 9), start)
            if match is None:
                return start
            start = match.start()

    def _name_start(self, start: int, low: int, places: list[Token]) -> int:
        inside = [p for p in places if start <= p.start and p.end <= low]
        if not inside:
            return start
        first = inside[0]
        if first.start > start and len(self.text[start : first.start]) <= 3 and first.start - start < 4:
            lead = self.text[start : first.start]
            if lead in ("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三", "中共", "共青团", "中国", "国网", "原"):
                return start
        chain = first
        for place in inside[1:]:
            if place.start != chain.end:
                break
            chain = place
        return first.start


def _is_proper(own: str, suffix: str, start: int, low: int, places: list[Token]) -> bool:
    """Whether a class noun ends a proper name: 长江村, 海安市实验学校; not 江苏企业, 受援地学校."""
    tail_start = max((p.end for p in places if start <= p.start and p.end <= low), default=start)
    tail = own[tail_start - start :]
    if suffix in ("村", "社区", "乡", "镇", "街道") and own and not tail:
        return False
    if not tail:
        return suffix == "医院" and bool(own)
    if tail == "立":  # 台州市|立医院
        return True
    if any(word in tail for word in ("受援", "薄弱", "优强", "贫困", "重点", "相关", "有关", "对口", "当地", "爱心", "结对", "后方", "所有",
                                     "各", "多", "等", "部分", "全", "本", "该", "两", "这", "此", "优质", "基层", "民营", "龙头", "知名",
                                     "医疗", "国有", "中小", "乡镇", "示范", "特色", "边境", "教育", "公办", "职业", "试点", "一些")):  # fmt: skip
        return len(tail) >= 4 and suffix in ("学校", "医院", "公司", "卫生院") and "受援" not in tail
    return len(tail) >= 1 if suffix in ("村", "社区", "乡", "镇", "街道") else len(tail) >= 2


def _bracketed(piece: str, start: int) -> Iterator[Token]:
    for match in _BRACKETED.finditer(piece):
        yield Token("bracket", start + match.start(), start + match.end(), match[0])


def _quoted(piece: str, start: int) -> Iterator[Token]:
    for match in _QUOTED.finditer(piece):
        yield Token("quote", start + match.start(), start + match.end(), match[0], match[1] or match[2])


def _times(piece: str, start: int, issued: date | None) -> Iterator[Token]:
    for time in times(piece, issued=issued):
        yield Token("time", start + time.start, start + time.end, piece[time.start : time.end], time)


def _quantities(piece: str, start: int) -> Iterator[Token]:
    measures = lexicon().measures
    for found in quantities(piece):
        if measures.get(found.unit) != "none":
            kind = "money" if found.is_money else "count"
            yield Token(kind, start + found.start, start + found.end, found.text, found)


def _words(piece: str, start: int) -> Iterator[Token]:
    for word in lexicon().words(piece):
        if word.text in _ONLY_AT_START and word.start and not _BREAK.match(piece, word.start - 1):
            continue
        yield Token(word.role, start + word.start, start + word.end, word.text, word.text)


def _edges(piece: str, start: int, places: list[Token]) -> list[int]:
    """Where a noun phrase can begin: after a break, a time, a quantity, or a word that is no part of names."""
    edges = {start}
    edges.update(start + match.end() for match in _BREAK.finditer(piece))
    edges.update(start + time.end for time in times(piece))
    edges.update(start + found.end for found in quantities(piece))
    inside = {i for place in places for i in range(place.start - start, place.end - start)}
    for word in lexicon().words(piece):
        if word.start in inside:  # 吐鲁番于孜乡
            continue
        if word.text in _NAMEABLE and _ending_at(piece, word.end):
            continue
        if word.role in ("and",) and word.text == "和" and piece[word.end : word.end + 1] in "平谐硕静":
            continue
        edges.add(start + word.end)
    return sorted(edges)


def _ending_at(piece: str, position: int) -> bool:
    return any(piece.startswith(suffix, position) for suffix in lexicon().suffixes)


@cache
def _ending_words() -> tuple[str, ...]:
    words = lexicon()
    return tuple(sorted({*words.suffixes, *words.heads, *_NOT_NAMES}))


@cache
def _ending_automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(_ending_words()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def _endings(piece: str, start: int) -> Iterator[tuple[int, int, str]]:
    for index, low, high in _ending_automaton().find_matches_as_indexes(piece):
        word = _ending_words()[index]
        if word in lexicon().suffixes and not _ending_at(piece, high):
            yield start + low, start + high, word


def _heads(piece: str, start: int) -> Iterator[Token]:
    heads = lexicon().heads
    for index, low, high in _ending_automaton().find_matches_as_indexes(piece):
        word = _ending_words()[index]
        if word in heads and _FACILITY.match(piece, high):
            continue
        if word in heads:
            yield Token("head", start + low, start + high, word, heads[word])
        elif word in lexicon().suffixes and lexicon().suffixes[word].type in _COUNTABLE:
            yield Token("head", start + low, start + high, word, "class")
