"""The filters as options: the same words with the same meaning in every command that takes claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from aidgraph.cli.house import note, option, say
from aidgraph.model import RELATIONS

if TYPE_CHECKING:
    from aidgraph.model import Claim, Entity
    from aidgraph.network import Filters

_Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

#: `--graph`: which graph folder.
GRAPH = option(
    "--graph", type=click.Path(path_type=Path), envvar="AIDGRAPH", default=Path("graph"), show_default=True,
    help="The graph folder; or set AIDGRAPH. ‖ 图谱文件夹；也可设环境变量 AIDGRAPH。",
)  # fmt: skip

#: What may be taken in → how many of it were left out, in words.
_LEFT_OUT = {
    "aggregates": ("claims that sum up others (--with aggregates)", "条汇总性陈述（--with aggregates）"),
    "planned": ("planned only (--with planned)", "条仅在计划中（--with planned）"),
    "projects": (
        "figures that are no aid: project totals, investment, trade (--with projects)",
        "笔不是援助的金额：项目总额、投资、购销（--with projects）",
    ),
    "curated": ("entered from a sourced table (--with curated)", "条由来源表录入（--with curated）"),
    "model": ("read by a language model (--with model)", "条由语言模型读出（--with model）"),
    "undated": (
        "acts that neither text nor document dates, as IATI demands",
        "项行为原文与文献都没有日期，而 IATI 要求日期",
    ),
    "unnamed": ("that don't name both sides (--named)", "条没有写明双方（--named）"),
}


def _many(word: str, kind: str | tuple[str, ...], english: str, chinese: str) -> _Decorator:
    """An option that may be repeated; `kind` says what it takes, or lists all it may be."""
    known: dict[str, Any] = {"metavar": kind} if isinstance(kind, str) else {"type": click.Choice(kind)}
    return option(f"--{word}", word, multiple=True, help=f"{english} ‖ {chinese}", **known)


_FILTERS: Mapping[str, _Decorator] = {
    "relation": _many(
        "relation",
        RELATIONS,
        "Of this relation; may be repeated, as all filters.",
        "关系；各筛选条件都可重复。",
    ),
    "provider": _many(
        "provider", "NAME", "Given by NAME, or by what belongs to it.", "提供方为该名称，或隶属于它。"
    ),
    "recipient": _many(
        "recipient", "NAME", "Received by NAME, or by what lies within it.", "受援方为该名称，或位于其内。"
    ),
    "organizer": _many(
        "organizer", "NAME", "Arranged by NAME, or by what belongs to it.", "组织方为该名称，或隶属于它。"
    ),
    "place": _many(
        "place", "NAME", "NAME, or what lies within it, on any side.", "任何一方为该名称，或位于其内。"
    ),
    "level": option(
        "--level",
        type=click.Choice(["province", "prefecture", "county", "township", "village"]),
        help="Lift parties to the place of this level that they belong to. ‖ 把各方归到其所属的这一级地方。",
    ),
    "status": _many(
        "status", ("done", "ongoing", "planned"), "Of this status.", "状态：已完成、进行中、计划中。"
    ),
    "sector": _many(
        "sector", "CODE", "In this sector: education, health …", "领域：education（教育）、health（卫生）等。"
    ),
    "modality": _many(
        "modality", "CODE", "Given in this way: cash, goods …", "方式：cash（资金）、goods（物资）等。"
    ),
    "of": _many(
        "of",
        ("aid", "project", "investment", "trade"),
        "With a figure of this: aid, a project's total, investment, trade; only those figures count.",
        "含有此类金额：援助、项目总额、投资、购销；只计这些金额。",
    ),
    "document": _many("document", "ID", "Stated by this document.", "由这份文献陈述。"),
    "from": option(
        "--from",
        "since",
        metavar="DATE",
        help="Issued on or after: 2017, 2017-08, 2017-08-10. ‖ 印发日期不早于。",
    ),
    "to": option("--to", "until", metavar="DATE", help="Issued on or before. ‖ 印发日期不晚于。"),
    "reviewed": option(
        "--reviewed", is_flag=True, help="Only what a person has judged. ‖ 只要有人判定过的。"
    ),
    "named": option(
        "--named",
        is_flag=True,
        help="Leave out claims that don't name both sides. ‖ 去掉没有写明双方的陈述。",
    ),
}


def filter_options(*words: str) -> _Decorator:
    """Decorator: these filters alone, or every one."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for word in reversed(words or tuple(_FILTERS)):
            function = _FILTERS[word](function)
        return function

    return decorate


def filtering(*, also: Mapping[str, str] | None = None) -> _Decorator:
    """Decorator: every filter, and `--with`; `also` are further words of `--with`, each with its Chinese."""
    more = also or {}
    english = ",".join(["aggregates,planned,projects,curated,model", *more])
    chinese = "".join(f"、{word}（{meaning}）" for word, meaning in more.items())
    including = option(
        "--with", "include", multiple=True, metavar="WORDS",
        help=f"Take in {english}. ‖ 加入：aggregates（汇总）、planned（计划）、projects（项目总额等非援助金额）、"
        f"curated（来源表录入）、model（模型所读）{chinese}。",
    )  # fmt: skip

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        return filter_options()(including(function))

    return decorate


def filters(words: Mapping[str, Any], *, known: Sequence[str] | None = None) -> Filters:
    """Filters of a command's options; `known` are the words that `--with` takes. Unknown ones are bad usage."""
    from aidgraph.graph import CODES
    from aidgraph.network import WITH, Filters

    rest = dict(words)
    known = known or WITH
    listed = (one for text in rest.pop("include") for one in text.replace("，", ",").split(","))
    include = frozenset(word.strip() for word in listed if word.strip())
    for option_name, given, there in (
        ("--with", include, known),
        ("--sector", rest["sector"], CODES["sector"]),
        ("--modality", rest["modality"], CODES["modality"]),
    ):
        if unknown := sorted(set(given) - set(there)):
            raise click.BadParameter(
                f"{', '.join(unknown)}; there are: {', '.join(there)}", param_hint=option_name
            )
    return Filters(include=include, **rest)


def note_unheard(claims: Iterable[Claim], entities: Iterable[Entity], filters: Filters) -> None:
    """Say on stderr which of the names asked for the graph doesn't know: nothing found may be a slip."""
    from aidgraph.network import unheard

    for name in unheard(claims, entities, filters):
        note(
            say(
                f"no party of this graph is called {name}; see what it can mean: aidgraph resolve {name}",
                f"图谱中没有名为“{name}”的一方；它可能指什么：aidgraph resolve {name}",
            )
        )


def left_out(counts: Iterable[tuple[str, int]]) -> str:
    """How many of what were left out, and the word that takes them in."""
    return say("; ", "；").join(f"{count} {say(*_LEFT_OUT[word])}" for word, count in counts)
