"""Time phrases, against the date of the document they stand in (each of our own wording)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidgraph.documents import reading
from aidgraph.extract.times import times
from aidgraph.model import Document, Period

ISSUED = date(2017, 8, 10)


def read(text: str, *, issued: date | None = ISSUED) -> list[Period]:
    return [time.period for time in times(text, issued=issued)]


@pytest.mark.parametrize(
    ("text", "start", "end", "phrase"),
    [
        ("截止目前，到位", None, "2017-08-10", "截止目前"),
        ("自去年12月份以来，", "2016-12-01", None, "自去年12月份以来"),
        ("自去年12月份项目启动以来，", "2016-12-01", None, "自去年12月份"),
        ("3月上中旬，", "2017-03-01", "2017-03-20", "3月上中旬"),
        ("于4月份开工", "2017-04-01", "2017-04-30", "4月份"),
        ("年底前完工", None, "2017-12-31", "年底前"),
        ("2018年和2019年，", "2018-01-01", "2019-12-31", "2018年和2019年"),
        ("2017年2月至8月，", "2017-02-01", "2017-08-31", "2017年2月至8月"),
        ("2017年12月至次年2月，", "2017-12-01", "2018-02-28", "2017年12月至次年2月"),
        ("2016年11月到翌年3月，", "2016-11-01", "2017-03-31", "2016年11月到翌年3月"),
        ("12月15日至次年1月20日，", "2016-12-15", "2017-01-20", "12月15日至次年1月20日"),
        ("去年12月至今年2月，", "2016-12-01", "2017-02-28", "去年12月至今年2月"),
        ("2016年12月10日至2017年1月3日，", "2016-12-10", "2017-01-03", "2016年12月10日至2017年1月3日"),
        ("11月至2月，", "2016-11-01", "2017-02-28", "11月至2月"),
        ("2014年至今，", "2014-01-01", None, "2014年至今"),
        ("截至2024年底，", None, "2024-12-31", "截至2024年底"),
        ("用2—3年时间，", None, None, "2—3年时间"),
        ("支教两年半，", None, None, "两年半"),
        ("“十三五”时期，", "2016-01-01", "2020-12-31", "“十三五”时期"),
        ("连续三年，", None, None, "连续三年"),
        ("最后半年，", None, None, "最后半年"),
        ("本学期，", None, None, "本学期"),
        ("日前，", None, None, "日前"),
        ("2017年8月10日，", "2017-08-10", "2017-08-10", "2017年8月10日"),
        ("二〇一七年八月，", "2017-08-01", "2017-08-31", "二〇一七年八月"),
        ("今年，", "2017-01-01", "2017-12-31", "今年"),
        ("去年，", "2016-01-01", "2016-12-31", "去年"),
        ("上半年，", "2017-01-01", "2017-06-30", "上半年"),
        ("每年拨付", None, None, "每年"),
    ],
)
def test_a_time_phrase_names_a_period_in_its_own_words(
    text: str, start: str | None, end: str | None, phrase: str
) -> None:
    assert read(text) == [Period(start, end, phrase)]


@pytest.mark.parametrize("text", ["体现在三个方面", "“七一”活动", "第三年级", "目前", "第十三五批"])
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert read(text) == []


def test_a_relative_phrase_stays_open_in_a_document_without_a_date() -> None:
    assert read("今年上半年，", issued=None) == [Period(None, None, "今年上半年")]


def test_a_date_split_by_spaces_is_read_as_one() -> None:
    document = Document(id="a", path="a.txt", sha256="0", text="某校于2017 年 8 月 10 日开学。")
    assert read(reading(document).text, issued=None) == [Period("2017-08-10", "2017-08-10", "2017年8月10日")]


_PIECES = st.sampled_from(
    ["2017年", "二〇一六年", "次年", "翌年", "2月", "十二月份", "30日", "31日", "上旬", "今年", "去年", "上半年", "第三季度", "年底", "前",
     "以来", "自", "截至", "至", "到", "和", "—", "“",
     "”", "十三五", "期间", "三", "2", "年", "半", "每年", "目前", "现", "体", "第", "，", "学校"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=24).map("".join), st.sampled_from([ISSUED, None]))
def test_every_time_stands_in_the_text_where_it_says_and_ends_after_it_starts(
    text: str, issued: date | None
) -> None:
    end = 0
    for found in times(text, issued=issued):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.period.text
        for day in (found.period.start, found.period.end):
            assert day is None or date.fromisoformat(day).isoformat() == day
        end = found.end
