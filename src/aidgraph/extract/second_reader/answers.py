"""A model's answer → claims, slot by slot: what can't be found in the text is refused, with its reason.

A party that is refused takes its claim with it, because half of who aids whom is another statement. A figure, time,
campaign or purpose that is refused is left out alone. Words and bounds of figures, dates and places are read from the
text by the first reader's own rules, never taken from the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar, get_args

from aidgraph.documents import Reading
from aidgraph.extract.numbers import quantities
from aidgraph.extract.second_reader.figures import has_number, quantity_at
from aidgraph.extract.second_reader.grounding import Grounding, bare
from aidgraph.extract.second_reader.schema import MODALITIES, SECTORS
from aidgraph.extract.times import times
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import (
    PARTY_TYPES,
    RELATIONS,
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
_SHOWN = 40
_Slot = TypeVar("_Slot")


class _RefusedError(Exception):
    """Why a slot can't stand."""


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
            rows = _list(_object(answer), "claims")
        except _RefusedError as error:
            self._refuse(str(error), passage)
            return [], self._issues
        for row in rows:
            try:
                claims.append(self._claim(_object(row), passage))
            except _RefusedError as error:
                self._refuse(str(error), passage)
        return claims, self._issues

    def _claim(self, row: Mapping[str, Any], passage: Span) -> Claim:
        span = self._place(row, passage)
        try:
            return self._grounded(row, span)
        except _RefusedError as error:
            self._refuse(f"a claim with {error}", span, quoted=True)
            raise _SettledError from None

    def _place(self, row: Mapping[str, Any], passage: Span) -> Span:
        """Where the claim's quote stands; of several places the one whose sentence is nearest to its slots' quotes."""
        quote = _text(row, "quote").strip(_EDGES)
        places = list(self._ground.occurrences(quote, passage))
        if not places:
            raise _RefusedError(f"a claim quoted as {_shown(quote)}, which does not stand in the passage")
        slots = [
            slot["quote"]
            for key in (*_SIDES, "amounts", "items", "outcomes")
            for slot in (row.get(key) if isinstance(row.get(key), list) else ())
            if isinstance(slot, dict) and isinstance(slot.get("quote"), str)
        ]

        def apart(place: Span) -> int:
            found = [self._ground.nearest(quote, place) for quote in slots]
            return sum(self._ground.sentences_apart(slot, place) for slot in found if slot)

        return min(places, key=apart)

    def _grounded(self, row: Mapping[str, Any], span: Span) -> Claim:
        relation = _one_of(row, "relation", RELATIONS)
        status = _one_of(row, "status", get_args(Status))
        sides = {
            side: tuple(self._party(side, _object(slot), span) for slot in _list(row, side)) for side in _SIDES
        }
        if not any(sides.values()):
            raise _RefusedError("no party")
        stored = self._reading.raw(span.start, span.end)
        carried = [p.at for side in _SIDES for p in sides[side] if p.at and not stored.holds(p.at)]
        document = self._reading.document
        return Claim(
            id=f"{document.id}/{relation}@{stored.start}",
            relation=relation,
            status=status,
            aggregate=row.get("aggregate") is True,
            **sides,
            amounts=self._kept("amounts", row, span, self._amount),
            items=self._kept("items", row, span, self._count),
            outcomes=self._kept("outcomes", row, span, self._count),
            period=next(iter(self._kept("period", row, span, self._period)), None),
            programmes=self._kept("programmes", row, span, self._words),
            purpose=next(iter(self._kept("purpose", row, span, self._words)), None),
            modality=tuple(m for m in MODALITIES if m in _list(row, "modality")),
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
                one = read(_object(slot), span)
            except _RefusedError as error:
                self._refuse(f"{key}: {error}", span, quoted=True)
                continue
            if one not in kept:
                kept.append(one)
        return tuple(kept)

    def _party(self, side: str, slot: Mapping[str, Any], span: Span) -> Party:
        name, quote = bare(_text(slot, "name")), _text(slot, "quote")
        kind = _one_of(slot, "type", PARTY_TYPES)
        at = self._found(quote, span, of=f"{side}: ")
        inside = next(self._ground.occurrences(name, at), None)
        if inside is None:
            raise _RefusedError(f"{side}: the name {_shown(name)}, which its quote lacks")
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
        value, currency = _number(slot, "value"), _text(slot, "currency")
        at = self._figure_place(slot, span)
        found = quantity_at(
            self._ground.text, self._ground.sentences(at), at, value=value, currency=currency
        )
        if found is None:
            raise _RefusedError(f"{_written(value)} {currency}, which {_shown(_text(slot, 'quote'))} does not say")
        return Amount(
            found.value,
            currency,
            found.bound,
            _one_of(slot, "basis", get_args(Basis)),
            _one_of(slot, "of", get_args(Measure)),
            found.text,
        )

    def _count(self, slot: Mapping[str, Any], span: Span) -> Count:
        name, value, unit = bare(_text(slot, "name")), _number(slot, "quantity"), slot.get("unit")
        at = self._figure_place(slot, span)
        quote = bare(self._ground.text[at.start : at.end])
        if not name or name not in quote:
            raise _RefusedError(f"the name {_shown(name)}, which its quote lacks")
        if value is None:
            return Count(name)
        found = quantity_at(self._ground.text, self._ground.sentences(at), at, value=value)
        if found is not None:
            return Count(name, found.value, found.unit or None, found.bound)
        if not has_number(quote, value):
            raise _RefusedError(f"{_written(value)}, which {_shown(quote)} does not say")
        return Count(name, _whole(value), unit if isinstance(unit, str) and unit in quote else None, "exact")

    def _figure_place(self, slot: Mapping[str, Any], span: Span) -> Span:
        at = self._found(_text(slot, "quote"), span)
        if self._ground.sentences_apart(at, span):
            raise _RefusedError(f"{_shown(_text(slot, 'quote'))} stands in another sentence than the act")
        return at

    def _period(self, slot: Mapping[str, Any], span: Span) -> Period:
        at = self._found(_text(slot, "quote"), span)
        sentence = self._ground.sentences(at)
        piece = self._ground.text[sentence.start : sentence.end]
        for time in times(piece, issued=self._issued):
            if Span(sentence.start + time.start, sentence.start + time.end).overlaps(at):
                return time.period
        return Period(None, None, bare(self._ground.text[at.start : at.end]))

    def _words(self, slot: Mapping[str, Any], span: Span) -> str:
        at = self._found(_text(slot, "quote"), span)
        return bare(self._ground.text[at.start : at.end]).strip(_EDGES + "“”‘’《》\"'")

    def _found(self, quote: str, span: Span, *, of: str = "") -> Span:
        at = self._ground.nearest(quote, span)
        if at is None:
            raise _RefusedError(f"{of}{_shown(quote)}, which does not stand in the text")
        return at

    def _refuse(self, reason: str, span: Span, *, quoted: bool = False) -> None:
        """List what was refused, with the sentence it was said of, or only the place of the passage."""
        if not reason:
            return
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


class _SettledError(_RefusedError):
    """A claim that was refused and is listed already."""


def _group(party: Party) -> Party:
    """A Group's number, unit and kind, read from its own words."""
    from dataclasses import replace

    for found in quantities(party.name):
        kind = party.name[found.end :].removeprefix("的") or None
        count = found.value if isinstance(found.value, int) else None
        return replace(party, count=count, bound=found.bound, unit=found.unit or None, kind=kind)
    return replace(party, kind=party.name)


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _RefusedError(f"{_shown(str(value))}, which is no object of the form asked for")
    return value


def _list(row: Mapping[str, Any], key: str) -> list[Any]:
    value = row.get(key)
    if value is None and key != "claims":
        return []
    if not isinstance(value, list):
        raise _RefusedError(f"an answer whose {key!r} is no list")
    return value


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _RefusedError(f"a slot whose {key!r} is no text")
    return value


def _one_of(row: Mapping[str, Any], key: str, known: tuple[Any, ...]) -> Any:
    value = row.get(key)
    if value not in known:
        raise _RefusedError(f"the {key} {_shown(str(value))}, which is none of {', '.join(known)}")
    return value


def _number(row: Mapping[str, Any], key: str) -> float | None:
    value = row.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise _RefusedError(f"a slot whose {key!r} is no number")
    return value


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _written(value: float | None) -> str:
    return "a vague sum of" if value is None else str(_whole(value))


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= _SHOWN else line[:_SHOWN] + '…'}”"


def distinct(claims: Iterator[Claim] | list[Claim]) -> list[Claim]:
    """The claims without those that are equal to an earlier one."""
    return list(dict.fromkeys(claims))
