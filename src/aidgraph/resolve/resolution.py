"""`resolve`: claims whose parties have entities, the entities, and an issue for each party left undecided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Claim, Document, Entity, Issue, Party
from aidgraph.resolve.entities import Register
from aidgraph.resolve.iris import BASE, Iris
from aidgraph.resolve.referents import Referent, Referents, Surroundings

_SIDES = ("providers", "recipients", "organizers")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Claims in the order given, each party with its entity; entities by IRI; issues by document, offset."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    issues: tuple[Issue, ...]


def resolve(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    *,
    gazetteer: Gazetteer,
    base: str = BASE,
) -> Resolution:
    """Say which entity each party is.

    A place is decided by its own words, then by the places of its party, of the claim's other parties and
    of the document's masthead; where they leave it open, `entity` is None and an issue lists the
    candidates. One entity has one IRI whatever else is read with it; the result doesn't depend on the order
    of claims.
    """
    iris = Iris(base)
    return _Run(Referents(gazetteer, iris), iris, documents).resolution(list(claims))


class _Run:
    """One call of `resolve`."""

    def __init__(self, referents: Referents, iris: Iris, documents: Mapping[str, Document]) -> None:
        self._referents = referents
        self._iris = iris
        self._documents = documents
        self._register = Register(referents.gazetteer, iris)
        self._issues: set[Issue] = set()
        self._mastheads: dict[str, Surroundings] = {}
        self._groups: dict[tuple[str, int], list[str]] = {}

    def resolution(self, claims: list[Claim]) -> Resolution:
        self._number_groups(claims)
        decided = tuple(self._with_entities(claim) for claim in claims)
        issues = sorted(self._issues, key=lambda i: (i.document, i.start or 0, i.end or 0, i.kind, i.reason))
        return Resolution(decided, self._register.entities(), tuple(issues))

    def _number_groups(self, claims: Iterable[Claim]) -> None:
        """Groups that begin at one place, the longest first: it has the plain IRI."""
        names: dict[tuple[str, int], set[str]] = defaultdict(set)
        for claim in claims:
            for party in claim.parties():
                if party.is_group:
                    names[claim.evidence.document, _start(claim, party)].add(party.name)
        self._groups = {at: sorted(found, key=lambda name: (-len(name), name)) for at, found in names.items()}

    def _with_entities(self, claim: Claim) -> Claim:
        masthead = self._masthead(claim.evidence.document)
        providers, recipients, organizers = (
            tuple(
                self._with_entity(claim, party, self._around(claim, party, side, masthead))
                for party in getattr(claim, side)
            )
            for side in _SIDES
        )
        return replace(claim, providers=providers, recipients=recipients, organizers=organizers)

    def _masthead(self, document_id: str) -> Surroundings:
        """The places that a document's issuer, title and head name, and its year."""
        if document_id not in self._mastheads:
            document = self._documents.get(document_id)
            names: dict[str, None] = {}
            if document:
                for text in (document.issuer or "", document.title or "", document.text[:200]):
                    names |= {m.name: None for m in self._referents.gazetteer.mentions(text)}
            year = document.issued[:4] if document and document.issued else ""
            self._mastheads[document_id] = Surroundings(tuple(names), int(year) if year.isdigit() else None)
        return self._mastheads[document_id]

    def _around(self, claim: Claim, party: Party, side: str, masthead: Surroundings) -> Surroundings:
        """Places named near a party: its own side's first, then the others', then the masthead's."""
        names: dict[str, None] = {}
        for other_side in (side, *(s for s in _SIDES if s != side)):
            for other in getattr(claim, other_side):
                for near in (other, *other.members):
                    if near is party:
                        continue
                    names |= dict.fromkeys(near.places)
                    if near.type in _PLACES:
                        names[near.canonical or near.name] = None
        own = party.canonical or party.name
        names.pop(own, None)
        names |= {name: None for name in masthead.places if name != own}
        return Surroundings(tuple(names), masthead.year)

    def _with_entity(self, claim: Claim, party: Party, around: Surroundings) -> Party:
        if party.is_group:
            return self._with_group(claim, party, around)
        referent = self._referents.of(party, around)
        if referent.iri is None:
            self._issues.add(self._issue(claim, party, referent))
            return replace(party, entity=None)
        self._register.add(referent, party, self._mention(claim, party))
        return replace(party, entity=referent.iri)

    def _with_group(self, claim: Claim, party: Party, around: Surroundings) -> Party:
        inside = Surroundings((*party.places, *around.places), around.year)
        members = tuple(self._with_entity(claim, member, inside) for member in party.members)
        document, start = claim.evidence.document, _start(claim, party)
        iri = self._iris.group(document, start, same_start=self._groups[document, start].index(party.name))
        places = self._referents.places_of(party, around)
        referent = Referent("Group", party.name, iri, within=places)
        seen = self._register.add(referent, party, self._mention(claim, party))
        seen.group = min((party, *([seen.group] if seen.group else [])), key=repr)
        seen.members |= {member.entity for member in members if member.entity}
        return replace(party, entity=iri, members=members)

    def _mention(self, claim: Claim, party: Party) -> tuple[str, int, str]:
        return claim.evidence.document, _start(claim, party), party.name

    def _issue(self, claim: Claim, party: Party, referent: Referent) -> Issue:
        at = party.at or claim.evidence.span
        return Issue(
            kind=referent.problem or "undecided",
            reason=referent.reason,
            document=claim.evidence.document,
            start=at.start,
            end=at.end,
            quote=party.name if party.at else claim.evidence.quote,
            candidates=referent.candidates,
        )


_PLACES = frozenset(
    ("Province", "Prefecture", "County", "Township", "Corps", "CorpsDivision", "CorpsRegiment")
)  # fmt: skip


def _start(claim: Claim, party: Party) -> int:
    """Where a party is mentioned; if unknown, where its name stands in the quote, else the quote's start."""
    if party.at:
        return party.at.start
    subject = claim.evidence.subject
    if subject and party.name in subject.quote:
        return subject.start + subject.quote.index(party.name)
    return claim.evidence.start + max(0, claim.evidence.quote.find(party.name))
