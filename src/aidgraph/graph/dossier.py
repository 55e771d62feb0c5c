"""All that a graph says of one entity, one claim or one document, grouped for a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from aidgraph.errors import PlaceError
from aidgraph.graph.called import entity_called
from aidgraph.graph.vocabulary import BASE
from aidgraph.model import Claim, Document, Entity, Issue, Party

Section = Literal["paired", "gives", "receives", "arranges", "within", "same-act", "states"]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of `subject`; claims by section, each claim once, oldest document first.

    Of an entity: what it is paired in, gives, receives, arranges, and what is told of what lies `within` it.
    Of a claim: the other claims of the `same-act`. Of a document: what it `states`, and its issues.
    `entities` and `documents` are those that the claims speak of and stand in, by IRI and id.
    """

    subject: Entity | Claim | Document
    sections: Mapping[Section, tuple[Claim, ...]]
    entities: Mapping[str, Entity]
    documents: Mapping[str, Document]
    issues: tuple[Issue, ...] = field(default=())

    def name(self, party: Party) -> str:
        """What a party is called: its entity's Chinese label, else its own words."""
        entity = self.entities.get(party.entity or "")
        return entity.zh if entity else party.canonical or party.name


def dossier(
    name: str,
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    issues: Iterable[Issue] = (),
) -> Dossier:
    """What a claim's id, a document's id, an entity's name or an IRI of either stands for, and all said of it.

    Raises PlaceError where nothing or more than one thing is called that.
    """
    by_iri = {entity.iri: entity for entity in entities}
    texts = {document.id: document for document in documents}
    told = sorted(claims, key=lambda c: (_issued(texts, c), c.evidence.document, c.evidence.start, c.id))
    base = next((iri.partition("/id/")[0] + "/" for iri in sorted(by_iri)), BASE)
    plain = name.removeprefix(f"{base}id/claim/").removeprefix(f"{base}id/document/")
    if found := next((claim for claim in told if claim.id == plain), None):
        others = tuple(claim for claim in told if claim.act and claim.act == found.act and claim is not found)
        return Dossier(found, {"same-act": others}, by_iri, texts)
    if plain in texts:
        own = tuple(claim for claim in told if claim.evidence.document == plain)
        open_points = tuple(issue for issue in issues if issue.document == plain)
        return Dossier(texts[plain], {"states": own}, by_iri, texts, open_points)
    try:
        entity = entity_called(name, by_iri.values(), base=base)
    except PlaceError as error:
        near = [one.id for one in told if name in one.id][:5] if "@" in name or "/" in name else []
        if near:
            raise PlaceError(f"no claim has the id {name!r}; near ids: {', '.join(near)}") from None
        raise error
    return Dossier(entity, _of_entity(entity, told, by_iri), by_iri, texts)


def _of_entity(
    entity: Entity, claims: Sequence[Claim], entities: Mapping[str, Entity]
) -> dict[Section, tuple[Claim, ...]]:
    def named(parties: Iterable[Party]) -> bool:
        return any(entity.iri in (one.entity, *(m.entity for m in one.members)) for one in parties)

    def inside(claim: Claim) -> bool:
        return any(
            party.entity in entities and entity.iri in entities[party.entity].within
            for party in claim.parties()
            if party.entity
        )

    tests: dict[Section, Callable[[Claim], bool]] = {
        "paired": lambda claim: (
            claim.relation == "paired-with" and named((*claim.providers, *claim.recipients))
        ),
        "gives": lambda claim: named(claim.providers),
        "receives": lambda claim: named(claim.recipients),
        "arranges": lambda claim: named(claim.organizers),
        "within": inside,
    }
    sections: dict[Section, list[Claim]] = {section: [] for section in tests}
    for claim in claims:
        section = next((section for section, holds in tests.items() if holds(claim)), None)
        if section:
            sections[section].append(claim)
    return {section: tuple(found) for section, found in sections.items()}


def _issued(documents: Mapping[str, Document], claim: Claim) -> str:
    document = documents.get(claim.evidence.document)
    return (document.issued if document else None) or "9999"
