"""`Gazetteer`: what a name can mean, which meaning a context decides, and where a text names places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from aidgraph.gazetteer import tables
from aidgraph.gazetteer.corps import CorpsNames
from aidgraph.gazetteer.places import Organisation, Place, PlaceMention
from aidgraph.gazetteer.prose import ProseNames, merged

_LEVELS = ("Province", "Corps", "Prefecture", "CorpsDivision", "County", "CorpsRegiment", "Park", "Township")
#: How well a name fits: the full name, a short or other name, a name no longer borne, an English name
_FULL, _SHORT, _FORMER, _ENGLISH = range(4)
_RULES = {_FULL: "full-name", _SHORT: "short-name", _FORMER: "former-name", _ENGLISH: "english-name"}
_TOWNSHIP_ENDINGS = ("镇", "乡", "街道")
_FORMER_ENDINGS = ("省", "市", "县", "区", "州", "旗", "盟", "地区")


Ids = tuple[str, ...]
Entry = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """The place decided, or None; the rule; and the item of the context that decided, where one did.

    Rules: `only` (the name has one meaning), `full-name`, `short-name`, `former-name`, `english-name` (the best fit is
    one), `province` (it beats what shares its short name), `holds`, `same-prefecture`, `same-province` (the context),
    `renamed` (a township whose ending has changed), `open`.
    """

    place: Place | None = None
    rule: str = "open"
    context: str | None = None


class Gazetteer:
    """Every division of China down to townships, the Corps and its units, and known institutions.

    Make it with `load`, which reads the tables once a process; townships and the search automaton are read when first
    asked for. All answers are in a fixed order and depend on the tables alone.
    """

    def __init__(self) -> None:
        self._rows = tables.place_rows()
        self._places: dict[str, Place] = {}
        self._names: dict[str, list[Entry]] = defaultdict(list)
        self._weak: set[str] = set()
        plain: set[str] = set()
        for place_id, cells in self._rows.items():
            level = _LEVELS.index(cells[tables.TYPE])
            self._names[cells[tables.NAME]].append((_FULL, level, place_id))
            for name in f"{cells[tables.SHORTS]}|{cells[tables.ALIASES]}".split("|"):
                if name:
                    self._names[name.lstrip("~")].append((_SHORT, level, place_id))
                    if name[0] == "~":
                        self._weak.add(name[1:])
                    else:
                        plain.add(name)
            if cells[tables.FORMER]:
                for former in cells[tables.FORMER].split("|"):
                    self._names[former.rpartition(":")[0]].append((_FORMER, level, place_id))

        self._weak -= plain  # 淮安 may be the city, whatever its district of the same name may not

    @classmethod
    def load(cls) -> Gazetteer:
        """The gazetteer, one for the whole process."""
        return _loaded()

    def get(self, place_id: str) -> Place:
        """The place of an id. Raises KeyError where there is none."""
        if place_id not in self._places:
            if place_id in self._rows:
                self._places[place_id] = tables.place(self._rows[place_id])
            else:
                name = self._township_names[place_id]
                self._places[place_id] = tables.township(place_id, name, self.ancestors(place_id))
        return self._places[place_id]

    def ancestors(self, place_id: str) -> tuple[str, ...]:
        """The ids of every place a place lies in, nearest first."""
        cells = self._rows.get(place_id)
        if cells is not None:
            return tuple(cells[tables.PARENTS].split("|")) if cells[tables.PARENTS] else ()
        county = place_id[:6]
        if county not in self._rows:  # 嘉峪关市, 东莞市: townships right under the prefecture
            county = county[:4] + "00"
        return (county, *self.ancestors(county))

    def within(self, inner_id: str, outer_id: str) -> bool:
        """Whether one place lies in another; no place lies in itself."""
        return outer_id in self.ancestors(inner_id)

    def named(self, name: str, *, year: int | None = None) -> tuple[Place, ...]:
        """Every place that a name can mean, best fit first, townships last.

        Full, short, former and English names count, the Corps' many forms, and a path (徐州市鼓楼区). With `year`, those
        that bore the name in that year, where any did.
        """
        return tuple(self.get(place_id) for place_id in self._meanings(_plain(name), year))

    def _meanings(self, name: str, year: int | None = None) -> tuple[str, ...]:
        found = [place_id for _, _, place_id in self._ranked(name)]
        if year is not None and len(found) > 1:
            found = [
                i for i in found if not i.isdigit() or len(i) > 6 or self.get(i).bore(name, year)
            ] or found
        return tuple(found)

    def _ranked(self, name: str) -> list[Entry]:
        """Fit, level and id of each meaning, in order."""
        ranked = sorted(set(self._names.get(name, ())))
        unit = self._corps_names.meaning(name)
        if unit and unit not in [place_id for _, _, place_id in ranked]:
            ranked.insert(0, (_SHORT, _LEVELS.index(self._rows[unit][tables.TYPE]), unit))
        ranked += [(_FULL, len(_LEVELS), code) for code in self._townships.get(name, ())]
        if not ranked:
            ranked = self._by_path(name) or self._english.get(name.casefold(), [])
        seen: dict[str, tuple[int, int, str]] = {}
        for entry in ranked:
            seen.setdefault(entry[2], entry)
        return list(seen.values())

    def _by_path(self, name: str) -> list[Entry]:
        for cut in range(len(name) - 2, 1, -1):
            outer = self._names.get(name[:cut], ())
            if outer:
                ids = {place_id for _, _, place_id in outer}
                inner = [
                    entry for entry in self._ranked(name[cut:]) if ids.intersection(self.ancestors(entry[2]))
                ]
                if inner:
                    return inner
        return []

    def decide(
        self, name: str, *, context: Iterable[str] = (), year: int | None = None, kind: str | None = None
    ) -> Place | None:
        """The one place that a name means here, or None where that stays open.

        A full name beats a short one and that a former one; a province beats what shares its short name. Then the
        `context` decides, ids or names of places, nearest first: what lies in one of them or holds it, else what
        shares its prefecture, else its province. `kind` is the type the place is known to have
        (model.PARTY_TYPES), which counts where any meaning has it.
        """
        return self.decision(name, context=context, year=year, kind=kind).place

    def decision(
        self, name: str, *, context: Iterable[str] = (), year: int | None = None, kind: str | None = None
    ) -> Decision:
        """What `decide` decides, and by which rule."""
        plain = _plain(name)
        items = {item: self._context_ids(item) for item in context}
        meanings = set(self._meanings(plain, year))
        ranked = [entry for entry in self._ranked(plain) if entry[2] in meanings]
        ranked = [entry for entry in ranked if self._kind(entry) == kind] or ranked
        decided = self._by_rank(ranked, items) if ranked else Decision()
        if decided.place is None and plain.endswith(_TOWNSHIP_ENDINGS):
            return self._renamed_township(plain, items) or decided
        return decided

    def _by_rank(self, ranked: list[Entry], context: dict[str, Ids]) -> Decision:
        if len(ranked) > 1 and ranked[0][:2] == (_SHORT, 0) and ranked[1][1] > 0:
            # 海南, 吉林: the province, unless the context holds another
            for entry in ranked[1:]:
                for item, ids in context.items():
                    if any(self.within(entry[2], other) for other in ids):
                        return Decision(self.get(entry[2]), "holds", item)
            return Decision(self.get(ranked[0][2]), "province")
        larger = [entry for entry in ranked if entry[1] < len(_LEVELS)] or ranked
        best = min(fit for fit, _, _ in larger)
        tied = [place_id for fit, _, place_id in larger if fit == best]
        if len(tied) > 1 or (len(tied[0]) == 9 and tied[0].isdigit() and context):
            return self._by_context(tied, context)  # a township far from all that is named is another one
        return Decision(self.get(tied[0]), "only" if len(ranked) == 1 else _RULES[best])

    def _by_context(self, candidates: list[str], context: dict[str, Ids]) -> Decision:
        for rule, related in self._relations.items():
            for item, ids in context.items():
                near = [c for c in candidates if any(related(c, other) for other in ids)]
                if len(near) == 1:
                    return Decision(self.get(near[0]), rule, item)
                candidates = near or candidates
        return Decision()

    def _renamed_township(self, name: str, context: dict[str, Ids]) -> Decision | None:
        """A township under its ending of before (海努克乡, a 镇 now), if the county that holds it is named."""
        ending = next(ending for ending in _TOWNSHIP_ENDINGS if name.endswith(ending))
        stem = name.removesuffix(ending)
        others = [code for end in _TOWNSHIP_ENDINGS if end != ending for code in self._townships.get(stem + end, ())]
        for item, ids in context.items():
            near = [code for code in others if any(self.within(code, i) for i in ids)]
            if len(near) == 1 and any(self._rows.get(i, [""] * 2)[tables.TYPE] == "County" for i in ids):
                return Decision(self.get(near[0]), "renamed", item)
        return None

    def _context_ids(self, item: str) -> Ids:
        if item in self._rows or item.isdigit():
            return (item,)
        return self._meanings(_plain(item))

    def _kind(self, entry: Entry) -> str:
        return self._rows[entry[2]][tables.TYPE] if entry[2] in self._rows else "Township"

    @cached_property
    def _relations(self) -> dict[str, Callable[[str, str], bool]]:
        return {
            "holds": lambda one, other: one == other or self.within(one, other) or self.within(other, one),
            "same-prefecture": lambda one, other: self._share(self.ancestors(one)[:-1], self.ancestors(other)[:-1]),
            "same-province": lambda one, other: self._share(self.ancestors(one)[-1:], self.ancestors(other)[-1:]),
        }

    def _share(self, one: Ids, other: Ids) -> bool:
        return not set(one).isdisjoint(other)

    def mentions(self, text: str) -> list[PlaceMention]:
        """Every place named in running text, leftmost-longest, not overlapping, with the ids each can mean."""
        spans = merged(
            self._prose.found(text), self._corps_names.found(text), meanings=self._meanings, parents=self.ancestors,
            text=text,
        )  # fmt: skip
        return [PlaceMention(start, end, text[start:end], candidates) for start, end, candidates in spans]

    def pair(self, name: str) -> tuple[Place, Place] | None:
        """The two places that a two-character name of a pairing joins (徐奎 → 徐州市, 奎屯市), the aiding side first."""
        ids = self._pairs.get(name)
        return (self.get(ids[0]), self.get(ids[1])) if ids else None

    def character(self, char: str) -> Place | None:
        """The place that one character stands for after a verb of going or aiding (来伊, 援藏), or None."""
        place_id = self._characters.get(char)
        return self.get(place_id) if place_id else None

    def organisation(self, name: str) -> Organisation | None:
        """The known institution that bears a name, full or other, or None."""
        return self._organisations.get(_plain(name))

    def names(self) -> list[str]:
        """Every name of a county or above, a Corps unit or an institution, for suggesting near ones; sorted."""
        return sorted({*self._names, *self._organisations})

    @cached_property
    def _township_names(self) -> dict[str, str]:
        return dict(line.split("\t") for line in tables.township_rows())

    @cached_property
    def _townships(self) -> dict[str, list[str]]:
        codes: dict[str, list[str]] = defaultdict(list)
        for code, name in self._township_names.items():
            codes[name].append(code)
        return dict(codes)

    @cached_property
    def _english(self) -> dict[str, list[Entry]]:
        names: dict[str, list[Entry]] = defaultdict(list)
        for place_id, cells in self._rows.items():
            level = _LEVELS.index(cells[tables.TYPE])
            known = [cells[tables.ENGLISH], *cells[tables.ENGLISH_ALIASES].split("|"), cells[tables.PINYIN]]
            known += [
                re.sub(r" (Autonomous )?(Prefecture|County|City|Province|Qu|Xian|Shi|Sheng)\b.*", "", n)
                for n in known
            ]
            for name in dict.fromkeys(known):
                if name:
                    names[name.casefold()].append((_ENGLISH, level, place_id))
        return {name: sorted(entries) for name, entries in names.items()}

    @cached_property
    def _corps_names(self) -> CorpsNames:
        cities = {int(row["division"]): self._rows[row["city"]][tables.NAME]
                  for row in tables.small_table("corps.csv") if row["city"]}  # fmt: skip
        return CorpsNames((place_id for place_id in self._rows if place_id.startswith("corps")), cities)

    @cached_property
    def _prose(self) -> ProseNames:
        traps = next(row["names"] for row in tables.small_table("prose.csv") if row["rule"] == "trap")
        strong = [
            name
            for name, meanings in self._names.items()
            if any(fit < _FORMER and not re.fullmatch(r"corps(-\d+)*", i) for fit, _, i in meanings)
            and name not in self._weak
            or any(fit == _FORMER for fit, _, _ in meanings) and len(name) > 2 and name.endswith(_FORMER_ENDINGS)
        ]  # fmt: skip
        low = [
            name
            for name, meanings in self._names.items()
            if len(name) < 4
            and all(fit == _SHORT and level >= _LEVELS.index("County") for fit, level, _ in meanings)
        ]
        return ProseNames(
            strong=strong, low=low, weak=self._weak, townships=self._townships, traps=traps.split()
        )

    @cached_property
    def _pairs(self) -> dict[str, tuple[str, str]]:
        return {row["pair"]: (row["first"], row["second"]) for row in tables.small_table("pairs.csv")}

    @cached_property
    def _characters(self) -> dict[str, str]:
        return {row["character"]: row["code"] for row in tables.small_table("characters.csv")}

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        known: dict[str, Organisation] = {}
        for organisation in tables.organisations():
            for name in (organisation.name, *organisation.aliases):
                known[name] = organisation
        return known


def _plain(name: str) -> str:
    """A name without white space between Chinese characters."""
    return name.strip() if name.isascii() else re.sub(r"\s+", "", name)


@lru_cache(maxsize=1)
def _loaded() -> Gazetteer:
    return Gazetteer()
