"""`aidgraph resolve NAME`: what a name can mean, and what decides; ambiguity is listed, never guessed."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import click

from aidgraph.cli.house import command, language, note, option, say
from aidgraph.errors import PlaceError

if TYPE_CHECKING:
    from aidgraph.gazetteer import Decision, Gazetteer, Organisation, Place

#: Decision.rule → why, with {context} for the place that decided
_WHY = {
    "only": ("nothing else is called that", "没有别的地方叫这个名字"),
    "full-name": ("it is the full name of this one only", "只有它的全称是这个名字"),
    "short-name": ("it is a short name of this one only", "只有它的简称是这个名字"),
    "former-name": ("only this one was once called that", "只有它曾用这个名字"),
    "english-name": ("it is the English name of this one", "这是它的英文名"),
    "province": ("a province comes before what shares its short name", "同名简称以省级为先"),
    "holds": ("it and {context} lie one in the other", "它与{context}有隶属关系"),
    "same-prefecture": ("it is in one prefecture with {context}", "它与{context}同属一个地级单位"),
    "same-province": ("it is in one province with {context}", "它与{context}同属一个省级单位"),
    "renamed": ("{context} has it under another ending today", "{context}今有同名而建制不同的乡镇"),
}


_TITLES = {
    "type": "类型",
    "name": "全称",
    "within": "隶属",
    "code": "代码",
    "since": "始用",
    "former": "曾用名",
    "english": "英文或拼音",
}


@command(
    "resolve",
    help="List what a name can mean: places and known institutions. ‖ 列出一个名称可能指的地方和机构。",
    examples=(
        "aidgraph resolve 鼓楼区",
        "aidgraph resolve 鼓楼区 --context 徐州",
        "aidgraph resolve 伊宁 --format json",
    ),
)
@click.argument("name")
@option(
    "--context",
    multiple=True,
    metavar="PLACE",
    help="A place named nearby; nearest first, may be repeated. ‖ 上下文中的地名，由近及远，可重复。",
)
@option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="Form of the output. ‖ 输出格式。",
)
def resolve(name: str, context: tuple[str, ...], form: str) -> None:
    """List the meanings of a name, the decided one first and alone if the context decides."""
    from aidgraph.gazetteer import Gazetteer

    gazetteer = Gazetteer.load()
    for place in context:
        if not gazetteer.named(place):
            raise PlaceError(_unknown(gazetteer, place))
    decision = gazetteer.decision(name, context=context)
    organisation = gazetteer.organisation(name)
    places = (decision.place,) if decision.place and context else gazetteer.named(name)
    if not places and not organisation:
        raise PlaceError(_unknown(gazetteer, name))
    rows = [_place_row(gazetteer, place) for place in places]
    if organisation:
        rows.insert(0, _organisation_row(gazetteer, organisation))
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo(_table(rows))
    note(_verdict(name, decision, meanings=len(rows)))


def _place_row(gazetteer: Gazetteer, place: Place) -> dict[str, str]:
    from aidgraph.resolve import Iris

    held = [f"{name.name} {name.since or ''}–{name.until or ''}" for name in place.former]
    return {
        "type": place.type,
        "name": place.name,
        "within": " < ".join(gazetteer.get(parent).name for parent in place.parents),
        "code": "" if place.id.startswith("corps") else place.id,
        "since": str(place.since or ""),
        "former": "; ".join(held),
        "english": place.english or place.pinyin or "",
        "iri": Iris().place(place),
    }


def _organisation_row(gazetteer: Gazetteer, organisation: Organisation) -> dict[str, str]:
    from aidgraph.resolve import Iris

    place = gazetteer.get(organisation.place) if organisation.place else None
    chain = [place.name, *(gazetteer.get(parent).name for parent in place.parents)] if place else []
    return {
        "type": organisation.type,
        "name": organisation.name,
        "within": " < ".join(chain),
        "code": "",
        "since": "",
        "former": "",
        "english": "",
        "iri": Iris().organisation(organisation.type, organisation.name),
    }


def _verdict(name: str, decision: Decision, *, meanings: int) -> str:
    place = decision.place
    if place is None:
        if meanings == 1:
            return say("One known institution bears that name.", "已知机构中只有一个用此名称。")
        return say(
            f"“{name}” stays open between {meanings}; name a place nearby with --context.",
            f"“{name}”有{meanings}种可能，无法确定；可用 --context 给出上下文中的地名。",
        )
    english, chinese = _WHY[decision.rule]
    why = say(english, chinese).format(context=decision.context or "")
    return say(f"Decided: {place.name} ({place.id}): {why}.", f"确定为{place.name}（{place.id}）：{why}。")


def _unknown(gazetteer: Gazetteer, name: str) -> str:
    import difflib

    from aidgraph.gazetteer import pinyin

    near = difflib.get_close_matches(name, gazetteer.names(), n=20, cutoff=0.5)
    sound = pinyin([name])
    near.sort(key=lambda known: (pinyin([known]) != sound, abs(len(known) - len(name))))
    hint = (
        f"near names: {', '.join(near[:5])}" if near else "write it as the Chinese text has it, or in pinyin"
    )
    return f"no place or known institution is called “{name}”; {hint}"


def _table(rows: list[dict[str, str]]) -> str:
    """Columns aligned for full-width characters; columns that are empty throughout are left out."""
    shown = [key for key in _TITLES if any(row[key] for row in rows)]
    head = {key: _TITLES[key] if language() == "zh" else key for key in shown}
    widths = {key: max(_width(row[key]) for row in (head, *rows)) for key in shown}
    lines = []
    for row in (head, *rows):
        cells = (row[key] + " " * (widths[key] - _width(row[key])) for key in shown)
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
