"""The whole of a graph for others, in a folder: tables, networks, RDF, and what they are, how to read and cite them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from aidgraph.errors import ExportError
from aidgraph.export.described import catalogue, citation, data_package
from aidgraph.export.files import export
from aidgraph.export.iati import Reporting
from aidgraph.export.readme import ROWS, said_of
from aidgraph.export.tables import table_named
from aidgraph.graph import BASE
from aidgraph.model import Claim, Document, Entity
from aidgraph.network import Filters, Selection, selected

#: What is in the bundle → the table it holds, if any.
FILES: dict[str, str | None] = {
    "edges.csv": "edges",
    "nodes.csv": "nodes",
    "claims.csv": "claims",
    "matrix.csv": "matrix",
    "panel.csv": "panel",
    "claims.parquet": "claims",
    "panel.dta": "panel",
    "aid.xlsx": None,
    "network.graphml": None,
    "network.gexf": None,
    "network-merged.gexf": None,
    "graph.trig": None,
    "entities.ftm.json": None,
    "statements.ftm.csv": None,
}
_MERGED = "network-merged.gexf"
#: A folder in it.
NEO4J = "neo4j"
#: What it has too, where it is known who publishes it.
IATI = "activities.iati.xml"


def export_all(
    folder: Path,
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    filters: Filters | None = None,
    base: str = BASE,
    reporting: Reporting | None = None,
) -> Selection:
    """Write the bundle into a folder, made where it is missing; files of the same names are replaced.

    Raises ExportError where something can't be written.
    """
    filters = filters or Filters()
    claims, entities, documents = list(claims), list(entities), list(documents)
    chosen = selected(claims, entities, documents, filters)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = [*FILES, NEO4J, *([IATI] if reporting else [])]
        for name in files:
            export(
                folder / name, claims, entities, documents,
                table=FILES.get(name) or "edges", filters=filters, base=base, merge=name == _MERGED,
                reporting=reporting,
            )  # fmt: skip
        cited = {claim.evidence.document for claim in chosen.claims}
        sources = [document for document in documents if document.id in cited]
        columns = {
            name: table_named(table, chosen.claims, entities, documents, level=filters.level).fields
            for name, table in FILES.items()
            if table and name.endswith(".csv")
        }
        _put(folder / "README.md", _readme(folder, chosen, filters))
        _put(folder / "CITATION.cff", citation(chosen, sources))
        written = [*_each_file(folder, files)]
        tables = {name: (str(FILES[name]), fields) for name, fields in columns.items()}
        package = data_package(folder, written, tables, sources)
        _put(folder / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n")
        _put(folder / "dcat.ttl", catalogue(folder, written, sources))
    except OSError as error:
        raise ExportError(f"{folder} can't be written: {error.strerror}") from error
    return chosen


def _each_file(folder: Path, names: Iterable[str]) -> Iterable[str]:
    """The names, a folder's files instead of its own."""
    for name in names:
        inside = (folder / name).iterdir() if (folder / name).is_dir() else ()
        yield from sorted(f"{name}/{path.name}" for path in inside) or [name]


def _readme(folder: Path, chosen: Selection, filters: Filters) -> str:
    said = said_of(chosen, filters)
    tables = {f"{name}.csv": f"{text}." for name, text in ROWS.items()}
    files = {
        **tables,
        "claims.parquet": "the claims with lists as lists and types, for polars, DuckDB, Arrow.",
        "panel.dta": "the panel for Stata 14 and newer, its variables labelled.",
        "aid.xlsx": "edges, nodes and claims in one workbook.",
        "network.graphml": "the edges for yEd, Cytoscape, igraph, networkx.",
        "network.gexf": "the edges for Gephi, with the time of each.",
        _MERGED: "the same with one edge for each pair.",
        f"{NEO4J}/": "nodes and relationships for Neo4j's bulk import, and Cypher that loads them.",
        "graph.trig": "the graph as RDF; it says of each claim what it is, so sums, plans and table entries are in it.",
        "entities.ftm.json": "FollowTheMoney entities, one a line.",
        "statements.ftm.csv": "the same as statements: a value each, and the claim or document it is from.",
        **({IATI: "IATI 2.03 activities, an act each."} if (folder / IATI).is_file() else {}),
        "datapackage.json": "columns, types and checksums of the tables, for frictionless.",
        "dcat.ttl": "the same as a catalogue record in RDF (DCAT), for data portals.",
        "CITATION.cff": "how to cite this, and the documents it was read from.",
    }
    about = [f"- **{name}**: {text}" for name, text in said.items() if name not in {"aidgraph", *ROWS}]
    return "\n".join(
        [
            "# Aid as documents report it", "", said["aidgraph"], "", *about, "", "## Files", "",
            *(f"- `{name}`: {text}" for name, text in files.items()), "",
        ]
    )  # fmt: skip


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
