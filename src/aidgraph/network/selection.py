"""Which claims are meant: the filters, the same words with the same meaning everywhere.

Claims that would mislead a count are left out unless asked for (`WITH`): sums of other claims, plans,
entries of a sourced table, claims of a language model. A selection says how many it left out, and why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from aidgraph.model import Claim, Document, Entity, Party, Status

#: What is left out unless asked for. `projects` are figures, not claims: a project's total, investment,
#: trade.
WITH = ("aggregates", "planned", "projects", "curated", "model")

#: What may follow a name in a label that is still meant by it: 江阴 means 江阴市.
_KINDS = "省市县区州镇乡村"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to select. Within one word any value will do, between words all must; empty means all.

    A name means a party that bears it, as label or alias, and all that lies within or belongs to it.
    `since` and `until` are ISO 8601 dates of any precision, compared with the date a document was issued.
    `level` lifts parties to the place they belong to and selects nothing. `reviewed` takes only what a
    person has judged.
    """

    relation: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    organizer: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    sector: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    level: str | None = None
    reviewed: bool = False
    named: bool = False
    include: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims selected, in order, and how many were left out by each word of `WITH`, or as `unnamed`.

    `aside` has what was left out itself, by the same words; of a claim whose project costs alone were, those.
    """

    claims: tuple[Claim, ...]
    left_out: Mapping[str, int]
    aside: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)

    def without(self, word: str, count: int) -> Selection:
        """The same selection, of which so many more were left out in the end, for the reason that `word` names."""
        return replace(self, left_out={**self.left_out, word: count}) if count else self


def selected(
    claims: Iterable[Claim], entities: Iterable[Entity], documents: Iterable[Document], filters: Filters
) -> Selection:
    """Apply filters. A claim left out for several reasons counts for the first of them."""
    names = _Names({entity.iri: entity for entity in entities})
    issued = {document.id: document.issued for document in documents}
    left_out: Counter[str] = Counter()
    aside: dict[str, list[Claim]] = defaultdict(list)
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.evidence.document, claim.evidence.start, claim.id)):
        if not _asked_for(claim, filters, names, issued.get(claim.evidence.document)):
            continue
        reason = next(
            (word for word, holds in _REASONS.items() if holds(claim) and word not in filters.include), None
        )
        if reason is None and filters.named and not (claim.providers and claim.recipients):
            reason = "unnamed"
        if reason:
            left_out[reason] += 1
            aside[reason].append(claim)
            continue
        if "projects" not in filters.include:
            aid = tuple(amount for amount in claim.amounts if amount.of == "aid")
            if len(aid) < len(claim.amounts):
                left_out["projects"] += len(claim.amounts) - len(aid)
                others = tuple(amount for amount in claim.amounts if amount.of != "aid")
                aside["projects"].append(claim.having(amounts=others))
                claim = claim.having(amounts=aid)
        kept.append(claim)
    words = [word for word in (*WITH, "unnamed") if left_out[word]]
    return Selection(
        tuple(kept),
        {word: left_out[word] for word in words},
        {word: tuple(aside[word]) for word in words},
    )


def unheard(claims: Iterable[Claim], entities: Iterable[Entity], filters: Filters) -> tuple[str, ...]:
    """The names that filters ask for and no party of the claims bears or lies within: silence, or a slip."""
    names = _Names({entity.iri: entity for entity in entities})
    labels = {
        label
        for claim in claims
        for party in (*claim.providers, *claim.recipients, *claim.organizers)
        for one in (party, *party.members)
        for label in names.labels(one)
    }
    asked = dict.fromkeys((*filters.provider, *filters.recipient, *filters.organizer, *filters.place))
    return tuple(name for name in asked if not any(_means(name, label) for label in labels))


_REASONS: Mapping[str, Callable[[Claim], bool]] = {
    "aggregates": lambda claim: claim.aggregate,
    "planned": lambda claim: claim.status == "planned",
    "curated": lambda claim: claim.origin == "curated",
    "model": lambda claim: claim.origin == "model",
}


class _Names:
    """What parties are called, and what the places they lie within are called."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self.entities = entities

    def any(self, parties: Iterable[Party], asked: tuple[str, ...]) -> bool:
        """Whether one of the parties, or a named member of one, is or lies within what is asked for."""
        return any(
            _means(name, label)
            for party in parties
            for one in (party, *party.members)
            for label in self.labels(one)
            for name in asked
        )

    def labels(self, party: Party) -> Iterable[str]:
        entity = self.entities.get(party.entity or "")
        if entity is None:
            return (party.canonical or party.name,)
        around = (self.entities[iri] for iri in entity.within if iri in self.entities)
        return (
            label
            for one in (entity, *around)
            for label in (one.zh, one.en, one.pinyin, *one.aliases)
            if label
        )


def _means(name: str, label: str) -> bool:
    name, label = name.lower(), label.lower()
    return label.startswith(name) and label[len(name) :] in _KINDS


def _asked_for(claim: Claim, filters: Filters, names: _Names, issued: str | None) -> bool:
    sides = {
        "provider": claim.providers,
        "recipient": claim.recipients,
        "organizer": claim.organizers,
        "place": (*claim.providers, *claim.recipients, *claim.organizers),
    }
    return (
        (not filters.relation or claim.relation in filters.relation)
        and (not filters.status or claim.status in filters.status)
        and (not filters.sector or claim.sector in filters.sector)
        and (not filters.modality or not set(filters.modality).isdisjoint(claim.modality))
        and (not filters.reviewed or claim.review is not None)
        and (not filters.document or claim.evidence.document in filters.document)
        and (not filters.since or (issued or "")[: len(filters.since)] >= filters.since)
        and (not filters.until or (issued is not None and issued[: len(filters.until)] <= filters.until))
        and all(
            names.any(parties, asked) for side, parties in sides.items() if (asked := getattr(filters, side))
        )
    )
