"""`aidgraph diff`: what changed between two graph folders, and why."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidgraph.cli.house import command, note, option, say

if TYPE_CHECKING:
    from aidgraph.network.diff import Change, Snapshot

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_CHINESE = {
    "added": "新增",
    "removed": "删去",
    "changed": "改动",
    "claim": "陈述",
    "entity": "实体",
    "new document": "新文献",
    "document gone": "文献已撤",
    "document changed": "文献有改动",
    "judged": "人工判定",
    "corrected": "人工更正",
    "merged": "合并",
    "parted": "拆分",
    "re-read": "重新读取",
}


@command(
    "diff",
    help="Say which claims and entities were added, removed or changed between two graph folders, each with a reason:"
    " new document, document gone or changed, judged, corrected, merged, parted, re-read."
    " ‖ 列出两个图谱文件夹之间新增、删去、改动的陈述与实体，并逐一说明原因：新文献、文献已撤或有改动、"
    "人工判定、人工更正、合并、拆分、重新读取。",
    examples=("aidgraph diff graph/ graph-new/", "aidgraph diff graph/ graph-new/ --format json"),
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How to print. ‖ 输出格式。",
)  # fmt: skip
def diff(old: Path, new: Path, form: str) -> None:
    """Print the changes; how many of each kind and reason goes to stderr."""
    from aidgraph.network.diff import changes

    found = changes(_snapshot(old), _snapshot(new))
    if form == "json":
        click.echo(json.dumps([change.to_json() for change in found], ensure_ascii=False, indent=1))
    else:
        for change in found:
            click.echo(_line(change))
    if not found:
        note(say("no difference", "没有差异"))
    counts = Counter((change.of, change.kind, change.reason) for change in found)
    for (of, kind, reason), count in sorted(counts.items()):
        note(
            say(
                f"{count} {of} {kind}: {reason}",
                f"{_CHINESE[of]}{_CHINESE[kind]} {count}：{_CHINESE[reason]}",
            )
        )


def _snapshot(path: Path) -> Snapshot:
    from aidgraph.graph import GraphFolder
    from aidgraph.network.diff import Snapshot

    folder = GraphFolder.open(path)
    return Snapshot(folder.claims(), folder.entities(), folder.documents(), folder.issues())


def _line(change: Change) -> str:
    reason = say(change.reason, _CHINESE[change.reason])
    kind = say(change.of, _CHINESE[change.of])
    parts = [f"{_SIGNS[change.kind]} {kind} {change.id}", reason]
    if change.fields:
        parts.append(", ".join(change.fields))
    if change.into:
        parts.append("→ " + ", ".join(change.into))
    return "\t".join((*parts, " ".join(change.label.split())))
