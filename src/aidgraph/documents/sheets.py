"""A hand-made table, `.csv` or `.xlsx`, as a text with a line a row, and where in it each row stands.

A CSV's text is the file's own; a workbook has none, so its text is a line a row, cells parted by tabs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aidgraph.documents.archive import is_zip
from aidgraph.documents.content import UnreadableError, table_line
from aidgraph.documents.decoding import decoded
from aidgraph.model import Span

_DELIMITERS = ",\t;"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that says something: its line in the file (a workbook's row number), its place in the text, its cells."""

    line: int
    span: Span
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a table and its rows, the heading first."""

    text: str
    rows: tuple[SheetRow, ...]


def sheet_of(data: bytes, *, name: str | None = None) -> Sheet:
    """The table that a file's bytes hold; `name` is a workbook's sheet, else its first one. Raises UnreadableError."""
    return _workbook(data, name) if is_zip(data) else _delimited(decoded(data))


def _workbook(data: bytes, name: str | None) -> Sheet:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        raise UnreadableError("a damaged Excel workbook; open it and save it again as .xlsx") from None
    if name is not None and name not in book.sheetnames:
        raise UnreadableError(f"no sheet {name!r}; there are: {', '.join(book.sheetnames)}")
    lines: list[str] = []
    rows: list[SheetRow] = []
    start = 0
    for number, row in enumerate((book[name] if name else book.worksheets[0]).iter_rows(values_only=True), 1):
        cells = tuple(map(_written, row))
        line = table_line([[cell] for cell in cells]).rstrip("\t")
        if line.strip():
            rows.append(SheetRow(number, Span(start, start + len(line)), cells))
        lines.append(line)
        start += len(line) + 1
    return Sheet("\n".join(lines), tuple(rows))


def _written(cell: object) -> str:
    """What a person sees in a cell: 3 for 3.0, a day without its midnight."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return str(cell).strip()


def _delimited(text: str) -> Sheet:
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    return Sheet(text, tuple(_rows(text, delimiter)))


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    """Rows of RFC 4180 text; spans leave out the line break at the end, and a quoted cell may hold one."""
    pattern = re.compile(
        rf'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>[^"{delimiter}\r\n]*))(?P<stop>{delimiter}|\r\n|\n|\r|\Z)'
    )
    at = start = 0
    line, first = 1, 1
    cells: list[str] = []
    while at < len(text) or cells:
        match = pattern.match(text, at)
        if match is None:
            raise UnreadableError(
                f"line {line}: a quotation mark stands astray; put the cell in quotation marks and write "
                '"" for one inside it'
            )
        quoted = match["quoted"]
        cells.append((match["plain"] if quoted is None else quoted.replace('""', '"')).strip())
        line += text.count("\n", at, match.end())
        at = match.end()
        if match["stop"] == delimiter:
            continue
        end = match.start("stop")
        if any(cells):
            yield SheetRow(first, Span(start, end), tuple(cells))
        start, first, cells = at, line, []
