"""What a bundle is, for programs: how to cite it, its tables' columns, and its record in a catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from aidgraph.export.columns import kind, label
from aidgraph.export.readme import ROWS
from aidgraph.graph.turtle import iri, literal
from aidgraph.model import Document
from aidgraph.network import Selection

_TITLE = "Aid as documents report it", "文献所述的援助"
#: Kind of a column → the type of a Table Schema; a list is a text in CSV.
_TYPES = {**{kind: kind for kind in ("string", "integer", "number", "boolean")}, "list": "string"}
_KEYS = {"edges": "id", "nodes": "id", "claims": "id", "matrix": "provider"}
#: Ending → media type, as IANA lists it where it does.
_MEDIA = {
    ".csv": "text/csv", ".json": "application/json", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet", ".dta": "application/x-stata-dta", ".graphml": "application/graphml+xml",
    ".gexf": "application/gexf+xml", ".trig": "application/trig", ".xml": "application/xml", ".md": "text/markdown",
    ".cypher": "application/x-cypher-query",
}  # fmt: skip


def citation(chosen: Selection, sources: Sequence[Document]) -> str:
    """Citation File Format 1.2.0; its strings are JSON's, which YAML reads."""

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)

    lines = [
        "cff-version: 1.2.0",
        "type: dataset",
        f"title: {text(f'{len(chosen.claims)} claims of {len(sources)} documents, read by aidgraph')}",
        'message: "Cite the documents for what they say, and this dataset for how they were read."',
        "authors:",
        '  - name: "The aidgraph contributors"',
    ]
    for n, document in enumerate(sorted(sources, key=lambda document: document.id)):
        lines += [] if n else ["references:"]
        lines += [f"  - type: {'data' if document.kind == 'table' else 'report'}"]
        lines += [f"    title: {text(document.title or document.id)}", "    authors:"]
        lines += [f"      - name: {text(document.issuer or 'unknown')}"]
        for key, value in (("issue", document.number), ("url", document.url)):
            lines += [f"    {key}: {text(value)}"] if value else []
        if document.issued and len(document.issued) == 10:
            lines += [f"    date-released: {text(document.issued)}"]
    return "\n".join(lines) + "\n"


def data_package(
    folder: Path,
    files: Iterable[str],
    tables: Mapping[str, tuple[str, Sequence[str]]],
    sources: Iterable[Document],
) -> dict[str, Any]:
    """A Data Package's descriptor; `tables` has the table and the columns of each file that is a CSV table."""
    resources = []
    for name in files:
        length, digest = _measured(folder / name)
        resource: dict[str, Any] = {
            "name": name.replace(".", "-").replace("/", "-").lower(),
            "path": name,
            "bytes": length,
            "hash": f"sha256:{digest}",
        }
        resource["type"] = "table" if name in tables else "file"
        if name in tables:
            resource |= _tabular(*tables[name])
        resources.append(resource)
    cited = [
        {
            "title": one.title or one.id,
            **({"path": one.url} if one.url and one.url.startswith("http") else {}),
        }
        for one in sorted(sources, key=lambda one: one.id)
    ]
    return {
        "profile": "data-package",
        "name": "aidgraph",
        "title": _TITLE[0],
        "resources": resources,
        **({"sources": cited} if cited else {}),
    }


def _tabular(table: str, columns: Sequence[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": column, "type": _TYPES[kind(table, column)], "title": label(table, column)}
            for column in columns
        ],
        "missingValues": [""],
    }
    if table in _KEYS:
        schema["primaryKey"] = [_KEYS[table]]
    return {
        "name": table,
        "title": ROWS[table],
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def catalogue(folder: Path, files: Iterable[str], sources: Sequence[Document]) -> str:
    """A DCAT 3 record in Turtle; files are named relative to it. The time it covers is that of its documents."""
    files = list(files)
    lines = [
        "@prefix dcat: <http://www.w3.org/ns/dcat#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix spdx: <http://spdx.org/rdf/terms#> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
        "",
        "<#dataset> a dcat:Dataset ;",
        f"    dcterms:title {literal(_TITLE[0], lang='en')}, {literal(_TITLE[1], lang='zh')} ;",
        '    dcterms:creator "The aidgraph contributors" ;',
    ]
    for one in sorted(sources, key=lambda one: one.id):
        named = iri(one.url) if one.url and one.url.startswith("http") else literal(one.title or one.id)
        lines.append(f"    dcterms:source {named} ;")
    days = sorted(one.issued for one in sources if one.issued and len(one.issued) == 10)
    if days:
        lines.append("    dcterms:temporal <#issued> ;")
    lines.append(f"    dcat:distribution {', '.join(f'<#file-{n}>' for n in range(1, len(files) + 1))} .")
    if days:
        start, end = (literal(day, datatype="xsd:date") for day in (days[0], days[-1]))
        lines.append(f"<#issued> a dcterms:PeriodOfTime ; dcat:startDate {start} ; dcat:endDate {end} .")
    for n, name in enumerate(files, 1):
        length, digest = _measured(folder / name)
        media = _MEDIA.get(Path(name).suffix, "application/octet-stream")
        lines += [
            f"<#file-{n}> a dcat:Distribution ;",
            f"    dcterms:title {literal(name)} ;",
            f"    dcat:downloadURL <{name}> ;",
            f"    dcat:mediaType <https://www.iana.org/assignments/media-types/{media}> ;",
            f'    dcat:byteSize "{length}"^^xsd:nonNegativeInteger ;',
            f"    spdx:checksum <#sha256-{n}> .",
            f"<#sha256-{n}> a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;",
            f'    spdx:checksumValue "{digest}"^^xsd:hexBinary .',
        ]
    return "\n".join(lines) + "\n"


def _measured(path: Path) -> tuple[int, str]:
    """Length in bytes, and sha256."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
