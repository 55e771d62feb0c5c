"""A model's answer → claims, slot by slot: what can't be found in the text is refused, with its reason.

A party that is refused takes its claim with it, because half of who aids whom is another statement. A figure, time,
campaign or purpose that is refused is left out alone. Words and bounds of figures, dates and places are read from the
text by the first reader's own rules, never taken from the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, get_args

from aidgraph.documents import Reading
from aidgraph.extract.numbers import quantities
from aidgraph.extract.second_reader.figures import has_number, quantity_at
from aidgraph.extract.second_reader.form import (
    RefusedError,
    list_of,
    number_of,
    object_of,
    one_of,
    shown,
    text_of,
    whole,
    written,
)
from aidgraph.extract.second_reader.grounding import Grounding, bare
from aidgraph.extract.times import times
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import (
    MODALITIES,
    PARTY_TYPES,
    RELATIONS,
    SECTORS,
    Amount,
    Basis,
    Claim,
    Count,
    Evidence,
    Issue,
    Measure,
    Party,
    Period,
    Span,
    Status,
)

REFUSED = "model-refused"
_SIDES = ("providers", "recipients", "organizers")
_EDGES = "，、：；。！？,;:.!? \n\t\u3000"
_Slot = TypeVar("_Slot")


class Answers:
    """Reads the answers about one document."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, *, rule: str) -> None:
        self._reading = reading
        self._gazetteer = gazetteer
        self._rule = rule
        self._ground = Grounding(reading.text)
        self._issues: list[Issue] = []
        issued = reading.document.issued
        self._issued = date.fromisoformat(issued) if issued else None

    def claims(self, answer: object, passage: Span) -> tuple[list[Claim], list[Issue]]:
        """The claims of one answer, and an issue for each claim or slot refused. Their ids may be alike."""
        self._issues = []
        claims = []
        try:
            rows = list_of(object_of(answer), "claims")
        except RefusedError as error:
            self._refuse(str(error), passage)
            return [], self._issues
        for row in rows:
            try:
                span = self._place(object_of(row), passage)
            except RefusedError as error:
                self._refuse(str(error), passage)
                continue
            try:
                claims.append(self._grounded(row, span))
            except RefusedError as error:
                self._refuse(f"a claim with {error}", span, quoted=True)
        return claims, self._issues

    def _place(self, row: Mapping[str, Any], passage: Span) -> Span:
        """Where the claim's quote stands; of several places the one whose sentence is nearest to its slots' quotes."""
        quote = text_of(row, "quote").strip(_EDGES)
        places = list(self._ground.occurrences(quote, passage))
        if not places:
            raise RefusedError(f"a claim quoted as {shown(quote)}, which does not stand in the passage")
        slots = [slot for key in (*_SIDES, "amounts", "items", "outcomes") for slot in _quotes(row.get(key))]

        def apart(place: Span) -> int:
            found = [self._ground.nearest(quote, place) for quote in slots]
            return sum(self._ground.sentences_apart(slot, place) for slot in found if slot)

        return min(places, key=apart)

    def _grounded(self, row: Mapping[str, Any], span: Span) -> Claim:
        relation = one_of(row, "relation", RELATIONS)
        status = one_of(row, "status", get_args(Status))
        providers, recipients, organizers = (
            tuple(self._party(side, object_of(slot), span) for slot in list_of(row, side)) for side in _SIDES
        )
        parties = (*providers, *recipients, *organizers)
        if not parties:
            raise RefusedError("no party")
        stored = self._reading.raw(span.start, span.end)
        carried = [party.at for party in parties if party.at and not stored.holds(party.at)]
        document = self._reading.document
        return Claim(
            id=f"{document.id}/{relation}@{stored.start}",
            relation=relation,
            status=status,
            aggregate=row.get("aggregate") is True,
            providers=providers,
            recipients=recipients,
            organizers=organizers,
            amounts=self._kept("amounts", row, span, self._amount),
            items=self._kept("items", row, span, self._count),
            outcomes=self._kept("outcomes", row, span, self._count),
            period=next(iter(self._kept("period", row, span, self._period)), None),
            programmes=self._kept("programmes", row, span, self._words),
            purpose=next(iter(self._kept("purpose", row, span, self._words)), None),
            modality=tuple(m for m in MODALITIES if m in list_of(row, "modality")),
            sector=row["sector"] if row.get("sector") in SECTORS else None,
            evidence=Evidence.quoting(document, stored, subject=carried[0] if carried else None),
            origin="model",
            rule=self._rule,
        )

    def _kept(
        self,
        key: str,
        row: Mapping[str, Any],
        span: Span,
        read: Callable[[Mapping[str, Any], Span], _Slot],
    ) -> tuple[_Slot, ...]:
        """The slots of one kind that stand; each that doesn't is an issue."""
        value = row.get(key)
        kept: list[_Slot] = []
        for slot in value if isinstance(value, list) else [] if value is None else [value]:
            try:
                one = read(object_of(slot), span)
            except RefusedError as error:
                self._refuse(f"{key}: {error}", span, quoted=True)
                continue
            if one not in kept:
                kept.append(one)
        return tuple(kept)

    def _party(self, side: str, slot: Mapping[str, Any], span: Span) -> Party:
        name, quote = bare(text_of(slot, "name")), text_of(slot, "quote")
        kind = one_of(slot, "type", PARTY_TYPES)
        at = self._found(quote, span, of=f"{side}: ")
        inside = next(self._ground.occurrences(name, at), None)
        if inside is None:
            raise RefusedError(f"{side}: the name {shown(name)}, which its quote lacks")
        party = Party(
            name=name,
            type=kind,
            places=self._places(at, inside),
            at=self._reading.raw(inside.start, inside.end),
        )
        return _group(party) if party.is_group else party

    def _places(self, quote: Span, name: Span) -> tuple[str, ...]:
        """The places that the quote names before the party's own name, as far as the gazetteer is sure."""
        words = self._ground.text[quote.start : name.start]
        named = (self._gazetteer.decide(mention.name) for mention in self._gazetteer.mentions(words))
        return tuple(dict.fromkeys(place.name for place in named if place))[-1:]

    def _amount(self, slot: Mapping[str, Any], span: Span) -> Amount:
        value, currency = number_of(slot, "value"), text_of(slot, "currency")
        at = self._figure_place(slot, span)
        found = quantity_at(self._ground.text, self._ground.sentences(at), at, value=value, currency=currency)
        if found is None:
            raise RefusedError(
                f"{written(value)} {currency}, which {shown(text_of(slot, 'quote'))} does not say"
            )
        return Amount(
            found.value,
            currency,
            found.bound,
            one_of(slot, "basis", get_args(Basis)),
            one_of(slot, "of", get_args(Measure)),
            found.text,
        )

    def _count(self, slot: Mapping[str, Any], span: Span) -> Count:
        name, value, unit = bare(text_of(slot, "name")), number_of(slot, "quantity"), slot.get("unit")
        at = self._figure_place(slot, span)
        quote = bare(self._ground.text[at.start : at.end])
        if not name or name not in quote:
            raise RefusedError(f"the name {shown(name)}, which its quote lacks")
        if value is None:
            return Count(name)
        found = quantity_at(self._ground.text, self._ground.sentences(at), at, value=value)
        if found is not None:
            return Count(name, found.value, found.unit or None, found.bound)
        if not has_number(quote, value):
            raise RefusedError(f"{written(value)}, which {shown(quote)} does not say")
        return Count(name, whole(value), unit if isinstance(unit, str) and unit in quote else None, "exact")

    def _figure_place(self, slot: Mapping[str, Any], span: Span) -> Span:
        at = self._found(text_of(slot, "quote"), span)
        if self._ground.sentences_apart(at, span):
            raise RefusedError(f"{shown(text_of(slot, 'quote'))} stands in another sentence than the act")
        return at

    def _period(self, slot: Mapping[str, Any], span: Span) -> Period:
        at = self._found(text_of(slot, "quote"), span)
        sentence = self._ground.sentences(at)
        piece = self._ground.text[sentence.start : sentence.end]
        for time in times(piece, issued=self._issued):
            if Span(sentence.start + time.start, sentence.start + time.end).overlaps(at):
                return time.period
        return Period(None, None, bare(self._ground.text[at.start : at.end]))

    def _words(self, slot: Mapping[str, Any], span: Span) -> str:
        at = self._found(text_of(slot, "quote"), span)
        return bare(self._ground.text[at.start : at.end]).strip(_EDGES + "“”‘’《》\"'")

    def _found(self, quote: str, span: Span, *, of: str = "") -> Span:
        at = self._ground.nearest(quote, span)
        if at is None:
            raise RefusedError(f"{of}{shown(quote)}, which does not stand in the text")
        return at

    def _refuse(self, reason: str, span: Span, *, quoted: bool = False) -> None:
        """List what was refused, with the sentence it was said of, or only the place of the passage."""
        stored = self._reading.raw(span.start, span.end)
        document = self._reading.document
        self._issues.append(
            Issue(
                kind=REFUSED,
                reason=f"{self._rule} gave {reason}",
                document=document.id,
                start=stored.start,
                end=stored.end if quoted else stored.start + 1,
                quote=document.quote(stored) if quoted else None,
            )
        )


def _group(party: Party) -> Party:
    """A Group's number, unit and kind, read from its own words."""
    for found in quantities(party.name):
        kind = party.name[found.end :].removeprefix("的") or None
        count = found.value if isinstance(found.value, int) else None
        return replace(party, count=count, bound=found.bound, unit=found.unit or None, kind=kind)
    return replace(party, kind=party.name)


def _quotes(slots: object) -> list[str]:
    """The quotes of a list of slots, as far as it is one."""
    found = [slot.get("quote") for slot in slots if isinstance(slot, dict)] if isinstance(slots, list) else []
    return [quote for quote in found if isinstance(quote, str)]
