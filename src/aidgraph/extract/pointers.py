"""Words that point back (公司, 该院, 两校): `name` is the word, `canonical` the party it points at (claims.md, rule 21)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.scope import Anchor, Found, Scope
from aidgraph.model import Party, Span


def pointed(scope: Scope, start: int, end: int, anchor: Anchor) -> Found | None:
    """The party that a phrase's first word points back to; a subject must be that word alone."""
    match = _pointer().match(scope.text, start, end)
    if match is None or (anchor == "right" and match.end() != end):
        return None
    if anchor == "left" and any(
        t.kind == "head" and t.start >= match.end() for t in scope.within(start, end)
    ):
        return None  # 该校学生
    referent = referred(scope, match[0])
    if referent is None:
        return None
    canonical = referent.canonical or referent.name
    party = replace(referent, name=match[0], canonical=canonical, at=Span(start, match.end()), entity=None)
    return Found(party, start, match.end())


def referred(scope: Scope, word: str) -> Party | None:
    """What a word of ontology/lexicon/pointers.csv points at: the last party named of one of its types."""
    return scope.memory.last(lexicon().pointers[word])


@cache
def _pointer() -> re.Pattern[str]:
    return re.compile("|".join(sorted(lexicon().pointers, key=len, reverse=True)))
