"""Judgements about identity: which entities are one, which mentions are another. Applied after `resolve`, as a map of IRIs.

Nothing is stored but the judgements, so that taking one back gives the former graph to the byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from aidgraph.model import Claim, Entity, Issue, Judgement, Party
from aidgraph.review.claims import UNATTACHED
from aidgraph.review.fields import SIDES

DISAGREE = "judgements-disagree"


class Merged(NamedTuple):
    """Claims and entities after review of identities, and issues for judgements that could not be followed."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    issues: tuple[Issue, ...]


def merged(claims: Iterable[Claim], entities: Iterable[Entity], judgements: Iterable[Judgement]) -> Merged:
    """Make entities that are judged the same one, under the IRI to keep; part mentions that are judged another.

    First the mentions of single documents are parted, then entities are merged. Of several judgements about
    the same two entities the last holds. A merge that would make one of two that are judged different is not
    made and becomes an issue, as does a judgement about an entity that is not here. Entities come by IRI.
    """
    about = [one for one in judgements if one.kind in ("same", "different")]
    run = _Run(tuple(claims), {entity.iri: entity for entity in entities})
    if not about:
        return Merged(run.claims, tuple(run.known.values()), ())
    for one in about:
        if one.kind == "different" and one.document:
            run.part(one)
    run.merge([one for one in about if not one.document])
    return Merged(run.claims, tuple(run.known[iri] for iri in sorted(run.known)), tuple(run.issues))


def split_iri(iri: str, document: str) -> str:
    """The IRI of what one document means by a name that elsewhere means `iri`."""
    return f"{iri}~{document.replace('/', '~')}"


class _Run:
    """One call of `merged`."""

    def __init__(self, claims: tuple[Claim, ...], known: dict[str, Entity]) -> None:
        self.claims = claims
        self.known = known
        self.issues: list[Issue] = []

    def part(self, judgement: Judgement) -> None:
        """Give what one document means by an entity an IRI of its own."""
        whole, document = self.known.get(judgement.field), judgement.document
        mentions = {
            (party.name, party.at)
            for claim in self.claims
            if claim.evidence.document == document
            for party in claim.parties()
            if party.entity == judgement.field
        }
        if whole is None or not mentions:
            self._note(UNATTACHED, judgement, f"{document} has no mention of {judgement.field}")
            return
        own = self.known.get(judgement.value) or Entity(
            iri=judgement.value, type=whole.type, zh=whole.zh, pinyin=whole.pinyin, count=whole.count,
            bound=whole.bound, kind=whole.kind,
        )  # fmt: skip
        self.known[judgement.value] = replace(own, mentions=own.mentions + len(mentions))
        self.known[judgement.field] = replace(whole, mentions=max(0, whole.mentions - len(mentions)))
        renamed = {judgement.field: judgement.value}
        self.claims = tuple(
            _renamed(claim, renamed) if claim.evidence.document == document else claim
            for claim in self.claims
        )
        used = {iri for entity in self.known.values() for iri in (*entity.within, *entity.members)}
        if self.known[judgement.field].mentions == 0 and judgement.field not in used:
            del self.known[judgement.field]

    def merge(self, judgements: Sequence[Judgement]) -> None:
        """Give every entity that is judged the same as another the IRI to keep."""
        keeper, made = self._keeper(judgements)
        reached = {iri for start in self.known for iri in _path(start, keeper)}
        for judgement in made:
            if judgement.field not in reached:
                self._note(UNATTACHED, judgement, f"no entity {judgement.field} is in this graph")
        kept = {iri: _path(iri, keeper)[-1] for iri in self.known}
        self.claims = tuple(_renamed(claim, kept) for claim in self.claims)
        groups: dict[str, list[Entity]] = defaultdict(list)
        for iri in sorted(self.known):
            groups[kept[iri]].append(self.known[iri])
        self.known = {iri: _one_of(iri, group, kept) for iri, group in groups.items()}

    def _keeper(self, judgements: Iterable[Judgement]) -> tuple[dict[str, str], list[Judgement]]:
        """IRI → the IRI that it becomes, one step, without circles; and the judgements that were followed."""
        last: dict[frozenset[str], Judgement] = {}
        for one in judgements:
            pair = frozenset((one.field, one.value))
            last.pop(pair, None)
            last[pair] = one
        apart = [pair for pair, one in last.items() if one.kind == "different"]
        keeper: dict[str, str] = {}
        made: list[Judgement] = []
        for one in last.values():
            if one.kind != "same":
                continue
            gone, kept = _path(one.field, keeper)[-1], _path(one.value, keeper)[-1]
            trial = keeper if gone == kept else keeper | {gone: kept}
            broken = next((pair for pair in apart if len({_path(iri, trial)[-1] for iri in pair}) == 1), None)
            if broken is None:
                keeper = trial
                made.append(one)
            else:
                self._note(
                    DISAGREE, one, f"{' and '.join(sorted(broken))} are judged different; undo one of the two"
                )
        return keeper, made

    def _note(self, kind: str, judgement: Judgement, why: str) -> None:
        self.issues.append(
            Issue(
                kind=kind,
                reason=f"the judgement {judgement.id} ({judgement.kind}, {judgement.by}, {judgement.at}): {why}",
                document=judgement.document,
                candidates=(judgement.field, judgement.value),
            )
        )


def _path(iri: str, keeper: Mapping[str, str]) -> list[str]:
    path = [iri]
    while path[-1] in keeper:
        path.append(keeper[path[-1]])
    return path


def _renamed(claim: Claim, kept: Mapping[str, str]) -> Claim:
    return claim.having(
        **{side: tuple(_party(party, kept) for party in getattr(claim, side)) for side in SIDES}
    )


def _party(party: Party, kept: Mapping[str, str]) -> Party:
    entity = kept.get(party.entity, party.entity) if party.entity else None
    return replace(party, entity=entity, members=tuple(_party(member, kept) for member in party.members))


def _one_of(iri: str, group: Sequence[Entity], kept: Mapping[str, str]) -> Entity:
    """One entity of several: the kept one's own words first, the others' names as aliases, their codes added."""
    ordered = sorted(group, key=lambda entity: (entity.iri != iri, entity.iri))
    first = ordered[0]
    names = {name for entity in ordered for name in (entity.zh, *entity.aliases)} - {first.zh}
    point = next((entity for entity in ordered if entity.lat is not None), first)
    within = next((entity.within for entity in ordered if entity.within), ())
    return replace(
        first,
        iri=iri,
        aliases=tuple(sorted(names)) if len(ordered) > 1 else first.aliases,
        identifiers=tuple(dict.fromkeys(code for entity in ordered for code in entity.identifiers)),
        within=tuple(dict.fromkeys(kept.get(above, above) for above in within)),
        lat=point.lat,
        lon=point.lon,
        precision=point.precision,
        members=tuple(sorted({kept.get(one, one) for entity in ordered for one in entity.members})),
        mentions=sum(entity.mentions for entity in ordered),
    )
