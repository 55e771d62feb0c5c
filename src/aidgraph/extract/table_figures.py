"""Figures in the cells of a table: sums in the unit of their head, goods, people, years."""

from __future__ import annotations

import re
from datetime import date

from aidgraph.documents import Reading
from aidgraph.extract.grids import MONEY, Cell, Column, Grid, Row
from aidgraph.extract.numbers import quantities
from aidgraph.extract.times import times
from aidgraph.model import Amount, Basis, Count, Period

#: A cell that says there is nothing.
NIL = re.compile(r"[-—–―/／无0.]*")
YEARS = re.compile(r"((?:19|20)\d\d)(?:年度?)?(?:[—–\-~～至到]((?:19|20)\d\d)(?:年度?)?)?")
_MONTH = re.compile(r"((?:19|20)\d\d)[.\-/](\d{1,2})(?:[.\-/](\d{1,2}))?")
_BARE = re.compile(r"(?:约|近|超过|超|不足)?\d+(?:\.\d+)?(?:余|多)?")


def amount_in(cell: Cell, column: Column, reading: Reading, *, total: bool) -> Amount | None:
    """The sum of a cell, None where it or its unit can't be read; `text` is the cell's own words."""
    written = cell.text + (column.unit or "") if _BARE.fullmatch(cell.text) else cell.text
    if re.fullmatch(r"\d+(?:\.\d+)?[万亿]", cell.text):
        written = f"{cell.text}元"
    quantity = next((one for one in quantities(written) if one.is_money), None)
    if quantity is None:
        return None
    basis: Basis = "cumulative" if total or "累计" in column.head else "one-off"
    if re.search(r"每年|年均|每学年", column.head):
        basis = "per-year"
    elif re.search(r"人均|户均|每[人户名个套校村]|单价|标准", column.head):
        basis = "per-unit"
    stored = reading.document.quote(reading.raw(cell.start, cell.end))
    return Amount(
        quantity.value, quantity.currency or "CNY", quantity.bound, basis, MONEY[column.role], stored
    )


def items_in(row: Row, grid: Grid) -> tuple[Count, ...]:
    """The goods of a row, with their number where a column gives it."""
    name = text_in(row, grid, "item")
    if not name:
        return ()
    counted = re.match(r"(\d+(?:\.\d+)?)\s*(\D{0,4})$", text_in(row, grid, "quantity") or "")
    if counted is None:
        return (Count(name),)
    return (Count(name, _whole(float(counted[1])), counted[2] or text_in(row, grid, "unit"), "exact"),)


def outcomes_in(row: Row, grid: Grid) -> tuple[Count, ...]:
    """The people or households that a row counts."""
    found = []
    for column in grid.having("people", "households"):
        unit = "人" if column.role == "people" else "户"
        text = row.cells[column.index].text
        quantity = next(quantities(f"{text.rstrip(unit)}{unit}"), None) if text else None
        if quantity is not None and quantity.value:
            name = re.sub(r"（.*?）|数$", "", column.head) or column.head
            found.append(Count(name, quantity.value, unit, quantity.bound))
    return tuple(found)


def period_of(text: str, *, issued: date | None) -> Period:
    """The time that a cell names: 2017, 2016-2020年, 2017.3, or any phrase that `times` reads."""
    years, month = YEARS.fullmatch(text), _MONTH.fullmatch(text)
    if years:
        return Period(f"{years[1]}-01-01", f"{years[2] or years[1]}-12-31", text)
    phrase = f"{month[1]}年{month[2]}月" + (f"{month[3]}日" if month[3] else "") if month else text
    found = next((time.period for time in times(phrase, issued=issued)), None)
    return Period(found.start, found.end, text) if found else Period(None, None, text)


def text_in(row: Row, grid: Grid, role: str) -> str | None:
    """What the first filled column of a role says."""
    cells = [row.cells[column.index].text for column in grid.having(role)]
    return next((text for text in cells if text and not re.fullmatch(r"[-—–/无]+", text)), None)


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value
