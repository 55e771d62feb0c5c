"""PDFs: the text layer with radicals mended, page ends, scans with and without the extra, locks and damage."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidgraph.documents import reading, scan
from aidgraph.documents.content import Content, UnreadableError
from aidgraph.documents.pdf import pdf_content
from aidgraph.documents.radicals import RADICALS
from aidgraph.model import Document

PAGES = (
    ["饮水工程完工", "2019年，无锡市江阴市向霍城县捐赠资金60万元，用于修建饮水工程。"],
    ["工程历时一年。"],
)


def test_the_text_layer_is_the_text_and_a_page_ends_in_a_blank_line(make: Any) -> None:
    assert pdf_content(make.pdf(*PAGES)) == Content("\n\n".join("\n".join(page) for page in PAGES))


def test_radicals_become_the_characters_they_look_like(make: Any) -> None:
    assert pdf_content(make.pdf(["⼩学⻅到⻓江村⺠，⾛上⻘海⾼原"])).text == "小学见到长江村民，走上青海高原"


def test_every_radical_is_mended_one_for_one_and_in_text_files_too() -> None:
    assert all(len(char) == 1 and not 0x2E80 <= ord(char) < 0x2FE0 for char in RADICALS.values())
    document = Document(id="a", path="a.txt", sha256="0", text="⻓江村⺠向⼩学捐款。")
    assert reading(document).text == "长江村民向小学捐款。"


def test_what_a_pdf_says_becomes_a_claim_whose_quote_stands_in_its_text(
    tmp_path: Path, make: Any, built: Callable[..., Any]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make.pdf(*PAGES))
    (document,), (claim,) = built(path)
    assert document.text == "\n\n".join("\n".join(page) for page in PAGES)
    assert claim.evidence.quote in PAGES[0][1]
    assert [(amount.value, amount.text) for amount in claim.amounts] == [(600_000, "60万元")]


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which aidgraph[ocr] is not installed."""
    monkeypatch.setattr(scan, "installed", lambda: False)


@pytest.mark.usefixtures("without_extra")
def test_a_scan_without_the_extra_says_what_to_install(
    tmp_path: Path, make: Any, read: Callable[..., Any]
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(make.scan(2))
    assert read(path) == (
        [],
        [f'{path}: a scan without text; install aidgraph[ocr] to read it: pip install "aidgraph[ocr]"'],
    )


@pytest.mark.usefixtures("without_extra")
def test_a_scanned_page_among_others_is_named_and_the_others_are_read(
    tmp_path: Path, make: Any, read: Callable[..., Any]
) -> None:
    import pypdfium2

    mixed = pypdfium2.PdfDocument(make.pdf(*PAGES))
    mixed.import_pages(pypdfium2.PdfDocument(make.scan()))
    path = tmp_path / "mixed.pdf"
    mixed.save(str(path))
    (document,), (error,) = read(path)
    assert document.text.strip() == "\n\n".join("\n".join(page) for page in PAGES)
    assert error.startswith(f"{path}: a scan without text on page 3; install aidgraph[ocr] to read it")


def test_a_scan_is_read_by_the_extra_page_by_page(make: Any) -> None:
    sizes = []

    def recognised(page: Any) -> str:
        sizes.append((page.width, page.height))
        return "⼩学收到捐款。"

    assert pdf_content(make.scan(2), recognised=recognised).text == "小学收到捐款。\n\n小学收到捐款。"
    assert sizes == [(1653, 2339)] * 2


def test_pieces_of_a_scanned_line_are_joined_from_left_to_right() -> None:
    def box(left: float, top: float) -> list[tuple[float, float]]:
        return [(left, top), (left + 50, top), (left + 50, top + 20), (left, top + 20)]

    pieces = [(box(200, 3), "60万元"), (box(10, 40), "第二行"), (box(10, 0), "霍城县")]
    assert scan.printed_lines(pieces) == ["霍城县 60万元", "第二行"]


def test_a_picture_without_words_has_no_text_for_the_extra_either(make: Any) -> None:
    if not scan.installed():
        pytest.skip("aidgraph[ocr] is not installed")
    with pytest.raises(UnreadableError, match="a PDF without text"):
        pdf_content(make.scan())


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n" + b"\0" * 2000])
def test_a_damaged_pdf_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^a damaged PDF; open it, print or save it again as PDF$"):
        pdf_content(data)


def test_a_pdf_of_empty_pages_says_so(make: Any) -> None:
    with pytest.raises(UnreadableError, match=r"^a PDF without text; "):
        pdf_content(make.pdf([], []))


def test_a_pdf_locked_by_a_password_says_so() -> None:
    locked = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n"
        b"endobj\n3 0 obj\n<< /Filter /Standard /V 1 /R 2 /O <"
        + b"28" * 32
        + b"> /U <"
        + b"41" * 32
        + b"> /P -4 >>\n"
        b"endobj\ntrailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] >>\n%%EOF\n"
    )
    with pytest.raises(UnreadableError, match=r"^locked by a password; save it without one$"):
        pdf_content(locked)
