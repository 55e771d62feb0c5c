"""Claims as FollowTheMoney entities, a JSON object a line: what Aleph, OpenAleph and `ftm` read.

A gift of money is a Payment, any other claim an UnknownLink whose role is its relation; a claim is one of them,
with all its givers and takers, so that no figure is told twice. Its proof is the document, its description the
quote. Every value is text. Names of schemata and properties are those of followthemoney 4.11.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Claim, Document, Entity, Party
from aidgraph.network import counted

#: A party's type → its schema; all of them may pay and be paid.
SCHEMATA: Mapping[str, str] = {
    **dict.fromkeys((*DIVISION_TYPES, *CORPS_TYPES, "PublicBody", "Headquarters"), "PublicBody"),
    **dict.fromkeys(("School", "Hospital", "Association", "Foundation", "Media", "Park", "WorkTeam"), "Organization"),
    "Enterprise": "Company",
    "Group": "LegalEntity",
}  # fmt: skip
_LANGUAGES = {"zh": "zho", "zh-Hans": "zho", "zh-Hant": "zho", "en": "eng"}


def write_ftm(
    out: TextIO, claims: Iterable[Claim], entities: Iterable[Entity], documents: Iterable[Document]
) -> None:
    """Write documents, then parties, then claims, each with all its values."""
    for _, entity in ftm_entities(claims, entities, documents):
        out.write(json.dumps(entity, ensure_ascii=False) + "\n")


def ftm_entities(
    claims: Iterable[Claim], entities: Iterable[Entity], documents: Iterable[Document]
) -> Iterator[tuple[Document | Claim | None, dict[str, Any]]]:
    """Each entity with the document or claim that its values are from; a party's own are from neither.

    Parties that resolve to nothing are entities of their claim.
    """
    known = {entity.iri: entity for entity in entities}
    mentions: set[str] = set()
    for document in documents:
        yield document, _stated(_document(document))
    for entity in known.values():
        yield None, _stated(_party(entity, known))
    for claim in claims:
        for party in (*claim.providers, *claim.recipients):
            name = name_of(claim, party, known)
            if party.entity not in known and name not in mentions:
                mentions.add(name)
                label = party.canonical or party.name
                proof = {"name": [label], "proof": [ftm_id(claim.evidence.document)]}
                yield claim, {"id": ftm_id(name), "schema": schema_of(party.type), "properties": proof}
        yield claim, _stated(_claim(claim, known))


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": ftm_id(document.id),
        "schema": "Document",
        "properties": {
            "title": [document.title or document.id],
            "fileName": [document.path.rsplit("/", 1)[-1]],
            "publishedAt": _said(document.issued),
            "publisher": _said(document.issuer),
            "sourceUrl": _web(document.url),
            "language": _said(_LANGUAGES.get(document.language)),
            "notes": _said(document.number and f"number {document.number}"),
        },
    }


def _party(entity: Entity, known: Mapping[str, Entity]) -> dict[str, Any]:
    parent = next((iri for iri in entity.within if iri in known), None)
    here = entity.type in {*DIVISION_TYPES, *CORPS_TYPES}
    return {
        "id": ftm_id(entity.iri),
        "schema": schema_of(entity.type),
        "properties": {
            "name": [entity.zh],
            "alias": list(dict.fromkeys(one for one in (entity.en, entity.pinyin, *entity.aliases) if one)),
            "parent": _said(parent and ftm_id(parent)),
            "idNumber": [identifier.value for identifier in entity.identifiers],
            "country": ["cn"] if here else [],
            "legalForm": [entity.type],
            "notes": [entity.iri],
        },
    }


def _claim(claim: Claim, known: Mapping[str, Entity]) -> dict[str, Any]:
    sums = [amount for amount in claim.amounts if amount.of == "aid"]
    paid = claim.relation == "donated-to" and bool(sums)
    period = claim.period
    givers, takers = (
        [ftm_id(name_of(claim, party, known)) for party in side]
        for side in (claim.providers, claim.recipients)
    )
    told = [
        f"{claim.relation}; {claim.status}; {claim.origin}",
        *(f"{a.text} ({a.bound}, {a.basis}, {a.of})" for a in claim.amounts),
        *(counted(one) for one in (*claim.items, *claim.outcomes)),
    ]
    properties = {
        "description": [claim.evidence.quote],
        "summary": ["；".join(told)],
        "recordId": [claim.id],
        "startDate": _said(period.start if period else None),
        "endDate": _said(period.end if period else None),
        "proof": [ftm_id(claim.evidence.document)],
    }
    if paid:
        properties |= {
            "payer": givers,
            "beneficiary": takers,
            "amount": [str(a.value) for a in sums if a.value is not None],
            "currency": sorted({a.currency for a in sums}),
            "purpose": _said(claim.purpose),
            "programme": list(claim.programmes),
        }
    else:
        properties |= {
            "subject": givers,
            "object": takers,
            "role": [claim.relation],
            "status": [claim.status],
        }
    return {
        "id": ftm_id(f"claim/{claim.id}"),
        "schema": "Payment" if paid else "UnknownLink",
        "properties": properties,
    }


def schema_of(kind: str) -> str:
    """The schema of a party of this type."""
    return SCHEMATA.get(kind, "LegalEntity")


def name_of(claim: Claim, party: Party, known: Mapping[str, Entity]) -> str:
    """The IRI of what a party resolves to, else its mention."""
    if party.entity in known and party.entity:
        return party.entity
    start = party.at.start if party.at else claim.evidence.start
    return f"mention/{claim.evidence.document}/{start}/{party.canonical or party.name}"


def ftm_id(name: str) -> str:
    """An id as FollowTheMoney wants it: letters and digits, the same for the same name."""
    return f"aidgraph-{hashlib.sha1(name.encode('utf-8'), usedforsecurity=False).hexdigest()}"


def _said(value: str | None) -> list[str]:
    return [value] if value else []


def _web(url: str | None) -> list[str]:
    return [url] if url and url.startswith(("http://", "https://")) else []


def _stated(entity: dict[str, Any]) -> dict[str, Any]:
    """The entity without properties that have no value."""
    entity["properties"] = {name: values for name, values in entity["properties"].items() if values}
    return entity
