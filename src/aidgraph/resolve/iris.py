"""The IRIs of entities: readable, stable, in Chinese where the name is Chinese.

An IRI hangs on a code or a canonical name alone, never on what else is in the graph, so that one entity has
one IRI in every document and every build. Only characters that no IRI may hold, and those that would end a
segment, are percent-encoded.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from aidgraph.gazetteer import Place

BASE = "https://w3id.org/aidgraph/"

#: Party type → its segment of the IRI
SEGMENTS = {
    "School": "school",
    "Hospital": "hospital",
    "Enterprise": "enterprise",
    "Association": "association",
    "Foundation": "foundation",
    "Media": "media",
    "PublicBody": "public-body",
    "Park": "park",
    "Headquarters": "headquarters",
    "WorkTeam": "work-team",
}


#: RFC 3987 ucschar: what an IRI may hold of Unicode beyond ASCII, planes 1 to 14 apart
_BASIC = (range(0xA0, 0xD800), range(0xF900, 0xFDD0), range(0xFDF0, 0xFFF0))


def _is_plain(character: str) -> bool:
    """Whether a character may stand in a segment of an IRI as it is (RFC 3987 ipchar)."""
    point = ord(character)
    if point < 0x80:
        return character.isalnum() or character in "-._~!$&'()*+,;=:@"
    if point > 0xFFFF:
        return point < 0xF0000 and point & 0xFFFF < 0xFFFE and not 0xE0000 <= point < 0xE1000
    return any(point in block for block in _BASIC)


def segment(text: str) -> str:
    """Text as one segment of an IRI: raw Unicode, illegal characters percent-encoded as UTF-8."""
    return "".join(c if _is_plain(c) else quote(c, safe="", errors="replace") for c in text)


@dataclass(frozen=True, slots=True)
class Iris:
    """Entity IRIs under one base."""

    base: str = BASE

    def place(self, place: Place) -> str:
        """A division by its code, a unit of the Corps by its numbers, a park by its name."""
        if place.type == "Park":
            return self.organisation("Park", place.name)
        if place.id.startswith("corps"):
            return f"{self.base}id/{'/'.join(segment(part) for part in place.id.split('-', 2))}"
        return f"{self.base}id/division/{place.id}"

    def below(self, kind: str, place: Place, name: str) -> str:
        """A village, company or unlisted township: by the county or regiment it lies in, and its name."""
        if place.id.startswith("corps"):
            return f"{self.place(place)}/{segment(name)}"
        return f"{self.base}id/{kind.lower()}/{place.id[:6]}/{segment(name)}"

    def organisation(self, kind: str, name: str) -> str:
        """An institution by its type and canonical name."""
        return f"{self.base}id/{SEGMENTS[kind]}/{segment(name)}"

    def group(self, document: str, start: int, *, same_start: int = 0) -> str:
        """A collective by its mention; `same_start` counts those before it at the same place."""
        parts = "/".join(segment(part) for part in document.split("/"))
        return f"{self.base}id/group/{parts}/{start}" + (f".{same_start + 1}" if same_start else "")
