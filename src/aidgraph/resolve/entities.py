"""Makes entities of referents: labels, aliases, codes, ancestors and the number of mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from aidgraph.gazetteer import Gazetteer, Place
from aidgraph.model import Entity, Party
from aidgraph.resolve.iris import Iris
from aidgraph.resolve.referents import Referent
from aidgraph.resolve.romanise import institution_pinyin


@dataclass(slots=True)
class Seen:
    """What was seen of one entity over all documents."""

    referent: Referent
    names: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    mentions: set[tuple[str, int, str]] = field(default_factory=set)
    group: Party | None = None
    members: set[str] = field(default_factory=set)


class Register:
    """Collects what is seen of every entity and gives the entities out, sorted by IRI."""

    def __init__(self, gazetteer: Gazetteer, iris: Iris) -> None:
        self._gazetteer = gazetteer
        self._iris = iris
        self._seen: dict[str, Seen] = {}

    def add(self, referent: Referent, party: Party, mention: tuple[str, int, str]) -> Seen:
        """Note a mention of a decided referent: document, offset and side tell mentions apart."""
        assert referent.iri is not None
        seen = self._seen.setdefault(referent.iri, Seen(referent))
        seen.names.add(party.name)
        seen.mentions.add(mention)
        seen.places |= {place.id: place for place in referent.within}
        return seen

    def entities(self) -> tuple[Entity, ...]:
        """Every entity seen and every ancestor of a place, by IRI."""
        made = {iri: self._entity(iri, seen) for iri, seen in self._seen.items()}
        for place in self._ancestors(made):
            made.setdefault(self._iris.place(place), self._of_place(place))
        return tuple(made[iri] for iri in sorted(made))

    def _ancestors(self, made: Iterable[str]) -> Iterator[Place]:
        ids: set[str] = set()
        for iri in made:
            seen = self._seen[iri]
            for place in (*seen.places.values(), *([seen.referent.place] if seen.referent.place else [])):
                ids |= {place.id, *place.parents}
        for place_id in sorted(ids):
            yield self._gazetteer.get(place_id)

    def _entity(self, iri: str, seen: Seen) -> Entity:
        if seen.referent.place:
            return self._of_place(seen.referent.place, names=seen.names, mentions=len(seen.mentions))
        party = seen.group
        names = {*seen.referent.aliases, *(name for name in seen.names if _is_alias(name))} - {
            seen.referent.name
        }
        return Entity(
            iri=iri,
            type=seen.referent.type,
            zh=seen.referent.name,
            pinyin=None if party else institution_pinyin(seen.referent.name, self._gazetteer),
            aliases=() if party else tuple(sorted(names)),
            within=self._within(seen.places.values()),
            count=party.count if party else None,
            bound=party.bound if party else None,
            kind=party.kind if party else None,
            members=tuple(sorted(seen.members)),
            mentions=len(seen.mentions),
        )

    def _within(self, places: Iterable[Place]) -> tuple[str, ...]:
        """Places and their ancestors, nearest first: the deepest of all, ties by id."""
        all_of_them: dict[str, Place] = {}
        for place in places:
            for place_id in (place.id, *place.parents):
                all_of_them[place_id] = self._gazetteer.get(place_id)
        ordered = sorted(all_of_them.values(), key=lambda place: (-len(place.parents), place.id))
        return tuple(self._iris.place(place) for place in ordered)

    def _of_place(self, place: Place, *, names: Iterable[str] = (), mentions: int = 0) -> Entity:
        former = (held.name for held in place.former)
        aliases = {*place.aliases, *former, *(name for name in names if _is_alias(name))} - {place.name}
        return Entity(
            iri=self._iris.place(place),
            type=place.type,
            zh=place.name,
            en=place.english,
            pinyin=place.pinyin or institution_pinyin(place.name, self._gazetteer),
            aliases=tuple(sorted(aliases)),
            identifiers=place.identifiers,
            within=tuple(self._iris.place(self._gazetteer.get(parent)) for parent in place.parents),
            lat=place.lat,
            lon=place.lon,
            precision=place.precision,
            mentions=mentions,
        )


def _is_alias(name: str) -> bool:
    """Whether a text's word for something names it elsewhere too: 伊 and 该院 don't."""
    return len(name) > 1 and not name.startswith(("该", "本", "这", "两")) and name not in _WORDS


_WORDS = frozenset(
    {"公司", "企业", "学校", "医院", "单位", "工作组", "指挥部", "前方指挥部", "自治区", "自治州", "自治县"}
)
