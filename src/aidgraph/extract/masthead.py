"""The pairing that a masthead states: 江苏省对口支援新疆伊犁州前方指挥部 pairs Jiangsu with Ili, once a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidgraph.documents import Reading
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Claim, Evidence, Party

_OFFICE = re.compile(
    r"(?P<from>[\u4e00-\u9fff]{2,9}?)(?:对口支援|援|对口帮扶|支援)(?P<to>[\u4e00-\u9fff]{1,40}?)(?:工作)?(?:前方指挥部|前方工作组|前方指挥中心|指挥部|前指|工作队|工作组)"
)

#: Paragraphs among which a masthead stands, and what the first line may say behind the office: …指挥部工作简报.
_HEAD = 12
_PAPER = re.compile(r"(?:办公室)?[\u4e00-\u9fff]{0,4}(?:简报|信息|动态|专报|快讯|通讯|通报)\s*")


def masthead_claim(reading: Reading, gazetteer: Gazetteer) -> Claim | None:
    """The claim, or None where no masthead names both sides."""
    for place, paragraph in enumerate(reading.paragraphs[:_HEAD]):
        match = _OFFICE.search(reading.text, paragraph.start, paragraph.end)
        if match is None:
            continue
        named = not place and _PAPER.fullmatch(reading.text, match.end(), paragraph.end)
        if paragraph.role != "masthead" and not named:
            continue
        provider = next(iter(_parties(match["from"], match.start("from"), reading, gazetteer)), None)
        recipients = tuple(_parties(match["to"], match.start("to"), reading, gazetteer))
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


def _parties(name: str, start: int, reading: Reading, gazetteer: Gazetteer) -> Iterator[Party]:
    """The places that a part of the masthead names; of places one behind another the innermost: 新疆|伊犁州.

    None where it names no particular place: 山东省援疆指挥部.
    """
    mentions = gazetteer.mentions(name)
    starts = {mention.start for mention in mentions}
    for mention in mentions:
        if mention.end in starts:
            continue
        place = gazetteer.decide(mention.name, context=[m.name for m in mentions])
        if place is not None:
            low, high = start + mention.start, start + mention.end
            word = reading.text[low:high]
            canonical = place.name if place.name != word else None
            yield Party(name=word, type=place.type, canonical=canonical, at=reading.raw(low, high))
