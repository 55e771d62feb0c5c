"""What a bulletin prints about itself: series, number, issuer, date, title; circulation list and imprint.

Everything is read from folded lines; where the text is silent, the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_NUMERALS = "〇零○一二三四五六七八九十百"
_DIGIT = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年(\d{1,2})月(\d{1,2})日|[-/.](\d{1,2})[-/.](\d{1,2})(?!\d))(?:\d{1,2}:\d\d(?::\d\d)?)?"
    rf"|([一二][{_NUMERALS}]{{3}})年([{_NUMERALS}]{{1,3}})月([{_NUMERALS}]{{1,3}})日"
)
_NUMBER = re.compile(
    rf"(?:(?:19|20)\d\d年)?(?:第(?:\d+|[{_NUMERALS}]+)期(?:（总第?(?:\d+|[{_NUMERALS}]+)期）)?"
    rf"|（总第?(?:\d+|[{_NUMERALS}]+)期）|[（\[](?:19|20)\d\d[）\]]第?\d+[期号])"
)
_SERIES = re.compile(
    r"[\u4e00-\u9fff]{0,14}(?:援[疆藏青甘川伊克喀]|支援|帮扶|协作|扶贫|前指)[\u4e00-\u9fff]{0,8}"
    r"(?:简报|动态|信息|专报|快报|通讯|专刊|简讯|要情|通报|情况|月报|周报|工作)"
)
_ISSUER = re.compile(
    r"[\u4e00-\u9fff（）·]{2,40}(?:指挥部|工作队|工作总队|工作组|挂职组|干部组|支援办|援[疆藏青]办|协作办|办公室)"
    r"(?:（[\u4e00-\u9fff]{2,20}）)?(?:党委|党组|临时党委|办公室|综合[组处部]|宣传[组处部]|秘书[组处])*"
)
_OFFICE = re.compile(
    r"[\u4e00-\u9fff（）]{0,40}(?:指挥部|工作队|工作组|支援办|援[疆藏青]办|办公室)[\u4e00-\u9fff]{0,6}"
)
_VERB = re.compile(r"看望|会见|召开|开展|赴|慰问|走进|来|到|举行|举办|助力|组织|向|为")
_LABEL = re.compile(
    r"(?:主办|编印|编发|主管|编|签发人?|发布|单位|日期|出版)+[:：]|(?:编印|主办|编发|印发|编|印)$"
)
_PREAMBLE = re.compile(
    r"(?:内部资料|内部刊物|注意保存|秘密|机密|不得外传|增刊|特刊|专刊|仅供参考|(?:19|20)\d\d年(?:\d{1,2}月)?|[★☆·，、\s])+"
)
_BYLINE = re.compile(
    r"[（(]?(?:信息来源|文章来源|稿件来源|来源|发布时间|发布日期|发表时间|时间|日期|作者|记者|通讯员|编辑|字号|浏览|点击|阅读)[:：].*"
)
_CIRCULATION = re.compile(r"(?:本期|此件)?(?:主|抄|呈|分|报|印|发|加)?(?:报|送|发)(?:送|呈)?[:：]")
_IMPRINT = re.compile(
    r"[（(]?(?:共印|印数|印发|责任?编辑?|编辑|编审|编印|编校|审核|审稿|签发|校对|主编|主办|承办|撰稿|供稿|投稿|联系人|联系电话"
    r"|电话|传真|邮箱|电子邮箱|地址|邮编|网址)(?:[:：\d]|$).*|[（(]?共?印\d+份[）)]?|.{0,40}\d{1,2}日(?:印发|印)"
)
_EDGES = " ·—-|/，、：（）()《》“”"


@dataclass(slots=True)
class Masthead:
    """What the head and foot of a text say of it."""

    series: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued: str | None = None
    title: list[str] = field(default_factory=list)

    @property
    def printed(self) -> bool:
        """Whether there is a masthead at all: a news item has none."""
        return bool(self.series or self.number or self.issuer)

    def take(self, line: str, *, first: bool = False) -> bool:
        """Whether the folded line belongs to a masthead and nothing else; what it says is kept."""
        if len(line) > 90:
            return False
        date, number = _DATE.search(line), _NUMBER.search(line)
        rest = line
        for found in (date, number):
            rest = rest.replace(found[0], "\n") if found else rest
        parts = [_LABEL.sub("", part).strip(_EDGES) for part in rest.split("\n")]
        parts = [part for part in parts if part and not _PREAMBLE.fullmatch(part)]
        known = bool(self.series or self.number or number)
        series = (
            [] if self.series else [part for part in parts if len(part) <= 24 and _SERIES.fullmatch(part)]
        )
        issuers = [
            part
            for part in parts
            if part not in series
            and _ISSUER.fullmatch(part)
            and (known or bool(series) or bool(self.issuer) or (first and not _VERB.search(part)))
        ]
        if len(series) + len(issuers) != len(parts):
            return False
        if not (parts or date or number or _PREAMBLE.fullmatch(line)):
            return False
        self.series = self.series or next(iter(series), None)
        self.number = self.number or (number[0] if number else None)
        self.issuer = self.issuer or next(iter(issuers), None)
        self.issued = self.issued or (iso_date(date[0]) if date else None)
        return True


def is_byline(line: str) -> bool:
    """Whether a line under a news title tells source, time or author."""
    return len(line) <= 90 and bool(_BYLINE.fullmatch(line))


def is_circulation(line: str) -> bool:
    """Whether a line opens the list of those to whom the bulletin goes."""
    return bool(_CIRCULATION.match(line))


def is_imprint(line: str) -> bool:
    """Whether a line at the foot names editors, print run or the issuing office."""
    return len(line) <= 70 and bool(_IMPRINT.fullmatch(line) or _OFFICE.fullmatch(_DATE.sub("", line)))


def iso_date(text: str) -> str | None:
    """The first full date in folded text as ISO 8601, or None: also 二〇一七年八月十日."""
    found = _DATE.search(text)
    if not found:
        return None
    if found[6]:
        year = int("".join(str(_DIGIT.get(char, 0)) for char in found[6]))
        month, day = _numeral(found[7]), _numeral(found[8])
    else:
        year, month, day = int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def first_date(lines: Sequence[str]) -> str | None:
    """The first full date in the lines, or None."""
    return next((date for date in map(iso_date, lines) if date), None)


def _numeral(text: str) -> int:
    tens, ten, units = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGIT.get(char, 0)) for char in text))
    return 10 * (_DIGIT.get(tens, 1) if tens else 1) + (_DIGIT.get(units, 0) if units else 0)
