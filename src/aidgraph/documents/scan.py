"""Pictures of pages → text, by RapidOCR: the optional extra `aidgraph[ocr]`, imported when a scan is met.

Its models ship in its wheel; nothing is fetched. A page takes some 18 CPU seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from typing import Any

EXTRA = "aidgraph[ocr]"
COMMAND = 'pip install "aidgraph[ocr]"'


def installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def recognised(page: Any) -> str:
    """The text of a rendered page (a PDFium bitmap), a line a line of print, from top to bottom."""
    found = _engine()(page.to_numpy())
    boxes = [] if found.boxes is None else [[(float(x), float(y)) for x, y in box] for box in found.boxes]
    return "\n".join(printed_lines(zip(boxes, found.txts or (), strict=True)))


def printed_lines(pieces: Iterable[tuple[list[tuple[float, float]], str]]) -> list[str]:
    """Pieces of text with the four corners of each, as lines: top to bottom, and left to right within one."""
    placed = sorted(
        (min(y for _, y in box), max(y for _, y in box), min(x for x, _ in box), text) for box, text in pieces
    )
    lines: list[list[tuple[float, float, float, str]]] = []
    for piece in placed:
        last = lines[-1] if lines else None
        if last and piece[0] < (last[0][0] + last[0][1]) / 2 < piece[1]:
            last.append(piece)
        else:
            lines.append([piece])
    return [" ".join(text for *_, text in sorted(line, key=lambda piece: piece[2])) for line in lines]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})
