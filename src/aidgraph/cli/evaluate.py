"""`aidgraph evaluate`: the figures of the scorer, by relation, and what went wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidgraph.cli.house import command, option, say
from aidgraph.errors import AidgraphError

if TYPE_CHECKING:
    from aidgraph.evaluate import Error, Evaluation, Scores
    from aidgraph.model import Claim

_PATH = click.Path(path_type=Path, readable=False)


@command(
    "evaluate",
    help="Compare claims that were read with claims that people annotated: found, exact, amounts, told."
    " A GOLD folder of *.claims.jsonl with its texts beside is read on the spot."
    " ‖ 把读出的陈述与人工标注比较：找到、当事方全对、数字、其余。GOLD 可以是文件夹（*.claims.jsonl 与同名文本），当场抽取。",
    examples=(
        "aidgraph evaluate gold.claims.jsonl claims.jsonl",
        "aidgraph evaluate gold.claims.jsonl --graph graph/ --errors",
        "aidgraph evaluate tests/quality/open",
        "aidgraph evaluate tests/quality/digests --texts data/bulletins --format json",
    ),
)
@click.argument("gold", type=_PATH)
@click.argument("predicted", required=False, type=_PATH)
@option(
    "--texts", type=_PATH, metavar="FOLDER",
    help="Where the texts of a GOLD folder are, if not beside. ‖ 标注所对应文本的文件夹（默认在标注旁边）。",
)  # fmt: skip
@option(
    "--graph", type=click.Path(path_type=Path), envvar="AIDGRAPH", default=Path("graph"), show_default=True,
    help="The graph folder whose claims are judged where no PREDICTED is given. ‖ 不给 PREDICTED 时所评的图谱文件夹。",
)  # fmt: skip
@option("--errors", "listing", is_flag=True, help="List every error with its quote. ‖ 逐条列出错误和原句。")
@option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="How to print. ‖ 输出格式。",
)  # fmt: skip
def evaluate(
    gold: Path, predicted: Path | None, texts: Path | None, graph: Path, listing: bool, form: str
) -> None:
    """Print how good the reading is."""
    from aidgraph.evaluate import annotated, evaluation, read_again

    wanted = annotated(gold)
    if predicted is not None:
        read = annotated(predicted)
    elif gold.is_dir() or texts is not None:
        read = read_again(gold, texts=texts)
    else:
        read = _of_graph(graph, {claim.evidence.document for claim in wanted}, gold)
    found = evaluation(wanted, read)
    if form == "json":
        row = found.to_json()
        if not listing:
            del row["errors"]
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return
    _print_table(found)
    if listing:
        _print_errors(found.errors)


def _of_graph(graph: Path, documents: set[str], gold: Path) -> tuple[Claim, ...]:
    """The graph's claims of the gold's documents. Raises AidgraphError where it lacks one."""
    from aidgraph.graph import GraphFolder

    folder = GraphFolder.open(graph)
    missing = sorted(documents - {document.id for document in folder.documents()})
    if missing:
        raise AidgraphError(
            f"{graph}: holds no document {', '.join(missing)}, which {gold} tells of; "
            "build the graph from it, or give the claims that were read as second argument"
        )
    return tuple(claim for claim in folder.claims() if claim.evidence.document in documents)


def _print_table(found: Evaluation) -> None:
    click.echo(f"{'':14}{'P':>7}{'R':>7}{'F1':>7}  {say('95 % interval', '95% 区间'):15}  ")
    for line in _lines(found.scores, found.intervals):
        click.echo(line)
    for relation, scores in found.relations.items():
        click.echo("")
        click.echo(relation)
        for line in _lines(scores, {}):
            click.echo(line)


def _lines(scores: Scores, intervals: dict[str, tuple[float, float]]) -> list[str]:
    def between(name: str) -> str:
        return "{:.3f}–{:.3f}".format(*intervals[name]) if name in intervals else ""

    lines = []
    for name in ("found", "exact", "amounts"):
        score = getattr(scores, name)
        row = score.to_json()
        counts = say(
            f"{row['tp']} right, {row['fp']} false, {row['fn']} missed",
            f"对 {row['tp']}，多 {row['fp']}，漏 {row['fn']}",
        )
        lines.append(
            f"  {name:12}{score.precision:7.3f}{score.recall:7.3f}{score.f1:7.3f}  {between(name):15}  {counts}"
        )
    told = scores.told
    counts = say(f"{told.right} of {told.asked}", f"{told.asked} 项中对 {told.right} 项")
    lines.append(f"  {'told':12}{'':14}{told.share:7.3f}  {between('told'):15}  {counts}")
    return lines


def _print_errors(errors: tuple[Error, ...]) -> None:
    from aidgraph.evaluate import brief

    words = {
        "missed": say("missed  ", "漏读"),
        "spurious": say("spurious", "多读"),
        "wrong": say("wrong   ", "读错"),
    }
    gold, read, near = say("gold", "标注"), say("read", "读作"), say("read instead", "读成了")
    document = None
    for error in errors:
        evidence = error.claim.evidence
        if evidence.document != document:
            document = evidence.document
            click.echo(f"\n── {document}")
        click.echo(f"{words[error.kind]}  @{evidence.start}  {brief(error.claim)}")
        click.echo(f"    “{' '.join(evidence.quote.split())}”")
        for one in error.differences:
            click.echo(f"    {one.field}: {gold} {one.gold or '∅'} | {read} {one.read or '∅'}")
        if error.near is not None:
            click.echo(f"    {near}: {brief(error.near)}")
