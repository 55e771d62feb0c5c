"""The nouns of the gazetteer: places, their former names, mentions of them, known organisations."""

from __future__ import annotations

from dataclasses import dataclass

from aidgraph.model import Identifier


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a place no longer bears, the first and last year it held; None where open or unknown."""

    name: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A division of China or a unit of the Corps.

    `id` is the GB/T 2260 code of six digits for counties and above, the NBS code of nine for townships, and
    `corps`, `corps-4`, `corps-4-79` for the Corps, a division, a regiment. `parents` are ids, nearest
    first. `lat`/`lon` are WGS 84 degrees; `precision` is `seat` (the town it is governed from) or `centre`.
    `english` is None unless it is known; `since` is the year from which the present name holds, None where
    that is unknown or before the records.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    english: str | None = None
    english_aliases: tuple[str, ...] = ()
    pinyin: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    parents: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    former: tuple[FormerName, ...] = ()
    since: int | None = None

    def bore(self, name: str, year: int) -> bool:
        """Whether the place could be called `name` in that year; True where the records can't tell."""
        for held in self.former:
            if held.name == name:
                return (held.since is None or held.since <= year) and (
                    held.until is None or year <= held.until
                )
        return name != self.name or self.since is None or self.since <= year


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where a text names a place: half-open offsets, the name as it stands there, and the ids it can mean."""

    start: int
    end: int
    name: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A known institution: full name, other names, type (model.PARTY_TYPES), the id of the place it is in."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    place: str | None = None
