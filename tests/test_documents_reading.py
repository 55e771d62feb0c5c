"""The text layer: what rules match, and the way back to the stored text."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidgraph.documents import read_documents, reading
from aidgraph.documents.folding import _TABLE
from aidgraph.model import Document, Span


def document(text: str) -> Document:
    return Document(id="d", path="d.txt", sha256="", text=text)


def paragraphs(text: str) -> list[str]:
    return reading(document(text)).text.split("\n")


def roles(text: str) -> list[tuple[str, str]]:
    read = reading(document(text))
    return [(p.role, read.text[p.start : p.end]) for p in read.paragraphs]


WIDER = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


def folds_to(stored: str, folded: str) -> bool:
    """Whether one stored character may stand as this folded one: itself, or one of the documented folds."""
    plain = _TABLE.get(ord(stored), stored)
    return (
        folded in {stored, plain, WIDER.get(plain)}
        or (folded in "“”" and stored == '"')
        or (folded == ":" and stored == "：")
        or (folded == " " and plain in " \t")
        or (folded in "\n " and stored in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
    )


HAN = "江阴市捐赠第一二、。，：“”（）【】年月日期报送万元"
PIECES = [
    "援疆工作简报", "2017 年 第 3 期", "一、结对", "（二）", "江阴向霍城捐赠 10，000 元", "\n\n", "\n",
    "\r\n", "# ", "**", "本期报：", "共印 20 份", "　　", "- 3 -", "。", "江苏省对口支援某州前方指挥部",
    "\u200b", "A b", "\u2028",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=HAN + ' \u3000\t\n\r\f01239,.，:;()"*#>-_`Ab\u200b\ufeff—'),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_whatever_the_text_every_folded_character_leads_back_to_the_stored_one_it_stands_for(
    text: str,
) -> None:
    read = reading(document(text))
    offsets = list(read.offsets)
    assert len(offsets) == len(read.text) + 1
    assert all(a < b for a, b in pairwise(offsets))
    assert offsets[-1] == len(text)
    for i, folded in enumerate(read.text):
        span = read.raw(i, i + 1)
        assert span == Span(offsets[i], offsets[i] + 1)
        assert folds_to(text[span.start], folded), (text[span.start], folded)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_whatever_the_text_its_paragraphs_are_its_lines(text: str) -> None:
    read = reading(document(text))
    lines = read.text.split("\n") if read.paragraphs else []
    assert [read.text[p.start : p.end] for p in read.paragraphs] == lines
    assert all(lines)
    for i, paragraph in enumerate(read.paragraphs):
        assert paragraph.heading is None or read.paragraphs[paragraph.heading].role == "heading"
        assert paragraph.heading is None or paragraph.heading < i
        assert read.paragraph_at(paragraph.start) == i


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_whatever_the_text_nothing_is_left_out_but_blanks_marks_page_numbers_and_separators(
    text: str,
) -> None:
    read = reading(document(text))
    kept = set(read.offsets[:-1])
    left_out = "".join(char for i, char in enumerate(text) if i not in kept)
    assert not set(left_out) & set("江阴市捐赠第一二报送万元Ab。、：“”（）【】")


CASES = {
    "a word broken by a page end is whole": (
        "甲县工作组组织后方一百多名医生到乙县巡回义诊，并为两所乡镇卫生\n\n院添置设备。\n\n第二段。",
        ["甲县工作组组织后方一百多名医生到乙县巡回义诊，并为两所乡镇卫生院添置设备。", "第二段。"],
    ),
    "a page number between the halves is left out": (
        "甲县工作组组织后方一百多名医生到乙县巡回义诊，并为两所乡镇卫生\n\n— 2 —\n\n院添置设备。",
        ["甲县工作组组织后方一百多名医生到乙县巡回义诊，并为两所乡镇卫生院添置设备。"],
    ),
    "a numbered heading is never joined": (
        "各工作组今年在受援地开展了形式多样的帮扶活动，成效明显\n\n二、教育帮扶\n\n甲县向乙县捐书。",
        ["各工作组今年在受援地开展了形式多样的帮扶活动，成效明显", "二、教育帮扶", "甲县向乙县捐书。"],
    ),
    "a list of divisions after a break is no heading": (
        "这次结对的有兵团的两个师和十二个团场，经费由双方分担，其中包括\n\n四、七师的连队。",
        ["这次结对的有兵团的两个师和十二个团场，经费由双方分担，其中包括四、七师的连队。"],
    ),
    "lines of fixed width are one paragraph": (
        "今年上半年，某市前方工作组从后方企业募集善款，\n为受援县的三所小学添置了课桌椅和图书，又组织两\n批医生巡回义诊，受到各族群众的欢迎。\n"
        "\n下半年，工作组还将邀请当地教师到后方学校跟岗学\n习。\n",
        [
            "今年上半年，某市前方工作组从后方企业募集善款，为受援县的三所小学添置了课桌椅和图书，又组织两批医生巡回义诊，"
            "受到各族群众的欢迎。",
            "下半年，工作组还将邀请当地教师到后方学校跟岗学习。",
        ],
    ),
    "lines of fixed width whose paragraphs are told by their indent": (
        "　　今年上半年，某市前方工作组从后方募集善款，为受\n"
        "援县的三所小学添置了课桌椅和图书，又组织医生义诊。\n"
        "工作组还走访了村民。\n"
        "　　下半年，工作组将邀请当地教师到后方学校跟岗学习\n一个月。",
        [
            "今年上半年，某市前方工作组从后方募集善款，为受援县的三所小学添置了课桌椅和图书，又组织医生义诊。"
            "工作组还走访了村民。",
            "下半年，工作组将邀请当地教师到后方学校跟岗学习一个月。",
        ],
    ),
    "paragraphs of one line each stay apart": (
        "甲市援建一所小学。\n乙市捐赠图书。",
        ["甲市援建一所小学。", "乙市捐赠图书。"],
    ),
    "blanks beside digits and between Chinese characters are dropped": (
        "甲 县 捐赠 600 余万元，New Hope 公司派 3 人。",
        ["甲县捐赠600余万元，New Hope公司派3人。"],
    ),
    "two numbers stay two": ("共计 12 30 两组。3． 2017 年拨款。", ["共计12 30两组。3. 2017年拨款。"]),
    "full-width digits, letters and per cent signs": ("４．拨付１２．５％给Ａ校。", ["4.拨付12.5%给A校。"]),
    "separators of thousands": (
        "10，000元、1,234,567元、3.5万、2017，300人、1,23。",
        ["10000元、1234567元、3.5万、2017，300人、1,23。"],
    ),
    "half-width punctuation between Chinese characters": (
        "甲县(市)捐款:5万元;乙县呢?好!10:30到,共3人",
        ["甲县（市）捐款：5万元；乙县呢？好！10:30到，共3人"],
    ),
    "Markdown marks": (
        "**要点**\n\n> 甲市捐款。\n\n- 乙市`捐书`。\n\n---\n\n* 丙市支教。",
        ["要点", "甲市捐款。", "乙市捐书。", "丙市支教。"],
    ),
    "quotation marks": ('开展"一家亲"和「手拉手」活动。', ["开展“一家亲”和“手拉手”活动。"]),
    "characters that nobody sees": ("\u200b甲\ufeff市\u00ad捐\x07款。", ["甲市捐款。"]),
    "radicals that a PDF gave for characters": ("⼩学和⽂化站。", ["小学和文化站。"]),
    "Windows and old Mac line ends": (
        "甲市捐款。\r\n乙市捐书。\r丙市支教。",
        ["甲市捐款。", "乙市捐书。", "丙市支教。"],
    ),
    "a bracketed heading stays in the text": ("【对口支援丙县】甲市拨款。", ["【对口支援丙县】甲市拨款。"]),
    "a table's columns stay apart": ("甲市\t乙县\n丙市\t丁县", ["甲市 乙县", "丙市 丁县"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_text_folds_to_its_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_a_quote_spans_the_page_end_and_ends_with_its_last_character() -> None:
    text = "\n**甲县工作组组织后方一百多名医生到乙县巡回义诊，并为两所乡镇卫生\n\n院添置设备** 。\n"
    read = reading(document(text))
    start = read.text.index("两所")
    span = read.raw(start, read.text.index("。"))
    assert text[span.start : span.end] == "两所乡镇卫生\n\n院添置设备"


BULLETIN = """

对口支援工作简报

2021 年第 3 期（总第 45 期）

某省对口支援新疆某州前方指挥部    2021 年 4 月 6 日

春风送暖到边城

——某省援疆工作扎实起步

今年以来，指挥部各工作组抓紧落实项目。

一、教育帮扶

甲市工作组为乙县两所小学添置课桌。

（一）教师培训

共培训教师三十人。

二、卫生帮扶

丙市工作组组织医生义诊。

报：省委办公厅，省政府办公厅，
省援疆办。

送：各工作组。

责任编辑：综合组

某省对口支援某州前方指挥部办公室

共印 80 份
"""


def test_a_bulletin_has_masthead_title_headings_circulation_and_imprint() -> None:
    assert roles(BULLETIN) == [
        ("masthead", "对口支援工作简报"),
        ("masthead", "2021年第3期（总第45期）"),
        ("masthead", "某省对口支援新疆某州前方指挥部2021年4月6日"),
        ("title", "春风送暖到边城"),
        ("title", "——某省援疆工作扎实起步"),
        ("body", "今年以来，指挥部各工作组抓紧落实项目。"),
        ("heading", "一、教育帮扶"),
        ("body", "甲市工作组为乙县两所小学添置课桌。"),
        ("heading", "（一）教师培训"),
        ("body", "共培训教师三十人。"),
        ("heading", "二、卫生帮扶"),
        ("body", "丙市工作组组织医生义诊。"),
        ("circulation", "报：省委办公厅，省政府办公厅，省援疆办。"),
        ("circulation", "送：各工作组。"),
        ("imprint", "责任编辑：综合组"),
        ("imprint", "某省对口支援某州前方指挥部办公室"),
        ("imprint", "共印80份"),
    ]


def test_a_paragraph_knows_the_nearest_heading_above_it() -> None:
    read = reading(document(BULLETIN))
    assert [(p.heading, p.level) for p in read.paragraphs if p.role in ("body", "heading")] == [
        (None, 0), (None, 1), (6, 0), (6, 2), (8, 0), (8, 1), (10, 0),
    ]  # fmt: skip


def test_plain_prose_has_neither_masthead_nor_title() -> None:
    assert roles("甲市对口支援乙县。2020年拨款300万元。\n") == [
        ("body", "甲市对口支援乙县。2020年拨款300万元。")
    ]


def test_headings_without_numbers_are_told_from_lists_and_signatures() -> None:
    text = "甲市做了许多工作。\n\n教育帮扶\n\n添置课桌。\n\n卫生帮扶\n\n组织义诊。\n\n甲市\n乙市\n丙市"
    assert [role for role, _ in roles(text)] == ["body", "heading", "body", "heading", "body", *["body"] * 3]


ENDLESS = {
    "one sentence": "甲市工作组从乙公司募集60万元，",
    "blanks": " ",
    "digits": "1",
    "separators": "1,000,",
    "blanks round digits": "8 月 ",
    "quotation marks": '"江',
    "stars": "*",
    "quotation of quotation": "> ",
    "short lines": "江阴\n",
    "broken lines": "甲市工作组组织后方一百多名医生到乙县巡回义诊，并为两所乡镇卫生\n",
    "circulation lists": "送：甲\n",
    "brackets": "（【",
}


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_the_time_taken_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    started = time.process_time()
    reading(document(text))
    assert time.process_time() - started < 10  # less than a second; a square would take minutes


@pytest.mark.shared
def test_both_real_bulletins_come_out_whole(shared: Path) -> None:
    found = {d.id: reading(d) for d in read_documents([shared / "bulletins"]) if isinstance(d, Document)}
    assert sorted(found) == ["2017-05", "2017-21"]
    for identifier, word in {"2017-21": "114个优强乡镇", "2017-05": "省对口支援工作协调小组"}.items():
        assert word in found[identifier].text
    assert "伊犁职业技术学院" in found["2017-21"].text
    order = {"masthead": 0, "title": 1, "heading": 2, "body": 2, "circulation": 3, "imprint": 4}
    for read in found.values():
        parts = [order[p.role] for p in read.paragraphs]
        assert parts == sorted(parts)
        body = [read.text[p.start : p.end] for p in read.paragraphs if p.role == "body"]
        assert all(paragraph.endswith(("。", "！")) for paragraph in body)
