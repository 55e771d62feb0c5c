"""`aidgraph export`: the claims of a graph folder as a file for another program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import click

from aidgraph.cli.house import command, note, option, say
from aidgraph.errors import ExportError
from aidgraph.model import RELATIONS

_Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


def _many(word: str, kind: str | tuple[str, ...], english: str, chinese: str) -> _Decorator:
    """An option that may be repeated; `kind` says what it takes, or lists all it may be."""
    known: dict[str, Any] = {"metavar": kind} if isinstance(kind, str) else {"type": click.Choice(kind)}
    return option(f"--{word}", word, multiple=True, help=f"{english} ‖ {chinese}", **known)


@command(
    "export",
    help="Write claims to FILE; its ending is the format: .graphml .gexf .csv .ttl .trig .nq."
    " Networks and tables leave out sums, plans, table entries and model readings unless --with says so;"
    " RDF holds everything that the other filters let through."
    " ‖ 把陈述写入 FILE，格式由扩展名决定：.graphml .gexf .csv .ttl .trig .nq。"
    " 网络与表格默认不含汇总、计划、来源表录入和模型所读的陈述，可用 --with 加入；"
    "RDF 则包含其他筛选条件允许的全部内容。",
    examples=(
        "aidgraph export pairings.graphml --relation paired-with --level county",
        "aidgraph export donations.csv --relation donated-to --recipient 霍城县",
        "aidgraph export claims.csv --table claims --with aggregates,planned",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@option(
    "--table", type=click.Choice(["edges", "nodes", "claims"]), default="edges", show_default=True,
    help="Which table a .csv holds. ‖ .csv 写哪张表。",
)  # fmt: skip
@_many(
    "relation", RELATIONS, "Of this relation; may be repeated, as all filters.", "关系；各筛选条件都可重复。"
)
@_many("provider", "NAME", "Given by NAME, or by what belongs to it.", "提供方为该名称，或隶属于它。")
@_many("recipient", "NAME", "Received by NAME, or by what lies within it.", "受援方为该名称，或位于其内。")
@_many("organizer", "NAME", "Arranged by NAME, or by what belongs to it.", "组织方为该名称，或隶属于它。")
@_many("place", "NAME", "NAME, or what lies within it, on any side.", "任何一方为该名称，或位于其内。")
@option(
    "--level", type=click.Choice(["province", "prefecture", "county", "township", "village"]),
    help="Lift parties to the place of this level that they belong to. ‖ 把各方归到其所属的这一级地方。",
)  # fmt: skip
@_many("status", ("done", "ongoing", "planned"), "Of this status.", "状态：已完成、进行中、计划中。")
@_many("document", "ID", "Stated by this document.", "由这份文献陈述。")
@option(
    "--from",
    "since",
    metavar="DATE",
    help="Issued on or after: 2017, 2017-08, 2017-08-10. ‖ 印发日期不早于。",
)
@option("--to", "until", metavar="DATE", help="Issued on or before. ‖ 印发日期不晚于。")
@option(
    "--named", is_flag=True, help="Leave out claims that don't name both sides. ‖ 去掉没有写明双方的陈述。"
)
@option(
    "--with", "include", multiple=True, metavar="WORDS",
    help="Take in aggregates,planned,projects,curated,model. ‖ 加入：aggregates（汇总）、planned（计划）、"
    "projects（项目总额等非援助金额）、curated（来源表录入）、model（模型所读）。",
)  # fmt: skip
@option(
    "--graph", type=click.Path(path_type=Path), envvar="AIDGRAPH", default=Path("graph"), show_default=True,
    help="The graph folder; or set AIDGRAPH. ‖ 图谱文件夹；也可设环境变量 AIDGRAPH。",
)  # fmt: skip
def export(file: Path, table: str, include: tuple[str, ...], graph: Path, **words: Any) -> None:
    """Write one file and say what was left out of it."""
    from aidgraph import export as room
    from aidgraph.graph import GraphFolder, base_of
    from aidgraph.network import WITH, Filters

    if file.suffix.lower() not in room.ENDINGS:
        raise ExportError(f"no export for {file.name!r}: the ending must be one of {', '.join(room.ENDINGS)}")
    wanted = frozenset(word for words_ in include for word in words_.replace("，", ",").split(",") if word)
    if unknown := sorted(wanted - set(WITH)):
        raise click.BadParameter(f"{', '.join(unknown)}; there are: {', '.join(WITH)}", param_hint="--with")
    folder = GraphFolder.open(graph)
    chosen = room.export(
        file,
        folder.claims(),
        folder.entities(),
        folder.documents(),
        table=table,
        filters=Filters(include=wanted, **words),
        base=base_of(folder.path("graph.trig")),
    )
    count = len(chosen.claims)
    note(say(f"{file}: {count} claims", f"{file}：{count} 条陈述"))
    if chosen.left_out:
        note(say("left out: ", "未计入：") + _left_out(chosen.left_out.items()))


def _left_out(counts: Iterable[tuple[str, int]]) -> str:
    words = {
        "aggregates": ("claims that sum up others (--with aggregates)", "条汇总性陈述（--with aggregates）"),
        "planned": ("planned only (--with planned)", "条仅在计划中（--with planned）"),
        "projects": (
            "figures that are no aid: project totals, investment, trade (--with projects)",
            "笔不是援助的金额：项目总额、投资、购销（--with projects）",
        ),
        "curated": ("entered from a sourced table (--with curated)", "条由来源表录入（--with curated）"),
        "model": ("read by a language model (--with model)", "条由语言模型读出（--with model）"),
        "unnamed": ("that don't name both sides (--named)", "条没有写明双方（--named）"),
    }
    return say("; ", "；").join(f"{count} {say(*words[word])}" for word, count in counts)
