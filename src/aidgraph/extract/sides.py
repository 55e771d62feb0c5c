"""On which side of the programme a party lies: ontology/lexicon/sides.csv lists the provinces that are aided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.places import decide
from aidgraph.extract.scope import Found, Scope
from aidgraph.gazetteer import Place
from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Party

_IN_NEED = re.compile(r"贫困|困难|受援|薄弱")
_AIDING_GROUP = re.compile(r"援[疆藏青伊甘宁]|支教|支医|志愿|爱心|后方|江苏|队员|组员|帮扶干部|挂职干部")
#: Who writes of the aid they give, or get: a hospital's or school's own post.
_OWN = ("我院", "我校", "我司", "我公司", "我集团", "我会", "我馆", "我局", "我园")
_DONE_FOR = re.compile(
    r"[来到给为向在帮助替对进予]我[院校](?!的?[\u4e00-\u9fff]{0,6}(?:专家|医生|医疗队|教师团队))"
)
_DOES = re.compile(
    r"我[院校](?:[\u4e00-\u9fff]{0,6})(?:派|赴|援|捐|帮|组织|安排|送|为|给|向|与|同|承担|接收|接受|选|收治|支)"
)
_LOCAL = ("Province", "Prefecture", "County", "Township", "Village")


def is_aided(scope: Scope, party: Party) -> bool | None:
    """Whether a party belongs to an aided province; None where its place isn't known."""
    if scope.memory.own_aided and party.name.startswith(_OWN):
        return True
    own = [party.canonical or party.name] if party.type in (*DIVISION_TYPES, *CORPS_TYPES) else []
    first = next(_places(scope, [*own, *party.places]), None)
    return None if first is None else _lies_aided(first)


def is_aided_side(scope: Scope, found: Sequence[Found]) -> bool:
    """Whether any of several parties is in need, or named with a place in an aided province."""
    for one in found:
        party = one.party
        if party.is_group and _IN_NEED.search(party.name):
            return True
        if scope.memory.own_aided and party.name.startswith(_OWN):
            return True
        own = [] if party.type in ("Group", "WorkTeam") else [party.canonical or party.name]
        if any(_lies_aided(here) for here in _places(scope, [*own, *party.places])):
            return True
    return False


def is_aiding(scope: Scope, party: Party) -> bool:
    """A team, a headquarters, aid workers, or a party that belongs outside the aided provinces."""
    if party.type in ("WorkTeam", "Headquarters"):
        return True
    if party.name in _OWN:
        return not scope.memory.own_aided
    if party.is_group and _AIDING_GROUP.search(party.name):
        return True
    own = [party.canonical or party.name] if party.type in _LOCAL else []
    if any(not _lies_aided(here) for here in _places(scope, [*own, *party.places])):
        return True
    return any(is_aiding(scope, member) for member in party.members)


def apart(scope: Scope, first: Sequence[Found], second: Sequence[Found]) -> bool:
    """Whether two sides are of different prefectures, or of divisions neither of which holds the other: 成都, 炉霍."""
    ours, theirs = (
        [here for one in side for here in _places(scope, _own_and_around(one.party))]
        for side in (first, second)
    )
    within = scope.gazetteer.within
    return bool(ours and theirs) and not any(
        a.id == b.id or within(a.id, b.id) or within(b.id, a.id) or _neighbours(scope, a, b)
        for a in ours
        for b in theirs
    )


def _neighbours(scope: Scope, one: Place, other: Place) -> bool:
    """Two counties of one prefecture: what they do together is their own business."""
    shared = set(one.parents) & set(other.parents)
    return any(scope.gazetteer.get(parent).type == "Prefecture" for parent in shared)


def _own_and_around(party: Party) -> list[str]:
    own = [party.canonical or party.name] if party.type in (*_LOCAL, *DIVISION_TYPES, *CORPS_TYPES) else []
    return [*own, *party.places]


def sided(scope: Scope, first: list[Found], second: list[Found]) -> tuple[list[Found], list[Found]]:
    """Provider and recipient of a mutual pairing: the aided side receives, wherever it stands (claims.md, rule 14)."""
    turned = is_aided_side(scope, first) and not is_aided_side(scope, second)
    if turned and any(is_aiding(scope, f.party) for f in second):
        return second, first
    return first, second


def _places(scope: Scope, names: Sequence[str]) -> Iterator[Place]:
    for name in names:
        here = decide(scope.gazetteer, name, scope.home)
        if here is not None:
            yield here
            continue
        meant = scope.gazetteer.named(name)  # 阿克苏: the city or the prefecture, on one side either way
        if meant and len({_lies_aided(one) for one in meant}) == 1:
            yield meant[0]


def speaks_aided(text: str) -> bool:
    """Whether who writes (我校, 我院) is done things for more often than does them for others."""
    return len(_DONE_FOR.findall(text)) > len(_DOES.findall(text))


def _lies_aided(here: Place) -> bool:
    """The Corps is aided as a whole, whatever province surrounds a unit."""
    return here.id.startswith("corps") or here.id[:2] + "0000" in lexicon().aided
