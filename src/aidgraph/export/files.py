"""One file, in the format that its ending names, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from aidgraph.errors import ExportError
from aidgraph.export.claims_file import ClaimsFile, InOrder, OutOfOrder
from aidgraph.export.ftm import write_ftm
from aidgraph.export.ftm_statements import write_ftm_statements
from aidgraph.export.gexf import write_gexf
from aidgraph.export.iati import Reporting, write_iati
from aidgraph.export.merging import merged
from aidgraph.export.neo4j import write_neo4j
from aidgraph.export.parquet import write_parquet
from aidgraph.export.plain_networks import write_cytoscape, write_dot, write_pajek
from aidgraph.export.readme import said_of
from aidgraph.export.stata import write_stata
from aidgraph.export.table_files import write_csv, write_json, write_jsonl, write_tsv
from aidgraph.export.tables import TABLES, table_named
from aidgraph.export.workbook import write_workbook
from aidgraph.export.xml_networks import write_graphml
from aidgraph.graph import BASE, write_jsonld, write_nquads, write_rdfxml, write_trig, write_turtle
from aidgraph.model import Claim, Document, Entity
from aidgraph.network import (
    WITH,
    Filters,
    Link,
    Node,
    Selection,
    Sifted,
    links_of,
    nodes_of,
    selected,
)  # fmt: skip

#: Ending → what is written.
ENDINGS = {
    ".csv": "a table (--table) for Excel, R, pandas",
    ".cyjs": "a network for Cytoscape",
    ".dot": "a network for Graphviz",
    ".dta": "a table for Stata 14 and newer",
    ".ftm.csv": "FollowTheMoney statements, a value each and where it was seen",
    ".ftm.json": "FollowTheMoney entities, one a line",
    ".gexf": "a network for Gephi, dynamic in time",
    ".graphml": "a network for yEd, Cytoscape, networkx, igraph",
    ".iati.xml": "IATI 2.03 activities, an act each (--reporting-org)",
    ".json": "a table as one JSON array",
    ".jsonl": "a table as JSON Lines",
    ".jsonld": "the graph as JSON-LD",
    ".neo4j": "a folder for Neo4j's bulk import, with its Cypher; so is neo4j/",
    ".net": "a network for Pajek",
    ".nq": "the graph as N-Quads",
    ".parquet": "a table as Parquet, for polars, DuckDB, Arrow",
    ".rdf": "the graph as RDF/XML, without named graphs",
    ".trig": "the graph as TriG",
    ".tsv": "a table, tabs between cells",
    ".ttl": "the graph as Turtle, without named graphs",
    ".xlsx": "a workbook: a sheet each for edges, nodes, claims",
}
RDF = (".jsonld", ".nq", ".rdf", ".trig", ".ttl")
_TABULAR = {".csv": write_csv, ".json": write_json, ".jsonl": write_jsonl, ".tsv": write_tsv}
_FTM = {".ftm.csv": write_ftm_statements, ".ftm.json": write_ftm}
_BINARY = {".dta": write_stata, ".parquet": write_parquet}
_NETWORKS = {
    ".cyjs": write_cytoscape,
    ".dot": write_dot,
    ".graphml": write_graphml,
    ".net": write_pajek,
}
_SHEETS = ("edges", "nodes", "claims")


def export(
    path: Path,
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    table: str = "edges",
    filters: Filters | None = None,
    base: str = BASE,
    merge: bool = False,
    reporting: Reporting | None = None,
) -> Selection:
    """Write the claims that the filters select; the selection says what was left out.

    `merge` makes parallel edges one, in networks and tables of edges.
    `reporting` is who publishes an IATI file, which can't be without.
    RDF says of each claim what it is, so nothing is left out of it unasked: there, `filters.include` is
    everything; entities and documents are all there without a filter, else those that the claims need.
    Claims of a `ClaimsFile` are passed on one by one where the format allows, and the selection only counts them.
    Raises ExportError on an ending or table that doesn't exist, or a file that can't be written.
    """
    ending = ending_of(path)
    if table not in TABLES:
        raise ExportError(f"no table named {table!r}; there are: {', '.join(TABLES)}")
    if ending == ".iati.xml" and reporting is None:
        raise ExportError(
            "an IATI file says who publishes it: give its organisation identifier (--reporting-org)"
        )
    filters = filters or Filters()
    entities, documents = list(entities), list(documents)
    if isinstance(claims, ClaimsFile) and _streams(ending, table) and not merge:
        sifted = Sifted(InOrder(claims), entities, documents, filters, keep=False)
        try:
            with _whole(path) as out:
                _write_plain(out, ending, table, sifted, (entities, documents), filters.level)
        except OutOfOrder:
            pass
        else:
            return Selection((), sifted.left_out, streamed=sifted.count)
    claims = list(claims)
    if ending in RDF:
        filters = replace(filters, include=frozenset(WITH))
    chosen = selected(claims, entities, documents, filters)
    if ending in RDF and filters != Filters(include=frozenset(WITH)):
        entities, documents = _concerned(chosen.claims, entities, documents)
    if ending == ".neo4j":
        _write_folder(path, chosen, (entities, documents), filters)
        return chosen
    with _whole(path) as out:
        if ending in RDF:
            _write_rdf(out, ending, chosen.claims, entities, documents, base)
            return chosen
        if reporting and ending == ".iati.xml":
            undated = write_iati(out, chosen.claims, entities, documents, reporting)
            return chosen.without("undated", undated)
        if ending == ".xlsx":
            _write_workbook(out, table, chosen, (entities, documents), filters, merge=merge)
        else:
            _write_plain(out, ending, table, chosen.claims, (entities, documents), filters.level, merge=merge)
    return chosen


def _streams(ending: str, table: str) -> bool:
    """Whether a file can be written claim by claim: the panel and the matrix add up over all of them first."""
    tabular = ending in _TABULAR or ending == ".parquet"
    return ending in _NETWORKS or ending == ".gexf" or (tabular and table in _SHEETS)


def ending_of(path: Path) -> str:
    """The one of `ENDINGS` that a file's name has. Raises ExportError where it has none."""
    name = path.name.lower()
    if name == "neo4j":
        return ".neo4j"
    found = [ending for ending in ENDINGS if name.endswith(ending)]
    if not found:
        raise ExportError(f"no export for {path.name!r}: the ending must be one of {', '.join(ENDINGS)}")
    return max(found, key=len)


def _write_folder(
    path: Path, chosen: Selection, known: tuple[list[Entity], list[Document]], filters: Filters
) -> None:
    try:
        write_neo4j(path, chosen.claims, *known, level=filters.level)
    except OSError as error:
        raise ExportError(f"{path} can't be written: {error.strerror}") from error


def _write_plain(
    out: TextIO,
    ending: str,
    table: str,
    claims: Iterable[Claim],
    known: tuple[list[Entity], list[Document]],
    level: str | None,
    *,
    merge: bool = False,
) -> None:
    """Write claims that are in order and may be gone through twice: first for the nodes, then for the links."""
    if ending in _TABULAR:
        _TABULAR[ending](out, table_named(table, claims, *known, level=level, merge=merge))
    elif ending in _BINARY:
        _BINARY[ending](_bytes(out), table, table_named(table, claims, *known, level=level, merge=merge))
    elif ending in _FTM:
        _FTM[ending](out, claims, *_concerned(claims, *known))
    else:
        nodes: list[Node] = nodes_of(claims, known[0], level=level)
        links: Iterable[Link] = links_of(claims, *known, level=level)
        parts = None
        if merge:
            links, parts = merged(links, list(claims), {document.id: document for document in known[1]})
        if ending == ".gexf":
            write_gexf(out, nodes, links, parts)
        else:
            _NETWORKS[ending](out, nodes, links)


def _write_workbook(
    out: TextIO,
    table: str,
    chosen: Selection,
    known: tuple[list[Entity], list[Document]],
    filters: Filters,
    *,
    merge: bool,
) -> None:
    names = _SHEETS if table in _SHEETS else (*_SHEETS, table)
    tables = {
        name: table_named(name, chosen.claims, *known, level=filters.level, merge=merge) for name in names
    }
    write_workbook(_bytes(out), tables, said_of(chosen, filters))


def _bytes(out: TextIO) -> BinaryIO:
    return cast(BinaryIO, cast(TextIOWrapper, out).buffer)


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
