"""`aidgraph serve`: the page, a SPARQL endpoint and a query page, in a browser on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aidgraph.cli.filters import filter_options
from aidgraph.cli.house import command, note, option, say
from aidgraph.cli.servers import ENDPOINT, USER, login


@command(
    "serve",
    help="Serve the graph on this machine: the page at /, a query page at /query, a SPARQL 1.1 endpoint at /sparql,"
    " a page or RDF for every entity and claim. Read-only; only --review writes, to judgements.csv."
    " Filters choose what the page holds. Ctrl-C ends it."
    " ‖ 在本机打开图谱：/ 是网页，/query 是查询页，/sparql 是 SPARQL 1.1 端点，每个实体、每条陈述都有网页或 RDF。"
    "只读；只有加 --review 才会写 judgements.csv。筛选条件决定网页里有哪些陈述。按 Ctrl-C 结束。",
    examples=(
        "aidgraph serve --graph aidgraph-demo",
        "aidgraph serve --review 王 --port 8001",
        "aidgraph serve --endpoint http://127.0.0.1:7878/query",
    ),
)
@option(
    "--graph", type=click.Path(path_type=Path), envvar="AIDGRAPH", default=Path("graph"), show_default=True,
    help="The graph folder; or set AIDGRAPH. ‖ 图谱文件夹；也可设环境变量 AIDGRAPH。",
)  # fmt: skip
@option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
    help="The port; 0 takes any free one. ‖ 端口；0 为任一空闲端口。",
)  # fmt: skip
@option(
    "--review", metavar="NAME",
    help="Who reviews: forms on the page write to judgements.csv. ‖ 审阅者：可在网页上判定，写入 judgements.csv。",
)  # fmt: skip
@option(
    "--judgements", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The file of judgements (default: judgements.csv in the graph folder). ‖ 判断文件（默认图谱文件夹内的 judgements.csv）。",
)  # fmt: skip
@ENDPOINT
@USER
@option(
    "--seconds", type=click.FloatRange(min=0.1), default=10.0, show_default=True,
    help="How long one request may take. ‖ 一次查询至多用多少秒。",
)  # fmt: skip
@option(
    "--rows", type=click.IntRange(min=1), default=100_000, show_default=True,
    help="How many rows one answer may have. ‖ 一次查询至多多少行。",
)  # fmt: skip
@filter_options(
    "relation", "provider", "recipient", "organizer", "place", "status", "document", "from", "to", "named"
)
@click.pass_context
def serve(
    context: click.Context, /, graph: Path, port: int, review: str | None, judgements: Path | None,
    endpoint: str | None, user: str | None, seconds: float, rows: int, **words: Any,
) -> None:  # fmt: skip
    """Print the address, then answer until interrupted."""
    if endpoint and review:
        raise click.UsageError("--review needs a graph folder: judgements are kept beside its claims")
    if review is not None and not review.strip():
        raise click.UsageError("--review needs the name of who reviews")
    from aidgraph.graph import GraphFolder
    from aidgraph.network import WITH, Filters
    from aidgraph.serve import Limits
    from aidgraph.serve.running import run

    chosen = Filters(include=frozenset(WITH), **words) if any(words.values()) else None
    lang: Any = context.meta.get("aidgraph.lang")
    run(
        None if endpoint else GraphFolder.open(graph),
        port=port, said=_told, endpoint=endpoint, user=login(user), review=review, judgements=judgements,
        limits=Limits(seconds=seconds, rows=rows), language=lang, filters=chosen,
    )  # fmt: skip


def _told(address: str) -> None:
    click.echo(address)
    home = address.partition("?")[0]
    note(
        say(
            f"open it in a browser; queries at {home}query, SPARQL at {home}sparql; Ctrl-C ends",
            f"请用浏览器打开；查询页 {home}query，SPARQL 端点 {home}sparql；按 Ctrl-C 结束",
        )
    )
