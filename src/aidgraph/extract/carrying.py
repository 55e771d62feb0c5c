"""The sides that a clause leaves out, carried over from its sentence and paragraph, and acts told for several parties at once.

A subject holds until the next one; a recipient, an organizer and a campaign hold within their sentence (claims.md, rule 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aidgraph.extract.act import Act
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.places import decide
from aidgraph.extract.scope import Found, Scope
from aidgraph.extract.sides import is_aided, is_aided_side, sided
from aidgraph.extract.statements import Context, Statement
from aidgraph.model import Party

#: Frames whose place can be said by a clause of its own: 在霍城县，…
_LOCATED = ("build", "hold", "serve", "train", "give", "bring", "invest")
#: Frames of what two sides do together: 徐州和奎屯两地办了…, 两地教育局互派….
_JOINT = ("hold", "bring", "aid", "send", "serve", "trade")
#: Frames that take up the figures of the clause before them.
_FIGURED = ("build", "invest", "bring", "give")


def completed(act: Act, context: Context, reader: PartyReader, sentence: tuple[int, int]) -> list[Statement]:
    """The statements that an act makes: one, or one a party or event where it is told of each (claims.md, rule 1)."""
    scope, last, frame = reader.scope, context.last, act.verb.frame
    providers, recipients, organizers = act.providers, act.recipients, act.organizers
    carried: Found | None = None
    if providers and recipients and frame == "pair":
        providers, recipients = sided(scope, providers, recipients)
    if not providers and "sent" in act.flags and context.introduced:
        providers, carried = context.introduced, context.introduced[0]  # 应X邀请，Y到…集训
    elif not providers and "sent" in act.flags and last is not None and last.organizers:
        providers, carried = last.organizers, last.organizers[0]
    elif not providers and act.needs_provider and context.asked:
        providers, carried = context.asked, context.asked[0]
        organizers = organizers or context.introduced
    elif not providers and act.needs_provider and last is not None and not context.had_own:
        providers, organizers = last.providers, organizers or last.organizers
        carried = next(iter(providers), None)
        if frame != "pair":
            recipients = recipients or last.recipients
    elif not providers and act.needs_provider:
        providers, carried = context.subject, next(iter(context.subject), None)
    elif "organized" in act.flags or (
        not act.subject and not act.needs_provider and "passive" not in act.flags
    ):
        source = (
            last.organizers
            if last is not None and last.organizers and not context.had_own
            else context.subject
        )
        if "between" in act.flags and source and all(f.party.type == "WorkTeam" for f in source):
            providers, carried = source, source[0]
        else:
            named = {f.party.name for f in (*organizers, *providers)}
            more = [f for f in source if f.party.name not in named]
            organizers = organizers + more
            carried = next(iter(more), None)
    if len(providers) == 1 and not recipients and frame in _JOINT:
        providers = _both_places(scope, providers[0])
    one, other = providers[:1], providers[1:]
    if len(other) == 1 and not recipients and frame in _JOINT:
        across = is_aided_side(scope, one) != is_aided_side(scope, other)
        providers, recipients = sided(scope, one, other) if across else (providers, recipients)
    if "passive" in act.flags and not recipients and "thing" not in act.flags:
        recipients, carried = _topic_owner(context, reader)
    if (
        frame == "bring"
        and not recipients
        and providers
        and not organizers
        and is_aided_side(scope, providers)
    ):
        providers, recipients = [], providers
    if context.introduced and not organizers:
        if act.subject:
            organizers = [f for f in context.introduced if f not in providers]
        elif carried is not None and carried not in context.introduced:
            organizers = context.introduced
    if not recipients and providers and last is not None and frame not in ("pair", "hold", "receive"):
        before = {f.party.canonical or f.party.name for f in last.providers}
        if before & {f.party.canonical or f.party.name for f in providers}:
            recipients = last.recipients  # 长江村与Y结对，长江村每年援助30万元
    pointing = recipients and all((f.party.kind or "") in ("当地", "受援地") for f in recipients)
    if pointing and last is not None and last.recipients and not organizers:
        recipients = last.recipients  # 在当地: where the act before was
    if not recipients and context.heading:
        recipients, carried = context.heading, context.heading[0]
    if not recipients and frame in _LOCATED:
        recipients = context.location
    if not recipients and frame in (*_LOCATED, "send") and providers and not is_aided_side(scope, providers):
        recipients = context.named
    if not providers and not recipients:
        return []
    pending = context.pending if frame in _FIGURED and not act.money else []
    made = Statement(
        act=act,
        providers=providers,
        recipients=recipients,
        organizers=organizers,
        start=min([act.start, *(t.start for t in pending)]),
        end=act.end,
        carried=carried,
        planned=context.speech,
        times=[*act.times, *context.times],
        programmes=list(dict.fromkeys(context.programmes)),
        sentence=sentence,
        money=[*(t for t in pending if t.kind == "money"), *act.money],
        counts=[*(t for t in pending if t.kind == "count"), *act.counts],
        purpose=act.purpose,
    )
    return list(_event_by_event(scope, made) if len(act.events) > 1 else _distributed(made))


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
    elif flags & {"respectively", "each"} and len(givers) > 1 and statement.act.verb.relation == "donated-to":
        rows = [([a], takers) for a in givers]
    elif apart and len(givers) == 1 and len(takers) < 2 and len(sums) > 1:
        rows = [(givers, takers)] * len(sums)  # 2019年、2020年分别拨付1亿元和2亿元
    elif apart and len(takers) > 1 and len(takers) in (len(sums), len(counts)):
        rows = [(givers, [b]) for b in takers]
    for index, (one, other) in enumerate(rows):
        own = [sums[index]] if len(sums) == len(rows) > 1 else list(sums)
        counted = [counts[index]] if apart and len(counts) == len(rows) > 1 else list(counts)
        yield replace(statement, providers=one, recipients=other, money=own, counts=counted)


def _event_by_event(scope: Scope, statement: Statement) -> Iterator[Statement]:
    """Several events in one clause, each named after two places: a statement each (claims.md, rule 9)."""
    for index, (quote, both) in enumerate(statement.act.events):
        first, second = sided(scope, both[:1], both[1:])
        start = statement.start if index == 0 else quote.start
        yield replace(
            statement, providers=first, recipients=second, start=start, end=quote.end,
            programmes=[quote.value], counts=[], money=[],
        )  # fmt: skip
