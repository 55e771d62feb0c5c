"""`.pdf` → text by PDFium, page after page, a blank line between two; radicals mended to characters.

A page with a picture and next to no text is a scan: it is read by `scan` where that extra is installed, else named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aidgraph.documents.content import Content, UnreadableError
from aidgraph.documents.radicals import RADICALS

#: Characters. A scanned page may carry a stamped page number or a library's mark as text.
_LEAST = 12
_INVISIBLE = dict.fromkeys((0x00, 0x02, 0xAD, 0xFFFE, 0xFFFF))


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does."""
    return data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF")


def pdf_content(data: bytes, *, recognised: Callable[[Any], str] | None = None) -> Content:
    """The text of a PDF. `recognised` reads a rendered page, by default `scan.recognised`.

    Raises UnreadableError where it is damaged, locked by a password, or nothing but scans that can't be read.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("locked by a password; save it without one") from None
        raise UnreadableError("a damaged PDF; open it, print or save it again as PDF") from None
    try:
        pages = [_page_text(pdf, number) for number in range(len(pdf))]
        scans = [number for number, text in enumerate(pages) if _is_scan(pdf, number, text)]
        unread = _read_scans(pdf, scans, pages, recognised)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"a damaged PDF ({error}); open it, print or save it again as PDF") from None
    finally:
        pdf.close()
    text = "\n\n".join(pages)
    if not text.strip() or (unread and len(scans) == len(pages)):
        raise UnreadableError(unread or "a PDF without text; save it as one with text, or leave it out")
    return Content(text, unread=(unread,) if unread else ())


def _page_text(pdf: Any, number: int) -> str:
    page = pdf[number]
    textpage = page.get_textpage()
    text: str = textpage.get_text_range()
    textpage.close()
    page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE | RADICALS).strip("\n")


def _is_scan(pdf: Any, number: int, text: str) -> bool:
    """Whether a page is a picture: it has one, and hardly a character that means something."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    known = sum(not char.isspace() and char != "\ufffd" and not "\ue000" <= char <= "\uf8ff" for char in text)
    if known >= _LEAST:
        return False
    page = pdf[number]
    found = next(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]), None) is not None
    page.close()
    return found


def _read_scans(
    pdf: Any, scans: list[int], pages: list[str], recognised: Callable[[Any], str] | None
) -> str | None:
    """Put what the scans say into `pages`; what to do about them where that can't be."""
    if not scans:
        return None
    if recognised is None:
        from aidgraph.documents import scan

        if not scan.installed():
            which = "" if len(scans) == len(pages) else f" on page {', '.join(str(s + 1) for s in scans)}"
            return f"a scan without text{which}; install {scan.EXTRA} to read it: {scan.COMMAND}"
        recognised = scan.recognised
    for number in scans:
        page = pdf[number]
        pages[number] = recognised(page.render(scale=200 / 72)).translate(RADICALS)
        page.close()
    return None
