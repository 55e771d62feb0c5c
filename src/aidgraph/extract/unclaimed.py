"""What was in scope and did not become a claim: every sum, pairing word and giving verb, with a reason.

`triggers` finds them in the text by itself, wherever they stand, so that nothing a reader of clauses passes over (a
bracket, a heading, a name) can be lost; `tells` says whether a claim accounts for one; `unclaimed` gives the rest as issues.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from aidgraph.documents import Paragraph, Reading
from aidgraph.extract.discourse import DiscourseReader
from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.numbers import quantities
from aidgraph.extract.tokens import Tokens
from aidgraph.model import Claim, Issue, Span

TriggerKind = Literal["amount", "pairing", "giving"]
Noun = TypeVar("Noun")

_REASONS = {
    "amount": "a sum of money that no act of aid governs here",
    "pairing": "a pairing word without a party that could be named",
    "giving": "a giving verb without a party or a figure that could be named",
}
_FIGURELESS = "a verb that tells of giving only with a figure or goods, and none could be read with it"
_UNREAD = {
    "masthead": "it stands in the masthead, which states no act of its own",
    "title": "it stands in the title, whose text follows below",
    "heading": "it stands in a heading, whose text follows below",
    "circulation": "it stands in the circulation list, which states no act",
    "imprint": "it stands in the imprint, which states no act",
    "table": "it stands in a row of a table whose heads make no statement of aid of it",
}
_INSIDE = {
    "name": "it is part of the name “{}”",
    "quote": "it stands inside the quotation {}",
    "bracket": "it stands inside brackets: {}",
}
_NO_FIGURE = "it stands in a claim's sentence, but that claim has no such figure"
_KINDS: dict[str, TriggerKind] = {"give": "giving", "raise": "giving", "pair": "pairing", "direct": "pairing"}
#: Verbs that give or pair by themselves, and those that do with a figure. The rest (送, 给) mean too much else.
_IN_SCOPE = ("strong", "figure")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or sum that a claim or an issue must account for: its stored span and text, and the folded place.

    `value` is a sum's, None where it is vague.
    """

    kind: TriggerKind
    span: Span
    quote: str
    start: int
    end: int
    value: int | float | None = None


class Stretches(Generic[Noun]):
    """Nouns by the stretch of one text that each is about: which of them hold a word, without asking all."""

    def __init__(self, placed: Iterable[tuple[Span, Noun]]) -> None:
        self._placed = sorted(placed, key=lambda one: one[0])
        self._longest = max((span.end - span.start for span, _ in self._placed), default=0)

    def holding(self, span: Span) -> list[Noun]:
        """Those whose stretch holds all of `span`, in the order of the text."""
        first = bisect_right(self._placed, span.start - self._longest - 1, key=_start)
        last = bisect_right(self._placed, span.start, key=_start)
        return [noun for stretch, noun in self._placed[first:last] if stretch.holds(span)]


def _start(placed: tuple[Span, object]) -> int:
    return placed[0].start


def triggers(reading: Reading) -> Iterator[Trigger]:
    """Yield every sum of money and every pairing or giving verb of a text, paragraph by paragraph."""
    verbs = lexicon().verbs
    for paragraph in reading.paragraphs:
        piece = reading.text[paragraph.start : paragraph.end]
        found: list[tuple[int, int, TriggerKind, int | float | None]] = [
            (sum_.start, sum_.end, "amount", sum_.value) for sum_ in quantities(piece) if sum_.is_money
        ]
        for word in lexicon().words(piece):
            if word.role == "verb" and verbs[word.text].strength in _IN_SCOPE:
                kind = _KINDS.get(verbs[word.text].frame)
                if kind is not None:
                    found.append((word.start, word.end, kind, None))
        for low, high, kind, value in sorted(found, key=lambda one: one[:3]):
            start, end = paragraph.start + low, paragraph.start + high
            span = reading.raw(start, end)
            yield Trigger(kind, span, reading.document.quote(span), start, end, value)


def tells(claim: Claim, trigger: Trigger) -> bool:
    """Whether a claim accounts for a trigger: its evidence holds it, and for a sum, its figures have it."""
    return claim.evidence.span.holds(trigger.span) and (
        trigger.kind != "amount" or _has_figure(claim, trigger)
    )


def unclaimed(reading: Reading, claims: Sequence[Claim], discourse: DiscourseReader) -> Iterator[Issue]:
    """Yield an issue for each trigger that no claim accounts for, in the order of the text."""
    placed = Stretches((claim.evidence.span, claim) for claim in claims)
    tokens: dict[int, Tokens] = {}
    for trigger in triggers(reading):
        holding = placed.holding(trigger.span)
        if any(tells(claim, trigger) for claim in holding):
            continue
        index = reading.paragraph_at(trigger.start)
        paragraph = reading.paragraphs[index]
        if index not in tokens:
            tokens = {index: discourse.tokens(paragraph.start, paragraph.end)}
        yield Issue(
            kind=f"unclaimed-{trigger.kind}",
            reason=_NO_FIGURE if holding else _reason(trigger, paragraph, tokens[index]),
            document=reading.document.id,
            start=trigger.span.start,
            end=trigger.span.end,
            quote=trigger.quote,
        )


def _has_figure(claim: Claim, trigger: Trigger) -> bool:
    written = _BLANK.sub("", trigger.quote)
    for amount in claim.amounts:
        text = _BLANK.sub("", amount.text)
        if written in text or text in written or (amount.value is not None and amount.value == trigger.value):
            return True
    counts = (*claim.items, *claim.outcomes)
    return trigger.value is not None and any(count.quantity == trigger.value for count in counts)


def _reason(trigger: Trigger, paragraph: Paragraph, tokens: Tokens) -> str:
    if paragraph.role in _UNREAD:
        return _UNREAD[paragraph.role]
    for token in tokens.tokens:
        if token.start <= trigger.start and trigger.end <= token.end and token.kind in _INSIDE:
            return _INSIDE[token.kind].format(token.text)
    verb = lexicon().verbs.get(tokens.text[trigger.start : trigger.end])
    return _FIGURELESS if verb is not None and verb.strength == "figure" else _REASONS[trigger.kind]
