"""One clause as an act: its trigger, who does it, to whom, through whom.

A clause gives at most one act; its trigger is the verb that says most (money before works, works before activities).
Prepositions give roles: 向/给/为 the recipient, 从 the source, 由 the doer, 通过 the go-between; 组织/发动 X makes X the doer
and the subject the organizer; the direction is always the words', never that of the usual donor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aidgraph.extract.lexicon import Verb, lexicon
from aidgraph.extract.parties import Found, PartyReader
from aidgraph.extract.times import Time
from aidgraph.extract.tokens import Token, Tokens
from aidgraph.model import Party, Span

#: Which frame says most; ties go to the first in the clause.
_RANK = {name: i for i, name in enumerate(
    ["give", "raise", "trade", "direct", "pair", "host", "receive", "build", "bring", "study", "train", "send", "serve", "count", "invest", "aid", "hold"]
)}  # fmt: skip
_PREPOSITIONS = frozenset(("to", "for", "with", "from", "by", "at", "on", "take", "go", "via", "purpose", "manner", "is"))
_TRANSPARENT = frozenset(("done", "sum", "yearly", "now", "will", "adverb", "each", "time"))
_NOMINAL = re.compile(r"(?:资金|款|工作|项目|工程|单位|对象|机制|政策|地区|力度|措施|关系|协议|方案|任务|规划|计划|经验|队伍|干部|人才|教师|医生|专家|医疗|助学|困|物资|活动|仪式|基金|平台|基地|中心|小组|办法|条件|模式|成果|方式|事业|体系|精神|标准|意见|合作|交流)")
_OFFICIAL = re.compile(r"[^，。的]{0,12}?(?:工作|会议|座谈会|规划|办公室|领导小组|协调小组|精神)")
_THANKS = re.compile(r"锦旗|感谢信|致谢|牌匾|证书|聘书|谢意")
#: Figures that measure no aid: turnover, income, taxes.
_RETURNS = re.compile(r"(?:产值|收入|增收|利润|税收|纳税|贷款|增长|生产总值)[\u4e00-\u9fff]{0,5}$")
_GOODS_NOUN = re.compile(r"设备|物资|器材|药品|图书|校服|车辆|用品|书籍|教具|款物|救护车|电脑")
_EVENT_AFTER_GIFT = re.compile(r"(?:仪式|活动|协议|单位|证书|方|者|人(?!民)|签约|大会)")


@dataclass
class Act:
    """An act as one clause states it. Offsets are of the folded text; `None` sides are not stated in the clause."""

    verb: Verb
    start: int
    end: int
    at: int
    providers: list[Found] = field(default_factory=list)
    recipients: list[Found] = field(default_factory=list)
    organizers: list[Found] = field(default_factory=list)
    subject: list[Found] = field(default_factory=list)
    money: list[Token] = field(default_factory=list)
    counts: list[Token] = field(default_factory=list)
    quotes: list[Token] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    purpose: tuple[int, int] | None = None
    object: tuple[int, int] | None = None
    events: list[tuple[Token, list[Found]]] = field(default_factory=list)
    needs_provider: bool = True


@dataclass(frozen=True, slots=True)
class _Chunk:
    kind: str
    start: int
    end: int
    token: Token | None = None


class ClauseReader:
    """Reads the acts of one paragraph's clauses."""

    def __init__(self, tokens: Tokens, reader: PartyReader) -> None:
        self.tokens = tokens
        self.text = tokens.text
        self.reader = reader

    def act(self, start: int, end: int) -> Act | None:
        """The act that a clause states, or None where no verb of the lexicon governs it."""
        chunks = self._chunks(start, end)
        position = self._trigger(chunks)
        if position is None:
            return None
        chunk = chunks[position]
        assert chunk.token is not None
        verb = lexicon().verbs[chunk.token.text]
        act = Act(verb, start, end, chunk.start)
        self._circumstances(act, start, end)
        if verb.frame == "give" and verb.modality == "cash" and verb.strength == "figure" and not act.money and act.counts:
            act.verb = verb = Verb(verb.word, "build", "supports", "construction", "figure")  # 安排项目32个
        left, right = chunks[:position], chunks[position + 1 :]
        while right and right[0].kind in _TRANSPARENT:
            right = right[1:]
        slots = self._slots(left)
        after = self._slots(right)
        getattr(self, f"_{verb.frame}")(act, slots, after, right)
        self._finish(act)
        return act

    def subject(self, start: int, end: int) -> list[Found]:
        """The party that a clause begins with, and those joined to it, whatever it then does."""
        slots = self._slots(self._chunks(start, end))
        for low, high in slots.get("subject", ())[:1]:
            found = self.reader.leading(low, high)
            if not found or found[0].start > low + 2:
                last = self.reader.all(low, high)
                found = last if last and self.text[last[0].start - 1 : last[0].start] == "的" else []
            elif found[0].party.is_group and found[0].party.count is None and found[-1].end < high:
                found = []
            elif found[-1].end == end and self.tokens.within(low, high)[-1].kind == "count":
                found = []  # 受益群众近1万人: a result, nobody who acts
            if found:
                return found + self._all(slots, "with")
        last = self.reader.all(*slots["rest"][-1]) if "rest" in slots else []
        return last if last and last[-1].end == end and self.text[last[0].start - 1 : last[0].start] == "的" else []

    def events(self, start: int, end: int) -> Act | None:
        """Events that a clause lists after one that said what is held: 办了几项活动，有“A”“B”和“C”."""
        act = Act(lexicon().verbs["举办"], start, end, start)
        self._circumstances(act, start, end)
        self._hold(act, {}, {}, [])
        return act if act.events else None

    def helped(self, start: int, end: int) -> list[Found]:
        """For whom, to whom or where a clause that states no act of its own does what it does."""
        slots = self._slots(self._chunks(start, end))
        return self._all(slots, "for", "to", "at") or self._went(slots)

    def asked(self, start: int, end: int) -> list[Found]:
        """Whom a clause without an act of its own sets to work: 协调后方单位, 组织医疗专家."""
        return self._all(self._slots(self._chunks(start, end)), "cause", "causee")

    # ---- chunks and slots --------------------------------------------------------------------------------

    def _chunks(self, start: int, end: int) -> list[_Chunk]:
        chunks: list[_Chunk] = []
        low = start
        purpose = False
        for token in self.tokens.within(start, end):
            kind = token.kind
            if kind == "verb" and (purpose or self._is_nominal(token, end)):
                continue
            if kind == "organize" and purpose:
                continue
            if kind in _TRANSPARENT or kind in _PREPOSITIONS or kind in ("verb", "organize") or (kind == "break" and token.text != "、"):
                if purpose and kind not in ("break",):
                    continue
                if low < token.start:
                    chunks.append(_Chunk("np", low, token.start))
                low = token.end
                chunks.append(_Chunk(kind, token.start, token.end, token))
                purpose = purpose or kind == "purpose"
        if low < end:
            chunks.append(_Chunk("np", low, end))
        return chunks

    def _is_nominal(self, token: Token, end: int) -> bool:
        """帮扶资金, 捐赠仪式, 培训项目: a verb that only says what kind of thing the noun after it is."""
        verb = lexicon().verbs[token.text]
        rest = self.text[token.end : min(end, token.end + 4)]
        if verb.frame == "direct" and _OFFICIAL.match(self.text, token.end, end) and not self.text[token.end : end].startswith("的"):
            return True
        if verb.frame in ("give", "raise"):
            return bool(_EVENT_AFTER_GIFT.match(rest)) and not rest.startswith("人民")
        if verb.frame == "serve" and rest.startswith(("工作", "活动")):
            return False
        if verb.frame in ("aid", "build", "train", "direct", "invest", "serve", "trade", "pair"):
            if verb.frame in ("aid", "train") and rest.startswith(("干部", "人才", "教师", "医生", "专家", "医疗", "困", "队伍", "事业")):
                return verb.frame == "aid" and token.text in ("帮扶", "支援") and rest.startswith(("干部", "人才"))
            if verb.frame == "pair":
                return rest.startswith(("单位", "资金", "工作", "对象", "机制", "地区", "村", "乡镇", "学校", "家庭"))
            return bool(_NOMINAL.match(rest))
        return False

    def _trigger(self, chunks: list[_Chunk]) -> int | None:
        verbs = [(i, lexicon().verbs[c.token.text]) for i, c in enumerate(chunks) if c.kind == "verb" and c.token]
        if not verbs:
            return None
        money = any(self._has(c, "money") for c in chunks)
        counted = money or any(self._has(c, "count") for c in chunks)

        received = next((i for i, verb in verbs if verb.frame == "receive" and verb.word != "接受"), None)
        served = any(verb.frame in ("serve", "train") for _, verb in verbs)

        def rank(entry: tuple[int, Verb]) -> tuple[int, int]:
            index, verb = entry
            value = _RANK["give" if verb.frame == "aid" and verb.relation == "donated-to" else verb.frame]
            if received is not None and index > received:
                value += 20  # 领到了X寄来的…: what comes after is what was received
            if verb.word == "接受" and served:
                value += 20
            if verb.frame == "trade" and verb.word != "消费帮扶":
                value += 7
            if verb.strength == "figure" and not (money if verb.modality == "cash" else counted):
                value += 20
            if verb.strength in ("go", "exchange", "attach"):
                value += 18
            if verb.frame == "hold" and verb.word in lexicon().organizing:
                value += 1
            return value, index

        return min(verbs, key=rank)[0]

    def _has(self, chunk: _Chunk, kind: str) -> bool:
        return chunk.kind == "np" and any(t.kind == kind for t in self.tokens.within(chunk.start, chunk.end))

    def _slots(self, chunks: list[_Chunk]) -> dict[str, list[tuple[int, int]]]:
        """Noun phrases by role: `subject`, `causee` (after 组织 …), `object` (after a verb), and one for each preposition."""
        slots: dict[str, list[tuple[int, int]]] = {}
        role = "subject"
        for chunk in chunks:
            if chunk.kind == "np":
                slots.setdefault(role, []).append((chunk.start, chunk.end))
                if role != "subject":
                    role = "rest"
            elif chunk.kind == "organize":
                assert chunk.token is not None
                role = lexicon().organizing[chunk.token.text]
            elif chunk.kind == "verb":
                assert chunk.token is not None
                verb = lexicon().verbs[chunk.token.text]
                role = "sent" if verb.frame == "send" else "causee" if verb.word in lexicon().organizing else "object"
            elif chunk.kind in _PREPOSITIONS:
                role = chunk.kind
            elif chunk.kind == "break":
                role = "subject" if role == "subject" else "rest"
        return slots

    def _circumstances(self, act: Act, start: int, end: int) -> None:
        for token in self.tokens.within(start, end):
            if token.kind == "money":
                if not _RETURNS.search(self.text[max(start, token.start - 12) : token.start]):
                    act.money.append(token)
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
            elif token.kind in ("done", "sum", "yearly", "now", "will") and (token.kind != "will" or token.start < act.at):
                act.flags.add(token.kind)
            elif token.kind == "purpose" and act.purpose is None:
                act.purpose = (token.end, end)

    # ---- roles -------------------------------------------------------------------------------------------

    def _all(self, slots: dict[str, list[tuple[int, int]]], *roles: str) -> list[Found]:
        for role in roles:
            for low, high in slots.get(role, ()):
                found = self.reader.all(low, high)
                if not found:
                    found = self.reader.leading(low, high)
                    if role in ("subject", "causee") and found and found[0].start > low + 1:
                        continue
                if found:
                    return found
        return []

    def _went(self, slots: dict[str, list[tuple[int, int]]], chunks: list[_Chunk] | None = None) -> list[Found]:
        """Where somebody goes: 来伊, 赴西藏, 到霍城县."""
        for low, high in slots.get("go", ()):
            found = self.reader.leading(low, high)
            if found:
                return found
            party = self.reader.character(low)
            if party is not None:
                return [Found(party, low, low + 1)]
        return []

    def _doers(self, act: Act, slots: dict[str, list[tuple[int, int]]]) -> None:
        """Provider and organizers of an active clause: by 由, else the one organised, else the subject."""
        act.subject = self._all(slots, "subject")
        caused = self._all(slots, "causee", "cause") or ([] if act.subject else self._all(slots, "sent"))
        by = self._all(slots, "by")
        source = self._all(slots, "from") if act.verb.relation == "donated-to" else []
        joined = self._all(slots, "with") if "with" in slots and act.verb.frame != "pair" else []
        lead = self._all(slots, "lead")
        via = self._all(slots, "via", "agent")
        if source or caused or by:
            act.providers = source or caused or by
            act.organizers = act.subject
            if caused and source:
                act.providers = source
            act.needs_provider = False
            if not act.subject and not by:
                act.flags.add("organized")
        else:
            act.providers = act.subject
        if joined:
            (act.providers if not caused else act.organizers).extend(joined)
        if lead and not act.recipients:
            act.recipients = lead
        act.organizers = act.organizers + [v for v in via if v.party.type not in ("Province", "Prefecture", "County")]

    def _give(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._doers(act, slots)
        act.recipients = act.recipients or self._all(slots, "to", "for") or self._all(after, "to", "for") or self._went(after)
        first = right[0] if right and right[0].kind == "np" else None
        if first is not None:
            act.object = (first.start, first.end)
        if not act.recipients and first is not None and act.verb.frame in ("aid",):
            act.recipients = self.reader.leading(first.start, first.end)
        if not act.recipients and first is not None and act.verb.frame == "give":
            led = self.reader.leading(first.start, first.end)
            inside = self.tokens.within(first.start, first.end)
            if led and ("take" in slots or any(t.kind in ("money", "count") and t.start >= led[-1].end for t in inside)):
                act.recipients = led
        if not act.recipients:
            act.recipients = self._beneficiary(right) or self._all(slots, "at", "on") or self._went(slots)

    def _raise(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._give(act, slots, after, right)

    def _beneficiary(self, right: list[_Chunk]) -> list[Found]:
        """Who a gift is spent on: 用于帮助Y…, 支援Y, 资助Y: the parties right after a verb or 用于."""
        for chunk, following in zip(right, right[1:], strict=False):
            if chunk.kind not in ("purpose", "verb") or following.kind != "np":
                continue
            found = self.beneficiary(following.start, following.end)
            if found:
                return found
        return []

    def beneficiary(self, low: int, high: int) -> list[Found]:
        """Who a purpose is for: 用于帮助Y…, 用于Y建设."""
        found = self.reader.leading(low, high)
        if found and found[0].start == low and not self._is_topic(found, high):
            return self._with_second(found, high)
        for token in self.tokens.within(low, high):
            if token.kind == "verb" and lexicon().verbs[token.text].frame in ("aid", "build", "hold", "train", "give"):
                found = self.reader.leading(token.end, high)
                if found:
                    return self._with_second(found, high)
        return []

    def _is_topic(self, found: list[Found], high: int) -> bool:
        """人才培训, 居民保障服务项目: people in general in front of what the money is for are no recipient."""
        party = found[-1].party
        return party.is_group and party.count is None and not party.places and found[-1].end < high

    def _with_second(self, found: list[Found], high: int) -> list[Found]:
        """奖励X师生、资助困难学生: a second verb with a party of its own."""
        rest = found[-1].end
        if self.text[rest : rest + 1] in ("、", "和", "及"):
            verb = next((t for t in self.tokens.within(rest, high) if t.kind == "verb"), None)
            if verb is not None and verb.start == rest + 1:
                more = self.reader.leading(verb.end, high)
                places = found[-1].party.places
                from dataclasses import replace

                return found + [
                    Found(replace(m.party, places=m.party.places or places) if m.party.is_group else m.party, m.start, m.end) for m in more
                ]
        return found

    def _aid(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        by = self._all(slots, "by")
        if by:
            act.flags |= {"by", "passive"}
            act.providers, act.needs_provider = by, False
            act.recipients = act.subject = self._all(slots, "subject")
            return
        self._doers(act, slots)
        first = right[0] if right and right[0].kind == "np" else None
        if first is None and right and right[0].kind in _TRANSPARENT and len(right) > 1 and right[1].kind == "np":
            first = right[1]
        led = self.reader.leading(first.start, first.end) if first else []
        if first is not None:
            act.object = (first.start, first.end)
        if act.verb.strength == "exchange" and first is not None:
            pair = self.reader.pair(first.start, min(first.end, first.start + 12))
            if len(pair) == 2 and pair[0].start - first.start <= 1:
                act.providers, act.recipients = pair[:1], pair[1:]
                act.organizers = act.organizers + act.subject
                act.flags |= {"between", "organized"}
                act.needs_provider = False
            return
        went = self._went(slots)
        if went and all(f.party.is_group and f.party.count is None for f in led):
            led = went  # 到霍城县救助患者: the place, of which the people are those served
        act.recipients = act.recipients or led or self._all(slots, "for", "to") or self._all(after, "for", "to", "at") or self._all(slots, "at")

    def _direct(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        by = self._all(slots, "by")
        act.subject = self._all(slots, "subject")
        if by:
            act.providers, act.recipients, act.needs_provider = by, act.subject, False
            act.flags.add("passive")
            return
        act.providers = act.subject
        first = next((c for c in right if c.kind == "np"), None)
        if first is not None:
            act.recipients = self.reader.leading(first.start, first.end)

    def _pair(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._doers(act, {k: v for k, v in slots.items() if k != "with"})
        if "with" in slots:
            act.recipients = self._all(slots, "with")
        else:
            for role in ("causee", "cause", "subject"):
                split = self._split(slots.get(role, []))
                if split:
                    act.providers, act.recipients = split
                    if role == "subject":
                        act.subject = split[0] + split[1]
                    act.needs_provider = False
                    break
            else:
                act.recipients = self._all(slots, "for", "to", "on", "at")
        if not act.recipients and right and right[0].kind == "np":
            act.recipients = self.reader.leading(right[0].start, right[0].end)

    def _split(self, phrases: list[tuple[int, int]]) -> tuple[list[Found], list[Found]] | None:
        """A和B结为…: the two sides of a coordination, cut at its last 和."""
        for low, high in phrases:
            cuts = [t for t in self.tokens.within(low, high) if t.kind == "and" and t.text in ("和", "与", "同", "跟", "及")]
            for cut in reversed(cuts):
                first, second = self.reader.all(low, cut.start), self.reader.all(cut.end, high)
                if first and second:
                    return first, second
            found = self.reader.all(low, high)
            if len(found) == 2 and not cuts:
                return found[:1], found[1:]
            if len(found) == 1 and self.text[low:high].startswith("两地"):
                return found, found
        return None

    def _host(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        """遴选A挂牌B基地: B takes A as its partner."""
        act.subject = self._all(slots, "subject")
        hosted = self._all(slots, "causee", "cause", "at")
        partner = self.reader.leading(right[0].start, right[0].end) if right and right[0].kind == "np" else []
        act.providers, act.recipients = partner, hosted or act.subject
        act.organizers = act.subject if hosted else []
        act.needs_provider = not partner
        if hosted and not act.subject:
            act.flags.add("organized")

    def _build(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        by = self._all(slots, "by")
        if by:
            act.flags.add("by")
            act.providers, act.needs_provider = by, False
            act.subject = []
            act.recipients = self._owner(slots.get("subject", [])) or self._after_of(right)
            act.flags.add("passive")
            return
        self._doers(act, slots)
        act.recipients = act.recipients or self._all(slots, "for") or self._all(slots, "at", "to", "object")
        if not act.recipients:
            act.recipients = self._went(slots)
        first = right[0] if right and right[0].kind == "np" else None
        if first is not None:
            act.object = (first.start, first.end)
            if not act.recipients:
                led = self.reader.leading(first.start, first.end)
                act.recipients = [f for f in led if not f.party.is_group or f.party.places][:1]

    def _after_of(self, right: list[_Chunk]) -> list[Found]:
        """由X援建的Y医院: whose the thing is that the relative clause stands before."""
        for chunk in right:
            if chunk.kind != "np":
                continue
            of = [t for t in self.tokens.within(chunk.start, chunk.end) if t.kind == "of"]
            found = self.reader.leading(of[-1].end if of and of[-1].end < chunk.end else chunk.start, chunk.end)
            if found:
                return found[:1]
        return []

    def _owner(self, phrases: list[tuple[int, int]]) -> list[Found]:
        for low, high in phrases:
            found = self.reader.all(low, high) or self.reader.leading(low, high)
            if found:
                return found[:1]
        return []

    def _serve(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._doers(act, slots)
        went = self._went(slots)
        if self._came_to_learn(act, went):
            self._study(act, slots, after, right)
            return
        act.recipients = act.recipients or went or self._all(slots, "for", "to", "at", "on") or self._went(after) or self._all(after, "for", "to", "at")
        if not act.recipients and right and right[0].kind == "np":
            led = self.reader.leading(right[0].start, right[0].end)
            act.recipients = [f for f in led if f.party.count is None]

    def _came_to_learn(self, act: Act, went: list[Found]) -> bool:
        """组织受援地病人到江苏诊治, 干部赴粤培训: who goes to the aiding side is the one aided."""
        doers = act.providers
        if not (went and doers and doers[0].party.is_group):
            return False
        patient = re.search(r"患者|病人|学生|孩子|儿童|学员|老人|妇女", doers[0].party.kind or "")
        aided = self.reader.is_aided(doers[0].party)
        return self.reader.is_aided(went[-1].party) is False and (bool(patient) or aided is True)

    def _study(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        """Y到X进修: the learner is the recipient; X gives if it is an institution, else whoever sent the learner."""
        if not act.providers and not act.organizers:
            self._doers(act, slots)
        where = self._went(slots) or self._all(slots, "at") or self._went(after)
        act.recipients = act.providers
        hosts = [f for f in where if f.party.type in ("Hospital", "School", "Enterprise", "PublicBody")]
        if hosts:
            act.providers, act.needs_provider = hosts, False
        else:
            act.providers, act.organizers = act.organizers, []
            act.needs_provider = not act.providers
            act.flags.add("sent")

    def _count(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._serve(act, slots, after, [])

    def _send(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._doers(act, slots)
        act.recipients = (
            act.recipients
            or self._all(slots, "to", "for")
            or self._went(after)
            or self._went(slots)
            or self._all(after, "to", "at", "for", "object")
            or self._all(slots, "at")
        )

    def _bring(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        if "is" in slots:
            act.providers = self._all(slots, "subject") or self._firm(slots.get("subject", []))
            act.organizers = self._all(slots, "is")
            act.needs_provider = not act.providers
            return
        self._doers(act, slots)
        act.recipients = act.recipients or self._all(slots, "for", "to", "at") or self._went(slots) or self._went(after) or self._all(after, "at")
        first = right[0] if right and right[0].kind == "np" else None
        if first is not None:
            led = self.reader.leading(first.start, first.end)
            if act.verb.strength == "party":  # 落户Y: the object is where
                act.recipients = led or act.recipients
                return
            led = [f for f in led if f.party.type == "Enterprise"]
            if led:
                act.organizers = act.providers
                act.providers = led
                act.needs_provider = False

    def _firm(self, phrases: list[tuple[int, int]]) -> list[Found]:
        """A name that only what is said of it shows to be an enterprise's: X是…引进的项目."""
        for low, high in phrases:
            if 3 <= high - low <= 12:
                name = self.text[low:high]
                return [Found(Party(name=name, type="Enterprise", at=Span(low, high)), low, high)]
        return []

    def _train(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._doers(act, slots)
        if self._came_to_learn(act, self._went(slots)):
            self._study(act, slots, after, right)
            return
        act.recipients = act.recipients or self._all(slots, "for", "to", "at") or self._went(slots)
        first = right[0] if right and right[0].kind == "np" else None
        if not act.recipients and first is not None:
            led = self.reader.leading(first.start, first.end)
            act.recipients = [f for f in led if f.party.is_group and f.party.count is None and not act.counts]

    def _invest(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._build(act, slots, after, right)
        if "passive" in act.flags:
            act.recipients = []

    def _trade(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        source = self._all(slots, "from")
        self._doers(act, {k: v for k, v in slots.items() if k != "from"})
        act.recipients = source or self._all(slots, "object", "to", "for", "at")
        if not act.recipients and right and right[0].kind == "np":
            act.recipients = self.reader.leading(right[0].start, right[0].end)

    def _hold(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        self._doers(act, slots)
        act.recipients = act.recipients or self._all(slots, "at", "for", "to", "on") or self._went(slots) or self._went(after)
        for quote in act.quotes:
            pair = self._different(self.reader.pair(quote.start, quote.end))
            if len(pair) >= 2:
                act.flags.add("between")
                act.events.append((quote, pair[:2]))
        for quote, pair in act.events[:1]:
            if pair:
                if act.providers and act.providers[0].party.type == "WorkTeam":
                    act.recipients = act.recipients or [p for p in pair if not self._is_home(p, act.providers[0])][:1]
                else:
                    act.organizers = act.organizers + act.providers
                    act.providers, act.recipients = pair[:1], pair[1:2]
                    act.needs_provider = False
                return
        if any(re.search(r"捐|赠|义卖", quote.value) for quote in act.quotes):
            act.verb = Verb(act.verb.word, "hold", "donated-to", "goods", "campaign")
            act.recipients = act.recipients or self._for_whom(act)
        if act.verb.word == "参加" and not act.recipients and right and right[0].kind == "np":
            act.recipients = [f for f in self.reader.leading(right[0].start, right[0].end) if not f.party.is_group]
        if right and right[0].kind == "np" and not act.recipients:
            pair = self._different(self.reader.pair(right[0].start, min(right[0].end, right[0].start + 6)))
            if len(pair) == 2 and pair[0].start == right[0].start:
                act.organizers = act.organizers + act.providers
                act.providers, act.recipients = pair[:1], pair[1:]
                act.flags |= {"between", "organized"}
                act.needs_provider = False

    def _for_whom(self, act: Act) -> list[Found]:
        """“我为Y捐本书”: the recipient that a campaign's name gives."""
        for quote in act.quotes:
            match = re.search(r"[为给向](?P<who>[^“”]{2,20}?)(?:捐|送|赠|献)", quote.text)
            if match:
                low, high = quote.start + match.start("who"), quote.start + match.end("who")
                return self.reader.inside(low, high).all(low, high)
        return []

    def _different(self, found: list[Found]) -> list[Found]:
        seen: list[Found] = []
        for one in found:
            name = one.party.canonical or one.party.name
            if all((other.party.canonical or other.party.name) != name for other in seen):
                seen.append(one)
        if len(seen) == 2 and self.reader.nested(seen[0].party, seen[1].party):
            return seen[1:]  # 新疆霍城 is one place
        return seen

    def _is_home(self, found: Found, team: Found) -> bool:
        name = found.party.canonical or found.party.name
        return name.removesuffix("市").removesuffix("区") in team.party.name

    def _receive(self, act: Act, slots: dict[str, list[tuple[int, int]]], after: dict[str, list[tuple[int, int]]], right: list[_Chunk]) -> None:
        act.recipients = self._all(slots, "subject")
        act.subject = act.recipients
        first = next((c for c in right if c.kind == "np"), None)
        given = self._all(after, "from", "by") or self._all(slots, "from", "by")
        if not given and first is not None:
            given = self.reader.leading(first.start, first.end)
        act.providers = given
        act.needs_provider = False
        act.flags.add("passive")
        if not act.recipients and "subject" in slots:
            act.flags.add("thing")

    def _finish(self, act: Act) -> None:
        used = [(f.start, f.end) for f in (*act.providers, *act.recipients, *act.organizers)]
        act.counts = [t for t in act.counts if not any(low <= t.start and t.end <= high for low, high in used)]
