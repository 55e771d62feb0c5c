"""`documents.csv` beside the files: what a person knows of them and the text does not print; it wins.

Columns: file, id, title, issuer, number, date, url, licence; an empty cell says nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from aidgraph.documents.decoding import UndecodableError, decoded
from aidgraph.errors import DocumentError
from aidgraph.model import Document

REGISTER = "documents.csv"
_FIELDS = {name: name for name in ("id", "title", "issuer", "series", "number", "url", "licence")}
_FIELDS["date"] = "issued"
_FULL_DATE = re.compile(r"\s*(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)\s*")


@dataclass(slots=True)
class Register:
    """The rows of one `documents.csv`, by file name; `beside` are the files next to one in an archive."""

    path: Path = Path(REGISTER)
    beside: frozenset[str] | None = None
    rows: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)

    def applied(self, name: str, document: Document) -> Document:
        """The document with what its row says."""
        row = self.rows.get(name)
        return replace(document, **row[1]) if row else document

    def unknown(self) -> Iterator[DocumentError]:
        """An error for each row whose file does not exist."""
        for name, (line, _) in self.rows.items():
            there = (self.path.parent / name).exists() if self.beside is None else name in self.beside
            if not there:
                yield DocumentError(
                    f"{self.path}:{line}: there is no file {name!r} beside it; correct the name"
                )


def read_register(folder: Path) -> Register:
    """The folder's `documents.csv`, empty where there is none. Raises DocumentError with its line."""
    path = folder / REGISTER
    try:
        if not path.exists():
            return Register()
        return register_of(path, path.read_bytes())
    except OSError as error:
        raise DocumentError(
            f"{path}: {(error.strerror or str(error)).lower()}; its rows are not used"
        ) from None


def register_of(path: Path, data: bytes, *, beside: frozenset[str] | None = None) -> Register:
    """A register from its bytes. Raises DocumentError with its line."""
    try:
        text = decoded(data)
    except UndecodableError as error:
        raise DocumentError(f"{path}: {error}") from None
    table = csv.DictReader(io.StringIO(text, newline=""))
    columns = table.fieldnames or []
    if "file" not in columns:
        raise DocumentError(f"{path}:1: no column 'file'; the columns are file, {', '.join(_FIELDS)}")
    register = Register(path, beside)
    try:
        for row in table:
            name = (row.get("file") or "").strip()
            if name:
                register.rows[name] = (table.line_num, _row(path, table.line_num, row))
    except csv.Error as error:
        raise DocumentError(f"{path}:{table.line_num}: {error}; save it again as CSV in UTF-8") from None
    return register


def _row(path: Path, line: int, row: dict[str, str]) -> dict[str, str]:
    said = {}
    for column, attribute in _FIELDS.items():
        value = (row.get(column) or "").strip()
        if value:
            said[attribute] = _iso(path, line, value) if column == "date" else value
    return said


def _iso(path: Path, line: int, value: str) -> str:
    found = _FULL_DATE.fullmatch(value)
    if found:
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            pass
    raise DocumentError(f"{path}:{line}: {value!r} is no date; write it as 2017-08-10")
