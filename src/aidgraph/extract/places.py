"""Places in a noun phrase: divisions, chains (江苏省淮安市), towns and villages that no gazetteer has, characters (苏伊)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.scope import Anchor, Found, Scope
from aidgraph.extract.tokens import Token
from aidgraph.gazetteer import Gazetteer, Place, PlaceMention
from aidgraph.model import Party, Span

#: What may follow a place without making it another party: its government, its people at large.
_GOVERNMENT = re.compile(
    r"^(?:州直|市直|人民政府|政府|党委政府|市委市政府|县委县政府|市委、市政府|党委|各界|全县|全市|两地|当地|地区|人民|方面|一方|一[省市县区]|等地|等县市?|辖区"
    r"|[两二三四五六七八九十]+(?:县市|县|市|区|地州|地市|地|州|省区|省|师|团|乡镇|镇|乡|村))$"
)
_OFFICES = re.compile(r"州直|市直|人民政府|政府|党委政府")
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:街道|镇|乡)")
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:村|社区)")
_SETTLEMENT = re.compile(r"[\u4e00-\u9fff]{2,6}(?:街道|镇|乡|村|社区)")
_COMPANY = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})连(?![队续接任年夜])")
_SEVERAL = re.compile(r"[两三四五六七八九十各全多]个?(?:乡镇|街道|镇|乡|村|社区)$")
_LONGEST_SETTLEMENT = 7
_NO_SETTLEMENT = re.compile(r"实现|镇村|乡村|推动|带动|促进|建设")
_NO_SETTLEMENT_START = re.compile(
    r"^(?:各|全|多|有的|有关|乡|农|城|美丽|示范|贫困|薄弱|重点|特色|结对|三|两|深度|每)"
)


def place(scope: Scope, start: int, end: int, tokens: Sequence[Token], anchor: Anchor) -> Found | None:
    """The place that a phrase names, the innermost of a chain; the one around it goes into `places`."""
    places = [t for t in tokens if t.kind == "place"]
    if not places:
        return None
    chain = [places[0]]
    for token in places[1:]:
        if token.start == chain[-1].end:
            chain.append(token)
        elif anchor == "right":
            chain = [token]
        else:
            break
    last = chain[-1]
    company = company_of(scope, last.end, end, last.text)
    if company is not None and (anchor == "left" or company.end == end):
        return Found(_company(scope, chain, company), chain[0].start, company.end)
    tail = scope.text[last.end : end]
    if anchor == "right" and tail and not _GOVERNMENT.match(tail):
        return _settlement_of(scope, chain, end, tail)
    if anchor == "left" and chain[0].start != start:
        return None
    close = end
    if anchor == "left":
        offices = _OFFICES.match(tail)
        close = last.end + (offices.end() if offices else 0)
    return Found(_division(scope, chain), chain[0].start, close)


def company_of(scope: Scope, start: int, end: int, unit: str) -> Span | None:
    """128团|三连: the company right behind a regiment or farm."""
    match = _COMPANY.match(scope.text, start, end) if unit.endswith(("团", "场")) else None
    return Span(*match.span()) if match else None


def _company(scope: Scope, chain: Sequence[Token], at: Span) -> Party:
    around = _division(scope, chain)
    return Party(
        name=scope.words(at.start, at.end),
        type="CorpsCompany",
        places=(around.canonical or around.name,),
        at=at,
    )


def _division(scope: Scope, chain: Sequence[Token]) -> Party:
    last = chain[-1]
    at = Span(last.start, last.end)
    here = decided(scope, last.text, last.value, near=tuple(t.text for t in chain[:-1]))
    if here is None:
        return Party(name=last.text, type=scope.gazetteer.get(last.value[0]).type, at=at)
    outer = [p.name for p in (decided(scope, t.text, t.value) for t in chain[:-1]) if p]
    canonical = here.name if here.name != last.text else None
    return Party(name=last.text, type=here.type, canonical=canonical, places=tuple(outer[-1:]), at=at)


def _settlement_of(scope: Scope, chain: Sequence[Token], end: int, tail: str) -> Found | None:
    """霍城县|清水河镇: a town or village behind a place, unknown to the gazetteer."""
    if _SEVERAL.match(tail):
        return None  # 巩留县三乡镇
    if _TOWNSHIP.fullmatch(tail):
        kind = "Township"
    elif _VILLAGE.fullmatch(tail):
        kind = "Village"
    else:
        return None
    around = decided(scope, chain[-1].text, chain[-1].value)
    at = Span(end - len(tail), end)
    return Found(
        Party(name=tail, type=kind, places=(around.name,) if around else (), at=at), chain[0].start, end
    )


def settlement(scope: Scope, start: int, end: int, tokens: Sequence[Token], anchor: Anchor) -> Found | None:
    """A town or village without any place before it, told by its ending alone; the last that a phrase is read as."""
    if any(t.kind in ("money", "count", "time", "quote", "verb") for t in tokens):
        return None
    text = scope.text[start:end]
    match = _SETTLEMENT.match(text)
    if (
        match is None
        or len(match[0]) > _LONGEST_SETTLEMENT
        or (anchor == "right" and match.end() != len(text))
    ):
        return None
    if _NO_SETTLEMENT.search(match[0]) or _NO_SETTLEMENT_START.match(text) or text in lexicon().heads:
        return None
    kind = "Village" if match[0].endswith(("村", "社区")) else "Township"
    at = Span(start, start + match.end())
    return Found(Party(name=match[0], type=kind, at=at), at.start, at.end)


def character(scope: Scope, position: int) -> Party | None:
    """The place that one character names after 来, 赴, 援: 来伊, 入藏, 赴青."""
    char = scope.text[position : position + 1]
    here = scope.gazetteer.character(char) if char else None
    if here is None:
        return None
    return Party(name=char, type=here.type, canonical=here.name, at=Span(position, position + 1))


def pair(scope: Scope, start: int, end: int) -> list[Found]:
    """Two places named side by side by a character each (徐奎, 苏伊), or in full (江阴霍城): claims.md, rule 9."""
    for low in range(start, end - 1):
        word = scope.text[low : low + 2]
        both = scope.gazetteer.pair(word)
        if both and not scope.gazetteer.named(word):
            return [_mentioned(word[i], here, low + i) for i, here in enumerate(both)]
    found = []
    for mention in scope.gazetteer.mentions(scope.text[start:end]):
        here = decided(scope, mention.name, mention.candidates)
        if here:
            found.append(_mentioned(mention.name, here, start + mention.start))
    return found


def _mentioned(word: str, here: Place, start: int) -> Found:
    canonical = here.name if here.name != word else None
    end = start + len(word)
    return Found(Party(name=word, type=here.type, canonical=canonical, at=Span(start, end)), start, end)


def nested(scope: Scope, first: Party, second: Party) -> bool:
    """Whether one of two places lies in the other."""
    a, b = (decide(scope.gazetteer, p.canonical or p.name, scope.home) for p in (first, second))
    within = scope.gazetteer.within
    return a is not None and b is not None and (within(a.id, b.id) or within(b.id, a.id))


def places_in(scope: Scope, tokens: Sequence[Token]) -> list[str]:
    """The canonical names of the places among `tokens`, of a chain the innermost; a name gives the place it begins with."""
    found: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if token.kind == "name":
            for mention in mentions(scope.gazetteer, token.text)[:1]:
                here = decided(scope, mention.name, mention.candidates)
                if here:
                    found.append(here.name)
        if token.kind != "place":
            continue
        here = decided(scope, token.text, token.value)
        if here is None:
            continue
        if previous is not None and previous.end == token.start and found:
            found[-1] = here.name
        else:
            found.append(here.name)
        previous = token
    return list(dict.fromkeys(found))


def decided(
    scope: Scope, name: str, candidates: Sequence[str], *, near: tuple[str, ...] = ()
) -> Place | None:
    """The place that a mention means: its only candidate, else what the places near it and the document's own decide."""
    if len(candidates) == 1:
        return scope.gazetteer.get(candidates[0])
    return decide(scope.gazetteer, name, (*near, *scope.home))


@lru_cache(maxsize=4096)
def decide(gazetteer: Gazetteer, name: str, context: tuple[str, ...]) -> Place | None:
    """What the gazetteer decides, kept: a document asks for the same few names again and again."""
    return gazetteer.decide(name, context=context)


@lru_cache(maxsize=4096)
def mentions(gazetteer: Gazetteer, name: str) -> tuple[PlaceMention, ...]:
    """The places in an organisation's name, kept for the same reason."""
    return tuple(gazetteer.mentions(name))
