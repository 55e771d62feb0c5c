"""`aidgraph page`: the graph as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aidgraph.cli.filters import filter_options, note_unheard
from aidgraph.cli.house import command, note, option, say
from aidgraph.errors import ExportError


@command(
    "page",
    help="Draw the graph as one HTML file that opens offline: who aids whom, with what, and where it is said."
    " Filters choose the claims that it holds; sums, plans, table entries and model readings are in it, marked, and"
    " shown when asked for there."
    " ‖ 把图谱画成一个网页文件，不联网也能打开：谁援助谁、用什么援助、出处在哪里。"
    "筛选条件决定网页里有哪些陈述；汇总、计划、来源表录入和模型所读的都在里面，另行标记，在网页上点选才计入。",
    examples=(
        "aidgraph page",
        "aidgraph page -o pairings.html --graph graph/ --relation paired-with --recipient 霍城县",
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
@option(
    "--story",
    "told",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A story to step through (TOML), as in data/stories/. ‖ 可逐步讲解的故事文件（TOML），样例见 data/stories/。",
)
@filter_options(
    "relation", "provider", "recipient", "organizer", "place", "status", "document", "from", "to", "named"
)
@click.pass_context
def page(
    context: click.Context, /, output: str, graph: Path, title: str | None, told: Path | None, **words: Any
) -> None:
    """Read the graph folder, write the page, say what it holds."""
    from aidgraph.graph.folder import GraphFolder
    from aidgraph.network import WITH, Filters, selected
    from aidgraph.page import page_html, story, write_page

    folder = GraphFolder.open(graph)
    claims, entities, documents, issues = (
        folder.claims(), folder.entities(), folder.documents(), folder.issues(),
    )  # fmt: skip
    total = len(claims)
    if any(words.values()):
        filters = Filters(include=frozenset(WITH), **words)
        note_unheard(claims, entities, filters)
        claims = selected(claims, entities, documents, filters).claims
        kept = {claim.evidence.document for claim in claims}
        documents = tuple(document for document in documents if document.id in kept)
        issues = tuple(issue for issue in issues if issue.document in kept)
    known = (claims, entities, documents, issues)
    wanted: dict[str, Any] = {
        "lang": context.meta.get("aidgraph.lang"), "title": title, "story": story(told) if told else None,
    }  # fmt: skip
    if output == "-":
        click.echo(page_html(*known, **wanted), nl=False)
        return
    path = Path(output)
    if path.is_dir():
        raise ExportError(f"{output} is a folder; name a file in it: -o {path / 'index.html'}")
    try:
        write_page(path, *known, **wanted)
    except OSError as error:
        raise ExportError(
            f"{output}: {error.strerror}; choose a folder that exists and can be written to"
        ) from error
    count, sources, left = len(claims), len(documents), total - len(claims)
    note(
        say(
            f"{output}: {count} claim{'' if count == 1 else 's'} from {sources} document{'' if sources == 1 else 's'}"
            + (f", {left} left out" if left else ""),
            f"{output}：{count} 条陈述，出自 {sources} 份文献" + (f"，另有 {left} 条未计入" if left else ""),
        )
    )
