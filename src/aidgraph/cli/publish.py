"""`aidgraph publish`: a graph folder into a SPARQL store elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aidgraph.cli.house import command, note, option, quiet, say
from aidgraph.cli.servers import USER, login


@command(
    "publish",
    help="Load the graph into a store that speaks the SPARQL 1.1 Graph Store Protocol (Oxigraph, Virtuoso, Fuseki, GraphDB …)."
    " Only graphs that have changed are sent; an interrupted run goes on where it stopped."
    " ‖ 把图谱载入任何支持 SPARQL 1.1 Graph Store 协议的存储（Oxigraph、Virtuoso、Fuseki、GraphDB 等）。"
    "只发送有变化的图；中断后可接着做。",
    examples=(
        "aidgraph publish --store http://127.0.0.1:7878/store",
        "aidgraph publish --store http://127.0.0.1:8890/sparql-graph-crud-auth --user dba",
    ),
)
@option(
    "--store", "url", required=True, metavar="URL",
    help="The address of the store's Graph Store Protocol. ‖ 存储的 Graph Store 协议地址。",
)  # fmt: skip
@USER
@option(
    "--chunk", type=click.IntRange(min=100), default=20_000, show_default=True,
    help="Triples a request. ‖ 每次请求发送的三元组数。",
)  # fmt: skip
@option(
    "--graph", type=click.Path(path_type=Path), envvar="AIDGRAPH", default=Path("graph"), show_default=True,
    help="The graph folder; or set AIDGRAPH. ‖ 图谱文件夹；也可设环境变量 AIDGRAPH。",
)  # fmt: skip
def publish(url: str, user: str | None, chunk: int, graph: Path) -> None:
    """Send what has changed, and say how much that was."""
    from rich.console import Console
    from rich.progress import Progress

    from aidgraph.graph import GraphFolder, base_of
    from aidgraph.graph import publish as send

    folder = GraphFolder.open(graph)
    trig = folder.path("graph.trig")
    silent = quiet() or not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), disable=silent, transient=True) as shown:
        bar = shown.add_task(say("publishing", "发布"), total=None)
        done = send(
            trig, url, base=base_of(trig), user=login(user), chunk=chunk,
            progress=lambda number, of: shown.update(bar, completed=number, total=of),
        )  # fmt: skip
    note(
        say(
            f"{url}: {done.sent} graphs sent ({done.triples:,} triples), {done.kept} unchanged, {done.removed} removed",
            f"{url}：发送 {done.sent} 个图（{done.triples:,} 个三元组），{done.kept} 个未变，移除 {done.removed} 个",
        )
    )
