"""`.docx` → text: paragraphs and tables in the order of the page, a table's row a line.

Only the main part is read, straight from its XML, so that a file with a lost picture is still read. Tracked
insertions are read and deletions left out, as the document now stands. Text boxes come before the paragraph they
hang on: bulletins set their mastheads in them. Page headers, footers, comments and the numbers that Word counts by
itself are not text of the file's body and are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from aidgraph.documents.content import Content, UnreadableError, table_line

_MAIN = re.compile(r"word/document\d*\.xml")
_LEFT_OUT = frozenset(("del", "moveFrom", "instrText", "pPr", "rPr", "Fallback", "txbxContent"))
_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_DAMAGED = "a damaged .docx file; open it in Word or WPS and save it again"
#: Bytes of text with its markup; a novel has 20 MB.
_LARGEST = 300_000_000


def is_word(data: bytes) -> bool:
    """Whether the bytes are a zip package that holds a Word document."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(_MAIN.fullmatch(name) for name in package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def word_content(data: bytes) -> Content:
    """The text of a `.docx`. Raises UnreadableError where it is damaged, locked or far too large."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            part = next(info for info in package.infolist() if _MAIN.fullmatch(info.filename))
            if part.file_size > _LARGEST:
                raise UnreadableError(
                    f"a .docx file whose text unpacks to {part.file_size:,} bytes; leave it out"
                )
            main = package.read(part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        body = next((child for child in etree.fromstring(main, parser) if _name(child) == "body"), None)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ):
        raise UnreadableError(_DAMAGED) from None
    if body is None:
        raise UnreadableError(_DAMAGED)
    return Content("\n".join(_lines(body)))


def _name(element: Any) -> str:
    """The element's name without its namespace, of which Word and the strict standard have one each."""
    return str(element.tag).rpartition("}")[2]


def _lines(container: Any) -> Iterator[str]:
    """The lines of a body, a cell or a text box; an empty paragraph is an empty line."""
    for element in container:
        name = _name(element)
        if name == "p":
            for box in element.iter("{*}txbxContent"):
                if not any(_name(parent) == "Fallback" for parent in box.iterancestors()):
                    yield from _lines(box)
            yield "".join(_runs(element)).rstrip()
        elif name == "tbl":
            yield from _table(element)
        elif name in _WRAPPERS:
            yield from _lines(element)


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name in _LEFT_OUT:
            continue
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab"):
            yield "\u3000"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        else:
            yield from _runs(child)


def _table(table: Any) -> Iterator[str]:
    """A line a row; a table that only lays out (one column, or one row of whole paragraphs) as its paragraphs."""
    rows = [_cells(row) for row in table.iter("{*}tr") if _parent(row, "tbl") is table]
    width = max((len(row) for row in rows), default=0)
    texts = [[[line for line in _lines(cell) if line.strip()] for cell in row] for row in rows]
    if width <= 1 or (len(rows) == 1 and any(len(lines) > 1 for lines in texts[0])):
        yield from (line for row in texts for lines in row for line in lines)
        return
    yield ""
    for row in texts:
        line = table_line([*row, *([[]] * (width - len(row)))])
        if line.strip():
            yield line
    yield ""


def _cells(row: Any) -> list[Any]:
    """The row's cells by grid column; an empty one where a cell is merged into that above or to its left."""
    cells: list[Any] = [()] * _number(row, "trPr", "gridBefore")
    for cell in row.iter("{*}tc"):
        if _parent(cell, "tr") is row:
            merged = cell.find("{*}tcPr/{*}vMerge")
            goes_on = merged is not None and _value(merged) != "restart"
            cells += [() if goes_on else cell, *([()] * (_number(cell, "tcPr", "gridSpan", least=1) - 1))]
    return cells


def _parent(element: Any, name: str) -> Any:
    return next((parent for parent in element.iterancestors() if _name(parent) == name), None)


def _value(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")


def _number(element: Any, properties: str, name: str, *, least: int = 0) -> int:
    found = element.find(f"{{*}}{properties}/{{*}}{name}")
    value = "" if found is None else _value(found)
    return min(max(int(value), least), 100) if value.isdecimal() else least
