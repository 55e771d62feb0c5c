"""What a query answers, as rows of plain values with labels, or as text in a standard format.

Tables and CSV show labels where the graph has them; SPARQL JSON and Turtle keep the terms themselves.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from aidgraph.errors import QueryError, TooManyRowsError
from aidgraph.frames import Frames
from aidgraph.graph.called import iri_called
from aidgraph.graph.labels import labels
from aidgraph.graph.queries import Language, query
from aidgraph.graph.results import BOOLEANS, ROWS, TRIPLES, json_term, to_json, to_xml
from aidgraph.graph.source import Source, asked_of
from aidgraph.graph.turtle import statements
from aidgraph.graph.vocabulary import BASE, PREFIXES, shortened

if TYPE_CHECKING:
    import pyoxigraph

_T = TypeVar("_T")
Cell: TypeAlias = str | int | Decimal | bool | None

#: Rows that a notebook shows.
_SHOWN = 60
#: A leading character that makes Excel run a cell as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Answer(Frames):
    """The rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE (sorted)."""

    kind: Literal["rows", "boolean", "triples"]
    columns: tuple[str, ...]
    terms: Sequence[tuple[Any, ...]]
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """Plain values: numbers, truth values, text; for an IRI its label, or its short form without one."""
        return [tuple(self._cell(term) for term in row) for row in self.terms]

    def records(self) -> tuple[Sequence[str], Iterable[Mapping[str, Any]]]:
        """Names of the columns, and each row under them."""
        return self.columns, (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def _repr_html_(self) -> str:
        """In a notebook: the first rows as a table."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        rows = self.rows
        lines = "".join(
            f"<tr>{''.join(f'<td>{escape(_plain(cell))}</td>' for cell in row)}</tr>" for row in rows[:_SHOWN]
        )
        more = f"<p>{_SHOWN} of {len(rows)} rows</p>" if len(rows) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>{more}"

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
            return BOOLEANS["application/sparql-results+json"](self.terms[0][0])
        return to_json(self.columns, self.terms)

    def to_xml(self) -> str:
        """SPARQL Query Results XML, terms as they are."""
        if self.kind == "boolean":
            return BOOLEANS["application/sparql-results+xml"](self.terms[0][0])
        return to_xml(self.columns, self.terms)

    def to_values(self) -> dict[str, Any]:
        """Columns and rows of plain values for a program that shows them: each term as SPARQL's JSON, with its label."""

        def cell(term: Any) -> dict[str, str] | None:
            if term is None or isinstance(term, bool):
                return None if term is None else {"type": "literal", "value": str(term).lower()}
            known = json_term(term)
            if known["type"] == "uri":
                known["label"] = self.labels.get(term.value) or shortened(term.value)
            return known

        rows = [[cell(term) for term in row] for row in self.terms]
        return {"kind": self.kind, "columns": list(self.columns), "rows": rows}

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
    source: Source | pyoxigraph.Store,
    name_or_text: str,
    *,
    parameters: Mapping[str, str] | None = None,
    language: Language = "zh",
    rows: int | None = None,
) -> Answer:
    """What a named query, a `.rq` file or SPARQL text finds in all graphs of a source; our prefixes are known.

    Labels are in the language asked for, else in the other. A parameter that is an entity takes any name that
    can be decided. `rows` is how many rows or triples there may be. Raises QueryError where there is no such
    query, it doesn't parse or finds more than that, PlaceError where a name means nothing or several things.
    """
    import pyoxigraph

    source = asked_of(source)
    asked, text = asked_text(source, name_or_text, parameters=parameters, language=language)
    try:
        found = source.query(text)
        if isinstance(found, pyoxigraph.QueryBoolean):
            return Answer("boolean", ("answer",), [(bool(found),)])
        if isinstance(found, pyoxigraph.QuerySolutions):
            columns = tuple(variable.value for variable in found.variables)
            terms = [tuple(solution[column] for column in columns) for solution in limited(found, rows)]
            return Answer("rows", columns, terms, labels(source, terms, language))
        triples = sorted(
            {(t.subject, t.predicate, t.object) for t in limited(found, rows)},
            key=lambda row: [str(t) for t in row],
        )
    except SyntaxError as error:
        raise QueryError(f"the query {_place(asked)}doesn't parse{_where(error)}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query {_place(asked)}failed: {_one_line(error)}") from error
    return Answer("triples", ("subject", "predicate", "object"), triples, labels(source, triples, language))


def asked_text(
    source: Source,
    name_or_text: str,
    *,
    parameters: Mapping[str, str] | None = None,
    language: Language = "zh",
) -> tuple[str, str]:
    """A query's name, and its text with parameters set, ready to be sent. Raises like `answer`."""
    asked = query(name_or_text)
    values = dict(parameters or {})
    if any(parameter.name == "lang" for parameter in asked.parameters):
        values.setdefault("lang", language)
    base = source.base() if any(parameter.is_entity for parameter in asked.parameters) else BASE
    for parameter in asked.parameters:
        if parameter.is_entity and parameter.name in values:
            values[parameter.name] = iri_called(values[parameter.name], source, base=base)
    text = asked.having(values)
    return asked.name, text if base == BASE else text.replace(f"<{BASE}id/", f"<{base}id/")


def standard(
    source: Source,
    text: str,
    accept: Sequence[str],
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    rows: int | None = None,
) -> tuple[str, str]:
    """What SPARQL text finds, in the first of the media types `accept` that can hold it: media type and text.

    Raises QueryError where it doesn't parse, fails or finds more than `rows`, LookupError where no type fits.
    """
    import pyoxigraph

    try:
        found = source.query(text, default_graphs=default_graphs, named_graphs=named_graphs)
        if isinstance(found, pyoxigraph.QueryBoolean):
            media = next(kind for kind in accept if kind in BOOLEANS)
            return media, BOOLEANS[media](bool(found))
        if isinstance(found, pyoxigraph.QuerySolutions):
            media = next(kind for kind in accept if kind in ROWS)
            columns = tuple(variable.value for variable in found.variables)
            return media, ROWS[media](columns, ([s[name] for name in columns] for s in limited(found, rows)))
        media = next(kind for kind in accept if kind in TRIPLES)
        form: pyoxigraph.RdfFormat = getattr(pyoxigraph.RdfFormat, TRIPLES[media])
        triples = sorted(set(limited(found, rows)), key=str)
        return media, (pyoxigraph.serialize(triples, format=form, prefixes=dict(PREFIXES)) or b"").decode(
            "utf-8"
        )
    except StopIteration:
        raise LookupError("none of the accepted media types can hold the answer") from None
    except SyntaxError as error:
        raise QueryError(f"the query doesn't parse{_where(error)}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {_one_line(error)}") from error


def limited(found: Iterable[_T], rows: int | None) -> Iterator[_T]:
    """Each row. Raises TooManyRowsError at the first one over it: part of an answer must not pass for the whole."""
    for number, row in enumerate(found):
        if rows is not None and number >= rows:
            raise TooManyRowsError(f"the answer has more than {rows:,} rows: add LIMIT, or narrow the query")
        yield row


def guard(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _value(term: pyoxigraph.Literal) -> Cell:
    name = shortened(term.datatype.value)
    try:
        if name in {"xsd:integer", "xsd:int", "xsd:long", "xsd:nonNegativeInteger"}:
            return int(term.value)
        if name in {"xsd:decimal", "xsd:double", "xsd:float"}:
            return Decimal(term.value)
    except (ArithmeticError, ValueError):
        return term.value
    return term.value in ("true", "1") if name == "xsd:boolean" else term.value


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


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
