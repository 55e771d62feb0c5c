"""Recording a person's judgement: what it is about is written beside it, so that the next build finds it again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aidgraph.errors import ReviewError
from aidgraph.model import Claim, Judgement
from aidgraph.review.claims import parties_text
from aidgraph.review.fields import field_text, with_field
from aidgraph.review.judgements import append_judgements, next_id, read_judgements

#: A judgement's subject (a claim's id, `same` or `different`) and its columns.
Judged = tuple[str, dict[str, str]]


def about(claim: Claim, **judged: str) -> Judged:
    """A judgement of a claim; `judged` gives `kind`, `by`, `why` and for a correction `field` and `value`.

    Raises ReviewError where nobody judges, or a correction can't be read or changes nothing.
    """
    if not judged["by"].strip():
        raise ReviewError("who judges? say it with --by NAME, or set AIDGRAPH_REVIEWER once")
    if judged["kind"] == "correct":
        field, value = judged["field"], judged["value"]
        if with_field(claim, field, value) == claim:
            now = field_text(claim, field)
            raise ReviewError(f"{claim.id}: {field} already is {now!r}; nothing to correct")
    return claim.id, {
        "document": claim.evidence.document,
        "quote": claim.evidence.quote,
        "relation": claim.relation,
        "parties": parties_text(claim),
        **judged,
    }


def record(file: Path, judged: Iterable[Judged], *, at: str) -> list[Judgement]:
    """Give each judgement its id and the day `at` (ISO 8601) and append it to the file."""
    known = list(read_judgements(file))
    new: list[Judgement] = []
    for subject, row in judged:
        columns: dict[str, Any] = {"id": next_id(subject, [*known, *new]), "at": at, **row}
        new.append(Judgement(**columns))
    append_judgements(file, new)
    return new
