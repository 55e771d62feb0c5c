"""`aidgraph validate` and `aidgraph verify`: whether the graph keeps to its shapes, and to its documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidgraph.cli.filters import GRAPH
from aidgraph.cli.house import command, note, option, say
from aidgraph.errors import GraphError

if TYPE_CHECKING:
    from aidgraph.graph import Fault, GraphFolder


@command(
    "validate",
    help="Check the graph against the shapes of the ontology (SHACL); each fault with file, line and column."
    " ‖ 按本体的形状约束（SHACL）检查图谱；每个问题都指出文件、行、列。",
    examples=("aidgraph validate", "aidgraph validate --graph graph/ --lang zh"),
)
@GRAPH
def validate(graph: Path) -> None:
    """Print what the shapes don't allow; exit 1 where there is any."""
    from aidgraph.graph import base_of, violations

    folder = _folder(graph)
    trig = folder.path("graph.trig")
    claims = folder.claims()
    faults = violations(trig, claims, folder.documents(), base=base_of(trig))
    _print(faults)
    if not faults:
        note(say(f"{len(claims)} claims keep to the shapes", f"{len(claims)} 条陈述都符合形状约束"))
        return
    note(_many(faults))
    raise SystemExit(1)


@command(
    "verify",
    help="Check that each quote still stands in its document: in documents.jsonl, and in the file it was read from."
    " ‖ 检查每句引文是否仍在其文献中：既对照 documents.jsonl，也对照当初读入的文件。",
    examples=("aidgraph verify", "aidgraph verify --graph graph/ --sources bulletins/"),
)
@option(
    "--sources", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Where the documents are now, if they were moved. ‖ 文献现在所在的文件夹（如已移动）。",
)  # fmt: skip
@GRAPH
def verify(graph: Path, sources: Path | None) -> None:
    """Print each quote that no longer stands; exit 1 where there is any."""
    from aidgraph.graph import misquotes

    folder = _folder(graph)
    claims, documents = folder.claims(), folder.documents()
    faults = list(misquotes(claims, documents, beside=sources))
    _print(faults)
    if not faults:
        stated = len({claim.evidence.document for claim in claims})
        note(
            say(
                f"each quote of {len(claims)} claims stands in its document ({stated} documents)",
                f"{len(claims)} 条陈述的引句都在其文献中（{stated} 份）",
            )
        )
        return
    note(_many(faults))
    raise SystemExit(1)


def _folder(graph: Path) -> GraphFolder:
    """The folder, even where its files have changed since: that is what is being asked."""
    from aidgraph.graph import GraphFolder

    try:
        return GraphFolder.open(graph)
    except GraphError as error:
        folder = GraphFolder(graph)
        if not (graph / "manifest.json").is_file() or not folder.path("claims.jsonl").is_file():
            raise
        note(f"aidgraph: {error}")
        return folder


def _print(faults: Sequence[Fault]) -> None:
    for fault in faults:
        claim = f"{fault.claim}: " if fault.claim else ""
        click.echo(f"{fault.where}: {claim}{say(fault.en, fault.zh)}")


def _many(faults: Sequence[Fault]) -> str:
    claims = len({fault.claim for fault in faults if fault.claim})
    count = len(faults)
    return say(
        f"{count} fault{'' if count == 1 else 's'} in {claims} claim{'' if claims == 1 else 's'}",
        f"{count} 个问题，涉及 {claims} 条陈述",
    )
