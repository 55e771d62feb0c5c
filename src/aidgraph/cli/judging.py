"""The commands of `aidgraph review` that record a judgement: accept, reject, correct, same, different."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidgraph.cli.house import Command, command, note, option, say
from aidgraph.errors import ReviewError

if TYPE_CHECKING:
    from aidgraph.graph import GraphFolder
    from aidgraph.model import Claim, Entity
    from aidgraph.review import Judged


def review_options(*, judging: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--graph` and `--judgements`; with `judging` also who and why."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if judging:
            function = option(
                "--why",
                default="",
                metavar="TEXT",
                help="The reason, kept with the judgement. ‖ 理由，随判断保存。",
            )(function)
            function = option(
                "--by", metavar="NAME", envvar="AIDGRAPH_REVIEWER",
                help="Who judges; or set AIDGRAPH_REVIEWER. ‖ 审阅者；也可设环境变量 AIDGRAPH_REVIEWER。",
            )(function)  # fmt: skip
        function = option(
            "--judgements", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
            help="The file of judgements (default: judgements.csv in the graph folder). ‖ 判断文件（默认图谱文件夹内的 judgements.csv）。",
        )(function)  # fmt: skip
        return option(
            "--graph", type=click.Path(path_type=Path), envvar="AIDGRAPH", default=Path("graph"), show_default=True,
            help="The graph folder; or set AIDGRAPH. ‖ 图谱文件夹；也可设环境变量 AIDGRAPH。",
        )(function)  # fmt: skip

    return decorate


def opened(graph: Path) -> GraphFolder:
    """The graph folder, checked."""
    from aidgraph.graph import GraphFolder

    return GraphFolder.open(graph)


def judgements_file(folder: GraphFolder, judgements: Path | None) -> Path:
    """Where judgements are kept: the file named, else the folder's."""
    from aidgraph.review import FILE

    return judgements or folder.root / FILE


def reviewer(by: str | None) -> str:
    """Who judges. Raises ReviewError where nobody is named."""
    if not by or not by.strip():
        raise ReviewError("who judges? say it with --by NAME, or set AIDGRAPH_REVIEWER once")
    return by.strip()


def today() -> str:
    """The day of a judgement, ISO 8601."""
    return date.today().isoformat()


def _deciding(kind: str, help_text: str) -> Command:
    @command(
        kind,
        help=help_text,
        examples=(f"aidgraph review {kind} 2017-21-digest/donated-to@1804 --by 王 --why 核对过原文",),
    )
    @click.argument("claim_ids", metavar="CLAIM...", nargs=-1, required=True)
    @review_options(judging=True)
    def decide(
        claim_ids: tuple[str, ...], graph: Path, judgements: Path | None, by: str | None, why: str
    ) -> None:
        from aidgraph.review import about

        folder = opened(graph)
        _record(
            judgements_file(folder, judgements),
            [about(claim, kind=kind, by=reviewer(by), why=why) for claim in _claims(folder, claim_ids)],
        )

    return decide


accept = _deciding("accept", "Say that claims are right. ‖ 确认陈述无误。")
reject = _deciding(
    "reject",
    "Say that claims are wrong: the next build leaves them out and lists them among its issues."
    " ‖ 否决陈述：下次建图不再收入，改列为待定。",
)


@command(
    "correct",
    help="Correct a field of a claim. An empty VALUE empties it; without VALUE, show it in the form to write."
    " ‖ 更正陈述的一个字段。VALUE 为空串则清空；不给 VALUE 则显示现值及写法。",
    examples=(
        "aidgraph review correct 2017-21-digest/donated-to@1804 status planned --by 王",
        "aidgraph review correct 2017-21-digest/donated-to@1804 recipients '四师困难学生（Group）' --by 王",
    ),
)
@click.argument("claim_id", metavar="CLAIM")
@click.argument("field")
@click.argument("value", required=False)
@review_options(judging=True)
def correct(
    claim_id: str,
    field: str,
    value: str | None,
    graph: Path,
    judgements: Path | None,
    by: str | None,
    why: str,
) -> None:
    """Record a field's right value, once it has been read without an error."""
    from aidgraph.review import about, field_text

    folder = opened(graph)
    (claim,) = _claims(folder, [claim_id])
    now = field_text(claim, field)
    if value is None:
        click.echo(now)
        return
    one = about(claim, kind="correct", by=reviewer(by), why=why, field=field, value=value)
    _record(judgements_file(folder, judgements), [one])


@command(
    "same",
    help="Say that two entities are one; the second is kept. Each is an IRI, or a name that one entity bears."
    " ‖ 判定两个实体为同一，保留后者。可用 IRI，也可用唯一的名称。",
    examples=("aidgraph review same 央不拉克村 央布拉克村 --by 王 --why 同村异写",),
)
@click.argument("one")
@click.argument("other")
@review_options(judging=True)
def same(one: str, other: str, graph: Path, judgements: Path | None, by: str | None, why: str) -> None:
    """Record that two entities are one."""
    folder = opened(graph)
    entities = folder.entities()
    gone, kept = _entity(one, entities), _entity(other, entities)
    if gone.iri == kept.iri:
        raise ReviewError(f"{one} and {other} are one entity already: {kept.iri}")
    judgement = {
        "kind": "same", "parties": f"{gone.zh} = {kept.zh}", "field": gone.iri, "value": kept.iri,
        "by": reviewer(by), "why": why,
    }  # fmt: skip
    _record(judgements_file(folder, judgements), [("same", judgement)])


@command(
    "different",
    help="Say that two entities are not one, or, with --document, that one document means another by a name."
    " ‖ 判定两个实体不同；或用 --document 说明某份文件中的这个名称另有所指。",
    examples=(
        "aidgraph review different 无锡明心心脏病救助基金会 无锡明慈心血管病医院 --by 王",
        "aidgraph review different 伊犁职业技术学院 --document 2017-21-digest --by 王",
    ),
)
@click.argument("one")
@click.argument("other", required=False)
@option("--document", metavar="ID", help="Part the mentions in this document. ‖ 只把这份文件中的提及分出来。")
@review_options(judging=True)
def different(
    one: str,
    other: str | None,
    document: str | None,
    graph: Path,
    judgements: Path | None,
    by: str | None,
    why: str,
) -> None:
    """Record that two entities differ, or that a document's mentions are another entity."""
    from aidgraph.review import split_iri

    folder = opened(graph)
    entities = folder.entities()
    first = _entity(one, entities)
    if other is None and document is None:
        raise click.UsageError("name a second entity, or a document with --document")
    if document is not None and document not in {known.id for known in folder.documents()}:
        raise ReviewError(f"{graph}: no document {document!r}; list them: aidgraph query documents")
    iri = _entity(other, entities).iri if other else split_iri(first.iri, document or "")
    judgement = {
        "kind": "different", "document": document or "", "parties": f"{first.zh} ≠ {other or document}",
        "field": first.iri, "value": iri, "by": reviewer(by), "why": why,
    }  # fmt: skip
    _record(judgements_file(folder, judgements), [("different", judgement)])


def _claims(folder: GraphFolder, ids: Iterable[str]) -> list[Claim]:
    known = {claim.id: claim for claim in folder.claims()}
    for identifier in ids:
        if identifier not in known:
            raise ReviewError(f"{folder.root}: no claim {identifier!r}; list them: aidgraph review list")
    return [known[identifier] for identifier in ids]


def _entity(name: str, entities: Iterable[Entity]) -> Entity:
    found = [entity for entity in entities if name in (entity.iri, entity.zh, *entity.aliases)]
    exact = [entity for entity in found if name in (entity.iri, entity.zh)] or found
    if not exact:
        raise ReviewError(f"no entity is called {name!r}; find it: aidgraph resolve {name}")
    if len(exact) > 1:
        listed = ", ".join(entity.iri for entity in exact)
        raise ReviewError(f"{name!r} can be {len(exact)} entities; give the IRI of one: {listed}")
    return exact[0]


def _record(file: Path, judged: Iterable[Judged]) -> None:
    """Append judgements, and say under which ids."""
    from aidgraph.review import record

    for one in record(file, judged, at=today()):
        note(f"{one.id}: {one.kind}")
    note(say("takes effect with the next build (aidgraph build)", "下次建图（aidgraph build）时生效"))
