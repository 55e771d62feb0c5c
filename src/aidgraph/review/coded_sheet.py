"""A hand-coded sheet → claims, a row a claim, through a mapping from its columns to the fields of a claim.

The passage is the row, or the sentence where the row quotes one that stands in a given document. Cells may hold the text
form of `fields` (`长江村@江阴市（Village）`, `300000 | CNY | …`) or what people write: 长江村, 30万元, 2019年5月.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from aidgraph.documents.sheets import Sheet, SheetRow
from aidgraph.errors import DocumentError, ReviewError
from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.numbers import quantities
from aidgraph.extract.second_reader.grounding import Grounding
from aidgraph.extract.times import times
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import RELATIONS, Claim, Document, Evidence, Issue, Span
from aidgraph.review.claim_lines import BroughtClaim
from aidgraph.review.fields import FIELDS, SIDES, with_field
from aidgraph.review.mapping import PLACES, UNITS, ColumnMapping

QUOTE_MISSING = "coded-quote"
_PLAIN_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_TYPED = re.compile(r"（[A-Z]\w+）$")
_LISTED = re.compile(r"[；;、]")


class Coded(NamedTuple):
    """What a sheet gave: claims with their lines, rows that could not be read, quotes that were not found."""

    claims: list[BroughtClaim]
    errors: list[DocumentError]
    issues: list[Issue]


def coded_claims(
    table: Document, sheet: Sheet, mapping: ColumnMapping, documents: Mapping[str, Document]
) -> Coded:
    """The claims of a sheet, whose text `table` is. Raises DocumentError where a mapped column is missing."""
    path = table.path
    if not sheet.rows:
        raise DocumentError(f"{path}: the sheet is empty; fill it or leave it out")
    head = sheet.rows[0]
    missing = [name for name in mapping.columns if name not in head.cells]
    if missing:
        raise DocumentError(f"{path}:{head.line}: no column {', '.join(missing)}, which {mapping.path} names")
    reader = _Rows(table, mapping, documents)
    found = Coded([], [], reader.issues)
    for row in sheet.rows[1:]:
        try:
            claim = reader.claim(row, dict(zip(head.cells, row.cells, strict=False)))
        except ReviewError as error:
            found.errors.append(DocumentError(f"{path}:{row.line}: {error}"))
            continue
        found.claims.append(BroughtClaim(f"{path}:{row.line}", claim))
    return found


class _Rows:
    """Reads the rows of one sheet."""

    def __init__(self, table: Document, mapping: ColumnMapping, documents: Mapping[str, Document]) -> None:
        self._table = table
        self._mapping = mapping
        self._documents = documents
        self._grounds: dict[str, Grounding] = {}
        self._rule = f"coded/{Path(table.path).stem}"
        self.issues: list[Issue] = []

    def claim(self, row: SheetRow, cells: Mapping[str, str]) -> Claim:
        said = self._fields(cells)
        evidence, issued = self._evidence(row, said)
        relation = said.get("relation", "")
        if relation not in RELATIONS:
            raise ReviewError(
                f"relation: {relation!r} is none of {', '.join(RELATIONS)}; map it under [values] or [defaults]"
            )
        claim = Claim(
            id=f"{evidence.document}/{relation}@{evidence.start}",
            relation=relation,
            status="ongoing" if relation == "paired-with" else "done",
            evidence=evidence,
            rule=self._rule,
        )
        for field in FIELDS:
            text = said.get(field)
            if not text or field == "relation":
                continue
            try:
                claim = with_field(claim, field, self._formal(field, text, issued))
            except ReviewError as error:
                raise ReviewError(f"{field}: {error}") from None
        if not (claim.providers or claim.recipients):
            raise ReviewError("neither a provider nor a recipient; fill one in or leave the row out")
        return claim

    def _fields(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Text by field: columns of one field together, then the defaults."""
        said: dict[str, str] = {}
        for column, field in self._mapping.columns.items():
            text = cells.get(column, "").strip()
            text = self._mapping.values.get(text, text)
            if text:
                said[field] = f"{said[field]}；{text}" if field in said and field not in PLACES else text
        return {**self._mapping.defaults, **said}

    def _evidence(self, row: SheetRow, said: Mapping[str, str]) -> tuple[Evidence, str | None]:
        """The sentence quoted, where its document was given; else the row. With the document's date."""
        quote, name = said.get("quote", ""), said.get("document", "")
        document = self._documents.get(name) or self._documents.get(Path(name).stem)
        if quote and document:
            if document.id not in self._grounds:
                self._grounds[document.id] = Grounding(document.text)
            whole = Span(0, max(1, len(document.text)))
            span = next(self._grounds[document.id].occurrences(quote, whole), None)
            if span is not None:
                return Evidence.quoting(document, span), document.issued
            self.issues.append(
                Issue(
                    kind=QUOTE_MISSING,
                    reason=f"its quote does not stand in {document.id} word for word: the row is the passage",
                    document=self._table.id,
                    start=row.span.start,
                    end=row.span.end,
                    quote=self._table.quote(row.span),
                )
            )
        return Evidence.quoting(self._table, row.span), document.issued if document else self._table.issued

    def _formal(self, field: str, text: str, issued: str | None) -> str:
        """What people write in a cell, in the text form of `fields`."""
        if field in SIDES:
            return "；".join(self._typed(field, part.strip()) for part in _LISTED.split(text) if part.strip())
        if "|" in text:
            return text
        if field == "amounts":
            return "；".join(self._sums(part) for part in re.split("[；;]", text) if part.strip())
        if field in ("items", "outcomes"):
            return "；".join(map(_counted, filter(None, re.split("[；;、]", text))))
        return _period(text, issued) if field == "period" else text

    def _typed(self, side: str, text: str) -> str:
        """A party with its type: its own, that of the mapping, the gazetteer's, or its last word's."""
        if _TYPED.search(text):
            return text
        name = re.split("[=@]", text)[0]
        kind = self._mapping.types.get(side) or _type_of(name)
        return f"{text}（{kind}）" if kind else text

    def _sums(self, text: str) -> str:
        basis, of = self._mapping.amounts.get("basis", "one-off"), self._mapping.amounts.get("of", "aid")
        if _PLAIN_NUMBER.fullmatch(text.strip()):
            unit = self._mapping.amounts.get("unit")
            if unit is None:
                raise ReviewError(f'{text!r} has no unit; write 30万元, or say under [amounts] unit = "万元"')
            value = round(float(re.sub("[,，]", "", text)) * UNITS[unit], 2)
            return f"{value} | CNY | exact | {basis} | {of} | {text.strip()}{unit}"
        found = [q for q in quantities(text) if q.is_money]
        if not found:
            raise ReviewError(f"{text!r} is no sum of money; write it like 30万元")
        return "；".join(
            f"{'' if q.value is None else q.value} | {q.currency} | {q.bound} | {basis} | {of} | {q.text}"
            for q in found
        )


def _type_of(name: str) -> str | None:
    gazetteer = Gazetteer.load()
    known = gazetteer.decide(name) or gazetteer.organisation(name)
    if known is not None:
        return known.type
    suffixes = lexicon().suffixes
    ending = max((word for word in suffixes if name.endswith(word) and name != word), key=len, default=None)
    return suffixes[ending].type if ending else None


def _counted(text: str) -> str:
    found = next(iter(quantities(text)), None)
    if found is None:
        return f"{text.strip()} |  |  | "
    name = (text[: found.start] + text[found.end :]).strip() or found.unit
    return f"{name} | {'' if found.value is None else found.value} | {found.unit} | {found.bound}"


def _period(text: str, issued: str | None) -> str:
    """A year, a month, a day, or a time phrase as bulletins write it."""
    plain = _DAY.fullmatch(text.strip())
    phrase = text if plain is None else "".join(f"{int(n)}{u}" for n, u in zip(plain.groups(), "年月日") if n)  # noqa: B905
    for time in times(phrase, issued=date.fromisoformat(issued) if issued else None):
        return f"{time.period.start or ''} | {time.period.end or ''} | {text}"
    return f" |  | {text}"
