"""What each column of a table holds: its type, and in a line what it means, for formats that keep both.

`docs/codebook.md` says more; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from aidgraph.export.panel import EVIDENCE
from aidgraph.model import RELATIONS

Kind = Literal["string", "integer", "number", "boolean", "list"]

_NUMBERS = ("amount", "lat", "lon", "minimum_told", "maximum_told", "minimum_meant", "maximum_meant")
_INTEGERS = ("start", "end", "joint", "weight", "year")
_LISTS = (
    "amounts", "items", "outcomes", "organizers", "modality", "programmes", "providers", "recipients",
    "provider_ids", "recipient_ids", "organizer_ids",
)  # fmt: skip
_FIXED_OF_MATRIX = {"provider", "provider_zh", *EVIDENCE}

_CLOCKS = {"told": "year documents were issued", "meant": "years the claims speak of"}
_COUNTED = {
    "minimum": "least one-off aid, CNY", "maximum": "most one-off aid, CNY, empty if open",
    **{relation.replace("-", "_"): f"claims {relation}" for relation in RELATIONS},
    "joint": "claims that join several pairs", "other_amounts": "figures not added up",
}  # fmt: skip
#: Column → what it holds, in at most 80 characters (Stata's limit of a label).
LABELS: Mapping[str, str] = {
    "source": "provider's IRI", "target": "recipient's IRI", "source_zh": "provider, Chinese name",
    "source_en": "provider, English name", "target_zh": "recipient, Chinese name",
    "target_en": "recipient, English name", "relation": "paired-with, donated-to or supports",
    "status": "done, ongoing or planned", "aggregate": "sums up other acts", "origin": "told, curated or model",
    "amount": "first figure of aid", "currency": "currency, ISO 4217", "bound": "exact, over, about, under or vague",
    "basis": "one-off, per-year, cumulative or per-unit", "of": "aid, project, investment or trade",
    "amounts": "all figures as written", "items": "goods with their numbers", "outcomes": "counted results",
    "organizers": "who arranged it", "modality": "in what way", "sector": "for what field",
    "period_start": "start of the time the claim speaks of", "period_end": "end of the time the claim speaks of",
    "period": "words of that time", "programmes": "named campaigns", "purpose": "what it is for",
    "quote": "the document's own words", "document": "document's id", "title": "document's title",
    "number": "document's issue number", "issued": "document's date", "issuer": "document's issuer",
    "url": "document's address", "start": "first character of the quote in the text",
    "end": "character after the quote", "claim": "claim's id", "claims": "claims' ids", "id": "id of the row",
    "joint": "rows that the claim has", "weight": "what weight_of says", "weight_of": "what weight counts",
    "label_zh": "Chinese name", "label_en": "English name", "pinyin": "Chinese name in Latin letters",
    "type": "type of party", "level": "administrative level", "code": "code of the division, GB/T 2260 first",
    "lat": "latitude, degrees, WGS 84", "lon": "longitude, degrees, WGS 84", "parent": "IRI of the place above",
    "parent_zh": "Chinese name of the place above", "provider": "provider's IRI",
    "provider_zh": "provider, Chinese name", "recipient": "recipient's IRI",
    "recipient_zh": "recipient, Chinese name", "year": "year; empty where none is told or meant",
    **{f"{side}s": f"{side}s, Chinese names" for side in ("provider", "recipient")},
    **{f"{side}_ids": f"{side}s' IRIs" for side in ("provider", "recipient", "organizer")},
    **{f"{name}_{clock}": f"{said}; by {when}" for clock, when in _CLOCKS.items() for name, said in _COUNTED.items()},
}  # fmt: skip


def kind(table: str, column: str) -> Kind:
    """The type of a column of one of `TABLES`."""
    if table == "matrix":
        return "string" if column in _FIXED_OF_MATRIX else "integer"
    if column in _NUMBERS:
        return "number"
    if column in _INTEGERS or (table == "panel" and column.endswith(("_told", "_meant"))):
        return "integer"
    if column in _LISTS:
        return "list"
    return "boolean" if column == "aggregate" else "string"


def label(table: str, column: str) -> str:
    """What a column holds; one of the matrix that stands for a recipient, its heading."""
    if table == "matrix" and column not in _FIXED_OF_MATRIX:
        return f"claims that tie the provider to {column}"
    return LABELS[column]
