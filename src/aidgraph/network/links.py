"""Claims as a network's nodes and links: one link from each provider to each recipient of a claim.

A side that a claim doesn't name is the node “not stated” of that side. A group is a node. A joint claim has
several links, each with the claim's whole figure: `joint` says how many, so that nobody adds them up
unawares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Amount, Claim, Count, Document, Entity, Party
from aidgraph.network.selection import place_of

#: Level → the types of party that stand at it. The Corps' units stand beside the divisions they rank with.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "province": ("Province", "Corps"),
    "prefecture": ("Prefecture", "CorpsDivision"),
    "county": ("County", "CorpsRegiment"),
    "township": ("Township", "CorpsCompany"),
    "village": ("Village",),
}
_LEVEL_OF = {kind: level for level, kinds in LEVELS.items() for kind in kinds}
NOT_STATED = "not-stated"
_GB2260 = "GB/T 2260"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A party in a network. `id` is its IRI, or its mention where it resolves to nothing."""

    id: str
    label_zh: str
    label_en: str | None = None
    pinyin: str | None = None
    type: str
    level: str | None = None
    code: str | None = None
    lat: float | None = None
    lon: float | None = None
    parent: str | None = None
    parent_zh: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One provider, one recipient, one claim, its sentence. `amount` is the claim's first figure of aid."""

    id: str
    source: str
    target: str
    source_zh: str
    source_en: str | None
    target_zh: str
    target_en: str | None
    relation: str
    status: str
    aggregate: bool
    origin: str
    amount: int | float | None
    currency: str | None
    bound: str | None
    basis: str | None
    of: str | None
    amounts: tuple[str, ...]
    items: tuple[str, ...]
    outcomes: tuple[str, ...]
    organizers: tuple[str, ...]
    modality: tuple[str, ...]
    sector: str | None
    period_start: str | None
    period_end: str | None
    quote: str
    document: str
    title: str | None
    number: str | None
    issued: str | None
    url: str | None
    claim: str
    joint: int
    weight: int = 1
    weight_of: str = "claims"

    def attributes(self) -> dict[str, Any]:
        """Everything but the two ends."""
        return {name: getattr(self, name) for name in LINK_FIELDS if name not in {"source", "target"}}


LINK_FIELDS = tuple(field.name for field in fields(Link))
NODE_FIELDS = tuple(field.name for field in fields(Node))


def nodes_and_links(
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    level: str | None = None,
) -> tuple[list[Node], list[Link]]:
    """Nodes by id and links by document, place and claim.

    `level` lifts villages, schools, hospitals and teams to the place of that level that they belong to; what
    belongs to none stays itself.
    """
    claims, known = sorted(claims, key=place_of), {entity.iri: entity for entity in entities}
    nodes = nodes_of(claims, known.values(), level=level)
    return nodes, list(links_of(claims, known.values(), documents, level=level))


def nodes_of(claims: Iterable[Claim], entities: Iterable[Entity], *, level: str | None = None) -> list[Node]:
    """The nodes of claims, by id."""
    cast = Cast({entity.iri: entity for entity in entities}, level)
    for claim in claims:
        cast.side(claim, claim.providers, "provider")
        cast.side(claim, claim.recipients, "recipient")
    return [cast.nodes[name] for name in sorted(cast.nodes)]


def links_of(
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    level: str | None = None,
) -> Iterator[Link]:
    """The links of claims, in the claims' order, one at a time."""
    cast = Cast({entity.iri: entity for entity in entities}, level)
    texts = {document.id: document for document in documents}
    for claim in claims:
        yield from _links(claim, texts.get(claim.evidence.document), cast)


def primary(amounts: Iterable[Amount]) -> Amount | None:
    """The figure that stands for a claim: its first of aid, else its first."""
    listed = list(amounts)
    return next((amount for amount in listed if amount.of == "aid"), listed[0] if listed else None)


def counted(count: Count) -> str:
    """An item or outcome in words: 眼镜 400副."""
    figure = "" if count.quantity is None else f" {count.quantity}"
    return f"{count.name}{figure}{count.unit or ''}"


class Cast:
    """The nodes met so far, by id."""

    def __init__(self, entities: Mapping[str, Entity], level: str | None) -> None:
        self.entities = entities
        self.kinds = LEVELS[level] if level else ()
        self.nodes: dict[str, Node] = {}

    def side(self, claim: Claim, parties: tuple[Party, ...], side: str) -> list[Node]:
        """The nodes of one side, each once, “not stated” where there is none."""
        found = {node.id: node for node in (self.node(claim, party) for party in parties)}
        if not found:
            word = {"provider": "提供方未写明", "recipient": "受援方未写明"}[side]
            english = f"{side} not stated"
            node = Node(id=f"{NOT_STATED}/{side}", label_zh=word, label_en=english, type="NotStated")
            found[node.id] = node
        self.nodes |= found
        return list(found.values())

    def names(self, claim: Claim, parties: Iterable[Party], *, english: bool = False) -> str:
        """The names of parties that act together, each once, sorted, joined by “、”; Chinese where one has no other."""
        nodes = [self.node(claim, party) for party in parties]
        return "、".join(sorted({(node.label_en if english else None) or node.label_zh for node in nodes}))

    def label(self, party: Party) -> str:
        """The Chinese name of what a party resolves to, else its own."""
        entity = self.entities.get(party.entity or "")
        return entity.zh if entity else party.canonical or party.name

    def node(self, claim: Claim, party: Party) -> Node:
        """The node of a party, lifted to the level asked for; it is met only by `side`."""
        entity = self.entities.get(party.entity or "")
        if entity is None:
            start = party.at.start if party.at else claim.evidence.start
            label = party.canonical or party.name
            name = party.entity or f"mention/{claim.evidence.document}/{start}/{label}"
            return Node(id=name, label_zh=label, type=party.type, level=_LEVEL_OF.get(party.type))
        if self.kinds and not (entity.type in {*DIVISION_TYPES, *CORPS_TYPES} and self._stands_above(entity)):
            around = (self.entities[iri] for iri in entity.within if iri in self.entities)
            entity = next((one for one in (entity, *around) if one.type in self.kinds), entity)
        return self.of_entity(entity)

    def _stands_above(self, entity: Entity) -> bool:
        order = list(LEVELS)
        return order.index(_LEVEL_OF[entity.type]) < order.index(_LEVEL_OF[self.kinds[0]])

    def of_entity(self, entity: Entity) -> Node:
        """The node of an entity, as it is."""
        parent = self.entities.get(entity.within[0]) if entity.within else None
        codes = sorted(
            entity.identifiers, key=lambda code: (not code.scheme.startswith(_GB2260), code.scheme)
        )
        return Node(
            id=entity.iri,
            label_zh=entity.zh,
            label_en=entity.en,
            pinyin=entity.pinyin,
            type=entity.type,
            level=_LEVEL_OF.get(entity.type),
            code=codes[0].value if codes else None,
            lat=entity.lat,
            lon=entity.lon,
            parent=entity.within[0] if entity.within else None,
            parent_zh=parent.zh if parent else None,
        )


def _links(claim: Claim, document: Document | None, cast: Cast) -> Iterator[Link]:
    givers = cast.side(claim, claim.providers, "provider")
    takers = cast.side(claim, claim.recipients, "recipient")
    amount = primary(claim.amounts)
    for n, (giver, taker) in enumerate(((giver, taker) for giver in givers for taker in takers), 1):
        yield Link(
            id=f"{claim.id}#{n}",
            source=giver.id,
            target=taker.id,
            source_zh=giver.label_zh,
            source_en=giver.label_en,
            target_zh=taker.label_zh,
            target_en=taker.label_en,
            relation=claim.relation,
            status=claim.status,
            aggregate=claim.aggregate,
            origin=claim.origin,
            amount=amount.value if amount else None,
            currency=amount.currency if amount else None,
            bound=amount.bound if amount else None,
            basis=amount.basis if amount else None,
            of=amount.of if amount else None,
            amounts=tuple(amount.text for amount in claim.amounts),
            items=tuple(counted(item) for item in claim.items),
            outcomes=tuple(counted(outcome) for outcome in claim.outcomes),
            organizers=tuple(cast.label(party) for party in claim.organizers),
            modality=claim.modality,
            sector=claim.sector,
            period_start=claim.period.start if claim.period else None,
            period_end=claim.period.end if claim.period else None,
            quote=claim.evidence.quote,
            document=claim.evidence.document,
            title=document.title if document else None,
            number=document.number if document else None,
            issued=document.issued if document else None,
            url=document.url if document else None,
            claim=claim.id,
            joint=len(givers) * len(takers),
        )
