"""`.html` → text: a news page's headline and body without menus and footers, its date and address.

What is body and what is not is trafilatura's judgement; its tree is written out here, so that a table's row is a
line. The headline stands as the text's first line. Nothing is asked of the network or of the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from aidgraph.documents.content import Content, UnreadableError, table_line
from aidgraph.documents.decoding import UndecodableError, decoded

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)*+<(?:!doctype\s+html|html|head|meta|title|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:!doctype|html|head|body|div|p|table|br|span|td|li|h[1-6])\b", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE
)
_DATE = r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
_PUBLISHED = re.compile(
    r"<meta[^>]{0,200}?(?:name|property|itemprop)\s*=\s*[\"']?(?:pub_?date|publish_?date|publish(?:ed)?_?time|"
    r"article:published_time|datepublished|firstpublishedtime|dc\.date(?:\.issued)?|weibo:\s*article:create_at)[\"']?"
    rf"[^>]{{0,100}}?content\s*=\s*[\"']?\s*{_DATE}",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    rf"(?:发布|发表|发稿|更新|成文|印发)?(?:时间|日期)\s*[:：]?\s*(?:<[^>]{{0,200}}>|&nbsp;|\s){{0,8}}{_DATE}"
)
_SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,30}$")
#: Characters. Trafilatura's own 250 is for languages whose words have five letters; a short news item has 60.
_SHORTEST = 40
#: Characters: a cell of a table of projects describes one in a sentence or three.
_LONGEST_CELL = 200
_NO_BODY = "a web page without a body; copy its text into a .txt file, or leave it out"


def is_webpage(data: bytes) -> bool:
    """Whether the bytes begin as a web page does, whatever the file is called."""
    return bool(_PAGE.match(data[:8192]))


def has_tags(data: bytes) -> bool:
    """Whether there is markup at all: enough for a file that is called .html."""
    return bool(_TAG.search(data))


def webpage_content(data: bytes) -> Content:
    """Headline and body of a page. Raises UnreadableError where there is no body."""
    from trafilatura import bare_extraction, load_html

    page = _markup(data)
    tree = load_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    if tree is None:
        raise UnreadableError(_NO_BODY)
    _unwrap_layout(tree)
    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        config=_config(),
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2099-12-31"},
    )
    body = getattr(found, "body", None)
    lines = [] if body is None else list(_lines(body))
    if not any(line.strip() for line in lines):
        raise UnreadableError(_NO_BODY)
    headline = _headline(page, found, lines)
    if headline:
        lines = [headline, "", *_without(lines, headline)]
    return Content(
        "\n".join(lines) + "\n",
        title=headline,
        issued=_published(page) or getattr(found, "date", None),
        url=_canonical(page),
    )


def _markup(data: bytes) -> str:
    """The page's characters: as its mark or meta element says where that is true, else as the bytes show."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = named[1].decode("ascii").lower()
        for encoding in ({"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name),):
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                break
    try:
        return decoded(data)
    except UndecodableError:
        if named and named[1].lower() in (b"gb2312", b"gbk", b"gb18030"):
            return data.decode("gb18030", "replace")  # one broken byte in a menu must not cost the page
        raise


def _config() -> Any:
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    return config


def _unwrap_layout(tree: Any) -> None:
    """Make tables that only lay out a page, or hold a menu, into plain divisions, as pages have them now."""
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        texts = ["".join("".join(cell.itertext()).split()) for cell in cells]
        linked = sum(len("".join("".join(link.itertext()).split())) for link in table.iter("a"))
        holds = any(cell.find(".//table") is not None for cell in cells)
        narrow = all(row.find("td[2]") is None and row.find("th[2]") is None for row in table.iter("tr"))
        if (
            holds
            or narrow
            or any(len(text) > _LONGEST_CELL for text in texts)
            or 2 * linked > sum(map(len, texts))
        ):
            inner = [
                e for e in table.iter("tr", "td", "th", "tbody") if next(e.iterancestors("table")) is table
            ]
            for element in (table, *inner):
                element.tag = "div"


def _lines(element: Any) -> Iterator[str]:
    """The lines of trafilatura's tree: paragraphs, headings, list items, rows."""
    for child in element:
        if child.tag == "table":
            yield from _table(child)
        elif child.tag in ("list", "quote", "body", "div") and len(child):
            yield from _lines(child)
        else:
            yield from (line for line in _text(child).split("\n") if line.strip())
        yield from (line for line in (child.tail or "").split("\n") if line.strip())


def _text(element: Any) -> str:
    if element.tag == "graphic":
        return ""
    parts = [_clean(element.text)]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _text(child))
        if child.tag in ("p", "head", "item"):
            parts.append("\n")
        parts.append(_clean(child.tail))
    return "".join(parts).strip(" \n")


def _clean(text: str | None) -> str:
    return re.sub(r"[ \t\r\xa0]+", " ", text or "")


def _table(table: Any) -> Iterator[str]:
    rows = [[_text(cell) for cell in row.iter("cell")] for row in table.iter("row")]
    width = max((len(row) for row in rows), default=0)
    if width <= 1 or (len(rows) == 1 and any(len(cell) > 100 for cell in rows[0])):
        yield from (line for row in rows for cell in row for line in cell.split("\n") if line.strip())
        return
    yield ""
    for row in rows:
        line = table_line([[cell] for cell in (*row, *([""] * (width - len(row))))])
        if line.strip():
            yield line
    yield ""


def _headline(page: str, found: Any, lines: list[str]) -> str | None:
    """The page's title without the site's name; the first heading's wording where they agree."""
    title = " ".join((getattr(found, "title", None) or "").split())
    if not title:
        return None
    shorter = _SITE.sub("", title)
    for line in lines[:3]:
        if line.strip() and line.strip() in (title, shorter):
            return line.strip()
    return shorter if page.count(shorter) > page.count(title) else title


def _without(lines: list[str], headline: str) -> list[str]:
    """The lines less the headline's own, where the body begins with it."""
    for place, line in enumerate(lines[:3]):
        if line.strip() == headline:
            return lines[:place] + lines[place + 1 :]
    return lines


def _published(page: str) -> str | None:
    for pattern in (_PUBLISHED, _PRINTED):
        found = pattern.search(page)
        if found:
            year, month, day = map(int, found.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year:04}-{month:02}-{day:02}"
    return None


def _canonical(page: str) -> str | None:
    """The address that the page itself gives as its own; http(s) only."""
    for link in re.finditer(r"<(?:link|meta)\b[^>]{0,600}>", page, re.IGNORECASE):
        if re.search(r"rel\s*=\s*[\"']?canonical|property\s*=\s*[\"']?og:url", link[0], re.IGNORECASE):
            address = re.search(
                r"(?:href|content)\s*=\s*[\"']?(https?://[^\s\"'>]{4,500})", link[0], re.IGNORECASE
            )
            if address:
                return address[1]
    return None
