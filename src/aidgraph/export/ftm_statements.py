"""Claims as FollowTheMoney statements, a CSV row a value: what it is, of which entity, and where it was seen.

`origin` is the claim or document that a value is from, `first_seen` that document's date, `original_value` the text's own words
for a party. A value that two claims give has a statement each: their ids differ by origin. Columns are those of followthemoney 4.11.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from aidgraph.export.ftm import ftm_entities, ftm_id, name_of, schema_of
from aidgraph.model import Claim, Document, Entity

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_DATASET = "aidgraph"
#: Property → FollowTheMoney's type of it, where that is not plain text.
_TYPES: Mapping[str, str] = {
    "id": "id", "name": "name", "alias": "name", "title": "string", "proof": "entity", "parent": "entity",
    "payer": "entity", "beneficiary": "entity", "subject": "entity", "object": "entity", "country": "country",
    "idNumber": "identifier", "publishedAt": "date", "startDate": "date", "endDate": "date", "amount": "number",
    "currency": "string", "sourceUrl": "url", "language": "language", "description": "text", "notes": "text",
    "summary": "text",
}  # fmt: skip


def write_ftm_statements(
    out: TextIO, claims: Iterable[Claim], entities: Iterable[Entity], documents: Iterable[Document]
) -> None:
    """Write the statements of what `write_ftm` writes, and one for each name that a claim's text gives a party."""
    claims, entities, documents = list(claims), list(entities), list(documents)
    issued = {document.id: document.issued for document in documents}
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for source, entity in ftm_entities(claims, entities, documents):
        origin = source.id if source else ""
        seen = issued.get(source.evidence.document if isinstance(source, Claim) else origin)
        values = [
            ("id", entity["id"]),
            *((name, one) for name, all_ in entity["properties"].items() for one in all_),
        ]
        for prop, value in values:
            writer.writerow(_row(entity["id"], entity["schema"], prop, value, origin, seen))
    for row in _names(claims, {entity.iri: entity for entity in entities}, issued):
        writer.writerow(row)


def _names(
    claims: Iterable[Claim], known: Mapping[str, Entity], issued: Mapping[str, str | None]
) -> Iterator[dict[str, Any]]:
    """Where each name of a party that is known was read, with the words that were read."""
    met: set[tuple[str, str]] = set()
    for claim in claims:
        for party in (*claim.providers, *claim.recipients):
            entity = known.get(party.entity or "")
            if entity is None or (entity.iri, claim.id) in met:
                continue
            met.add((entity.iri, claim.id))
            seen = issued.get(claim.evidence.document)
            row = _row(
                ftm_id(name_of(claim, party, known)),
                schema_of(entity.type),
                "name",
                entity.zh,
                claim.id,
                seen,
            )
            yield row | {"original_value": "" if party.name == entity.zh else party.name}


def _row(entity: str, schema: str, prop: str, value: str, origin: str, seen: str | None) -> dict[str, Any]:
    key = "\0".join((_DATASET, entity, prop, value, origin))
    return {
        "canonical_id": entity, "entity_id": entity, "prop": prop, "prop_type": _TYPES.get(prop, "string"),
        "schema": schema, "value": value, "dataset": _DATASET, "origin": origin, "lang": "", "original_value": "",
        "external": "f", "first_seen": seen or "", "last_seen": seen or "",
        "id": hashlib.sha1(key.encode("utf-8", "replace"), usedforsecurity=False).hexdigest(),
    }  # fmt: skip
