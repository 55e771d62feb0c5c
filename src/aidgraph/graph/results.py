"""The four formats of SPARQL 1.1 results, and RDF, written from terms: JSON, XML, CSV and TSV as W3C has them.

CSV and TSV here are the standard's, whole IRIs and all; tables for people are `Answer`'s.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from aidgraph.graph.vocabulary import PREFIXES

Rows = Iterable[Sequence[Any]]

_STRING = PREFIXES["xsd"] + "string"
_JSON, _XML, _CSV, _TSV = (
    "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
)  # fmt: skip
#: Media type → its form for rows.
ROWS: Mapping[str, Callable[[Sequence[str], Rows], str]]
#: Media type → its form for a truth value. CSV and TSV have none.
BOOLEANS: Mapping[str, Callable[[bool], str]] = {
    _JSON: lambda truth: json.dumps({"head": {}, "boolean": truth}) + "\n",
    _XML: lambda truth: _XML_HEAD + f"<head/><boolean>{str(truth).lower()}</boolean></sparql>\n",
}
#: Media type → pyoxigraph's name of the RDF format.
TRIPLES = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
}
_XML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
)


def to_json(columns: Sequence[str], rows: Rows) -> str:
    """SPARQL 1.1 Query Results JSON Format."""
    bindings = [
        {name: json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
        for row in rows
    ]
    answer = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def to_xml(columns: Sequence[str], rows: Rows) -> str:
    """SPARQL Query Results XML Format."""
    out = [
        _XML_HEAD,
        "<head>",
        *(f"<variable name={quoteattr(name)}/>" for name in columns),
        "</head>\n<results>\n",
    ]
    for row in rows:
        out.append("<result>")
        out += [
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(columns, row, strict=True)
            if term is not None
        ]
        out.append("</result>\n")
    return "".join([*out, "</results></sparql>\n"])


def to_csv(columns: Sequence[str], rows: Rows) -> str:
    """SPARQL 1.1 Query Results CSV: bare values, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(["" if term is None else _bare(term) for term in row] for row in rows)
    return out.getvalue()


def to_tsv(columns: Sequence[str], rows: Rows) -> str:
    """SPARQL 1.1 Query Results TSV: terms as Turtle writes them."""
    lines = ["\t".join(f"?{name}" for name in columns)]
    lines += [
        "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows
    ]
    return "".join(f"{line}\n" for line in lines)


ROWS = {_JSON: to_json, _XML: to_xml, _CSV: to_csv, _TSV: to_tsv}


def json_term(term: Any) -> dict[str, str]:
    """A term as SPARQL's JSON has it."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, pyoxigraph.Literal):
        return {"type": "literal", "value": str(term)}
    row = {"type": "literal", "value": term.value}
    if term.language:
        row["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        row["datatype"] = term.datatype.value
    return row


def _xml_term(term: Any) -> str:
    known = json_term(term)
    text = escape(known["value"])
    if known["type"] != "literal":
        return f"<{known['type']}>{text}</{known['type']}>"
    said = "".join(f" {key}={quoteattr(known[key])}" for key in ("xml:lang", "datatype") if key in known)
    return f"<literal{said}>{text}</literal>"


def _bare(term: Any) -> str:
    known = json_term(term)
    return f"_:{known['value']}" if known["type"] == "bnode" else known["value"]
