"""Claims as a sheet: export, edit, import. What a person changed is a judgement; what rules changed is not."""

from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from aidgraph.errors import ReviewError
from aidgraph.model import Amount, Claim, Evidence, Judgement, Party, Review
from aidgraph.review import apply, read_sheet, write_sheet

GIFT = Claim(
    id="x/donated-to@0", relation="donated-to", status="done",
    providers=(Party(name="青禾商会", type="Association", places=("江阴市",)),),
    recipients=(Party(name="霍城", type="County", canonical="霍城县"),),
    amounts=(Amount(300000, "CNY", "exact", "one-off", "aid", "30万元"),),
    modality=("cash",), evidence=Evidence("x", 0, 13, "青禾商会向霍城捐款30万元"),
)  # fmt: skip
CARE = Claim(
    id="x/supports@20", relation="supports", status="done", purpose="=义诊", aggregate=True,
    providers=(Party(name="云帆医院", type="Hospital"),), evidence=Evidence("x", 20, 30, "=云帆医院赴霍城县义诊"),
)  # fmt: skip
BY = {"by": "王", "at": "2026-01-02"}


def edited(path, **cells):
    """The sheet with cells of its first claim set, as Excel would save it."""
    book = load_workbook(path)
    sheet = book["claims"]
    names = [cell.value for cell in sheet[1]]
    for name, value in cells.items():
        sheet.cell(2, names.index(name) + 1).value = value
    book.save(path)
    return path


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "claims.xlsx"
    assert write_sheet(path, [GIFT, CARE]) == 2
    return path


def test_the_sheet_shows_each_claim_in_words_and_its_heading_stays_in_sight(sheet):
    book = load_workbook(sheet)
    shown = book["claims"]
    assert [[cell.value for cell in row] for row in shown.iter_rows()] == [
        ["id", "document", "quote", "relation", "status", "aggregate", "providers", "recipients", "organizers",
         "amounts", "items", "outcomes", "period", "programmes", "purpose", "modality", "sector", "decision", "why"],
        ["x/donated-to@0", "x", "青禾商会向霍城捐款30万元", "donated-to", "done", "false",
         "青禾商会@江阴市（Association）", "霍城=霍城县（County）", None,
         "300000 | CNY | exact | one-off | aid | 30万元", None, None, None, None, None, "cash", None, None, None],
        ["x/supports@20", "x", "=云帆医院赴霍城县义诊", "supports", "done", "true", "云帆医院（Hospital）", None, None,
         None, None, None, None, None, "=义诊", None, None, None, None],
    ]  # fmt: skip
    assert shown.freeze_panes == "B2"
    assert (book["as exported"].sheet_state, book.active.title) == ("hidden", "claims")


def test_no_cell_is_a_formula(sheet):
    book = load_workbook(sheet)
    assert {cell.data_type for tab in book for row in tab.iter_rows() for cell in row if cell.value} == {"s"}
    assert book["claims"]["C3"].quotePrefix


def test_a_sheet_that_nobody_changed_holds_no_judgement(sheet):
    assert read_sheet(sheet, **BY) == ()


def test_what_a_person_changed_becomes_judgements_that_change_the_claim(sheet):
    path = edited(
        sheet, status="planned", aggregate=True, providers="青禾商会（Association）；长江村（Village）", amounts="",
        decision="accept", why="核对过原文",
    )  # fmt: skip
    found = read_sheet(path, **BY)
    judged = {
        "document": "x", "quote": "青禾商会向霍城捐款30万元", "relation": "donated-to", "parties": "青禾商会→霍城",
        "why": "核对过原文", **BY,
    }  # fmt: skip
    assert found == (
        Judgement(id="x/donated-to@0#1", kind="correct", field="status", value="planned", **judged),
        Judgement(id="x/donated-to@0#2", kind="correct", field="aggregate", value="true", **judged),
        Judgement(
            id="x/donated-to@0#3", kind="correct", field="providers",
            value="青禾商会（Association）；长江村（Village）", **judged,
        ),
        Judgement(id="x/donated-to@0#4", kind="correct", field="amounts", value="", **judged),
        Judgement(id="x/donated-to@0#5", kind="accept", **judged),
    )  # fmt: skip
    claims, issues = apply([GIFT, CARE], found)
    assert issues == ()
    assert claims == (
        replace(
            GIFT, status="planned", aggregate=True, amounts=(),
            providers=(Party(name="青禾商会", type="Association"), Party(name="长江村", type="Village")),
            review=Review("王", "2026-01-02", "accept", "核对过原文"),
        ),
        CARE,
    )  # fmt: skip


def test_importing_twice_adds_nothing(sheet):
    path = edited(sheet, status="planned", decision="reject")
    first = read_sheet(path, **BY)
    assert len(first) == 2
    assert read_sheet(path, by="李", at="2026-02-01", known=first) == ()


def test_a_decision_changed_in_the_sheet_is_a_new_judgement(sheet):
    first = read_sheet(edited(sheet, decision="reject"), **BY)
    (second,) = read_sheet(edited(sheet, decision="accept"), **BY, known=first)
    assert (second.id, second.kind) == ("x/donated-to@0#2", "accept")


def test_a_sheet_filled_in_while_rules_improved_takes_nothing_back(sheet):
    path = edited(sheet, status="planned")
    better = replace(
        GIFT, sector="education", evidence=Evidence("x", 2, 13, "商会向霍城捐款30万元"), id="x/donated-to@2"
    )
    claims, issues = apply([better], read_sheet(path, **BY))
    assert issues == ()
    assert (claims[0].status, claims[0].sector) == ("planned", "education")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"status": "finished"}, "claims row 2, status: “finished” is none of done, ongoing, planned"),
        ({"decision": "ok"}, "claims row 2, decision: “ok” is neither accept nor reject"),
        ({"id": "x/other@1"}, "claims row 2: the id 'x/other@1' was not exported; leave ids as they are"),
    ],
)
def test_a_cell_that_cannot_be_understood_is_named_by_row_and_column(sheet, cells, message):
    with pytest.raises(ReviewError) as refused:
        read_sheet(edited(sheet, **cells), **BY)
    assert str(refused.value) == f"{sheet}: {message}"


def test_rows_may_be_sorted_and_left_out(sheet):
    book = load_workbook(sheet)
    book["claims"].delete_rows(2)
    book["claims"]["E2"] = "ongoing"
    book.save(sheet)
    assert [(one.id, one.value) for one in read_sheet(sheet, **BY)] == [("x/supports@20#1", "ongoing")]


def test_what_is_no_exported_sheet_says_so(tmp_path):
    text, other = tmp_path / "claims.txt", tmp_path / "other.xlsx"
    text.write_text("no workbook", encoding="utf-8")
    Workbook().save(other)
    for path, message in (
        (text, "no Excel workbook; give the .xlsx that --export wrote"),
        (other, "not a sheet that --export wrote ('as exported' is missing); export it again"),
        (tmp_path / "gone.xlsx", "no such file or directory; close it in Excel, or choose another file"),
    ):
        with pytest.raises(ReviewError) as refused:
            read_sheet(path, **BY)
        assert str(refused.value) == f"{path}: {message}"


def test_the_same_claims_give_the_same_bytes(tmp_path, sheet):
    again = tmp_path / "again.xlsx"
    write_sheet(again, [GIFT, CARE])
    assert again.read_bytes() == sheet.read_bytes()


def test_control_characters_that_no_cell_may_hold_are_blanks_and_the_claim_is_still_found(tmp_path):
    odd = replace(GIFT, evidence=replace(GIFT.evidence, quote="青禾商会\f向霍城\x0b捐款30万元"))
    path = tmp_path / "odd.xlsx"
    write_sheet(path, [odd])
    claims, issues = apply([odd], read_sheet(edited(path, decision="accept"), **BY))
    assert (claims[0].review.decision, issues) == ("accept", ())
