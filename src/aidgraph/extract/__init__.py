"""Extraction: a document's claims, and the issues that say what was seen and not claimed.

    text ─ tokens ─ clauses ─ acts ─ statements ─ claims

`tokens` finds times, sums, names and verbs; `parties` reads noun phrases; `clauses` and `frames` read a clause's roles;
`discourse` walks the text, with `standing`, `carrying`, `additions` and `merging` deciding what each clause does; `claims` gives
the form of claims.md. What the words mean is in `ontology/lexicon/`. `curated` reads the rows of a sourced table instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from aidgraph.documents import reading
from aidgraph.extract.claims import claims
from aidgraph.extract.curated import backbone_document, curated
from aidgraph.extract.discourse import DiscourseReader
from aidgraph.extract.masthead import masthead_claim
from aidgraph.extract.tables import table_claims
from aidgraph.extract.unclaimed import Stretches, Trigger, tells, triggers, unclaimed
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Claim, Document, Issue

__all__ = [
    "Extraction",
    "Stretches",
    "Trigger",
    "backbone_document",
    "curated",
    "extract",
    "tells",
    "triggers",
]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says, in the order of its text, and what was left unsaid."""

    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]


def extract(document: Document, *, gazetteer: Gazetteer | None = None) -> Extraction:
    """Read one document. Every claim's quote is the document's text at its offsets."""
    gazetteer = gazetteer or Gazetteer.load()
    text = reading(document)
    discourse = DiscourseReader(text, gazetteer)
    found = list(claims(list(discourse.statements()), text))
    head = masthead_claim(text, gazetteer)
    if head is not None:
        found.insert(0, head)
    rows, doubts = table_claims(text, gazetteer)
    found += rows
    return Extraction(tuple(found), (*unclaimed(text, found, discourse), *doubts))
