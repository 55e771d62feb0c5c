"""Makers of files: a Word document with tables, a PDF with a text layer, one that is a picture, an archive."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from aidgraph.documents import read_documents
from aidgraph.errors import DocumentError
from aidgraph.model import Claim, Document
from aidgraph.pipeline import build


@pytest.fixture(scope="session")
def make() -> Any:
    """The makers, by name."""
    return SimpleNamespace(pdf=_text_pdf, scan=_scanned_pdf, word=_word, archive=_archive)


@pytest.fixture
def read() -> Callable[..., tuple[list[Document], list[str]]]:
    """Documents and errors of some sources."""

    def reading(*sources: Path) -> tuple[list[Document], list[str]]:
        found = list(read_documents(sources))
        documents = [one for one in found if isinstance(one, Document)]
        return documents, [str(one) for one in found if isinstance(one, DocumentError)]

    return reading


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., tuple[list[Document], list[Claim]]]:
    """Documents and claims of a graph folder built from some sources, every quote compared with its document."""

    def building(*sources: Path) -> tuple[list[Document], list[Claim]]:
        folder = tmp_path / "graph"
        build(sources, folder)

        def rows(name: str) -> list[Any]:
            return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]

        documents = {row["id"]: Document.from_json(row) for row in rows("documents.jsonl")}
        claims = [Claim.from_json(row) for row in rows("claims.jsonl")]
        for claim in claims:
            claim.evidence.check(documents[claim.evidence.document])
        return list(documents.values()), claims

    return building


def _archive(path: Path, files: dict[str, str | bytes]) -> Path:
    """A zip archive of files by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _text_pdf(*pages: Sequence[str]) -> bytes:
    """A PDF with a text layer: each page's lines, from its top; every character is given by its own code."""
    used = sorted({char for page in pages for line in page for char in line})
    bfchar = "".join(f"<{ord(char):04X}> <{ord(char):04X}>\n" for char in used)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(used)} beginbfchar\n{bfchar}endbfchar\nendcmap end end\n"
    )
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts "
        "[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /X "
        "/Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 "
        ">> >>] >>"
    )
    contents = [
        "BT /F 12 Tf 20 TL 40 780 Td\n"
        + "".join(f"<{''.join(f'{ord(char):04X}' for char in line)}> Tj T*\n" for line in page)
        + "ET"
        for page in pages
    ]
    return _pdf(
        [font, _stream(cmap.encode())], [content.encode() for content in contents], "/Font << /F 3 0 R >>"
    )


def _scanned_pdf(
    pages: int = 1, *, width: int = 2, height: int = 2, grey: bytes = b"\xff\x00\x00\xff"
) -> bytes:
    """A PDF whose pages are one grey picture each, and no text."""
    picture = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 8 /Length {len(grey)} >>\nstream\n".encode()
        + grey
        + b"\nendstream"
    )
    return _pdf([picture], [b"q 595 0 0 842 0 0 cm /I Do Q"] * pages, "/XObject << /I 3 0 R >>")


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _pdf(resources: Sequence[str | bytes], contents: Sequence[bytes], named: str) -> bytes:
    first = 3 + len(resources)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(contents)))
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        *resources,
    ]
    for content in contents:
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {named} >> "
            f"/Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(_stream(content))
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + (one.encode() if isinstance(one, str) else one) + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()


def _word(path: Path, *blocks: str | Sequence[Sequence[str]]) -> Path:
    """A Word document: a string is a paragraph, rows of cells are a table."""
    import docx

    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.save(str(path))
    return path
