"""Which claims are meant: the filters, the same words with the same meaning everywhere.

Claims that would mislead a count are left out unless asked for (`WITH`): sums of other claims, plans,
entries of a sourced table, claims of a language model. A selection says how many it left out, and why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    `of` takes claims with a figure of that measure (`aid`, `project`, `investment`, `trade`), and those figures alone.
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
    of: tuple[str, ...] = ()
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
    streamed: int | None = None

    @property
    def count(self) -> int:
        """How many claims were selected, also where they were passed on one by one (`streamed`) and not kept."""
        return len(self.claims) if self.streamed is None else self.streamed

    def without(self, word: str, count: int) -> Selection:
        """The same selection, of which so many more were left out in the end, for the reason that `word` names."""
        return replace(self, left_out={**self.left_out, word: count}) if count else self


def selected(
    claims: Iterable[Claim], entities: Iterable[Entity], documents: Iterable[Document], filters: Filters
) -> Selection:
    """Apply filters. A claim left out for several reasons counts for the first of them."""
    ordered = sorted(claims, key=place_of)
    sifted = Sifted(ordered, entities, documents, filters)
    kept = tuple(sifted)
    return Selection(kept, sifted.left_out, {word: tuple(sifted.aside[word]) for word in sifted.left_out})


def place_of(claim: Claim) -> tuple[str, int, str]:
    """What claims are ordered by: document, place in it, id."""
    return claim.evidence.document, claim.evidence.start, claim.id


class Sifted:
    """The claims that filters select, one at a time, each time anew; what was left out is known when all are through.

    Nothing but what was left out is kept, and with `keep` false not that either.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        entities: Iterable[Entity],
        documents: Iterable[Document],
        filters: Filters,
        *,
        keep: bool = True,
    ) -> None:
        self._claims, self._filters, self._keep = claims, filters, keep
        self._names = _Names({entity.iri: entity for entity in entities})
        self._issued = {document.id: document.issued for document in documents}
        self._counts: Counter[str] = Counter()
        self.aside: dict[str, list[Claim]] = defaultdict(list)
        self.count = 0

    @property
    def left_out(self) -> dict[str, int]:
        """How many were left out, by the words of `WITH` and `unnamed`, in their order."""
        return {word: self._counts[word] for word in (*WITH, "unnamed") if self._counts[word]}

    def __iter__(self) -> Iterator[Claim]:
        self._counts.clear()
        self.aside.clear()
        self.count = 0
        for claim in self._claims:
            if (kept := self._sift(claim)) is not None:
                self.count += 1
                yield kept

    def _sift(self, claim: Claim) -> Claim | None:
        filters = self._filters
        if not _asked_for(claim, filters, self._names, self._issued.get(claim.evidence.document)):
            return None
        reason = next(
            (word for word, holds in _REASONS.items() if holds(claim) and word not in filters.include), None
        )
        if reason is None and filters.named and not (claim.providers and claim.recipients):
            reason = "unnamed"
        if reason:
            self._leave(reason, claim)
            return None
        if filters.of:
            return claim.having(amounts=tuple(amount for amount in claim.amounts if amount.of in filters.of))
        if "projects" not in filters.include and any(amount.of != "aid" for amount in claim.amounts):
            others = tuple(amount for amount in claim.amounts if amount.of != "aid")
            self._leave("projects", claim.having(amounts=others), len(others))
            return claim.having(amounts=tuple(amount for amount in claim.amounts if amount.of == "aid"))
        return claim

    def _leave(self, reason: str, claim: Claim, count: int = 1) -> None:
        self._counts[reason] += count
        if self._keep:
            self.aside[reason].append(claim)


def unheard(claims: Iterable[Claim], entities: Iterable[Entity], filters: Filters) -> tuple[str, ...]:
    """The names that filters ask for and no party of the claims bears or lies within: silence, or a slip."""
    asked = dict.fromkeys((*filters.provider, *filters.recipient, *filters.organizer, *filters.place))
    if not asked:
        return ()
    names = _Names({entity.iri: entity for entity in entities})
    labels = {
        label
        for claim in claims
        for party in (*claim.providers, *claim.recipients, *claim.organizers)
        for one in (party, *party.members)
        for label in names.labels(one)
    }
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
        and (not filters.of or any(amount.of in filters.of for amount in claim.amounts))
        and (not filters.reviewed or claim.review is not None)
        and (not filters.document or claim.evidence.document in filters.document)
        and (not filters.since or (issued or "")[: len(filters.since)] >= filters.since)
        and (not filters.until or (issued is not None and issued[: len(filters.until)] <= filters.until))
        and all(
            names.any(parties, asked) for side, parties in sides.items() if (asked := getattr(filters, side))
        )
    )
