"""Every name and what it can mean: the tables in memory, townships and English names once asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from aidgraph.gazetteer import tables
from aidgraph.gazetteer.corps import CorpsNames
from aidgraph.gazetteer.places import Place

Ids = tuple[str, ...]
#: How well a name fits, the place's level, its id
Entry = tuple[int, int, str]

LEVELS = ("Province", "Corps", "Prefecture", "CorpsDivision", "County", "CorpsRegiment", "Park", "Township")
#: The full name; a short or other name; one that is a common word or a district's; a name no longer borne;
#: an English name
FULL, SHORT, WEAK, FORMER, ENGLISH = range(5)
TOWNSHIP_ENDINGS = ("镇", "乡", "街道")

_ENGLISH_KIND = re.compile(r" (Autonomous )?(Prefecture|County|City|Province|Qu|Xian|Shi|Sheng)\b.*")


def plain(name: str) -> str:
    """A name without white space between Chinese characters."""
    return name.strip() if name.isascii() else re.sub(r"\s+", "", name)


class NameIndex:
    """Names of counties and above are indexed at once, the rest on demand."""

    def __init__(self) -> None:
        self.rows = tables.place_rows()
        self.names: dict[str, list[Entry]] = defaultdict(list)
        self._places: dict[str, Place] = {}
        for place_id, cells in self.rows.items():
            level = LEVELS.index(cells[tables.TYPE])
            self.names[cells[tables.NAME]].append((FULL, level, place_id))
            for name in f"{cells[tables.SHORTS]}|{cells[tables.ALIASES]}".split("|"):
                if name:
                    fit = WEAK if name[0] == "~" else SHORT
                    self.names[name.lstrip("~")].append((fit, level, place_id))
            if cells[tables.FORMER]:
                for former in cells[tables.FORMER].split("|"):
                    self.names[former.rpartition(":")[0]].append((FORMER, level, place_id))

    def place(self, place_id: str) -> Place:
        """The place of an id. Raises KeyError where there is none."""
        if place_id not in self._places:
            if place_id in self.rows:
                self._places[place_id] = tables.place(self.rows[place_id])
            else:
                name = self._township_names[place_id]
                self._places[place_id] = tables.township(place_id, name, self.ancestors(place_id))
        return self._places[place_id]

    def kind(self, place_id: str) -> str:
        """The type of a place."""
        return self.rows[place_id][tables.TYPE] if place_id in self.rows else "Township"

    def ancestors(self, place_id: str) -> Ids:
        """The ids of every place a place lies in, nearest first."""
        cells = self.rows.get(place_id)
        if cells is not None:
            return tuple(cells[tables.PARENTS].split("|")) if cells[tables.PARENTS] else ()
        county = place_id[:6]
        if county not in self.rows:  # 嘉峪关市, 东莞市: townships right under the prefecture
            county = county[:4] + "00"
        return (county, *self.ancestors(county))

    def within(self, inner_id: str, outer_id: str) -> bool:
        """Whether one place lies in another; no place lies in itself."""
        return outer_id in self.ancestors(inner_id)

    def meanings(self, name: str, year: int | None = None) -> Ids:
        """The ids that a name can mean, best fit first; with `year`, those that bore it then, if any did."""
        found = tuple(place_id for _, _, place_id in self.ranked(name))
        if year is None or len(found) < 2:
            return found
        return tuple(i for i in found if i not in self.rows or self.place(i).bore(name, year)) or found

    def standing(self, name: str) -> Ids:
        """The meanings of a name that stands alone in running text: weak ones give way to others."""
        entries = self.ranked(name)
        firm = [place_id for fit, _, place_id in entries if fit != WEAK]
        return tuple(firm or [place_id for _, _, place_id in entries])

    def ranked(self, name: str) -> list[Entry]:
        """Fit, level and id of each meaning, in that order; townships last."""
        ranked = sorted(set(self.names.get(name, ())))
        unit = self.corps.meaning(name)
        if unit and unit not in [place_id for _, _, place_id in ranked]:
            ranked.insert(0, (SHORT, LEVELS.index(self.kind(unit)), unit))
        ranked += [(FULL, len(LEVELS), code) for code in self.townships.get(name, ())]
        if not ranked:
            ranked = self._by_path(name) or self._english.get(name.casefold(), [])
        best: dict[str, Entry] = {}
        for entry in ranked:
            best.setdefault(entry[2], entry)
        return list(best.values())

    def _by_path(self, name: str) -> list[Entry]:
        """What the end of a path means: 徐州市鼓楼区."""
        for cut in range(len(name) - 2, 1, -1):
            outer = {place_id for _, _, place_id in self.names.get(name[:cut], ())}
            if outer:
                inner = [
                    entry for entry in self.ranked(name[cut:]) if outer.intersection(self.ancestors(entry[2]))
                ]
                if inner:
                    return inner
        return []

    @cached_property
    def townships(self) -> dict[str, list[str]]:
        """Name → codes of the townships that bear it."""
        codes: dict[str, list[str]] = defaultdict(list)
        for code, name in self._township_names.items():
            codes[name].append(code)
        return dict(codes)

    @cached_property
    def corps(self) -> CorpsNames:
        """The names of the Corps and its units."""
        cities = {
            int(row["division"]): self.rows[row["city"]][tables.NAME]
            for row in tables.small_table("corps.csv")
            if row["city"]
        }
        return CorpsNames((place_id for place_id in self.rows if place_id.startswith("corps")), cities)

    @cached_property
    def _township_names(self) -> dict[str, str]:
        return dict(line.split("\t") for line in tables.township_rows())

    @cached_property
    def _english(self) -> dict[str, list[Entry]]:
        names: dict[str, list[Entry]] = defaultdict(list)
        for place_id, cells in self.rows.items():
            level = LEVELS.index(cells[tables.TYPE])
            known = [cells[tables.ENGLISH], *cells[tables.ENGLISH_ALIASES].split("|"), cells[tables.PINYIN]]
            for name in dict.fromkeys((*known, *(_ENGLISH_KIND.sub("", name) for name in known))):
                if name:
                    names[name.casefold()].append((ENGLISH, level, place_id))
        return {name: sorted(entries) for name, entries in names.items()}
