"""The rows that the steps fill, and how the small tables beside `make.py` are read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
_COLUMNS = (
    "id type name since parents shorts aliases former codes english english_aliases pinyin lat lon precision"
)
COLUMNS = tuple(_COLUMNS.split())
Rows = dict[str, "Row"]


@dataclass
class Row:
    """One line of `places.tsv`."""

    id: str
    type: str
    name: str
    parents: list[str] = field(default_factory=list)
    since: int | None = None
    shorts: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    former: list[tuple[str, int | None, int | None]] = field(default_factory=list)
    codes: list[tuple[str, str, int | None, int | None]] = field(default_factory=list)
    english: str = ""
    english_aliases: list[str] = field(default_factory=list)
    pinyin: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = ""

    def cells(self) -> list[str]:
        """The line's cells, in the order of COLUMNS."""
        former = [f"{name}:{_years(since, until)}" for name, since, until in self.former]
        codes = [f"{scheme}={code}:{_years(since, until)}" for scheme, code, since, until in self.codes]
        return [
            self.id,
            self.type,
            self.name,
            str(self.since or ""),
            "|".join(self.parents),
            "|".join(_distinct(self.shorts, but=self.name)),
            "|".join(_distinct(self.aliases, but=self.name)),
            "|".join(former),
            "|".join(codes),
            self.english,
            "|".join(self.english_aliases),
            self.pinyin,
            "" if self.lat is None else f"{self.lat:.4f}",
            "" if self.lon is None else f"{self.lon:.4f}",
            self.precision,
        ]


def _years(since: int | None, until: int | None) -> str:
    return f"{since or ''}-{until or ''}"


def _distinct(names: Iterable[str], *, but: str) -> list[str]:
    return [name for name in dict.fromkeys(names) if name and name != but]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
