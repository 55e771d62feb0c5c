"""Whether a clause says enough for a claim of its own (claims.md, rules 3, 12 and 24).

What is enough depends on the verb (`strength` in ontology/lexicon/verbs.csv): `strong` verbs need a party, a figure or
a thing; `party` verbs a party; `figure` verbs money or a count; `campaign` verbs a named one; `go` a place; `train` trainees.
"""

from __future__ import annotations

import re

from aidgraph.extract.act import Act
from aidgraph.extract.campaigns import SERVICES, is_event
from aidgraph.extract.lexicon import pattern
from aidgraph.extract.scope import Scope
from aidgraph.extract.sides import apart, is_aided_side, is_aiding
from aidgraph.extract.statements import Context
from aidgraph.model import Party

_SUPPORT = re.compile(r"支持|援助|帮助|援建|帮扶|资助")
_AGREEMENT = re.compile(
    r"(?:共建|结对|帮扶|友好|支援|协作|对口|携手|带教|师徒|医联体|合作|互助|姊妹|托管)[\u4e00-\u9fff]{0,8}(?:协议书?|备忘录|意向书|公约|协定|责任书|[建对]书)"
)
#: Who comes to see and talk: no aid by itself (claims.md, rule 12).
_VISITORS = re.compile(r"(?:代表团|考察团|调研组|考察组|领导|一行)$")
_TRAINING = re.compile(r"培训|培养")
_WORKS = r"^[^、，]{2,24}(?:{works})$"


def stands(act: Act, context: Context, scope: Scope) -> bool:
    """Whether the act makes a claim; else its clause only adds to another."""
    frame = act.verb.frame
    text = scope.text[act.start : act.end]
    if pattern("{thanks}|{denied}").search(text):
        return False
    if (
        frame == "pair"
        and act.verb.strength == "agreement"
        and not _AGREEMENT.search(scope.text, act.at, act.end)
    ):
        return False
    if frame == "pair" and act.verb.strength == "take" and "taken" not in act.flags:
        return False
    if frame == "pair":
        known = act.providers or context.subject or context.asked or context.last is not None
        if not known and all(map(_is_vague, _parties(act))):
            return False  # 与群众结亲戚: nobody with nobody in particular
        return bool(act.recipients) and bool(act.providers or act.needs_provider)
    if frame in ("direct", "host"):
        return bool(act.recipients or act.providers)
    if frame == "receive":
        return _received(act, text)
    if "between" in act.flags:
        return True
    behind = (
        _aided_by(act, context, scope) or bool(pattern("{aid}").search(text)) or _across(act, context, scope)
    )
    named, figures = bool(act.recipients), bool(act.money or act.counts)
    thing = (
        scope.text[slice(*act.object)] if act.object else scope.text[act.at + len(act.verb.word) : act.end]
    )
    if frame == "give" and act.verb.modality == "cash" and act.verb.strength == "figure":
        public = context.funds and not act.subject and is_aided_side(scope, act.recipients)
        return bool(act.money) and (behind or public)
    match act.verb.strength:
        case "strong":
            return named or bool(act.providers) or figures or (behind and len(thing) >= 2)
        case "party":
            if frame == "send":
                return (named or figures) and behind
            if named or "by" in act.flags:
                return behind and not _is_aim(act, context)
            return behind and context.last is not None and bool(pattern(_WORKS).search(thing))
        case "figure":
            return "by" in act.flags or (behind and _measured(act, context, thing))
        case "campaign":
            return behind and is_event(scope, act)
        case "go":
            if any(_VISITORS.search(f.party.name) for f in act.providers):
                return False
            return named and bool(act.providers or act.organizers or "sent" in act.flags) and behind
        case "attach":  # 吸纳Y的劳动力320人就业
            return (
                act.verb.modality == "employment"
                and bool(act.subject)
                and named
                and _across(act, context, scope)
            )
        case "take":
            return "taken" in act.flags and named and behind
        case "train":
            return bool(_TRAINING.search(text)) and bool(act.object or named)
    return False


def _received(act: Act, text: str) -> bool:
    support = act.verb.relation == "supports"
    if support and act.verb.modality != "construction" and not _SUPPORT.search(text):
        return False
    what = act.recipients or act.money or act.counts or (support and "thing" in act.flags)
    return bool(act.providers) and bool(what)


def _measured(act: Act, context: Context, thing: str) -> bool:
    """Figures, goods, a service between two sides, or something built after another act (结对，建起远程诊疗中心)."""
    frame, named, follows = act.verb.frame, bool(act.recipients), context.last is not None
    if frame == "bring" and any(f.party.count is not None for f in act.providers):
        return True  # 引进企业3家
    if frame == "build" and named and len(thing) > 3 and not all(_is_vague(f.party) for f in act.recipients):
        return True  # 为8个县市铺设远程会诊系统
    if frame in SERVICES and named and (act.providers or "sent" in act.flags):
        return True
    if (
        frame in ("serve", "train")
        and named
        and act.needs_provider
        and not all(map(_is_vague, _parties(act)))
    ):
        return True
    if frame == "build" and follows and not act.subject and len(thing) > 3:
        return True
    if frame == "give" and "taken" in act.flags and named:
        return True  # 把募集的衣物运往Y
    goods = frame == "give" and bool(pattern("{goods}").search(thing)) and (named or follows)
    return bool(act.money or act.counts) or goods


def _parties(act: Act) -> list[Party]:
    return [f.party for f in act.recipients]


def _is_vague(party: Party) -> bool:
    """受援地, 群众: nobody in particular."""
    return party.is_group and party.count is None and not party.places


def _aided_by(act: Act, context: Context, scope: Scope) -> bool:
    """Whether somebody of the aiding side is behind the act: weak verbs (建成, 培训) alone are anybody's."""
    doers = act.providers + act.organizers
    if doers and not act.subject and (act.verb.frame == "bring" or "organized" in act.flags):
        doers = doers + context.subject  # 为Y引进企业37家: whoever the paragraph is about brought them
    if not doers and act.needs_provider:
        if context.last is not None and not context.had_own:
            return True  # who was behind the act before is behind what they go on to do
        doers = [*context.asked, *context.introduced] if context.asked else context.subject
    if not doers:
        arranged = context.speech or "organized" in act.flags
        return (bool(act.recipients) and arranged) or bool(context.heading)
    if "too" in act.flags and context.last is not None:
        return True  # Y也寄来了衣物: like those before
    return any(is_aiding(scope, f.party) for f in doers)


def _across(act: Act, context: Context, scope: Scope) -> bool:
    """Whether the act reaches from one side of the programme to the other, in either direction."""
    givers = act.providers or (context.subject if act.needs_provider else [])
    if not (givers and act.recipients):
        return False
    named = act.verb.relation == "donated-to" or any(not f.party.is_group or f.party.places for f in givers)
    if named and is_aided_side(scope, givers) != is_aided_side(scope, act.recipients):
        return True
    return apart(scope, givers, act.recipients)


def _is_aim(act: Act, context: Context) -> bool:
    """帮助…脱贫 after another act: what that act is for, no act of its own."""
    if act.verb.frame != "aid" or act.money or act.counts or act.providers or act.organizers:
        return False
    if context.last is None:
        pointing = all((f.party.kind or "") in ("受援地", "当地", "受援方") for f in act.recipients)
        return pointing and act.object is None
    known = {f.party.canonical or f.party.name for f in context.last.recipients}
    again = all((f.party.canonical or f.party.name) in known for f in act.recipients)
    everyone = all(f.party.is_group and f.party.count is None for f in act.recipients)
    return again or (everyone and not context.last.money)
