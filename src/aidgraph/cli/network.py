"""`aidgraph network`: measures of the network, each with what it was computed over."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidgraph.cli.filters import GRAPH, filtering, filters, left_out, note_unheard
from aidgraph.cli.house import command, note, option, say

if TYPE_CHECKING:
    from aidgraph.network.measures import Measured

_NAMES = (
    "degree", "strength", "concentration", "reciprocity", "communities", "centrality", "missing-pairs",
)  # fmt: skip
#: Width of a table that no terminal limits.
_UNLIMITED = 100_000
_OVER = {
    "claims": ("claims", "条陈述"),
    "documents": ("documents", "份文献"),
    "parties": ("parties", "个主体"),
    "ties": ("ties (ordered pairs)", "条有向联系"),
    "links not stated": ("links left out: a side is not stated", "条因一方未写明而未计"),
    "links within one party": ("links left out: both ends are one party", "条因两端为同一主体而未计"),
}


@command(
    "network",
    help="Measure the network of pairings and gifts: degree, strength (money as `totals` adds it), concentration"
    " (Herfindahl index), reciprocity, communities (Louvain), centrality; missing-pairs: pairs of the sourced table"
    " that no document tells, and the reverse. Says over what it computed."
    " ‖ 度量结对与援助网络：degree（度）、strength（强度，金额合计方式同 totals）、concentration（赫芬达尔指数）、"
    "reciprocity（互惠）、communities（Louvain 社群）、centrality（中心性）；missing-pairs：来源表有而文献未提的结对，"
    "以及相反情形。并说明计算范围。",
    examples=(
        "aidgraph network --measure degree --relation paired-with --level county",
        "aidgraph network --measure missing-pairs --level county --format csv",
    ),
)
@option("--measure", type=click.Choice(_NAMES), required=True, help="What to measure. ‖ 度量什么。")
@option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How to print. ‖ 输出格式。",
)  # fmt: skip
@option(
    "--seed", type=int, default=0, show_default=True,
    help="Seed of communities and of samples. ‖ 社群划分与抽样的随机种子。",
)  # fmt: skip
@filtering()
@GRAPH
def network(measure: str, form: str, seed: int, graph: Path, **words: Any) -> None:
    """Print rows; figures of the whole, and over what, go to stderr, and into the JSON."""
    from aidgraph.graph import GraphFolder
    from aidgraph.network.measures import measured

    chosen_by = filters(words)
    folder = GraphFolder.open(graph)
    claims, entities = folder.claims(), folder.entities()
    note_unheard(claims, entities, chosen_by)
    found = measured(measure, claims, entities, folder.documents(), filters=chosen_by, seed=seed)
    if form == "json":
        whole = {
            "measure": measure,
            "over": dict(found.over),
            "left_out": dict(found.left_out),
            "figures": dict(found.figures),
            "rows": list(found.rows),
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
    elif form == "csv":
        _print_csv(found)
    else:
        _print_table(found)
    for name, value in found.figures.items():
        note(f"{name}: {'–' if value is None else value}")
    counts = (f"{count} {say(*_OVER[word])}" for word, count in found.over.items())
    note(say("over: ", "计算范围：") + say("; ", "；").join(counts))
    if found.left_out:
        note(say("left out: ", "未计入：") + left_out(found.left_out.items()))


def _print_csv(found: Measured) -> None:
    from aidgraph.export import cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(found.columns)
    writer.writerows([cell(row[name]) for name in found.columns] for row in found.rows)


def _print_table(found: Measured) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for name in found.columns:
        table.add_column(name)
    for row in found.rows:
        cells = ("–" if row[name] is None else " ".join(str(row[name]).split()) for name in found.columns)
        table.add_row(*cells)
    width = None if sys.stdout.isatty() else _UNLIMITED
    Console(file=sys.stdout, width=width, highlight=False, markup=False).print(table)
