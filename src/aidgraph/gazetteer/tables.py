"""Reads the tables of `data/gazetteer/`, made by `make.py` there or kept by hand. Nothing else reads them."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from aidgraph.gazetteer.places import FormerName, Organisation, Place
from aidgraph.gazetteer.romanise import words
from aidgraph.model import Identifier
from aidgraph.resources import data

Cells = list[str]

(
    ID, TYPE, NAME, SINCE, PARENTS, SHORTS, ALIASES, FORMER, CODES, ENGLISH, ENGLISH_ALIASES, PINYIN, LAT,
    LON, PRECISION,
) = range(15)  # fmt: skip


def place_rows() -> dict[str, Cells]:
    """Id → cells of `places.tsv`, in the table's order."""
    lines = data("gazetteer", "places.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
    return {cells[ID]: cells for cells in (line.split("\t") for line in lines)}


def township_rows() -> list[str]:
    """The lines of `townships.tsv`: code, tab, name."""
    return data("gazetteer", "townships.tsv").read_text(encoding="utf-8").split("\n")[1:-1]


def small_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the tables that are kept by hand."""
    with data("gazetteer", name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def organisations() -> Iterator[Organisation]:
    """The institutions of `organisations.csv`."""
    for row in small_table("organisations.csv"):
        yield Organisation(
            name=row["name"], type=row["type"], aliases=_split(row["aliases"]), place=row["place"] or None
        )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _years(cell: str) -> tuple[str, int | None, int | None]:
    name, _, years = cell.rpartition(":")
    since, _, until = years.partition("-")
    return name, int(since) if since else None, int(until) if until else None


def place(cells: Cells) -> Place:
    """The place of a row of `places.tsv`."""
    identifiers = []
    for cell in _split(cells[CODES]):
        scheme, _, rest = cell.partition("=")
        identifiers.append(Identifier(scheme, *_years(rest)))
    shorts = tuple(name.removeprefix("~") for name in _split(cells[SHORTS]))
    return Place(
        id=cells[ID],
        name=cells[NAME],
        type=cells[TYPE],
        aliases=tuple(dict.fromkeys((*shorts, *(name.removeprefix("~") for name in _split(cells[ALIASES]))))),
        english=cells[ENGLISH] or None,
        english_aliases=_split(cells[ENGLISH_ALIASES]),
        pinyin=cells[PINYIN] or None,
        lat=float(cells[LAT]) if cells[LAT] else None,
        lon=float(cells[LON]) if cells[LON] else None,
        precision=cells[PRECISION] or None,
        parents=_split(cells[PARENTS]),
        identifiers=tuple(identifiers),
        former=tuple(FormerName(*_years(cell)) for cell in _split(cells[FORMER])),
        since=int(cells[SINCE]) if cells[SINCE] else None,
    )


def township(code: str, name: str, parents: tuple[str, ...]) -> Place:
    """The place of a row of `townships.tsv`."""
    return Place(
        id=code, name=name, type="Township", pinyin=_pinyin(name), parents=parents,
        identifiers=(Identifier("NBS", code),),
    )  # fmt: skip


def _pinyin(name: str) -> str:
    ending = next((e for e in ("街道", "苏木", "镇", "乡") if name.endswith(e) and name != e), "")
    return words((name.removesuffix(ending), ending))
