"""Which statements of one sentence tell of one act: an introduction, a continuation, a count before the money it was spent with."""

from __future__ import annotations

from collections.abc import Iterable

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.statements import Statement

#: What those who were sent do where they are.
_DONE_THERE = frozenset(("开展", "实施", "完成", "推广", "引进", "带来"))


def merged(found: Iterable[Statement]) -> list[Statement]:
    """One sentence's statements, with those that tell of one act made one (claims.md, rules 2, 3 and 25)."""
    kept: list[Statement] = []
    for statement in found:
        if kept and _introduces(kept[-1], statement):
            before = kept.pop()
            statement.organizers = statement.organizers or before.providers
            statement.start = min(statement.start, before.start)
        if kept and _continues(kept[-1], statement):
            together = [one for one in kept if one.act.at == kept[-1].act.at]
            takers = statement.act.recipients
            apart = "respectively" in kept[-1].act.flags and len(takers) == len(together) > 1
            for index, told in enumerate(
                together
            ):  # A、B各捐50万元，用于…: each of them; 分别: first with first
                _absorb(told, statement)
                told.recipients = [takers[index]] if apart else told.recipients
            if "summed" in kept[-1].act.flags and len(kept) > 1 and _same_service(kept[-2], kept[-1]):
                _join(kept[-2], kept.pop())
            continue
        if kept and _pays_for(kept[-1], statement):
            before = kept.pop()
            statement.money, statement.start = before.money + statement.money, before.start
            statement.act.flags |= before.act.flags
            statement.carried = None
        if kept and _precedes_money(kept[-1], statement):
            _precede(kept.pop(), statement)
        kept.append(statement)
    return kept


def _introduces(before: Statement, after: Statement) -> bool:
    """T发起“…”活动，Y资助…: the campaign's organizer, then who gives."""
    return (
        before.act.verb.frame == "hold"
        and "between" not in before.act.flags
        and bool(after.act.subject)
        and after.act.subject[0].party.is_group
        and not before.act.counts
        and not before.act.recipients
    )


def _continues(before: Statement, after: Statement) -> bool:
    """An act without subject of its own that only adds to the one before: a result, a beneficiary, a second sum."""
    first, second = before.act, after.act
    told_out = bool((second.subject or second.times) and before.counts)  # 今年3月公司又追加投资2000万元
    invested = second.verb.frame in ("invest", "give") and after.money and not told_out
    built = second.verb.frame == "build" and after.counts and not second.subject and not second.money
    if _settles(before) and (invested or built) and not second.recipients:
        return all(
            f.party.type == "Enterprise" or f.party.is_group for f in second.subject
        )  # X落户Y，投资8000万元
    if first.verb.frame == second.verb.frame == "bring" and "will" in first.flags and before.counts:
        return not second.subject and not second.recipients and bool(after.counts)  # 计划引进25家，已签约19家
    if second.subject or second.providers or second.organizers or "between" in second.flags:
        return False
    if _continues_service(before, after):
        return True
    if first.verb.relation != "donated-to" or second.verb.relation == "paired-with":
        return False
    if second.verb.relation == "donated-to":
        return _continues_gift(before, after) or _spends(before, after)
    return _spends(before, after) or (
        second.verb.frame == "aid"
        and bool(before.money)
        and not after.money
        and not second.counts
        and not first.recipients
    )


def _settles(statement: Statement) -> bool:
    """X落户Y, 引来企业6家: a firm comes, whatever verb says so."""
    firms = statement.providers and all(
        f.party.type == "Enterprise" or (f.party.kind or "").endswith(("企业", "公司", "厂家"))
        for f in statement.providers
    )
    frame = statement.act.verb.frame
    invited = lexicon().organizing.get(statement.act.verb.word) == "invite"
    return frame == "bring" or (invited and bool(firms))


def _continues_service(before: Statement, after: Statement) -> bool:
    """What those sent did, who came to what was held, and totals over all that came before."""
    first, second = before.act, after.act
    frames = (first.verb.frame, second.verb.frame)
    if frames == ("hold", "hold") and not second.recipients and not second.counts and not second.money:
        return True
    if frames == ("send", "serve") and not first.recipients and not after.money:
        return True  # 派出骨干，到Y支教
    if not (first.verb.relation == second.verb.relation == "supports") or second.recipients or second.money:
        return False
    if frames[0] in ("send", "serve") and frames[1] in ("serve", "train"):
        return True  # 派出医生6名，做手术73例: what those sent did
    if frames[0] == "send" and frames[1] == "hold" and after.counts and second.verb.word in _DONE_THERE:
        return True  # 选派专家32名，开展新技术41项
    if frames == ("hold", "train"):
        return True  # 办培训班6期，培训430人次
    if (
        frames[1] in ("hold", "serve", "build", "train")
        and after.counts
        and ("sum" in second.flags or "summed" in first.flags)
    ):
        first.flags.add("summed")
        return True  # 共开设观摩课300节，举办讲座100场: counted over all that came before
    return False


def _continues_gift(before: Statement, after: Statement) -> bool:
    first, second = before.act, after.act
    if "target" in first.flags and after.money:
        return True  # 资金计划7850万元，目前到账6900万元
    if not before.money and not before.counts and not first.recipients:
        return True  # 共同捐资，首期筹集资金108万元
    if not second.recipients and not before.money and first.recipients and "per-unit" in second.flags:
        return True  # 认养Y，每人每年给予2400元
    if first.verb.frame == "aid" and not before.money and first.recipients and not second.recipients:
        return True  # 资助学生135人，寄出的助学金累计89万元
    known = [t for t in after.money if t.value.value is not None]
    if not second.recipients and not known and not after.counts:
        return True  # 每人出资数千元，赠送牛羊
    return (
        bool(second.recipients) and not first.recipients and (not second.money or first.verb.frame == "raise")
    )  # 捐款50万元，资助Y


def _spends(before: Statement, after: Statement) -> bool:
    """捐款50万元，建图书室3间: what the sum before was spent on."""
    if not before.money or after.money:
        return False
    works = after.act.verb.frame in ("hold", "build", "send", "bring")
    if after.act.recipients and not before.act.recipients:
        return works  # 挤出380万元，为Y修通牧道
    return works and bool(after.counts) and not after.act.recipients


def _absorb(before: Statement, after: Statement) -> None:
    before.counts += after.counts
    before.money += [t for t in after.money if t not in before.money]
    before.end = after.end
    before.purpose = before.purpose or after.purpose
    if after.act.recipients and not before.act.recipients:
        before.recipients = after.act.recipients
    else:
        before.recipients = before.recipients or after.recipients


def _same_service(first: Statement, second: Statement) -> bool:
    """Two services to the same recipient, whose results the text then counts together."""
    names = [{f.party.canonical or f.party.name for f in s.recipients} for s in (first, second)]
    same = first.act.verb.frame == second.act.verb.frame and first.act.verb.relation == "supports"
    return same and names[0] == names[1]


def _join(first: Statement, second: Statement) -> None:
    first.providers = [*first.providers, *second.providers]
    first.counts += second.counts
    first.end = second.end
    first.act.flags |= second.act.flags


def _precedes_money(before: Statement, after: Statement) -> bool:
    """实施项目158个，投入资金26亿元; 采购物资18吨，捐赠给Y: the count belongs to the gift that follows."""
    if after.act.subject or after.act.providers or after.act.verb.relation != "donated-to":
        return False
    if before.act.verb.frame == "trade":
        return True
    works = before.act.verb.frame in ("hold", "build")
    return (
        works and bool(before.counts) and not before.money and bool(after.money) and not after.act.recipients
    )


def _pays_for(before: Statement, after: Statement) -> bool:
    """投资850万元，在Y建成…: the sum is what the works cost."""
    if before.act.verb.frame != "invest" or before.act.recipients or not before.money:
        return False
    works = after.act.verb.frame in ("build", "hold") and after.act.verb.relation == "supports"
    return works and not after.act.subject and not after.money


def _precede(before: Statement, after: Statement) -> None:
    after.counts = before.counts + after.counts
    after.start = before.start
    after.act.flags |= before.act.flags
    if before.act.verb.frame == "trade":
        after.organizers = after.organizers or before.organizers
    else:
        after.recipients = after.recipients or before.recipients
