"""The formats that are read, a row a format: how its bytes are known, which endings it has, who reads it.

What a file is, its bytes say; its ending only tells whether plain text is meant to be read at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aidgraph.documents.archive import is_zip, packed_names
from aidgraph.documents.content import Content, UnreadableError
from aidgraph.documents.decoding import decoded
from aidgraph.documents.pdf import is_pdf, pdf_content
from aidgraph.documents.webpage import has_tags, is_webpage, webpage_content
from aidgraph.documents.word import is_word, word_content


@dataclass(frozen=True, slots=True)
class Format:
    """One row of the table; `content` raises UnreadableError."""

    endings: tuple[str, ...]
    known: Callable[[bytes], bool]
    content: Callable[[bytes], Content]


def _text_content(data: bytes) -> Content:
    return Content(decoded(data))


TEXT = Format((".txt", ".md"), lambda data: False, _text_content)
WEBPAGE = Format((".html", ".htm"), is_webpage, webpage_content)
FORMATS = (TEXT, Format((".docx",), is_word, word_content), Format((".pdf",), is_pdf, pdf_content), WEBPAGE)
ARCHIVE = ".zip"
READ = (*(ending for row in FORMATS for ending in row.endings), ARCHIVE)
#: Endings under which text, a web page or a Word document is often stored; an archive there is none of ours.
_ALSO = (".doc", ".wps", ".rtf", ".text", ".shtml", ".xhtml")

_OLE, _RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"
_PACKAGES = (
    ("xl/workbook.xml", "an Excel workbook; save the sheet as .docx or .html"),
    ("xl/workbook.bin", "an Excel workbook; save the sheet as .docx or .html"),
    ("ppt/presentation.xml", "a PowerPoint file; save it as .pdf"),
    ("content.xml", "an OpenDocument file; save it as .docx"),
    ("META-INF/container.xml", "an e-book; save it as .html"),
)


def format_of(data: bytes, ending: str) -> Format | None:
    """Which format a file has; None for an archive. Raises UnreadableError for those that are none of ours."""
    for row in FORMATS:
        if row.known(data):
            return row
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError("an Office file locked by a password; save it without one")
        raise UnreadableError("an old Word, WPS or Excel file; open it there and save it as .docx")
    if data.startswith(_RTF):
        raise UnreadableError("an RTF file; open it in Word or WPS and save it as .docx")
    if is_zip(data):
        names = packed_names(data)
        for name, said in _PACKAGES:
            if name in names:
                raise UnreadableError(said)
        if ending in READ or not names:
            return None
        raise UnreadableError(f"{ending or 'such'} archives are not read; save it as {formats_read()}")
    if ending in WEBPAGE.endings and has_tags(data):
        return WEBPAGE
    if ending not in READ + _ALSO:
        kind = f"{ending} files are" if ending else "files without an ending are"
        raise UnreadableError(f"{kind} not read; save it as {formats_read()}")
    return TEXT


def formats_read() -> str:
    """The endings that are read, as an error names them."""
    return f"{', '.join(READ[:-1])} or {READ[-1]}"
