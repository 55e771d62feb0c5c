"""Tables → claims row by row: heads, units, totals, carried parties, captions; what is no aid; Word and web pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidgraph.documents import reading
from aidgraph.extract.grids import head_words
from aidgraph.extract.tables import table_claims
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Claim, Document, Issue

PROJECTS = [
    ["序号", "受援地", "项目名称", "援助资金", "总投资"],
    ["1", "霍城县", "饮水工程", "600", "1200.5"],
    ["2", "", "第一小学教学楼", "约80", "-"],
    ["合 计", "", "", "680", "1200.5"],
]
CAPTION = "附表：2017年镇江市对口支援项目表", "单位：万元"


def text_of(rows: list[list[str]], *caption: str) -> str:
    return "\n".join([*caption, *("\t".join(row) for row in rows)]) + "\n"


def told(text: str) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    document = Document(id="d", path="d.txt", sha256="0", text=text, issued="2018-01-05")
    claims, issues = table_claims(reading(document), Gazetteer.load())
    for claim in claims:
        claim.evidence.check(document)
        for party in claim.parties():
            assert party.at is not None
            assert document.quote(party.at) == party.name
    return claims, issues


def sides(claim: Claim) -> tuple[list[str], list[str]]:
    return [party.name for party in claim.providers], [party.name for party in claim.recipients]


def sums(claim: Claim) -> list[tuple[Any, ...]]:
    return [(amount.value, amount.bound, amount.basis, amount.of, amount.text) for amount in claim.amounts]


def test_a_row_is_a_claim_and_the_row_its_evidence() -> None:
    (first, second, total), issues = told(text_of(PROJECTS, *CAPTION))
    assert issues == ()
    quotes = ["\t".join(row).strip() for row in PROJECTS[1:]]
    assert [claim.evidence.quote for claim in (first, second, total)] == quotes
    assert (first.relation, first.status, first.aggregate, first.purpose) == (
        "supports",
        "done",
        False,
        "饮水工程",
    )
    assert sides(first) == (["镇江市"], ["霍城县"])
    assert sums(first) == [
        (6_000_000, "exact", "one-off", "aid", "600"),
        (12_005_000, "exact", "one-off", "project", "1200.5"),
    ]
    assert first.period is not None
    assert first.period.to_json() == {"start": "2017-01-01", "end": "2017-12-31", "text": "2017年"}
    assert sums(second) == [(800_000, "about", "one-off", "aid", "约80")]


def test_an_empty_cell_takes_the_party_above_and_points_there() -> None:
    text = text_of(PROJECTS, *CAPTION)
    (first, second, _), _ = told(text)
    subject = second.evidence.subject
    assert sides(second) == (["镇江市"], ["霍城县"])
    assert subject is not None
    assert (subject.start, subject.quote) == (text.index("霍城县"), "霍城县")
    assert first.evidence.subject is not None
    assert first.evidence.subject.quote == "镇江市"


def test_a_total_is_an_aggregate_of_no_single_recipient() -> None:
    (*_, total), _ = told(text_of(PROJECTS, *CAPTION))
    assert (total.aggregate, sides(total), total.purpose) == (True, (["镇江市"], []), None)
    assert sums(total) == [
        (6_800_000, "exact", "cumulative", "aid", "680"),
        (12_005_000, "exact", "cumulative", "project", "1200.5"),
    ]


def test_a_list_of_gifts_has_givers_takers_and_months() -> None:
    claims, issues = told(
        text_of(
            [
                ["捐赠单位", "受赠单位", "捐赠金额（万元）", "时间"],
                ["丹阳眼镜商会", "霍城县人民医院", "30", "2017年3月"],
                ["句容市、扬中市", "伊宁县", "15.5", "2017.4"],
                ["热心人", "伊宁县", "2000元", "同上"],
            ]
        )
    )
    assert [(claim.relation, *sides(claim)) for claim in claims] == [
        ("donated-to", ["丹阳眼镜商会"], ["霍城县人民医院"]),
        ("donated-to", ["句容市", "扬中市"], ["伊宁县"]),
        ("donated-to", [], ["伊宁县"]),
    ]
    assert [claim.amounts[0].value for claim in claims] == [300_000, 155_000, 2000]
    assert [claim.period and (claim.period.start, claim.period.text) for claim in claims] == [
        ("2017-03-01", "2017年3月"),
        ("2017-04-01", "2017.4"),
        ("2017-04-01", "2017.4"),
    ]
    assert [(issue.kind, issue.quote) for issue in issues] == [("table-party", "热心人")]


@pytest.mark.parametrize(
    "head", [["结对单位", "受援单位"], ["受援单位", "结对单位"], ["结对县市", "结对单位"]]
)
def test_a_list_of_pairs_is_pairings_in_the_right_direction(head: list[str]) -> None:
    pairs = [["江阴市", "霍城县"], ["无锡市", "伊宁县"]]
    rows = pairs if head[0] == "结对单位" else [pair[::-1] for pair in pairs]
    claims, issues = told(text_of([head, *rows]))
    assert [(claim.relation, claim.status, claim.modality, *sides(claim)) for claim in claims] == [
        ("paired-with", "ongoing", ("partnership",), ["江阴市"], ["霍城县"]),
        ("paired-with", "ongoing", ("partnership",), ["无锡市"], ["伊宁县"]),
    ]
    assert issues == ()


def test_goods_have_their_number_unit_and_value() -> None:
    (first, second), _ = told(
        text_of(
            [
                ["捐赠方", "物资名称", "数量", "单位", "受赠单位", "价值（元）"],
                ["丹阳眼镜商会", "眼镜", "400", "副", "霍城县", "20000"],
                ["镇江工作组", "图书", "3000册", "", "伊宁县", "/"],
            ]
        )
    )
    assert [item.to_json() for item in (*first.items, *second.items)] == [
        {"name": "眼镜", "quantity": 400, "unit": "副", "bound": "exact"},
        {"name": "图书", "quantity": 3000, "unit": "册", "bound": "exact"},
    ]
    assert (sums(first), sums(second), first.modality) == (
        [(20_000, "exact", "one-off", "aid", "20000")],
        [],
        ("goods",),
    )


def test_a_head_of_two_rows_a_county_above_its_projects_and_a_plan() -> None:
    claims, _ = told(
        text_of(
            [
                ["项目名称", "资金安排（万元）", "", ""],
                ["", "合计", "省级", "市级"],
                ["伊宁县", "", "", ""],
                ["人民医院门诊楼", "300", "100", "200"],
                ["霍城县职业学校实训楼", "500", "500", "0"],
                ["总计", "800", "600", "200"],
            ],
            "江苏省援疆项目2018年计划安排表",
            "",
        )
    )
    assert [(claim.status, claim.aggregate, *sides(claim), claim.amounts[0].value) for claim in claims] == [
        ("planned", False, ["江苏省"], ["伊宁县"], 3_000_000),
        ("planned", False, ["江苏省"], ["霍城县"], 5_000_000),
        ("planned", True, ["江苏省"], [], 8_000_000),
    ]
    assert all(len(claim.amounts) == 1 for claim in claims)


def test_columns_parted_by_strokes_are_a_table_too() -> None:
    claims, _ = told(
        "| 县市 | 项目 | 资金（万元） |\n|---|---|---|\n| 霍城县 | 小学 | 20 |\n| 察布查尔县 | 卫生院 | 30万元 |\n"
    )
    assert [(sides(claim)[1], claim.amounts[0].value, claim.evidence.quote) for claim in claims] == [
        (["霍城县"], 200_000, "霍城县 | 小学 | 20"),
        (["察布查尔县"], 300_000, "察布查尔县 | 卫生院 | 30万元"),
    ]


def test_a_table_of_other_things_gives_no_claim_and_says_so() -> None:
    claims, issues = told("姓名\t电话\t报酬（元）\n某甲\t123\t60万元\n某乙\t456\t7\n")
    assert claims == ()
    assert [(issue.kind, issue.quote) for issue in issues] == [("table-unread", "姓名\t电话\t报酬（元）")]


def test_a_sum_without_a_unit_is_an_issue_and_no_amount() -> None:
    claims, issues = told("受援县\t项目名称\t援助资金\n霍城县\t小学\t20\n伊宁县\t中学\t30万元\n")
    assert claims[0].amounts == ()
    assert [amount.value for amount in claims[1].amounts] == [300_000]
    assert [(issue.kind, issue.quote) for issue in issues] == [("unclaimed-amount", "20")]


def test_prose_with_a_tab_or_two_is_no_table() -> None:
    text = "\t某市向某县捐款。\n\t某县表示感谢。\n第5期\t某指挥部\n"
    document = Document(id="d", path="d.txt", sha256="0", text=text)
    assert {paragraph.role for paragraph in reading(document).paragraphs}.isdisjoint({"table"})


def test_every_head_word_has_a_known_role() -> None:
    known = {"recipient", "provider", "either", "project", "purpose", "item", "quantity", "unit", "people"}
    known |= {"households", "year", "none", "aid", "project-cost", "investment", "trade"}
    assert {role for words in head_words().values() for role in words.values()} == known


def test_a_table_in_a_word_file_becomes_claims_of_the_graph(
    tmp_path: Path, make: Any, built: Callable[..., Any]
) -> None:
    path = make.word(
        tmp_path / "a.docx", "援疆工作总结", "全年工作顺利。", *CAPTION, PROJECTS, "以上项目均已完成。"
    )
    (document,), claims = built(path)
    rows = [claim for claim in claims if claim.rule and claim.rule.startswith("tables/")]
    assert [(claim.evidence.quote, sides(claim)[1]) for claim in rows] == [
        ("1\t霍城县\t饮水工程\t600\t1200.5", ["霍城县"]),
        ("2\t\t第一小学教学楼\t约80\t-", ["霍城县"]),
        ("合 计\t\t\t680\t1200.5", []),
    ]
    assert (
        [party.entity for party in rows[1].recipients]
        == [party.entity for party in rows[0].recipients]
        != [None]
    )
    assert document.text.split("\n")[5] == "\t".join(PROJECTS[0])


def test_a_table_in_a_web_page_becomes_claims_of_the_graph(tmp_path: Path, built: Callable[..., Any]) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in PROJECTS)
    path = tmp_path / "a.html"
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>援疆工作总结</title></head><body><article><h1>援疆工作总结</h1>"
        f"<p>全年工作顺利，各项任务均已完成，干部群众普遍满意，现将有关情况予以公布。</p><p>{CAPTION[0]}</p><p>{CAPTION[1]}</p>"
        f"<table>{rows}</table></article></body></html>",
        encoding="utf-8",
    )
    _, claims = built(path)
    assert [(claim.relation, *sides(claim)) for claim in claims if claim.rule == "tables/1"] == [
        ("supports", ["镇江市"], ["霍城县"]),
        ("supports", ["镇江市"], ["霍城县"]),
        ("supports", ["镇江市"], []),
    ]
