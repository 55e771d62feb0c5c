"""Acts that leave something built, or a firm settled: build, invest, bring."""

from __future__ import annotations

import re

from aidgraph.extract.act import Act
from aidgraph.extract.frames.clause import Clause, doers
from aidgraph.extract.scope import Found
from aidgraph.model import Party, Span

#: The length of a phrase that can be a firm's bare name.
_NAME_LENGTHS = range(3, 13)


def build(act: Act, clause: Clause) -> None:
    """X为Y建成…, 由X援建的Y: the recipient after 为, else the place or institution built (claims.md, rule 20)."""
    by = clause.said("by")
    if by:
        act.flags |= {"by", "passive"}
        act.providers, act.needs_provider = by, False
        act.recipients = _owner(clause) or _after_of(clause)
        return
    doers(act, clause)
    act.recipients = (
        act.recipients or clause.said("for") or clause.said("at", "to", "object") or clause.went()
    )
    if clause.object is not None:
        act.object = (clause.object.start, clause.object.end)
        if not act.recipients:
            act.recipients = [
                f
                for f in clause.led()
                if (not f.party.is_group or f.party.places) and not _is_counted(f, clause)
            ][:1]


def _is_counted(found: Found, clause: Clause) -> bool:
    """建成牦牛骨加工厂一座: a thing, not somebody."""
    after = clause.scope.within(found.end, found.end + 12)
    return bool(after) and after[0].kind == "count" and after[0].start == found.end and not found.party.places


def _owner(clause: Clause) -> list[Found]:
    """Y由X援建: whose thing the subject is."""
    for low, high in clause.slots.get("subject", ()):
        found = clause.reader.all(low, high) or clause.reader.leading(low, high)
        if found:
            return found[:1]
    return []


def _after_of(clause: Clause) -> list[Found]:
    """由X援建的Y医院: whose the thing is that the relative clause stands before."""
    for chunk in clause.right:
        if chunk.kind != "np":
            continue
        of = [t.end for t in clause.scope.within(chunk.start, chunk.end) if t.kind == "of"]
        start = of[-1] if of and of[-1] < chunk.end else chunk.start
        found = clause.reader.leading(start, chunk.end)
        if found:
            return found[:1]
    return []


def invest(act: Act, clause: Clause) -> None:
    """X投资…建设Y; of what 由X投资 stands in, nobody is said to be the recipient."""
    build(act, clause)
    if "passive" in act.flags:
        act.recipients = []


_AIMED = re.compile(r"年内|明年|年底前|今后|下一步|下半年")
_FIRMS = re.compile(r"(?:企业|公司|商户|客商|厂家)$")


def bring(act: Act, clause: Clause) -> None:
    """T引进X公司, X落户Y: the firm provides, the team arranged it (claims.md, rules 18 and 28)."""
    if "is" in clause.slots:
        act.providers = clause.said("subject") or _firm(clause)
        act.organizers = clause.said("is")
        act.flags.add("by")
        act.needs_provider = not act.providers
        return
    doers(act, clause)
    act.recipients = (
        act.recipients
        or clause.said("for", "to", "at")
        or clause.went()
        or clause.went_after()
        or clause.said_after("at")
        or clause.said("object")
    )
    led = clause.led()
    if act.verb.strength == "party":  # 落户Y: the object is where
        act.recipients = led or act.recipients
        return
    firms = [f for f in led if f.party.type == "Enterprise" or _FIRMS.search(f.party.kind or "")]
    aimed = "will" in act.flags or _AIMED.search(clause.scope.text, act.start, act.at)
    if firms and not (aimed and all(f.party.is_group for f in firms)):  # 计划引进企业25家: an aim, nobody yet
        act.organizers, act.providers, act.needs_provider = act.providers, firms, False


def _firm(clause: Clause) -> list[Found]:
    """A name that only what is said of it shows to be an enterprise's: X是…引进的项目."""
    for low, high in clause.slots.get("subject", ()):
        if high - low in _NAME_LENGTHS:
            name = clause.scope.text[low:high]
            return [Found(Party(name=name, type="Enterprise", at=Span(low, high)), low, high)]
    return []
