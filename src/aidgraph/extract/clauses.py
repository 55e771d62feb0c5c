"""One clause as an act: its trigger, who does it, to whom, through whom.

A clause gives at most one act; its trigger is the verb that says most (money before works, works before activities).
Prepositions give roles: 向/给/为 the recipient, 从 the source, 由 the doer, 通过 the go-between; 组织/发动 X makes X the doer
and the subject the organizer; the direction is always the words', never that of the usual donor (claims.md, rule 16).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aidgraph.extract.act import Act
from aidgraph.extract.chunks import TRANSPARENT, Chunk, chunks, main_clause, slots
from aidgraph.extract.figures import TARGET
from aidgraph.extract.frames import FRAMES, REACH, Clause, as_told, beneficiary, hold, reach
from aidgraph.extract.lexicon import Verb, lexicon, pattern
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.scope import Found, Scope
from aidgraph.extract.sides import is_aided, is_aided_side

#: Which frame says most; ties go to the first in the clause.
_FRAMES_BY_RANK = (
    "give raise trade direct pair host receive build bring study train send serve count invest aid hold"
)
_RANK = {name: rank for rank, name in enumerate(_FRAMES_BY_RANK.split())}
_SIZED = re.compile(r"的?[\u4e00-\u9fff]{0,6}(?:项目|企业|公司)")
_INVITED = re.compile(
    r"[将又还]?应(?P<who>[^，。应]{2,20}?)(?:的|之)?(?:盛情|热情)?(?:邀请|邀)(?=[来赴到抵前参飞走])"
)
_GIVEN_BY = re.compile(
    r"(?:是|系|均由|全是|都是|全系|为)(?P<who>[^，。是系]{2,24}?)(?:(?:\d{4}年|今年|去年|前年|上月|上个月|\d{1,2}月(?:\d{1,2}日)?|近日|刚刚|专门|特意|无偿|免费)*)"
    r"(?P<verb>所[捐赠送]赠?|捐赠|捐献|捐助|赠送|赠予|送来|捐来|寄来|送|捐|张罗来|添置|配齐|凑齐)的?$"
)
_FOR_EACH = re.compile(r"每[名位人户家村校生所]")
#: Verbs that spend a sum on what is built with it, and the longest sum in characters.
_SPENT = ("出资", "斥资", "耗资")
_SUM = 10
#: Added to a rank: behind every frame, behind every frame but those, behind the frames of works and services.
_LAST, _LATE, _AFTER_WORKS = 20, 18, 7


class ClauseReader:
    """Reads the acts of one paragraph's clauses."""

    def __init__(self, reader: PartyReader) -> None:
        self.reader = reader
        self.scope = reader.scope

    def act(self, start: int, end: int) -> Act | None:
        """The act that a clause states, or None where no verb of the lexicon governs it."""
        special = self._invited(start, end) or self._given_by(start, end)
        if special is not None:
            return special
        found = main_clause(self.scope, chunks(self.scope, start, end))
        position = _trigger(self.scope, found)
        if position is None:
            return None
        trigger, right = found[position], found[position + 1 :]
        verb = _verb(trigger)
        act = Act(verb, start, end, trigger.start)
        _circumstances(self.scope, act)
        if (
            verb.frame == "give"
            and verb.modality == "cash"
            and verb.strength == "figure"
            and not act.money
            and (act.counts or verb.word == "设立")
        ):
            act.verb = verb = Verb(verb.word, "build", "supports", "construction", "figure")  # 安排项目32个
        while right and right[0].kind in TRANSPARENT:
            right = right[1:]
        FRAMES[verb.frame](act, Clause(self.reader, slots(found[:position]), slots(right), tuple(right)))
        used = [(f.start, f.end) for f in (*act.providers, *act.recipients, *act.organizers)]
        act.counts = [
            t for t in act.counts if not any(low <= t.start and t.end <= high for low, high in used)
        ]
        return act

    def reached(self, start: int, end: int, *, subject: Sequence[Found] = ()) -> Act | None:
        """An act that no verb of the lexicon governs: the aiding side does something for, to, at or with the aided side.

        `subject` is whom the sentence is about, where the clause names nobody.
        """
        act = Act(REACH, start, end, start, needs_provider=False)
        reach(act, self._unread(start, end), subject)
        if not act.recipients:
            return None
        _circumstances(self.scope, act)
        used = [(f.start, f.end) for f in (*act.providers, *act.recipients)]
        act.counts = [
            t for t in act.counts if not any(low <= t.start and t.end <= high for low, high in used)
        ]
        return as_told(act, self.scope)

    def _given_by(self, start: int, end: int) -> Act | None:
        """…，是X今年送来的; 胃镜系X所赠: who gave what the sentence tells of."""
        match = _GIVEN_BY.search(self.scope.text, start, end)
        givers = (
            self.reader.all(*match.span("who")) or self.reader.leading(*match.span("who")) if match else []
        )
        if match is None or not givers or is_aided_side(self.scope, givers):
            return None
        act = Act(
            lexicon().verbs["捐赠"], start, end, match.start("verb"), providers=givers, needs_provider=False
        )
        _circumstances(self.scope, act)
        act.flags |= {"by", "passive"}
        return act

    def _invited(self, start: int, end: int) -> Act | None:
        """Y应X之邀来沪研学: those of the aided side who come are received by X."""
        match = _INVITED.search(self.scope.text, start, end)
        guests = self.reader.all(start, match.start()) if match else []
        hosts = self.reader.all(*match.span("who")) if match and guests else []
        if (
            not hosts
            or any(is_aided(self.scope, f.party) for f in hosts)
            or not is_aided_side(self.scope, guests)
        ):
            return None
        act = Act(lexicon().verbs["研学"], start, end, start, needs_provider=False)
        _circumstances(self.scope, act)
        act.subject = act.recipients = guests
        act.providers = hosts
        act.flags.add("sent")
        act.counts = [t for t in act.counts if t.start >= guests[-1].end]
        return act

    def events(self, start: int, end: int) -> Act | None:
        """Events that a clause lists after one that said what is held: 办了几项活动，有“A”“B”和“C”."""
        act = Act(lexicon().verbs["举办"], start, end, start)
        _circumstances(self.scope, act)
        hold(act, Clause(self.reader, {}, {}, ()))
        return act if act.events else None

    def subject(self, start: int, end: int) -> list[Found]:
        """The party that a clause begins with, and those joined to it, whatever it then does (claims.md, rule 4)."""
        clause = self._unread(start, end)
        for low, high in clause.slots.get("subject", ())[:1]:
            found = self.reader.leading(low, high)
            if not found or found[0].start > low + 2:
                found = self._owned(low, high)
            elif found[0].party.is_group and found[0].party.count is None and found[-1].end < high:
                found = [f for f in self.reader.all(low, high) if not f.party.is_group]  # 某医院医生某某
            elif any(t.kind == "count" and t.end == end for t in self.scope.within(low, high)):
                found = []  # 受益群众近1万人: a result, nobody who acts
            if found:
                return found + clause.said("with")
        last = self._owned(*clause.slots["rest"][-1]) if "rest" in clause.slots else []
        return last if last and last[-1].end == end else []

    def helped(self, start: int, end: int) -> list[Found]:
        """For whom, to whom or where a clause that states no act of its own does what it does."""
        clause = self._unread(start, end)
        return clause.said("for", "to", "at") or clause.went()

    def went(self, start: int, end: int) -> list[Found]:
        """Where somebody goes in a clause that says no more: 216名骨干进疆，…."""
        return self._unread(start, end).went()

    def stayed(self, start: int, end: int) -> list[Found]:
        """Where somebody is in a clause that says no more: 又在Y多留了三个月，…."""
        return [f for f in self._unread(start, end).said("at") if is_aided(self.scope, f.party)]

    def taken(self, start: int, end: int) -> list[Found]:
        """What a clause does something with: 把Y列为…, a place or institution of the aided side."""
        found = self._unread(start, end).said("take")
        return [f for f in found if not f.party.is_group and is_aided(self.scope, f.party)]

    def asked(self, start: int, end: int) -> list[Found]:
        """Whom a clause without an act of its own sets to work: 协调后方单位, 组织医疗专家 (claims.md, rule 7)."""
        return self._unread(start, end).said("cause", "causee")

    def beneficiary(self, start: int, end: int) -> list[Found]:
        """Who a purpose is for: 用于帮助Y…, 用于Y建设."""
        return beneficiary(self.reader, start, end)

    def _unread(self, start: int, end: int) -> Clause:
        return Clause(self.reader, slots(chunks(self.scope, start, end)), {}, ())

    def _owned(self, low: int, high: int) -> list[Found]:
        """由X援建的Y: the party behind 的, of which the clause tells."""
        found = self.reader.all(low, high)
        return found if found and self.scope.text[found[0].start - 1 : found[0].start] == "的" else []


def _verb(chunk: Chunk) -> Verb:
    return lexicon().verbs[chunk.token.text if chunk.token else ""]


def _trigger(scope: Scope, found: Sequence[Chunk]) -> int | None:
    """The position of the verb that says most."""
    verbs = [(i, _verb(chunk)) for i, chunk in enumerate(found) if chunk.kind == "verb"]
    if not verbs:
        return None
    kinds = {t.kind for chunk in found if chunk.kind == "np" for t in scope.within(chunk.start, chunk.end)}
    received = next((i for i, verb in verbs if verb.frame == "receive" and verb.word != "接受"), None)
    took = next((i for i, chunk in enumerate(found) if chunk.kind == "take"), None)
    served = any(verb.frame in ("serve", "train") for _, verb in verbs)

    def rank(entry: tuple[int, Verb]) -> tuple[int, int]:
        index, verb = entry
        value = _RANK["give" if verb.frame == "aid" and verb.relation == "donated-to" else verb.frame]
        if received is not None and index > received:
            value += _LAST  # 领到了X寄来的…: what comes after is what was received
        if value == _RANK["give"] and any(
            i > index and v.frame == "build" and v.strength == "strong" for i, v in verbs
        ):
            value += _LATE  # 由X出资1.8亿元援建的Y (claims.md, rule 25)
        if verb.word in _SPENT and _built_next(found, index, kinds):
            value += _LATE  # 由X出资9800万元建成: the sum is what the works cost
        if took is not None and took < index and any(i > index for i, _ in verbs):
            value += _LATE  # 把募集到的物资运往Y
        if verb.word == "接受" and served:
            value += _LAST
        if verb.frame == "trade" and verb.word != "消费帮扶":
            value += _AFTER_WORKS
        if verb.strength == "figure" and kinds.isdisjoint(
            ("money",) if verb.modality == "cash" else ("money", "count")
        ):
            value += _LAST
        if verb.strength in ("go", "exchange", "attach") or (verb.strength == "take" and took is None):
            value += _LATE
        if verb.frame == "hold" and verb.word in lexicon().organizing:
            value += _LAST if any(i > index for i, _ in verbs) else 1  # 组织Y赴X考察
        if verb.frame in ("serve", "train", "study") and any(
            i < index and other.frame == "send" for i, other in verbs
        ):
            value += 4  # 选派21名专家到Y坐诊带教
        if verb.frame == "direct" and any(i < index and other.frame == "send" for i, other in verbs):
            value += _LATE  # 选派10名专家对口支援Y
        return value, index

    return min(verbs, key=rank)[0]


def _built_next(found: Sequence[Chunk], index: int, kinds: set[str]) -> bool:
    """Whether a verb of building stands right behind the sum that a verb spends."""
    following = [chunk for chunk in found[index + 1 : index + 3] if chunk.kind not in TRANSPARENT]
    return (
        "money" in kinds
        and len(following) == 2
        and following[0].kind == "np"
        and following[1].kind == "verb"
        and _verb(following[1]).frame == "build"
        and following[0].end - following[0].start <= _SUM
    )


def _circumstances(scope: Scope, act: Act) -> None:
    """Figures, quoted names, times and adverbs of the act's clause; turnover and taxes are no figures of aid."""
    returns = pattern(r"(?:{return})[\u4e00-\u9fff]{0,5}$")
    for token in scope.within(act.start, act.end):
        if token.kind == "money":
            if _SIZED.match(scope.text, token.end, act.end) and token.text.endswith("以上"):
                continue  # 亿元以上项目6个
            if not returns.search(scope.text[max(act.start, token.start - 12) : token.start]):
                act.money.append(token)
            if TARGET.search(scope.text, max(act.start, token.start - 14), token.start):
                act.flags.add("target")
            if _FOR_EACH.search(scope.text, max(act.start, token.start - 12), token.start):
                act.flags.add("per-unit")
        elif token.kind == "count":
            act.counts.append(token)
        elif token.kind == "quote":
            act.quotes.append(token)
        elif token.kind == "time":
            act.times.append(token.value)
            if token.value.yearly:
                act.flags.add("yearly")
        elif token.kind == "each":
            act.flags.add("respectively" if token.text in ("分别", "依次") else "each")
        elif token.kind in ("done", "sum", "yearly", "now", "will") and (
            token.kind != "will" or token.start < act.at
        ):
            act.flags.add(token.kind)
        elif token.kind == "adverb" and token.text in ("也", "还", "亦") and token.start < act.at:
            act.flags.add("too")
        elif token.kind == "take":
            act.flags.add("taken")
        elif token.kind == "purpose" and act.purpose is None:
            act.purpose = (token.end, act.end)
