"""Acts in which money or goods change hands, or help goes to somebody: give, raise, aid, receive, trade."""

from __future__ import annotations

import re
from dataclasses import replace

from aidgraph.extract.act import Act
from aidgraph.extract.frames.clause import Clause, doers
from aidgraph.extract.lexicon import Verb, lexicon
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.places import pair
from aidgraph.extract.scope import Found
from aidgraph.extract.sides import is_aided

_OF_FUNDS = re.compile(r"的?[\u4e00-\u9fff]{0,6}(?:资金|经费|款)(?![\u4e00-\u9fff])")
_GIVEN = re.compile(r"[捐赠募](?:来|出|赠|献|给)?的")
_SHOWN = re.compile(r"了?[\u4e00-\u9fff]{0,4}(?:演出|节目|讲座|义诊|大戏|公开课|示范课|培训课)")
_COMERS = re.compile(
    r"专家|教师|老师|医生|医师|名医|大夫|医护|护士|队|团|名师|师傅|技师|技术员|教授|学者|讲师|志愿者|干部|人才|骨干|大学生|研究生|演员|艺术家"
)
_SERVICE = re.compile(
    r"(?:演出|课堂?|大戏|戏曲?|服务|技术|讲座|门诊|义诊|知识|培训|节目|健康|名医|专家|名师|政策)$"
)
#: Verbs that take whom and what side by side: 援助改则县救灾物资.
_GIVING = frozenset(("捐赠", "援助", "捐助", "赠送", "援赠", "支援", "捐献", "捐"))
_DOUBLE = re.compile(r"(?!的)[\u4e00-\u9fff“”、]{0,8}(?:物资|设备|资金|器材|用品|药品|图书|衣物|款物)")
_FUNDS = re.compile(r"(?:资金|经费|款)(?:共计|累计|总计|总额|[约共近超达为])*$")
#: A verb of any kind between 用于 and whose thing it is done to.
_ACTING = re.compile(r"(?:[\u4e00-\u9fff]{2}|专门|改善|购置|更新|添置|维修|修缮)(?:和[\u4e00-\u9fff]{2})?了?")
_SPENDING = ("aid", "build", "hold", "train", "give")
#: How far behind 交流 the names of both places reach.
_PAIR_REACH = 12


def give(act: Act, clause: Clause) -> None:
    """X向Y捐赠, X从Y募集…用于Z, X捐资助Z: the recipient after 向/给/为, else who it is spent on (claims.md, rule 6)."""
    doers(act, clause)
    if clause.said("by"):
        act.flags.add("by")
        if not act.subject:
            act.flags.add("passive")  # 每户5.6万元的补助由X支付: those of whom the sentence tells
    service = _service(act, clause)
    if service:
        act.verb = Verb(act.verb.word, "serve", "supports", "exchange", "party")
        act.recipients = act.recipients or clause.said("to", "for") or clause.went_after() or clause.led()
        return
    taken = clause.said("take")
    if taken and taken[0].party.is_group and act.verb.modality != "cash":
        act.verb = Verb(act.verb.word, "study", "supports", "training", "party")  # 把农民送往泰州学习
        act.recipients = taken
        return
    act.recipients = (
        act.recipients or clause.said("to", "for") or clause.said_after("to", "for") or clause.went_after()
    )
    if clause.object is not None:
        act.object = (clause.object.start, clause.object.end)
        if not act.recipients and act.verb.frame == "give":
            led = [] if clause.scope.text.startswith("的", clause.object.start) else clause.led()
            if led and (
                act.verb.word.endswith(("给", "给了", "向", "到", "抵", "往", "至", "转交", "转赠"))
                or "take" in clause.slots
                or any(t.start >= led[-1].end for t in (*act.money, *act.counts))
                or (
                    _DOUBLE.match(clause.scope.text, led[-1].end, clause.object.end)
                    and act.verb.word in _GIVING
                )
                or (
                    led[-1].end >= clause.object.end
                    and not led[-1].party.is_group
                    and act.verb.modality == "goods"
                )
            ):
                act.recipients = led  # 移交Y
    people = act.counts and all(lexicon().measures.get(t.value.unit) == "people" for t in act.counts)
    if (
        people
        and not act.money
        and not act.recipients
        and act.verb.modality == "goods"
        and act.verb.strength == "figure"
    ):
        act.verb = Verb(act.verb.word, "send", "supports", "", "figure")  # 送来游客9800人次
    if not act.recipients:
        spent, at = _spent_on(clause), clause.said("at", "on")
        if at and all(f.party.type in ("Park", "Enterprise") for f in spent):
            spent = at  # 在拉萨投入2.1亿元建设产业园
        act.recipients = spent or at or clause.went()


def _service(act: Act, clause: Clause) -> bool:
    """把三场演出送进Y: what is brought is no goods."""
    low = (clause.slots.get("take") or [(act.at, act.at)])[-1][0]
    text, end = clause.scope.text, act.at + len(act.verb.word)
    shown = _SERVICE.search(text, low, act.at) or _SHOWN.match(text, end, act.end)
    return act.verb.modality == "goods" and not act.money and bool(shown)


def _spent_on(clause: Clause) -> list[Found]:
    """Who a gift is spent on: 用于帮助Y…, 支援Y, 资助Y: the parties right after a verb or 用于."""
    for chunk, following in zip(clause.right, clause.right[1:], strict=False):
        if chunk.kind in ("purpose", "verb") and following.kind == "np":
            found = beneficiary(clause.reader, following.start, following.end)
            if found:
                return found
    return []


def beneficiary(reader: PartyReader, low: int, high: int) -> list[Found]:
    """Who a purpose is for: 用于帮助Y…, 用于Y建设, 用来给Y…."""
    low += reader.scope.text.startswith(("给", "为", "向", "对"), low)
    found = reader.leading(low, high)
    if found and found[0].start == low and not _is_topic(found, high):
        return _with_second(reader, found, high)
    for token in reader.scope.within(low, high):
        if token.kind == "verb" and lexicon().verbs[token.text].frame in _SPENDING:
            found = reader.leading(token.end, high)
            if found:
                return _with_second(reader, found, high)
    first = next((t for t in reader.scope.within(low, high) if t.kind in ("place", "name")), None)
    if first is not None and _ACTING.fullmatch(reader.scope.text, low, first.start):
        return reader.leading(first.start, high)  # 用于更新Y的实验设备
    return []


def _is_topic(found: list[Found], high: int) -> bool:
    """人才培训, 居民保障服务项目: people in general in front of what the money is for are no recipient."""
    party = found[-1].party
    return party.is_group and party.count is None and not party.places and found[-1].end < high


def _with_second(reader: PartyReader, found: list[Found], high: int) -> list[Found]:
    """奖励X师生、资助困难学生: a second verb with a party of its own, which lives where the first does."""
    rest = found[-1].end
    if reader.scope.text[rest : rest + 1] not in ("、", "和", "及"):
        return found
    verb = next((t for t in reader.scope.within(rest, high) if t.kind == "verb"), None)
    if verb is None or verb.start != rest + 1:
        return found
    places = found[-1].party.places
    second = reader.leading(verb.end, high)
    return found + [
        replace(one, party=replace(one.party, places=one.party.places or places))
        if one.party.is_group
        else one
        for one in second
    ]


def aid(act: Act, clause: Clause) -> None:
    """X支持Y, 由X资助, 促进苏伊两地交流: the object is the recipient (claims.md, rules 9 and 16)."""
    by = clause.said("by")
    if by:
        act.flags |= {"by", "passive"}
        act.providers, act.needs_provider = by, False
        act.recipients = act.subject = clause.said("subject")
        return
    doers(act, clause)
    led = clause.led()
    if clause.object is not None:
        low, high = act.object = (clause.object.start, clause.object.end)
        if act.verb.strength == "exchange":
            both = pair(clause.scope, low, min(high, low + _PAIR_REACH))
            if len(both) == 2 and both[0].start - low <= 1:
                between(act, both, organizers=act.subject)
            return
    went = clause.went()
    if went and all(f.party.is_group and f.party.count is None for f in led):
        led = went  # 到霍城县救助患者: the place, of which the people are those served
    act.recipients = (
        act.recipients
        or led
        or clause.said("for", "to")
        or clause.said_after("for", "to", "at")
        or clause.said("at")
    )
    if (
        act.money
        and not act.counts
        and act.verb.word in ("支援", "支持", "帮扶", "扶持", "援助")
        and (
            _FUNDS.search(clause.scope.text, act.at, act.money[0].start)
            or _OF_FUNDS.match(clause.scope.text, act.money[0].end, act.end)
        )
    ):
        act.verb = Verb(act.verb.word, "give", "donated-to", "cash", "figure")  # 支援Y资金1200万元
        return
    goods = any(lexicon().measures.get(t.value.unit) == "goods" for t in act.counts)
    if goods and not led and act.verb.word in ("支援", "支持", "帮扶"):
        act.verb = Verb(act.verb.word, "give", "donated-to", "goods", "figure")  # 支援鸡苗6000羽


def between(act: Act, both: list[Found], *, organizers: list[Found]) -> None:
    """An act named after two places is one between them, and who held it arranged it (claims.md, rule 9)."""
    act.providers, act.recipients = both[:1], both[1:]
    act.organizers = act.organizers + organizers
    act.flags |= {"between", "organized"}
    act.needs_provider = False


def receive(act: Act, clause: Clause) -> None:
    """三村收到X善款: who receives is the subject (claims.md, rule 16)."""
    act.subject = act.recipients = clause.said("subject")
    act.providers = clause.said_after("from", "by") or clause.said("from", "by") or clause.first_phrase()
    if act.verb.relation == "donated-to" and any(
        f.party.is_group and _COMERS.search(f.party.kind or "") for f in act.providers
    ):
        act.verb = Verb(act.verb.word, "receive", "supports", "personnel", "party")  # 迎来了X的专家
    if (
        act.verb.relation == "supports"
        and act.providers
        and _GIVEN.search(clause.scope.text, act.at, act.end)
    ):
        act.verb = Verb(act.verb.word, "receive", "donated-to", "goods", "party")  # 用上了X捐来的课桌
    act.needs_provider = False
    act.flags.add("passive")
    said = clause.slots.get("subject", ())
    if not act.recipients and said and not clause.scope.text.startswith("每", said[0][0]):
        act.flags.add("thing")  # but 每户领到…: those of whom the sentence tells


def trade(act: Act, clause: Clause) -> None:
    """X从Y采购, X销售Y产品: who buys aids where the goods come from."""
    partner = [f for f in clause.said("with") if is_aided(clause.scope, f.party)]
    doers(act, clause.without("from").without("with") if partner else clause.without("from"))
    act.recipients = (
        clause.said("from")
        or partner
        or clause.said("object", "to", "for", "at")
        or clause.led()
        or clause.went()
    )
    if clause.said("by") and not act.recipients:
        act.recipients, act.organizers = (
            [f for low, high in clause.slots.get("subject", ()) for f in clause.reader.leading(low, high)][
                :1
            ],
            [],
        )
