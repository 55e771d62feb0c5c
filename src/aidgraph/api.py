"""`AidGraph`: what a notebook or another program imports.

>>> from aidgraph import AidGraph
>>> graph = AidGraph.build("bulletins/", "graph/")        # or AidGraph.open("graph/")
>>> graph.query("who-gave-what", recipient="霍城县").to_pandas()
>>> graph.network(relation="paired-with")
>>> AidGraph.connect("http://127.0.0.1:8000/sparql").query("pairings").rows
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from aidgraph.errors import GraphError
from aidgraph.export import table_named
from aidgraph.frames import Frames
from aidgraph.graph import (
    Answer,
    Dossier,
    Endpoint,
    GraphFolder,
    Source,
    StoreSource,
    answer,
    dossier,
    open_store,
    rdflib_dataset,
)
from aidgraph.model import Claim, Document, Entity, Issue
from aidgraph.network import Filters, Ledger, network, selected
from aidgraph.network import totals as ledger
from aidgraph.page import page_html, to_pyvis, write_page
from aidgraph.pipeline import Reader, build

if TYPE_CHECKING:
    import networkx
    import rdflib
    from pyvis.network import Network

Place = str | Path
Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Rows(Frames):
    """A table of an export: its columns, and its rows under them. `to_pandas()`, `to_polars()`."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]

    def records(self) -> tuple[Sequence[str], Iterable[Mapping[str, Any]]]:
        """Names of the columns, and each row under them."""
        return self.columns, self.rows


class AidGraph:
    """One graph: a folder, opened, or an endpoint, which can only be queried.

    Filters are the words of the command line (`relation`, `recipient`, `include` …).
    """

    def __init__(self, source: GraphFolder | Endpoint, *, lang: Language = "zh") -> None:
        self._endpoint = source if isinstance(source, Endpoint) else None
        self._folder = source if isinstance(source, GraphFolder) else None
        self.lang: Language = lang

    @classmethod
    def build(
        cls,
        sources: Place | Iterable[Place],
        folder: Place = "graph",
        *,
        backbone: bool = False,
        uncertain: bool = False,
        mapping: Place | None = None,
        second: Reader | None = None,
    ) -> AidGraph:
        """Read documents, or claims, into a graph folder and open it.

        `backbone` adds the official pairings, `uncertain` those known from lesser pages only. `mapping` explains a
        hand-coded sheet; `second` is a second reader (`SecondReader`). Raises DocumentError where a
        source can't be read.
        """
        paths = [Path(sources)] if isinstance(sources, str | Path) else [Path(source) for source in sources]
        result = build(
            paths,
            Path(folder),
            backbone=backbone,
            uncertain=uncertain,
            mapping=Path(mapping) if mapping else None,
            second=second,
        )
        if result.errors:
            raise result.errors[0]
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Place = "graph") -> AidGraph:
        """Open a graph folder. Raises GraphError where there is none, or its files don't belong together."""
        return cls(GraphFolder.open(Path(folder)))

    @classmethod
    def connect(cls, url: str, *, user: tuple[str, str] | None = None) -> AidGraph:
        """A graph behind a SPARQL 1.1 endpoint; `user` is a name and password. Only `query` works there.

        Raises GraphError where `url` is no address.
        """
        return cls(Endpoint(url, user=user))

    @property
    def folder(self) -> GraphFolder:
        """The graph's folder. Raises GraphError over an endpoint."""
        if self._folder is None:
            raise GraphError(
                f"{self!r} can only be queried: open the graph's folder for this, AidGraph.open(…)"
            )
        return self._folder

    def query(self, query: str, **parameters: str) -> Answer:
        """What a named query, a `.rq` file or SPARQL text answers: `.rows`, `.to_pandas()`, `.to_csv()` …

        Raises QueryError where it doesn't exist or parse, PlaceError where a name stays open.
        """
        return answer(self._source, query, parameters=parameters, language=self.lang)

    def claims(self, **filters: Any) -> tuple[Claim, ...]:
        """Claims, filtered; without filters, all but aggregates, plans and curated ones (`include={"aggregates"}`)."""
        return selected(self._claims, self._entities, self.documents, _filters(filters)).claims

    def table(self, name: str = "claims", **filters: Any) -> Rows:
        """The table `claims`, `edges`, `nodes`, `matrix` or `panel`, as `aidgraph export` writes it."""
        wanted = _filters(filters)
        chosen = selected(self._claims, self._entities, self.documents, wanted).claims
        made = table_named(name, chosen, self._entities, self.documents, level=wanted.level)
        return Rows(tuple(made.fields), tuple(made.rows))

    def totals(
        self, by: str | Sequence[str] = "pair", *, clock: Literal["told", "meant"] = "told", **filters: Any
    ) -> Ledger:
        """Sums of money by `pair`, `provider`, `recipient`, `year`, `sector` or `modality`, or several of them.

        `.to_pandas()` gives its rows; `.sums` and `.left_out` what stands below them. Raises KeyError on another word.
        """
        words = [by] if isinstance(by, str) else list(by)
        return ledger(
            self._claims, self._entities, self.documents, by=words, filters=_filters(filters), clock=clock,
            lang=self.lang,
        )  # fmt: skip

    def show(self, name: str) -> Dossier:
        """All that is known of an entity, a claim or a document. Raises PlaceError where none or several bear the name."""
        return dossier(name, self._claims, self._entities, self.documents, issues=self.issues)

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

    def to_html(self, path: Place | None = None) -> str:
        """The page; written to `path` too where one is given."""
        if path is not None:
            write_page(Path(path), self._claims, self._entities, self.documents, self.issues, lang=self.lang)
            return Path(path).read_text(encoding="utf-8")
        return page_html(self._claims, self._entities, self.documents, self.issues, lang=self.lang)

    def to_pyvis(self) -> Network:
        """The network with positions, for pyvis."""
        return to_pyvis(self._claims, self._entities, lang=self.lang)

    @cached_property
    def _source(self) -> Source:
        return self._endpoint or StoreSource(open_store(self.folder.path("store")))

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        return self.folder.claims()

    @cached_property
    def _entities(self) -> tuple[Entity, ...]:
        return self.folder.entities()

    def __repr__(self) -> str:
        if self._endpoint:
            return f"<AidGraph at {self._endpoint.url}>"
        return f"<AidGraph {self.folder.root}: {len(self._claims)} claims, {len(self.documents)} documents>"

    def _repr_html_(self) -> str:
        """In a notebook: the page, in a frame."""
        if self._endpoint:
            return f"<code>{escape(repr(self))}</code>"
        frame = 'style="width:100%;height:720px;border:0" sandbox="allow-scripts allow-downloads"'
        return f'<iframe {frame} srcdoc="{escape(self.to_html(), quote=True)}"></iframe>'


def _filters(words: dict[str, Any]) -> Filters:
    """Filters from keyword arguments; a single value may stand for a tuple of one."""
    several = {
        "relation", "provider", "recipient", "organizer", "place", "status", "sector", "modality", "of", "document",
    }  # fmt: skip
    known: dict[str, Any] = {
        name: (value,) if name in several and isinstance(value, str) else value
        for name, value in words.items()
    }
    if "include" in known:
        known["include"] = frozenset(known["include"])
    return Filters(**known)
