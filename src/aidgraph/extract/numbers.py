"""Numbers as officials write them: 60余万元, 近万人, 三十万元, 10多万, 数千元, 3000多户, 每人1000元.

A number has a value and a bound: `over` (多, 余, 以上, 超过), `about` (约, 左右), `under` (近, 不足), `vague` (数千: no
value) or `exact`. Ordinals (第九批), names (四师, 第八中学), slogans (万人帮万户, 六个一工程) and the 一 of 一次, 一项 before
a noun are no quantities. Text is the normalised text of `documents.reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aidgraph.extract.lexicon import AMBIGUOUS_MEASURES, lexicon
from aidgraph.model import Bound

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "半": 0.5}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

_BEFORE = {
    "近": "under", "将近": "under", "接近": "under", "不足": "under", "不到": "under", "最多": "under",
    "约": "about", "大约": "about", "约为": "about", "大概": "about", "左右": "about",
    "超": "over", "超过": "over", "逾": "over", "突破": "over", "至少": "over", "不少于": "over",
    "不低于": "over", "多达": "exact", "上": "over",
    "高达": "exact", "达": "exact", "达到": "exact",
}  # fmt: skip
_AFTER = {
    "以上": "over",
    "多": "over",
    "余": "over",
    "左右": "about",
    "上下": "about",
    "以内": "under",
    "许": "about",
}

_ARABIC = r"\d+(?:\.\d+)?"
_HAN = r"[零〇一二两三四五六七八九十百千]*[零〇一二两三四五六七八九十百千万亿]"
_NUMBER = re.compile(
    rf"(?P<before>(?<![签预节制公合契条邀相履践])约为?|{'|'.join(sorted(_BEFORE.keys() - {'约', '约为'}, key=len, reverse=True))})?"
    rf"(?:(?P<vague>(?:好几|数|几|若干)[十百千万亿]+)|(?P<teens>十几|十来|十余|十多)|(?P<digits>{_ARABIC}|{_HAN}))"
    r"(?P<infix>[多余几来])?(?P<scale>[十百千]?[万亿]|(?<=\d)[百千](?=[元多余户人名个]))?(?P<infix2>[多余])?"
)
_CURRENCIES = {"元": "CNY", "元人民币": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD", "港元": "HKD",
               "港币": "HKD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP"}  # fmt: skip
_MONEY_UNIT = re.compile("|".join(sorted(_CURRENCIES, key=len, reverse=True)))
_SUM_FOLLOWS = re.compile(
    r"(?=的?(?:援[疆藏青助建]|帮扶|扶贫|专项|慈善|爱心|捐赠|财政|社会)*(?:资金|善款|捐款|捐资|款|经费|投资|人民币))"
)
_SUM_PRECEDES = re.compile(
    r"(?:资金|善款|捐款|经费|投资|投入|捐资|出资|拨款|筹资|款项?)(?:共|约|近|超|达|总额)*$"
)
#: A run of digits longer than this is a serial number or a damaged line, and no figure.
_LONGEST = 24
_SMALL = frozenset("一二三四五六七八九十")
_NOT_BEFORE = re.compile(r"[第《〈.\d]$|[一二三四五六七八九十]+[、.]$")
#: Measures of single things that 一 counts in front of its noun, unless 这, 每, 同 or 统 stands before or a figure of speech behind.
_SINGLE = frozenset("台辆架艘栋幢间座套所")
_SAME = re.compile(r"[这那每同统唯逐另哪任]$")
_FIGURATIVE = re.compile(
    r"丰碑|城|山|岛|.{0,8}(?:制度|机制|班子|模式|办法|经验|体系|做法|流程|方案|标准)|.{0,2}(?:连心桥|友谊桥|戏|大戏|好戏)|[台辆架艘栋幢间座]"
)
_NOUN_BEFORE = re.compile(r"[\u4e00-\u9fff）”]{2}$")
_LIST_END = re.compile(r"[，。；、）]|和(?!.{0,1}[谐睦平])|及|$")
#: What 个 counts though its number is one character: 两个车间, 三个专业.
_WORKS = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:项目|车间|专业|中心|基地|工作站|服务站|站点|教室|大棚|合作社|科室|培训班|实验室|广场|食堂|班级|卫生院|幼儿园|敬老院|诊疗室|图书室|门店|展位|圈区|园区|货场)"
    r"|(?:[\u4e00-\u9fff]{0,4}(?:贫困|行政|自然|薄弱|结对|牧业|边境))?(?:村(?![里民])|乡(?!下)|镇|社区|县市?|区县|团场|连队|牧场|孩子|班(?![子次组])|学生)"
)
_IN_NAMES = frozenset("道口孔")
_PLURAL = frozenset("名位家台件场")
_SHOWN = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:演|讲|赛|培训|义诊|招聘|报告|巡|推介|座谈|会|晚会|戏|电影|音乐|活动|杂技)"
)
_BOTH = re.compile(r"[，。；、]|合计|均|都|分别|各|也|共|协商|商定|约定")
_HELD_BEFORE = re.compile(r"(?:办|办了|举办|开办|连办|开展|培训)$")
_TAUGHT = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:课|学科|课程|技术|专业)")
_COURSE = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:培训|研修|进修|技师|讲习|轮训|学习|训练|提高|辅导)班")
_SLOGAN = re.compile(r"[一二两三四五六七八九十百千万]+[个]?[一二三四五六七八九十](?=工程|行动|计划|活动)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `start`/`end` in the text searched; `currency` where it is money.

    `value` is None where the text gives none (数千元); `unit` is empty where the noun follows at once (近3万农牧民).
    """

    start: int
    end: int
    value: int | float | None
    bound: Bound
    unit: str
    text: str
    currency: str | None = None

    @property
    def is_money(self) -> bool:
        """Whether it is a sum of money."""
        return self.currency is not None


def han_value(text: str) -> int | float | None:
    """The value of a Chinese numeral (三十万, 二〇一七, 百); None where it is none."""
    if not text:
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(int(_DIGITS[c])) for c in text)) if "半" not in text else None
    total = section = 0.0
    digit: float | None = None
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _STEPS:
            section += (1 if digit is None else digit) * _STEPS[c]
            digit = None
        elif c in _MYRIADS:
            section += digit or 0
            total = (total + (section or 1)) * _MYRIADS[c]
            section, digit = 0, None
        else:
            return None
    return _whole(total + section + (digit or 0))


def _whole(value: float) -> int | float:
    value = round(value, 4)
    return int(value) if value == int(value) else value


@cache
def _people_pattern() -> re.Pattern[str]:
    heads = sorted(
        (word for word, kind in lexicon().heads.items() if kind == "people"), key=len, reverse=True
    )
    return re.compile("|".join(map(re.escape, heads)))


@cache
def _unit_pattern() -> re.Pattern[str]:
    units = sorted(lexicon().measures, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, units)))


def quantities(text: str) -> Iterator[Quantity]:
    """Yield every sum of money and every counted quantity, in order, not overlapping."""
    position = 0
    while match := _NUMBER.search(text, position):
        position = match.end()
        found = _quantity(text, match)
        if found is None:
            position = match.start() + max(1, len(match["before"] or ""))
            continue
        yield found
        position = found.end


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    number_start = match.start("vague" if match["vague"] else "teens" if match["teens"] else "digits")
    head = text[max(0, number_start - 6) : number_start]
    if _NOT_BEFORE.search(head) or _SLOGAN.match(text, number_start):
        return None
    start = match.start()
    if match["before"] and _BEFORE[match["before"]] == "exact":
        start = number_start  # 达50亿元: the verb is no part of the figure
    if match["before"] == "超" and text[start - 1 : start] in ("彩", "B"):
        start = number_start  # 彩超一台: the apparatus
    if match["before"] == "上" and not (match["digits"] or "").startswith(("百", "千", "万", "亿")):
        start = number_start  # 上半年, 身上, 路上: no bound
    value, bound = _value(match, start)
    end = match.end()
    follows = _AFTER.get(text[end : end + 2]) or (
        _AFTER.get(text[end : end + 1]) if bound == "exact" else None
    )
    unit_at = end
    if follows and bound in ("exact", "over") and not match["scale"] and text[end : end + 2] in _AFTER:
        unit_at = end + 2
    money = _MONEY_UNIT.match(text, unit_at)
    if money:
        end = money.end()
        return _finished(text, start, end, value, bound, money[0], currency=_CURRENCIES[money[0]])
    scaled = bool(match["scale"]) or (match["digits"] or "").endswith(("万", "亿"))
    if scaled and (_SUM_FOLLOWS.match(text, end) or _SUM_PRECEDES.search(text[max(0, start - 8) : start])):
        return _finished(text, start, end, value, bound, "元", currency="CNY")
    unit = _unit_pattern().match(text, unit_at)
    if unit is None:
        people = _people_pattern().match(text, end)  # 近3万农牧民: the noun follows without a measure word
        return (
            _finished(text, start, end, value, bound, "")
            if people and (match["digits"] or "")[:1].isdigit()
            else None
        )
    word, end = unit[0], unit.end()
    digits = match["digits"] or ""
    if digits in ("一", "两", "几"):
        if not _counts(text, digits, word, number_start, end):
            return None
    elif digits in _SMALL and word in _IN_NAMES:
        return None  # 四道河子镇
    elif digits in _SMALL and word in AMBIGUOUS_MEASURES and not _is_plural(text, word, number_start, end):
        return None
    if digits == "万" and (text[end : end + 1] == "帮" or text[start - 1 : start] == "帮"):  # 万人帮万户
        return None
    return _finished(text, start, end, value, bound, word)


def _counts(text: str, digits: str, unit: str, start: int, end: int) -> bool:
    """Whether 一/两 plus a measure word counts something: 两所学校, 彩超一台 do, 一批 项目, 一次 会议, 一个 do not."""
    counted = lexicon().measures.get(unit) in ("goods", "people", "thing")
    if digits == "一":
        behind = (
            counted
            and bool(_NOUN_BEFORE.search(text, max(0, start - 2), start))
            and bool(_LIST_END.match(text, end))
        )
        before = (
            unit in _SINGLE
            and not _SAME.search(text, max(0, start - 1), start)
            and not _FIGURATIVE.match(text, end)
        )
        return behind or (before and text[end : end + 1] != unit)
    if digits != "两" or not counted or unit in ("种", "类", "门", "人", "支", "对"):
        return False
    if unit == "个":
        return bool(_WORKS.match(text, end))
    return unit != "家" or not _BOTH.match(text, end)


def _is_plural(text: str, unit: str, start: int, end: int) -> bool:
    """三名教师, 六家企业, 三场演出; 五期 only of what is held: 二期工程 is the second."""
    if unit == "期":
        return bool(_HELD_BEFORE.search(text, max(0, start - 4), start) or _COURSE.match(text, end))
    if unit == "个":
        return bool(_WORKS.match(text, end))
    if unit == "门":
        return bool(_TAUGHT.match(text, end))
    if unit == "场":
        return bool(_SHOWN.match(text, end))  # 红星二场 is a farm
    return unit in _PLURAL and not _BOTH.match(text, end)


def _value(match: re.Match[str], start: int) -> tuple[int | float | None, Bound]:
    if match["vague"]:
        return None, "vague"
    if match["teens"]:
        value: int | float | None = 10
        bound: Bound = "over"
    elif len(match["digits"]) > _LONGEST:
        return None, "vague"
    else:
        digits = match["digits"]
        value = float(digits) if digits[0].isdigit() else han_value(digits)
        bound = "exact"
    if value is None:
        return None, "vague"
    scale = match["scale"]
    if scale:
        factor = 1
        for c in scale:
            factor *= _STEPS.get(c) or _MYRIADS[c]
        value *= factor
    if match["infix"] == "来":
        bound = "about"  # 30来个
    elif match["infix"] or match["infix2"]:
        bound = "over"
    elif match["before"] and start == match.start("before"):
        bound = _BEFORE[match["before"]]  # type: ignore[assignment]
    return _whole(float(value)), bound


def _finished(
    text: str,
    start: int,
    end: int,
    value: int | float | None,
    bound: Bound,
    unit: str,
    *,
    currency: str | None = None,
) -> Quantity:
    after = _AFTER.get(text[end : end + 2])
    if after:
        end = min(end + 2, len(text))
    elif text[end : end + 1] in ("多", "余") and bound == "exact":
        after = "over"
        end += 1
    if after and bound == "exact":
        bound = after  # type: ignore[assignment]
    elif bound == "exact" and text[end - len(unit) - 2 : end - len(unit)] in _AFTER:
        bound = _AFTER[text[end - len(unit) - 2 : end - len(unit)]]  # type: ignore[assignment]
    return Quantity(start, end, value, bound, unit, text[start:end], currency)
