"""A document's text as rules match it: one paragraph a line, each with its role, every character mapped back.

Words that a page end or a fixed line width broke are whole again; nothing but blanks, marks and page numbers
is left out. `Reading.raw` leads from any stretch of it to the stored text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass

from aidgraph.documents.layout import Block, Role, blocks
from aidgraph.documents.script import simplified
from aidgraph.model import Document, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's place in `Reading.text` and its role.

    `heading` is the index of the nearest heading above; `level` is its depth (1 is 一、 or #) if it is one.
    A bracketed heading inside a paragraph (【对口支援某县】) stays in the paragraph's text.
    """

    start: int
    end: int
    role: Role
    heading: int | None = None
    level: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Folded text; `offsets[i]` is the stored offset of `text[i]`, the last one the stored text's length."""

    document: Document
    text: str
    offsets: array[int]
    paragraphs: tuple[Paragraph, ...]

    def raw(self, start: int, end: int) -> Span:
        """The stored span of folded [start, end): from the first character to the last, nothing after it."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def paragraph_at(self, position: int) -> int:
        """Index of the paragraph that holds a folded position; a line break belongs to the one before it."""
        return max(0, bisect_right(self.paragraphs, position, key=lambda paragraph: paragraph.start) - 1)


def reading(document: Document) -> Reading:
    """The document's text, folded, in simplified script. Never raises; an empty text has no paragraphs."""
    stored = document.text
    texts: list[str] = []
    offsets: array[int] = array("I")
    paragraphs: list[Paragraph] = []
    heading: int | None = None
    place = 0
    last: Block | None = None
    for block in blocks(simplified(stored) if document.language == "zh-Hant" else stored):
        if last is not None:
            offsets.append(last.newline)
            place += 1
        above = heading if block.role in ("heading", "body", "table") else None
        paragraphs.append(Paragraph(place, place + len(block.text), block.role, above, block.level))
        if block.role == "heading":
            heading = len(paragraphs) - 1
        texts.append(block.text)
        offsets.extend(block.offsets)
        place += len(block.text)
        last = block
    offsets.append(len(stored))
    return Reading(document, "\n".join(texts), offsets, tuple(paragraphs))
