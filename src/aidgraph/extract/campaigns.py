"""Named campaigns: which quoted names are activities, and which of those are aid by their name alone."""

from __future__ import annotations

import re

from aidgraph.extract.act import Act
from aidgraph.extract.lexicon import lexicon, pattern
from aidgraph.extract.scope import Scope
from aidgraph.extract.tokens import Token

_NOUN = r"^等?(?:主题|系列|特色|大型|各类|各项)*[\u4e00-\u9fff]{0,6}(?:{campaign})"
_VERB = r"(?:{campaign-verb}|[”、])$"
_COUNTED = re.compile(r"个?[\u4e00-\u9fff]{0,6}(?:项目|工程)")
_COUNTED_BEFORE = re.compile(r"(?:项目|工程|义诊|讲座|培训班)$")
#: Verbs that make an activity a service to somebody.
SERVICES = ("serve", "train", "give", "pair")
#: Shorter quoted words are emphasis, no names.
_SHORTEST = 4


def is_campaign(scope: Scope, quote: Token, end: int) -> bool:
    """Whether a quoted name is that of a campaign: 开展“…”活动, not 《…》."""
    if quote.text.startswith("《"):
        return False
    after = scope.text[quote.end : min(end, quote.end + 14)]
    if pattern(_NOUN).match(after):
        return True
    verb = pattern(_VERB).search(scope.text, max(0, quote.start - 6), quote.start)
    return bool(verb) and (len(quote.value) >= _SHORTEST or after[:1] in ("“", "”"))


def is_event(scope: Scope, act: Act) -> bool:
    """An activity worth a claim: a named campaign, a service to somebody, or one with figures (claims.md, rules 3 and 12)."""
    named = [q for q in act.quotes if is_campaign(scope, q, act.end)]
    if any(pattern("{campaign-act}").search(q.value) and len(q.value) >= _SHORTEST for q in named):
        return True
    if act.verb.modality == "construction" and (act.counts or act.recipients):
        return True  # 完成标准化兽医站5个
    if act.recipients:
        verbs = (t for t in scope.within(act.at + 1, act.end) if t.kind == "verb")
        served = any(lexicon().verbs[t.text].frame in SERVICES for t in verbs)
        if named or served or act.counts or act.money:
            return True
    return any(
        _COUNTED.match(scope.text, t.end, t.end + 8) or _COUNTED_BEFORE.search(scope.text, act.start, t.start)
        for t in act.counts
    )
