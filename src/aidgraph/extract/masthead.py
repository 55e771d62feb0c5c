"""The pairing that a masthead states: 江苏省对口支援新疆伊犁州前方指挥部 pairs Jiangsu with Ili, once a document."""

from __future__ import annotations

import re

from aidgraph.documents import Reading
from aidgraph.gazetteer import Gazetteer, Place
from aidgraph.model import Claim, Evidence, Party

_OFFICE = re.compile(
    r"(?P<from>[\u4e00-\u9fff]{2,9}?)(?:对口支援|援|对口帮扶|支援)(?P<to>[\u4e00-\u9fff]{1,40}?)(?:工作)?(?:前方指挥部|前方工作组|前方指挥中心|指挥部|前指|工作队|工作组)"
)


def masthead_claim(reading: Reading, gazetteer: Gazetteer) -> Claim | None:
    """The claim, or None where no masthead names both sides."""
    for paragraph in reading.paragraphs:
        if paragraph.role != "masthead":
            continue
        match = _OFFICE.search(reading.text, paragraph.start, paragraph.end)
        if match is None:
            continue
        provider = _party(match["from"], match.start("from"), reading, gazetteer, last=False)
        recipients = tuple(
            party
            for part in re.finditer(r"[^和、及与]+", match["to"])
            if (party := _party(part[0], match.start("to") + part.start(), reading, gazetteer, last=True))
        )
        if provider is None or not recipients:
            continue
        document, span = reading.document, reading.raw(match.start(), match.end())
        return Claim(
            id=f"{document.id}/paired-with@{span.start}",
            relation="paired-with",
            status="ongoing",
            providers=(provider,),
            recipients=recipients,
            modality=("partnership",),
            evidence=Evidence.quoting(document, span),
            rule="rules/1#masthead",
        )
    return None


def _party(name: str, start: int, reading: Reading, gazetteer: Gazetteer, *, last: bool) -> Party | None:
    mentions = gazetteer.mentions(name)
    if not mentions:
        return None  # 山东省援疆指挥部 names no particular place that is aided
    mention = mentions[-1] if last else mentions[0]
    place = gazetteer.decide(mention.name, context=[m.name for m in mentions])
    low, high = start + mention.start, start + mention.end
    if place is None:
        return None
    word = reading.text[low:high]
    return _named(word, place, low, high, reading)


def _named(word: str, place: Place, low: int, high: int, reading: Reading) -> Party:
    canonical = place.name if place.name != word else None
    return Party(name=word, type=place.type, canonical=canonical, at=reading.raw(low, high))
