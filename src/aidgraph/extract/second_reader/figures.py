"""Whether a quote has a number: as our own reader of quantities reads it, else as plain numerals."""

from __future__ import annotations

import re

from aidgraph.extract.numbers import Quantity, han_value, quantities
from aidgraph.model import Span

_NUMERALS = re.compile(r"[\d.零〇一二两三四五六七八九十百千万亿半几数]+")
_PLAIN = re.compile(
    r"(?P<arabic>\d+(?:\.\d+)?)[多余几]?(?P<scale>[十百千]?[万亿]?)|(?P<han>[零〇一二两三四五六七八九十百千万亿半]+)"
)
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def quantity_at(
    text: str, sentence: Span, quote: Span, *, value: float | None, currency: str | None = None
) -> Quantity | None:
    """The quantity of this value whose digits stand in the quote; bound words and unit may stand beside it.

    With `currency` it is a sum of that money. `value` None asks for a vague one (数千元).
    """
    for found in quantities(text[sentence.start : sentence.end]):
        numerals = _NUMERALS.search(found.text)
        if numerals is None or found.currency != currency:
            continue
        start = sentence.start + found.start
        low, high = start + numerals.start(), start + numerals.end()
        if quote.start <= low and high <= quote.end and found.value == value:
            return found
    return None


def has_number(quote: str, value: float) -> bool:
    """Whether a number stands in a quote that no quantity was read from (第二所, 一次)."""
    for match in _PLAIN.finditer("".join(quote.split())):
        if match["han"]:
            number = han_value(match["han"])
        else:
            number = float(match["arabic"])
            for char in match["scale"]:
                number *= _SCALES[char]
        if number is not None and abs(number - value) < 1e-6:
            return True
    return False
