"""`aidgraph coverage`: every sum, pairing word and giving verb, as claim or as issue with its reason."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidgraph.cli.house import command, note, option, say
from aidgraph.errors import AidgraphError

if TYPE_CHECKING:
    from aidgraph.network.coverage import Covered

#: Width of a table that no terminal limits.
_UNLIMITED = 100_000


@command(
    "coverage",
    help="List every sum of money, pairing word and giving verb of the documents: told by a claim, or an issue that"
    " says why not. Exits 1 where one is neither."
    " ‖ 逐一列出文中的金额、结对词和给予动词：或已成为陈述，或列为待定并说明原因；若有两者皆非者，退出码为 1。",
    examples=("aidgraph coverage", "aidgraph coverage --document 2017-21-digest --format json"),
)
@option(
    "--graph", type=click.Path(path_type=Path), envvar="AIDGRAPH", default=Path("graph"), show_default=True,
    help="The graph folder; or set AIDGRAPH. ‖ 图谱文件夹；也可设环境变量 AIDGRAPH。",
)  # fmt: skip
@option("--document", metavar="ID", help="This document only. ‖ 只看这一份文件。")
@option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="How to print. ‖ 输出格式。",
)  # fmt: skip
def coverage(graph: Path, document: str | None, form: str) -> None:
    """Print what became of every word that announces aid."""
    from aidgraph.graph import GraphFolder
    from aidgraph.network.coverage import coverage as covered

    folder = GraphFolder.open(graph)
    documents = folder.documents()
    if document is not None:
        known = sorted(one.id for one in documents)
        documents = tuple(one for one in documents if one.id == document)
        if not documents:
            raise AidgraphError(f"{graph}: no document {document!r}; there are: {', '.join(known)}")
    found = covered(documents, folder.claims(), folder.issues())
    if form == "json":
        click.echo(json.dumps([one.to_json() for one in found], ensure_ascii=False, indent=1))
    else:
        _print_table(found)
    counts = Counter(one.outcome for one in found)
    lost = counts["unaccounted"]
    note(
        say(
            f"{len(found)} in all: {counts['claim']} in claims, {counts['issue']} in issues, {lost} unaccounted for",
            f"共 {len(found)} 处：{counts['claim']} 处成为陈述，{counts['issue']} 处待定，{lost} 处无着落",
        )
    )
    if lost:
        raise SystemExit(1)


def _print_table(found: tuple[Covered, ...]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    outcomes = {
        "claim": say("claim", "陈述"),
        "issue": say("issue", "待定"),
        "unaccounted": say("unaccounted", "无着落"),
    }
    kinds = {
        "amount": say("amount", "金额"),
        "pairing": say("pairing word", "结对词"),
        "giving": say("giving verb", "给予动词"),
    }
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for english, chinese in (
        ("where", "位置"), ("kind", "类别"), ("word", "原词"), ("outcome", "去向"), ("which, or why", "陈述或原因"),
    ):  # fmt: skip
        table.add_column(say(english, chinese), overflow="fold")
    for one in found:
        table.add_row(
            Text(f"{one.document}:{one.line}"),
            Text(kinds[one.kind]),
            Text("".join(one.quote.split())),
            Text(outcomes[one.outcome]),
            Text(", ".join(one.claims) or "; ".join(one.reasons)),
        )
    width = None if sys.stdout.isatty() else _UNLIMITED
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    console.print(table, soft_wrap=width is not None)
