"""Words that point back (公司, 该院, 两校): `name` is the word, `canonical` the party it points at (claims.md, rule 21)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.places import decide
from aidgraph.extract.scope import Anchor, Found, Scope
from aidgraph.model import Party, Span

#: A clause is seldom longer.
_CLAUSE_REACH = 60


def pointed(scope: Scope, start: int, end: int, anchor: Anchor) -> Found | None:
    """The party that a phrase's first word points back to; a subject must be that word alone."""
    match = _pointer().match(scope.text, start, end)
    if match is None or (anchor == "right" and match.end() != end):
        return None
    if match[0] == "其" and match.end() != end:
        return None
    heads = [t for t in scope.within(match.end(), end) if t.kind == "head"]
    beyond = scope.text.startswith("的", match.end()) and heads and heads[-1].end < end  # 该镇的农民画产业
    if anchor == "left" and heads and not beyond:
        return None  # 该校学生
    before = re.split(r"[，。；：\n]", scope.text[max(0, start - _CLAUSE_REACH) : start])[-1]
    referent = referred(scope, match[0], clause=before)
    if referent is None and (match[0].startswith("我") or lexicon().pointers[match[0]][0] == "WorkTeam"):
        kind = lexicon().pointers[match[0]][0]
        return Found(Party(name=match[0], type=kind, at=Span(start, match.end())), start, match.end())
    if referent is None:
        return None
    if referent.is_group or match[0] == "其":
        return Found(replace(referent, at=Span(start, match.end())), start, match.end())  # 他们
    canonical = referent.canonical or referent.name
    party = replace(referent, name=match[0], canonical=canonical, at=Span(start, match.end()), entity=None)
    return Found(party, start, match.end())


def both(scope: Scope, found: Found) -> tuple[Found, Found] | None:
    """The two that 两校, 双方 points back to: those that the text paired last, if they are of its types."""
    word = found.party.name
    if not word.startswith(("两", "双")) or word not in lexicon().pointers or scope.memory.paired is None:
        return None
    first, second = scope.memory.paired
    types = lexicon().pointers[word]
    if first.type not in types or second.type not in types:
        return None
    at = found.party.at
    return (
        Found(
            replace(first, name=word, canonical=first.canonical or first.name, at=at, entity=None),
            found.start,
            found.end,
        ),
        Found(
            replace(second, name=word, canonical=second.canonical or second.name, at=at, entity=None),
            found.start,
            found.end,
        ),
    )


def referred(scope: Scope, word: str, *, clause: str = "") -> Party | None:
    """What a word of ontology/lexicon/pointers.csv points at: the last party named of one of its types.

    Not one that its own clause names before it: 长江村每年援助该村 is about two villages.
    """
    types = lexicon().pointers[word]
    if word.startswith("双") and scope.memory.paired is None:
        return None
    return scope.memory.last(types, other_than=clause) or _own(scope, types)


def _own(scope: Scope, types: Sequence[str]) -> Party | None:
    """我省 before any province is named: the one that the masthead names first."""
    for name in scope.home:
        here = decide(scope.gazetteer, name, scope.home)
        if here is not None and here.type in types:
            return Party(name=name, type=here.type, canonical=here.name)
    return None


@cache
def _pointer() -> re.Pattern[str]:
    return re.compile("|".join(sorted(lexicon().pointers, key=len, reverse=True)))
