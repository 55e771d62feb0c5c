"""One line of stored text → the same line as rules match it, each character with its stored place.

Every fold keeps a character, turns it into one other, or drops it; never one into many. So `offsets[i]` is
where `text[i]` comes from, and offsets only grow. Each step is one pass of a regular expression that cannot
backtrack, so a line of 50 MB takes seconds.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence

from aidgraph.documents.radicals import RADICALS

#: Stands in a line, for the length of one pass, where a character is to be dropped.
_DROP = "\0"


def _fold_table() -> dict[int, str]:
    controls = (*range(0x20), 0x7F, *range(0x80, 0xA0), 0xAD, 0x61C, 0x180E, 0xFEFF)
    invisible = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
    selectors = (*range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC))
    blanks = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
    table = dict.fromkeys((*controls, *invisible, *selectors), _DROP) | dict.fromkeys(blanks, " ")
    table |= {0x09: "\t"}
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ")):
        table |= {code: chr(code - 0xFEE0) for code in range(ord(first), ord(last) + 1)}
    table |= {ord(wide): narrow for wide, narrow in zip("％．／－＋＆", "%./-+&", strict=True)}
    table |= {ord(mark): "·" for mark in "‧•・･"}
    table |= {ord(mark): "“" for mark in "「『〝"} | {ord(mark): "”" for mark in "」』〞"}
    table |= {ord("〔"): "（", ord("〕"): "）", ord("﹙"): "（", ord("﹚"): "）"}
    for code in range(0xF900, 0xFB00):  # compatibility twins, as PDFs give them
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    table |= RADICALS
    return table


_TABLE = _fold_table()
_HAN = r"\u2014\u2018-\u201d\u2026\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_HAS_HAN = re.compile(f"[{_HAN}]")
_MARKS = re.compile(r"\*\*+|__+|`+")
_LEADING = re.compile(r"(?:[ \t]*+>)*+[ \t]*+(?:#{1,6}(?!\d)[ \t]*+|[-*+][ \t]++|\*++(?=[ \t]))?+")
_RULE = re.compile(r"[ \t]*+(?:-{3,}+|\*{3,}+|_{3,}+|={3,}+)[ \t]*+")
_BLANKS = re.compile(r"[ \t]++")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_NARROW_PUNCTUATION = re.compile(f"(?<=[{_HAN}])[,;:?!]|[,;:?!](?=[{_HAN}])")
_TIME = re.compile(r"(?<=\d)：(?=\d)")
_THOUSANDS = re.compile(r"(?<![\d.,，])[1-9]\d{0,2}([,，])\d{3}(?:\1\d{3})*+(?!\d|[,，]\d)", re.ASCII)
_PARENTHESES = str.maketrans("()", "（）")
_KEPT = re.compile(r"[^\0]+")


def folded_line(raw: str, base: int) -> tuple[str, array[int]]:
    """The folded line and each of its characters' stored offset; `base` is that of the line's start."""
    text, offsets = _squeezed(raw.translate(_TABLE), range(base, base + len(raw)))
    if _RULE.fullmatch(text):
        return "", array("I")
    lead = _LEADING.match(text)
    if lead and lead.end():
        text = _DROP * lead.end() + text[lead.end() :]
    text, offsets = _squeezed(_MARKS.sub(_dropped, text), offsets)
    text, offsets = _squeezed(_BLANKS.sub(_blank, text), offsets)
    if _HAS_HAN.search(text):
        text = _quoted(_NARROW_PUNCTUATION.sub(lambda m: _WIDE[m[0]], text.translate(_PARENTHESES)))
    text = _TIME.sub(":", text)
    return _squeezed(_THOUSANDS.sub(lambda m: m[0].replace(m[1], _DROP), text), offsets)


def hashes(raw: str) -> int:
    """How many # begin a line: the level of a Markdown heading, else 0."""
    mark = re.match(r"[ \t]{0,3}(#{1,6})(?!\d)[ \t]*+[^#\s]", raw)
    return len(mark[1]) if mark else 0


def spaced(raw: str) -> str:
    """A line for display: marks and invisible characters dropped, single blanks kept, digits half-width."""
    text = raw.translate(_TABLE).replace(_DROP, "")
    lead = _LEADING.match(text)
    return " ".join(_MARKS.sub("", text[lead.end() :] if lead else text).split())


def _squeezed(text: str, offsets: Sequence[int]) -> tuple[str, array[int]]:
    """Without the characters marked as dropped."""
    if _DROP not in text:
        return text, offsets if isinstance(offsets, array) else array("I", offsets)
    kept = [match.span() for match in _KEPT.finditer(text)]
    places = array("I")
    for start, end in kept:
        places.extend(offsets[start:end])
    return "".join(text[start:end] for start, end in kept), places


def _dropped(match: re.Match[str]) -> str:
    return _DROP * len(match[0])


def _blank(match: re.Match[str]) -> str:
    """A run of blanks: kept as one between Latin words, between numbers, and where a tab parts columns."""
    start, end, text = match.start(), match.end(), match.string
    before, after = text[start - 1 : start], text[end : end + 1]
    width = end - start
    if not before or not after:
        return _DROP * width
    if "\t" in match[0] or _keeps_blank(before, after):
        return " " + _DROP * (width - 1)
    return _DROP * width


def _keeps_blank(before: str, after: str) -> bool:
    if before.isdecimal() or after.isdecimal():  # "12 30" and "3. 2017年" are two numbers
        return after.isdecimal() and (before.isdecimal() or before == ".")
    return not (_HAS_HAN.match(before) or _HAS_HAN.match(after))


def _quoted(text: str) -> str:
    """Straight quotation marks become opening and closing ones in turn."""
    if '"' not in text:
        return text
    parts = text.split('"')
    marks = ("“", "”")
    return parts[0] + "".join(marks[i % 2] + part for i, part in enumerate(parts[1:]))
