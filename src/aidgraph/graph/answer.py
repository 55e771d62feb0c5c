"""What a query answers, as rows of plain values with labels, or as text in a standard format.

Tables and CSV show labels where the graph has them; SPARQL JSON and Turtle keep the terms themselves.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from aidgraph.errors import QueryError
from aidgraph.graph.called import iri_called
from aidgraph.graph.queries import Language, query
from aidgraph.graph.turtle import statements
from aidgraph.graph.vocabulary import BASE, CLAIM, DC_IDENTIFIER, LABEL, PREFIXES, expanded, shortened
from aidgraph.resources import ontology

if TYPE_CHECKING:
    import pyoxigraph

Cell: TypeAlias = str | int | Decimal | bool | None

#: A leading character that makes Excel run a cell as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE (sorted)."""

    kind: Literal["rows", "boolean", "triples"]
    columns: tuple[str, ...]
    terms: Sequence[tuple[Any, ...]]
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """Plain values: numbers, truth values, text; for an IRI its label, or its short form without one."""
        return [tuple(self._cell(term) for term in row) for row in self.terms]

    def to_csv(self, *, separator: str = ",", guarded: bool = False) -> str:
        """CSV or TSV with a header. `guarded` puts ' before what Excel would run as a formula."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=separator, lineterminator="\n")
        writer.writerow(self.columns)
        for row in self.rows:
            cells = [_plain(cell) for cell in row]
            writer.writerow([guard(cell) for cell in cells] if guarded else cells)
        return out.getvalue()

    def to_markdown(self) -> str:
        """A Markdown table."""
        lines = [self.columns, ["---"] * len(self.columns)]
        lines += [[_plain(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in self.rows]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)

    def to_json(self) -> str:
        """SPARQL 1.1 Query Results JSON, terms as they are."""
        if self.kind == "boolean":
            return json.dumps({"head": {}, "boolean": self.terms[0][0]}) + "\n"
        bindings = [
            {name: _json_term(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        answer = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"

    def to_turtle(self) -> str:
        """The triples as Turtle. Raises QueryError for rows, which are no graph."""
        if self.kind != "triples":
            raise QueryError("only CONSTRUCT and DESCRIBE give a graph: use --format json or csv")
        said: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in ([_turtle_term(term) for term in row] for row in self.terms):
            said.setdefault(subject, {}).setdefault(predicate, []).append(value)
        prefixes = "".join(f"@prefix {prefix}: <{home}> .\n" for prefix, home in sorted(PREFIXES.items()))
        blocks = (statements(subject, list(facts.items())) for subject, facts in said.items())
        return prefixes + "".join(f"\n{block}" for block in blocks)

    def _cell(self, term: Any) -> Cell:
        import pyoxigraph

        if isinstance(term, pyoxigraph.NamedNode):
            return self.labels.get(term.value) or shortened(term.value)
        if isinstance(term, pyoxigraph.Literal):
            return _value(term)
        return term if term is None or isinstance(term, bool) else str(term)


def answer(
    store: pyoxigraph.Store,
    name_or_text: str,
    *,
    parameters: Mapping[str, str] | None = None,
    language: Language = "zh",
) -> Answer:
    """What a named query, a `.rq` file or SPARQL text finds in all graphs of a store; our prefixes are known.

    Labels are in the language asked for, else in the other. A parameter that is an entity takes any name that
    can be decided. Raises QueryError where there is no such query or it doesn't parse, PlaceError where a
    name means nothing or several things.
    """
    import pyoxigraph

    asked = query(name_or_text)
    values = dict(parameters or {})
    if any(parameter.name == "lang" for parameter in asked.parameters):
        values.setdefault("lang", language)
    base = _base(store) if any(parameter.is_entity for parameter in asked.parameters) else BASE
    for parameter in asked.parameters:
        if parameter.is_entity and parameter.name in values:
            values[parameter.name] = iri_called(values[parameter.name], store, base=base)
    text = asked.having(values)
    if base != BASE:
        text = text.replace(f"<{BASE}id/", f"<{base}id/")
    try:
        found = store.query(
            text, prefixes=dict(PREFIXES), use_default_graph_as_union=not _chooses_graphs(text)
        )
        if isinstance(found, pyoxigraph.QueryBoolean):
            return Answer("boolean", ("answer",), [(bool(found),)])
        if isinstance(found, pyoxigraph.QueryTriples):
            triples = sorted(
                {(t.subject, t.predicate, t.object) for t in found}, key=lambda row: [str(t) for t in row]
            )
            return Answer(
                "triples", ("subject", "predicate", "object"), triples, labels(store, triples, language)
            )
        columns = tuple(variable.value for variable in found.variables)
        rows = [tuple(solution[column] for column in columns) for solution in found]
    except SyntaxError as error:
        raise QueryError(f"the query {_place(asked.name)}doesn't parse{_where(error)}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query {_place(asked.name)}failed: {_one_line(error)}") from error
    return Answer("rows", columns, rows, labels(store, rows, language))


def labels(store: pyoxigraph.Store, rows: Iterable[Iterable[Any]], language: Language) -> dict[str, str]:
    """IRI → label, for every IRI that has one: a claim's is its id, an `aid:` term's the ontology's."""
    import pyoxigraph

    asked = {term.value: term for row in rows for term in row if isinstance(term, pyoxigraph.NamedNode)}
    label, identifier, kind, claim = (
        pyoxigraph.NamedNode(expanded(name)) for name in (LABEL, DC_IDENTIFIER, "rdf:type", CLAIM)
    )
    found: dict[str, str] = {}
    for value, term in asked.items():
        if value.startswith(PREFIXES["aid"]):
            known = _ontology_labels().get(value, {})
        else:
            is_claim = next(store.quads_for_pattern(term, kind, claim), None) is not None
            quads = store.quads_for_pattern(term, identifier if is_claim else label, None)
            known = _by_language(quad.object for quad in quads)
        if known:
            found[value] = known.get(language) or known.get("zh") or known[min(known)]
    return found


def guard(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _base(store: pyoxigraph.Store) -> str:
    """The base that a store's graph was built with."""
    import pyoxigraph

    end = "id/graph/entities"
    if store.contains_named_graph(pyoxigraph.NamedNode(f"{BASE}{end}")):
        return BASE
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode))
    return next((name.removesuffix(end) for name in names if name.endswith(f"/{end}")), BASE)


@cache
def _ontology_labels() -> dict[str, dict[str, str]]:
    import pyoxigraph

    found: dict[str, dict[str, str]] = {}
    for quad in pyoxigraph.parse(ontology("aidgraph.ttl").read_bytes(), pyoxigraph.RdfFormat.TURTLE):
        if str(quad.predicate) == f"<{expanded(LABEL)}>" and isinstance(quad.object, pyoxigraph.Literal):
            found.setdefault(str(quad.subject)[1:-1], {})[quad.object.language or ""] = quad.object.value
    return found


def _by_language(terms: Iterable[Any]) -> dict[str, str]:
    """Language → the first label in it."""
    return {term.language or "": term.value for term in sorted(terms, key=str, reverse=True)}


def _chooses_graphs(text: str) -> bool:
    """Whether a query names its own dataset: FROM stands before the first brace."""
    head = "\n".join(line.partition("#")[0] if "<" not in line else line for line in text.splitlines())
    return " FROM " in f" {' '.join(head.partition('{')[0].upper().split())} "


def _value(term: pyoxigraph.Literal) -> Cell:
    name = shortened(term.datatype.value)
    try:
        if name in {"xsd:integer", "xsd:int", "xsd:long", "xsd:nonNegativeInteger"}:
            return int(term.value)
        if name in {"xsd:decimal", "xsd:double", "xsd:float"}:
            return Decimal(term.value)
    except (ArithmeticError, ValueError):
        return term.value
    return term.value == "true" if name == "xsd:boolean" else term.value


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _json_term(term: Any) -> dict[str, str]:
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
    elif term.datatype.value != PREFIXES["xsd"] + "string":
        row["datatype"] = term.datatype.value
    return row


def _place(name: str) -> str:
    return "" if name == "query" else f"{name!r} "


def _where(error: SyntaxError) -> str:
    """Line and column, and what was expected where that is short: Oxigraph can list half of Unicode."""
    said = _one_line(error)
    found = re.match(r"error at (\d+):(\d+): (.*)", said)
    if not found:
        return f": {said}"
    line, column, expected = found.groups()
    return (
        f" at line {line}, column {column}: {expected if len(expected) < 160 else 'something is amiss there'}"
    )


def _turtle_term(term: Any) -> str:
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        short = shortened(term.value)
        return short if short != term.value else str(term)
    return str(term)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
