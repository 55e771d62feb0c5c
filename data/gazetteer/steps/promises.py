"""What the tables promise, checked when they are made and, on the files themselves, by the tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from steps.rows import COLUMNS

Cells = Sequence[str]
AT = {name: at for at, name in enumerate(COLUMNS)}
#: The counties of Ili itself: eight, two cities and 霍尔果斯市 (facts of 2026)
ILI = {f"65400{n}" for n in (2, 3, 4)} | {f"65402{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8)}


def broken_promises(places: Sequence[Cells], townships: Sequence[tuple[str, str]]) -> list[str]:
    """The promises that the two tables break; none, if all is well."""
    rows = {cells[AT["id"]]: cells for cells in places}
    kinds = Counter(cells[AT["type"]] for cells in places)
    provinces = {cells[AT["id"]] for cells in places if cells[AT["type"]] == "Province"}
    promises = {
        "every row has every cell": all(len(cells) == len(COLUMNS) for cells in places),
        "an id stands for one place": len(rows) == len(places),
        "34 provinces, 333 prefectures, 14 divisions of the Corps": (
            (kinds["Province"], kinds["Prefecture"], kinds["CorpsDivision"]) == (34, 333, 14)
        ),
        "at least 2,850 counties and 150 regiments": kinds["County"] >= 2850
        and kinds["CorpsRegiment"] >= 150,
        "every parent is a row": all(
            parent in rows for cells in places for parent in _split(cells, "parents")
        ),
        "all but provinces lie in one": all(
            cells[AT["type"]] == "Province" or provinces.issuperset(_split(cells, "parents")[-1:] or ["none"])
            for cells in places
        ),
        "all of Ili": {i for i, c in rows.items() if _split(c, "parents")[:1] == ["654000"]} == ILI,
        "years in order": all(
            _in_order(name) for c in places for name in _split(c, "former") + _split(c, "codes")
        ),
        "武进 was a county to 1995 and a city to 2002": "武进市:1995-2002"
        in _split(rows["320412"], "former"),
        "points lie in China": all(_in_china(cells) for cells in places if cells[AT["lat"]]),
        "nine in ten counties have a point": (
            sum(bool(c[AT["lat"]]) for c in places if c[AT["type"]] == "County") > 0.9 * kinds["County"]
        ),
        "pinyin for all but parks": all(bool(c[AT["pinyin"]]) != (c[AT["type"]] == "Park") for c in places),
        "more than 41,000 townships, by code": (
            41_000 < len(townships) == len({code for code, _ in townships})
            and sorted(townships) == list(townships)
        ),
        "every township lies in a county or a prefecture without one": all(
            code[:6] in rows or code[:4] + "00" in rows for code, _ in townships
        ),
        "township codes have nine digits": all(len(code) == 9 and code.isdigit() for code, _ in townships),
    }
    return [promise for promise, kept in promises.items() if not kept]


def _split(cells: Cells, column: str) -> list[str]:
    cell = cells[AT[column]]
    return cell.split("|") if cell else []


def _in_order(held: str) -> bool:
    since, _, until = held.rpartition(":")[2].partition("-")
    return not (since and until) or int(since) <= int(until)


def _in_china(cells: Cells) -> bool:
    return 3 < float(cells[AT["lat"]]) < 54 and 73 < float(cells[AT["lon"]]) < 136
