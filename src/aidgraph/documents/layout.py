"""Lines → paragraphs with their roles: masthead, title, headings, body, rows of tables, circulation list, imprint.

A word broken by a page end or by a fixed line width is joined again. The rule for a page end: the text before
stops without a closing mark and is longer than a heading, and what follows is neither numbered nor a heading.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from aidgraph.documents.folding import spaced
from aidgraph.documents.lines import Line, lines, width, wrap_width
from aidgraph.documents.masthead import Masthead, first_date, is_byline, is_circulation, is_imprint, iso_date

Role = Literal["masthead", "title", "heading", "body", "circulation", "imprint", "table"]

_ORDINAL = "[一二三四五六七八九十]"
_NUMBERED = (
    re.compile(rf"{_ORDINAL}{{1,3}}[、.](?!{_ORDINAL})"),
    re.compile(rf"（{_ORDINAL}{{1,3}}）"),
    re.compile(r"\d{1,2}[.、](?!\d)"),
    re.compile(r"（\d{1,2}）|\d{1,2}[）)]"),
    re.compile(r"[①-⑳]"),
)
_ITEM = re.compile(r"[|●■◆▲★○□◇△►▶✓]|【[^】]{1,20}】")
_STOP = re.compile(r"[。！；]")
_MONEY = re.compile(r"\d[余多]?[万亿]{0,2}元")

#: Widths in Chinese characters. A heading without a number is shorter than a printed line (28, less the
#: indent); a numbered one and a title run to two lines at most.
_HEADING, _TITLE, _NUMBERED_HEADING = 22, 45, 60
_HEAD_LINES, _FOOT_LINES, _TITLE_LINES = 14, 30, 4


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its folded text, each character's stored place, and that of the line end after it."""

    text: str
    offsets: array[int]
    newline: int
    role: Role = "body"
    level: int = 0


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a stored text, in order."""
    found = lines(text)
    wrap = wrap_width(found)
    _, roles = _head(text, found, wrap)
    foot = _foot(found, len(roles))
    for line, role in zip(found, roles, strict=False):
        yield _block([line], role)
    middle = found[len(roles) : len(found) - len(foot)]
    yield from _with_headings([_block(group, "body") for group in _joined(middle, wrap)], middle)
    for group_role, group in _foot_groups(found[len(found) - len(foot) :], foot, wrap):
        yield _block(group, group_role)


def printed(text: str, *, plain: str | None = None) -> Masthead:
    """What the text's head and foot say of it; a long text's middle is not looked at.

    `plain` is the same text in simplified script, where it is in traditional: the title stays as printed.
    """
    plain = text if plain is None else plain
    found = lines(plain[:8000])
    if len(text) <= 8000:
        tail, before = found, len(_head(text, found, wrap_width(found))[1])
    else:
        tail, before = lines(plain[-3000:]), 1
    masthead, _ = _head(text, found, wrap_width(found))
    foot = _foot(tail, before)
    if masthead.issued is None:
        imprint = [
            line.text
            for line, role in zip(tail[len(tail) - len(foot) :], foot, strict=True)
            if role == "imprint"
        ]
        masthead.issued = first_date(imprint)
    return masthead


def _head(text: str, found: Sequence[Line], wrap: float | None) -> tuple[Masthead, list[Role]]:
    """The masthead and the roles of the lines above the body."""
    masthead, roles = Masthead(), list[Role]()
    for place, line in enumerate(found[:_HEAD_LINES]):
        follows = place + 1 < len(found)
        if masthead.take(line.text, first=place == 0):
            roles.append("masthead")
        elif place and is_byline(line.text):
            masthead.issued = masthead.issued or iso_date(line.text)
            roles.append("masthead")
        elif follows and _is_title(line, masthead, wrap, adjacent=not found[place + 1].gap):
            title = spaced(text[line.start : line.end])
            dash = not masthead.title or title.startswith(("—", "-"))
            masthead.title.append(title if dash else f" {title}")
            roles.append("title")
        else:
            break
    return masthead, roles


def _is_title(line: Line, masthead: Masthead, wrap: float | None, *, adjacent: bool) -> bool:
    if line.row:
        return False
    too_long = line.width > (_HEADING if line.indented else _TITLE)
    filled = wrap is not None and adjacent and line.width >= wrap
    if too_long or filled or line.text.endswith(tuple("。；：，、…")) or _STOP.search(line.text[:-1]):
        return False
    if (_starts_item(line) and line.hashes != 1) or is_circulation(line.text):
        return False
    if masthead.printed:
        return len(masthead.title) < _TITLE_LINES
    sentence = line.width > _HEADING and "，" in line.text  # of prose whose end a page cut off
    return not sentence and (not masthead.title or line.text.startswith("——"))


def _foot(found: Sequence[Line], head: int) -> list[Role]:
    """The roles of the lines below the body: from the circulation list on; the imprint at the very end."""
    first = max(head, len(found) - _FOOT_LINES)
    opening = next((i for i in range(first, len(found)) if is_circulation(found[i].text)), len(found))
    imprint = len(found)
    while imprint > max(first, 1) and is_imprint(found[imprint - 1].text) and not found[imprint - 1].row:
        if found[imprint - 2].text.endswith(("，", "、")):
            break
        imprint -= 1
    return ["imprint" if i >= imprint else "circulation" for i in range(min(opening, imprint), len(found))]


def _foot_groups(
    found: Sequence[Line], roles: Sequence[Role], wrap: float | None
) -> Iterator[tuple[Role, list[Line]]]:
    group: list[Line] = []
    for line, role in zip(found, roles, strict=True):
        last = group[-1] if group else None
        if (
            last
            and role == "circulation"
            and not is_circulation(line.text)
            and not last.text.endswith(("。", "；"))
        ):
            group.append(line)
            continue
        if group:
            yield "circulation", group
            group = []
        if role == "circulation":
            group = [line]
        else:
            yield role, [line]
    if group:
        yield "circulation", group


def _joined(found: Sequence[Line], wrap: float | None) -> Iterator[list[Line]]:
    """Lines grouped into paragraphs."""
    gaps = any(line.gap for line in found[1:])
    indents = sum(line.indented for line in found)
    group: list[Line] = []
    for line in found:
        if group and _continues(group, line, wrap, marked=gaps or indents > 0, indents=indents > 0):
            group.append(line)
        else:
            if group:
                yield group
            group = [line]
    if group:
        yield group


def _continues(group: Sequence[Line], line: Line, wrap: float | None, *, marked: bool, indents: bool) -> bool:
    """Whether a line goes on with the paragraph; `marked`: blank lines or indents tell paragraphs apart."""
    last = group[-1]
    if _starts_item(line) or last.hashes or line.row or last.row or (indents and line.indented):
        return False
    full = wrap is not None and last.width >= wrap
    if wrap is not None and not line.gap:
        return (full and (marked or not last.ended)) or last.text.endswith(("，", "、"))
    if last.ended:
        return False
    if full or last.text.endswith(("，", "、")):
        return True
    text = "".join(part.text for part in group) if len(group) < 3 else None
    if text is not None and (width(text) <= _HEADING or _is_numbered_heading(text)):
        return False
    return line.ended or line.width > _HEADING


def _starts_item(line: Line) -> bool:
    text = line.text
    return bool(line.hashes or _level(text) or _ITEM.match(text))


def _level(text: str) -> int:
    return next((level for level, pattern in enumerate(_NUMBERED, 1) if pattern.match(text)), 0)


def _is_numbered_heading(text: str) -> bool:
    level = _level(text)
    if not level or width(text) > _NUMBERED_HEADING or _STOP.search(text):
        return False
    return level <= 2 or not _MONEY.search(text)


def _block(group: Sequence[Line], role: Role) -> Block:
    """One paragraph of one or more lines; only between Latin words does a line end become a blank."""
    text, offsets = group[0].text, group[0].offsets
    if len(group) > 1:
        parts, offsets = [text], offsets[:]
        for last, line in pairwise(group):
            before, after = last.text[-1], line.text[0]
            if (before + after).isascii() and before.isalpha() and after.isalpha():
                parts.append(" ")
                offsets.append(last.end)
            parts.append(line.text)
            offsets.extend(line.offsets)
        text = "".join(parts)
    return Block(text, offsets, group[-1].end, "table" if group[0].row else role, group[0].hashes)


def _with_headings(found: Sequence[Block], middle: Sequence[Line]) -> Iterator[Block]:
    """Body and headings told apart: a heading is numbered, marked with #, or one or two short lines."""
    ended = tuple("。！？；：…”’）」】》.!?;:)],，、")
    short = [len(block.text) <= 2 * _HEADING and width(block.text) <= _HEADING for block in found]
    plain = [
        short[i] and not _level(block.text) and block.role != "table" and not block.text.endswith(ended)
        for i, block in enumerate(found)
    ]
    run = 0
    runs = [0] * len(found)
    for i in range(len(found) - 1, -1, -1):
        run = run + 1 if plain[i] else 0
        runs[i] = run
    numbered = any(
        _is_numbered_heading(block.text) for block in found if len(block.text) <= 2 * _NUMBERED_HEADING
    )
    for i, block in enumerate(found):
        level = block.level
        if block.role == "table":
            yield block
            continue
        if not level and len(block.text) <= 2 * _NUMBERED_HEADING and _is_numbered_heading(block.text):
            level = _level(block.text)
        elif not level and plain[i]:
            before = plain[i - 1] if i else False
            listed = (runs[i] + (runs[i - 1] > runs[i] if before else 0) > 2) or (
                i > 0 and found[i - 1].text.endswith("：")
            )
            above = before and i > 1 and plain[i - 2]
            last = i + runs[i] == len(found)
            level = 0 if listed or above or last else 1 + numbered
        yield replace(block, role="heading" if level else "body", level=level)
