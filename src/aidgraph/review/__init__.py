"""Review: what people decided about claims and identities, kept in `judgements.csv` and applied in every build;
and what people bring: claims as `.jsonl`, sheets coded by hand (`brought`).

judgements.csv ─ read_judgements ─┬ apply(claims)            accept, reject, correct
                                  └ merged(claims, entities) same, different
"""

from aidgraph.review.brought import UNCHECKED, Brought, brought
from aidgraph.review.claim_lines import read_claims
from aidgraph.review.claims import REJECTED, UNATTACHED, Reviewed, apply, brief, parties_text
from aidgraph.review.fields import FIELDS, field_text, with_field
from aidgraph.review.identity import Merged, merged, split_iri
from aidgraph.review.judgements import (
    FILE,
    append_judgements,
    next_id,
    read_judgements,
    remove_judgements,
    subject,
)
from aidgraph.review.recording import Judged, about, record
from aidgraph.review.sheet import read_sheet, write_sheet

__all__ = [
    "FIELDS",
    "FILE",
    "REJECTED",
    "UNATTACHED",
    "UNCHECKED",
    "Brought",
    "Judged",
    "Merged",
    "Reviewed",
    "about",
    "append_judgements",
    "apply",
    "brief",
    "brought",
    "field_text",
    "merged",
    "next_id",
    "parties_text",
    "read_claims",
    "read_judgements",
    "read_sheet",
    "record",
    "remove_judgements",
    "split_iri",
    "subject",
    "with_field",
    "write_sheet",
]
