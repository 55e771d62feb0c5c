"""`aidgraph query`: a named query, a file or SPARQL text, asked of a graph folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from aidgraph.cli.filters import filtering, filters
from aidgraph.cli.house import command, language, note, option, say
from aidgraph.cli.servers import ENDPOINT, USER, login
from aidgraph.errors import PlaceError, QueryError

if TYPE_CHECKING:
    from aidgraph.graph import Answer, Source

Format = Literal["table", "csv", "tsv", "json", "xml", "markdown", "ttl"]

_NAMES = {"provider", "recipient", "organizer", "place"}
_SEVERAL = (
    "relation",
    "provider",
    "recipient",
    "organizer",
    "place",
    "status",
    "sector",
    "modality",
    "document",
)
#: Width of a table that no terminal limits: wide enough for any row, so that a pipe gets every word.
_UNLIMITED = 100_000


@command(
    "query",
    help="Ask the graph: a named query, a .rq file, or SPARQL. Without one, list what there is."
    " ‖ 查询图谱：具名查询、.rq 文件或 SPARQL 语句。不带参数时列出全部具名查询。",
    examples=(
        "aidgraph query who-gave-what -p recipient=霍城县",
        "aidgraph query city-for-county -p city=江阴 -p county=霍城",
        "aidgraph query claims --relation donated-to --recipient 霍城县 --with aggregates",
        "aidgraph query totals -p by=provider --format csv",
        "aidgraph query pairings --endpoint http://127.0.0.1:8000/sparql",
        "aidgraph query 'SELECT ?a ?b WHERE { GRAPH ?document { ?a aid:pairedWith ?b } }'",
    ),
)
@click.argument("asked", metavar="[NAME | FILE.rq | 'SELECT…']", required=False)
@option(
    "-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE",
    help="Set a parameter of the query; may be repeated. ‖ 设定查询的参数，可以重复。",
)  # fmt: skip
@option(
    "--format", "form", type=click.Choice(["table", "csv", "tsv", "json", "xml", "markdown", "ttl"]),
    default="table", show_default=True, help="How to print the answer. ‖ 结果的格式。",
)  # fmt: skip
@option(
    "--list",
    "listing",
    is_flag=True,
    help="List the named queries and their parameters. ‖ 列出具名查询及其参数。",
)
@option(
    "--graph", type=click.Path(path_type=Path), envvar="AIDGRAPH", default=Path("graph"), show_default=True,
    help="The graph folder; or set AIDGRAPH. ‖ 图谱文件夹；也可设环境变量 AIDGRAPH。",
)  # fmt: skip
@ENDPOINT
@USER
@filtering()
def query(
    asked: str | None, parameters: tuple[str, ...], form: Format, listing: bool, graph: Path,
    endpoint: str | None, user: str | None, **words: Any,
) -> None:  # fmt: skip
    """Print what a query answers."""
    if listing or asked is None:
        _print_list()
        return
    from aidgraph.graph import Endpoint, GraphFolder, StoreSource, answer, open_store

    def local() -> Source:
        return StoreSource(open_store(GraphFolder.open(graph).path("store")))

    source = Endpoint(endpoint, user=login(user)) if endpoint else local()
    values = _of_filters(words) | _values(parameters)
    found = answer(source, asked, parameters=values, language="zh" if language() == "zh" else "en")
    _print_answer(found, form)
    if found.kind != "boolean":
        count = len(found.terms)
        note(say(f"{count} row{'' if count == 1 else 's'}", f"{count} 行"))
        if not count:
            _note_unknown(source, values)


def _of_filters(words: Mapping[str, Any]) -> dict[str, str]:
    """Filters as parameters of a named query. Raises QueryError where one has two values, which no parameter takes."""
    chosen = filters(words)
    values = dict.fromkeys(chosen.include, "true")
    for word, several in (
        *((name, words[name]) for name in _SEVERAL),
        ("from", words["since"]),
        ("to", words["until"]),
    ):
        listed = [several] if isinstance(several, str) else list(several or ())
        if len(listed) > 1:
            raise QueryError(f"a query takes one --{word}; aidgraph export takes several")
        values |= dict.fromkeys([word] if listed else [], listed[0] if listed else "")
    values |= {word: "true" for word in ("reviewed", "named") if words[word]}
    return values | ({"level": words["level"]} if words["level"] else {})


def _note_unknown(source: Source, values: Mapping[str, str]) -> None:
    """Where nothing was found, say which name of a party the graph doesn't know: it may be a slip."""
    from aidgraph.graph import iri_called

    for name in sorted(_NAMES & values.keys()):
        try:
            iri_called(values[name], source, base=source.base())
        except PlaceError as error:
            note(str(error))


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    """`-p city=江阴` as name and value. Raises QueryError where there is no `=`."""
    values = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise QueryError(f"-p {parameter!r} lacks its value: write -p {name}=VALUE")
        values[name.strip()] = value
    return values


def _print_list() -> None:
    """A table of contents: queries by topic, each with what can be set."""
    from aidgraph.graph import BASE, named_queries

    lang: Literal["zh", "en"] = "zh" if language() == "zh" else "en"
    topics: dict[str, list[str]] = {}
    for name, one in named_queries().items():
        topics.setdefault(one.topic[lang], []).append(name)
    for topic, names in topics.items():
        click.echo(f"── {topic}")
        for name in names:
            one = named_queries()[name]
            click.echo(f"{name}: {one.title[lang]}\n    {one.description[lang]}")
            for parameter in one.parameters:
                default = parameter.default.removeprefix(f"<{BASE}id/").removesuffix(">")
                click.echo(f"    -p {parameter.name}={default}  {getattr(parameter, lang)}")


def _print_answer(found: Answer, form: Format) -> None:
    if form == "table":
        _print_table(found)
        return
    text = {
        "csv": found.to_csv,
        "tsv": lambda: found.to_csv(separator="\t"),
        "json": found.to_json,
        "xml": found.to_xml,
        "markdown": found.to_markdown,
        "ttl": found.to_turtle,
    }[form]()
    click.echo(text, nl=False)


def _print_table(found: Answer) -> None:
    """A table as wide as the terminal; in a pipe as wide as its words, nothing cut."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if found.kind == "boolean":
        click.echo(str(found.terms[0][0]).lower())
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in found.columns:
        table.add_column(Text(column), overflow="fold")
    for row in found.rows:
        table.add_row(*(Text("" if cell is None else _shown(cell)) for cell in row))
    width = None if sys.stdout.isatty() else _UNLIMITED
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    console.print(table, soft_wrap=width is not None)


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return say("yes", "是") if cell else say("no", "否")
    return " ".join(str(cell).split())
