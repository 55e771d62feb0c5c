"""Loading a graph into a store that speaks the SPARQL 1.1 Graph Store HTTP Protocol, and keeping it in step.

https://www.w3.org/TR/sparql11-http-rdf-update/ — each named graph is replaced by PUT, in pieces where it is large.
The store itself keeps, in a graph of its own (`…id/graph/published`), the digest of every graph that was loaded whole;
a graph's digest is taken back before it is replaced. So the next time only what has changed is sent, from whatever
machine, and an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidgraph.errors import GraphError
from aidgraph.graph.endpoint import client, said_of, sent
from aidgraph.graph.turtle import iri, literal
from aidgraph.graph.vocabulary import SHA256, expanded

if TYPE_CHECKING:
    import httpx

_TURTLE = "text/turtle"
#: Where the digests stand, after the graph's base.
PUBLISHED = "id/graph/published"


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did: graphs sent, graphs that were there already, graphs taken away; triples sent."""

    sent: int
    kept: int
    removed: int
    triples: int


def publish(
    trig: Path,
    url: str,
    *,
    base: str,
    user: tuple[str, str] | None = None,
    chunk: int = 20_000,
    seconds: float = 120,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Published:
    """Load the named graphs of a TriG file into the graph store at `url`, `chunk` triples a request.

    Graphs of the store that no earlier run loaded are left alone. `progress` is told how many graphs are done, of
    how many. Raises GraphError where the store can't be reached, refuses, or the file doesn't parse.
    """
    with client(url, user=user, seconds=seconds) as http:
        store = _Store(http, url)
        record = base + PUBLISHED
        known = _digests(store.read(record))
        now = {name: digest for name, digest, _ in _graphs(trig)}
        changed = {name for name, digest in now.items() if known.get(name) != digest}
        gone = sorted(known.keys() - now.keys())
        standing = {name: digest for name, digest in known.items() if name not in changed and name in now}
        if changed or gone:
            store.replace(record, [_recorded(standing)] if standing else [])
        for name in gone:
            store.remove(name)
        triples, done = 0, len(standing)
        for name, digest, lines in _graphs(trig):
            if name not in changed:
                continue
            store.replace(name, _pieces(lines, chunk))
            store.add(record, _recorded({name: digest}))
            triples, done = triples + len(lines), done + 1
            progress(done, len(now))
        return Published(len(changed), len(now) - len(changed), len(gone), triples)


class _Store:
    """The few requests of the protocol that publishing needs."""

    def __init__(self, http: httpx.Client, url: str) -> None:
        self._http = http
        self._url = url

    def read(self, graph: str) -> str:
        """A graph as Turtle; empty where the store has none of that name."""
        said = self._ask("GET", graph, headers={"Accept": _TURTLE})
        return "" if said.status_code == 404 else said.text

    def replace(self, graph: str, pieces: list[str]) -> None:
        """Have the graph hold these triples and no others."""
        if not pieces:
            self.remove(graph)
        for number, piece in enumerate(pieces):
            self._ask("POST" if number else "PUT", graph, content=piece)

    def add(self, graph: str, text: str) -> None:
        self._ask("POST", graph, content=text)

    def remove(self, graph: str) -> None:
        self._ask("DELETE", graph)

    def _ask(self, verb: str, graph: str, **more: Any) -> httpx.Response:
        if "content" in more:
            more |= {"content": more["content"].encode("utf-8"), "headers": {"Content-Type": _TURTLE}}
        said = sent(lambda: self._http.request(verb, self._url, params={"graph": graph}, **more), self._url)
        if said.status_code == 404 and verb in ("GET", "DELETE"):
            return said
        if not said.is_success:
            hint = (
                "is this the address of its Graph Store Protocol?"
                if said.status_code in (404, 405, 400)
                else "see its log"
            )
            raise GraphError(f"{self._url} answers {said.status_code} to {verb}: {said_of(said)}; {hint}")
        return said


def _graphs(trig: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Name, digest and sorted N-Triples lines of each named graph, one graph in memory at a time."""
    import pyoxigraph

    seen: set[str] = set()
    try:
        for name, quads in groupby(
            pyoxigraph.parse(path=str(trig), format=pyoxigraph.RdfFormat.TRIG),
            key=lambda quad: quad.graph_name,
        ):
            if not isinstance(name, pyoxigraph.NamedNode) or name.value in seen:
                raise GraphError(f"{trig}: graphs don't stand in one block each: build the graph again")
            seen.add(name.value)
            lines = sorted({f"{quad.triple} .\n" for quad in quads})
            yield name.value, hashlib.sha256("".join(lines).encode("utf-8")).hexdigest(), lines
    except SyntaxError as error:
        raise GraphError(
            f"{trig}:{error.lineno}:{error.offset}: {error.msg}: build the graph again"
        ) from error


def _pieces(lines: list[str], size: int) -> list[str]:
    return ["".join(lines[start : start + size]) for start in range(0, len(lines), size)]


def _recorded(digests: Mapping[str, str]) -> str:
    return "".join(
        f"{iri(name)} {iri(expanded(SHA256))} {literal(digest)} .\n" for name, digest in digests.items()
    )


def _digests(turtle: str) -> dict[str, str]:
    """Graph → digest, as the record has it; a graph with two has none."""
    import pyoxigraph

    found: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE):
        if isinstance(quad.subject, pyoxigraph.NamedNode) and isinstance(quad.object, pyoxigraph.Literal):
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return {name: digests.pop() if len(digests) == 1 else "" for name, digests in found.items()}
