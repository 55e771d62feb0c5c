"""The sides that a clause leaves out, carried over from its sentence and paragraph, and acts told for several parties at once.

A subject holds until the next one; a recipient, an organizer and a campaign hold within their sentence (claims.md, rule 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aidgraph.extract.act import Act
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.scope import Found, Scope
from aidgraph.extract.sides import is_aided_side, sided
from aidgraph.extract.statements import Context, Statement

#: Frames whose place can be said by a clause of its own: 在霍城县，…
_LOCATED = ("build", "hold", "serve", "train", "give", "bring")
#: Frames that take up the figures of the clause before them.
_FIGURED = ("build", "invest", "bring", "give")


def completed(act: Act, context: Context, reader: PartyReader, sentence: tuple[int, int]) -> list[Statement]:
    """The statements that an act makes: one, or one a party or event where it is told of each (claims.md, rule 1)."""
    scope, last, frame = reader.scope, context.last, act.verb.frame
    providers, recipients, organizers = act.providers, act.recipients, act.organizers
    carried: Found | None = None
    if providers and recipients and frame == "pair":
        providers, recipients = sided(scope, providers, recipients)
    one, other = providers[:1], providers[1:]
    if len(other) == 1 and not recipients and frame in ("hold", "bring", "aid"):
        across = is_aided_side(scope, one) != is_aided_side(scope, other)
        providers, recipients = sided(scope, one, other) if across else (providers, recipients)
    if not providers and "sent" in act.flags and last is not None and last.organizers:
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
    if not recipients and context.heading:
        recipients, carried = context.heading, context.heading[0]
    if not recipients and frame in _LOCATED:
        recipients = context.location
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
    sums = statement.money
    if "respectively" in flags and len(givers) == len(takers) > 1:
        rows = [([a], [b]) for a, b in zip(givers, takers, strict=True)]
    elif flags & {"respectively", "each"} and len(givers) > 1 and statement.act.verb.relation == "donated-to":
        rows = [([a], takers) for a in givers]
    elif "respectively" in flags and len(takers) > 1 and len(sums) == len(takers):
        rows = [(givers, [b]) for b in takers]
    else:
        rows = [(givers, takers)]
    for index, (one, other) in enumerate(rows):
        own = [sums[index]] if len(sums) == len(rows) > 1 else list(sums)
        yield replace(statement, providers=one, recipients=other, money=own, counts=list(statement.counts))


def _event_by_event(scope: Scope, statement: Statement) -> Iterator[Statement]:
    """Several events in one clause, each named after two places: a statement each (claims.md, rule 9)."""
    for index, (quote, both) in enumerate(statement.act.events):
        first, second = sided(scope, both[:1], both[1:])
        start = statement.start if index == 0 else quote.start
        yield replace(
            statement, providers=first, recipients=second, start=start, end=quote.end,
            programmes=[quote.value], counts=[], money=[],
        )  # fmt: skip
