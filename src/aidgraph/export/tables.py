"""Edges, nodes, claims, matrix and panel as rows, whatever file they go into, and a value as a spreadsheet's cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from aidgraph.export.merging import merged
from aidgraph.export.panel import EVIDENCE, PANEL_FIELDS, matrix_fields, matrix_rows, panel_rows
from aidgraph.export.xml_networks import joined
from aidgraph.model import Claim, Document, Entity, Party
from aidgraph.network import LINK_FIELDS, NODE_FIELDS, Link, Node, counted, links_of, nodes_of, primary

TABLES = ("edges", "nodes", "claims", "matrix", "panel")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

CLAIM_FIELDS = (
    "id", "relation", "status", "aggregate", "origin", "providers", "recipients", "organizers",
    "provider_ids", "recipient_ids", "organizer_ids", "amount", "currency", "bound", "basis", "of", "amounts",
    "items", "outcomes", "period_start", "period_end", "period", "programmes", "purpose", "modality",
    "sector", "quote", "document", "start", "end", "title", "issuer", "number", "issued", "url",
)  # fmt: skip

#: Columns of the table of edges: the two ends first.
EDGE_FIELDS = (
    "source_zh",
    "target_zh",
    *(name for name in LINK_FIELDS if name not in {"source_zh", "target_zh"}),
)


class Table(NamedTuple):
    """Columns, and rows that have each of them, made one at a time."""

    fields: tuple[str, ...]
    rows: Iterable[Mapping[str, Any]]


def table_named(
    name: str,
    claims: Iterable[Claim],
    entities: Sequence[Entity],
    documents: Sequence[Document],
    *,
    level: str | None = None,
    merge: bool = False,
) -> Table:
    """One of `TABLES` of claims already selected, in order, that may be gone through twice.

    `level` lifts parties, except in `claims`; `merge` merges `edges`.
    """
    by_id = {document.id: document for document in documents}
    if name == "claims":
        by_iri = {entity.iri: entity for entity in entities}
        return Table(CLAIM_FIELDS, (claim_row(claim, by_iri, by_id) for claim in claims))
    if name == "nodes":
        return Table(NODE_FIELDS, _rows(nodes_of(claims, entities, level=level), NODE_FIELDS))
    links: Iterable[Link] = links_of(claims, entities, documents, level=level)
    if name == "edges":
        links = merged(links, list(claims), by_id)[0] if merge else links
        return Table(EDGE_FIELDS, _rows(links, EDGE_FIELDS))
    if name == "panel":
        return Table(PANEL_FIELDS, panel_rows(list(claims), links, by_id))
    listed = list(links)
    headings = matrix_fields(nodes_of(claims, entities, level=level), listed)
    fields = ("provider_zh", "provider", *EVIDENCE, *headings.values())
    return Table(fields, matrix_rows(headings, listed))


def _rows(nouns: Iterable[Node | Link], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    return ({name: getattr(noun, name) for name in names} for noun in nouns)


def claim_row(
    claim: Claim, entities: Mapping[str, Entity], documents: Mapping[str, Document]
) -> dict[str, Any]:
    """A claim with the keys of `CLAIM_FIELDS`: `amount` its first figure of aid, `amounts` all as written."""
    document = documents.get(claim.evidence.document)
    amount, period = primary(claim.amounts), claim.period

    def label(party: Party) -> str:
        entity = entities.get(party.entity or "")
        return entity.zh if entity else party.canonical or party.name

    def each(parties: Sequence[Party], text: Callable[[Party], str]) -> tuple[str, ...]:
        return tuple(text(party) for party in parties)

    row: dict[str, Any] = {
        "id": claim.id,
        "relation": claim.relation,
        "status": claim.status,
        "aggregate": claim.aggregate,
        "origin": claim.origin,
    }
    for side in ("provider", "recipient", "organizer"):
        parties = getattr(claim, f"{side}s")
        row[f"{side}s"] = each(parties, label)
        row[f"{side}_ids"] = each(parties, lambda party: party.entity or "")
    row |= {name: getattr(amount, name, None) for name in ("currency", "bound", "basis", "of")}
    return row | {
        "amount": amount.value if amount else None,
        "amounts": tuple(amount.text for amount in claim.amounts),
        "items": tuple(counted(item) for item in claim.items),
        "outcomes": tuple(counted(outcome) for outcome in claim.outcomes),
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period": period.text if period else None,
        "programmes": claim.programmes,
        "purpose": claim.purpose,
        "modality": claim.modality,
        "sector": claim.sector,
        "quote": claim.evidence.quote,
        "document": claim.evidence.document,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "title": document.title if document else None,
        "issuer": document.issuer if document else None,
        "number": document.number if document else None,
        "issued": document.issued if document else None,
        "url": document.url if document else None,
    }


def cell(value: Any) -> str:
    """A value as a spreadsheet's cell: text that would run as a formula gets a ' before it."""
    value = joined(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return f"'{value}" if value.startswith(_FORMULA) else str(value)
