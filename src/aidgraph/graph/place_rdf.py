"""What the gazetteer knows of places beyond one entity: a division and its city, and former names with their year."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from functools import cache

from aidgraph.graph import vocabulary as v
from aidgraph.graph.names import Names
from aidgraph.graph.turtle import Statement, date, literal, statements
from aidgraph.resources import data

_DIVISION = re.compile(r"division/(\d{6})")
_CORPS_DIVISION = re.compile(r"corps/(\d+)")


def place_nodes(iris: Collection[str], names: Names) -> Iterator[str]:
    """A division of the Corps beside its city, both ways, where both are in the graph; changes of a division's name.

    An `org:ChangeEvent` has the last year of the old name, as the yearly code lists have it.
    """
    for entity in sorted(iris):
        tail = entity.removeprefix(names.home)
        if found := _CORPS_DIVISION.fullmatch(tail):
            city = f"{names.home}division/{_cities().get(found[1], '')}"
            if city in iris:
                one, other = names.existing(entity), names.existing(city)
                yield statements(one, [(v.COLOCATED_WITH, [other])])
                yield statements(other, [(v.COLOCATED_WITH, [one])])
        elif found := _DIVISION.fullmatch(tail):
            yield from _changes(entity, found[1], names)


def _changes(entity: str, code: str, names: Names) -> Iterator[str]:
    from aidgraph.gazetteer import Gazetteer

    try:
        place = Gazetteer.load().get(code)
    except KeyError:
        return
    dated = sorted(
        (former.until, former.name) for former in place.former if former.until and former.name != place.name
    )
    for n, (year, name) in enumerate(dated):
        event = names.existing(f"{entity}#change-{year}")
        became = dated[n + 1][1] if n + 1 < len(dated) else place.name
        said: list[Statement] = [
            ("a", [v.CHANGE_EVENT]),
            (v.LABEL, [literal(f"{name} → {became}", lang="zh")]),
            (v.DATE, [date(f"{year:04}")]),
            (v.RESULTING_ORGANIZATION, [names.existing(entity)]),
        ]
        yield statements(names.existing(entity), [(v.CHANGED_BY, [event])])
        yield statements(event, said)


@cache
def _cities() -> dict[str, str]:
    """Number of a division → code of its city, where it has one."""
    with data("gazetteer", "corps.csv").open(encoding="utf-8", newline="") as lines:
        return {row["division"]: row["city"] for row in csv.DictReader(lines) if row["city"]}
