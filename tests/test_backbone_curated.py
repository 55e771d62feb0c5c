"""A table of pairings becomes claims whose passage is the row."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidgraph.errors import DocumentError
from aidgraph.extract.curated import RULE, curated
from aidgraph.model import Claim, Document, Evidence, Issue, Party, Period, Span

HEADER = (
    "id,provider,provider_level,provider_within,recipient,recipient_level,recipient_within,programme,"
    "start,end,start_basis,end_basis,source_publisher,source_title,source_date,source_url"
)

NEEDED = {
    "id", "provider", "provider_level", "recipient", "recipient_level", "source_publisher", "source_title",
}  # fmt: skip


def table(*rows: str, stop: str = "\n", header: str = HEADER) -> Document:
    return Document(
        id="t", path="t.csv", sha256="", text="".join(line + stop for line in (header, *rows)), kind="table"
    )


def only_claim(row: str) -> Claim:
    claims, issues = curated(table(row))
    assert issues == ()
    (claim,) = claims
    return claim


def only_issue(document: Document) -> Issue:
    claims, issues = curated(document)
    assert claims == ()
    (issue,) = issues
    return issue


def test_a_row_is_one_pairing_with_its_parties_years_and_source() -> None:
    row = "R1,甲市,Prefecture,江苏省,乙县,County,丙州,对口援疆,1999,2010,stated,stated,某报,某年结对记,2012-05-01,https://example.org/a"
    start = len(HEADER) + 1
    assert only_claim(row) == Claim(
        id=f"t/paired-with@{start}",
        relation="paired-with",
        status="done",
        providers=(
            Party(name="甲市", type="Prefecture", places=("江苏省",), at=Span(start + 3, start + 5)),
        ),
        recipients=(Party(name="乙县", type="County", places=("丙州",), at=Span(start + 21, start + 23)),),
        period=Period("1999-01-01", "2010-12-31", "1999,2010"),
        programmes=("对口援疆",),
        modality=("partnership",),
        evidence=Evidence("t", start, start + len(row), row),
        origin="curated",
        rule=RULE,
        extra={
            "source": {
                "publisher": "某报", "title": "某年结对记", "date": "2012-05-01", "url": "https://example.org/a",
            },
            "start_source": None,
        },
    )  # fmt: skip


def test_a_curated_claim_survives_its_json_line() -> None:
    claim = only_claim("R1,甲市,Prefecture,江苏省,乙县,County,丙州,对口援疆,1999,,stated,,某报,题,2012,")
    assert Claim.from_json(json.loads(json.dumps(claim.to_json(), ensure_ascii=False))) == claim


@pytest.mark.parametrize(
    ("years", "date", "period", "status"),
    [
        ("1999,,stated,", "2012", Period("1999-01-01", None, "1999"), "ongoing"),
        ("2011,,earliest_attested,", "2012", None, "ongoing"),
        (",,unknown,", "2012", None, "ongoing"),
        ("1997,2010,stated,inferred", "2024-04-26", Period("1997-01-01", None, "1997"), "done"),
        (",2010,unknown,stated", "2012", Period(None, "2010-12-31", "2010"), "done"),
        ("2021,2025,stated,stated", "2021-12-09", Period("2021-01-01", "2025-12-31", "2021,2025"), "ongoing"),
        ("1997,2010,stated,inferred", "", Period("1997-01-01", None, "1997"), "done"),
    ],
)
def test_only_stated_years_make_a_period_and_an_end_that_has_come_makes_it_done(
    years: str, date: str, period: Period | None, status: str
) -> None:
    claim = only_claim(f"R1,甲市,Prefecture,,乙县,County,,,{years},某报,题,{date},")
    assert (claim.period, claim.status) == (period, status)


def test_a_quoted_cell_may_hold_commas_quotation_marks_and_line_breaks() -> None:
    first = 'R1,甲市,Prefecture,,乙县,County,,,,,unknown,,某报,"一题,\n又""一""题",2012,'
    second = 'R2,"丙市",Prefecture,,"丁""县",County,,,,,unknown,,某报,"题",2012,'
    document = table(first, second, stop="\r\n")
    claims, issues = curated(document)
    assert issues == ()
    assert [claim.evidence.quote for claim in claims] == [first, second]
    assert claims[0].extra["source"]["title"] == '一题,\n又"一"题'
    assert [document.quote(party.at) for party in claims[1].providers if party.at] == ["丙市"]
    assert claims[1].recipients == (Party(name='丁"县', type="County"),)


def test_blanks_round_a_name_are_no_part_of_it() -> None:
    document = table("R1,  甲市 ,Prefecture,,乙县,County,,,,,,,某报,题,,")
    ((claim,), _) = curated(document)
    (party,) = claim.providers
    assert party.name == "甲市"
    assert party.at is not None
    assert document.quote(party.at) == "甲市"


def test_a_byte_order_mark_and_a_missing_last_line_break_change_nothing() -> None:
    row = "R1,甲市,Prefecture,,乙县,County,,,,,,,某报,题,,"
    plain = table(row)
    marked = Document(id="t", path="t.csv", sha256="", text="\ufeff" + plain.text.rstrip("\n"), kind="table")
    ((claim,), _) = curated(marked)
    assert claim.evidence.quote == row
    assert marked.text[claim.evidence.start : claim.evidence.end] == row


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("R1,甲市,Prefecture,,乙县,County,,,,,,,,题,,", "the row says nothing under source_publisher"),
        ("R1,,Prefecture,,,County,,,,,,,某报,题,,", "the row says nothing under provider, recipient"),
        (
            "R1,甲市,City,,乙县,County,,,,,,,某报,题,,",
            "provider_level is 'City', which is no type of a named party",
        ),
        (
            "R1,甲市,Prefecture,,乙县,County,,,去年,,,,某报,题,,",
            "start is '去年', not a year of four digits",
        ),
        ("R1,甲市,Prefecture", "the row has 3 cells, the header 16"),
    ],
)
def test_a_row_that_says_too_little_is_an_issue_with_its_place(row: str, reason: str) -> None:
    start = len(HEADER) + 1
    assert only_issue(table(row)) == Issue(
        kind="curated-row", reason=reason, document="t", start=start, end=start + len(row), quote=row
    )


def test_a_bad_row_leaves_the_others_standing() -> None:
    good = "R1,甲市,Prefecture,,乙县,County,,,,,,,某报,题,,"
    claims, issues = curated(table("R0,甲市", good, "", good))
    assert [claim.evidence.quote for claim in claims] == [good, good]
    assert [issue.quote for issue in issues] == ["R0,甲市"]
    assert len({claim.id for claim in claims}) == 2


def test_a_table_without_a_needed_column_names_it() -> None:
    with pytest.raises(DocumentError, match=r"^t\.csv:1: the table lacks the column source_title; "):
        curated(table(header=HEADER.replace("source_title", "title")))


def test_an_empty_text_is_no_table() -> None:
    with pytest.raises(DocumentError, match="lacks the column id, provider"):
        curated(Document(id="t", path="t.csv", sha256="", text="", kind="table"))


def test_a_stray_quotation_mark_is_told_with_line_and_column() -> None:
    with pytest.raises(DocumentError, match=r"^t\.csv:2:4: a quotation mark stands astray"):
        curated(table('R1,甲"市",Prefecture'))


_cells = st.text(st.sampled_from('甲市,"\n\r 1é'), max_size=6)


@given(st.lists(st.tuples(_cells, _cells), max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_any_table_that_csv_writes_is_read_with_its_rows_where_they_stand(
    cells: list[tuple[str, str]], stop: str
) -> None:
    columns = [column for column in HEADER.split(",") if column in NEEDED] + ["note"]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator=stop, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for number, (title, note) in enumerate(cells):
        writer.writerow([number, "甲市", "Prefecture", "乙县", "County", "某报", f"题{title}。", note])
    document = Document(id="t", path="t.csv", sha256="", text=written.getvalue(), kind="table")
    claims, issues = curated(document)
    assert issues == ()
    for claim in claims:
        claim.evidence.check(document)
    assert "".join(claim.evidence.quote + stop for claim in claims) == document.text.split(stop, 1)[1]
    assert [claim.extra["source"]["title"] for claim in claims] == [f"题{title}。" for title, _ in cells]
