"""Clauses that state no act but add to one: a part of its sum, a price, a result, a purpose, what aid led to."""

from __future__ import annotations

import re

from aidgraph.extract.act import Act
from aidgraph.extract.clauses import ClauseReader
from aidgraph.extract.figures import TARGET
from aidgraph.extract.lexicon import lexicon, pattern
from aidgraph.extract.scope import Found
from aidgraph.extract.statements import Context, Statement
from aidgraph.extract.tokens import Token

#: 是X牵的线: who arranged the act before.
_BROUGHT = re.compile(
    r"(?:这|正|也|都)?是(?:由)?(?P<who>[^，。]{2,24}?)(?:一手|几番|多次|上门|主动|出面|从中|几经)*"
    r"(?:牵的线|搭的桥|谈成的|招引的|引来的|引进的|请来的|促成的|联系的|介绍的|牵线的|撮合的)"
)


def part(
    context: Context, clauses: ClauseReader, low: int, high: int, sentence: tuple[int, int]
) -> Statement | None:
    """其中2.14亿元用于…: a part of the sum before it, with its own purpose (claims.md, rule 15)."""
    last = context.whole or context.last
    inside = clauses.scope.within(low, high)
    money = [t for t in inside if t.kind == "money"]
    purpose = next((t for t in inside if t.kind == "purpose"), None)
    if last is None or not money or last.act.verb.relation != "donated-to":
        return None
    shared = _share(clauses, low, high, money[0])
    if purpose is None and not shared:
        return None
    last.whole = True
    counts = [t for t in inside if t.kind == "count"]
    act = Act(last.act.verb, low, high, money[0].start, money=money, counts=counts)
    act.purpose = (purpose.end, high) if purpose is not None else None
    act.flags |= last.act.flags & {"will"}
    return Statement(
        act=act,
        providers=last.providers,
        recipients=(clauses.beneficiary(*act.purpose) if act.purpose else shared) or last.recipients,
        organizers=last.organizers,
        start=shared[0].start if shared else money[0].start,
        end=high,
        carried=next(iter(last.providers), None),
        planned=last.planned,
        times=last.times,
        programmes=last.programmes,
        sentence=sentence,
        money=money,
        counts=counts,
        purpose=act.purpose,
        part=True,
    )


def _share(clauses: ClauseReader, low: int, high: int, money: Token) -> list[Found]:
    """其中于田县1.21亿元，民丰县6800万元: whose part of the sum it is."""
    if money.end != high:
        return []
    low += 2 * clauses.scope.text.startswith("其中", low)
    found = clauses.reader.leading(low, money.start)
    return found if found and found[0].start == low and found[-1].end == money.start else []


def support(
    context: Context,
    clauses: ClauseReader,
    subject: list[Found],
    low: int,
    high: int,
    sentence: tuple[int, int],
) -> Statement:
    """在X的指导下，Y获得…: X supports Y, and what Y reached is the result."""
    verb = lexicon().verbs["资助" if context.under_how == "资助" else "指导"]
    act = Act(verb, min(f.start for f in context.under), high, low, needs_provider=False)
    context.aided = []
    act.providers, act.recipients = context.under, subject
    return Statement(
        act=act,
        providers=context.under,
        recipients=subject,
        organizers=[],
        start=sentence[0],
        end=high,
        carried=None,
        planned=context.speech,
        times=list(context.times),
        programmes=list(context.programmes),
        sentence=sentence,
        counts=[t for t in clauses.scope.within(low, high) if t.kind == "count"],
        money=[t for t in clauses.scope.within(low, high) if t.kind == "money"]
        if verb.word == "资助"
        else [],
    )


def attach(context: Context, clauses: ClauseReader, low: int, high: int) -> None:
    """A price, a result or a purpose belongs to the act before it in the sentence, or waits for the one after (claims.md, rule 3)."""
    inside = clauses.scope.within(low, high)
    figures = [t for t in inside if t.kind in ("money", "count")]
    if pattern("{return-of-clause}").search(clauses.scope.text, low, high):
        figures = []
    last = context.last
    if last is None or last.act.verb.relation == "paired-with":
        context.pending += figures
        return
    if inside and inside[0].kind == "purpose" and inside[0].start == low:
        for one in context.together or [last]:
            one.end, one.purpose = high, (low, high)
            one.recipients = one.recipients or clauses.beneficiary(inside[0].end, high)
        return
    brought = _BROUGHT.fullmatch(clauses.scope.text, low, high)
    if brought and not last.organizers:
        found = clauses.reader.all(*brought.span("who"))
        last.organizers, last.end = found, high if found else last.end
    helped = clauses.helped(low, high) if figures else []
    last.recipients = last.recipients or helped
    figures = [t for t in figures if not any(f.start <= t.start and t.end <= f.end for f in helped)]
    money = next((t for t in figures if t.kind == "money"), None)
    if money is not None and TARGET.search(clauses.scope.text, low, money.start):
        last.act.flags.add("target")
    if figures or helped:
        last.money += [t for t in figures if t.kind == "money"]
        last.counts += [t for t in figures if t.kind == "count"]
        last.end = high
