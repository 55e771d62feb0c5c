"""Acts that are events: hold (举办, 开展), with campaigns and events named after two places."""

from __future__ import annotations

import re

from aidgraph.extract.act import Act
from aidgraph.extract.frames.clause import Clause, doers
from aidgraph.extract.frames.giving import between
from aidgraph.extract.lexicon import Verb
from aidgraph.extract.places import nested, pair
from aidgraph.extract.scope import Found, Scope

_COLLECTION = re.compile(r"捐|赠|义卖")
_FOR_WHOM = re.compile(r"[为给向](?P<who>[^“”]{2,20}?)(?:捐|送|赠|献)")
#: How far behind 举办 the two characters of 苏伊 can reach.
_PAIR_REACH = 6


#: “苏伊情” is no event: an event's name has more to it than two places and a feeling.
_FEELING = 3


def hold(act: Act, clause: Clause) -> None:
    """X在Y举办…; an event named after two places is one between them (claims.md, rule 9)."""
    doers(act, clause)
    act.recipients = (
        act.recipients or clause.said("at", "for", "to", "on") or clause.went() or clause.went_after()
    )
    for quote in act.quotes:
        both = _different(clause.scope, pair(clause.scope, quote.start, quote.end))
        if len(both) >= 2 and len(quote.value) > _FEELING:
            act.flags.add("between")
            act.events.append((quote, both[:2]))
    if (
        act.events
        and not act.subject
        and not any(
            t.kind in ("verb", "organize", "with")
            for t in clause.scope.within(act.start, act.events[0][0].start)
        )
    ):
        act.flags.add("opens")
    if act.events:
        both = act.events[0][1]
        if act.providers and act.providers[0].party.type == "WorkTeam":
            act.recipients = act.recipients or [p for p in both if not _is_home(p, act.providers[0])][:1]
        else:
            act.organizers = act.organizers + act.providers
            act.providers, act.recipients = both[:1], both[1:]
            act.needs_provider = False
        return
    if any(_COLLECTION.search(quote.value) for quote in act.quotes):
        act.verb = Verb(act.verb.word, "hold", "donated-to", "goods", "campaign")
        act.recipients = act.recipients or _for_whom(act, clause)
    if act.verb.modality == "construction" and not act.recipients:
        act.recipients = [f for f in clause.led() if f.party.places or not f.party.is_group]
    if act.verb.word == "参加" and not act.recipients:
        act.recipients = [f for f in clause.led() if not f.party.is_group]
    if clause.object is not None and not act.recipients:
        low, high = clause.object.start, clause.object.end
        both = _different(clause.scope, pair(clause.scope, low, min(high, low + _PAIR_REACH)))
        if len(both) == 2 and both[0].start == low:
            between(act, both, organizers=act.providers)


def _for_whom(act: Act, clause: Clause) -> list[Found]:
    """“我为Y捐本书”: the recipient that a campaign's name gives."""
    for quote in act.quotes:
        match = _FOR_WHOM.search(quote.text)
        if match:
            low, high = quote.start + match.start("who"), quote.start + match.end("who")
            return clause.reader.inside(low, high).all(low, high)
    return []


def _different(scope: Scope, found: list[Found]) -> list[Found]:
    seen: list[Found] = []
    for one in found:
        name = one.party.canonical or one.party.name
        if all((other.party.canonical or other.party.name) != name for other in seen):
            seen.append(one)
    if len(seen) == 2 and nested(scope, seen[0].party, seen[1].party):
        return seen[1:]  # 新疆霍城 is one place
    return seen


def _is_home(found: Found, team: Found) -> bool:
    """江阴 and 江阴工作组: the event's other place is the one aided."""
    name = found.party.canonical or found.party.name
    return name.removesuffix("市").removesuffix("区") in team.party.name
