"""Edges, nodes and claims as CSV for Excel: a BOM for the Chinese, no cell that runs as a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TextIO

from aidgraph.export.xml_networks import joined
from aidgraph.model import Claim, Document, Entity, Party
from aidgraph.network import LINK_FIELDS, NODE_FIELDS, Link, Node, counted, primary

TABLES = ("edges", "nodes", "claims")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

CLAIM_FIELDS = (
    "id", "relation", "status", "aggregate", "origin", "providers", "recipients", "organizers",
    "provider_ids", "recipient_ids", "organizer_ids", "amount", "currency", "bound", "basis", "of", "amounts",
    "items", "outcomes", "period_start", "period_end", "period", "programmes", "purpose", "modality",
    "sector", "quote", "document", "start", "end", "title", "issuer", "number", "issued", "url",
)  # fmt: skip


def write_edges(out: TextIO, links: Iterable[Link]) -> None:
    """A row a link: the two ends first."""
    order = (
        "source_zh",
        "target_zh",
        *(name for name in LINK_FIELDS if name not in {"source_zh", "target_zh"}),
    )
    _write(out, order, ({name: getattr(link, name) for name in order} for link in links))


def write_nodes(out: TextIO, nodes: Iterable[Node]) -> None:
    """A row a party."""
    _write(out, NODE_FIELDS, ({name: getattr(node, name) for name in NODE_FIELDS} for node in nodes))


def write_claims(
    out: TextIO, claims: Iterable[Claim], entities: Mapping[str, Entity], documents: Mapping[str, Document]
) -> None:
    """A row a claim, parties joined by “；”."""
    _write(out, CLAIM_FIELDS, (claim_row(claim, entities, documents) for claim in claims))


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


def _write(out: TextIO, names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(row[name]) for name in names])
