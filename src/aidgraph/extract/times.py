"""Time phrases, resolved against the document's date: 上半年, 截止目前, 2017年2月至8月, “十三五”时期, 每年.

A phrase that the text alone can't date (近日, 三年间, or 今年 in a document without a date) has no start and no end:
its words are kept all the same.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aidgraph.extract.numbers import han_value
from aidgraph.model import Period

_CN = r"[一二三四五六七八九十两]"
_YEAR = r"(?:(?:19|20)\d{2}|二〇[〇一二三四五六七八九]{2})年"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月份?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_THIS = r"(?:今年|本年度?|去年|上年|前年|明年|当年|同年)"
_NEXT = r"(?:次年|翌年|第二年)"
_PART = r"(?:上半年|下半年|第?[一二三四]季度|前[一二三]季度|上旬|中旬|下旬|上中旬|中下旬|年?底|年?初|年?末|中期?|以前|之前)"
_POINT = (
    rf"(?:{_YEAR}|{_THIS})(?:{_MONTH})?(?:{_DAY}|{_PART})?|{_MONTH}(?:{_DAY}|{_PART})?"
    r"|上半年|下半年|第?[一二三四]季度|前三季度|年内|年底|年初"
)
_LEAD = r"(?:自从|自|从|到|至|截至|截止到?|早在)?"
_TAIL = r"(?:年?以来|至今|起|开始|启动以来|期间|间|以前|之前|前|底前|后)?"

_PATTERN = re.compile(
    rf"(?P<plan>[“\"]?(?P<plan_no>十[一二三四五六七]?五)[”\"]?(?:时期|期间|以来|规划期间|规划期)?(?=.)(?<![第三])"
    rf")|(?P<range>{_LEAD}(?P<low>(?:{_YEAR}|去年|今年|明年)(?:{_MONTH})?(?:{_DAY})?|{_MONTH}(?:{_DAY})?)(?:至|到|—|–|-|~|和|与|、)"
    rf"(?P<high>(?:{_YEAR}|{_NEXT}|今年|明年)(?:{_MONTH}(?:{_DAY})?|{_PART})?|{_YEAR}(?:{_DAY})?|{_MONTH}(?:{_DAY})?|今年?)(?:期间|间)?)"
    rf"|(?P<point>(?P<lead>{_LEAD})(?P<at>{_POINT})(?P<tail>{_TAIL}))"
    r"|(?P<now>(?:截至|截止|到)(?:目前|现在|当前|今)(?:为止)?|目前为止)"
    rf"|(?P<span>(?:近|过去|未来|今后|最后|前|后|连续)?(?:\d{{1,4}}|{_CN}{{1,3}}|几|多|半|两)(?:—|-|~|至)?(?:\d{{1,4}}|{_CN})?年半?(?:多|来|间|内|时间|期间|中)*)"
    r"|(?P<loose>近日|日前|近期|近年来|多年来|早期|后期|本学期|新学期|暑假期间?|寒假期间?|每年|年均|每学年|这个?学期|上学期|全年|一年间|半年[里间]|报告期内|前(?:\d{1,2}|[二三四五六七八九十]|十一)个月|长期以来|连日来|最近|当天|当日|现在|目前|现)"
)  # fmt: skip
_PLANS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}


@dataclass(frozen=True, slots=True)
class Time:
    """A time phrase at `start`–`end` of the text searched, with the period it names."""

    start: int
    end: int
    period: Period

    @property
    def yearly(self) -> bool:
        """Whether it says that something recurs every year."""
        return self.period.text in ("每年", "年均", "每学年")


def times(text: str, *, issued: date | None = None) -> Iterator[Time]:
    """Yield the time phrases in order. `issued` is the document's date; without it relative phrases stay open."""
    for match in _PATTERN.finditer(text):
        phrase = match[0]
        if phrase in ("现在", "目前", "现") or (match["span"] and not _is_span(text, match)):
            continue
        if _inside_word(text, match):
            continue
        period = _period(match, issued)
        if period is not None:
            yield Time(match.start(), match.end(), period)


def _is_span(text: str, match: re.Match[str]) -> bool:
    return not text[max(0, match.start() - 1) : match.start()].isdigit() and not re.match(
        r"[12]\d{3}年", match[0]
    )


def _inside_word(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if match["plan"]:
        quoted = match["plan"].startswith(("“", '"')) or match["plan"].endswith(
            ("期间", "时期", "以来", "规划期")
        )
        return not quoted
    if match["point"] and not match["lead"] and before in ("第", "“", "《") and "年" not in match["at"]:
        return True  # “七一”, 《三月》
    if match["loose"] in ("现在",) and before in "体实表":
        return True
    return bool(match["span"]) and (before in ("第", "“") or after in ("级", "生", "龄", "制"))


def _period(match: re.Match[str], issued: date | None) -> Period | None:
    phrase = match[0]
    today = issued.isoformat() if issued else None
    if match["plan"]:
        first = _PLANS.get(match["plan_no"].removesuffix("五"))
        return Period(f"{first}-01-01", f"{first + 4}-12-31", phrase) if first else None
    if match["now"]:
        return Period(None, today, phrase)
    if match["range"]:
        return _ranged(match, issued)
    if match["point"]:
        return _pointed(match, issued)
    return Period(None, None, phrase)


def _ranged(match: re.Match[str], issued: date | None) -> Period:
    """2017年2月至8月, 去年12月至今年2月, 2017年12月至次年2月, 2017年至今."""
    low = _bounds(match["low"], issued)
    if match["high"] == "今":
        return Period(low[0] if low else None, None, match[0])
    year = int(low[0][:4]) if low else None
    said, following = re.subn(rf"^{_NEXT}", "", match["high"])
    if following:
        if low is None or year is None:
            return Period(None, None, match[0])
        if "年" not in match["low"] and issued is not None and low[0] > issued.isoformat():
            year -= 1  # 12月至次年1月, told in March
            low = _bounds(match["low"], None, year=year) or low
        high = _bounds(said, None, year=year + 1)
    else:
        high = _bounds(said, issued, year=None if said.startswith(("今", "明")) else year)
    if low and high and high[1] < low[0]:
        return _over_new_year(match, low[0], high[1], issued)
    return Period(low[0] if low else None, high[1] if high else None, match[0])


def _over_new_year(match: re.Match[str], low: str, high: str, issued: date | None) -> Period:
    """11月至2月: the winter that has begun when the document is issued. Two years told in the wrong order say nothing."""
    if "年" in match["high"] or low[5:7] == high[5:7]:
        return Period(None, None, match[0])
    begun = "年" in match["low"] or issued is None or low <= issued.isoformat()
    first = int(low[:4]) - (not begun)
    start, end = (_bounds(match[side], None, year=first + late) for late, side in enumerate(("low", "high")))
    return Period(start[0] if start else None, end[1] if end else None, match[0])


def _pointed(match: re.Match[str], issued: date | None) -> Period:
    phrase, lead, tail = match[0], match["lead"], match["tail"]
    bounds = _bounds(match["at"], issued)
    if bounds is None:
        return Period(None, None, phrase)
    start, end = bounds
    if lead in ("自", "从", "自从") or tail in ("以来", "年以来", "至今", "起", "开始", "启动以来"):
        return Period(start, None, phrase)
    if lead in ("到", "至", "截至", "截止", "截止到") or tail in ("前", "以前", "之前", "底前"):
        return Period(None, end, phrase)
    return Period(start, end, phrase)


def _bounds(text: str, issued: date | None, *, year: int | None = None) -> tuple[str, str] | None:
    """First and last day of a point in time; None where no year is known for it."""
    found = re.match(r"(\d{4}|二〇[〇一二三四五六七八九]{2})年", text)
    if found:
        year = int(found[1]) if found[1].isdigit() else int(han_value(found[1]) or 0)
    elif issued is not None:
        year = year or issued.year + {"去": -1, "上": -1, "前": -2, "明": 1}.get(
            text[:1] if "年" in text[:2] else "", 0
        )
    elif year is None:
        return None
    rest = re.sub(r"^(?:\d{4}年|二〇..年|[今去上前明当同]年|本年度?)", "", text)
    month = re.match(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月", rest)
    if month:
        number = int(month[1]) if month[1].isdigit() else int(han_value(month[1]) or 1)
        return _in_month(year, number, rest[month.end() :].removeprefix("份"))
    return _in_year(year, rest)


def _in_month(year: int, month: int, rest: str) -> tuple[str, str]:
    last = calendar.monthrange(year, month)[1]
    day = re.match(r"(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]", rest)
    if day:
        number = int(day[1]) if day[1].isdigit() else int(han_value(day[1]) or 1)
        if number <= last:
            return _days(year, month, number, month, number)
    first_third, last_third = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last), "上中旬": (1, 20),
                               "中下旬": (11, last)}.get(rest, (1, last))  # fmt: skip
    return _days(year, month, first_third, month, last_third)


def _in_year(year: int, rest: str) -> tuple[str, str]:
    quarter = re.match(r"第?([一二三四])季度", rest)
    if quarter:
        first = "一二三四".index(quarter[1]) * 3 + 1
        return _days(year, first, 1, first + 2, calendar.monthrange(year, first + 2)[1])
    months = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "底": (12, 12), "年底": (12, 12), "末": (12, 12),
              "初": (1, 1), "年初": (1, 1)}  # fmt: skip
    low, high = months.get(rest, (1, 12))
    return _days(year, low, 1, high, calendar.monthrange(year, high)[1])


def _days(year: int, month: int, day: int, last_month: int, last_day: int) -> tuple[str, str]:
    return date(year, month, day).isoformat(), date(year, last_month, last_day).isoformat()
