"""Groups in a noun phrase: counted or uncounted people, households, villages, institutions (claims.md, "Parties").

A group is headed by a noun (学生, 家庭, 学校); its number stands before it or behind it, its places before it, and before 等 a member.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.numbers import Quantity
from aidgraph.extract.places import places_in
from aidgraph.extract.pointers import referred
from aidgraph.extract.scope import Anchor, Found, Scope
from aidgraph.extract.tokens import Token
from aidgraph.model import Party, Span

#: Reads the party before 等, which may be anything but a group; parties.py gives it.
MemberReader = Callable[[int, int], Party | None]

#: Words in front of a group that say nothing of its kind.
_GENERIC = re.compile(
    r"^(?:(?:全体|社会各界|社会|后方|前方|受援地|当地|广大|各级|各类|各族|部分|多家|多名|一批|众多|所有|有关的|来自|一些|数家|家庭为|的|等"
    r"|第[一二三四五六七八九十]+批))+"
)
_MANY = re.compile(r"^(?:多|数|众多的?|几|各)(家|所|个|名|位|户|支)?")
_ONE = re.compile(r"(?<![第每同统唯])一(家|所|名|位|户)")
_VAGUE_COUNT = re.compile(r"(?:等|^)(?:多|数|众多)(家|所|个|名|位|户|支)")
#: What belongs to the group though it stands before its place: 后方|江苏专家.
_BEFORE_PLACE = re.compile(
    r"(?:后方|全体|来自|受援地|部分|社会|该[县市乡镇村校院]|当地|对口|结对|第.批|优秀|贫困|困难|各)$"
)
_COUNTED_UNITS = ("名", "位", "户", "家", "所")
_COUNTED_NOUN = re.compile(r"[\u4e00-\u9fff]{2,10}")
_POINTED = re.compile(r"该[县市乡镇村]")
_ROUND_BRACKETS = re.compile(r"（[^）]*）")
#: Heads that lie farther apart than this belong to two phrases (four characters hold an attribute).
_ONE_PHRASE = 4
#: 家庭|困难的大学|新生 is one phrase all the same.
_STRAITENED = re.compile(r"(?:经济)?(?:困难|贫困|贫寒|清贫)的[\u4e00-\u9fff]{0,4}")


def group(
    scope: Scope, start: int, end: int, tokens: Sequence[Token], anchor: Anchor, *, member: MemberReader
) -> Found | None:
    """The group that a phrase ends in (`right`) or begins with (`left`)."""
    heads = [t for t in tokens if t.kind == "head"]
    if not heads:
        return _counted(scope, start, end, tokens, anchor, member=member)
    head = heads[-1] if anchor == "right" else _first_run(scope.text, heads)
    close, count = _closed(head, tokens)
    counted_tail = tokens[-1].kind == "count" and tokens[-1].end == end
    if anchor == "right" and close != end and not counted_tail:
        return None
    if (
        head.value == "class"
        and count is None
        and start == head.start
        and not any(t.kind == "etc" for t in tokens)
    ):
        return None  # 学校 alone names no group
    if count is not None and lexicon().measures.get(count.unit) == "goods":
        return None  # 1套远程查房系统
    low = _start(scope, start, head.start, tokens)
    if scope.text.startswith("每", low) and count is None:
        return None  # 每村安排30万元: of those the sentence is about
    return _made(scope, low, close, head, count, tokens, member=member)


def _counted(
    scope: Scope, start: int, end: int, tokens: Sequence[Token], anchor: Anchor, *, member: MemberReader
) -> Found | None:
    """35名孤儿, 28名农民画艺人: what a measure word for people or institutions counts, whatever the noun."""
    counts = [t for t in tokens if t.kind == "count" and t.value.unit in _COUNTED_UNITS]
    if not counts:
        return None
    count = counts[-1]
    following = next((t.start for t in tokens if t.start >= count.end), end)
    noun = _COUNTED_NOUN.match(scope.text, count.end, following)
    if noun is None or (anchor == "right" and noun.end() != end):
        return None
    low = _start(scope, start, count.start + 1, tokens)
    head = Token("head", count.end, noun.end(), noun[0], "people")
    return _made(scope, low, noun.end(), head, count.value, tokens, member=member)


def _first_run(text: str, heads: Sequence[Token]) -> Token:
    """The last of the heads that a phrase opens with: 贫困家庭|学生, not the 学生 of a later word."""
    last = heads[0]
    for head in heads[1:]:
        between = text[last.end : head.start]
        if _STRAITENED.fullmatch(between):
            last = head
            continue
        if len(between) > _ONE_PHRASE or re.search(r"[的了在]", between):
            break
        last = head
    return last


def _closed(head: Token, tokens: Sequence[Token]) -> tuple[int, Quantity | None]:
    """Where the group ends, over a bracket and a number behind its head, and the number: 骨干教师（…）等200余人."""
    close = head.end
    before = [t for t in tokens if t.kind == "count" and t.end <= head.start]
    count: Quantity | None = before[-1].value if before else None
    after = [t for t in tokens if t.start >= head.end]
    if after and after[0].kind in ("bracket", "quote") and after[0].start == close:
        close, after = after[0].end, after[1:]
    etc = len(after) > 1 and after[0].kind == "etc" and after[0].start == close
    if etc and after[1].kind == "count" and after[1].start == after[0].end:
        close, after = after[0].end, after[1:]
    if after and after[0].kind == "count" and after[0].start == close and after[0].value.unit:
        people = after[-1].kind == "count" and lexicon().measures.get(after[-1].value.unit) == "people"
        last = after[-1] if people else after[0]  # 20余批次200余人
        close, count = last.end, last.value
    return close, count


def _start(scope: Scope, start: int, head: int, tokens: Sequence[Token]) -> int:
    """A group begins with its place, number or name, unless what stands before belongs to it."""
    inside = [t for t in tokens if t.end <= head]
    first = next((t for t in inside if t.kind in ("place", "count", "name")), None)
    if first is None or first.start <= start or _BEFORE_PLACE.search(scope.text[start : first.start]):
        return start
    earlier = any(t.kind in ("head", "etc") and t.end <= first.start for t in inside)
    return start if earlier else first.start


def _made(
    scope: Scope,
    low: int,
    close: int,
    head: Token,
    count: Quantity | None,
    tokens: Sequence[Token],
    *,
    member: MemberReader,
) -> Found:
    text = scope.text[low:close]
    inside = [t for t in tokens if low <= t.start and t.end <= close]
    places = places_in(scope, inside)
    pointed = _POINTED.match(text)
    if pointed and not places:
        referent = referred(scope, pointed[0])
        places = [referent.canonical or referent.name] if referent else []
    vague = _VAGUE_COUNT.search(text)
    etc = next((t for t in inside if t.kind == "etc"), None)
    named = member(low, etc.start) if etc is not None and (count or vague) else None
    one = _ONE.search(text) if count is None and not vague else None
    party = Party(
        name=scope.words(low, close),
        type="Group",
        places=() if named else tuple(places),
        count=int(count.value) if count and count.value is not None else 1 if one else None,
        bound=count.bound if count else "vague" if vague else "exact" if one else None,
        unit=count.unit or None if count else vague[1] if vague else one[1] if one else None,
        kind=_kind(scope, low, head.end, inside, after=etc if named or count else None),
        members=(named,) if named else (),
        at=Span(low, close),
    )
    return Found(party, low, close)


def _kind(scope: Scope, low: int, high: int, inside: Sequence[Token], *, after: Token | None) -> str:
    """The head noun without place, number and brackets: 贫困家庭, 爱心人士, 村."""
    cut = max(
        [low, *(t.end for t in inside if t.kind == "count" and t.end < high), *([after.end] if after else [])]
    )
    text = whole = scope.text[cut:high]
    for token in inside:
        if token.kind == "place" and cut <= token.start:
            text = text.replace(token.text, "", 1)
        if token.kind == "name" and token.start == cut and token.end < high:
            text = text.replace(token.text, "", 1)
    text = _ROUND_BRACKETS.sub("", text)
    if _POINTED.match(scope.text, low):
        text = text[2:] if text[:1] == "该" else text
    return _GENERIC.sub("", _MANY.sub("", text)) or whole
