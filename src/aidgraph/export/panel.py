"""Pairs over time, and pairs crossed: a row for each pair and year, and a row for each provider.

A joint claim has several pairs and one figure: each pair got between nothing and all of it, so it adds to a pair's
maximum and not to its minimum. So do a sum for several years, and one whose words leave it open below. An act
told by several documents adds its figure once, by its oldest telling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from aidgraph.model import RELATIONS, Amount, Claim, Document
from aidgraph.network import Link, Node

#: The only money that the panel adds up: what else there is, it counts as `other_amounts`.
CURRENCY, MEASURE, BASIS = "CNY", "aid", "one-off"
CLOCKS = ("told", "meant")
EVIDENCE = ("claims", "quote", "document", "number", "issued", "status")
_PAIR = ("provider", "provider_zh", "recipient", "recipient_zh")
_COUNTS = ("minimum", "maximum", *RELATIONS, "joint", "other_amounts")

PANEL_FIELDS = (
    *_PAIR,
    "year",
    "currency",
    *(f"{name.replace('-', '_')}_{clock}" for clock in CLOCKS for name in _COUNTS),
    *EVIDENCE,
)
#: Between quotes of one cell.
BETWEEN = " ‖ "


@dataclass(slots=True)
class Sums:
    """What one clock counts in one row: claims by relation, and between which bounds their one-off aid lies."""

    minimum: Decimal = Decimal(0)
    maximum: Decimal | None = Decimal(0)
    figures: int = 0
    joint: int = 0
    other_amounts: int = 0
    relations: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RELATIONS, 0))

    def add(self, link: Link, amounts: Iterable[Amount], *, years: int) -> None:
        """Count a link, and the figures that it brings; those of a joint gift or of several years are shared."""
        self.relations[link.relation] += 1
        self.joint += link.joint > 1
        for amount in amounts:
            if link.aggregate or (amount.currency, amount.of, amount.basis) != (CURRENCY, MEASURE, BASIS):
                self.other_amounts += 1
                continue
            self.figures += 1
            value = None if amount.value is None else Decimal(str(amount.value))
            divided = link.joint > 1 or years > 1
            if value is not None and not divided and amount.bound != "under":
                self.minimum += value
            open_above = value is None or amount.bound == "over" or self.maximum is None
            self.maximum = None if open_above else (self.maximum or Decimal(0)) + (value or Decimal(0))

    @property
    def least(self) -> int | float | None:
        """The lower bound, None where there is no figure above nothing."""
        return _number(self.minimum) if self.minimum else None

    def row(self, clock: str) -> dict[str, Any]:
        """The columns of one clock."""
        low, high = (_number(self.minimum), _number(self.maximum)) if self.figures else (None, None)
        values = {
            "minimum": low,
            "maximum": high,
            **self.relations,
            "joint": self.joint,
            "other_amounts": self.other_amounts,
        }
        return {f"{name.replace('-', '_')}_{clock}": value for name, value in values.items()}


def panel_rows(
    claims: Sequence[Claim], links: Iterable[Link], documents: Mapping[str, Document]
) -> Iterator[dict[str, Any]]:
    """A row for each pair and year that some claim tells or means, by pair and year; no row is made up between.

    `told` counts a claim in the year its document was issued, `meant` in each year of the time it speaks of. A
    claim that gives no such year stands in a row without one.
    """
    by_id = {claim.id: claim for claim in claims}
    first = first_tellings(claims, documents)
    sums: dict[tuple[str, str, str], dict[str, Sums]] = {}
    evidence: dict[tuple[str, str, str], dict[str, Link]] = defaultdict(dict)
    names: dict[str, str] = {}
    for link in links:
        claim = by_id[link.claim]
        names[link.source], names[link.target] = link.source_zh, link.target_zh
        amounts = claim.amounts if claim.id in first else ()
        for clock, years in (("told", [(link.issued or "")[:4]]), ("meant", years_meant(claim))):
            for year in years:
                key = link.source, link.target, year
                row = sums.setdefault(key, {clock: Sums() for clock in CLOCKS})
                row[clock].add(link, amounts, years=len(years))
                evidence[key].setdefault(link.claim, link)
    for key in sorted(sums):
        source, target, year = key
        yield {
            **dict(zip(_PAIR, (source, names[source], target, names[target]), strict=True)),
            "year": int(year) if year else None,
            "currency": CURRENCY,
            **sums[key]["told"].row("told"),
            **sums[key]["meant"].row("meant"),
            **_evidence(evidence[key].values()),
        }


def matrix_fields(nodes: Iterable[Node], links: Sequence[Link]) -> dict[str, str]:
    """Recipient's id → heading of its column: its Chinese name, its id after it where two share the name."""
    taking = {link.target for link in links}
    labels = {node.id: node.label_zh for node in nodes if node.id in taking}
    fixed = {"provider", "provider_zh", *EVIDENCE}
    shared = {name for name in labels.values() if list(labels.values()).count(name) > 1} | fixed
    return {name: f"{label} ({name})" if label in shared else label for name, label in sorted(labels.items())}


def matrix_rows(headings: Mapping[str, str], links: Iterable[Link]) -> Iterator[dict[str, Any]]:
    """A row for each provider: how many claims tie it to each recipient, after the evidence of all of them."""
    given: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        given[link.source].append(link)
    for source, out in sorted(given.items()):
        row: dict[str, Any] = {
            "provider": source,
            "provider_zh": out[0].source_zh,
            **_evidence({link.claim: link for link in out}.values()),
            **dict.fromkeys(headings.values(), 0),
        }
        for link in out:
            row[headings[link.target]] += 1
        yield row


def years_meant(claim: Claim) -> list[str]:
    """The years of the time a claim speaks of; the one it names where the time is open; `""` where it names none."""
    period = claim.period
    ends = [int(date[:4]) for date in (period.start, period.end) if date] if period else []
    return [str(year) for year in range(min(ends), max(ends) + 1)] if ends else [""]


def first_tellings(claims: Iterable[Claim], documents: Mapping[str, Document]) -> set[str]:
    """The claims whose figures count: all of no act, and of each act the oldest that has a figure."""
    first: dict[str, Claim] = {}

    def age(claim: Claim) -> tuple[str, str]:
        document = documents.get(claim.evidence.document)
        return (document.issued if document else None) or "9999", claim.id

    alone = set()
    for claim in claims:
        if claim.act is None:
            alone.add(claim.id)
        elif claim.amounts and (claim.act not in first or age(claim) < age(first[claim.act])):
            first[claim.act] = claim
    return alone | {claim.id for claim in first.values()}


def _evidence(links: Iterable[Link]) -> dict[str, Any]:
    """Claims, quotes, documents of several links in one row, each once, in the order of the links."""
    links = list(links)

    def each(name: str) -> str:
        found = [getattr(link, name) for link in links]
        return BETWEEN.join(dict.fromkeys(value for value in found if value))

    return {
        "claims": each("claim"), "quote": each("quote"), "document": each("document"),
        "number": each("number"), "issued": each("issued"), "status": each("status"),
    }  # fmt: skip


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
