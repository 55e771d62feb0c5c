"""`build` takes claims as sources: JSON Lines in the form of claims.md, and sheets coded by hand."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from aidgraph.extract import extract
from aidgraph.graph import GraphFolder
from aidgraph.model import Amount, Claim, Count, Document, Party, Period, Span
from aidgraph.pipeline import NothingReadError, build

pytestmark = pytest.mark.slow

TEXT = "简讯\n2019年5月，沭阳县园艺协会向特克斯县捐赠资金30万元、苗木2000株。仪征市教育局向阿合奇县捐赠资金8万元。\n"
GIFT = "沭阳县园艺协会向特克斯县捐赠资金30万元、苗木2000株"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aidgraph", *map(str, args)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ},
        timeout=300,
    )


def row(**changes: Any) -> dict[str, Any]:
    """A claim about the first sentence, as a person would write it down."""
    start = TEXT.index(GIFT)
    return {
        "id": f"news/donated-to@{start}",
        "relation": "donated-to",
        "status": "done",
        "aggregate": False,
        "providers": [{"name": "沭阳县园艺协会", "type": "Association", "places": ["沭阳县"]}],
        "recipients": [{"name": "特克斯县", "type": "County", "places": []}],
        "organizers": [],
        "amounts": [
            {
                "value": 300000,
                "currency": "CNY",
                "bound": "exact",
                "basis": "one-off",
                "of": "aid",
                "text": "30万元",
            }
        ],
        "items": [],
        "outcomes": [],
        "period": None,
        "programmes": [],
        "purpose": None,
        "modality": ["cash"],
        "sector": None,
        "evidence": {
            "document": "news",
            "start": start,
            "end": start + len(GIFT),
            "quote": GIFT,
            "subject": None,
        },
    } | changes


def evidence(**changes: Any) -> dict[str, Any]:
    return {"evidence": row()["evidence"] | changes}


def write(path: Path, *rows: dict[str, Any] | str) -> Path:
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """The document as a file."""
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_claims_beside_their_document_take_the_place_of_what_rules_would_read(
    tmp_path: Path, news: Path
) -> None:
    mine = write(tmp_path / "mine.jsonl", row(checked_by="两人"))
    result = build([news, mine], tmp_path / "graph")
    assert result.errors == ()
    (claim,) = result.claims
    assert claim.extra == {"checked_by": "两人"}
    assert claim.to_json(built=False)["amounts"] == row()["amounts"]
    assert all(party.entity for party in claim.parties())
    assert [(d.id, d.text) for d in result.documents] == [("news", TEXT)]
    untold = [
        (i.kind, i.quote) for i in result.issues if i.reason == "the claims brought along do not tell it"
    ]
    assert ("unclaimed-amount", "8万元") in untold
    assert ("unclaimed-amount", "30万元") not in untold
    kept = json.loads((tmp_path / "graph" / "claims.jsonl").read_text(encoding="utf-8"))
    assert kept["checked_by"] == "两人"
    assert run("coverage", "--graph", tmp_path / "graph").returncode == 0
    assert run("verify", "--graph", tmp_path / "graph").returncode == 0


def test_what_extract_writes_builds_the_same_claims_as_the_document_itself(
    tmp_path: Path, news: Path
) -> None:
    lines = tmp_path / "claims.jsonl"
    assert run("extract", news, "-o", lines).returncode == 0
    whole = build([news], tmp_path / "one")
    seam = build([news, lines], tmp_path / "two")
    assert [c.having(rule=None) for c in seam.claims] == [c.having(rule=None) for c in whole.claims]
    assert seam.entities == whole.entities


def test_a_documents_jsonl_beside_the_claims_gives_their_documents(tmp_path: Path) -> None:
    document = Document(id="news", path="elsewhere/news.txt", sha256="0", text=TEXT, issued="2019-06-01")
    folder = tmp_path / "seam"
    folder.mkdir()
    write(folder / "documents.jsonl", document.to_json())
    write(folder / "claims.jsonl", row(), row(id="x", **evidence(start=0, end=3, quote="乙县送")))
    for sources in ([folder / "claims.jsonl"], [folder], [folder, folder / "claims.jsonl"]):
        result = build(sources, tmp_path / "graph")
        assert result.documents == (document,)
        assert [claim.id for claim in result.claims] == [row()["id"]]
        assert [str(error) for error in result.errors] == [
            f"{folder}/claims.jsonl:2: news does not say “乙县送” at 0–3; correct the quote or its offsets"
        ]


def test_claims_without_their_document_stand_on_their_quotes_and_an_issue_says_so(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine.jsonl", row())
    result = build([mine], tmp_path / "graph")
    (document,) = result.documents
    assert document.text.strip() == GIFT
    assert document.quote(result.claims[0].evidence.span) == GIFT
    assert [(i.kind, i.reason) for i in result.issues if i.kind == "document-missing"] == [
        ("document-missing", "its 1 claims came without the document: their quotes were not checked")
    ]
    assert run("verify", "--graph", tmp_path / "graph").returncode == 0
    again = build([mine], tmp_path / "graph2")
    assert again == result


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", ":2:2: Expecting property name enclosed in double quotes; correct the line"),
        ("[]", ":2: not a JSON object; correct the line"),
        (row(id=None), ":2: no id; correct the line"),
        (row(), ":2: the id news/donated-to@11 stands in line 1 already; correct the line"),
        (row(id="x", relation="gives"), ":2: the relation 'gives', which is none of paired-with, donated-to, supports; "),
        ({k: v for k, v in row(id="x").items() if k != "status"}, ":2: the key 'status' is missing; "),
        (row(id="x", providers=[{"name": "甲县"}]), ":2: providers: the key 'type' is missing; "),
        (row(id="x", providers="甲县"), ":2: 'providers' is no list; "),
        (row(id="x", amounts=[row()["amounts"][0] | {"value": "30"}]), ":2: amounts: the value '30' is no number; "),
        (row(id="x", modality=["gift"]), ":2: the modality 'gift', which is none of cash, "),
        (row(id="x", evidence=None), ":2: no evidence; "),
        (row(id="x", **evidence(end=13)), ":2: evidence: 11–13 is no place of a quote of 28 characters; "),
        (row(id="x", **evidence(start=3, end=31)), ":2: news does not say “沭阳县园艺协会向特克斯县捐赠资金30万元、苗木2000株” at 3–31; "
                                                  "it stands at 11"),
    ],
)  # fmt: skip
def test_a_bad_line_is_one_line_with_its_number_and_the_rest_is_built(
    tmp_path: Path, news: Path, line: Any, message: str
) -> None:
    mine = write(tmp_path / "mine.jsonl", row(), line)
    result = build([news, mine], tmp_path / "graph")
    assert [claim.id for claim in result.claims] == [row()["id"]]
    (error,) = result.errors
    assert str(error).startswith(f"{mine}{message}")
    assert "\n" not in str(error)


def test_nothing_but_bad_lines_builds_nothing(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine.jsonl", "{}")
    with pytest.raises(NothingReadError, match=r"mine.jsonl:1: no id"):
        build([mine], tmp_path / "graph")
    assert not (tmp_path / "graph" / "manifest.json").exists()


CSV = (
    "\ufeff捐赠方,受援方,做法,金额,物资,何时,文件,原文\r\n"
    f"沭阳县园艺协会,特克斯县,捐赠,30万元,苗木2000株,2019年5月,news,{GIFT}\r\n"
    "丹阳市；扬中市,察布查尔县,捐赠,12.5,,2018,,\r\n"
)
MAPPING = """
title = "手工编码的捐赠"
issuer = "两位编码员"
date = "2020-01-31"
[columns]
"捐赠方" = "providers"
"受援方" = "recipients"
"做法" = "relation"
"金额" = "amounts"
"物资" = "items"
"何时" = "period"
"文件" = "document"
"原文" = "quote"
[values]
"捐赠" = "donated-to"
[amounts]
unit = "万元"
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet with its mapping beside it."""
    (tmp_path / "coded.csv").write_text(CSV, encoding="utf-8", newline="")
    (tmp_path / "coded.toml").write_text(MAPPING, encoding="utf-8")
    return tmp_path / "coded.csv"


def workbook(path: Path) -> Path:
    book = Workbook()
    for line in CSV.lstrip("\ufeff").splitlines():
        book.active.append([float(cell) if cell == "12.5" else cell or None for cell in line.split(",")])
    book.save(path)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_row_is_a_claim_on_its_quote_or_else_on_the_row_itself(
    tmp_path: Path, news: Path, sheet: Path, ending: str
) -> None:
    source = sheet if ending == ".csv" else workbook(tmp_path / "coded.xlsx")
    result = build([news, source], tmp_path / "graph")
    assert result.errors == ()
    told = {claim.evidence.document: claim for claim in result.claims if claim.rule == "coded/coded"}
    quoted, rowed = told["news"], told["coded"]
    assert quoted.evidence.quote == GIFT
    assert quoted.id == row()["id"]
    assert quoted.amounts == (Amount(300000, "CNY", "exact", "one-off", "aid", "30万元"),)
    assert quoted.items == (Count("苗木", 2000, "株", "exact"),)
    assert quoted.period == Period("2019-05-01", "2019-05-31", "2019年5月")
    at = TEXT.index("特克斯县")
    (county,) = quoted.recipients
    assert (county.name, county.type, county.at) == ("特克斯县", "County", Span(at, at + 4))
    table = next(document for document in result.documents if document.id == "coded")
    assert (table.title, table.issuer, table.issued, table.kind) == (
        "手工编码的捐赠", "两位编码员", "2020-01-31", "table",
    )  # fmt: skip
    assert table.quote(rowed.evidence.span) == rowed.evidence.quote
    assert rowed.evidence.quote.startswith("丹阳市；扬中市")
    assert [party.name for party in rowed.providers] == ["丹阳市", "扬中市"]
    assert [party.type for party in rowed.recipients] == ["County"]
    assert rowed.amounts == (Amount(125000, "CNY", "exact", "one-off", "aid", "12.5万元"),)
    assert rowed.period == Period("2018-01-01", "2018-12-31", "2018")
    assert run("verify", "--graph", tmp_path / "graph").returncode == 0


def test_a_coded_row_wins_over_what_rules_read_of_the_same_words_and_the_rest_stays(
    tmp_path: Path, news: Path, sheet: Path
) -> None:
    rules = extract(Document(id="news", path="", sha256="", text=TEXT)).claims
    assert len(rules) == 2
    result = build([news, sheet], tmp_path / "graph")
    in_news = [claim for claim in result.claims if claim.evidence.document == "news"]
    assert [(claim.id, claim.rule) for claim in in_news] == [
        (rules[0].id, "coded/coded"),
        (rules[1].id, rules[1].rule),
    ]


def test_a_quote_that_its_document_does_not_say_leaves_the_row_as_passage_and_an_issue(
    tmp_path: Path, news: Path, sheet: Path
) -> None:
    sheet.write_text(CSV.replace(GIFT, "沭阳县园艺协会送来苗木"), encoding="utf-8")
    result = build([news, sheet], tmp_path / "graph")
    (issue,) = (issue for issue in result.issues if issue.kind == "coded-quote")
    assert issue.reason == "its quote does not stand in news word for word: the row is the passage"
    assert issue.document == "coded"
    assert "沭阳县园艺协会送来苗木" in (issue.quote or "")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("12.5", "若干", "coded.csv:3: amounts: '若干' is no sum of money; write it like 30万元"),
        ("丹阳市；扬中市,察布查尔县,捐赠", "丹阳市,察布查尔县,赠送",
         "coded.csv:3: relation: '赠送' is none of paired-with, donated-to, supports; map it under [values] or [defaults]"),
        ("丹阳市；扬中市,察布查尔县", ",", "coded.csv:3: neither a provider nor a recipient; fill one in or leave the row out"),
        ("丹阳市；扬中市", "小王们", "coded.csv:3: providers: “小王们” needs its type, like 小王们（Village）"),
        ("丹阳市；扬中市", '丹"阳', "coded.csv: line 3: a quotation mark stands astray;"),
        ("\ufeff捐赠方", "捐助方", "coded.csv:1: no column 捐赠方, which "),
    ],
)  # fmt: skip
def test_a_bad_row_is_one_line_with_its_number(
    tmp_path: Path, news: Path, sheet: Path, old: str, new: str, message: str
) -> None:
    sheet.write_text(CSV.replace(old, new), encoding="utf-8")
    result = build([news, sheet], tmp_path / "graph")
    (error,) = result.errors
    assert str(error).removeprefix(f"{tmp_path}/").startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[columns", ": Expected ']' at the end of a table declaration"),
        ("", ': no [columns]; add lines like "捐赠方" = "providers" below it'),
        ('[columns]\n"捐赠方" = "giver"', ": columns: '捐赠方' is 'giver', which is none of relation, "),
        ('[columns]\n"捐赠方" = 3', ": [columns] holds other things than lines like"),
        ('date = "last week"\n[columns]\n"捐赠方" = "providers"', ": date: 'last week' is no date; "),
        (
            'name = "x"\n[columns]\n"捐赠方" = "providers"',
            ": the head: no 'name'; there are: title, issuer, ",
        ),
    ],
)
def test_a_bad_mapping_is_one_line(tmp_path: Path, news: Path, sheet: Path, text: str, message: str) -> None:
    mapping = tmp_path / "other.toml"
    mapping.write_text(text, encoding="utf-8")
    result = build([news, sheet], tmp_path / "graph", mapping=mapping)
    (error,) = result.errors
    assert str(error).startswith(f"{mapping}{message}")


def test_on_the_command_line_a_sheet_without_a_mapping_says_what_to_write(
    tmp_path: Path, news: Path, sheet: Path
) -> None:
    mapping = (tmp_path / "coded.toml").rename(tmp_path / "columns.toml")
    done = run("build", news, sheet, "-o", tmp_path / "graph", "-q")
    assert (done.returncode, done.stderr) == (
        1,
        f"aidgraph: {sheet}: nothing says what its columns mean; write coded.toml beside it, or give --mapping\n",
    )
    done = run("build", news, sheet, "-o", tmp_path / "graph", "-q", "--mapping", mapping)
    assert (done.returncode, done.stderr) == (0, "")
    assert {claim.rule for claim in GraphFolder.open(tmp_path / "graph").claims()} >= {"coded/coded"}
    assert run("validate", "--graph", tmp_path / "graph").returncode == 0


@pytest.mark.shared
def test_the_ledger_of_a_real_issue_is_known_from_its_gold_claims_alone(tmp_path: Path, shared: Path) -> None:
    assert run("build", shared / "gold" / "2017-21.claims.jsonl", "-o", tmp_path / "graph").returncode == 0
    said = run("totals", "--graph", tmp_path / "graph", "--lang", "en").stdout
    for figure in ("4,300,000", "6,300,000", "16,330,000"):
        assert figure in said


def test_parties_keep_what_the_line_says_of_them(tmp_path: Path, news: Path) -> None:
    group = {"name": "20名学生", "type": "Group", "places": [], "count": 20, "bound": "exact", "unit": "名",
             "kind": "学生", "members": []}  # fmt: skip
    mine = write(tmp_path / "mine.jsonl", row(recipients=[group]))
    (claim,) = build([news, mine], tmp_path / "graph").claims
    expected = Party(name="20名学生", type="Group", count=20, bound="exact", unit="名", kind="学生")
    assert Claim.from_json(row(recipients=[group])).recipients == (expected,)
    assert claim.recipients[0].count == 20
