"""`aidgraph totals`: money added up only where it may be, with what was left out."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from aidgraph.cli.filters import GRAPH, filtering, filters, note_unheard
from aidgraph.cli.house import command, language, note, option, say

if TYPE_CHECKING:
    from aidgraph.network import Ledger, Total

_TITLES = {
    "provider": ("provider", "提供方"),
    "recipient": ("recipient", "受援方"),
    "year": ("year", "年份"),
    "sector": ("sector", "领域"),
    "modality": ("modality", "方式"),
    "currency": ("currency", "币种"),
    "measure": ("measure", "内容"),
    "basis": ("basis", "计法"),
    "minimum": ("at least", "至少"),
    "maximum": ("at most", "至多"),
    "about": ("of it about", "其中约数"),
    "vague": ("vague", "虚数笔数"),
    "claims": ("claims", "陈述"),
}
_CODES = {
    "one-off": "一次性", "per-year": "每年", "cumulative": "累计", "per-unit": "每人或每户（不相加）",
    "aid": "援助", "project": "项目总额", "investment": "企业投资", "trade": "购销",
}  # fmt: skip
_WHY = {
    "aggregates": ("that sum up others", "条陈述汇总了其他陈述"),
    "planned": ("only planned", "条陈述仅在计划中"),
    "projects": ("with figures that are no aid", "条陈述的金额不是援助"),
    "curated": ("entered from a sourced table", "条陈述由来源表录入"),
    "model": ("read by a language model", "条陈述由语言模型读出"),
    "repeated": ("telling again of an act that is counted", "条陈述重复讲述已计入的事"),
    "unnamed": ("not naming both sides", "条陈述没有写明双方"),
}


@command(
    "totals",
    help="Add up money where it may be added: aid alone, each currency and basis for itself, each act once."
    " ‖ 只把可以相加的钱相加：只计援助，币种与计法各自成行，同一件事只计一次。",
    examples=(
        "aidgraph totals --by pair",
        "aidgraph totals --by provider,year --level county --recipient 霍城县",
        "aidgraph totals --by sector --with aggregates --format csv",
    ),
)
@option(
    "--by", default="", metavar="WORDS",
    help="A row for each pair, provider, recipient, year, sector or modality; several with commas."
    " ‖ 每行一个：pair（一对）、provider（提供方）、recipient（受援方）、year（年份）、sector（领域）、"
    "modality（方式）；多个用逗号隔开。",
)  # fmt: skip
@option(
    "--clock", type=click.Choice(["told", "meant"]), default="told", show_default=True,
    help="Year told (of the document) or meant (of the act). ‖ 年份：told 为文献印发之年，meant 为所述之年。",
)  # fmt: skip
@option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How to print the ledger. ‖ 结果的格式。",
)  # fmt: skip
@filtering(also={"repeated": "重复讲述"})
@GRAPH
def totals(by: str, clock: Literal["told", "meant"], form: str, graph: Path, **words: Any) -> None:
    """Print the ledger; in a table, what was counted stands above it and what was not below."""
    from aidgraph.graph import GraphFolder
    from aidgraph.network import BY, TOTALS_WITH
    from aidgraph.network import totals as ledger_of

    named = [word.strip() for word in by.replace("，", ",").split(",") if word.strip()]
    if unknown := sorted(set(named) - set(BY)):
        raise click.BadParameter(f"{', '.join(unknown)}; there are: {', '.join(BY)}", param_hint="--by")
    chosen = filters(words, known=TOTALS_WITH)
    folder = GraphFolder.open(graph)
    claims, entities = folder.claims(), folder.entities()
    note_unheard(claims, entities, chosen)
    ledger = ledger_of(
        claims,
        entities,
        folder.documents(),
        by=named,
        filters=chosen,
        clock=clock,
        lang="zh" if language() == "zh" else "en",
    )
    if form == "table":
        click.echo(_heading(ledger, named))
        _print_table(ledger)
        click.echo(_last_line(ledger))
        return
    rows = [dict(row) for row in ledger.records()[1]]
    click.echo(
        _csv(rows)
        if form == "csv"
        else json.dumps(rows, ensure_ascii=False, indent=1, default=_number) + "\n",
        nl=False,
    )
    note(_heading(ledger, named))
    note(_last_line(ledger))


def _heading(ledger: Ledger, by: Sequence[str]) -> str:
    """What was counted."""
    include = ledger.include
    said = [
        say(
            "aid, project totals, investment and trade, each for itself",
            "援助、项目总额、企业投资、购销，各自成行",
        )
        if "projects" in include
        else say("aid alone", "只计援助"),
        say("planned too", "含计划中的")
        if "planned" in include
        else say("done or ongoing", "已完成或进行中"),
        say("every telling of an act", "同一件事每次讲述都计")
        if "repeated" in include
        else say("each act once", "同一件事只计一次"),
        say("a joint gift once, under all its givers", "共同捐赠只计一次，列在各方名下"),
    ]
    if "aggregates" in include:
        said.append(say("sums of other claims too, which may overlap", "含汇总性陈述（可能与其他重叠）"))
    said += [
        say(*words)
        for word, words in (
            ("curated", ("table entries too", "含来源表录入")),
            ("model", ("model readings too", "含模型所读")),
        )
        if word in include
    ]
    what = say("Totals", "合计")
    if by:
        what += say(f" by {', '.join(by)}", f"（按{'、'.join(say(*_BY[word]) for word in by)}）")
    claims, documents = ledger.claims, ledger.documents
    english = f"{what}: {_many(claims, 'claim')} with an amount in {_many(documents, 'document')}; "
    chinese = f"{what}：{documents} 份文献中 {claims} 条有金额的陈述；"
    return say(english, chinese) + say(", ", "，").join(said)


_BY = {"pair": ("pair", "双方"), **_TITLES}


def _last_line(ledger: Ledger) -> str:
    """What was left out, and why; and amounts that have no figure."""
    parts = []
    for word, lines in groupby(ledger.left_out, key=lambda total: total.by[0]):
        listed = list(lines)
        count = sum(total.claims for total in listed)
        figures = say(", ", "、").join(_figure(total) for total in listed)
        why = say(f"{_many(count, 'claim')} {_WHY[word][0]}", f"{count} {_WHY[word][1]}")
        way = "" if word == "unnamed" else f" (--with {word})"
        parts.append(say(f"{figures} in {why}{way}", f"{why}，{figures}{way}"))
    if ledger.vague:
        count, words = len(ledger.vague), "、".join(ledger.vague)
        parts.append(
            say(
                f"{_many(count, 'vague amount')} without a figure ({words})",
                f"{count} 笔没有数字的金额（{words}）",
            )
        )
    return say("Left out: ", "未计入：") + (say("; ", "；").join(parts) or say("nothing", "无"))


def _figure(total: Total) -> str:
    """A sum in a sentence: at least 16,330,000 CNY (cumulative)."""
    kinds = [total.basis] if total.measure == "aid" else [total.measure, total.basis]
    how = ", ".join(say(kind, _CODES[kind]) for kind in kinds)
    if total.only_vague:
        amount = say(f"{_many(total.vague, 'vague amount')}", f"{total.vague} 笔虚数")
    elif total.maximum is None:
        amount = say(f"at least {total.minimum:,f}", f"至少 {total.minimum:,f}")
    elif total.minimum == total.maximum:
        amount = f"{total.minimum:,f}"
    else:
        amount = f"{total.minimum:,f}–{total.maximum:,f}"
    return f"{amount} {total.currency} ({how})"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _print_table(ledger: Ledger) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from aidgraph.network import record

    if not ledger.sums:
        return
    spare = set() if any(total.about for total in ledger.sums) else {"about"}
    spare |= set() if any(total.vague for total in ledger.sums) else {"vague"}
    spare |= {"measure"} if {total.measure for total in ledger.sums} == {"aid"} else set()
    names = [name for name in ledger.records()[0] if name not in spare]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        number = name in {"minimum", "maximum", "about", "vague", "claims"}
        table.add_column(Text(say(*_TITLES[name])), overflow="fold", justify="right" if number else "left")
    for total in ledger.rows if ledger.columns else ():
        table.add_row(*_cells(names, record(ledger.columns, total)))
    if ledger.columns:
        table.add_section()
    for total in ledger.sums:
        row = record((), total) | dict.fromkeys(ledger.columns, "")
        row |= {ledger.columns[0]: say("all", "合计")} if ledger.columns else {}
        table.add_row(*_cells(names, row, blank=""), style="bold")
    width = None if sys.stdout.isatty() else 100_000
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    console.print(table, soft_wrap=width is not None)


def _cells(names: Iterable[str], row: dict[str, Any], *, blank: str = "—") -> Iterator[str]:
    for name in names:
        value = row[name]
        if name == "maximum" and value is None:
            yield say("open", "不封顶")
        elif name in {"about", "vague"} and not value:
            yield ""
        elif isinstance(value, Decimal):
            yield f"{value:,f}"
        elif name in {"basis", "measure"}:
            yield say(value, _CODES[value])
        else:
            yield str(value) or blank


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    from aidgraph.graph import guard

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0] if rows else [])
    for row in rows:
        writer.writerow([guard(_plain(value)) for value in row.values()])
    return out.getvalue()


def _plain(value: Any) -> str:
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _number(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)
