"""The walk over a document: paragraphs, sentences, clauses, and what each clause does.

A clause sets the scene for the next, states an act that stands by itself, adds to the act before it, or names who the next clauses
are about. Which of these it is, and what then holds, is decided in the modules that this one calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from aidgraph.documents import Reading
from aidgraph.extract.act import Act
from aidgraph.extract.additions import attach, part, support
from aidgraph.extract.campaigns import is_campaign
from aidgraph.extract.carrying import completed
from aidgraph.extract.clauses import ClauseReader
from aidgraph.extract.following import between_both, delivers, goes_on, hands_over, two_of
from aidgraph.extract.memory import Memory
from aidgraph.extract.merging import merged
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.scope import Found, Scope
from aidgraph.extract.settings import after_heading, heading_subject, sets_scene
from aidgraph.extract.sides import is_aided, is_aiding, speaks_aided
from aidgraph.extract.standing import stands
from aidgraph.extract.statements import Context, Statement
from aidgraph.extract.tokens import Tokens
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Party

#: A speech begins with these and lasts until a paragraph narrates again: what it calls for is planned (claims.md, rule 13).
_SPEECH = re.compile(r"(?P<all>(?:强调|指出|要求|提出)，?(?:[“*]*)要)|下一步|今后一个时期|接下来")
#: Public money of the programme: a paragraph that names it tells of aid, whoever gives (claims.md, rule 20).
_FUNDS = re.compile(r"(?:援[疆藏青伊克]|帮扶|协作|对口支援|援助)(?:资金|项目|经费)")
#: A clause that only says what for, and one that says what works come to when they stand: 投产后可吸纳160人就业.
_AIM = re.compile(r"为了?(?:支持|帮助|进一步|更好|做好|推动|推进|促进|解决|助力|保障|提升|加强|改善)")
_LATER = re.compile(
    r"(?:[该项目一期全部]{0,4})(?:投产|建成|达产|投用|开业|竣工|完工|落成)(?:投产|运营|使用|投用)?后"
)
_NARRATIVE = re.compile(r"[了已]|\d+月\d+日|日前|近日|截至|截止|累计")
_NARRATIVE_WITHIN = 40
_MARKER = re.compile(
    r"(?:\d{1,2}[．.、](?!\d)|（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]是|[①-⑩]|第[一二三四五六七八九]，)"
)
#: Without a masthead, the places that the first lines name speak for the document.
_HEAD_LENGTH = 2000
_SENTENCE_ENDS = "。！？!?"
_CLAUSE_ENDS = "，：；,:;—"


class DiscourseReader:
    """Reads one document, in order and once: what it has named is remembered."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        self.reading = reading
        self.text = reading.text
        self.gazetteer = gazetteer
        self.memory = Memory()
        self.memory.own_aided = speaks_aided(self.text)
        issued = reading.document.issued
        self.issued = date.fromisoformat(issued) if issued else None
        self.home = _home(reading, gazetteer)
        if reading.document.issuer:  # 前指, 指挥部: whose bulletin it is
            self.memory.remember([Party(name=reading.document.issuer, type="Headquarters")])
        self._subject: list[Found] = []
        self._tokens: dict[tuple[int, int], Tokens] = {}

    def statements(self) -> Iterator[Statement]:
        """Yield the document's statements in the order of the text."""
        speech = False
        above = Context(speech=False)
        lead: list[Found] = []  # the subject of the sentence that numbered items follow (claims.md, rule 26)
        for paragraph in self.reading.paragraphs:
            low, high = paragraph.start, paragraph.end
            if paragraph.role == "heading":
                above = self._under(low, high)
            if paragraph.role != "body":
                continue
            begins = _SPEECH.search(self.text, low, high)
            if begins is None and speech and _NARRATIVE.search(self.text[low : low + _NARRATIVE_WITHIN]):
                speech = False
            numbered = _MARKER.match(self.text, low, high) is not None
            context = Context(
                speech=speech, subject=lead if numbered else above.subject, heading=above.heading
            )
            context.funds = _FUNDS.search(self.text, low, high) is not None
            yield from self._paragraph(low, high, context, speech_from=_speech_from(begins, low))
            speech = speech or begins is not None
            lead = lead if numbered else self._subject

    def _under(self, low: int, high: int) -> Context:
        """What a heading says of the paragraphs below it."""
        context = Context(speech=False)
        heading_subject(
            context,
            PartyReader(Scope(self.tokens(low, high), self.gazetteer, self.memory, self.home)),
            low,
            high,
        )
        return context

    def tokens(self, start: int, end: int) -> Tokens:
        """The tokens of a paragraph, made once."""
        if (start, end) not in self._tokens:
            self._tokens[start, end] = Tokens(
                self.text, start, end, gazetteer=self.gazetteer, issued=self.issued
            )
        return self._tokens[start, end]

    def _paragraph(
        self, start: int, end: int, context: Context, *, speech_from: int | None
    ) -> Iterator[Statement]:
        tokens = self.tokens(start, end)
        parties = PartyReader(Scope(tokens, self.gazetteer, self.memory, self.home))
        clauses = ClauseReader(parties)
        for low, high in _cut(tokens, start, end, _SENTENCE_ENDS):
            marker = _MARKER.match(self.text, low, high)
            low = after_heading(context, parties, marker.end() if marker else low, high)
            context = context.in_next_sentence(of_which=self.text.startswith("其中", low))
            context.speech = context.speech or (speech_from is not None and speech_from < high)
            found: list[Statement] = []
            for a, b in _cut(tokens, low, high, _CLAUSE_ENDS):
                found += _clause(context, clauses, a, b, (low, high))
                _remember_names(context, parties, a, b)
            yield from merged(found)
        self._subject = context.subject


def _speech_from(begins: re.Match[str] | None, low: int) -> int | None:
    """Where a paragraph's speech begins: 强调要 speaks for all of it, 下一步 for what follows."""
    if begins is None:
        return None
    return low if begins["all"] else begins.start()


def _home(reading: Reading, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The places that the masthead names: the first context for every ambiguous name."""
    head = " ".join(filter(None, (reading.document.issuer, reading.document.title)))
    names = [m.name for m in gazetteer.mentions(head)]
    if not names:
        names = [m.name for m in gazetteer.mentions(reading.text[:_HEAD_LENGTH]) if len(m.candidates) == 1]
    return tuple(dict.fromkeys(names))


def _cut(tokens: Tokens, start: int, end: int, ends: str) -> Iterator[tuple[int, int]]:
    low = start
    for token in tokens.within(start, end):
        if token.kind == "break" and token.text in ends:
            if low < token.start:
                yield low, token.start
            low = token.end
    if low < end:
        yield low, end


def _clause(
    context: Context, clauses: ClauseReader, low: int, high: int, sentence: tuple[int, int]
) -> list[Statement]:
    if sets_scene(context, clauses.reader, low, high):
        return []
    if _AIM.match(clauses.scope.text, low, high):  # 为支持该院建设，…: whom what follows helps
        context.location = clauses.helped(low, high) or context.location
        return []
    act = None if _LATER.match(clauses.scope.text, low, high) else clauses.act(low, high)
    if act is None and (context.held or _opens_with_event(clauses.scope, low, high)):
        act = clauses.events(low, high)
    if act is not None:
        between_both(act, clauses.scope, context.last)
    if act is not None and context.held:
        act.flags.discard("opens")  # 办了几项活动，有“A”“B”
    context.held = context.held or (act is not None and act.verb.frame == "hold")
    _note(context, clauses.scope, low, high)
    if context.topic is None:
        context.topic = (low, high)
    helped = (act.subject if act is not None else []) or context.aided
    if context.under and helped:  # 在X的支持下，Y新建…
        context.last = support(context, clauses, helped, low, high, sentence)
        return [context.last]
    handed_over = act is not None and hands_over(act, context)
    if act is None or handed_over or not stands(act, context, clauses.scope):
        reached = None if handed_over else clauses.reached(low, high, subject=context.subject)
        if reached is not None and goes_on(reached, context):
            for told in context.together:
                told.recipients = told.recipients or reached.recipients  # 捐出110万元，给Y的低保户翻修危房
        if reached is None or goes_on(reached, context):
            return _without_claim(act, context, clauses, low, high, sentence)
        act = reached
    statements = completed(act, context, clauses.reader, sentence)
    for statement in statements:
        sides = (*statement.organizers, *statement.providers, *statement.recipients)
        _remember(clauses.scope, [*sides])
        clauses.scope.memory.paired = two_of(statement) or clauses.scope.memory.paired
        for one in (*statement.providers, *statement.recipients):
            clauses.scope.memory.remember(one.party.members)
    context.subject = act.subject or context.subject
    if statements:
        before = context.last
        context.last, context.together = statements[-1], statements
        context.pending, context.had_own = [], False
        _note_parts(
            context, statements[-1], before, of_before=clauses.scope.text.startswith("其中", low, high)
        )
    return statements


def _note_parts(context: Context, statement: Statement, before: Statement | None, *, of_before: bool) -> None:
    """A sentence's first gift of money is the whole of which a later 其中 names a part (claims.md, rule 15)."""
    if not statement.money or statement.act.verb.relation != "donated-to":
        return
    if context.whole is None:
        context.whole = statement
    elif of_before or (before is not None and before.part and not statement.act.subject):
        context.whole.whole = statement.part = True


def _without_claim(
    act: Act | None, context: Context, clauses: ClauseReader, low: int, high: int, sentence: tuple[int, int]
) -> list[Statement]:
    """A clause that states no act: a part of a sum, a result, a price, or the subject of what follows."""
    portion = part(context, clauses, low, high, sentence)
    if portion:
        return [portion]
    asked = clauses.asked(low, high) if act is None else []
    if act is not None and act.verb.frame == "send" and "organized" in act.flags:
        asked = act.providers  # 请来6名专家，在Y…
    if asked:  # 协调后方单位，选派…: who is asked does what follows
        context.introduced = (
            act.organizers if act is not None else clauses.subject(low, high)
        ) or context.subject
        context.asked = asked
        return []
    if act is not None and act.verb.frame in ("serve", "trade"):
        context.location = act.recipients or context.location  # 在Y蹲点两个月，…
    subject = act.subject if act is not None and act.subject else clauses.subject(low, high)
    if context.under and not subject:
        subject = clauses.reader.leading(low, high)
    if context.under and subject:
        context.last = support(context, clauses, subject, low, high, sentence)
        return [context.last]
    if act is not None and not act.subject and delivers(act, context):
        for one in context.together:
            one.recipients, one.end = act.recipients, high
            one.organizers = one.organizers or act.providers or act.organizers
    anew = bool(subject and context.last) and (
        clauses.scope.text[low - 1 : low] == "；"
        or (act is not None and not subject[0].party.is_group and is_aiding(clauses.scope, subject[0].party))
    )
    if not anew:
        attach(context, clauses, low, high)
    if subject and act is None:
        where = clauses.went(low, high) or clauses.stayed(low, high) or clauses.taken(low, high)
        context.location = where or context.location
    if subject:
        teams = all(f.party.type in ("WorkTeam", "Headquarters") for f in subject)
        if act is not None and act.verb.frame == "hold" and context.programmes and teams:
            context.introduced = subject
        ours = [f for f in subject if not is_aided(clauses.scope, f.party)]
        if act is None and 0 < len(ours) < len(subject):  # 天津市卫健委与甘南州卫健委商定，…
            context.location = [f for f in subject if f not in ours]
            subject = ours
        context.subject, context.had_own = subject, True
        _remember(clauses.scope, subject)
    return []


def _opens_with_event(scope: Scope, low: int, high: int) -> bool:
    """“徐奎一家亲”联展落幕: an event told of without saying who held it."""
    first = next(iter(scope.within(low, high)), None)
    return (
        first is not None and first.kind == "quote" and first.start == low and is_campaign(scope, first, high)
    )


def _note(context: Context, scope: Scope, low: int, high: int) -> None:
    """Times and campaigns hold for the rest of the sentence."""
    for token in scope.within(low, high):
        if token.kind == "time":
            context.times.append(token.value)
        elif token.kind == "quote" and is_campaign(scope, token, high):
            context.programmes.append(token.value)


def _remember(scope: Scope, found: list[Found]) -> None:
    scope.memory.remember(one.party for one in found)


def _remember_names(context: Context, parties: PartyReader, low: int, high: int) -> None:
    """Note every name of a clause, whatever part it plays: 该校 may point back to it."""
    for token in parties.scope.within(low, high):
        if token.kind in ("name", "place"):
            found = parties.all(token.start, token.end)
            _remember(parties.scope, found)
            if found and is_aided(parties.scope, found[0].party):
                context.named = found
