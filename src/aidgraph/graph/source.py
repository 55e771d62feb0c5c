"""Where answers come from: an Oxigraph store on this machine, or a SPARQL endpoint (`graph/endpoint.py`).

Both give pyoxigraph's terms, so that what is made of them doesn't depend on where they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from aidgraph.graph.sparql import chooses_graphs
from aidgraph.graph.vocabulary import BASE, PREFIXES, expanded

if TYPE_CHECKING:
    import pyoxigraph

    Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

#: The end of the one graph's name that every build writes.
_ENTITIES = "id/graph/entities"


class Source(Protocol):
    """A graph that can be asked."""

    def query(
        self, text: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | Iterable[pyoxigraph.Triple]:
        """What SPARQL text finds; our prefixes are known. Without FROM or `default_graphs`, all graphs are asked.

        Raises SyntaxError where the text doesn't parse; OSError, ValueError or RuntimeError where asking fails.
        """
        ...

    def facts(self, subjects: Iterable[str], predicates: Iterable[str]) -> Iterator[tuple[str, str, Term]]:
        """Subject, predicate and object of every triple with one of these subjects and predicates (full IRIs)."""
        ...

    def bearers(self, values: Iterable[pyoxigraph.Literal], predicates: Iterable[str]) -> set[str]:
        """The subjects (IRIs) that have one of these values for one of these predicates."""
        ...

    def base(self) -> str:
        """The base that the graph was built with."""
        ...


class StoreSource:
    """A store on this machine."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self.store = store

    def query(
        self, text: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> Any:
        """See `Source`."""
        import pyoxigraph

        default: list[Any] | None = [pyoxigraph.NamedNode(graph) for graph in default_graphs] or None
        named: list[Any] | None = [pyoxigraph.NamedNode(graph) for graph in named_graphs] or None
        if named and not default:
            default = []  # the protocol's dataset has no default graph then
        union = default is None and named is None and not chooses_graphs(text)
        return self.store.query(
            text,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=union,
            default_graph=default,
            named_graphs=named,
        )

    def facts(self, subjects: Iterable[str], predicates: Iterable[str]) -> Iterator[tuple[str, str, Term]]:
        """See `Source`."""
        import pyoxigraph

        nodes = [pyoxigraph.NamedNode(predicate) for predicate in predicates]
        for subject in subjects:
            for node in nodes:
                for quad in self.store.quads_for_pattern(pyoxigraph.NamedNode(subject), node, None):
                    yield subject, node.value, quad.object

    def bearers(self, values: Iterable[pyoxigraph.Literal], predicates: Iterable[str]) -> set[str]:
        """See `Source`."""
        import pyoxigraph

        nodes = [pyoxigraph.NamedNode(predicate) for predicate in predicates]
        return {
            quad.subject.value
            for value in values
            for node in nodes
            for quad in self.store.quads_for_pattern(None, node, value)
            if isinstance(quad.subject, pyoxigraph.NamedNode)
        }

    def base(self) -> str:
        """See `Source`."""
        import pyoxigraph

        if self.store.contains_named_graph(pyoxigraph.NamedNode(f"{BASE}{_ENTITIES}")):
            return BASE
        names = (
            graph.value for graph in self.store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode)
        )
        return next((name.removesuffix(_ENTITIES) for name in names if name.endswith(f"/{_ENTITIES}")), BASE)


def asked_of(source: Source | pyoxigraph.Store) -> Source:
    """A source; a bare store becomes one."""
    import pyoxigraph

    return StoreSource(source) if isinstance(source, pyoxigraph.Store) else source


def kinds(source: Source, subjects: Iterable[str]) -> dict[str, set[str]]:
    """IRI → the IRIs of its classes."""
    found: dict[str, set[str]] = {}
    for subject, _, value in source.facts(subjects, [expanded("rdf:type")]):
        found.setdefault(subject, set()).add(str(value)[1:-1])
    return found
