"""The page of a graph folder, served: the whole of a small graph; of one too large for a file, a neighbourhood at a time."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from functools import cached_property
from typing import Any, Literal

from starlette.exceptions import HTTPException
from starlette.responses import Response

from aidgraph.errors import AidgraphError
from aidgraph.graph import GraphFolder, entity_called
from aidgraph.graph.vocabulary import BASE
from aidgraph.model import Claim, Document, Entity, Issue
from aidgraph.network import Filters, selected
from aidgraph.page import page_html
from aidgraph.serve.reviewing import Reviewing

#: Claims that one page holds at once; above, it shows the neighbourhood of an entity.
MOST = 20_000
_KEPT = 8
_FOUND = 20


class Sheets:
    """Pages made of a graph folder, or of what `filters` select from it. `most` claims go on one."""

    def __init__(
        self,
        folder: GraphFolder,
        *,
        lang: Literal["zh", "en"] | None = None,
        most: int = MOST,
        filters: Filters | None = None,
    ) -> None:
        self.folder = folder
        self.lang = lang
        self.most = most
        self.filters = filters
        self._made: OrderedDict[tuple[str | None, bool], str] = OrderedDict()
        self._lock = threading.Lock()

    async def response(self, around: str | None, *, reviewer: Reviewing | None) -> Response:
        """The page; `around` an entity where one is named. Raises HTTPException 404 where nothing is called that."""
        try:
            text = await asyncio.to_thread(self._page, around or None, reviewer)
        except AidgraphError as error:
            raise HTTPException(404, str(error)) from error
        return Response(text, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})

    async def found(self, text: str) -> list[dict[str, Any]]:
        """Entities whose name begins with, then holds, the text; those with most claims first."""
        return await asyncio.to_thread(self._found, text.strip().casefold())

    def _page(self, around: str | None, reviewer: Reviewing | None) -> str:
        with self._lock:
            key = (around, reviewer is not None)
            if key in self._made and reviewer is None:
                self._made.move_to_end(key)
                return self._made[key]
            text = self._drawn(around, reviewer)
            if reviewer is None:
                self._made[key] = text
                while len(self._made) > _KEPT:
                    self._made.popitem(last=False)
            return text

    def _drawn(self, around: str | None, reviewer: Reviewing | None) -> str:
        claims = self._claims
        served: dict[str, Any] = {}
        if around is not None or len(claims) > self.most:
            entity = self._called(around) if around else self._busiest
            own = self._near(entity)
            served = {"around": entity.zh, "of": len(claims), "shown": min(len(own), self.most)}
            claims = own[: self.most]
        kept = {claim.evidence.document for claim in claims}
        whole = len(claims) == len(self._claims) and self.filters is None
        documents = tuple(one for one in self._documents if whole or one.id in kept)
        issues = tuple(one for one in self._issues if whole or one.document in kept)
        return page_html(
            claims, self._entities, documents, issues, lang=self.lang, served=served,
            review=reviewer.known() if reviewer else None,
        )  # fmt: skip

    def _near(self, entity: Entity) -> tuple[Claim, ...]:
        """Claims in which an entity, or what lies within it, takes part; then those of the parties met there."""
        inside = {one.iri for one in self._entities if entity.iri in one.within} | {entity.iri}
        own = [claim for claim in self._claims if inside & _named(claim)]
        met = {iri for claim in own for iri in _named(claim)} - inside
        told = {claim.id for claim in own}
        room = self.most - len(own)
        further = [c for c in self._claims if c.id not in told and len(met & _named(c)) > 1][: max(0, room)]
        return (*own, *further)

    def _called(self, name: str) -> Entity:
        base = next((one.iri.partition("/id/")[0] + "/" for one in self._entities), BASE)
        return entity_called(name, self._entities, base=base)

    def _found(self, text: str) -> list[dict[str, Any]]:
        hits = []
        for entity in self._entities:
            names = [
                name.casefold() for name in (entity.zh, entity.en, entity.pinyin, *entity.aliases) if name
            ]
            rank = (
                0
                if any(name.startswith(text) for name in names)
                else 1
                if any(text in name for name in names)
                else 2
            )
            if text and rank < 2:
                hits.append((rank, -self._weight.get(entity.iri, 0), entity.zh, entity))
        return [
            {
                "iri": one.iri,
                "zh": one.zh,
                "en": one.en,
                "type": one.type,
                "claims": self._weight.get(one.iri, 0),
            }
            for *_, one in sorted(hits, key=lambda hit: hit[:3])[:_FOUND]
        ]

    @cached_property
    def _weight(self) -> dict[str, int]:
        """IRI → claims that name it."""
        weight: dict[str, int] = {}
        for claim in self._claims:
            for iri in _named(claim):
                weight[iri] = weight.get(iri, 0) + 1
        return weight

    @property
    def _busiest(self) -> Entity:
        return max(self._entities, key=lambda one: (self._weight.get(one.iri, 0), one.iri))

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        claims = self.folder.claims()
        if self.filters is None:
            return claims
        return selected(claims, self._entities, self.folder.documents(), self.filters).claims

    @cached_property
    def _entities(self) -> tuple[Entity, ...]:
        return self.folder.entities()

    @cached_property
    def _documents(self) -> tuple[Document, ...]:
        return self.folder.documents()

    @cached_property
    def _issues(self) -> tuple[Issue, ...]:
        return self.folder.issues()


def _named(claim: Claim) -> set[str]:
    return {
        iri
        for party in claim.parties()
        for iri in (party.entity, *(member.entity for member in party.members))
        if iri
    }
