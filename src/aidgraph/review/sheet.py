"""Claims as an Excel sheet that researchers edit, and what they changed in it as judgements.

The sheet keeps, hidden, what it showed when it was exported. Only cells that differ from that are judgements, so that
a sheet filled in over weeks never takes back what better rules read meanwhile.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidgraph.errors import ReviewError
from aidgraph.model import Claim, Judgement
from aidgraph.review.claims import parties_text
from aidgraph.review.fields import FIELDS, field_text, with_field
from aidgraph.review.judgements import next_id
from aidgraph.workbooks import without_clock

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_CLAIMS, _EXPORTED = "claims", "as exported"
_READ_ONLY = ("id", "document", "quote")
_DECISION, _WHY = "decision", "why"
COLUMNS = (*_READ_ONLY, *FIELDS, _DECISION, _WHY)
_WIDE = {"quote": 60, "providers": 28, "recipients": 28, "organizers": 24, "amounts": 40, "why": 30}
#: Excel's own limit of a cell.
_LONGEST = 32_767
#: Enough of a quote to find it again.
_QUOTE = 2_000


def write_sheet(path: Path, claims: Iterable[Claim]) -> int:
    """Write the claims, a row each, heading frozen, no cell a formula; returns how many.

    Raises ReviewError where the file can't be written.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    shown: Worksheet = book.active  # type: ignore[assignment]
    shown.title = _CLAIMS
    hidden = book.create_sheet(_EXPORTED)
    hidden.sheet_state = "hidden"
    _put_row(shown, 1, COLUMNS)
    _put_row(hidden, 1, ("id", "judged", *FIELDS))
    count = 0
    for count, claim in enumerate(claims, 1):
        texts = [_shown(field_text(claim, field)) for field in FIELDS]
        decision = (
            claim.review.decision if claim.review and claim.review.decision in ("accept", "reject") else ""
        )
        start = (claim.id, claim.evidence.document, _shown(claim.evidence.quote))
        _put_row(shown, count + 1, (*start, *texts, decision, ""))
        judged = json.dumps(_judged(claim) | {"decision": decision}, ensure_ascii=False)
        if len(judged) > _LONGEST:
            raise ReviewError(
                f"{claim.id}: too long for a sheet's cell; leave it out with --document or --relation"
            )
        _put_row(hidden, count + 1, (claim.id, judged, *texts))
    for index, name in enumerate(COLUMNS, 1):
        shown.cell(1, index).font = Font(bold=True)
        shown.column_dimensions[get_column_letter(index)].width = _WIDE.get(name, 14)
    for row in shown.iter_rows(min_row=2, min_col=3, max_col=3):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
    shown.freeze_panes = "B2"
    choice = DataValidation(type="list", formula1='"accept,reject"', allow_blank=True)
    shown.add_data_validation(choice)
    letter = get_column_letter(COLUMNS.index(_DECISION) + 1)
    choice.add(f"{letter}2:{letter}{max(2, count + 1)}")
    written = io.BytesIO()
    book.save(written)
    try:
        path.write_bytes(without_clock(written))
    except OSError as error:
        raise _refused(path, error) from None
    return count


def read_sheet(path: Path, *, by: str, at: str, known: Sequence[Judgement] = ()) -> tuple[Judgement, ...]:
    """What a person changed in an exported sheet, as new judgements; none that already hold (`known`).

    Raises ReviewError with sheet, row and column where a cell can't be understood; then nothing is taken over.
    """
    shown, hidden = _tables(path)
    judgements = list(known)
    for line, row in shown:
        identifier = row.get("id", "")
        if not identifier:
            continue
        if identifier not in hidden:
            raise ReviewError(
                f"{path}: {_CLAIMS} row {line}: the id {identifier!r} was not exported; leave ids as they are"
            )
        for kind, field, value in _changes(row, hidden[identifier], f"{path}: {_CLAIMS} row {line}"):
            judged = json.loads(hidden[identifier]["judged"])
            judgement = Judgement(
                id=next_id(identifier, judgements), kind=kind, document=judged["document"], quote=judged["quote"],
                relation=judged["relation"], parties=judged["parties"], field=field, value=value,
                by=by, at=at, why=row.get(_WHY, ""),
            )  # fmt: skip
            if not _holds(judgement, judgements):
                judgements.append(judgement)
    return tuple(judgements[len(known) :])


def _judged(claim: Claim) -> dict[str, Any]:
    return {
        "document": claim.evidence.document,
        "quote": claim.evidence.quote[:_QUOTE],
        "relation": claim.relation,
        "parties": parties_text(claim),
        "claim": claim.to_json(built=False) | {"evidence": None},
    }


def _changes(row: Mapping[str, str], before: Mapping[str, str], where: str) -> Iterator[tuple[Any, str, str]]:
    judged = json.loads(before["judged"])
    evidence = {
        "document": judged["document"],
        "start": 0,
        "end": len(judged["quote"]),
        "quote": judged["quote"],
    }
    claim = Claim.from_json(judged["claim"] | {"evidence": evidence})
    for field in FIELDS:
        value = row.get(field, "")
        if value == before.get(field, ""):
            continue
        try:
            with_field(claim, field, value)
        except ReviewError as error:
            raise ReviewError(f"{where}, {field}: {error}") from None
        yield "correct", field, value
    decision = row.get(_DECISION, "").lower()
    if decision not in ("", "accept", "reject"):
        raise ReviewError(f"{where}, {_DECISION}: “{decision}” is neither accept nor reject")
    if decision and decision != judged["decision"]:
        yield decision, "", ""


def _holds(judgement: Judgement, judgements: Iterable[Judgement]) -> bool:
    """Whether the last judgement of this kind about this claim and field says the same."""
    decides = ("accept", "reject")
    same = [
        one
        for one in judgements
        if (one.document, one.quote, one.relation, one.parties, one.field)
        == (judgement.document, judgement.quote, judgement.relation, judgement.parties, judgement.field)
        and (one.kind == judgement.kind or (one.kind in decides and judgement.kind in decides))
    ]
    return bool(same) and (same[-1].kind, same[-1].value) == (judgement.kind, judgement.value)


def _tables(path: Path) -> tuple[list[tuple[int, dict[str, str]]], dict[str, dict[str, str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except OSError as error:
        raise _refused(path, error) from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        raise ReviewError(f"{path}: no Excel workbook; give the .xlsx that --export wrote") from None
    if _CLAIMS not in book.sheetnames or _EXPORTED not in book.sheetnames:
        raise ReviewError(
            f"{path}: not a sheet that --export wrote ({_EXPORTED!r} is missing); export it again"
        )
    shown = list(_rows(book[_CLAIMS]))
    missing = [name for name in COLUMNS if shown and name not in shown[0][1]]
    if missing:
        raise ReviewError(f"{path}: {_CLAIMS} row 1: the column {', '.join(missing)} is missing; put it back")
    return shown, {row["id"]: row for _, row in _rows(book[_EXPORTED])}


def _rows(sheet: Worksheet) -> Iterator[tuple[int, dict[str, str]]]:
    rows = sheet.iter_rows(values_only=True)
    names = [_text(cell) for cell in next(rows, ())]
    for line, cells in enumerate(rows, 2):
        yield line, dict(zip(names, map(_text, cells), strict=False))


def _text(cell: object) -> str:
    """What a cell says: Excel makes numbers, dates and truth values of what people type."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return str(cell).strip()


def _shown(text: str) -> str:
    """Text that a cell can hold: no control characters, not too long, no blanks at the ends."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))[:_LONGEST].strip()


def _put_row(sheet: Worksheet, line: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        cell: Cell = sheet.cell(line, column)  # type: ignore[assignment]
        cell.value = text or None
        if text:
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _refused(path: Path, error: OSError) -> ReviewError:
    reason = (error.strerror or str(error)).lower()
    return ReviewError(f"{path}: {reason}; close it in Excel, or choose another file")
