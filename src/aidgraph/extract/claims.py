"""From statements to claims: status, aggregate, period, campaigns, purpose, modality, sector, evidence, id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from aidgraph.documents import Reading
from aidgraph.extract.figures import amounts, counts, is_aggregate
from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.scope import Found
from aidgraph.extract.statements import Statement
from aidgraph.model import Claim, Evidence, Party, Period, Status

_ASIDE = re.compile(r"（[^（）]{20,}）$")
RULES = "rules/1"
#: Services that last, and what is done again and again.
_STANDING = re.compile(
    r"常驻|长驻|常年|长年|扎根|坐镇|轮流|定期|每[月周](?!岁)|每学期|每两?个?[月周]|轮岗|每[季半]年?"
)
#: What is counted when a service has been given.
_RESULTS = frozenset("例 例次 台 台次 节 场 场次 课时".split())
_NEXT = re.compile(
    r"今后(?!每)|年内(?![已共先累])|年底前|下半年.{0,6}再|明年|后年|下学期|下个月|下一?学年|(?<![需主重必首只])[要将拟](?=发动|动员|组织|协调|邀请|请)"
)
_RECURRING = re.compile(r"每[年月周](?!岁)|每学[年期]")
_PAST = re.compile(r"[了过]|已|先后|陆续|累计|共|圆满|完成|建成|举行|日前|近日|竣工|落成|成立")


def claims(statements: Iterable[Statement], reading: Reading) -> Iterator[Claim]:
    """Yield a claim for each statement, in order; a second one of the same id gets `.2`."""
    seen: Counter[str] = Counter()
    for statement in statements:
        claim = _claim(statement, reading)
        seen[claim.id] += 1
        number = seen[claim.id]
        yield claim if number == 1 else claim.having(id=f"{claim.id}.{number}")


def _claim(statement: Statement, reading: Reading) -> Claim:
    text, document = reading.text, reading.document
    start, end = _trimmed(statement.start, statement.end, text)
    span = reading.raw(start, end)
    carried = statement.carried
    subject = None
    if (
        carried is not None
        and not (start <= carried.start and carried.end <= end)
        and carried.end > carried.start
    ):
        subject = reading.raw(carried.start, carried.end)
    aggregate = is_aggregate(statement, text)
    items, outcomes = counts(statement, text)
    relation = statement.act.verb.relation
    quote = text[start:end]
    return Claim(
        id=f"{document.id}/{relation}@{span.start}",
        relation=relation,
        status=status(statement, text, issued=document.issued),
        aggregate=aggregate,
        providers=_parties(statement.providers, reading),
        recipients=_parties(statement.recipients, reading),
        organizers=_parties(statement.organizers, reading),
        amounts=amounts(statement, text, aggregate=aggregate),
        items=items,
        outcomes=outcomes,
        period=_period(statement),
        programmes=tuple(dict.fromkeys(statement.programmes)),
        purpose=_purpose(statement, text),
        modality=modality(statement, quote),
        sector=sector(quote),
        evidence=Evidence.quoting(document, span, subject=subject),
        rule=f"{RULES}#{statement.act.verb.frame}",
    )


def _trimmed(start: int, end: int, text: str) -> tuple[int, int]:
    """Without marks at the edges, and without a long aside in brackets at the end."""
    aside = _ASIDE.search(text, start, end)
    end = aside.start() if aside else end
    while start < end and text[start] in "，、： \n":
        start += 1
    while end > start and text[end - 1] in "，、：；。 \n":
        end -= 1
    return start, end


def _parties(found: Iterable[Found], reading: Reading) -> tuple[Party, ...]:
    result: list[Party] = []
    for one in found:
        party = _placed(one.party, reading)
        if all((party.name, party.type) != (other.name, other.type) for other in result):
            result.append(party)
    return tuple(result)


def _placed(party: Party, reading: Reading) -> Party:
    at = reading.raw(party.at.start, party.at.end) if party.at else None
    canonical = party.canonical if party.canonical != party.name else None
    return replace(
        party, at=at, canonical=canonical, members=tuple(_placed(m, reading) for m in party.members)
    )


def status(statement: Statement, text: str, *, issued: str | None = None) -> Status:
    """Planned, ongoing or done, from the words around the verb; a pairing stands until the text ends it.

    What lies after the day of issue (`issued`, ISO 8601) is planned: 9月下旬 in a bulletin of August.
    """
    act = statement.act
    lead = text[act.start : act.at]
    sentence_lead = text[statement.sentence[0] : act.at]
    if act.verb.relation == "paired-with":
        if re.search(r"早期|曾|曾经|期满|结束", sentence_lead[-14:]):
            return "done"
        return "planned" if statement.planned or "will" in act.flags else "ongoing"
    if act.verb.word == "托管":
        return "ongoing"
    if _NEXT.search(sentence_lead) and "done" not in act.flags:
        return "planned"
    starts = [
        t.period.start
        for t in statement.times[:1]
        if t.period.start is not None and not re.match(r"\d{4}年", t.period.text)
    ]  # the year that a text gives is trusted less than its tense
    if issued and starts and starts[0] > issued:
        return "planned"
    if "target" in act.flags and len(statement.money) > 1:
        return "ongoing"
    if (
        not statement.planned
        and "will" not in act.flags
        and _RECURRING.search(text, statement.start, statement.end)
    ):
        return "ongoing"
    if "done" in act.flags or re.search(r"[了过]", text[act.at : act.at + len(act.verb.word) + 1]):
        return "planned" if statement.planned and "done" not in act.flags else "done"
    if re.search(r"已|现已", text[act.start : act.end]) and "will" in act.flags:
        return "ongoing"
    if "will" in act.flags or re.search(r"(?:预计|计划|拟|力争|即将|将要|准备)", sentence_lead):
        return "ongoing" if re.search(r"已|现已|到岗", text[act.start : statement.end]) else "planned"
    if statement.planned:
        return "planned"
    if (
        act.verb.frame in ("serve", "send", "aid")
        and not act.money
        and _STANDING.search(text, act.start, statement.end)
        and not any(t.value.unit in _RESULTS for t in statement.counts)
    ):
        return "ongoing"
    if "yearly" in act.flags or "now" in act.flags or re.search(r"每年|正在|推进|持续|不断|力促|积极", lead):
        return "ongoing"
    if act.verb.relation == "donated-to" or statement.counts or statement.money or statement.times:
        return "done"
    if any(f.party.count is not None for f in (*statement.providers, *statement.recipients)):
        return "done"
    if "between" in act.flags or act.verb.frame in ("build", "hold", "receive", "give"):
        return "done"
    if _PAST.search(text[statement.sentence[0] : statement.sentence[1]]):
        return "done"
    return "ongoing" if act.verb.frame in ("aid", "bring") else "done"


def _period(statement: Statement) -> Period | None:
    return statement.times[0].period if statement.times else None


def _purpose(statement: Statement, text: str) -> str | None:
    if statement.purpose is None:
        return None
    low, high = _trimmed(*statement.purpose, text)
    return text[low:high] or None


def modality(statement: Statement, quote: str) -> tuple[str, ...]:
    """How the aid is given: the verb's own way first, then what the words around it name."""
    found = [statement.act.verb.modality] if statement.act.verb.modality else []
    if statement.act.verb.relation == "paired-with":
        found = ["partnership"]
    elif statement.act.verb.relation == "donated-to":
        if any(t.value for t in statement.money) and not re.search(r"价值|折合|总价", quote):
            found.insert(0, "cash")
        if re.search(r"价值|物资|图书|设备|药品|校服|器材|款物", quote) or any(
            lexicon().measures.get(t.value.unit) == "goods" for t in statement.counts
        ):
            found.append("goods")
    else:
        found += [
            name for word, name in lexicon().modalities if word in quote and name not in ("cash", "goods")
        ][:2]
    return tuple(dict.fromkeys(found))


def sector(quote: str) -> str | None:
    """The field that most of the quote's words belong to; `multi` where three or more tie."""
    tally: Counter[str] = Counter()
    for word, name in lexicon().sectors:
        if word in quote:
            tally[name] += len(word)
    if not tally:
        return None
    best = tally.most_common()
    if len(best) >= 3 and best[0][1] == best[2][1]:
        return "multi"
    return best[0][0]
