"""What was in scope and did not become a claim: every sum, pairing word and giving verb outside all claims, with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidgraph.documents import Reading
from aidgraph.extract.discourse import DiscourseReader
from aidgraph.extract.lexicon import lexicon
from aidgraph.model import Claim, Issue

_REASONS = {
    "amount": "a sum of money that no act of aid governs here",
    "pairing": "a pairing word without a party that could be named",
    "giving": "a giving verb without a party or a figure that could be named",
}
_KIND = {"give": "giving", "raise": "giving", "pair": "pairing", "direct": "pairing"}


def unclaimed(reading: Reading, claims: Sequence[Claim], discourse: DiscourseReader) -> Iterator[Issue]:
    """Yield an issue for each sum, pairing word and strong giving verb in the body that lies in no claim's evidence."""
    spans = [claim.evidence.span for claim in claims]
    for paragraph in reading.paragraphs:
        if paragraph.role not in ("body", "heading", "title"):
            continue
        for token in discourse.tokens(paragraph.start, paragraph.end).tokens:
            kind = "amount" if token.kind == "money" else None
            if token.kind == "verb":
                verb = lexicon().verbs[token.text]
                kind = _KIND.get(verb.frame) if verb.strength == "strong" else None
            if kind is None:
                continue
            span = reading.raw(token.start, token.end)
            if any(other.holds(span) for other in spans):
                continue
            yield Issue(
                kind=f"unclaimed-{kind}",
                reason=_REASONS[kind],
                document=reading.document.id,
                start=span.start,
                end=span.end,
                quote=reading.document.quote(span),
            )
