"""`aidgraph review`: what people decide about claims and identities, recorded in `judgements.csv`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from aidgraph.cli import judging
from aidgraph.cli.house import Command, note, option, say
from aidgraph.cli.judging import judgements_file, opened, review_options, reviewer, today

if TYPE_CHECKING:
    from aidgraph.graph import GraphFolder
    from aidgraph.model import Claim, Issue


class _Group(Command, click.Group):
    """A command with commands of its own; its examples and languages are the house's."""


@click.group(
    "review",
    cls=_Group,
    invoke_without_command=True,
    help="Judge claims and identities: accept, reject, correct, same, different, undo; in Excel with --export and"
    " --import. Judgements take effect with the next build, and stay through all later ones."
    " ‖ 审阅陈述与实体：接受、否决、更正、同一、不同、撤销；也可用 --export、--import 在 Excel 中进行。"
    "判断在下次建图时生效，此后一直保留。",
    examples=(
        "aidgraph review list",
        "aidgraph review accept 2017-21-digest/donated-to@1804 --by 王 --why 与原文一致",
        "aidgraph review --export claims.xlsx",
        "aidgraph review --import claims.xlsx --by 王",
    ),
)
@review_options(judging=True)
@option(
    "--export", "export", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx",
    help="Write all claims as a sheet to edit. ‖ 把全部陈述写成可编辑的表格。",
)  # fmt: skip
@option(
    "--import", "import_", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx",
    help="Take over what was changed in an exported sheet. ‖ 读回在表格中作的改动。",
)  # fmt: skip
@click.pass_context
def review(
    context: click.Context, graph: Path, judgements: Path | None, by: str | None, why: str,
    export: Path | None, import_: Path | None,
) -> None:  # fmt: skip
    """Export or import a sheet; without either, say what there is."""
    if context.invoked_subcommand is not None:
        for name in ("graph", "judgements", "by", "why", "export", "import_"):
            if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
                raise click.UsageError(f"write --{name.strip('_')} after {context.invoked_subcommand!r}")
        return
    if export is None and import_ is None:
        click.echo(context.get_help())
        return
    from aidgraph.review import append_judgements, read_judgements, read_sheet, write_sheet

    folder = opened(graph)
    file = judgements_file(folder, judgements)
    if import_ is not None:
        found = read_sheet(import_, by=reviewer(by), at=today(), known=read_judgements(file))
        append_judgements(file, found)
        note(say(f"{len(found)} new judgements in {file}", f"{file} 新增 {len(found)} 条判断"))
    if export is not None:
        count = write_sheet(export, _as_judged(folder, file)[0])
        note(say(f"{count} claims written to {export}", f"已把 {count} 条陈述写入 {export}"))


for recording in (judging.accept, judging.reject, judging.correct, judging.same, judging.different):
    review.add_command(recording)


@review.command(
    "list",
    cls=Command,
    help="List claims with their quotes and what was decided; judgements that fit no claim any more first."
    " ‖ 列出陈述、原句和已有判断；找不到对应陈述的判断排在最前。",
    examples=("aidgraph review list --open --document 2017-21-digest",),
)
@review_options(judging=False)
@option("--open", "unjudged", is_flag=True, help="Only what nobody has judged yet. ‖ 只列尚未审阅的。")
@option("--document", metavar="ID", help="This document only. ‖ 只看这一份文件。")
@option(
    "--relation",
    type=click.Choice(["paired-with", "donated-to", "supports"]),
    help="This relation only. ‖ 只看这种关系。",
)
@option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print. ‖ 输出格式。",
)
def list_(
    graph: Path,
    judgements: Path | None,
    unjudged: bool,
    document: str | None,
    relation: str | None,
    form: str,
) -> None:
    """Print what there is to judge."""
    from aidgraph.review import brief

    folder = opened(graph)
    file = judgements_file(folder, judgements)
    claims, open_points = _as_judged(folder, file)
    points = [one for one in open_points if document in (None, one.document)]
    shown = [
        claim
        for claim in claims
        if document in (None, claim.evidence.document)
        and relation in (None, claim.relation)
        and not (unjudged and claim.review)
    ]
    if form == "json":
        rows = [
            *({"issue": one.to_json()} for one in points),
            *({"claim": claim.to_json()} for claim in shown),
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for issue in points:
        click.echo(f"! {issue.reason}\n    “{''.join((issue.quote or '').split())}”")
    for claim in shown:
        click.echo(f"{claim.id}  {brief(claim)}\n    “{''.join(claim.evidence.quote.split())}”")
        if claim.review:
            said = (claim.review.decision, claim.review.by, claim.review.at, claim.review.why)
            click.echo(f"    {' · '.join(filter(None, said))}")
    if not (document or relation or unjudged):
        _print_identities(file)
    note(
        say(
            f"{len(shown)} claims; {len(points)} rejected, or judgements that fit no claim any more",
            f"{len(shown)} 条陈述；{len(points)} 条已否决或判断已无对应陈述",
        )
    )


def _print_identities(file: Path) -> None:
    from aidgraph.review import read_judgements

    for one in read_judgements(file):
        if one.kind in ("same", "different"):
            click.echo(" · ".join(filter(None, (f"{one.id}  {one.parties}", one.by, one.at, one.why))))


@review.command(
    "undo",
    cls=Command,
    help="Take judgements back, by their id or by the claim's (then its last one). The next build is as if they had"
    " not been made. ‖ 撤销判断：给判断编号，或给陈述编号（撤销最后一条）。下次建图如同从未判断。",
    examples=("aidgraph review undo 2017-21-digest/donated-to@1804",),
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@review_options(judging=False)
def undo(ids: tuple[str, ...], graph: Path, judgements: Path | None) -> None:
    """Take rows out of the file."""
    from aidgraph.review import read_judgements, remove_judgements, subject

    file = judgements_file(opened(graph), judgements)
    made = read_judgements(file)
    last = {subject(one): one.id for one in made}
    known = {one.id for one in made}
    removed = remove_judgements(file, [one if one in known else last.get(one, one) for one in ids])
    for one in removed:
        what = " ".join(filter(None, (one.kind, one.field, one.value)))
        note(
            say(
                f"taken back: {one.id} ({what}; {one.by}, {one.at})",
                f"已撤销：{one.id}（{what}；{one.by}，{one.at}）",
            )
        )


def _as_judged(folder: GraphFolder, file: Path) -> tuple[tuple[Claim, ...], list[Issue]]:
    """The graph's claims with the judgements as they are now; and of its issues, those about judgements that still stand.

    Judgements that the last build applied need not fit its claims any more: it has corrected them.
    """
    from aidgraph.review import REJECTED, UNATTACHED, apply, read_judgements

    made = read_judgements(file)
    standing = {(one.kind, one.by, one.at, one.why) for one in made}
    claims = tuple(
        claim
        if claim.review is None
        or (claim.review.decision, claim.review.by, claim.review.at, claim.review.why) in standing
        else claim.having(review=None)
        for claim in folder.claims()
    )
    kept, issues = apply(claims, made)
    known = folder.issues()
    rejected = [one for one in issues if one.kind == REJECTED]
    return kept, [*(one for one in known if one.kind in (REJECTED, UNATTACHED)), *rejected]
