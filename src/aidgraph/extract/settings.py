"""Clauses that state no act but set the scene for one: in whose name, with whose help, at whose call, where."""

from __future__ import annotations

import re

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.sides import is_aided, sided
from aidgraph.extract.statements import Context

_HEADING = re.compile(r"【([^】]{1,30})】")
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[．.、]|[◆●■▲★○□#—\-]+)\s*"
)
_DASH = re.compile(r"[—–\-→与]+")
_ANSWERED = re.compile(
    r"[^，。]{0,24}?(?P<verb>响应|应)(?P<who>[^，。]{2,20}?)(?:的|之)?(?:号召|倡议|邀请|邀)$"
)
_THROUGH = re.compile(
    r"(?:(?P<doer>[^，。]{2,20}?)(?=经由|经过|经))?(?:经由|经过|经|由|在|通过)?(?P<who>[^，。]{2,24}?)(?:的)?(?:多方|积极|主动|居中|倾力|鼎力)*"
    r"(?:牵线搭桥|牵线|搭桥|协调|引荐|推荐|推介|倡议|发动|组织|促成|对接|联系|撮合|推动|牵引|穿针引线|引线|争取|统筹|邀请|动员|号召|引导|沟通)(?:下)?$"
)
_UNDER = re.compile(
    r"(?:(?P<aided>[^，。]{2,30}?)(?=在))?(?:在|经|经过|通过)(?P<who>[^，。]{2,30}?)的?(?:大力|全力|积极|倾力|鼎力|无私|精心|悉心|关心|多方|共同|贷款贴息|资金|技术|政策|和|、)*"
    r"(?P<how>支持|帮助|指导|帮扶|资助|援助|支援|帮带|托管|援建|扶持|带教|协调|组织|推动|牵线|倡议|争取|联系|引导|撮合|号召|统筹|引荐|推荐|对接|沟通|动员|感召|带动)(?:搭桥)?下$"
)
_INNER = re.compile(r"(?:里面?|境内|院内|校内|园内)$")
_ARRANGING = frozenset(
    ("协调", "组织", "推动", "牵线", "倡议", "争取", "联系", "引导", "撮合", "号召", "统筹", "引荐", "推荐", "对接", "沟通",
     "动员", "感召", "带动")
)  # fmt: skip


def after_heading(context: Context, parties: PartyReader, low: int, high: int) -> int:
    """Where a sentence begins behind its bracketed heading, which gives the subject or both sides (claims.md, rule 26)."""
    match = _HEADING.match(parties.scope.text, low, high)
    if match is None:
        return low
    start, end = match.span(1)
    context.subject, context.heading = [], []
    for token in parties.scope.within(start, end):
        if token.kind == "verb" and lexicon().verbs[token.text].frame == "direct":
            context.heading = parties.leading(token.end, end)
    dash = _DASH.search(match[1])
    if not context.heading and dash:
        first, second = parties.all(start, start + dash.start()), parties.all(start + dash.end(), end)
        both = sided(parties.scope, first, second) if first and second else (first, second)
        context.subject, context.heading = both
    elif not context.heading:
        context.subject = parties.all(start, end)
    return match.end()


def heading_subject(context: Context, parties: PartyReader, low: int, high: int) -> None:
    """A heading that is a party's name (一、合肥市) gives the subject of what stands below it, or whom it aids (rule 26)."""
    text = parties.scope.text
    marker = _ITEM.match(text, low, high)
    low = marker.end() if marker else low
    while high > low and text[high - 1] in "：: ":
        high -= 1
    found = parties.all(low, high)
    if not found or found[0].start != low or found[-1].end != high or any(f.party.is_group for f in found):
        return
    if any(is_aided(parties.scope, f.party) for f in found):
        context.heading = found
    else:
        context.subject = found


def sets_scene(context: Context, parties: PartyReader, low: int, high: int) -> bool:
    """Whether a clause only gives the one behind the next act, or its place; `context` has it then."""
    under = _UNDER.match(parties.scope.text, low, high)
    if under:
        return _under(context, parties, under)
    answered = _ANSWERED.match(parties.scope.text, low, high)
    if answered:
        context.introduced = parties.all(*answered.span("who"))  # Y响应X号召: X arranges what Y then does
        subject = parties.all(low, answered.start("verb"))
        context.subject, context.had_own = subject or context.subject, bool(subject) or context.had_own
        return True
    return _through(context, parties, low, high) or _located(context, parties, low, high)


def _under(context: Context, parties: PartyReader, match: re.Match[str]) -> bool:
    """在X的支持下: X supports what follows; 在X的协调下: X arranges it."""
    found = parties.all(*match.span("who"))
    if match["how"] in _ARRANGING:
        context.introduced = found
    else:
        context.under, context.under_how = found, match["how"]
        subject = parties.all(*match.span("aided")) if match["aided"] else []
        if subject:
            context.subject, context.had_own = subject, True
        context.aided = subject or (context.subject if context.had_own else [])
    return bool(found)


def _through(context: Context, parties: PartyReader, low: int, high: int) -> bool:
    """经X牵线: X arranges it (claims.md, rule 17)."""
    match = _THROUGH.match(parties.scope.text, low, high)
    found = parties.all(*match.span("who")) if match else []
    if match is None or not found or found[0].start > match.start("who") + 2:
        return False
    context.introduced = found
    doer = parties.all(*match.span("doer")) if match["doer"] else []
    if doer:  # X经T联系，…: X does what follows
        context.subject, context.had_own = doer, True
    parties.scope.memory.remember(f.party for f in found)
    return True


def _located(context: Context, parties: PartyReader, low: int, high: int) -> bool:
    """在Y，…; 对Y，…; Y里，…"""
    tokens = parties.scope.within(low, high)
    inner = _INNER.search(parties.scope.text, low, high)
    within = parties.all(low, inner.start()) if inner else []
    if inner and within and within[0].start == low and not within[-1].party.is_group:
        context.location = within
        return True
    if (
        not tokens
        or tokens[0].kind not in ("at", "on")
        or tokens[0].start != low
        or any(t.kind == "verb" for t in tokens)
    ):
        return False
    at = tokens[0].kind == "at"
    found = parties.all(tokens[0].end, high) if at else parties.leading(tokens[0].end, high)
    if not found or (at and found[-1].end < high - 1):
        return False
    context.location = found
    return True
