"""Edges, nodes and claims as an Excel workbook: a sheet each, headings frozen, and a sheet that says what they are.

Rows are streamed into the file. No cell is a formula, whatever it begins with, and no time of writing stands in the
file: the same claims give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

from aidgraph.export.tables import Table, cell
from aidgraph.workbooks import without_clock

README = "README"
_WIDE = {"quote": 60, "claim": 30, "id": 30, "title": 30, "amounts": 24, "items": 24, "outcomes": 24}
#: Excel's own limit of a cell.
_LONGEST = 32_767


def write_workbook(out: BinaryIO, tables: Mapping[str, Table], readme: Mapping[str, str]) -> None:
    """Write the tables, a sheet each under its name, before them `readme`: what is said of the file, in two columns."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    first: Any = book.create_sheet(README)
    first.column_dimensions["A"].width, first.column_dimensions["B"].width = 24, 110
    for name, text in readme.items():
        first.append([_cell(first, name, bold=True), _cell(first, text)])
    for name, table in tables.items():
        _fill(book.create_sheet(name), table)
    written = io.BytesIO()
    book.save(written)
    out.write(without_clock(written))


def _fill(sheet: Any, table: Table) -> None:
    """Fill a sheet; its kind is openpyxl's write-only one, which has no types of its own."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for index, name in enumerate(table.fields, 1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDE.get(name, 16)
    sheet.append([_cell(sheet, name, bold=True) for name in table.fields])
    for row in table.rows:
        sheet.append([_cell(sheet, row[name]) for name in table.fields])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """Numbers and truth values as they are; any other value as text, and never as a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    if value is None or (isinstance(value, bool | int | float) and not bold):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell(value))[:_LONGEST]
    made = WriteOnlyCell(sheet, text or None)
    if text:
        made.data_type = "s"
    if bold:
        made.font = Font(bold=True)
    return made
