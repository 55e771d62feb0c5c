"""`.docx` → text: paragraphs and tables in the order of the page, a table's row a line.

Tracked insertions are read and deletions left out, as the document now stands. Text boxes come before the
paragraph they hang on: bulletins set their mastheads in them. Page headers, footers, comments and the numbers
that Word counts by itself are not text of the file's body and are left out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from aidgraph.documents.content import Content, UnreadableError, table_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {_W + "del", _W + "moveFrom", _W + "instrText", _W + "pPr", _W + "rPr", _FALLBACK}
_DAMAGED = "a damaged .docx file; open it in Word or WPS and save it again"
#: Bytes that the parts of one file may unpack to: pictures included, no bulletin comes near.
_LARGEST = 500_000_000


def is_word(data: bytes) -> bool:
    """Whether the bytes are a zip package that holds a Word document."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def word_content(data: bytes) -> Content:
    """The text of a `.docx`. Raises UnreadableError where it is damaged or unpacks to more than 500 MB."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST:
                raise UnreadableError("a .docx file that unpacks to more than 500 MB; leave it out")
        body = docx.Document(io.BytesIO(data)).element.body
    except (zipfile.BadZipFile, zipfile.zlib.error, etree.XMLSyntaxError, OpcError):  # type: ignore[attr-defined]
        raise UnreadableError(_DAMAGED) from None
    except (
        KeyError,
        ValueError,
        AttributeError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(_DAMAGED) from None
    return Content("\n".join(_lines(body)))


def _lines(container: Any) -> Iterator[str]:
    """The lines of a body, a cell or a text box; an empty paragraph is an empty line."""
    for element in container:
        if element.tag == _W + "p":
            for box in element.iter(_W + "txbxContent"):
                if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                    yield from _lines(box)
            yield _paragraph(element)
        elif element.tag == _W + "tbl":
            yield from _table(element)
        elif element.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml", _W + "smartTag"):
            yield from _lines(element)


def _paragraph(element: Any) -> str:
    return "".join(_runs(element)).rstrip()


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == _W + "txbxContent":
            continue
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in (_W + "tab", _W + "ptab"):
            yield "\u3000"
        elif child.tag in (_W + "br", _W + "cr"):
            yield "\n"
        elif child.tag == _W + "noBreakHyphen":
            yield "-"
        else:
            yield from _runs(child)


def _table(table: Any) -> Iterator[str]:
    """A line a row; a table that only lays out (one column, or one row of whole paragraphs) as its paragraphs."""
    rows = [_cells(row) for row in table.iter(_W + "tr") if _nearest(row) is table]
    width = max((len(row) for row in rows), default=0)
    texts = [
        [[line for line in _lines(cell) if line.strip()] if cell is not None else [] for cell in row]
        for row in rows
    ]
    if width <= 1 or (len(rows) == 1 and any(len(lines) > 1 for lines in texts[0])):
        yield from (line for row in texts for lines in row for line in lines)
        return
    yield ""
    for row in texts:
        line = table_line([*row, *([[]] * (width - len(row)))])
        if line.strip():
            yield line
    yield ""


def _nearest(row: Any) -> Any:
    return next(parent for parent in row.iterancestors() if parent.tag == _W + "tbl")


def _cells(row: Any) -> list[Any]:
    """The row's cells by grid column; None where a cell is merged into the one above or to its left."""
    cells: list[Any] = [None] * _number(row, "trPr/gridBefore")
    for cell in row.iter(_W + "tc"):
        if next(parent for parent in cell.iterancestors() if parent.tag == _W + "tr") is not row:
            continue
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merged is not None and merged.get(_W + "val", "continue") == "continue"
        cells += [None if goes_on else cell, *([None] * (_number(cell, "tcPr/gridSpan", least=1) - 1))]
    return cells


def _number(element: Any, path: str, *, least: int = 0) -> int:
    found = element.find("/".join(_W + part for part in path.split("/")))
    value = "" if found is None else found.get(_W + "val", "")
    return min(max(int(value), least), 100) if value.isdigit() else least
