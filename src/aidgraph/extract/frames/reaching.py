"""What no verb of the lexicon governs: somebody of the aiding side does something for, to, at or with the aided side.

The prepositions say who is who, and the sides of the programme that it is aid; the verb may be any. Words of mere contact (考察, 座谈)
and of mere speech are no aid (claims.md, rule 12).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aidgraph.extract.act import Act
from aidgraph.extract.frames.clause import Clause
from aidgraph.extract.lexicon import Verb, lexicon
from aidgraph.extract.scope import Found, Scope
from aidgraph.extract.sides import apart, is_aided_side, is_aiding

#: The verb of an act that is told by its prepositions alone.
REACH = Verb("", "serve", "supports", "", "across")
_PAIRED = Verb("", "pair", "paired-with", "partnership", "strong")
_GAVE_MONEY = Verb("", "give", "donated-to", "cash", "figure")
_GAVE_GOODS = Verb("", "give", "donated-to", "goods", "figure")

_BUILT = Verb("", "build", "supports", "construction", "figure")

_WORKS = re.compile(r"[新又再]?[添建修装设铺盖搭]")
_IDLE = re.compile(
    r"考察|调研|座谈|参观|走访|看望|会见|拜会|拜访|会谈|视察|出席|来自|位于|相距|毗邻|接壤|抵达|启程|返回|离开|表示|介绍|强调|指出|认为|希望|"
    r"感谢|致谢|致敬|锦旗|汇报|了解|熟悉|讨论|商讨|研究部署|出生|毕业|籍|想起|怀念|告别|学习[^，]{0,4}经验|检查|督导|督查|验收|统计|反映|围绕|针对|商定|议定|结合|根据|按照"
)
_PARTNERS = re.compile(
    r"结[对为成下]|对子|亲戚?[”了]?$|共建(?![\u4e00-\u9fff]{0,10}(?:平台|中心|车间|工厂|园))|姊妹|友好|联盟|协作(?:关系|单位|院|医院|校|体|分院)|医联体|联合体|师徒|手拉手|牵手|"
    r"(?:帮扶|支援|合作|协作)(?:关系|协议)|协议|备忘录|意向书"
)
_MONEY = re.compile(r"资金|经费|款|费|钱|金|拿出|掏|凑|垫|拨|划|汇")
_GIFT = re.compile(
    r"送|寄|捎|拉来|运|赠|捐|添|配[备齐上了]|备[好齐上了下]|装上|换[上了下]|留给|发[给到]|递|献"
)


def reach(act: Act, clause: Clause, subject: Sequence[Found] = ()) -> None:
    """X为Y…, X到Y…, X在Y…, X给Y…, X与Y…, Y由X…; left empty where both aren't said or lie on one side."""
    scope = clause.scope
    first, by = clause.said("subject"), clause.said("by")
    opposed = clause.said("on")
    if first and opposed and _is_whole(act, clause, first, opposed):
        act.providers, act.recipients, act.subject, act.verb = first, opposed, first, _PAIRED
        return
    takers = clause.said("for", "to") or clause.went() or clause.said("at", "on", "with")
    asked = clause.said("causee", "cause", "invite")
    givers = by or asked or first
    if by and not takers:
        takers = first
    if not givers and takers and "subject" not in clause.slots:
        givers, act.needs_provider = list(subject), True
    if not (givers and takers) or all(map(_is_vague, takers)) or not across(scope, givers, takers):
        return
    rest = scope.text[max(f.end for f in (*(givers if not act.needs_provider else ()), *takers)) : act.end]
    if len(re.findall(r"[\u4e00-\u9fff]", rest)) < 2 or _IDLE.search(scope.text, act.start, act.end):
        return
    act.recipients = takers
    if not act.needs_provider:
        act.providers, act.subject = givers, first if not by else []
    if asked and first:
        act.organizers = first  # T推动X与Y共建…
        act.flags.add("organized")
    if by:
        act.flags.add("by")
    if clause.said("with") and not clause.said("for", "to"):
        act.flags.add("with")


def _is_vague(found: Found) -> bool:
    """受援地, 群众: nobody in particular."""
    party = found.party
    return party.is_group and party.count is None and not party.places


def _is_whole(act: Act, clause: Clause, first: list[Found], second: list[Found]) -> bool:
    """昆山市对沭阳县: two parties and nothing else, as lists of pairings have them."""
    return (
        len(first) == len(second) == 1
        and first[0].end + 1 == second[0].start
        and second[0].end == act.end
        and not first[0].party.is_group
        and apart(clause.scope, first, second)
    )


def across(scope: Scope, givers: list[Found], takers: list[Found]) -> bool:
    """Whether the first are of the aiding side, the second of the aided one."""
    if is_aided_side(scope, givers):
        return False
    if not is_aided_side(scope, takers):
        return apart(scope, givers, takers)
    return any(is_aiding(scope, f.party) for f in givers)


def as_told(act: Act, scope: Scope) -> Act:
    """The act with the relation that its words tell."""
    rest = scope.text[act.recipients[-1].end : act.end]
    goods = any(lexicon().measures.get(t.value.unit) == "goods" for t in act.counts)
    if "with" in act.flags and _PARTNERS.search(rest):
        act.verb = _PAIRED
    elif act.money and _MONEY.search(scope.text, act.start, act.end):
        act.verb = _GAVE_MONEY
    elif goods and _GIFT.search(scope.text, act.start, act.end):
        act.verb = _GAVE_GOODS
    elif act.counts and _WORKS.match(rest):
        act.verb = _BUILT
    return act
