"""`AidGraph`: what a notebook or another program imports.

>>> from aidgraph import AidGraph
>>> graph = AidGraph.build("bulletins/", "graph/")        # or AidGraph.open("graph/")
>>> graph.query("who-gave-what", recipient="霍城县").rows
>>> graph.network(relation="paired-with")
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from aidgraph.graph import Answer, GraphFolder, answer, open_store, rdflib_dataset
from aidgraph.model import Claim, Document, Entity, Issue
from aidgraph.network import Filters, network, selected
from aidgraph.page import page_html, to_pyvis, write_page
from aidgraph.pipeline import Reader, build

if TYPE_CHECKING:
    import networkx
    import rdflib
    from pyvis.network import Network

Source = str | Path


class AidGraph:
    """One graph folder, opened. Filters are the words of the command line (`relation`, `recipient`, `include` …)."""

    def __init__(self, folder: GraphFolder, *, lang: Literal["zh", "en"] = "zh") -> None:
        self.folder = folder
        self.lang: Literal["zh", "en"] = lang

    @classmethod
    def build(
        cls,
        sources: Source | Iterable[Source],
        folder: Source = "graph",
        *,
        backbone: bool = False,
        mapping: Source | None = None,
        second: Reader | None = None,
    ) -> AidGraph:
        """Read documents, or claims, into a graph folder and open it.

        `mapping` explains a hand-coded sheet; `second` is a second reader (`SecondReader`). Raises DocumentError where a
        source can't be read.
        """
        paths = [Path(sources)] if isinstance(sources, str | Path) else [Path(source) for source in sources]
        result = build(
            paths, Path(folder), backbone=backbone, mapping=Path(mapping) if mapping else None, second=second
        )
        if result.errors:
            raise result.errors[0]
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Source = "graph") -> AidGraph:
        """Open a graph folder. Raises GraphError where there is none, or its files don't belong together."""
        return cls(GraphFolder.open(Path(folder)))

    def query(self, query: str, **parameters: str) -> Answer:
        """What a named query, a `.rq` file or SPARQL text answers: `.rows`, `.to_csv()`, `.to_json()`."""
        store = open_store(self.folder.path("store"))
        return answer(store, query, parameters=parameters, language=self.lang)

    def claims(self, **filters: Any) -> tuple[Claim, ...]:
        """Claims, filtered; without filters, all but aggregates, plans and curated ones (`include={"aggregates"}`)."""
        return selected(self._claims, self._entities, self.documents, _filters(filters)).claims

    def entities(self, type: str | None = None) -> tuple[Entity, ...]:
        """Entities by IRI, of one type or of all."""
        return tuple(entity for entity in self._entities if type in (None, entity.type))

    def network(self, **filters: Any) -> networkx.MultiDiGraph:
        """The network of parties, evidence on the edges."""
        return network(self._claims, self._entities, self.documents, filters=_filters(filters))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents, with their texts."""
        return self.folder.documents()

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What was seen and not claimed, or left undecided."""
        return self.folder.issues()

    @cached_property
    def rdf(self) -> rdflib.Dataset:
        """All quads, as rdflib has them."""
        return rdflib_dataset(self.folder.path("graph.trig"))

    def to_html(self, path: Source | None = None) -> str:
        """The page; written to `path` too where one is given."""
        if path is not None:
            write_page(Path(path), self._claims, self._entities, self.documents, self.issues, lang=self.lang)
            return Path(path).read_text(encoding="utf-8")
        return page_html(self._claims, self._entities, self.documents, self.issues, lang=self.lang)

    def to_pyvis(self) -> Network:
        """The network with positions, for pyvis."""
        return to_pyvis(self._claims, self._entities, lang=self.lang)

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        return self.folder.claims()

    @cached_property
    def _entities(self) -> tuple[Entity, ...]:
        return self.folder.entities()

    def __repr__(self) -> str:
        return f"<AidGraph {self.folder.root}: {len(self._claims)} claims, {len(self.documents)} documents>"

    def _repr_html_(self) -> str:
        """In a notebook: the page, in a frame."""
        frame = 'style="width:100%;height:720px;border:0" sandbox="allow-scripts allow-downloads"'
        return f'<iframe {frame} srcdoc="{escape(self.to_html(), quote=True)}"></iframe>'


def _filters(words: dict[str, Any]) -> Filters:
    """Filters from keyword arguments; a single value may stand for a tuple of one."""
    several = {"relation", "provider", "recipient", "organizer", "place", "status", "document"}
    known: dict[str, Any] = {
        name: (value,) if name in several and isinstance(value, str) else value
        for name, value in words.items()
    }
    if "include" in known:
        known["include"] = frozenset(known["include"])
    return Filters(**known)
