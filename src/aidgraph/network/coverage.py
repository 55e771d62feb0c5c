"""Every sum, pairing word and giving verb of a document: told by a claim, or an issue that says why not. No third.

The words are sought in the documents' text again, apart from the claims and issues that are checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from aidgraph.documents import reading
from aidgraph.extract import Stretches, Trigger, tells, triggers
from aidgraph.model import Claim, Document, Issue, Json, Span

Outcome = Literal["claim", "issue", "unaccounted"]

#: Issues that account for a word: it was seen and not claimed, or a person rejected what it was claimed for.
_ACCOUNTS = ("unclaimed-", "rejected")


@dataclass(frozen=True, slots=True)
class Covered:
    """One sum or word in its place and what became of it."""

    kind: str
    document: str
    line: int
    start: int
    end: int
    quote: str
    claims: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """`claim` where one tells it, else `issue`, else `unaccounted`."""
        return "claim" if self.claims else "issue" if self.reasons else "unaccounted"

    def to_json(self) -> Json:
        """The row, its outcome first."""
        return {
            "outcome": self.outcome,
            "kind": self.kind,
            "document": self.document,
            "line": self.line,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "claims": list(self.claims),
            "reasons": list(self.reasons),
        }


def coverage(
    documents: Iterable[Document], claims: Iterable[Claim], issues: Iterable[Issue]
) -> tuple[Covered, ...]:
    """What became of every trigger, by document and place. Tables are left out: their rows are not sentences."""
    told: dict[str, list[tuple[Span, Claim]]] = defaultdict(list)
    for claim in claims:
        told[claim.evidence.document].append((claim.evidence.span, claim))
    doubts: dict[str, list[tuple[Span, Issue]]] = defaultdict(list)
    for issue in issues:
        if issue.kind.startswith(_ACCOUNTS) and issue.start is not None and issue.end is not None:
            doubts[issue.document].append((Span(issue.start, issue.end), issue))
    found: list[Covered] = []
    for document in sorted(documents, key=lambda document: document.id):
        if document.kind == "table":
            continue
        telling, doubting = Stretches(told[document.id]), Stretches(doubts[document.id])
        found += (
            _covered(trigger, document, telling.holding(trigger.span), doubting.holding(trigger.span))
            for trigger in triggers(reading(document))
        )
    return tuple(found)


def _covered(
    trigger: Trigger, document: Document, claims: Iterable[Claim], issues: Iterable[Issue]
) -> Covered:
    line, _ = document.position(trigger.span.start)
    return Covered(
        kind=trigger.kind,
        document=document.id,
        line=line,
        start=trigger.span.start,
        end=trigger.span.end,
        quote=trigger.quote,
        claims=tuple(sorted(claim.id for claim in claims if tells(claim, trigger))),
        reasons=tuple(
            sorted(
                {issue.reason for issue in issues if issue.kind in ("rejected", f"unclaimed-{trigger.kind}")}
            )
        ),
    )
