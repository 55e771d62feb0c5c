"""Acts that pair two sides: pair (结对), direct (X对口支援Y), host (挂牌)."""

from __future__ import annotations

import re

from aidgraph.extract.act import Act
from aidgraph.extract.frames.clause import Clause, doers
from aidgraph.extract.lexicon import Verb
from aidgraph.extract.scope import Found

_SALES = re.compile(
    r"(?:采购|购销|包销|订购|产销|订单|销售|供销|供货|购买|收购)[\u4e00-\u9fff]{0,6}(?:协议|合同|订单|意向)|订单"
)
_PARTNER = re.compile(
    r"[^，。]{0,8}(?:联盟|协作|分院|医联体|友好|共建|帮扶|对口|结对|姊妹|联系点|合作)[^，。]{0,6}"
)
_BOTH = ("和", "与", "同", "跟", "及")


def direct(act: Act, clause: Clause) -> None:
    """X对口支援Y; Y由X对口支援."""
    act.subject = clause.said("subject")
    by = clause.said("by")
    if by:
        act.providers, act.recipients, act.needs_provider = by, act.subject, False
        act.flags.add("passive")
        return
    act.providers = clause.said("is") or act.subject  # 是X对口支援Y的…
    act.recipients = clause.first_phrase()


def pair(act: Act, clause: Clause) -> None:
    """X与Y结对; X和Y结为…; 组织X和Y结对: the two sides of 与, else of a coordination (claims.md, rules 1 and 14)."""
    doers(act, clause.without("with"))
    if act.verb.strength == "agreement" and _SALES.search(clause.scope.text, act.at, act.end):
        act.recipients = clause.said("with")  # 与Y签订大枣购销协议
        act.verb = Verb(act.verb.word, "trade", "supports", "", "party" if act.recipients else "figure")
        return
    if act.verb.word.endswith("为") and "take" in clause.slots:  # 把Y定为协作分院
        partner = _PARTNER.match(clause.scope.text, act.at + len(act.verb.word), act.end)
        act.recipients = clause.said("take") if partner else []
        return
    led = [f for f in clause.led() if f.party.places or f.party.count is not None]
    if "with" in clause.slots:
        act.recipients = clause.said("with")
    elif led:
        act.recipients = led  # X、Y牵手A、B
    else:
        for role in ("causee", "cause", "subject"):
            both = _split(clause, role)
            if both:
                act.providers, act.recipients = both
                if role == "subject":
                    act.subject = both[0] + both[1]
                act.needs_provider = False
                break
        else:
            act.recipients = clause.said("for", "to", "on", "at")
    act.recipients = act.recipients or [f for f in clause.led() if f in led or not f.party.is_group]


def _split(clause: Clause, role: str) -> tuple[list[Found], list[Found]] | None:
    """A和B结为…: the two sides of a coordination, cut at its last 和."""
    reader = clause.reader
    for low, high in clause.slots.get(role, ()):
        cuts = [t for t in clause.scope.within(low, high) if t.kind == "and" and t.text in _BOTH]
        for cut in reversed(cuts):
            first, second = reader.all(low, cut.start), reader.all(cut.end, high)
            if first and second:
                return first, second
        found = reader.all(low, high)
        if len(found) == 2 and not cuts:
            return found[:1], found[1:]
        if len(found) == 1 and clause.scope.text[low:high].startswith("两地"):
            return found, found
    return None


_OWNED = re.compile(r"(?:成为|为)?(?P<who>[^，。的]{2,24})的(?:对口|结对|帮扶|协作|医联体|友好)")


def host(act: Act, clause: Clause) -> None:
    """遴选A挂牌B基地: B takes A as its partner."""
    act.subject = clause.said("subject")
    of = _OWNED.match(clause.scope.text, clause.object.start, clause.object.end) if clause.object else None
    whose = clause.reader.all(*of.span("who")) if of else []
    if whose:  # 挂牌成为Y的对口帮扶单位
        act.providers, act.recipients = act.subject, whose
        act.needs_provider = not act.subject
        return
    hosted = clause.said("causee", "cause", "at")
    act.providers, act.recipients = clause.led(), hosted or act.subject
    act.organizers = act.subject if hosted else []
    act.needs_provider = not act.providers
    if hosted and not act.subject:
        act.flags.add("organized")
