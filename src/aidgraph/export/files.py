"""One file, in the format that its ending names, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from aidgraph.errors import ExportError
from aidgraph.export.tables import TABLES, write_claims, write_edges, write_nodes
from aidgraph.export.xml_networks import write_gexf, write_graphml
from aidgraph.graph import BASE, write_jsonld, write_nquads, write_rdfxml, write_trig, write_turtle
from aidgraph.model import Claim, Document, Entity
from aidgraph.network import WITH, Filters, Selection, nodes_and_links, selected

#: Ending → what is written.
ENDINGS = {
    ".csv": "a table (--table edges, nodes or claims)",
    ".gexf": "a network for Gephi",
    ".graphml": "a network for yEd, Cytoscape, networkx, igraph",
    ".jsonld": "the graph as JSON-LD",
    ".nq": "the graph as N-Quads",
    ".rdf": "the graph as RDF/XML, without named graphs",
    ".trig": "the graph as TriG",
    ".ttl": "the graph as Turtle, without named graphs",
}
RDF = (".jsonld", ".nq", ".rdf", ".trig", ".ttl")


def export(
    path: Path,
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    table: str = "edges",
    filters: Filters | None = None,
    base: str = BASE,
) -> Selection:
    """Write the claims that the filters select; the selection says what was left out.

    RDF says of each claim what it is, so nothing is left out of it unasked: there, `filters.include` is
    everything; entities and documents are all there without a filter, else those that the claims need.
    Raises ExportError on an ending or table that doesn't exist, or a file that can't be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise ExportError(f"no export for {path.name!r}: the ending must be one of {', '.join(ENDINGS)}")
    if table not in TABLES:
        raise ExportError(f"no table named {table!r}; there are: {', '.join(TABLES)}")
    filters = filters or Filters()
    claims, entities, documents = list(claims), list(entities), list(documents)
    if ending in RDF:
        filters = replace(filters, include=frozenset(WITH))
    chosen = selected(claims, entities, documents, filters)
    if ending in RDF and filters != Filters(include=frozenset(WITH)):
        entities, documents = _concerned(chosen.claims, entities, documents)
    with _whole(path) as out:
        if ending in RDF:
            _write_rdf(out, ending, chosen.claims, entities, documents, base)
            return chosen
        form = table if ending == ".csv" else ending
        _write_network(out, form, chosen.claims, entities, documents, filters.level)
    return chosen


def _write_network(
    out: TextIO,
    form: str,
    claims: Iterable[Claim],
    entities: list[Entity],
    documents: list[Document],
    level: str | None,
) -> None:
    if form == "claims":
        by_iri = {entity.iri: entity for entity in entities}
        write_claims(out, claims, by_iri, {document.id: document for document in documents})
        return
    nodes, links = nodes_and_links(claims, entities, documents, level=level)
    if form == "edges":
        write_edges(out, links)
    elif form == "nodes":
        write_nodes(out, nodes)
    else:
        write = write_graphml if form == ".graphml" else write_gexf
        write(out, nodes, links)


def _write_rdf(
    out: TextIO,
    ending: str,
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    base: str,
) -> None:
    if ending == ".ttl":
        write_turtle(out, claims, entities, documents, base=base)
        return
    trig = io.StringIO()
    write_trig(trig, claims, entities, documents, base=base)
    if ending == ".trig":
        out.write(trig.getvalue())
    elif ending == ".jsonld":
        write_jsonld(out, trig.getvalue(), base=base)
    elif ending == ".rdf":
        write_rdfxml(out, trig.getvalue())
    else:
        write_nquads(out, trig.getvalue())


def _concerned(
    claims: Iterable[Claim], entities: list[Entity], documents: list[Document]
) -> tuple[list[Entity], list[Document]]:
    """Entities that take part, their members and the places they lie within; documents with a claim."""
    claims = list(claims)
    by_iri = {entity.iri: entity for entity in entities}
    needed = {party.entity for claim in claims for party in claim.parties() if party.entity in by_iri}
    needed |= {iri for name in list(needed) for iri in by_iri[name or ""].members}
    needed |= {iri for name in list(needed) if name in by_iri for iri in by_iri[name].within}
    stated = {claim.evidence.document for claim in claims}
    return (
        [entity for entity in entities if entity.iri in needed],
        [document for document in documents if document.id in stated],
    )


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file to write that takes its place only when it is whole."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8", errors="replace", newline="") as out:
            yield out
        beside.replace(path)
    except OSError as error:
        raise ExportError(f"{path} can't be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
