"""`aidgraph page`: the graph as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click

from aidgraph.cli.house import command, note, option, say
from aidgraph.errors import ExportError


@command(
    "page",
    help="Draw the graph as one HTML file that opens offline: who aids whom, with what, and where it is said."
    " ‖ 把图谱画成一个网页文件，不联网也能打开：谁援助谁、用什么援助、出处在哪里。",
    examples=(
        "aidgraph page",
        "aidgraph page -o pairings.html --graph graph/ --lang zh",
        "aidgraph page -o - > index.html",
    ),
)
@option(
    "-o",
    "--output",
    default="index.html",
    show_default=True,
    metavar="FILE",
    help="Where to write; - is standard output. ‖ 写到哪里；- 为标准输出。",
)
@option(
    "--graph",
    default="graph",
    show_default=True,
    envvar="AIDGRAPH",
    show_envvar=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder that build wrote. ‖ build 写出的文件夹。",
)
@option("--title", metavar="TEXT", help="A title of your own. ‖ 自定标题。")
@click.pass_context
def page(context: click.Context, output: str, graph: Path, title: str | None) -> None:
    """Read the graph folder, write the page, say what it holds."""
    from aidgraph.graph.folder import GraphFolder
    from aidgraph.page import page_html, write_page

    folder = GraphFolder.open(graph)
    claims, documents = folder.claims(), folder.documents()
    known = (claims, folder.entities(), documents, folder.issues())
    lang = context.meta.get("aidgraph.lang")
    if output == "-":
        click.echo(page_html(*known, lang=lang, title=title), nl=False)
        return
    path = Path(output)
    if path.is_dir():
        raise ExportError(f"{output} is a folder; name a file in it: -o {path / 'index.html'}")
    try:
        write_page(path, *known, lang=lang, title=title)
    except OSError as error:
        raise ExportError(
            f"{output}: {error.strerror}; choose a folder that exists and can be written to"
        ) from error
    count, sources = len(claims), len(documents)
    note(
        say(
            f"{output}: {count} claims from {sources} documents",
            f"{output}：{count} 条陈述，出自 {sources} 份文献",
        )
    )
