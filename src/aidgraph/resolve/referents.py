"""What a party's words mean: a place, an institution, a collective, or nothing that the text decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from aidgraph.gazetteer import Gazetteer, Place
from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, ORGANISATION_TYPES, Party
from aidgraph.resolve.iris import Iris

_ORDINAL = "第?[一二三四五六七八九十百零〇0-9]+"
#: Names that many institutions bear: told apart by their place, or not at all
_COMMON = re.compile(
    f"(?:{_ORDINAL}|市|县|州|区|省|乡|镇|人民|中心|中医|蒙医|妇幼保健|妇幼|实验|民族|双语|国语|高级|初级|职业|技工|技师|"
    "教育|卫生|旅游|文化|体育|农业|水利|民政|住建|发改|工信|商务|科技|财政|人社|卫健|宣传|组织|统战|党|共青|团|妇|总工|工|残|工商|科|"
    "红十字|慈善|总|健康|计划生育|和)*"
    "(?:小学|中学|高中|初中|学校|幼儿园|医院|卫生院|保健院|保健所|疾控中心|疾病预防控制中心|局|厅|委|部|委员会|办|办公室|联|联合会|"
    "联合会|会|商会|党校|工会|团委|妇联|文联|残联|工商联|红十字会|电视台|报社|广播电视台|园区|开发区|产业园|工业园|政府|站|所|队)"
)
#: Words that point back to a party named before (claims.md, rule 21)
_POINTING = re.compile("(?:该|本|这|那|两|三|各|全).{0,6}|公司|企业|学校|医院|单位|集团|学院|当地|后方")


@dataclass(frozen=True, slots=True)
class Referent:
    """One thing in the world: its IRI, type and canonical name; the place it is, or the places it lies in.

    `candidates` are the IRIs it could be where `iri` is None, and `reason` says why it is.
    """

    type: str
    name: str
    iri: str | None = None
    place: Place | None = None
    within: tuple[Place, ...] = ()
    candidates: tuple[str, ...] = ()
    problem: str | None = None
    reason: str = ""
    aliases: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a mention: names of places, nearest first, and the year of the document."""

    places: tuple[str, ...] = ()
    year: int | None = None


class Referents:
    """Tells what parties mean, by one gazetteer and one base of IRIs."""

    def __init__(self, gazetteer: Gazetteer, iris: Iris) -> None:
        self.gazetteer = gazetteer
        self.iris = iris

    def of(self, party: Party, around: Surroundings) -> Referent:
        """What a party means. A Group is named by its mention, which the caller knows; it is refused here."""
        if party.type in ("Village", "CorpsCompany"):
            return self._below(party, around)
        if party.type in DIVISION_TYPES or party.type in CORPS_TYPES:
            return self._place(party, around)
        if party.type in ORGANISATION_TYPES:
            return self._organisation(party, around)
        raise ValueError(f"{party.type} is no type that a name decides")

    def decide(self, name: str, around: Surroundings, *, kind: str | None = None) -> Place | None:
        """The place that a name means in its surroundings, or None."""
        if len(name) == 1:
            return self.gazetteer.character(name)
        return self.gazetteer.decide(name, context=around.places, year=around.year, kind=kind)

    def places_of(self, party: Party, around: Surroundings) -> tuple[Place, ...]:
        """The places that a party says it belongs to, as far as they are decided."""
        found = []
        for index, name in enumerate(party.places):
            others = (*party.places[:index], *party.places[index + 1 :])
            place = self.decide(name, Surroundings((*others, *around.places), around.year))
            if place:
                found.append(place)
        return tuple(found)

    def _place(self, party: Party, around: Surroundings) -> Referent:
        name = party.canonical or party.name
        near = Surroundings((*party.places, *around.places), around.year)
        place = self.decide(name, near, kind=party.type)
        if place and (place.type != "Township" or self._lies_where_said(place, party, around)):
            return Referent(place.type, place.name, self.iris.place(place), place)
        meanings = self.gazetteer.named(name, year=around.year)
        if party.type == "Township" and not any(self._lies_where_said(p, party, around) for p in meanings):
            return self._below(party, around)
        if meanings:
            candidates = tuple(self.iris.place(meaning) for meaning in meanings)
            reason = f"“{name}” can be {len(candidates)} places, and nothing near it decides"
            return Referent(party.type, name, candidates=candidates, problem="ambiguous-place", reason=reason)
        reason = f"no place called “{name}” is known"
        return Referent(party.type, name, problem="unknown-place", reason=reason)

    def _lies_where_said(self, place: Place, party: Party, around: Surroundings) -> bool:
        """Whether a place lies in one that the party names; one elsewhere only shares the name."""
        said = self.places_of(party, around)
        return not said or any(self._nested(place, other) for other in said)

    def _below(self, party: Party, around: Surroundings) -> Referent:
        """A village, company or township that no table lists, by its name and the county it lies in."""
        name, places = self._without_places(party, around)
        above = next(
            (place for place in places if place.type not in ("Province", "Prefecture", "Corps")), None
        )
        if above is None or not name:
            reason = f"no county, township or regiment is named that “{party.name}” lies in"
            return Referent(party.type, party.name, problem="unknown-place", reason=reason)
        keeper = above
        if (
            above.type == "Township"
        ):  # keyed by the county, so that naming the township or not makes no difference
            keeper = self.gazetteer.get(above.parents[0])
        return Referent(party.type, name, self.iris.below(party.type, keeper, name), within=places)

    def _without_places(self, party: Party, around: Surroundings) -> tuple[str, tuple[Place, ...]]:
        """A name without the places it begins with, and those places with the party's own, nearest first."""
        name = party.canonical or party.name
        near = Surroundings((*party.places, *around.places), around.year)
        led: list[Place] = []
        end = 0
        for mention in self.gazetteer.mentions(name):
            if mention.start != end or mention.end == len(name):
                break
            inside = Surroundings((*(place.id for place in led), *near.places), around.year)
            place = self.decide(mention.name, inside)
            if place is None or (led and not self.gazetteer.within(place.id, led[0].id)):
                break  # 霍城县|江苏医院: Jiangsu gave it, and it lies in Huocheng
            led.insert(0, place)
            end = mention.end
        said = self.places_of(party, around)
        if said:  # 扬州“双创”园 in 新源县 is named for the city that built it
            led = [place for place in led if any(self._nested(place, other) for other in said)]
        return name[end:], self._nearest_first((*led, *said))

    def _nested(self, one: Place, other: Place) -> bool:
        within = self.gazetteer.within
        return one.id == other.id or within(one.id, other.id) or within(other.id, one.id)

    def _nearest_first(self, places: Sequence[Place]) -> tuple[Place, ...]:
        distinct = {place.id: place for place in places}.values()
        return tuple(sorted(distinct, key=lambda place: (-len(place.parents), place.id)))

    def _organisation(self, party: Party, around: Surroundings) -> Referent:
        name = party.canonical or party.name
        known = self.gazetteer.organisation(name)
        if known:
            within = (self.gazetteer.get(known.place),) if known.place else ()
            iri = self.iris.organisation(known.type, known.name)
            return Referent(known.type, known.name, iri, within=within, aliases=known.aliases)
        if party.type == "Park":
            parks = [place for place in self.gazetteer.named(name) if place.type == "Park"]
            if len(parks) == 1:
                return Referent("Park", name, self.iris.place(parks[0]), parks[0])
        if party.type in ("WorkTeam", "Headquarters"):
            iri = self.iris.organisation(party.type, name)
            return Referent(party.type, name, iri, within=self._represented(name, around))
        if not party.canonical and _POINTING.fullmatch(name):
            reason = f"“{name}” points back to a party that was not found"
            return Referent(party.type, name, problem="unresolved-reference", reason=reason)
        return self._named_by_place(party, name, around)

    def _named_by_place(self, party: Party, name: str, around: Surroundings) -> Referent:
        """An institution the gazetteer doesn't know: its name tells it apart, else its place in front."""
        own, places = self._without_places(party, around)
        if own == name and not self._names_a_place(name):
            if places and party.type != "Enterprise":
                name = self._path(places[0]) + name
            elif not places and _COMMON.fullmatch(name):
                reason = f"many institutions are called “{name}”, and no place is named with it"
                return Referent(party.type, name, problem="ambiguous-organisation", reason=reason)
        return Referent(party.type, name, self.iris.organisation(party.type, name), within=places)

    def _names_a_place(self, name: str) -> bool:
        return any(mention.start <= 2 for mention in self.gazetteer.mentions(name))

    def _path(self, place: Place) -> str:
        """A place's canonical name, a township's with its county's in front."""
        above = self.gazetteer.get(place.parents[0]).name if place.type == "Township" else ""
        return above + place.name

    def _represented(self, name: str, around: Surroundings) -> tuple[Place, ...]:
        """The place that a work team or headquarters was sent by: the last named before its kind."""
        head, _, tail = name.rpartition("前方指挥部")
        part = tail if "组" in tail else head or name
        mentions = self.gazetteer.mentions(part)
        if not mentions:
            return ()
        first = self.gazetteer.mentions(head)[:1] if head else []
        outer = tuple(mention.name for mention in first)
        chosen = mentions[-1] if "组" in part and tail else mentions[0]
        place = self.decide(chosen.name, Surroundings((*outer, *around.places), around.year))
        return (place,) if place else ()
