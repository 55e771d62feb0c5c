"""Where a quote stands in a text: exact search without white space, mapped back; of several places the nearest sentence."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from aidgraph.model import Span

_SENTENCE_END = re.compile(r"[。！？!?\n]+")


class Grounding:
    """A text to find quotes in; all spans are of that text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places = array("L", (place for place, char in enumerate(text) if not char.isspace()))
        self._bare = "".join(text[place] for place in self._places)
        self._ends = array("L", (match.end() for match in _SENTENCE_END.finditer(text)))

    def occurrences(self, quote: str, within: Span) -> Iterator[Span]:
        """Each place in a stretch where a quote stands word for word, in order."""
        sought = bare(quote)
        low, high = self._inside(within)
        while sought and (low := self._bare.find(sought, low, high)) >= 0:
            yield self._span(low, len(sought))
            low += 1

    def nearest(self, quote: str, to: Span) -> Span | None:
        """Where a quote stands: inside `to`, else in the nearest sentence, the earlier of two; None where nowhere."""
        sought = bare(quote)
        if not sought:
            return None
        low, high = self._inside(to)
        found = self._bare.find(sought, low, high)
        if found >= 0:
            return self._span(found, len(sought))
        before = self._bare.rfind(sought, 0, min(len(self._bare), low + len(sought) - 1))
        after = self._bare.find(sought, low)
        spans = [self._span(place, len(sought)) for place in (before, after) if place >= 0]
        return min(
            spans, key=lambda span: (self.sentences_apart(span, to), self._gap(span, to)), default=None
        )

    def sentences_apart(self, one: Span, other: Span) -> int:
        """How many sentence ends lie between two stretches; 0 where they share a sentence."""
        if one.start > other.start:
            one, other = other, one
        return max(0, self._sentence(other.start) - self._sentence(one.end - 1))

    def sentences(self, span: Span) -> Span:
        """The whole sentences that a stretch lies in."""
        first, last = self._sentence(span.start), self._sentence(span.end - 1)
        start = self._ends[first - 1] if first else 0
        return Span(start, self._ends[last] if last < len(self._ends) else len(self.text))

    def _sentence(self, place: int) -> int:
        return bisect_right(self._ends, place)

    def _inside(self, span: Span) -> tuple[int, int]:
        return bisect_left(self._places, span.start), bisect_left(self._places, span.end)

    def _span(self, low: int, length: int) -> Span:
        return Span(self._places[low], self._places[low + length - 1] + 1)

    @staticmethod
    def _gap(one: Span, other: Span) -> int:
        return max(one.start - other.end, other.start - one.end, 0)


def bare(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())
