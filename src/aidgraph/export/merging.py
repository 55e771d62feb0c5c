"""Parallel edges as one: all that ties one party to another, in one direction, with every claim that says so.

What may be added is: one-off aid in one currency, an act told twice once, as the panel does. `weight` counts the claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from aidgraph.export.panel import BASIS, BETWEEN, CURRENCY, MEASURE, Sums, first_tellings
from aidgraph.model import Claim, Document
from aidgraph.network import Link

_LISTS = ("amounts", "items", "outcomes", "organizers", "modality")
_WORDS = ("relation", "status", "origin", "sector")
_EVIDENCE = ("quote", "document", "title", "number", "issued", "url", "claim")


def merged(
    links: Iterable[Link], claims: Sequence[Claim], documents: Mapping[str, Document]
) -> tuple[list[Link], dict[str, list[Link]]]:
    """One link for each ordered pair, in the order of their ends, and the links that each merges, by its id.

    `amount` is the least that the claims add up to: `bound` says exact, over where it may be more, vague where no figure may be added.
    """
    by_id = {claim.id: claim for claim in claims}
    first = first_tellings(claims, documents)
    pairs: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        pairs[link.source, link.target].append(link)
    made = [_one(f"pair/{number}", pairs[pair], by_id, first) for number, pair in enumerate(sorted(pairs), 1)]
    return made, {link.id: pairs[link.source, link.target] for link in made}


def _one(name: str, links: Sequence[Link], claims: Mapping[str, Claim], first: set[str]) -> Link:
    sums = Sums()
    for link in links:
        sums.add(link, claims[link.claim].amounts if link.claim in first else (), years=1)
    starts = [link.period_start for link in links]
    ends = [link.period_end for link in links]
    changes: dict[str, Any] = {field: _each(links, field, "；") for field in _WORDS}
    changes |= {field: _each(links, field, BETWEEN) for field in _EVIDENCE}
    for field in _LISTS:
        changes[field] = tuple(dict.fromkeys(one for link in links for one in getattr(link, field)))
    if sums.figures:
        exact = sums.maximum == sums.minimum
        changes |= {"amount": sums.least, "currency": CURRENCY, "basis": BASIS, "of": MEASURE}
        changes["bound"] = "exact" if exact else "over" if sums.least else "vague"
    else:
        changes |= dict.fromkeys(("amount", "currency", "basis", "of", "bound"))
    return replace(
        links[0],
        id=name,
        aggregate=any(link.aggregate for link in links),
        period_start=min(filter(None, starts)) if all(starts) else None,
        period_end=max(filter(None, ends)) if all(ends) else None,
        joint=max(link.joint for link in links),
        weight=len({link.claim for link in links}),
        **changes,
    )


def _each(links: Iterable[Link], field: str, between: str) -> str | None:
    """The values of a field, each once, in the order of the links."""
    return between.join(dict.fromkeys(value for link in links if (value := getattr(link, field)))) or None
