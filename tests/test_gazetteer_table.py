"""The bundled tables hold what `data/gazetteer/README.md` promises."""

from __future__ import annotations

import csv
import importlib
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from aidgraph.gazetteer import Gazetteer
from aidgraph.model import PARTY_TYPES


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "data" / "gazetteer"


@pytest.fixture(scope="module")
def places(folder: Path) -> list[list[str]]:
    lines = (folder / "places.tsv").read_text(encoding="utf-8").split("\n")
    assert lines[-1] == ""
    return [line.split("\t") for line in lines[:-1]]


@pytest.fixture(scope="module")
def townships(folder: Path) -> list[tuple[str, str]]:
    lines = (folder / "townships.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
    return [(code, name) for code, name in (line.split("\t") for line in lines)]


@pytest.fixture
def promises(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return importlib.import_module("steps.promises")


def test_the_tables_keep_every_promise_of_the_script_that_makes_them(promises, places, townships):
    assert promises.broken_promises(places[1:], townships) == []


def test_the_promises_notice_a_row_that_lost_its_parent(promises, places, townships):
    orphaned = [["659999" if cell == "654000|650000" else cell for cell in cells] for cells in places[1:]]
    assert promises.broken_promises(orphaned, townships) == [
        "every parent is a row",
        "all but provinces lie in one",
        "all of Ili",
    ]


def test_every_row_of_the_tables_is_a_place_that_can_be_asked_for(places, townships):
    gazetteer = Gazetteer.load()
    for cells in places[1:]:
        place = gazetteer.get(cells[0])
        assert place.name == cells[2] and place.type in PARTY_TYPES, cells
        assert place in gazetteer.named(place.name), cells
        assert [gazetteer.get(parent).id for parent in place.parents] == list(place.parents)
    for code, name in townships[::97]:
        place = gazetteer.get(code)
        assert (place.name, place.type, place.identifiers[0].scheme) == (name, "Township", "NBS")
        assert place.pinyin and place.parents and place in gazetteer.named(name)


def test_names_hold_no_white_space_and_no_separator(places, townships):
    names = [cells[2] for cells in places[1:]] + [name for _, name in townships]
    assert [name for name in names if not name or any(c.isspace() or c in "|~:;," for c in name)] == []


def test_the_tables_kept_by_hand_name_places_as_the_big_table_does(folder, places):
    name_of = {cells[0]: cells[2] for cells in places}
    told: list[tuple[str, str]] = []
    for table, keys in {
        "curated.csv": [("code", "name")],
        "characters.csv": [("code", "name")],
        "pairs.csv": [("first", "first_name"), ("second", "second_name")],
    }.items():
        with (folder / table).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        told += [(row[code], row[name]) for row in rows for code, name in keys]
    assert [(code, name) for code, name in told if name_of.get(code) != name] == []


def test_no_institution_is_listed_twice_and_each_lies_in_a_known_place(folder, places):
    ids = {cells[0] for cells in places}
    with (folder / "organisations.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = Counter(name for row in rows for name in (row["name"], *filter(None, row["aliases"].split("|"))))
    assert [name for name, count in names.items() if count > 1] == []
    assert [row["name"] for row in rows if row["place"] not in ids or row["type"] not in PARTY_TYPES] == []


def test_pinyin_reads_the_characters_that_are_read_otherwise_in_names():
    gazetteer = Gazetteer.load()
    read = {name: gazetteer.named(name)[0].pinyin for name in (
        "六合区", "六安市", "长葛市", "尧都区", "浚县", "长治市", "阿图什市", "于都县", "察布查尔锡伯自治县", "万柏林区",
    )}  # fmt: skip
    assert read == {
        "六合区": "Luhe Qu",
        "六安市": "Lu'an Shi",
        "长葛市": "Changge Shi",
        "尧都区": "Yaodu Qu",
        "浚县": "Xun Xian",
        "长治市": "Changzhi Shi",
        "阿图什市": "Atushi Shi",
        "于都县": "Yudu Xian",
        "察布查尔锡伯自治县": "Chabucha'er Xibo Zizhixian",
        "万柏林区": "Wanbailin Qu",
    }


def test_english_is_never_pinyin_where_names_are_not_chinese():
    gazetteer = Gazetteer.load()
    english = {name: gazetteer.named(name)[0].english for name in (
        "伊犁哈萨克自治州", "霍城县", "察布查尔锡伯自治县", "霍尔果斯市", "江阴市", "莫力达瓦达斡尔族自治旗",
    )}  # fmt: skip
    assert english == {
        "伊犁哈萨克自治州": "Ili Kazakh Autonomous Prefecture",
        "霍城县": "Huocheng County",
        "察布查尔锡伯自治县": "Qapqal Xibe Autonomous County",
        "霍尔果斯市": "Khorgos",
        "江阴市": "Jiangyin",
        "莫力达瓦达斡尔族自治旗": None,
    }


def test_points_are_wgs_84_with_what_they_stand_for():
    yili = Gazetteer.load().get("654002")
    assert (yili.lat, yili.lon, yili.precision) == (43.92, 81.32, "seat")
    urumqi = Gazetteer.load().get("650100")
    assert urumqi.precision == "centre"
    assert abs(urumqi.lat - 43.82) < 0.02 and abs(urumqi.lon - 87.61) < 0.02
