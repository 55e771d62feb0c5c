"""From a document's paragraphs to its acts: who an elided subject is, and which clauses tell of one act.

Within a paragraph a subject holds until the next one; a recipient, an organizer and a campaign hold within their sentence. Clauses
that only give a price, a result or a purpose belong to the act before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from aidgraph.documents import Reading
from aidgraph.extract.frames import Act, ClauseReader
from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.parties import Found, Memory, PartyReader
from aidgraph.extract.times import Time
from aidgraph.extract.tokens import Token, Tokens
from aidgraph.gazetteer import Gazetteer

_SPEECH = re.compile(r"(?:强调|指出|要求|提出)，?(?:[“*]*)要|下一步|今后一个时期|接下来")
_NARRATIVE = re.compile(r"[了已]|\d+月\d+日|日前|近日|截至|截止|累计")
_HEADING = re.compile(r"【([^】]{1,30})】")
_CAMPAIGN_NOUN = re.compile(r"^等?(?:主题|系列|特色|大型|各类|各项)*[\u4e00-\u9fff]{0,6}(?:活动|工程|行动|计划|项目|仪式|节|赛|月|日|展|演出|机制|模式|品牌|专场|班|营|基金|课堂|讲堂)")
_ACTS_BY_NAME = re.compile(r"捐|助学|图书|送|义诊|交流|联谊|牵手|手拉手|一家亲|同心|帮|援|情|爱心|奔小康|共建|融合|演出|巡回|支教|互访|工程|行动|扶|兴|育|游|暖")


@dataclass
class Statement:
    """An act whose parties are complete: what a claim is made from. Offsets are of the folded text."""

    act: Act
    providers: list[Found]
    recipients: list[Found]
    organizers: list[Found]
    start: int
    end: int
    carried: Found | None
    planned: bool
    times: list[Time]
    programmes: list[str]
    sentence: tuple[int, int]
    money: list[Token] = field(default_factory=list)
    counts: list[Token] = field(default_factory=list)
    whole: bool = False
    purpose: tuple[int, int] | None = None


@dataclass
class _Frame:
    """What holds in the paragraph (`subject`) and in the sentence (the rest)."""

    subject: list[Found] = field(default_factory=list)
    heading: list[Found] = field(default_factory=list)
    last: Statement | None = None
    times: list[Time] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    intro: Statement | None = None
    had_subject: bool = False


class DiscourseReader:
    """Reads one document. `aided` decides on which side of the programme a place lies."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.text = reading.text
        self.gazetteer = gazetteer
        self.memory = Memory()
        issued = reading.document.issued
        self.issued = date.fromisoformat(issued) if issued else None
        self.home = self._home()
        self.speech = False

    def statements(self) -> Iterator[Statement]:
        """Yield the document's statements in the order of the text."""
        for paragraph in self.reading.paragraphs:
            if paragraph.role == "body":
                yield from self._paragraph(paragraph.start, paragraph.end)

    def tokens(self, start: int, end: int) -> Tokens:
        """The tokens of a stretch."""
        return Tokens(self.text, start, end, gazetteer=self.gazetteer, issued=self.issued)

    def reader(self, tokens: Tokens) -> PartyReader:
        """A reader of noun phrases that shares the document's memory."""
        return PartyReader(tokens, self.gazetteer, self.memory, home=self.home)

    def _home(self) -> tuple[str, ...]:
        """The places that the masthead names: the first context for every ambiguous name."""
        head = " ".join(filter(None, (self.reading.document.issuer, self.reading.document.title)))
        names = [m.name for m in self.gazetteer.mentions(head)]
        if not names:
            names = [m.name for m in self.gazetteer.mentions(self.text[:2000]) if len(m.candidates) == 1]
        return tuple(dict.fromkeys(names))

    # ---- paragraphs, sentences, clauses --------------------------------------------------------------------

    def _paragraph(self, start: int, end: int) -> Iterator[Statement]:
        frame = _Frame()
        tokens = self.tokens(start, end)
        parties = self.reader(tokens)
        clauses = ClauseReader(tokens, parties)
        if _SPEECH.search(self.text, start, end):
            self.speech = True
        elif self.speech and _NARRATIVE.search(self.text[start : start + 40]):
            self.speech = False
        for low, high in self._sentences(tokens, start, end):
            low = self._bracketed_heading(frame, parties, low, high)
            frame.last, frame.times, frame.programmes, frame.intro, frame.had_subject = None, [], [], None, False
            found: list[Statement] = []
            for a, b in self._clauses(tokens, low, high):
                found += self._clause(frame, tokens, parties, clauses, a, b, (low, high))
            yield from self._settled(found, frame)

    def _sentences(self, tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
        low = start
        for token in tokens.tokens:
            if token.kind == "break" and token.text in "。！？；!?;":
                if low < token.start:
                    yield low, token.start
                low = token.end
        if low < end:
            yield low, end

    def _clauses(self, tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
        low = start
        for token in tokens.within(start, end):
            if token.kind == "break" and token.text in "，：,:—":
                if low < token.start:
                    yield low, token.start
                low = token.end
        if low < end:
            yield low, end

    def _bracketed_heading(self, frame: _Frame, parties: PartyReader, low: int, high: int) -> int:
        match = _HEADING.match(self.text, low, high)
        if match is None:
            return low
        inside = (match.start(1), match.end(1))
        frame.subject, frame.heading = [], []
        for token in parties.tokens.within(*inside):
            if token.kind == "verb" and lexicon().verbs[token.text].frame == "direct":
                frame.heading = parties.leading(token.end, inside[1])
        if not frame.heading:
            frame.subject = parties.all(*inside)
        return match.end()

    def _clause(
        self, frame: _Frame, tokens: Tokens, parties: PartyReader, clauses: ClauseReader, low: int, high: int, sentence: tuple[int, int]
    ) -> list[Statement]:
        act = clauses.act(low, high)
        self._note(frame, tokens, low, high)
        if act is None or not self._stands(act, frame, tokens):
            self._attach(frame, tokens, parties, act, low, high)
            part = self._part(frame, tokens, parties, clauses, low, high, sentence)
            if part:
                return part
            if act is None or not act.subject:
                subject = self._subject(tokens, parties, low, high)
                if subject:
                    frame.subject, frame.had_subject = subject, True
            elif act.subject:
                frame.subject, frame.had_subject = act.subject, True
            self.memory.remember(f.party for f in frame.subject)
            return []
        statements = self._complete(act, frame, tokens, sentence)
        for statement in statements:
            self.memory.remember(f.party for f in (*statement.organizers, *statement.providers, *statement.recipients))
            for side in (statement.providers, statement.recipients):
                for one in side:
                    self.memory.remember(one.party.members)
        if act.subject:
            frame.subject, frame.had_subject = act.subject, True
        if statements:
            frame.last = statements[-1]
        return statements

    def _note(self, frame: _Frame, tokens: Tokens, low: int, high: int) -> None:
        inside = tokens.within(low, high)
        frame.times += [t.value for t in inside if t.kind == "time"]
        for token in inside:
            if token.kind == "quote" and self._is_campaign(token, high):
                frame.programmes.append(token.value)

    def _is_campaign(self, quote: Token, high: int) -> bool:
        after = self.text[quote.end : min(high, quote.end + 14)]
        before = self.text[max(0, quote.start - 6) : quote.start]
        if quote.text.startswith("《"):
            return False
        verb = re.search(r"(?:开展|实施|发起|启动|推进|举办|组织|参加|打造|推出|搞好|名为|题为|以|办好|承办|创建|设立|深化拓展|[”、])$", before)
        return bool(_CAMPAIGN_NOUN.match(after)) or (bool(verb) and len(quote.value) >= 4) or bool(re.match(r"[“”]", after) and verb)

    def _subject(self, tokens: Tokens, parties: PartyReader, low: int, high: int) -> list[Found]:
        """The party that a clause begins with, whatever it then does."""
        for token in tokens.within(low, high):
            if token.start == low and token.kind in ("time", "adverb", "done", "sum", "now"):
                low = token.end
                if self.text[low : low + 1] == "，":
                    low += 1
        stop = next((t.start for t in tokens.within(low, high) if t.kind in ("verb", "organize", "to", "for", "from", "at", "take", "go", "will", "now", "done", "adverb", "on")), high)
        if stop == low:
            return []
        found = parties.leading(low, stop)
        return [f for f in found if f.start == low or f is not found[0]] if found and found[0].start <= low + 2 and not (found[0].party.is_group and found[0].end < stop) else []

    # ---- does an act stand, and with whom ------------------------------------------------------------------

    def _stands(self, act: Act, frame: _Frame, tokens: Tokens) -> bool:
        """Whether the clause says enough for a claim of its own (claims.md, rules 3, 12 and 24)."""
        strength = act.verb.strength
        parties = bool(act.recipients) or bool(act.providers)
        figures = bool(act.money or act.counts)
        campaign = bool(act.quotes) and any(self._is_campaign(q, act.end) for q in act.quotes)
        if act.verb.frame in ("pair", "direct", "host"):
            return bool(act.recipients or act.providers)
        if act.verb.frame == "receive":
            if act.verb.relation == "supports" and not (act.providers and re.search(r"支持|援助|帮助|援建", self.text[act.at : act.end])):
                return False
            return bool(act.providers) and (bool(act.recipients) or figures)
        if "between" in act.flags:
            return True
        if act.verb.frame == "give" and act.verb.modality == "cash" and strength == "figure":
            return bool(act.money) and self._aided_by(act, frame)
        if strength == "strong":
            return parties or figures or (bool(frame.subject) and campaign)
        if strength == "party":
            if act.verb.frame == "send":
                return bool(act.recipients or figures) and self._aided_by(act, frame)
            return bool(act.recipients) and self._aided_by(act, frame)
        if strength == "figure":
            return figures and self._aided_by(act, frame)
        if strength == "campaign":
            verb_campaign = campaign and any(_ACTS_BY_NAME.search(q.value) for q in act.quotes)
            served = bool(act.recipients) and any(t.kind == "verb" and lexicon().verbs[t.text].frame in ("serve", "train", "give", "pair") for t in tokens.within(act.at + 1, act.end))
            return (verb_campaign or (served and bool(act.recipients)) or (figures and bool(act.recipients))) and self._aided_by(act, frame)
        if strength == "go":
            return bool(act.recipients) and bool(act.providers or act.organizers) and self._aided_by(act, frame)
        if strength == "train":
            return bool(re.search(r"培训|培养", self.text[act.at : act.end])) and bool(act.object or act.recipients)
        return False

    def _aided_by(self, act: Act, frame: _Frame) -> bool:
        """Whether somebody of the aiding side is behind the act: weak verbs (建成, 培训) alone are anybody's."""
        doers = act.providers + act.organizers
        if not doers and act.needs_provider:
            doers = (frame.last.providers + frame.last.organizers) if frame.last else frame.subject
        if not doers:
            return bool(act.recipients) and (self.speech or "organized" in act.flags) or bool(frame.heading)
        return any(self.aiding(f) for f in doers)

    def aiding(self, found: Found) -> bool:
        """A team, a headquarters, aid workers, or a party that belongs outside the aided provinces."""
        party = found.party
        if party.type in ("WorkTeam", "Headquarters"):
            return True
        if party.is_group and re.search(r"援[疆藏青伊]|支教|支医|志愿|爱心|后方|江苏", party.name):
            return True
        own = party.canonical or party.name
        places = [own, *party.places] if party.type in ("Province", "Prefecture", "County", "Township", "Village") else list(party.places)
        for name in places:
            place = self.gazetteer.decide(name, context=self.home)
            if place is not None and not self.is_aided(place.id):
                return True
        return any(self.aiding(Found(m, 0, 0)) for m in party.members)

    def is_aided(self, place_id: str) -> bool:
        """Whether a place lies in a province that receives aid (ontology/lexicon/sides.csv)."""
        codes = lexicon().aided
        if place_id.startswith("corps"):
            return True
        return place_id[:2] + "0000" in codes

    def _complete(self, act: Act, frame: _Frame, tokens: Tokens, sentence: tuple[int, int]) -> list[Statement]:
        providers, recipients, organizers = act.providers, act.recipients, act.organizers
        carried: Found | None = None
        last = frame.last
        if act.verb.frame == "pair" and providers and recipients:
            providers, recipients = self._sided(providers, recipients)
        if not providers and act.needs_provider:
            if last is not None and not frame.intro:
                providers = last.providers
                organizers = organizers or last.organizers
                carried = (providers or [None])[0]  # type: ignore[list-item]
                if not recipients and "each" not in act.flags:
                    recipients = last.recipients
            elif frame.subject:
                providers = frame.subject
                carried = providers[0]
        elif "organized" in act.flags or (not act.subject and not act.needs_provider and "passive" not in act.flags):
            if last is not None and last.organizers and not frame.had_subject:
                organizers = organizers + [o for o in last.organizers if o not in organizers]
                carried = (last.organizers or [None])[0]  # type: ignore[list-item]
            elif frame.subject and frame.subject[0].party != (providers[0].party if providers else None):
                organizers = organizers + [o for o in frame.subject if all(o.party.name != x.party.name for x in organizers)]
                carried = frame.subject[0]
        if act.verb.frame == "direct" and "passive" in act.flags and not recipients:
            recipients = last.recipients if last else frame.subject
            carried = (recipients or [None])[0]  # type: ignore[list-item]
        if frame.intro is not None and not organizers and act.subject:
            organizers = frame.intro.providers
        if not recipients and frame.heading:
            recipients, carried = frame.heading, frame.heading[0]
        if not providers and not recipients:
            return []
        sides = act.distributed or [(providers, recipients)]
        return [
            Statement(
                act=act,
                providers=p,
                recipients=r,
                organizers=organizers,
                start=act.start,
                end=act.end,
                carried=carried,
                planned=self.speech,
                times=[*act.times, *frame.times],
                programmes=list(frame.programmes),
                sentence=sentence,
                money=list(act.money),
                counts=list(act.counts),
                purpose=act.purpose,
            )
            for p, r in sides
        ]

    def _sided(self, first: list[Found], second: list[Found]) -> tuple[list[Found], list[Found]]:
        """In a mutual pairing the aided side is the recipient, wherever it stands in the sentence."""
        if self._is_aided_side(first) and not self._is_aided_side(second) and any(self.aiding(f) for f in second):
            return second, first
        return first, second

    def _is_aided_side(self, found: Sequence[Found]) -> bool:
        for one in found:
            party = one.party
            if party.is_group and re.search(r"贫困|困难|受援|薄弱", party.name):
                return True
            names = [party.canonical or party.name, *party.places] if party.type not in ("Group", "WorkTeam") else list(party.places)
            for name in names:
                place = self.gazetteer.decide(name, context=self.home)
                if place is not None and self.is_aided(place.id):
                    return True
        return False

    # ---- clauses that belong to another ----------------------------------------------------------------------

    def _attach(self, frame: _Frame, tokens: Tokens, parties: PartyReader, act: Act | None, low: int, high: int) -> None:
        """A price, a result or a purpose belongs to the act before it in the sentence."""
        last = frame.last
        if last is None:
            return
        inside = tokens.within(low, high)
        if any(t.kind == "money" for t in inside) and any(t.kind == "purpose" for t in inside):
            return
        figures = [t for t in inside if t.kind in ("money", "count")]
        first = inside[0] if inside else None
        if first is not None and first.kind == "purpose" and first.start == low:
            last.end = high
            last.purpose = (low, high)
            if not last.recipients:
                found = ClauseReader(tokens, parties)._purposed(first.end, high)
                last.recipients = found
        elif figures and not re.search(r"产值|年收入|增收|利润|税收", self.text[low:high]):
            last.money += [t for t in figures if t.kind == "money"]
            last.counts += [t for t in figures if t.kind == "count"]
            last.end = high

    def _part(
        self, frame: _Frame, tokens: Tokens, parties: PartyReader, clauses: ClauseReader, low: int, high: int, sentence: tuple[int, int]
    ) -> list[Statement]:
        """其中2.14亿元用于…: a part of the sum before it, with its own purpose."""
        last = frame.last
        inside = tokens.within(low, high)
        money = next((t for t in inside if t.kind == "money"), None)
        purpose = next((t for t in inside if t.kind == "purpose"), None)
        if last is None or money is None or purpose is None or last.act.verb.relation != "donated-to":
            return []
        last.whole = True
        act = Act(last.act.verb, low, high, money.start, money=[t for t in inside if t.kind == "money"], purpose=(purpose.end, high))
        act.counts = [t for t in inside if t.kind == "count"]
        recipients = clauses._purposed(purpose.end, high) or last.recipients
        statement = Statement(
            act=act, providers=last.providers, recipients=recipients, organizers=last.organizers, start=money.start, end=high,
            carried=(last.providers or [None])[0], planned=last.planned, times=last.times, programmes=last.programmes,
            sentence=sentence, money=act.money, counts=act.counts, purpose=act.purpose,
        )  # fmt: skip
        if last.act.flags & {"will"}:
            act.flags.add("will")
        return [statement]

    def _settled(self, found: list[Statement], frame: _Frame) -> Iterator[Statement]:
        """One sentence's statements, with those that tell of one act made one."""
        kept: list[Statement] = []
        for statement in found:
            before = kept[-1] if kept else None
            if before is not None and self._introduces(before, statement):
                statement.organizers = statement.organizers or before.providers
                statement.start = min(statement.start, before.start)
                kept.pop()
                before = kept[-1] if kept else None
            if before is not None and self._continues(before, statement):
                self._absorb(before, statement)
                continue
            if before is not None and self._precedes_money(before, statement):
                statement.counts = before.counts + statement.counts
                statement.start = before.start
                statement.act.flags |= before.act.flags
                statement.recipients = statement.recipients or before.recipients
                kept.pop()
            kept.append(statement)
        yield from kept

    def _introduces(self, before: Statement, after: Statement) -> bool:
        return (
            before.act.verb.frame == "hold"
            and "between" not in before.act.flags
            and bool(after.act.subject)
            and after.act.subject[0].party.is_group
            and not before.act.counts
        )

    def _continues(self, before: Statement, after: Statement) -> bool:
        """An act without subject or recipient of its own that only adds results or a beneficiary to money before it."""
        if after.act.subject or after.act.providers or after.act.distributed:
            return False
        if before.act.verb.relation != "donated-to" or not before.money:
            return False
        if after.act.verb.frame in ("hold", "build", "send", "count", "bring") and after.counts and not after.money:
            return not after.act.recipients
        if after.act.verb.frame == "aid" and not after.money and not after.counts:
            return not before.act.recipients or before.recipients == []
        return False

    def _absorb(self, before: Statement, after: Statement) -> None:
        before.counts += after.counts
        before.end = after.end
        if after.act.recipients and not before.act.recipients:
            before.recipients = after.act.recipients

    def _precedes_money(self, before: Statement, after: Statement) -> bool:
        return (
            before.act.verb.frame in ("hold", "build")
            and bool(before.counts)
            and not before.money
            and after.act.verb.relation == "donated-to"
            and bool(after.money)
            and not after.act.subject
            and not after.act.providers
            and not before.act.recipients
        )
