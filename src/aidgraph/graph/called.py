"""Which entity of a graph a name means: the one that bears it, else the one that the gazetteer decides on.

Nothing is guessed: where a name stays open, the error lists what it can mean.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aidgraph.errors import PlaceError
from aidgraph.graph.source import Source, asked_of, kinds
from aidgraph.graph.turtle import iri
from aidgraph.graph.vocabulary import ALT_LABEL, LABEL, PARTY, PROGRAMME, expanded
from aidgraph.model import Entity

if TYPE_CHECKING:
    import pyoxigraph

_LANGUAGES = ("zh", "en", "zh-Latn-pinyin")
_SHOWN = 8


def entity_called(name: str, entities: Iterable[Entity], *, base: str) -> Entity:
    """The entity that a name, an IRI or the end of one means. Raises PlaceError where none or several do."""
    known = {entity.iri: entity for entity in entities}
    for full in (name, f"{base}id/{name}"):
        if full in known:
            return known[full]
    sought = name.casefold()
    bearing = [
        entity.iri
        for entity in known.values()
        if sought
        in {label.casefold() for label in (entity.zh, entity.en, entity.pinyin, *entity.aliases) if label}
    ]
    near = [label for entity in known.values() for label in (entity.zh, *entity.aliases)]
    return known[_decided(name, bearing, known.__contains__, base=base, near=near)]


def iri_called(name: str, source: Source | pyoxigraph.Store, *, base: str) -> str:
    """The same for a store or an endpoint: a full IRI. Raises PlaceError likewise."""
    import pyoxigraph

    source = asked_of(source)
    wanted = {expanded(PARTY), expanded(PROGRAMME)}

    def stands(full: str) -> bool:
        return bool(wanted & kinds(source, [full]).get(full, set()))

    for full in (name, f"{base}id/{name}"):
        if full.startswith("http") and stands(iri(full)[1:-1]):
            return full
    terms = [pyoxigraph.Literal(name, language=language) for language in _LANGUAGES]
    bearing = source.bearers(terms, [expanded(LABEL), expanded(ALT_LABEL)])
    known = kinds(source, bearing)
    return _decided(name, sorted(one for one in bearing if wanted & known.get(one, set())), stands, base=base)


def _decided(
    name: str, bearing: Sequence[str], exists: Callable[[str], bool], *, base: str, near: Sequence[str] = ()
) -> str:
    """The one that bears the name, else the one the gazetteer decides on, else the only meaning in the graph."""
    if len(bearing) == 1:
        return bearing[0]
    from aidgraph.gazetteer import Gazetteer
    from aidgraph.resolve import Iris

    gazetteer, iris = Gazetteer.load(), Iris(base)
    place, organisation = gazetteer.decide(name), gazetteer.organisation(name)
    decided = [iris.place(place)] if place else []
    decided += [iris.organisation(organisation.type, organisation.name)] if organisation else []
    possible = [iris.place(one) for one in gazetteer.named(name)]
    for candidates in (decided, possible):
        there = [one for one in dict.fromkeys(candidates) if exists(one) and (not bearing or one in bearing)]
        if len(there) == 1:
            return there[0]
    open_ = list(bearing) or [one for one in dict.fromkeys(possible) if exists(one)]
    if open_:
        listed = ", ".join(unquote(one.removeprefix(f"{base}id/")) for one in sorted(open_)[:_SHOWN])
        more = f" and {len(open_) - _SHOWN} more" if len(open_) > _SHOWN else ""
        raise PlaceError(f"“{name}” stays open between {listed}{more}: name one of these")
    close = list(dict.fromkeys(difflib.get_close_matches(name, near, n=5, cutoff=0.5)))
    hint = f"near names: {', '.join(close)}" if close else f"see what it can mean: aidgraph resolve {name}"
    raise PlaceError(f"nothing in this graph is called “{name}”; {hint}")
