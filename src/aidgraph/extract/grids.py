"""Tables in a text: their rows as cells, each with its place; the head, what its columns hold; the lines above.

A reader writes a table as a line a row, cells parted by tabs. What a head's words mean stands in
`ontology/lexicon/table-heads.csv`: the word that ends a head decides, because Chinese nouns end in their head.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from aidgraph.documents import Paragraph, Reading
from aidgraph.model import Measure, Span
from aidgraph.resources import ontology

_LINE_END = re.compile(r"[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
_UNIT = re.compile(r"(?:亿|百万|十万|万|千)?(?:美元|港元|欧元|元)(?:人民币)?")
_RULED = re.compile(r"[\s:|\-—─]*")
_NUMBER = re.compile(r"[约近超]?\d[\d.,，]*(?:余|多|%)?(?:[万亿]?元)?")
#: Parts of a sum below a merged head (援助资金: 合计, 省级, 市级); what the sum is, the head above says.
_PART = re.compile(r"(?:合计|小计|总计|中央|自治区|省级|市级|县级|本级|其他)+$")
_CAPTION_LINES = 3

#: Roles of columns that hold sums, with what each measures.
MONEY: dict[str, Measure] = {
    "aid": "aid",
    "project-cost": "project",
    "investment": "investment",
    "trade": "trade",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: folded text without blanks at its edges, and its half-open place in `Reading.text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells and the stored span from its first filled cell to its last."""

    cells: tuple[Cell, ...]
    span: Span

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that say something."""
        return tuple(cell for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: its head's words, its role (`table-heads.csv`) and the unit of its sums."""

    index: int
    head: str
    role: str
    unit: str | None


@dataclass(slots=True)
class Grid:
    """A table: columns (none where no row is a head), rows below the head, and the lines that caption it."""

    caption: list[Cell]
    rows: list[Row]
    columns: list[Column] = field(default_factory=list)

    def having(self, *roles: str) -> list[Column]:
        """The columns of some roles, from the left."""
        return [column for column in self.columns if column.role in roles]


def grids(reading: Reading) -> Iterator[Grid]:
    """Yield the tables of a document, in order."""
    group: list[tuple[int, Row]] = []
    for index, paragraph in enumerate(reading.paragraphs):
        if paragraph.role != "table":
            continue
        row = _row(reading, paragraph)
        if group and (index != group[-1][0] + 1 or not _adjoins(reading, group[-1][1], row)):
            yield _grid(reading, group)
            group = []
        group.append((index, row))
    if group:
        yield _grid(reading, group)


def _row(reading: Reading, paragraph: Paragraph) -> Row:
    text = reading.document.text
    first, last = reading.offsets[paragraph.start], reading.offsets[paragraph.end - 1]
    low = max(
        (match.end() for match in _LINE_END.finditer(text, max(0, first - 2000), first)),
        default=max(0, first - 2000),
    )
    end = _LINE_END.search(text, last)
    high = end.start() if end else len(text)
    raw = text[low:high]
    if "\t" not in raw:  # | a | b |
        low, high = low + raw.index("|") + 1, low + raw.rindex("|")
    mark = "\t" if "\t" in raw else "|"
    cells, at = [], low
    for part in text[low:high].split(mark):
        cells.append(_cell(reading, at, at + len(part)))
        at += len(part) + 1
    filled = [cell for cell in cells if cell.text]
    return Row(
        tuple(cells), reading.raw(filled[0].start, filled[-1].end) if filled else Span(first, last + 1)
    )


def _cell(reading: Reading, low: int, high: int) -> Cell:
    start, end = bisect_left(reading.offsets, low), bisect_left(reading.offsets, high)
    while start < end and reading.text[start].isspace():
        start += 1
    while end > start and reading.text[end - 1].isspace():
        end -= 1
    return Cell(reading.text[start:end], start, end)


def _adjoins(reading: Reading, before: Row, after: Row) -> bool:
    between = reading.document.text[before.span.end : after.span.start]
    return len(before.cells) == len(after.cells) and between.replace("\r\n", "\n").count("\n") <= 1


def _grid(reading: Reading, group: Sequence[tuple[int, Row]]) -> Grid:
    caption = _caption(reading, group[0][0])
    rows = [row for _, row in group if any(not _RULED.fullmatch(cell.text) for cell in row.filled)]
    while rows and len(rows[0].filled) == 1:  # a title merged over all columns
        caption.append(rows.pop(0).filled[0])
    grid = Grid(caption, rows)
    unit = next((match[0] for cell in reversed(caption) if (match := _UNIT.search(cell.text))), None)
    for place, row in enumerate(rows[:2]):
        names = [cell.text for cell in row.cells]
        height = 1
        if place + 1 < len(rows) and _is_second_head(row, rows[place + 1]):
            names, height = _joined_heads(row, rows[place + 1]), 2
        columns = [_column(index, name, unit) for index, name in enumerate(names) if name]
        known = [column for column in columns if column.role != "unknown"]
        if len(known) >= 2 and any(column.role != "none" for column in known):
            grid.columns, grid.rows = _with_units(columns), rows[place + height :]
            break
    return grid


def _caption(reading: Reading, index: int) -> list[Cell]:
    """The short lines right above: the table's title and its unit."""
    caption: list[Cell] = []
    for paragraph in reversed(reading.paragraphs[max(0, index - _CAPTION_LINES) : index]):
        text = reading.text[paragraph.start : paragraph.end]
        if paragraph.role == "table" or len(text) > 80:
            break
        caption.insert(0, Cell(text, paragraph.start, paragraph.end))
        if not re.match(r"[（(]?(?:金额|计量|货币)?单位[:：]", text):
            break
    return caption


def _is_second_head(first: Row, second: Row) -> bool:
    """Whether a row goes on with the head: it speaks where the first is merged, and has no number."""
    spoken = [index for index, cell in enumerate(second.cells) if cell.text]
    merged = [index for index, cell in enumerate(first.cells) if not cell.text]
    return (
        bool(merged)
        and set(merged) <= set(spoken)
        and not any(_NUMBER.fullmatch(cell.text) for cell in second.cells)
    )


def _joined_heads(first: Row, second: Row) -> list[str]:
    names, above = [], ""
    for upper, lower in zip(first.cells, second.cells, strict=True):
        above = upper.text or above
        names.append(above + lower.text if lower.text else upper.text)
    return names


def _column(index: int, head: str, unit: str | None) -> Column:
    own = _UNIT.search(head)
    return Column(index, head, _role(head), own[0] if own else unit)


def _role(head: str) -> str:
    """The role of the word that ends a head, else of the last and longest that stands in it."""
    plain = _PART.sub("", re.sub(r"[\s:：/、]|[万亿]?元$", "", _BRACKETED.sub("", head)))
    if plain in head_words()["whole"]:
        return head_words()["whole"][plain]
    found = []
    for kind in ("end", "part"):
        for word, role in head_words()[kind].items():
            place = plain.rfind(word)
            if place >= 0 and (kind == "part" or place + len(word) == len(plain)):
                found.append((place + len(word), len(word), role))
    return max(found)[2] if found else "unknown"


@cache
def head_words() -> dict[str, dict[str, str]]:
    """Roles by word, for the ways a word matches a head: `whole`, `end`, `part`."""
    words: dict[str, dict[str, str]] = {"whole": {}, "end": {}, "part": {}}
    with ontology("lexicon", "table-heads.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words[row["match"]][row["word"]] = row["role"]
            if row["match"] != "whole":
                words["whole"][row["word"]] = row["role"]
    return words


def _with_units(columns: list[Column]) -> list[Column]:
    """单位 alone counts goods where a column gives their number, else it says nothing."""
    quantity = any(column.role == "quantity" for column in columns)
    return [
        Column(column.index, column.head, "none", column.unit)
        if column.role == "unit" and not quantity
        else column
        for column in columns
    ]
