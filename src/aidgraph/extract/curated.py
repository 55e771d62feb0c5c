"""Curated statements: a table of pairings → claims whose passage is the row, never a sentence made up for it.

A claim carries only what the row's sources state: a year enters `period` where its basis is `stated`. An
earliest sighting or an inferred end does not, though the row, which is the quote, shows it. The
sources stand in `extra`.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aidgraph.errors import DocumentError
from aidgraph.model import PARTY_TYPES, Claim, Document, Evidence, Issue, Json, Party, Period, Span
from aidgraph.resources import data

RULE = "curated.pairing/1"
_NEEDED = (
    "id", "provider", "provider_level", "recipient", "recipient_level", "source_publisher", "source_title",
)  # fmt: skip
_CELL = re.compile(r'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>[^",\r\n]*))(?P<stop>,|\r\n|\n|\r|\Z)')
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's value, and where its characters stand between their quotation marks."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    span: Span
    cells: tuple[_Cell, ...]


class _RowError(Exception):
    """What a row lacks; becomes an issue."""


def curated(document: Document) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """One `paired-with` claim a row of a table of pairings, in the table's order.

    A row that can't be read is an issue, its reason in one line. The columns are those of
    `data/backbone/pairings.csv`, in any order, further ones ignored. Raises DocumentError where the text
    is no CSV table or lacks a column.
    """
    rows = _rows(document)
    header = next(rows, None)
    names = [cell.value.strip().lstrip("\ufeff") for cell in header.cells] if header else []
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise DocumentError(
            f"{document.path}:1: the table lacks the column {', '.join(missing)}; name it in the first line"
        )
    claims: list[Claim] = []
    issues: list[Issue] = []
    for row in rows:
        try:
            if len(row.cells) != len(names):
                raise _RowError(f"the row has {len(row.cells)} cells, the header {len(names)}")
            claims.append(_claim(document, row.span, dict(zip(names, row.cells, strict=True))))
        except _RowError as error:
            span = row.span
            issues.append(
                Issue(
                    kind="curated-row",
                    reason=str(error),
                    document=document.id,
                    start=span.start,
                    end=span.end,
                    quote=document.quote(span),
                )
            )
    return tuple(claims), tuple(issues)


def backbone_document(name: str = "pairings.csv") -> Document:
    """A bundled table of pairings, titled and dated by the `documents.csv` beside it.

    `pairings.csv` has those that official pages show, `uncertain.csv` those known from lesser pages only.
    """
    table = data("backbone", name)
    raw = table.read_bytes()
    with data("backbone", "documents.csv").open(encoding="utf-8", newline="") as lines:
        known = next(row for row in csv.DictReader(lines) if row["file"] == table.name)
    return Document(
        id=known["id"],
        path=f"data/backbone/{table.name}",
        sha256=hashlib.sha256(raw).hexdigest(),
        text=raw.decode("utf-8"),
        title=known["title"],
        issuer=known["issuer"],
        issued=known["date"],
        url=known["url"] or None,
        licence=known["licence"],
        kind="table",
    )


def _rows(document: Document) -> Iterator[_Row]:
    """Rows of RFC 4180 text; spans leave out the line break at the end, and a quoted cell may hold one."""
    text, at, start = document.text, 0, 0
    cells: list[_Cell] = []
    while at < len(text) or cells:
        match = _CELL.match(text, at)
        if match is None:
            line, column = document.position(at)
            raise DocumentError(
                f"{document.path}:{line}:{column}: a quotation mark stands astray; "
                'put the cell in quotation marks and write "" for one inside it'
            )
        name = "plain" if match["quoted"] is None else "quoted"
        cells.append(_Cell(match[name].replace('""', '"'), *match.span(name)))
        at = match.end()
        if match["stop"] == ",":
            continue
        end = match.start("stop")
        if end > start:
            yield _Row(Span(start, end), tuple(cells))
        start, cells = at, []


def _claim(document: Document, span: Span, cells: dict[str, _Cell]) -> Claim:
    values = {name: cell.value.strip() for name, cell in cells.items()}
    empty = [name for name in _NEEDED if not values[name]]
    if empty:
        raise _RowError(f"the row says nothing under {', '.join(empty)}")
    programme, end = values.get("programme"), _year(values, "end")
    return Claim(
        id=f"{document.id}/paired-with@{span.start}",
        relation="paired-with",
        status="done" if end and end <= (values.get("source_date") or end) else "ongoing",
        providers=(_party("provider", cells, values),),
        recipients=(_party("recipient", cells, values),),
        period=_period(document, cells, values),
        programmes=(programme,) if programme else (),
        modality=("partnership",),
        evidence=Evidence.quoting(document, span),
        origin="curated",
        rule=RULE,
        extra={"source": _source(values, "source"), "start_source": _source(values, "start_source")},
    )


def _party(side: str, cells: dict[str, _Cell], values: dict[str, str]) -> Party:
    level, cell = values[f"{side}_level"], cells[side]
    if level not in PARTY_TYPES or level == "Group":
        raise _RowError(f"{side}_level is {level!r}, which is no type of a named party")
    within, name = values.get(f"{side}_within", ""), values[side]
    start = cell.start + len(cell.value) - len(cell.value.lstrip())
    return Party(
        name=name,
        type=level,
        places=tuple(place.strip() for place in within.split(";") if place.strip()),
        at=None if '"' in name else Span(start, start + len(name)),
    )


def _period(document: Document, cells: dict[str, _Cell], values: dict[str, str]) -> Period | None:
    """The years that a source states, from the first day to the last; `text` as the row has it."""
    known = [
        name for name in ("start", "end") if _year(values, name) and values.get(f"{name}_basis") == "stated"
    ]
    if not known:
        return None
    return Period(
        f"{values['start']}-01-01" if "start" in known else None,
        f"{values['end']}-12-31" if "end" in known else None,
        document.text[min(cells[name].start for name in known) : max(cells[name].end for name in known)],
    )


def _year(values: dict[str, str], name: str) -> str | None:
    value = values.get(name)
    if value and not _YEAR.fullmatch(value):
        raise _RowError(f"{name} is {value!r}, not a year of four digits")
    return value or None


def _source(values: dict[str, str], prefix: str) -> Json | None:
    """Publisher, title, date and address; None where the row names no such source."""
    parts = {name: values.get(f"{prefix}_{name}") or None for name in ("publisher", "title", "date", "url")}
    return parts if any(parts.values()) else None
