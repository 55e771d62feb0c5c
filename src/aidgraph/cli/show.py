"""`aidgraph show`: all that is known of one entity, claim or document, with the quotes, for a person to read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aidgraph.cli.filters import GRAPH
from aidgraph.cli.house import command, say
from aidgraph.model import Claim, Document, Entity

if TYPE_CHECKING:
    from aidgraph.graph import Dossier
    from aidgraph.model import Issue

#: Indentation, style of rich, text: one line of the page.
_Line = tuple[int, str, str]

#: Characters shown on either side of a claim's quote.
_CONTEXT = 40

_RELATIONS = {
    "paired-with": ("paired", "结对"), "donated-to": ("donated", "捐赠"), "supports": ("supports", "支援"),
}  # fmt: skip
_STATUS = {"done": ("done", "已完成"), "ongoing": ("ongoing", "进行中"), "planned": ("planned", "计划中")}
_ORIGIN = {
    "told": ("read in the text", "由文句读出"),
    "curated": ("entered from a sourced table", "由来源表录入"),
    "model": ("read by a language model", "由语言模型读出"),
}
_SECTIONS = {
    "paired": ("Paired", "结对"),
    "gives": ("Gives", "提供"),
    "receives": ("Receives", "接受"),
    "arranges": ("Arranges", "组织"),
    "within": ("Told of what lies within or belongs to it", "其所辖与所属"),
    "same-act": ("Other tellings of this act", "对同一件事的其他讲述"),
    "states": ("States", "所作陈述"),
}


@command(
    "show",
    help="Show all that is known of one entity, claim or document, with the sentences that say so."
    " ‖ 显示一个实体、一条陈述或一份文献的全部已知情况，附原句。",
    examples=(
        "aidgraph show 霍城县",
        "aidgraph show 2017-21-digest",
        "aidgraph show 2017-21-digest/donated-to@1804",
    ),
)
@click.argument("what", metavar="ENTITY | CLAIM | DOCUMENT")
@GRAPH
def show(what: str, graph: Path) -> None:
    """Print the page: coloured and folded on a terminal, plain and uncut in a pipe."""
    from aidgraph.graph import GraphFolder, dossier

    folder = GraphFolder.open(graph)
    found = dossier(what, folder.claims(), folder.entities(), folder.documents(), issues=folder.issues())
    _print(_page(found))


def _page(found: Dossier) -> Iterator[_Line]:
    subject = found.subject
    if isinstance(subject, Entity):
        yield from _entity(subject, found)
    elif isinstance(subject, Claim):
        yield from _claim(subject, found)
    else:
        yield from _document(subject, found)
    for section, claims in found.sections.items():
        if claims:
            yield 0, "", ""
            yield 0, "bold cyan", f"{say(*_SECTIONS[section])} ({len(claims)})"
            for claim in claims:
                yield from _told(claim, found)
    if found.issues:
        yield 0, "", ""
        yield 0, "bold cyan", f"{say('Seen and left open', '见到而未定')} ({len(found.issues)})"
        for issue in found.issues:
            yield from _issue(issue, found)


def _entity(entity: Entity, found: Dossier) -> Iterator[_Line]:
    names = [name for name in (entity.zh, entity.en, entity.pinyin) if name]
    yield 0, "bold", "  ".join(names)
    around = [found.entities[iri].zh for iri in entity.within if iri in found.entities]
    codes = [
        f"{code.scheme} {code.value}"
        + (f" ({code.since or ''}–{code.until or ''})" if code.since or code.until else "")
        for code in entity.identifiers
    ]
    members = [found.entities[iri].zh for iri in entity.members if iri in found.entities]
    point = f"{entity.lat}, {entity.lon} ({entity.precision or '?'})" if entity.lat is not None else ""
    counted = f"{entity.count}" if entity.count is not None else ""
    yield from _facts(
        (say("kind", "类别"), entity.type),
        (say("within", "隶属"), " < ".join(around)),
        (say("also called", "别名"), "、".join(entity.aliases)),
        (say("codes", "代码"), "; ".join(codes)),
        (say("point", "坐标"), point),
        (say("count", "数目"), counted),
        (say("members", "成员"), "、".join(members)),
        ("IRI", entity.iri),
    )
    if not any(found.sections.values()):
        yield 0, "dim", say("No claim speaks of it.", "没有陈述提到它。")


def _claim(claim: Claim, found: Dossier) -> Iterator[_Line]:
    yield 0, "bold", _sentence(claim, found)
    document = found.documents[claim.evidence.document]
    start, end = claim.evidence.start, claim.evidence.end
    before = document.text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    after = document.text[end : end + _CONTEXT].partition("\n")[0]
    yield 0, "", ""
    yield 2, "", f"…{before}【{_flat(claim.evidence.quote)}】{after}…"
    yield 2, "dim", f"{_citation(document)}  {_place(document, start)}"
    if claim.evidence.subject:
        subject = claim.evidence.subject
        carried = say("subject carried from", "主语承自")
        yield 2, "dim", f"{carried}: {_flat(subject.quote)}  {_place(document, subject.start)}"
    yield 0, "", ""
    period, review = claim.period, claim.review
    yield from _facts(
        (say("relation", "关系"), say(*_RELATIONS[claim.relation])),
        (say("status", "状态"), _state(claim)),
        (say("providers", "提供方"), "、".join(map(found.name, claim.providers)) or "—"),
        (say("recipients", "受援方"), "、".join(map(found.name, claim.recipients)) or "—"),
        (say("organizers", "组织方"), "、".join(map(found.name, claim.organizers))),
        (
            say("amounts", "金额"),
            "; ".join(
                f"{a.text} = {a.bound} {a.value or '—'} {a.currency}, {a.basis}, {a.of}"
                for a in claim.amounts
            ),
        ),
        (say("goods", "物品"), "、".join(_counts(claim.items))),
        (say("outcomes", "成果"), "、".join(_counts(claim.outcomes))),
        (say("time", "时间"), f"{period.text} ({period.start or ''} – {period.end or ''})" if period else ""),
        (say("programmes", "活动"), "、".join(claim.programmes)),
        (say("purpose", "用途"), claim.purpose or ""),
        (say("modality", "方式"), "、".join(claim.modality)),
        (say("sector", "领域"), claim.sector or ""),
        (say("origin", "来源方式"), say(*_ORIGIN[claim.origin]) + (f" ({claim.rule})" if claim.rule else "")),
        (
            say("judged", "判定"),
            f"{review.decision}, {review.by}, {review.at} {review.why}".strip() if review else "",
        ),
        ("id", claim.id),
    )


def _document(document: Document, found: Dossier) -> Iterator[_Line]:
    yield 0, "bold", document.title or document.id
    yield from _facts(
        (say("issuer", "编发"), document.issuer or ""),
        (say("series", "刊名"), " ".join(part for part in (document.series, document.number) if part)),
        (say("issued", "日期"), document.issued or ""),
        (say("kind", "类别"), document.kind),
        (say("address", "网址"), document.url or ""),
        (say("licence", "许可"), document.licence or ""),
        (say("file", "文件"), f"{document.path} (sha256 {document.sha256[:12]}…)"),
        (say("length", "字数"), f"{len(document.text):,}"),
        ("id", document.id),
    )


def _told(claim: Claim, found: Dossier) -> Iterator[_Line]:
    document = found.documents.get(claim.evidence.document)
    yield 0, "", ""
    yield 2, "bold", _sentence(claim, found)
    yield 4, "", f"「{_flat(claim.evidence.quote)}」"
    source = claim.extra.get("source")
    if isinstance(source, Mapping):
        cited = "，".join(
            str(part) for key in ("publisher", "title", "date", "url") if (part := source.get(key))
        )
        yield 4, "", say(f"taken from {cited}", f"录自{cited}")
    said = [document.issued or "" if document else "", _state(claim), claim.id]
    yield 4, "dim", " · ".join(part for part in said if part)


def _issue(issue: Issue, found: Dossier) -> Iterator[_Line]:
    document = found.documents[issue.document]
    where = _place(document, issue.start) if issue.start is not None else document.path
    yield 2, "", f"{where}  {_flat(issue.quote or '')}"
    yield 4, "dim", f"{issue.kind}: {issue.reason}"


def _sentence(claim: Claim, found: Dossier) -> str:
    """A claim in a line: who, to whom, what."""
    givers = "、".join(map(found.name, claim.providers)) or say("(not stated)", "（未写明）")
    takers = "、".join(map(found.name, claim.recipients)) or say("(not stated)", "（未写明）")
    arrow = "—" if claim.relation == "paired-with" else "→"
    what = [amount.text for amount in claim.amounts] + [*_counts(claim.items), *_counts(claim.outcomes)]
    tail = f": {'、'.join(what)}" if what else ""
    return f"{givers} {arrow} {takers}  {say(*_RELATIONS[claim.relation])}{tail}"


def _counts(counts: tuple[object, ...]) -> list[str]:
    from aidgraph.network import counted

    return [counted(count) for count in counts]  # type: ignore[arg-type]


def _state(claim: Claim) -> str:
    said = [say(*_STATUS[claim.status])]
    said += [say("sums up others", "汇总")] if claim.aggregate else []
    said += [say(*_ORIGIN[claim.origin])] if claim.origin != "told" else []
    return say(", ", "，").join(said)


def _citation(document: Document) -> str:
    parts = (document.issuer, document.title, document.number, document.issued)
    return ". ".join(part for part in parts if part) or document.id


def _place(document: Document, offset: int) -> str:
    line, column = document.position(offset)
    return f"{document.path}:{line}:{column}"


def _facts(*facts: tuple[str, str]) -> Iterator[_Line]:
    from rich.cells import cell_len

    known = [(name, value) for name, value in facts if value]
    width = max(cell_len(name) for name, _ in known)
    for name, value in known:
        yield 2, "", f"{name}{' ' * (width - cell_len(name))}  {value}"


def _flat(text: str) -> str:
    return "".join(text.split("\n")).strip()


def _print(lines: Iterator[_Line]) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    on_terminal = sys.stdout.isatty()
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for indent, style, text in lines:
        if on_terminal:
            console.print(Padding(Text(text, style=style), (0, 0, 0, indent)))
        else:
            click.echo(f"{' ' * indent if text else ''}{text}")
