"""Who takes part: every party of every claim, as an entity that the page can draw.

A party that was never resolved is still drawn, under the places that its own words name: nothing is silently
dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Claim, Entity, Party

UNDECIDED = "undecided:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The entities of one claim by role, as IRIs, in the text's order, each once."""

    providers: tuple[str, ...]
    recipients: tuple[str, ...]
    organizers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """`entities` by IRI, those of undecided parties included; `ends` by claim id."""

    entities: Mapping[str, Entity]
    ends: Mapping[str, Ends]

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """The known places that an entity lies in, nearest first; a group lies where its first place does.

        A group that names members but no place lies in the nearest place that holds all of them.
        """
        entity = self.entities[iri]
        if not entity.within and entity.type == "Group":
            chains = [self.ancestors(member) for member in entity.members if member in self.entities]
            if not chains or not all(chains):
                return ()
            return tuple(place for place in chains[0] if all(place in chain for chain in chains))
        return tuple(place for place in entity.within if place in self.entities and place != iri)


def cast(claims: Iterable[Claim], entities: Iterable[Entity]) -> Cast:
    """The cast of some claims. Entities that no claim needs are left out, the places they lie in are kept."""
    known = {entity.iri: entity for entity in entities}
    places = _places(known.values())
    ends: dict[str, Ends] = {}
    for claim in claims:
        for party in claim.parties():
            if party.entity is None or party.entity not in known:
                iri = _iri(claim, party)
                known.setdefault(iri, _undecided(claim, party, places))
        ends[claim.id] = Ends(
            providers=_iris(claim, claim.providers, known),
            recipients=_iris(claim, claim.recipients, known),
            organizers=_iris(claim, claim.organizers, known),
        )
    return Cast(entities=_needed(known, ends), ends=ends)


def party_iri(claim: Claim, party: Party, entities: Mapping[str, Entity]) -> str:
    """The IRI under which the cast holds a party of a claim."""
    return party.entity if party.entity in entities and party.entity is not None else _iri(claim, party)


def _iris(claim: Claim, parties: Sequence[Party], known: Mapping[str, Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party_iri(claim, party, known) for party in parties))


def _iri(claim: Claim, party: Party) -> str:
    if not party.is_group:
        return f"{UNDECIDED}{party.type}/{party.canonical or party.name}"
    start = party.at.start if party.at else claim.evidence.start
    return f"{UNDECIDED}Group/{claim.evidence.document}@{start}/{party.name}"


def _undecided(claim: Claim, party: Party, places: Mapping[str, Entity]) -> Entity:
    home = next((places[name] for name in party.places if name in places), None)
    return Entity(
        iri=_iri(claim, party),
        type=party.type,
        zh=party.canonical or party.name,
        within=(home.iri, *home.within) if home else (),
        count=party.count,
        bound=party.bound,
        kind=party.kind,
        members=tuple(member.entity or _iri(claim, member) for member in party.members),
    )


def _places(entities: Iterable[Entity]) -> dict[str, Entity]:
    """Places by name; a name that two places bear stands for neither."""
    found: dict[str, Entity | None] = {}
    for entity in entities:
        if entity.type in DIVISION_TYPES or entity.type in CORPS_TYPES:
            found[entity.zh] = None if entity.zh in found else entity
    return {name: entity for name, entity in found.items() if entity is not None}


def _needed(known: Mapping[str, Entity], ends: Mapping[str, Ends]) -> dict[str, Entity]:
    wanted: set[str] = set()
    waiting = [iri for end in ends.values() for iri in (*end.providers, *end.recipients, *end.organizers)]
    while waiting:
        iri = waiting.pop()
        if iri in known and iri not in wanted:
            wanted.add(iri)
            waiting += [*known[iri].members, *known[iri].within]
    return {iri: known[iri] for iri in sorted(wanted)}
