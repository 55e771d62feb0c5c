"""Days that an ISO 8601 date of any precision leaves open, and the spans of time that edges stand for."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from aidgraph.network import Link

#: First and last day, None where open.
Spell: TypeAlias = tuple[str | None, str | None]
#: A spell, and the clock that it is by: `meant` or `told`.
Dated: TypeAlias = tuple[Spell, str]
_FIRST, _LAST = "0001-01-01", "9999-12-31"


def first_day(day: str) -> str:
    """The first day that a date leaves open: 2017 → 2017-01-01."""
    return day + {4: "-01-01", 7: "-01"}.get(len(day), "")


def last_day(day: str) -> str:
    """The last one: 2017-02 → 2017-02-28."""
    if len(day) == 7:
        return f"{day}-{calendar.monthrange(int(day[:4]), int(day[5:]))[1]}"
    return f"{day}-12-31" if len(day) == 4 else day


def spell(link: Link) -> Dated | None:
    """When a link held, and by which clock: `meant` the time that the text states, else `told` its document's date.

    What was told as ongoing has no last day. None where neither is known.
    """
    return _dated(link.period_start, link.period_end, link.issued, link.status)


@lru_cache(maxsize=4096)
def _dated(start: str | None, end: str | None, issued: str | None, status: str) -> Dated | None:
    if start or end:
        return (start and first_day(start), end and last_day(end)), "meant"
    if issued:
        return (first_day(issued), None if status == "ongoing" else last_day(issued)), "told"
    return None


def spells(found: Sequence[Dated | None]) -> list[Spell]:
    """Spans in order, those that meet joined; none where one of them is not known: what it stands for is always there."""
    dated = [one[0] for one in found if one]
    if len(dated) < len(found):
        return []
    if len(dated) == 1:
        return dated
    joined: list[tuple[str, str]] = []
    for start, end in sorted((start or _FIRST, end or _LAST) for start, end in dated):
        if joined and start <= _next(joined[-1][1]):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return [(None if start == _FIRST else start, None if end == _LAST else end) for start, end in joined]


def _next(day: str) -> str:
    return day if day == _LAST else str(date.fromisoformat(day) + timedelta(days=1))
