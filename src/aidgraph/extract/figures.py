"""What a figure measures: aid, a project's cost, an investment, trade; goods or results; and how it is counted."""

from __future__ import annotations

import re

from aidgraph.extract.lexicon import lexicon, pattern
from aidgraph.extract.numbers import Quantity
from aidgraph.extract.statements import Statement
from aidgraph.extract.times import Time
from aidgraph.extract.tokens import Token
from aidgraph.model import Amount, Basis, Count, Measure

_PROJECT = re.compile(
    r"(?:总投资|投资总额|总造价|造价|工程总额|概算|估算投资|计划投资|工程投资|项目投资|总投资额|投资规模)[\u4e00-\u9fff]{0,3}$"
)
_INVESTMENT = re.compile(r"(?:投资|签约额|签约金额|协议资金|到位资金|投资额)[\u4e00-\u9fff]{0,3}$")
_TRADE = re.compile(r"(?:销售|采购|消费|交易|订单|成交|营业|购买|认购|带货|收购|总价值)[\u4e00-\u9fff]{0,6}$")
_RETURNS = r"(?:{return}|{return-of-sum})[\u4e00-\u9fff]{0,5}$"
_FIRMS = ("企业", "公司", "客商", "厂商", "商家")
#: A target beside the money in hand (claims.md, rule 11).
TARGET = re.compile(r"(?:原打算|原计划|原定|目标|资金计划|计划筹集|计划募集)[\u4e00-\u9fff]{0,4}$")
_PER_UNIT = re.compile(
    r"(?:每[名位个人户家村校所生套份班亩头只对座间台辆栋眼棚箱件张床][\u4e00-\u9fff]{0,10}|[人户生校村班]均[\u4e00-\u9fff]{0,4}|各)$"
)
#: 驼奶粉、黑枸杞共1.1万份: it sums up a list.
_LISTED = re.compile(r"、[^，。、]{1,12}共$")
_SPAN = re.compile(
    r"全年|(?<!逐)一年间|半年[里间]|前[\d一二三四五六七八九十]{1,3}个月|报告期|[本这上]个?学期|上半年|下半年|季度|以来|期间|时期|年间|截[至止]|到?目前|十[一二三四五六]?五|至今|到.{4,7}年?底|[至到—]"
)
_NOUN = re.compile(r"(?:\d{1,3}班制)?[\u4e00-\u9fffA-Za-z·“”\-]{1,18}")
_NOUN_STOP = re.compile(r"[，。；、：（）]|等|的|用于|总价|价值|给|以及|和|及|助|分别|共|给予|送到|来|向|与")
_HEAD_STOP = re.compile(
    r"(?:共|已|约|达|近|累计|先后|总计|分别|增至|为|有|了|其中|各|总|(?<![彩B])超|已完成|新增)+$"
)
_CAMPAIGN_GOODS = "{campaign-goods}|书(?!记)"
_GOODS = (
    r"(?:捐赠|捐助|捐献|赠送|发放|募捐|捐|送去|援助|提供|购买|配备)(?:了|给|价值\d[\d.]*[万亿]?余?元的)?"
    r"(?P<goods>(?:各类|一批|爱心|大批)*[\u4e00-\u9fff]{0,6}(?:{goods}|{other-goods}))"
)


def amounts(statement: Statement, text: str, *, aggregate: bool) -> tuple[Amount, ...]:
    """The sums of a statement, in the order of the text; turnover, taxes and targets are none."""
    result = []
    for token in statement.money:
        quantity: Quantity = token.value
        before = text[max(statement.sentence[0], token.start - 14) : token.start]
        if pattern(_RETURNS).search(before) or TARGET.search(before):
            continue
        result.append(
            Amount(
                value=quantity.value,
                currency=quantity.currency or "CNY",
                bound=quantity.bound,
                basis=basis(statement, token, text, aggregate=aggregate),
                of=measure(statement, before),
                text=quantity.text,
            )
        )
    return tuple(result)


def measure(statement: Statement, before: str) -> Measure:
    """What the sum after `before` measures."""
    frame = statement.act.verb.frame
    company = any(
        f.party.type == "Enterprise" or (f.party.kind or "").endswith(_FIRMS) for f in statement.providers
    )
    if _TRADE.search(before) or frame == "trade":
        return "trade"
    if _PROJECT.search(before):
        return "investment" if company and not re.search(r"[捐援]", statement.act.verb.word) else "project"
    if (
        company
        and (frame in ("bring", "invest") or _INVESTMENT.search(before))
        and statement.act.verb.relation == "supports"
    ):
        return "investment"
    return "aid"


def basis(statement: Statement, token: Token, text: str, *, aggregate: bool) -> Basis:
    """Once, every year, for each, or in all."""
    before = text[statement.sentence[0] : token.start]
    near = before[-12:]
    if _PER_UNIT.search(near):
        return "per-unit"
    if "yearly" in statement.act.flags or re.search(r"每年|年均|每学年", near):
        return "per-year"
    if statement.part:
        return "one-off"
    said = near if not aggregate else text[statement.act.start : token.start]
    if re.search(r"累计|总计|共计|合计|一共|共(?![同建享青识和])", said) or (
        aggregate and not statement.whole
    ):
        return "cumulative"
    return "one-off"


def is_aggregate(statement: Statement, text: str) -> bool:
    """Whether the statement sums up many smaller acts."""
    if statement.whole or statement.part:
        return statement.whole
    figures = [*statement.money, *statement.counts]
    if not figures:
        said = text[statement.start : statement.end]
        counted = any(f.party.is_group and f.party.count is not None for f in statement.recipients)
        return bool(re.search(r"累计", said) or (counted and re.search(r"年[来间]共", said)))
    if "will" in statement.act.flags and "sum" not in statement.act.flags:
        return False
    first = min(t.start for t in figures)
    lead = text[statement.sentence[0] : max(first, statement.act.at)]
    if re.search(r"累计|总计|合计|(?<![批期次届])共(?![同建享产青识和])", _LISTED.sub("", lead)):
        return True
    if statement.money and re.search(r"这些年|近年来|多年来", lead):
        return True
    before = [text[max(statement.sentence[0], t.start - 14) : t.start] for t in statement.money]
    traded = any(measure(statement, words) == "trade" for words in before)
    if traded and any(map(_is_year, statement.times)):
        return True  # 去年采购农产品900万元
    spans = [t for t in statement.times if not t.yearly and _SPAN.search(t.period.text)]
    if spans:
        return True
    projects = any(
        re.match(r"个?[\u4e00-\u9fff]{0,6}项目", text[t.end : t.end + 8])
        or text[t.start - 2 : t.start] == "项目"
        for t in statement.counts
    )
    cost = any(_PROJECT.search(text[max(0, t.start - 10) : t.start]) for t in statement.money)
    return projects and cost


def _is_year(time: Time) -> bool:
    """A whole year: what was bought in it is a sum (claims.md, rule 28)."""
    start, end = time.period.start or "", time.period.end or ""
    return start[5:] == "01-01" and end[5:] == "12-31"


def counts(statement: Statement, text: str) -> tuple[tuple[Count, ...], tuple[Count, ...]]:
    """Items (goods in kind) and outcomes (counted results), in the order of the text."""
    items: list[Count] = []
    outcomes: list[Count] = []
    for token in statement.counts:
        if any(
            f.start <= token.start and token.end <= f.end
            for f in (*statement.providers, *statement.recipients)
        ):
            continue
        quantity: Quantity = token.value
        name, goods = _noun(token, statement, text)
        if not name:
            name = quantity.unit
        row = Count(name, quantity.value, quantity.unit or None, quantity.bound)
        (items if goods else outcomes).append(row)
    for token in statement.money:
        before = text[max(statement.sentence[0], token.start - 14) : token.start]
        if TARGET.search(before):
            outcomes.append(Count("目标", token.value.value, token.value.unit, token.value.bound))
    if statement.act.verb.relation == "donated-to":
        known = {item.name for item in items}
        items += _uncounted(statement, text, known)
        items += [
            Count(word)
            for name in statement.programmes
            for word in pattern(_CAMPAIGN_GOODS).findall(name)
            if word not in known
        ]
    return tuple(items), tuple(outcomes)


def _noun(token: Token, statement: Statement, text: str) -> tuple[str, bool]:
    unit_class = lexicon().measures.get(token.value.unit, "")
    after = text[token.end : min(statement.end, token.end + 18)]
    verb = min(
        (word.start for word in lexicon().words(after) if word.role in ("verb", "go", "to", "at", "is")),
        default=len(after),
    )
    stop = _NOUN_STOP.search(after, 0, verb)
    follows = after[: stop.start() if stop else verb]
    match = _NOUN.match(follows)
    name = match[0] if match else ""
    if name and any(name.startswith(word) for word in ("总", "价", "受益", "建成", "竣工", "惠及")):
        name = ""
    if not name:
        low = max([statement.sentence[0], token.start - 14, *_ends_before(token.start, statement)])
        before = text[low : token.start]
        low += max((word.end for word in lexicon().words(before) if word.role != "of"), default=0)
        name = _HEAD_STOP.sub("", re.split(r"[，。；、：（）“”]|\d", text[low : token.start])[-1]).lstrip(
            "的了"
        )
        verb_end = statement.act.at + len(statement.act.verb.word)
        name = name or (statement.act.verb.word if verb_end == token.start else "")  # 义诊54场次
    goods = statement.act.verb.relation == "donated-to" and unit_class == "goods"
    if (
        statement.act.verb.relation == "donated-to"
        and unit_class == "thing"
        and re.search(r"设备|器材|包|电脑|仪|机$|物资|书|箱|器$", name)
    ):
        goods = True
    if statement.act.verb.frame == "trade" and unit_class == "goods":
        goods = True
    return name, goods


def _ends_before(position: int, statement: Statement) -> list[int]:
    """Where the parties and the verb in front of a figure end: its noun begins after them."""
    parties = (*statement.providers, *statement.recipients, *statement.organizers)
    ends = [f.end for f in parties] + [statement.act.at + len(statement.act.verb.word)]
    return [end for end in ends if end <= position]


def _uncounted(statement: Statement, text: str, counted: set[str]) -> list[Count]:
    """Goods without a number: 捐赠价值13万元的各类药品."""
    found = []
    for match in pattern(_GOODS).finditer(text, statement.start, statement.end):
        name = re.sub(r"^(?:各类|一批|爱心|大批|价值)+", "", match["goods"])
        if name and all(name not in other and other not in name for other in counted):
            found.append(Count(name))
            counted.add(name)
    return found
