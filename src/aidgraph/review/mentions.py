"""Where the parties of a brought claim are mentioned, when the line does not say: in its own quotes, word for word."""

from __future__ import annotations

from dataclasses import replace

from aidgraph.extract.second_reader.grounding import Grounding
from aidgraph.model import Claim, Evidence, Party, Span, Subject


def with_mentions(claim: Claim) -> Claim:
    """The claim with `at` for each party whose name stands in its evidence, or in the mention it is carried from."""
    evidence = claim.evidence
    parts: list[Evidence | Subject] = [evidence, *([evidence.subject] if evidence.subject else [])]
    quotes = [(part.start, Grounding(part.quote)) for part in parts]

    def placed(party: Party) -> Party:
        return replace(
            party, at=party.at or _mention(party.name, quotes), members=tuple(map(placed, party.members))
        )

    return claim.having(
        providers=tuple(map(placed, claim.providers)),
        recipients=tuple(map(placed, claim.recipients)),
        organizers=tuple(map(placed, claim.organizers)),
    )


def _mention(name: str, quotes: list[tuple[int, Grounding]]) -> Span | None:
    for start, quote in quotes:
        for span in quote.occurrences(name, Span(0, max(1, len(quote.text)))):
            return Span(start + span.start, start + span.end)
    return None
