"""`Gazetteer`: what a name can mean, which meaning a context decides, and where a text names places."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from aidgraph.gazetteer import tables
from aidgraph.gazetteer.corps import is_unit
from aidgraph.gazetteer.deciding import Decider, Decision
from aidgraph.gazetteer.index import (
    FORMER,
    FULL,
    LEVELS,
    SHORT,
    TOWNSHIP_ENDINGS,
    WEAK,
    Ids,
    NameIndex,
    plain,
)
from aidgraph.gazetteer.places import Organisation, Place, PlaceMention
from aidgraph.gazetteer.prose import ProseNames, merged

_COUNTY = LEVELS.index("County")
_FORMER_ENDINGS = ("省", "市", "县", "区", "州", "旗", "盟", "地区")


class Gazetteer:
    """Every division of China down to townships, the Corps and its units, and known institutions.

    Make it with `load`, which reads the tables once a process; townships and the search automaton are read
    when first asked for. All answers are in a fixed order and depend on the tables alone.
    """

    def __init__(self) -> None:
        self._index = NameIndex()

    @classmethod
    def load(cls) -> Gazetteer:
        """The gazetteer, one for the whole process."""
        return _loaded()

    def get(self, place_id: str) -> Place:
        """The place of an id. Raises KeyError where there is none."""
        return self._index.place(place_id)

    def ancestors(self, place_id: str) -> Ids:
        """The ids of every place a place lies in, nearest first."""
        return self._index.ancestors(place_id)

    def within(self, inner_id: str, outer_id: str) -> bool:
        """Whether one place lies in another; no place lies in itself."""
        return self._index.within(inner_id, outer_id)

    def named(self, name: str, *, year: int | None = None) -> tuple[Place, ...]:
        """Every place that a name can mean, best fit first, townships last.

        Full, short, former and English names count, the Corps' many forms, and a path (徐州市鼓楼区). With
        `year`, those that bore the name in that year, where any did.
        """
        return tuple(self.get(place_id) for place_id in self._index.meanings(plain(name), year))

    def decide(
        self, name: str, *, context: Iterable[str] = (), year: int | None = None, kind: str | None = None
    ) -> Place | None:
        """The one place that a name means here, or None where that stays open.

        A full name beats a short one and that a former one; a province beats what shares its short name.
        Then the `context` decides, ids or names of places, nearest first: what lies in one of them or holds
        it, else what shares its prefecture, else its province. `kind` is the type the place is known to
        have (model.PARTY_TYPES), which counts where any meaning has it.
        """
        return self.decision(name, context=context, year=year, kind=kind).place

    def decision(
        self, name: str, *, context: Iterable[str] = (), year: int | None = None, kind: str | None = None
    ) -> Decision:
        """What `decide` decides, and by which rule."""
        sought = plain(name)
        decider = Decider(self._index, {item: self._context_ids(item) for item in context})
        meanings = set(self._index.meanings(sought, year))
        ranked = [entry for entry in self._index.ranked(sought) if entry[2] in meanings]
        ranked = [entry for entry in ranked if self._index.kind(entry[2]) == kind] or ranked
        decided = decider.among(ranked) if ranked else Decision()
        if decided.place is None and sought.endswith(TOWNSHIP_ENDINGS):
            return decider.renamed_township(sought)
        return decided

    def _context_ids(self, item: str) -> Ids:
        if item in self._index.rows or item.isdigit():
            return (item,)
        return self._index.meanings(plain(item))

    def mentions(self, text: str) -> list[PlaceMention]:
        """Every place named in running text, leftmost-longest, with the ids each can mean; none overlap."""
        spans = merged(
            self._prose.found(text),
            self._index.corps.found(text),
            meanings=self._index.meanings,
            standing=self._index.standing,
            ancestors=self.ancestors,
            text=text,
        )
        return [PlaceMention(start, end, text[start:end], candidates) for start, end, candidates in spans]

    def pair(self, name: str) -> tuple[Place, Place] | None:
        """The two places that a name of two characters joins (徐奎 → 徐州市, 奎屯市), the aiding first."""
        ids = self._pairs.get(name)
        return (self.get(ids[0]), self.get(ids[1])) if ids else None

    def character(self, char: str) -> Place | None:
        """The place that one character stands for after a verb of going or aiding (来伊, 援藏), or None."""
        place_id = self._characters.get(char)
        return self.get(place_id) if place_id else None

    def organisation(self, name: str) -> Organisation | None:
        """The known institution that bears a name, full or other, or None."""
        return self._organisations.get(plain(name))

    def names(self) -> list[str]:
        """Every name of a county or above, a Corps unit or an institution, sorted."""
        return sorted({*self._index.names, *self._organisations})

    @cached_property
    def _prose(self) -> ProseNames:
        rules = {row["rule"]: frozenset(row["names"].split()) for row in tables.small_table("prose.csv")}
        strong, weak, low = [], [], []
        for name, meanings in self._index.names.items():
            fits = {fit for fit, _, place_id in meanings if not is_unit(place_id)}
            if fits & {FULL, SHORT} or (FORMER in fits and len(name) > 2 and name.endswith(_FORMER_ENDINGS)):
                strong.append(name)
            elif WEAK in fits:
                weak.append(name)
            if len(name) < 4 and fits <= {SHORT, WEAK} and min(e[1] for e in meanings) >= _COUNTY:
                low.append(name)
        townships = self._index.townships
        return ProseNames(strong=strong, low=low, weak=weak, townships=townships, rules=rules)

    @cached_property
    def _pairs(self) -> dict[str, tuple[str, str]]:
        return {row["pair"]: (row["first"], row["second"]) for row in tables.small_table("pairs.csv")}

    @cached_property
    def _characters(self) -> dict[str, str]:
        return {row["character"]: row["code"] for row in tables.small_table("characters.csv")}

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return {
            name: organisation
            for organisation in tables.organisations()
            for name in (organisation.name, *organisation.aliases)
        }


@lru_cache(maxsize=1)
def _loaded() -> Gazetteer:
    return Gazetteer()
