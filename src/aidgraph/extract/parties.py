"""A noun phrase as parties: lists with 、 and 和, 等, what the items of a list share.

Chinese noun phrases end in their head, so what a phrase is stands at its end, and where it belongs stands before it.
A subject is read from its right edge, an object from its left one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aidgraph.extract.groups import group
from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.organisations import organisation
from aidgraph.extract.places import place, places_in, settlement
from aidgraph.extract.pointers import pointed
from aidgraph.extract.scope import Anchor, Found, Scope
from aidgraph.extract.tokens import Token, Tokens
from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Party, Span

_COUNTING_START = re.compile(r"有(?=\d)|对(?=[该这])|仅(?![\d有])")
_JOINTS = ("、", "和", "及", "与", "以及")
_CLAUSE_END = re.compile(r"[，。；]")
_LONGEST_OPEN_LIST = 40
_LONGEST_BARE = 4


class PartyReader:
    """Reads the noun phrases of one paragraph."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def inside(self, start: int, end: int) -> PartyReader:
        """A reader of what a quoted name holds, which is otherwise one token."""
        tokens = Tokens(self.scope.text, start, end, gazetteer=self.scope.gazetteer, issued=None)
        return PartyReader(replace(self.scope, tokens=tokens))

    def all(self, start: int, end: int) -> list[Found]:
        """The parties of a phrase that ends in its last party: a subject, or what a preposition governs."""
        found: list[Found] = []
        for low, high in reversed(_items(self.scope, start, end)):
            one = _item(self.scope, low, high, "right")
            if one is not None:
                found.append(one)
            elif found and _is_bare(self.scope, low, high) and found[-1].party.count is not None:
                found[-1] = _widened(self.scope, found[-1], low, places=found[-1].party.places)
            elif found:
                break
        return self._joined(found[::-1], start)

    def leading(self, start: int, end: int) -> list[Found]:
        """The parties at the head of a phrase: an object, which things may follow."""
        found: list[Found] = []
        bare: int | None = None
        for low, high in _items(self.scope, start, end):
            one = _item(self.scope, low, high, "left")
            if one is None and not found and _is_bare(self.scope, low, high):
                bare = low if bare is None else bare
                continue
            if one is None or (bare is not None and not (one.party.is_group and one.party.count)):
                break
            if bare is not None:
                one, bare = _widened(self.scope, one, bare, places=one.party.places), None
            found.append(one)
            if one.end < high:
                break
        return self._joined(found, start)

    def _joined(self, found: list[Found], start: int) -> list[Found]:
        """Places that share a group's head become the group's places; 等N所 gathers what it follows; places are inherited."""
        result: list[Found] = []
        for one in found:
            if not one.party.is_group:
                result.append(one)
                continue
            gathered = (
                _gathered(self.scope, one, result)
                or _with_places(self.scope, one, result)
                or _counted_with(self.scope, one, result)
            )
            if gathered is not None:
                result = [gathered]
            elif not result and _is_open_list(self.scope, one, start):
                places = places_in(self.scope, self.scope.within(start, one.end))
                result.append(_widened(self.scope, one, start, places=tuple(places)))
            elif (
                not one.party.places
                and result
                and result[-1].party.is_group
                and one.start - result[-1].end <= 2
            ):
                result.append(replace(one, party=replace(one.party, places=result[-1].party.places)))
            else:
                result.append(one)
        return result


def _items(scope: Scope, start: int, end: int) -> list[tuple[int, int]]:
    items, low = [], start
    for cut in scope.within(start, end):
        if cut.kind == "and" or cut.text == "、":
            items.append((low, cut.start))
            low = cut.end
    items.append((low, end))
    return [(a, b) for a, b in items if a < b]


def _is_bare(scope: Scope, start: int, end: int) -> bool:
    """制衣|、电子装配企业6家: a few characters in a list that are no word of the lexicon, only say what is counted."""
    return 2 <= end - start <= _LONGEST_BARE and not scope.within(start, end)


def _gathered(scope: Scope, one: Found, before: Sequence[Found]) -> Found | None:
    """A、B、C等6所学校: what is listed before a counted 等 are the group's members."""
    counted = one.party.count is not None or one.party.bound == "vague"
    etc = next((t for t in scope.within(one.start, one.end) if t.kind == "etc"), None)
    if etc is None or not before or not counted:
        return None
    members = [f.party for f in before if not f.party.is_group]
    head = _member(scope, one.start, etc.start)
    members += [head] if head else []
    if not members and any(not f.party.is_group or f.party.count is not None for f in before):
        return None
    return _widened(scope, one, before[0].start, members=tuple(members), places=())


def _with_places(scope: Scope, one: Found, before: Sequence[Found]) -> Found | None:
    """伊犁州直、兵团四师、七师145个薄弱村: one group in several places (claims.md, rule 19)."""
    if not before or any(f.party.type not in (*DIVISION_TYPES, *CORPS_TYPES) for f in before):
        return None
    tokens = scope.within(one.start, one.end)
    headed = tokens and tokens[0].start == one.start and tokens[0].kind in ("place", "name", "count", "head")
    if not headed or any(
        scope.text[a.end : b.start] not in _JOINTS for a, b in zip(before, [*before[1:], one], strict=True)
    ):
        return None
    places = [f.party.canonical or f.party.name for f in before]
    places += [p for p in one.party.places if p not in places]
    return _widened(scope, one, before[0].start, places=tuple(places))


def _counted_with(scope: Scope, one: Found, before: Sequence[Found]) -> Found | None:
    """6名麻醉、检验人员, 120名校长、班主任: one number for both, so one group."""
    if len(before) != 1 or not before[0].party.is_group or one.party.count is not None or one.party.places:
        return None
    first = before[0]
    people = first.party.unit in ("名", "位", "人") and not first.party.members
    text = scope.text[first.start : first.end]
    if not people or text[-1:].isdigit() or text.endswith(("名", "位", "人次")):
        return None
    if re.search(r"\d[余多]?[名位人]$", text) or scope.text[first.end : one.start] not in ("、", "和"):
        return None
    if any(t.kind in ("count", "name", "place") for t in scope.within(one.start, one.end)):
        return None
    party = replace(first.party, name=scope.words(first.start, one.end), at=Span(first.start, one.end))
    return Found(party, first.start, one.end)


def _is_open_list(scope: Scope, one: Found, start: int) -> bool:
    """教育、医疗、科技等领域退休专家: fields before 等 that are no parties of their own."""
    etc = any(t.kind == "etc" for t in scope.within(one.start, one.end))
    before = scope.text[start : one.start]
    return (
        etc
        and 0 < len(before) <= _LONGEST_OPEN_LIST
        and before[-1] in "、和及"
        and not _CLAUSE_END.search(before)
    )


def _widened(
    scope: Scope, one: Found, low: int, *, places: tuple[str, ...], members: tuple[Party, ...] | None = None
) -> Found:
    name = scope.words(low, one.end)
    members = one.party.members if members is None else members
    party = replace(one.party, name=name, places=places, members=members, at=Span(low, one.end))
    return Found(party, low, one.end)


def _item(scope: Scope, start: int, end: int, anchor: Anchor) -> Found | None:
    """One item of a list: a word that points back, a group, an organisation, or a place, in this order."""
    start, end = _trimmed(scope, start, end)
    if start >= end:
        return None
    tokens = scope.within(start, end)
    return (
        pointed(scope, start, end, anchor)
        or group(scope, start, end, tokens, anchor, member=lambda low, high: _member(scope, low, high))
        or organisation(scope, end, tokens, anchor)
        or place(scope, start, end, tokens, anchor)
        or settlement(scope, start, end, tokens, anchor)
    )


def _member(scope: Scope, start: int, end: int) -> Party | None:
    """The party right before 等, which is a member of the group behind it."""
    found = _item(scope, start, end, "right") if start < end else None
    return found.party if found and not found.party.is_group else None


def _trimmed(scope: Scope, start: int, end: int) -> tuple[int, int]:
    """Without 的, 之, 等 and blanks around, and without the verb of a second member: 、资助困难学生."""
    first = next(iter(scope.within(start, end)), None)
    if first is not None and first.start <= start + 1 and first.end < end and _is_passed_over(first):
        start = first.end
    while start < end and (scope.text[start] in " 的之是等" or _COUNTING_START.match(scope.text, start)):
        start += 1
    while start < end and scope.text[end - 1] in " 的了等就":
        end -= 1
    return start, end


def _is_passed_over(token: Token) -> bool:
    if token.kind == "verb":
        return lexicon().verbs[token.text].frame != "pair"
    return token.kind in ("now", "adverb")
