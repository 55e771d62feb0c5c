"""Organisations in a noun phrase: institutions by their own name, teams by the full name of their headquarters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aidgraph.extract.places import company_of, decide, decided, mentions
from aidgraph.extract.scope import Anchor, Found, Scope
from aidgraph.extract.tokens import Token
from aidgraph.model import Party, Span

#: 某医院|骨科医生某某: a named person stands for where they work, and is no party (claims.md, "Parties").
_PERSON = re.compile(
    r"的?[\u4e00-\u9fff]{0,10}(?:医生|医师|主任|护士长|教师|老师|教授|专家|院长|校长|研究员)[\u4e00-\u9fff]{2,3}"
)
_TEAMS = ("WorkTeam", "Headquarters")


def organisation(scope: Scope, end: int, tokens: Sequence[Token], anchor: Anchor) -> Found | None:
    """The organisation that a phrase names: last in a subject, first (behind places alone) in an object."""
    names = [t for t in tokens if t.kind == "name"]
    if not names:
        return None
    name = names[-1] if anchor == "right" else names[0]
    company = company_of(scope, name.end, end, name.text)
    if company is not None and (anchor == "left" or company.end == end):
        words = scope.words(company.start, company.end)
        return Found(Party(name=words, type="CorpsCompany", at=company), name.start, company.end)
    behind = scope.text[name.end : end].strip("（）“”")
    bracketed = any(t.kind == "bracket" and t.start == name.end and t.end == end for t in tokens)
    person = name.value in ("Hospital", "School") and _PERSON.fullmatch(behind)
    if anchor == "right" and behind and not bracketed and not person:
        return None
    if anchor == "left" and any(t.kind != "place" for t in tokens if t.end <= name.start):
        return None
    return Found(_party(scope, name, tokens), name.start, name.end)


_LEVELS = {
    "县": ("County",), "区": ("County",), "市": ("County", "Prefecture"), "州": ("Prefecture",), "乡": ("Township",),
    "镇": ("Township",), "师": ("CorpsDivision",), "团": ("CorpsRegiment",),
}  # fmt: skip


def _party(scope: Scope, name: Token, tokens: Sequence[Token]) -> Party:
    own, kind = name.text, str(name.value)
    inner = mentions(scope.gazetteer, own)
    if kind in ("Village", "Township"):
        own = _without_places(scope, own)
    canonical = None
    if kind in _TEAMS:
        canonical = _team(scope, name.text)
    known = scope.gazetteer.organisation(name.text)
    if known is not None and canonical is None and known.name != own:
        canonical = known.name
    if own == "团省委" and scope.home:
        province = scope.gazetteer.named(scope.home[0])
        canonical = f"共青团{province[0].name}委员会" if province else None
    places: list[str] = []
    if kind not in _TEAMS:
        before = [t for t in tokens if t.kind == "place" and t.end == name.start]
        places = [p.name for p in (decided(scope, m.name, m.candidates) for m in inner[:2]) if p]
        places = places or [p.name for p in (decided(scope, t.text, t.value) for t in before) if p]
        places = places or list(scope.memory.places_of(own, kind)) or _around(scope, own)
    if kind == "Enterprise" and own.endswith(("农场", "牧场", "团场")) and "兵团第" in "".join(places):
        kind, own = "CorpsRegiment", _without_places(scope, own)  # 十二师西山农场
    at = Span(name.end - len(own), name.end)
    return Party(name=own, type=kind, canonical=canonical, places=tuple(places[-1:]), at=at)


def _around(scope: Scope, name: str) -> list[str]:
    """县医院 belongs to the county named last."""
    party = scope.memory.last(_LEVELS[name[0]]) if name[:1] in _LEVELS else None
    return [party.canonical or party.name] if party else []


def _without_places(scope: Scope, name: str) -> str:
    """江阴长江村 → 长江村: a village is named without the places around it."""
    end = 0
    for mention in mentions(scope.gazetteer, name):
        if mention.start == end and mention.end < len(name):
            end = mention.end
    return name[end:]


def _team(scope: Scope, name: str) -> str | None:
    """The full name of a work team or headquarters, where the name and the document's own province give it.

    江阴工作组 in a Jiangsu bulletin is 江苏省对口支援新疆伊犁州前方指挥部江阴工作组. Only headquarters that the gazetteer
    knows are spelled out; of others the text's own name stands.
    """
    gazetteer = scope.gazetteer
    known = gazetteer.organisation(name)
    if known is not None:
        return known.name
    for mention in mentions(gazetteer, name):
        here = decide(gazetteer, mention.name, scope.home)
        if here is None or here.id.startswith("65") or here.type == "Province":
            continue
        for parent in here.parents:
            headquarters = gazetteer.organisation(f"{gazetteer.get(parent).name}前方指挥部")
            if headquarters is not None:
                return f"{headquarters.name}{mention.name.removesuffix('市').removesuffix('区')}工作组"
    return None
