"""What a reader makes of a file: its text, and what the format itself says of the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class UnreadableError(ValueError):
    """Bytes that hold no text a reader can get at; the message says what they are and what to do."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file's text, on which evidence stands; what a web page says of itself; what of it stayed unread.

    A table in `text` is a line a row, cells parted by tabs, as many in each row (`table_line`). `issued` is
    ISO 8601. `unread` has a line for each part that could not be read, remedy included.
    """

    text: str
    title: str | None = None
    issued: str | None = None
    url: str | None = None
    unread: tuple[str, ...] = ()


def table_line(cells: Sequence[Iterable[str]]) -> str:
    """A row as one line: cells parted by tabs, the lines of a cell run together, blanks inside kept single."""
    return "\t".join(" ".join("".join("\n".join(lines).split("\n")).split()) for lines in cells)
