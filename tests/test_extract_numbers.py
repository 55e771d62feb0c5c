"""Numbers as officials write them; the phrases that other parsers fail on are cases here (each of our own wording)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidgraph.extract.numbers import han_value, quantities


def read(text: str) -> list[tuple[int | float | None, str, str, str]]:
    return [(q.value, q.bound, q.unit, q.text) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("筹得善款60余万元", (600_000, "over", "元", "60余万元")),
        ("已服务近万人", (10_000, "under", "人", "近万人")),
        ("拨付1.2亿元", (120_000_000, "exact", "元", "1.2亿元")),
        ("捐出三十万元", (300_000, "exact", "元", "三十万元")),
        ("捐款10多万，", (100_000, "over", "元", "10多万")),
        ("每户数千元", (None, "vague", "元", "数千元")),
        ("教材各500余份", (500, "over", "份", "500余份")),
        ("已帮助3000多户", (3000, "over", "户", "3000多户")),
        ("每人1000元", (1000, "exact", "元", "1000元")),
        ("人均2000元", (2000, "exact", "元", "2000元")),
        ("价值20万元", (200_000, "exact", "元", "20万元")),
        ("100万元以上", (1_000_000, "over", "元", "100万元以上")),
        ("约30名", (30, "about", "名", "约30名")),
        ("10万元左右", (100_000, "about", "元", "10万元左右")),
        ("不足100人", (100, "under", "人", "不足100人")),
        ("十几名", (10, "over", "名", "十几名")),
        ("上百名", (100, "over", "名", "上百名")),
        ("百余名", (100, "over", "名", "百余名")),
        ("数千名", (None, "vague", "名", "数千名")),
        ("3000多名", (3000, "over", "名", "3000多名")),
        ("两所学校", (2, "exact", "所", "两所")),
        ("捐赠彩超一台，", (1, "exact", "台", "一台")),
        ("送来了一架钢琴", (1, "exact", "架", "一架")),
        ("建成两个实训车间", (2, "exact", "个", "两个")),
        ("六家裁缝铺", (6, "exact", "家", "六家")),
        ("一连办了五期培训", (5, "exact", "期", "五期")),
        ("打出机井三眼", (3, "exact", "眼", "三眼")),
        ("１００万元", (1_000_000, "exact", "元", "１００万元")),
    ],
)
def test_a_number_has_a_value_a_bound_a_unit_and_its_own_words(
    text: str, expected: tuple[int | float | None, str, str, str]
) -> None:
    assert read(text) == [expected]


def test_two_numbers_side_by_side_are_two() -> None:
    assert read("选派20余批次200余人") == [(20, "over", "批次", "20余批次"), (200, "over", "人", "200余人")]


@pytest.mark.parametrize(
    "text",
    ["第21期", "第九批干部", "民族团结一家亲", "六个一工程", "万人帮万户", "四师", "第八中学", "一次会议", "一项工作", "一批项目",
     "每一间教室", "一座座大棚", "一座丰碑", "二期工程", "两家均表示", "两个大局"],
)  # fmt: skip
def test_ordinals_names_slogans_and_a_mere_one_are_no_quantities(text: str) -> None:
    assert read(text) == []


def test_a_very_long_run_of_digits_is_read_fast_and_is_no_figure() -> None:
    assert read("捐款" + "9" * 5000 + "元") == [(None, "vague", "元", "9" * 5000 + "元")]
    assert read("编号" + "1" * 5000) == []
    assert read("编号" + "1" * 5000 + "，捐款30万元") == [(300_000, "exact", "元", "30万元")]


def test_a_sum_says_its_currency_and_a_count_has_none() -> None:
    found = list(quantities("捐赠5万美元和书包300个"))
    assert [(q.value, q.currency, q.is_money) for q in found] == [(50_000, "USD", True), (300, None, False)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("三十万", 300_000), ("二〇一七", 2017), ("百", 100), ("一千零五", 1005), ("援助", None), ("", None)],
)
def test_a_chinese_numeral_has_one_value(text: str, value: int | None) -> None:
    assert han_value(text) == value


_PIECES = st.sampled_from(
    ["近", "约", "超过", "第", "各", "每人", "十", "百", "数", "几", "一", "两", "三", "万", "亿", "千", "0", "7", "20", "3.5", "余", "多",
     "元", "美元", "人", "户", "名", "所", "批次", "项目", "以上", "左右", "，", "和", "捐款", "帮", "工程", "—", " "]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=24).map("".join))
def test_every_quantity_stands_in_the_text_where_it_says_and_none_overlap(text: str) -> None:
    end = 0
    for found in quantities(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert (found.value is None) == (found.bound == "vague")
        end = found.end
