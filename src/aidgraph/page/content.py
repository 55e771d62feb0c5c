"""What the page knows: one JSON object, from which every view is drawn.

Offsets are turned into UTF-16 code units, in which a browser counts; every quote is checked against its
document before it is written, so that a page whose quotes don't stand is never made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aidgraph.model import Claim, Document, Entity, Issue, Party
from aidgraph.page.cast import Cast, cast, party_iri
from aidgraph.page.trees import Row, twin_trees

FORMAT = 1


def content(
    claims: Sequence[Claim],
    entities: Sequence[Entity],
    documents: Sequence[Document],
    issues: Sequence[Issue],
) -> dict[str, Any]:
    """Everything that the page shows but its network, in the order of the documents.

    Raises EvidenceError where a quote does not stand in its document.
    """
    texts = {document.id: document for document in documents}
    for claim in claims:
        if claim.evidence.document in texts:
            claim.evidence.check(texts[claim.evidence.document])
    ordered = sorted(claims, key=lambda claim: (claim.evidence.document, claim.evidence.start, claim.id))
    people = cast(ordered, entities)
    number = {iri: index for index, iri in enumerate(people.entities)}
    shelf = _shelf(ordered, documents, issues)
    places = {document["id"]: index for index, document in enumerate(shelf)}
    units = {document.id: code_units(document.text) for document in documents}
    left, right = twin_trees(ordered, people)
    return {
        "format": FORMAT,
        "entities": [_entity(entity, people, number) for entity in people.entities.values()],
        "trees": {"providers": _tree(left, number), "recipients": _tree(right, number)},
        "documents": shelf,
        "claims": [_claim(claim, people, number, places, units) for claim in ordered],
        "issues": [_issue(issue, places, units) for issue in sorted(issues, key=_issue_place)],
    }


def form(claim: Claim) -> str:
    """How a claim must look: `act`, or what sets it apart: `planned`, `aggregate`, `curated`, `model`."""
    if claim.origin != "told":
        return claim.origin
    if claim.status == "planned":
        return "planned"
    return "aggregate" if claim.aggregate else "act"


def code_units(text: str) -> Callable[[int], int]:
    """A function from code-point offsets to UTF-16 offsets in this text."""
    wide = [index for index, character in enumerate(text) if ord(character) > 0xFFFF]
    if not wide:
        return int
    return lambda offset: offset + bisect_left(wide, offset)


def _entity(entity: Entity, people: Cast, number: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": entity.iri,
        "type": entity.type,
        "zh": entity.zh,
        "en": entity.en,
        "pinyin": entity.pinyin or spelling(entity.zh),
        "aliases": [alias for alias in entity.aliases if alias != entity.zh],
        "within": [number[iri] for iri in people.ancestors(entity.iri)],
        "members": [number[iri] for iri in entity.members if iri in number],
        "codes": [
            [code.scheme, code.value, code.since, code.until]
            for code in sorted(
                entity.identifiers, key=lambda code: (code.scheme, code.since or 0, code.value)
            )
        ],
        "point": [entity.lat, entity.lon] if entity.lat is not None and entity.lon is not None else None,
    }


def spelling(name: str) -> str:
    """Pinyin without tones, a syllable a word: for the search box, where nobody transcribed the name."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name))


def _tree(rows: Sequence[Row], number: Mapping[str, int]) -> list[list[Any]]:
    """Rows as [entity number or name of the foot, depth], in reading order."""
    return [[number.get(row.key, row.key), row.depth] for row in rows]


def _shelf(
    claims: Sequence[Claim], documents: Sequence[Document], issues: Sequence[Issue]
) -> list[dict[str, Any]]:
    shelf = [
        {
            "id": document.id,
            "title": document.title,
            "issuer": document.issuer,
            "series": document.series,
            "number": document.number,
            "issued": document.issued,
            "url": document.url,
            "licence": document.licence,
            "kind": document.kind,
            "text": document.text,
        }
        for document in sorted(documents, key=lambda document: (document.issued or "9999", document.id))
    ]
    missing = {claim.evidence.document for claim in claims} | {issue.document for issue in issues}
    missing -= {document.id for document in documents}
    return shelf + [{"id": name, "text": None} for name in sorted(missing)]


def _claim(
    claim: Claim,
    people: Cast,
    number: Mapping[str, int],
    places: Mapping[str, int],
    units: Mapping[str, Callable[[int], int]],
) -> dict[str, Any]:
    evidence = claim.evidence
    unit = units.get(evidence.document)
    row = claim.to_json()
    for side in ("providers", "recipients", "organizers"):
        row[side] = [_party(claim, party, people, number) for party in getattr(claim, side)]
    row["evidence"] = {
        "document": places[evidence.document],
        "at": [unit(evidence.start), unit(evidence.end)] if unit else None,
        "subject": [unit(evidence.subject.start), unit(evidence.subject.end)]
        if unit and evidence.subject
        else None,
    }
    if not unit:
        row["evidence"]["quote"] = evidence.quote
        row["evidence"]["span"] = [evidence.start, evidence.end]
        row["evidence"]["subjectSpan"] = evidence.to_json()["subject"]
    kept = (
        "id", "relation", "status", "providers", "recipients", "organizers", "amounts", "items",
        "outcomes", "period", "programmes", "purpose", "modality", "sector", "evidence", "origin",
        "rule", "act", "review", "aggregate",
    )  # fmt: skip
    return {"form": form(claim), "source": row.get("source")} | {key: row[key] for key in kept}


def _party(claim: Claim, party: Party, people: Cast, number: Mapping[str, int]) -> dict[str, Any]:
    """A party as its entity's number and whatever else its object holds that the entity does not tell.

    `name` stands where the text calls it otherwise; the rest lets the page give the claim back whole.
    """
    iri = party_iri(claim, party, people.entities)
    known = {"name": people.entities[iri].zh, "type": people.entities[iri].type, "entity": iri}
    rest = {key: value for key, value in party.to_json().items() if value not in (None, [], known.get(key))}
    return {"entity": number[iri]} | {key: value for key, value in rest.items() if key != "entity"}


def _issue(
    issue: Issue, places: Mapping[str, int], units: Mapping[str, Callable[[int], int]]
) -> dict[str, Any]:
    unit = units.get(issue.document)
    standing = unit is not None and issue.start is not None and issue.end is not None
    row: dict[str, Any] = {"kind": issue.kind, "reason": issue.reason, "document": places[issue.document]}
    row["at"] = [unit(issue.start), unit(issue.end)] if standing and unit else None  # type: ignore[arg-type]
    if row["at"] is None:
        row["quote"] = issue.quote
    return row | {"candidates": list(issue.candidates)}


def _issue_place(issue: Issue) -> tuple[str, int, int, str, str]:
    return (issue.document, issue.start or 0, issue.end or 0, issue.kind, issue.reason)
