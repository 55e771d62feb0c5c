"""The sides that a clause leaves out, carried over from its sentence and paragraph, and acts told for several parties at once.

A subject holds until the next one; a recipient, an organizer and a campaign hold within their sentence (claims.md, rule 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aidgraph.extract.act import Act
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.places import decide
from aidgraph.extract.scope import Found, Scope
from aidgraph.extract.sides import is_aided, is_aided_side, sided
from aidgraph.extract.statements import Context, Statement
from aidgraph.model import Party

#: Frames whose place can be said by a clause of its own: 在霍城县，…
_ANYBODY = frozenset(
    "群众 基层群众 当地群众 各族群众 当地百姓 牧民 农牧民 当地牧民 居民 当地居民 村民 当地村民 师生".split()
)
_LOCATED = ("build", "hold", "serve", "train", "give", "bring", "invest")
#: Frames of what two sides do together: 徐州和奎屯两地办了…, 两地教育局互派….
_JOINT = ("hold", "build", "bring", "aid", "send", "serve", "trade")
#: Frames that take up the figures of the clause before them.
_FIGURED = ("build", "invest", "bring", "give")


@dataclass
class _Sides:
    """Who gives, receives and arranges, as far as it is known; `carried` is a party that stands in another clause."""

    providers: list[Found]
    recipients: list[Found]
    organizers: list[Found]
    carried: Found | None = None


def completed(act: Act, context: Context, reader: PartyReader, sentence: tuple[int, int]) -> list[Statement]:
    """The statements that an act makes: one, or one a party or event where it is told of each (claims.md, rule 1)."""
    sides = _Sides(act.providers, act.recipients, act.organizers)
    if sides.providers and sides.recipients and act.verb.frame == "pair":
        sides.providers, sides.recipients = sided(reader.scope, sides.providers, sides.recipients)
    _behind(sides, act, context)
    _facing(sides, act, context, reader)
    _arranging(sides, act, context)
    _receiving(sides, act, context, reader.scope)
    if not sides.providers and not sides.recipients:
        return []
    pending = context.pending if act.verb.frame in _FIGURED and not act.money else []
    made = Statement(
        act=act,
        providers=sides.providers,
        recipients=sides.recipients,
        organizers=sides.organizers,
        start=min([act.start, *(t.start for t in pending)]),
        end=act.end,
        carried=sides.carried,
        planned=context.speech,
        times=[*act.times, *context.times],
        programmes=list(dict.fromkeys(context.programmes)),
        sentence=sentence,
        money=[*(t for t in pending if t.kind == "money"), *act.money],
        counts=[*(t for t in pending if t.kind == "count"), *act.counts],
        purpose=act.purpose,
    )
    return list(_event_by_event(reader.scope, made) if len(act.events) > 1 else _distributed(made))


def _behind(sides: _Sides, act: Act, context: Context) -> None:
    """Who gives, where the clause doesn't say; or who set those to work who do."""
    last = context.last
    if "opens" in act.flags:
        return  # “…”联展落幕: nobody is said to have held it
    if not sides.providers and "sent" in act.flags and (context.introduced or (last and last.organizers)):
        sides.providers = context.introduced or (last.organizers if last else [])  # 应X邀请，Y到…集训
        sides.carried = sides.providers[0]
    elif not sides.providers and act.needs_provider:
        _carry_subject(sides, act, context)
    elif "organized" in act.flags or (
        not act.subject and not act.needs_provider and "passive" not in act.flags
    ):
        known = last is not None and last.organizers and not context.had_own
        source = last.organizers if last is not None and known else context.subject
        if "between" in act.flags and source and all(f.party.type == "WorkTeam" for f in source):
            sides.providers, sides.carried = source, source[0]
            return
        named = {f.party.name for f in (*sides.organizers, *sides.providers)}
        more = [f for f in source if f.party.name not in named]
        sides.organizers = sides.organizers + more
        sides.carried = next(iter(more), None)


def _carry_subject(sides: _Sides, act: Act, context: Context) -> None:
    """An elided subject: whoever was asked, else who did the act before, else the paragraph's subject (claims.md, rule 4)."""
    last = context.last
    if context.asked:
        sides.providers = context.asked
        sides.organizers = sides.organizers or context.introduced
    elif last is not None and not context.had_own:
        sides.providers = last.providers
        sides.organizers = sides.organizers or last.organizers
        if act.verb.frame != "pair":
            sides.recipients = sides.recipients or last.recipients
    else:
        sides.providers = context.subject
    sides.carried = next(iter(sides.providers), None)


def _facing(sides: _Sides, act: Act, context: Context, reader: PartyReader) -> None:
    """Two sides named as one subject, a passive's owner, a firm brought in by those aided."""
    scope, frame = reader.scope, act.verb.frame
    if frame in _JOINT and not sides.recipients:
        if len(sides.providers) == 1:
            sides.providers = _both_places(scope, sides.providers[0])
        one, other = sides.providers[:1], sides.providers[1:]
        if len(other) == 1 and is_aided_side(scope, one) != is_aided_side(scope, other):
            sides.providers, sides.recipients = sided(scope, one, other)
    if "passive" in act.flags and not sides.recipients and "thing" not in act.flags:
        sides.recipients, sides.carried = _topic_owner(context, reader)
    carried = act.needs_provider and not act.subject and sides.providers and not sides.recipients
    if (
        carried
        and act.verb.relation == "donated-to"
        and context.funds
        and is_aided_side(scope, sides.providers)
    ):
        sides.providers, sides.recipients = (
            [],
            sides.providers,
        )  # 沙雅县…，安排援疆资金2.08亿元: who gave isn't said
    alone = sides.providers and not sides.recipients and not sides.organizers
    if frame == "bring" and alone and is_aided_side(scope, sides.providers):
        sides.providers, sides.recipients = [], sides.providers


def _arranging(sides: _Sides, act: Act, context: Context) -> None:
    """Who a clause before introduced: 经T牵线，X…."""
    if not context.introduced or sides.organizers:
        return
    if act.subject:
        sides.organizers = [f for f in context.introduced if f not in sides.providers]
    elif sides.carried is not None and sides.carried not in context.introduced:
        sides.organizers = context.introduced


def _receiving(sides: _Sides, act: Act, context: Context, scope: Scope) -> None:
    """Who receives, where the clause doesn't say: within its sentence only, or by the heading (claims.md, rules 4 and 26)."""
    last, frame = context.last, act.verb.frame
    if (
        not sides.recipients
        and sides.providers
        and last is not None
        and frame not in ("pair", "hold", "receive")
    ):
        before = {f.party.canonical or f.party.name for f in last.providers}
        if before & {f.party.canonical or f.party.name for f in sides.providers}:
            sides.recipients = last.recipients  # 长江村与Y结对，长江村每年援助30万元
    too = "too" in act.flags and last is not None and last.act.verb.relation == act.verb.relation
    if not sides.recipients and sides.providers and too and last is not None:
        sides.recipients = last.recipients  # Y也寄来了衣物
    pointing = sides.recipients and all((f.party.kind or "") in ("当地", "受援地") for f in sides.recipients)
    anybody = sides.recipients and all(f.party.name in _ANYBODY for f in sides.recipients)
    if anybody and context.location:
        sides.recipients = context.location  # 来到Y，为基层群众送上…
    if pointing and last is not None and last.recipients and not sides.organizers:
        sides.recipients = last.recipients  # 在当地: where the act before was
    if not sides.recipients and context.heading:
        sides.recipients, sides.carried = context.heading, context.heading[0]
    if not sides.recipients and frame in _LOCATED:
        sides.recipients = context.location
    outside = sides.providers and not is_aided_side(scope, sides.providers)
    if not sides.recipients and frame in (*_LOCATED, "send") and outside:
        arranging = {f.party.name for f in (*sides.organizers, *context.introduced)}
        sides.recipients = [f for f in context.named if f.party.name not in arranging]


def _both_places(scope: Scope, one: Found) -> list[Found]:
    """扬州、新源两地教育局: the two places, where they lie on different sides; else the group as it stands."""
    places = [Party(name=name, type="County") for name in one.party.places]
    if not one.party.is_group or one.party.count is not None or len(places) != 2:
        return [one]
    known = [(decide(scope.gazetteer, p.name, scope.home), p) for p in places]
    if any(here is None for here, _ in known) or is_aided(scope, places[0]) == is_aided(scope, places[1]):
        return [one]
    return [
        replace(one, party=replace(p, type=here.type, at=one.party.at))
        for here, p in known
        if here is not None
    ]


def _topic_owner(context: Context, reader: PartyReader) -> tuple[list[Found], Found | None]:
    """Whose thing a passive without subject was about: the recipient before, else the sentence's first phrase."""
    if context.last is not None and context.last.recipients:
        return context.last.recipients, context.last.recipients[0]
    found = reader.leading(*context.topic) if context.topic is not None else []
    if found:
        return found[:1], None
    return context.subject, next(iter(context.subject), None)


def _distributed(statement: Statement) -> Iterator[Statement]:
    """分别 and 各: first with first, or each with all; sums as many as the parties go along (claims.md, rules 1 and 2)."""
    flags, givers, takers = statement.act.flags, statement.providers, statement.recipients
    sums, counts = statement.money, statement.counts
    apart = "respectively" in flags
    rows = [(givers, takers)]
    if apart and len(givers) == len(takers) > 1:
        rows = [([a], [b]) for a, b in zip(givers, takers, strict=True)]
    elif flags & {"respectively", "each"} and len(givers) > 1 and _apiece(statement.act):
        rows = [([a], takers) for a in givers]
    elif apart and len(givers) == 1 and len(takers) < 2 and len(sums) > 1:
        rows = [(givers, takers)] * len(sums)  # 2019年、2020年分别拨付1亿元和2亿元
    elif apart and len(takers) > 1 and len(takers) in (len(sums), len(counts)):
        rows = [(givers, [b]) for b in takers]
    for index, (one, other) in enumerate(rows):
        own = [sums[index]] if len(sums) == len(rows) > 1 else list(sums)
        counted = [counts[index]] if apart and len(counts) == len(rows) > 1 else list(counts)
        yield replace(statement, providers=one, recipients=other, money=own, counts=counted)


def _apiece(act: Act) -> bool:
    """A、B各捐50万元, 各派1名医生."""
    return act.verb.relation == "donated-to" or (act.verb.frame == "send" and "each" in act.flags)


def _event_by_event(scope: Scope, statement: Statement) -> Iterator[Statement]:
    """Several events in one clause, each named after two places: a statement each (claims.md, rule 9)."""
    for index, (quote, both) in enumerate(statement.act.events):
        first, second = sided(scope, both[:1], both[1:])
        start = statement.start if index == 0 else quote.start
        yield replace(
            statement, providers=first, recipients=second, start=start, end=quote.end,
            programmes=[quote.value], counts=[], money=[],
        )  # fmt: skip
