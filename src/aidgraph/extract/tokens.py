"""A paragraph as tokens: times, sums, counts, places, names of organisations, quoted names, and the lexicon's words.

Tokens never overlap. What no token covers is plain text, and belongs to the noun phrase it stands in. Earlier kinds win:
a place name is not read as words, nor a verb inside an organisation's name as a verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from aidgraph.extract.lexicon import Word, lexicon, pattern
from aidgraph.extract.names import Ending, ending_words, is_partner, left_edges, names
from aidgraph.extract.numbers import Quantity, quantities
from aidgraph.extract.times import times
from aidgraph.gazetteer import Gazetteer

_BRACKETED = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）|\([^()]*\)")
_QUOTED = re.compile(r"[“‘]([^“”‘’]{1,40})[”’]|《([^《》]{1,40})》")
_BREAK = re.compile(r"[，。；：！？、“”‘’《》（）()\s—…,;:!?【】\[\]]")
_ANSWERED = re.compile(r"应(?=[^，。应]{2,20}(?:邀|号召|倡议))")
_INSTITUTIONAL = frozenset("家所座")
_MANY = re.compile(r"(?![我他她你咱它人])[\u4e00-\u9fff](?![我他她你咱它人])[\u4e00-\u9fff]们")
#: Institutions that are counted like people (6所学校): their endings can head a group.
_COUNTABLE = frozenset(
    (
        "School",
        "Hospital",
        "Media",
        "Village",
        "Township",
        "Enterprise",
        "CorpsRegiment",
        "CorpsCompany",
        "Park",
        "Association",
    )
)
#: Function words only where a clause begins: 经江苏牵线, but 已经.
_ONLY_AT_START = frozenset(("经", "携", "派", "供", "托"))


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
        piece = text[start:end]
        places = gazetteer.mentions(piece)
        found_times = list(times(piece, issued=issued))
        found_quantities = list(quantities(piece))
        found_words = list(lexicon().words(piece))
        verbs = {word.end: word.start for word in found_words if word.role == "verb"}
        endings = [e for e in ending_words(piece) if verbs.get(e.end, e.start) >= e.start]  # 互为友好学校
        breaks = list(_BREAK.finditer(piece))
        ends = [
            *(m.end() for m in (*breaks, *_ANSWERED.finditer(piece))),
            *(t.end for t in found_times),
            *(q.end for q in found_quantities),
        ]
        edges = left_edges(piece, places, found_words, ends)
        counted = {q.end for q in found_quantities if q.unit in _INSTITUTIONAL}  # 两家|面粉厂 are a group
        taken = bytearray(end - start)
        found: list[Token] = []
        for tokens in (
            _bracketed(piece),
            (
                Token("name", n.start, n.end, piece[n.start : n.end], n.type)
                for n in names(piece, places, endings, edges)
                if n.start not in counted
            ),
            (Token("time", t.start, t.end, piece[t.start : t.end], t) for t in found_times),
            _quoted(piece),
            _figures(found_quantities),
            (Token("place", p.start, p.end, p.name, p.candidates) for p in places),
            _collectives(piece),
            _heads(piece, endings),
            _words(piece, found_words),
            (Token("break", m.start(), m.end(), m[0]) for m in breaks),
        ):
            found += _free(tokens, taken)
        found.sort(key=lambda token: token.start)
        found = list(_disposals(piece, found))
        self.tokens = [Token(t.kind, start + t.start, start + t.end, t.text, t.value) for t in found]
        self._starts = [token.start for token in self.tokens]

    def within(self, start: int, end: int) -> list[Token]:
        """The tokens that lie in a stretch."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        found = self.tokens[first:last]
        if found and found[-1].end > end:  # tokens never overlap: only the last can reach beyond
            found.pop()
        return found


def _free(tokens: Iterable[Token], taken: bytearray) -> Iterator[Token]:
    """Those that nothing taken touches, the longer of two at one place; they are taken then."""
    for token in sorted(tokens, key=lambda t: (t.start, -t.end)):
        if taken.find(1, token.start, token.end) < 0:
            taken[token.start : token.end] = b"\1" * (token.end - token.start)
            yield token


def _bracketed(piece: str) -> Iterator[Token]:
    for match in _BRACKETED.finditer(piece):
        yield Token("bracket", match.start(), match.end(), match[0])


def _quoted(piece: str) -> Iterator[Token]:
    for match in _QUOTED.finditer(piece):
        yield Token("quote", match.start(), match.end(), match[0], match[1] or match[2])


def _figures(found: Iterable[Quantity]) -> Iterator[Token]:
    measures = lexicon().measures
    for quantity in found:
        if measures.get(quantity.unit) != "none":
            yield Token(
                "money" if quantity.is_money else "count",
                quantity.start,
                quantity.end,
                quantity.text,
                quantity,
            )


def _words(piece: str, words: Iterable[Word]) -> Iterator[Token]:
    for word in words:
        if word.text in _ONLY_AT_START and word.start and not _BREAK.match(piece, word.start - 1):
            continue
        yield Token(word.role, word.start, word.end, word.text, word.text)


#: What 将 disposes of begins with one of these; a verb right behind it is what will be done.
_DISPOSED = ("money", "count", "place", "name", "quote", "head")
_DELIVERED = ("到", "往", "给", "抵", "去", "进", "至", "达", "向")


def _disposals(piece: str, tokens: list[Token]) -> Iterator[Token]:
    """将2100万元投向Y, 将募集的物资送到Y: 将 for 把, where what follows is a thing and then a verb."""
    for index, token in enumerate(tokens):
        if token.text == "代表":
            yield replace(token, kind="organize" if _stands_for(tokens, index) else "head")
            continue
        if token.text != "将" or token.kind != "will":
            yield token
            continue
        rest = tokens[index + 1 :]
        stop = next(
            (i for i, t in enumerate(rest) if t.kind == "break" and t.text in "，。；：！？"), len(rest)
        )
        rest = rest[:stop]
        first = rest[0] if rest and rest[0].start == token.end else None
        verbs = [t for t in rest if t.kind == "verb" and t is not first]
        thing = first is not None and first.kind in _DISPOSED
        made = first is not None and first.kind == "verb" and piece.startswith("的", first.end)
        sent = first is None and any(t.text.endswith(_DELIVERED) for t in verbs)
        yield replace(token, kind="take") if verbs and (thing or made or sent) else token


def _stands_for(tokens: list[Token], index: int) -> bool:
    """X代表Y把…送到: between two names it is no delegate."""
    beside = [*tokens[index - 1 : index], *tokens[index + 1 : index + 2]]
    at = tokens[index]
    touching = [t for t in beside if at.start == t.end or t.start == at.end]
    return len(touching) == 2 and all(t.kind in ("name", "place") for t in touching)


def _collectives(piece: str) -> Iterator[Token]:
    """绣娘们, 家长们: whatever 们 makes many."""
    for match in _MANY.finditer(piece):
        yield Token("head", match.start(), match.end(), match[0], "people")


def _heads(piece: str, endings: Iterable[Ending]) -> Iterator[Token]:
    """Words that head a group: 学生, 家庭, and institutions that are counted; 市民中心, 教师公寓 are buildings."""
    heads, suffixes = lexicon().heads, lexicon().suffixes
    building = pattern("(?:{facility-lead})?(?:{facility})")
    for ending in endings:
        if ending.word in heads:
            if not building.match(piece, ending.end):
                yield Token("head", ending.start, ending.end, ending.word, heads[ending.word])
        elif is_partner(piece, ending.start):
            continue
        elif ending.word in suffixes and suffixes[ending.word].type in _COUNTABLE:
            yield Token("head", ending.start, ending.end, ending.word, "class")
