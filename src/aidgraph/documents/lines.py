"""Stored text → its lines, folded, without blank lines and page numbers."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aidgraph.documents.folding import folded_line, hashes

#: Line ends other than \n, each kept at its own place; a form feed is a page end.
_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"))
_PAGE_NUMBER = re.compile(r"[-—–·]{1,2} ?\d{1,3} ?[-—–·]{1,2}|第\d{1,3}页(?:[/，]?共\d{1,3}页)?")
_INDENT = re.compile(r"[ \u3000\u00a0\t]*+")
_PIPED = re.compile(r"\s*+\|[^|]*+(?:\|[^|]*+)+\|\s*+")
_ENDED = tuple("。！？；：…”’）」】》.!?;:)]")

#: Widths are in Chinese characters: two Latin ones make one. GB/T 9704 sets 28 a line.
_NARROWEST_WRAP, _WIDEST_WRAP, _RAGGED = 18, 80, 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something: folded, with the stored places of its characters, its start and its end."""

    text: str
    offsets: array[int]
    start: int
    end: int
    gap: bool
    indented: bool
    hashes: int
    width: float
    columns: int = 0
    filled: int = 0
    row: bool = False

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence, a list item or a bracket does: no word is broken after it."""
        return self.text.endswith(_ENDED)


def lines(text: str) -> list[Line]:
    """The lines of a stored text in order; `gap` tells of a blank line or a page number before.

    `row`: it is one of two rows or more with as many cells, parted by tabs or by upright strokes.
    """
    found = list(_lines(text))
    first = 0
    while first < len(found):
        last, columns = first + 1, found[first].columns
        while last < len(found) and found[last].columns == columns and not found[last].gap:
            last += 1
        if columns > 1 and sum(line.filled > 1 for line in found[first:last]) > 1:
            found[first:last] = [replace(line, row=True) for line in found[first:last]]
        first = last
    return found


def wrap_width(found: Sequence[Line]) -> float | None:
    """The width at which a text is broken by single line ends, or None where a paragraph is a line."""
    found = [line for line in found if not line.row]
    widest = max((line.width for line in found), default=0)
    if not _NARROWEST_WRAP <= widest <= _WIDEST_WRAP:
        return None
    broken = [
        line.width >= widest - _RAGGED
        for line, following in pairwise(found)
        if not following.gap and not line.ended and line.width >= _NARROWEST_WRAP
    ]
    return widest - _RAGGED if len(broken) >= 2 and sum(broken) >= 0.6 * len(broken) else None


def width(text: str) -> float:
    """Width in Chinese characters."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def _lines(text: str) -> Iterator[Line]:
    ends = text.replace("\r\n", "\0\n").translate(_LINE_ENDS)
    start, gap = 0, False
    while start < len(text):
        end = ends.find("\n", start)
        end = len(text) if end < 0 else end
        raw = text[start:end]
        folded, offsets = folded_line(raw, start)
        if not folded or _PAGE_NUMBER.fullmatch(folded):
            gap = True
        else:
            blanks = _INDENT.match(raw)
            indent = (
                0
                if blanks is None
                else len(blanks[0]) + blanks[0].count("\u3000") + 3 * blanks[0].count("\t")
            )
            cells = _cells(raw)
            yield Line(
                folded,
                offsets,
                start,
                end,
                gap,
                2 <= indent <= 8,
                hashes(raw),
                width(folded),
                len(cells),
                sum(bool(cell.strip()) for cell in cells),
            )
            gap = False
        start = end + 1


def _cells(raw: str) -> list[str]:
    """The cells of a line that may be a row; none where nothing parts it."""
    if "\t" in raw:
        return raw.split("\t")
    return raw.strip().strip("|").split("|") if "|" in raw and _PIPED.fullmatch(raw) else []
