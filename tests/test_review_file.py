"""`judgements.csv` is a person's file: appended to in one piece, edited by hand, never written anew."""

import os
from dataclasses import replace

import pytest

from aidgraph.errors import ReviewError
from aidgraph.model import Judgement
from aidgraph.review import append_judgements, next_id, read_judgements, remove_judgements

FIRST = Judgement(
    id="2018-01/donated-to@5#1", kind="accept", document="2018-01", quote="青禾商会捐款，\n“30万元”", relation="donated-to",
    parties="青禾商会→霍城县", by="王", at="2026-01-02", why="与原文一致",
)  # fmt: skip
SECOND = replace(FIRST, id="2018-01/donated-to@5#2", kind="correct", field="status", value="planned", why="")
SAME = Judgement(
    id="same#1",
    kind="same",
    parties="央不拉克村 = 央布拉克村",
    field="urn:a",
    value="urn:b",
    by="李",
    at="2026-01-03",
)
HEAD = "\ufeffid,kind,document,quote,relation,parties,field,value,by,at,why\r\n"


def test_what_is_appended_is_read_back_in_the_order_of_the_file(tmp_path):
    file = tmp_path / "judgements.csv"
    append_judgements(file, [FIRST])
    append_judgements(file, [SECOND, SAME])
    assert read_judgements(file) == (FIRST, SECOND, SAME)
    assert file.read_bytes().startswith(HEAD.encode())


def test_no_file_is_no_judgements(tmp_path):
    assert read_judgements(tmp_path / "judgements.csv") == ()


def test_what_a_person_wrote_stays_to_the_byte(tmp_path):
    file = tmp_path / "judgements.csv"
    by_hand = HEAD.encode() + "x#1,accept,x,某句,supports,甲→乙,,,王,2026-01-01,\r\n\r\n".encode()
    file.write_bytes(by_hand)
    append_judgements(file, [FIRST])
    assert file.read_bytes().startswith(by_hand)
    remove_judgements(file, [FIRST.id])
    assert file.read_bytes() == by_hand


def test_a_last_row_without_its_line_end_is_not_run_into(tmp_path):
    file = tmp_path / "judgements.csv"
    file.write_text(HEAD + "x#1,accept,x,某句,supports,甲→乙,,,王,2026-01-01,", encoding="utf-8", newline="")
    append_judgements(file, [FIRST])
    assert [one.id for one in read_judgements(file)] == ["x#1", FIRST.id]


def test_taking_a_row_out_leaves_every_other_byte(tmp_path):
    file = tmp_path / "judgements.csv"
    append_judgements(file, [FIRST, SAME])
    before = file.read_bytes()
    append_judgements(file, [SECOND])
    assert remove_judgements(file, [SECOND.id]) == (SECOND,)
    assert file.read_bytes() == before


def test_taking_out_what_is_not_there_changes_nothing(tmp_path):
    file = tmp_path / "judgements.csv"
    append_judgements(file, [FIRST])
    before = file.read_bytes()
    with pytest.raises(ReviewError, match="no judgement x#9; list them: aidgraph review list"):
        remove_judgements(file, [FIRST.id, "x#9"])
    assert file.read_bytes() == before


@pytest.mark.parametrize("why", ["=1+1", "+1", "-号", "@all", "'quoted", "'=guarded", "''=twice", "\t=x"])
def test_no_cell_runs_as_a_formula_and_every_text_comes_back(tmp_path, why):
    file = tmp_path / "judgements.csv"
    append_judgements(file, [replace(FIRST, why=why)])
    assert read_judgements(file) == (replace(FIRST, why=why),)
    last = file.read_text(encoding="utf-8").rstrip("\n").rpartition(",")[2].strip('"')
    assert not last.startswith(("=", "+", "-", "@", "\t"))


def test_rows_that_two_people_both_have_count_once(tmp_path):
    file = tmp_path / "judgements.csv"
    append_judgements(file, [FIRST, SAME])
    append_judgements(file, [FIRST])
    assert read_judgements(file) == (FIRST, SAME)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "x#1,approve,x,,,,,,王,2026-01-01,",
            ":2: the kind 'approve' is none; write one of accept, reject, correct",
        ),
        ("x#1,accept,x,,,,,,,2026-01-01,", ":2: 'by' is empty; a judgement says which, who and when"),
        ("x#1,correct,x,,,,,,王,2026-01-01,", ":2: a judgement 'correct' needs its field"),
        (
            "x#1,accept,x,甲,,,,,王,2026-01-01,\nx#1,reject,x,甲,,,,,王,2026-01-01,",
            ":3: the id 'x#1' stands above for another judgement; give one a new id",
        ),
        ('x#1,accept,"x', ":2: unexpected end of data"),
    ],
)
def test_a_row_that_is_none_is_named_by_file_and_line(tmp_path, rows, message):
    file = tmp_path / "judgements.csv"
    file.write_text(HEAD.replace("\r", "") + rows + "\n", encoding="utf-8", newline="")
    with pytest.raises(ReviewError) as refused:
        read_judgements(file)
    assert str(refused.value).startswith(f"{file}{message}")


def test_a_file_without_a_column_says_which(tmp_path):
    file = tmp_path / "judgements.csv"
    file.write_text("id,kind,document\n", encoding="utf-8")
    with pytest.raises(
        ReviewError, match=r":1: no column quote, relation, .*; the first row must name them all"
    ):
        read_judgements(file)


def test_a_file_that_excel_saved_in_the_old_encoding_says_how_to_save_it(tmp_path):
    file = tmp_path / "judgements.csv"
    file.write_bytes("id,kind,说明\n".encode("gbk"))
    with pytest.raises(ReviewError, match="not UTF-8; in Excel, save it as “CSV UTF-8”"):
        read_judgements(file)


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    file = tmp_path / "judgements.csv"
    append_judgements(file, [FIRST])
    before = file.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReviewError, match="no space left on device"):
        append_judgements(file, [SECOND])
    assert file.read_bytes() == before


def test_ids_count_up_by_claim():
    assert next_id("2018-01/donated-to@5", [FIRST, SECOND, SAME]) == "2018-01/donated-to@5#3"
    assert next_id("same", [FIRST]) == "same#1"
