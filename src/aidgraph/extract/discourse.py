"""From a document's paragraphs to its acts: who an elided subject is, and which clauses tell of one act.

Within a paragraph a subject holds until the next one; a recipient, an organizer and a campaign hold within their sentence. Clauses
that only give a price, a result or a purpose belong to the act before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
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
_MARKER = re.compile(r"(?:\d{1,2}[．.、](?!\d)|（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]是|[①-⑩]|第[一二三四五六七八九]，)")
_ANSWERED = re.compile(r"[^，。]{2,24}?(?P<verb>响应|应)(?P<who>[^，。]{2,20}?)(?:的)?(?:号召|倡议|邀请)$")
_THROUGH = re.compile(r"(?:经由|经过|经|由|在|通过)?(?P<who>[^，。]{2,24}?)(?:的)?(?:多方|积极|主动|居中|倾力|鼎力)*(?:牵线搭桥|牵线|搭桥|协调|引荐|推荐|倡议|发动|组织|促成|对接|联系|撮合|推动)(?:下)?$")
_UNDER = re.compile(r"(?:在|经|经过|通过)(?P<who>[^，。]{2,30}?)的?(?:大力|全力|积极|倾力|鼎力|无私|精心|悉心|关心|多方|共同|和|、)*(?P<how>支持|帮助|指导|帮扶|资助|援助|支援|帮带|协调|组织|推动|牵线|倡议|争取|联系)(?:搭桥)?下$")
_HEADING = re.compile(r"【([^】]{1,30})】")
_CAMPAIGN_NOUN = re.compile(r"^等?(?:主题|系列|特色|大型|各类|各项)*[\u4e00-\u9fff]{0,6}(?:活动|工程|行动|计划|项目|仪式|节|赛|月|日|展|演出|机制|模式|品牌|专场|班|营|基金|课堂|讲堂)")
_ACTS_BY_NAME = re.compile(r"捐|助学|图书|送|义诊|交流|联谊|牵手|手拉手|一家亲|同心|帮|援|情|爱心|奔小康|共建|融合|演出|巡回|支教|互访|工程|行动|扶|兴|育|游|暖")


_RETURNS = re.compile(r"产值|年收入|增收|利润|税收|营业额")
_NO_AID = re.compile(r"锦旗|感谢信|致谢|牌匾|谢意|未能|没有安排|尚未|未安排")
_AID_WORD = re.compile(r"援[疆藏青]|对口(?:支援|帮扶|援建)|援建|捐|消费帮扶")
_WORKS = re.compile(r"^[^、，]{2,24}(?:建设|项目|工程|创建|改造|升级|防控|设施|景区)$")
_GOODS = re.compile(r"设备|物资|器材|药品|图书|校服|车辆|用品|书籍|教具|款物|救护车|电脑|课桌椅|衣物|羽绒服")
_SERVICES = ("serve", "train", "give", "pair")


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
    part: bool = False
    purpose: tuple[int, int] | None = None


@dataclass
class _Frame:
    """What holds in the paragraph (`subject`) and in the sentence (the rest)."""

    subject: list[Found] = field(default_factory=list)
    heading: list[Found] = field(default_factory=list)
    last: Statement | None = None
    times: list[Time] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    introduced: list[Found] = field(default_factory=list)
    under: list[Found] = field(default_factory=list)
    location: list[Found] = field(default_factory=list)
    topic: tuple[int, int] | None = None
    pending: list[Token] = field(default_factory=list)
    had_own: bool = False
    whole: Statement | None = None
    asked: list[Found] = field(default_factory=list)
    held: bool = False
    together: list[Statement] = field(default_factory=list)

    def next_sentence(self) -> None:
        """Forget what holds only within a sentence."""
        self.last, self.times, self.programmes, self.introduced, self.had_own = None, [], [], [], False
        self.under, self.location, self.topic, self.pending, self.whole = [], [], None, [], None
        self.asked, self.together, self.held = [], [], False


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
            marker = _MARKER.match(self.text, low, high)
            low = self._bracketed_heading(frame, parties, marker.end() if marker else low, high)
            frame.next_sentence()
            found: list[Statement] = []
            for a, b in self._clauses(tokens, low, high):
                found += self._clause(frame, tokens, parties, clauses, a, b, (low, high))
                self._remember(tokens, parties, a, b)
            yield from self._settled(found, frame)

    def _sentences(self, tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
        low = start
        for token in tokens.tokens:
            if token.kind == "break" and token.text in "。！？!?":
                if low < token.start:
                    yield low, token.start
                low = token.end
        if low < end:
            yield low, end

    def _clauses(self, tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
        low = start
        for token in tokens.within(start, end):
            if token.kind == "break" and token.text in "，：；,:;—":
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
        dash = re.search(r"[—–\-→与]+", match[1])
        if not frame.heading and dash:
            first, second = parties.all(inside[0], inside[0] + dash.start()), parties.all(inside[0] + dash.end(), inside[1])
            frame.subject, frame.heading = self._sided(first, second) if first and second else (first, second)
        elif not frame.heading:
            frame.subject = parties.all(*inside)
        return match.end()

    def _clause(
        self, frame: _Frame, tokens: Tokens, parties: PartyReader, clauses: ClauseReader, low: int, high: int, sentence: tuple[int, int]
    ) -> list[Statement]:
        if self._nominal(frame, tokens, parties, low, high):
            return []
        act = clauses.act(low, high) or (clauses.events(low, high) if frame.held else None)
        frame.held = frame.held or (act is not None and act.verb.frame == "hold")
        self._note(frame, tokens, low, high)
        if frame.topic is None:
            frame.topic = (low, high)
        if act is None or not self._stands(act, frame, tokens):
            return self._without_claim(act, frame, tokens, parties, clauses, low, high, sentence)
        statements = self._complete(act, frame, tokens, sentence)
        for statement in statements:
            self.memory.remember(f.party for f in (*statement.organizers, *statement.providers, *statement.recipients))
            for one in (*statement.providers, *statement.recipients):
                self.memory.remember(one.party.members)
        if act.subject:
            frame.subject = act.subject
        if statements:
            frame.last, frame.pending, frame.had_own = statements[-1], [], False
            frame.together = statements
            if statements[-1].money and act.verb.relation == "donated-to":
                if frame.whole is not None and self.text[low:high].startswith("其中"):
                    frame.whole.whole = statements[-1].part = True
                elif frame.whole is None:
                    frame.whole = statements[-1]
        return statements

    def _remember(self, tokens: Tokens, parties: PartyReader, low: int, high: int) -> None:
        """Note every name of a clause, whatever part it plays: 该校 may point back to it."""
        for token in tokens.within(low, high):
            if token.kind in ("name", "place"):
                self.memory.remember(f.party for f in parties.all(token.start, token.end))

    def _without_claim(
        self, act: Act | None, frame: _Frame, tokens: Tokens, parties: PartyReader, clauses: ClauseReader,
        low: int, high: int, sentence: tuple[int, int],
    ) -> list[Statement]:  # fmt: skip
        """A clause that states no act: a part of a sum, a result, a price, a place, or the subject of what follows."""
        part = self._part(frame, tokens, parties, clauses, low, high, sentence)
        if part:
            return part
        asked = clauses.asked(low, high) if act is None else []
        if asked:  # 协调后方单位，选派…: who is asked does what follows
            frame.introduced = clauses.subject(low, high) or frame.subject
            frame.asked = asked
            return []
        subject = act.subject if act is not None and act.subject else clauses.subject(low, high)
        if frame.under and subject:
            helped = self._helped(frame, subject, tokens, low, high, sentence)
            if helped:
                frame.last = helped
                return [helped]
        self._attach(frame, tokens, clauses, low, high)
        if subject:
            if act is not None and act.verb.frame == "hold" and frame.programmes and all(f.party.type in ("WorkTeam", "Headquarters") for f in subject):
                frame.introduced = subject
            frame.subject, frame.had_own = subject, True
            self.memory.remember(f.party for f in subject)
        return []

    def _nominal(self, frame: _Frame, tokens: Tokens, parties: PartyReader, low: int, high: int) -> bool:
        """在X的支持下, 在Y（县）: a clause that only gives the one behind the next act, or its place."""
        under = _UNDER.match(self.text, low, high)
        if under:
            found = parties.all(under.start("who"), under.end("who"))
            if under["how"] in ("协调", "组织", "推动", "牵线", "倡议", "争取", "联系"):
                frame.introduced = found
            else:
                frame.under = found
            return bool(found)
        answered = _ANSWERED.match(self.text, low, high)
        if answered:
            frame.introduced = parties.all(answered.start("who"), answered.end("who"))
            frame.subject, frame.had_own = parties.all(low, answered.start("verb")) or frame.subject, True
            return True
        through = _THROUGH.match(self.text, low, high)
        if through:
            found = parties.all(through.start("who"), through.end("who"))
            if found and found[0].start <= low + 2:
                frame.introduced = found
                self.memory.remember(f.party for f in found)
                return True
        first = next(iter(tokens.within(low, high)), None)
        if first is not None and first.kind in ("at", "on") and first.start == low:
            found = parties.all(first.end, high) if first.kind == "at" else parties.leading(first.end, high)
            if found and (first.kind == "on" or found[-1].end >= high - 1) and not any(t.kind == "verb" for t in tokens.within(low, high)):
                frame.location = found
                return True
        return False

    def _helped(
        self, frame: _Frame, subject: list[Found], tokens: Tokens, low: int, high: int, sentence: tuple[int, int]
    ) -> Statement | None:
        """在X的指导下，Y获得…: X supports Y, and what Y reached is the result."""
        figures = [t for t in tokens.within(low, high) if t.kind == "count"]
        verb = lexicon().verbs["指导"]
        act = Act(verb, min(f.start for f in frame.under), high, low, providers=frame.under, recipients=subject, needs_provider=False)
        return Statement(
            act=act, providers=frame.under, recipients=subject, organizers=[], start=sentence[0], end=high, carried=None,
            planned=self.speech, times=list(frame.times), programmes=list(frame.programmes), sentence=sentence, counts=figures,
        )  # fmt: skip

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
        verb = re.search(r"(?:开展|实施|发起|启动|推进|推行|举办|合办|办了|办起|举办了|开展了|叫作|叫做|组织|参加|打造|推出|搞好|名为|题为|以|办好|承办|创建|设立|深化拓展|[”、])$", before)
        return bool(_CAMPAIGN_NOUN.match(after)) or (bool(verb) and len(quote.value) >= 4) or bool(re.match(r"[“”]", after) and verb)

    # ---- does an act stand, and with whom ------------------------------------------------------------------

    def _stands(self, act: Act, frame: _Frame, tokens: Tokens) -> bool:
        """Whether the clause says enough for a claim of its own (claims.md, rules 3, 12 and 24)."""
        frame_name, strength = act.verb.frame, act.verb.strength
        figures = bool(act.money or act.counts)
        text = self.text[act.start : act.end]
        if _NO_AID.search(text):
            return False
        if frame_name == "pair":
            return bool(act.recipients) and bool(act.providers or act.needs_provider)
        if frame_name in ("direct", "host"):
            return bool(act.recipients or act.providers)
        if frame_name == "receive":
            support = act.verb.relation == "supports"
            if support and not re.search(r"支持|援助|帮助|援建|帮扶|资助", text):
                return False
            return bool(act.providers) and (bool(act.recipients) or figures or (support and "thing" in act.flags))
        if "between" in act.flags:
            return True
        behind = self._aided_by(act, frame) or bool(_AID_WORD.search(text)) or self._across(act)
        named = bool(act.recipients)
        object_text = self.text[slice(*act.object)] if act.object else ""
        if frame_name == "give" and act.verb.modality == "cash" and strength == "figure":
            return bool(act.money) and behind
        if strength == "strong":
            return named or bool(act.providers) or figures or (behind and len(object_text) >= 2)
        if strength == "party":
            if frame_name == "send":
                return (named or figures) and behind
            if named or "by" in act.flags:
                return behind and not self._is_aim(act, frame)
            return behind and frame.last is not None and bool(_WORKS.search(object_text))
        if strength == "figure":
            if "by" in act.flags:
                return True
            if frame_name in _SERVICES and named and act.providers:
                return behind
            if frame_name == "build" and frame.last is not None and not act.subject and len(object_text) > 3:
                return behind  # 结对，建起远程诊疗中心
            return (figures or (frame_name == "give" and bool(_GOODS.search(object_text)) and (named or frame.last is not None))) and behind
        if strength == "campaign":
            return behind and self._is_event(act, tokens)
        if strength == "go":
            return named and bool(act.providers or act.organizers) and behind
        if strength == "train":
            return bool(re.search(r"培训|培养", text)) and bool(act.object or named)
        return False

    def _across(self, act: Act) -> bool:
        """Whether the act reaches from one side of the programme to the other, in either direction."""
        if not (act.providers and act.recipients):
            return False
        givers, takers = self._is_aided_side(act.providers), self._is_aided_side(act.recipients)
        named = any(not f.party.is_group or f.party.places for f in act.providers)
        return givers != takers and named

    def _is_aim(self, act: Act, frame: _Frame) -> bool:
        """帮助…脱贫 after another act: what that act is for, no act of its own."""
        if act.verb.frame != "aid" or act.money or act.counts or act.providers or act.organizers:
            return False
        everyone = all(f.party.is_group and f.party.count is None for f in act.recipients)
        if frame.last is not None:
            known = {f.party.canonical or f.party.name for f in frame.last.recipients}
            again = all((f.party.canonical or f.party.name) in known for f in act.recipients)
            return again or (everyone and not frame.last.money)
        pointer = all((f.party.kind or "") in ("受援地", "当地", "受援方") for f in act.recipients)
        return pointer and act.object is None

    def _is_event(self, act: Act, tokens: Tokens) -> bool:
        """An activity worth a claim: a named campaign, a service to somebody, or one with figures."""
        named = [q for q in act.quotes if self._is_campaign(q, act.end)]
        if any(_ACTS_BY_NAME.search(q.value) and len(q.value) >= 4 for q in named):
            return True
        if named and act.recipients:
            return True
        served = any(t.kind == "verb" and lexicon().verbs[t.text].frame in _SERVICES for t in tokens.within(act.at + 1, act.end))
        if act.recipients and (served or act.counts or act.money):
            return True
        return any(re.match(r"个?[\u4e00-\u9fff]{0,6}(?:项目|工程)", self.text[t.end : t.end + 8]) or re.search(r"(?:项目|工程|义诊|讲座|培训班)$", self.text[act.start : t.start])
                   for t in act.counts)  # fmt: skip

    def _aided_by(self, act: Act, frame: _Frame) -> bool:
        """Whether somebody of the aiding side is behind the act: weak verbs (建成, 培训) alone are anybody's."""
        doers = act.providers + act.organizers
        if not doers and act.needs_provider:
            doers = (frame.last.providers + frame.last.organizers) if frame.last and not frame.had_own else frame.subject
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
        if providers and recipients and act.verb.frame == "pair":
            providers, recipients = self._sided(providers, recipients)
        if len(providers) == 2 and not recipients and act.verb.frame in ("hold", "bring", "aid"):
            if self._is_aided_side(providers[1:]) != self._is_aided_side(providers[:1]):
                providers, recipients = self._sided(providers[:1], providers[1:])
        if not providers and "sent" in act.flags and last is not None and last.organizers:
            providers, carried = last.organizers, last.organizers[0]
        elif not providers and act.needs_provider and frame.asked:
            providers, carried = frame.asked, frame.asked[0]
            organizers = organizers or frame.introduced
        elif not providers and act.needs_provider:
            if last is not None and not frame.had_own:
                providers, organizers = last.providers, organizers or last.organizers
                carried = next(iter(providers), None)
                if not recipients and act.verb.frame != "pair":
                    recipients = last.recipients
            else:
                providers = frame.subject
                carried = next(iter(providers), None)
        elif "organized" in act.flags or (not act.subject and not act.needs_provider and "passive" not in act.flags):
            source = last.organizers if last is not None and last.organizers and not frame.had_own else frame.subject
            if "between" in act.flags and source and all(f.party.type == "WorkTeam" for f in source):
                providers, recipients = source, recipients
                source = []
                carried = providers[0]
            names = {o.party.name for o in (*organizers, *providers)}
            more = [o for o in source if o.party.name not in names]
            organizers = organizers + more
            carried = next(iter(more), carried)
        if "passive" in act.flags and not recipients and "thing" not in act.flags:
            recipients, carried = self._topic_owner(frame, tokens, last)
        if act.verb.frame == "bring" and not recipients and providers and not organizers and self._is_aided_side(providers):
            providers, recipients = [], providers
        if frame.introduced and not organizers and act.subject:
            organizers = [o for o in frame.introduced if o not in providers]
        elif frame.introduced and not organizers and carried is not None and carried not in frame.introduced:
            organizers = frame.introduced
        if not recipients and frame.heading:
            recipients, carried = frame.heading, frame.heading[0]
        if not recipients and frame.location and act.verb.frame in ("build", "hold", "serve", "train", "give", "bring"):
            recipients = frame.location
        if not providers and not recipients:
            return []
        pending = frame.pending if act.verb.frame in ("build", "invest", "bring", "give") and not act.money else []
        made = [
            Statement(
                act=act, providers=p, recipients=r, organizers=organizers,
                start=min([act.start, *(t.start for t in pending)]), end=act.end, carried=carried, planned=self.speech,
                times=[*act.times, *frame.times], programmes=list(dict.fromkeys(frame.programmes)), sentence=sentence,
                money=[*(t for t in pending if t.kind == "money"), *act.money],
                counts=[*(t for t in pending if t.kind == "count"), *act.counts], purpose=act.purpose,
            )
            for p, r in [(providers, recipients)]
        ]  # fmt: skip
        if len(act.events) > 1:
            return self._event_by_event(made[0])
        return list(self._distributed(made[0]))

    def _distributed(self, statement: Statement) -> Iterator[Statement]:
        """分别 and 各: first with first, or each with all; sums as many as the parties go along."""
        flags, givers, takers = statement.act.flags, statement.providers, statement.recipients
        sums = statement.money
        if "respectively" in flags and len(givers) == len(takers) > 1:
            rows = [([a], [b]) for a, b in zip(givers, takers, strict=True)]
        elif flags & {"respectively", "each"} and len(givers) > 1 and statement.act.verb.relation == "donated-to":
            rows = [([a], takers) for a in givers]
        elif "respectively" in flags and len(takers) > 1 and len(sums) == len(takers):
            rows = [(givers, [b]) for b in takers]
        else:
            rows = [(givers, takers)]
        for index, (one, other) in enumerate(rows):
            own = [sums[index]] if len(sums) == len(rows) > 1 else list(sums)
            yield replace(statement, providers=one, recipients=other, money=own, counts=list(statement.counts))

    def _event_by_event(self, statement: Statement) -> list[Statement]:
        """Several events in one clause, each named after two places: a statement each."""
        made = []
        for index, (quote, pair) in enumerate(statement.act.events):
            first, second = self._sided(pair[:1], pair[1:])
            start = statement.start if index == 0 else quote.start
            made.append(replace(statement, providers=first, recipients=second, start=start, end=quote.end, programmes=[quote.value], counts=[], money=[]))
        return made

    def _topic_owner(self, frame: _Frame, tokens: Tokens, last: Statement | None) -> tuple[list[Found], Found | None]:
        """Whose thing a passive without subject was about: the sentence's first phrase, else the recipient before."""
        if last is not None and last.recipients:
            return last.recipients, last.recipients[0]
        if frame.topic is not None:
            found = self.reader(tokens).leading(*frame.topic)
            if found:
                return found[:1], None
        return frame.subject, next(iter(frame.subject), None)

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

    def _attach(self, frame: _Frame, tokens: Tokens, clauses: ClauseReader, low: int, high: int) -> None:
        """A price, a result or a purpose belongs to the act before it in the sentence, or waits for the one after."""
        inside = tokens.within(low, high)
        figures = [] if _RETURNS.search(self.text[low:high]) else [t for t in inside if t.kind in ("money", "count")]
        last = frame.last
        if last is None or last.act.verb.relation == "paired-with":
            frame.pending += figures
            return
        first = inside[0] if inside else None
        if first is not None and first.kind == "purpose" and first.start == low:
            for one in frame.together or [last]:
                one.end, one.purpose = high, (low, high)
                one.recipients = one.recipients or clauses.beneficiary(first.end, high)
            return
        helped = clauses.helped(low, high) if figures else []
        if helped and not last.recipients:
            last.recipients = helped
        used = [(f.start, f.end) for f in helped]
        figures = [t for t in figures if not any(a <= t.start and t.end <= b for a, b in used)]
        if figures or helped:
            last.money += [t for t in figures if t.kind == "money"]
            last.counts += [t for t in figures if t.kind == "count"]
            last.end = high

    def _part(
        self, frame: _Frame, tokens: Tokens, parties: PartyReader, clauses: ClauseReader, low: int, high: int, sentence: tuple[int, int]
    ) -> list[Statement]:
        """其中2.14亿元用于…: a part of the sum before it, with its own purpose."""
        last = frame.whole or frame.last
        inside = tokens.within(low, high)
        money = next((t for t in inside if t.kind == "money"), None)
        purpose = next((t for t in inside if t.kind == "purpose"), None)
        if last is None or money is None or purpose is None or last.act.verb.relation != "donated-to":
            return []
        last.whole = True
        act = Act(last.act.verb, low, high, money.start, money=[t for t in inside if t.kind == "money"], purpose=(purpose.end, high))
        act.counts = [t for t in inside if t.kind == "count"]
        recipients = clauses.beneficiary(purpose.end, high) or last.recipients
        statement = Statement(
            act=act, providers=last.providers, recipients=recipients, organizers=last.organizers, start=money.start, end=high,
            carried=(last.providers or [None])[0], planned=last.planned, times=last.times, programmes=last.programmes,
            sentence=sentence, money=act.money, counts=act.counts, purpose=act.purpose, part=True,
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
                if "summed" in before.act.flags and len(kept) > 1 and self._same_service(kept[-2], before):
                    self._joined(kept[-2], before)
                    kept.pop()
                continue
            if before is not None and self._precedes_money(before, statement):
                statement.counts = before.counts + statement.counts
                statement.start = before.start
                statement.act.flags |= before.act.flags
                if before.act.verb.frame == "trade":
                    statement.organizers = statement.organizers or before.organizers
                else:
                    statement.recipients = statement.recipients or before.recipients
                kept.pop()
            kept.append(statement)
        yield from kept

    def _introduces(self, before: Statement, after: Statement) -> bool:
        """T发起“…”活动，Y资助…: the campaign's organizer, then who gives."""
        return (
            before.act.verb.frame == "hold"
            and "between" not in before.act.flags
            and bool(after.act.subject)
            and after.act.subject[0].party.is_group
            and not before.act.counts
        )

    def _continues(self, before: Statement, after: Statement) -> bool:
        """An act without subject of its own that only adds to the one before: a result, a beneficiary, a second sum."""
        first, second = before.act, after.act
        if first.verb.frame == "bring" and second.verb.frame in ("invest", "give") and after.money and not second.recipients:
            return all(f.party.type == "Enterprise" or f.party.is_group for f in second.subject)  # X落户Y，投资8000万元
        if second.subject or second.providers or second.organizers or "between" in second.flags:
            return False
        if first.verb.frame == "hold" and second.verb.frame == "hold" and not second.recipients and not second.counts and not second.money:
            return True
        if first.verb.frame == "send" and second.verb.frame == "serve" and not first.recipients and not after.money:
            return True  # 派出骨干，到Y支教
        if first.verb.relation == second.verb.relation == "supports" and not second.recipients and not second.money:
            if first.verb.frame in ("send", "serve") and second.verb.frame in ("serve", "train"):
                return True  # 派出医生6名，做手术73例: what those sent did
            if first.verb.frame == "hold" and second.verb.frame == "train":
                return True  # 办培训班6期，培训430人次
            if second.verb.frame in ("hold", "serve") and after.counts and ("sum" in second.flags or "summed" in first.flags):
                first.flags.add("summed")
                return True  # 共开设观摩课300节，举办讲座100场: counted over all that came before
        if first.verb.relation != "donated-to" or second.verb.relation == "paired-with":
            return False
        gift = second.verb.relation == "donated-to"
        if gift and not before.money and not before.counts and not first.recipients:
            return True  # 共同捐资，首期筹集资金108万元
        if gift and not second.recipients and not after.money and not after.counts:
            return True  # 每人出资数千元，赠送牛羊
        if gift and second.recipients and not first.recipients and not after.money:
            return True  # 捐款50万元，资助Y
        if gift and first.verb.frame == "raise" and second.recipients and not first.recipients:
            return True
        if not before.money:
            return False
        if second.verb.frame in ("hold", "build", "send", "bring") and after.counts and not after.money:
            return not second.recipients or not first.recipients
        return second.verb.frame == "aid" and not gift and not after.money and not after.counts and not first.recipients

    def _absorb(self, before: Statement, after: Statement) -> None:
        before.counts += after.counts
        before.money += [t for t in after.money if t not in before.money]
        before.end = after.end
        before.purpose = before.purpose or after.purpose
        if after.act.recipients and not before.act.recipients:
            before.recipients = after.act.recipients
        elif after.recipients and not before.recipients:
            before.recipients = after.recipients

    def _same_service(self, first: Statement, second: Statement) -> bool:
        """Two services to the same recipient, whose results the text then counts together."""
        names = [{f.party.canonical or f.party.name for f in s.recipients} for s in (first, second)]
        return first.act.verb.frame == second.act.verb.frame and names[0] == names[1] and first.act.verb.relation == "supports"

    def _joined(self, first: Statement, second: Statement) -> None:
        first.providers = [*first.providers, *second.providers]
        first.counts += second.counts
        first.end = second.end
        first.act.flags |= second.act.flags

    def _precedes_money(self, before: Statement, after: Statement) -> bool:
        """实施项目158个，投入资金26亿元; 采购物资18吨，捐赠给Y: the count belongs to the gift that follows."""
        if after.act.subject or after.act.providers or after.act.verb.relation != "donated-to":
            return False
        if before.act.verb.frame == "trade":
            return True
        works = before.act.verb.frame in ("hold", "build")
        return works and bool(before.counts) and not before.money and bool(after.money) and not before.act.recipients
