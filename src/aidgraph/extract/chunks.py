"""A clause cut at its verbs and prepositions: noun phrases, and the role that the word before gives each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from aidgraph.extract.lexicon import lexicon, pattern
from aidgraph.extract.scope import Scope
from aidgraph.extract.tokens import Token

#: Noun phrases by role: `subject`, `causee` (after 组织 …), `sent`, `object` (after a verb), `rest`, and one for each preposition.
Slots = dict[str, list[tuple[int, int]]]

PREPOSITIONS = frozenset(
    ("to", "for", "with", "from", "by", "at", "on", "take", "go", "via", "purpose", "manner", "is")
)
#: Words between subject and verb, or verb and object, that give no role: 已, 共, 每年, 现, 将, 各.
TRANSPARENT = frozenset(("done", "sum", "yearly", "now", "will", "adverb", "each", "time"))
_MARKERS = PREPOSITIONS | TRANSPARENT | {"verb", "organize"}

_OFFICIAL = re.compile(r"[^，。的]{0,12}?(?:工作|会议|座谈会|规划|办公室|领导小组|协调小组|精神)")
_AGREED = re.compile(r"(?:框架|合作|战略)*(?:协议|备忘录|意向书|关系)")
_EVENT_AFTER_GIFT = re.compile(r"(?:仪式|活动|协议|单位|证书|方|者|人(?!民)|签约|大会)")
_AIDED_PEOPLE = ("干部", "人才", "教师", "医生", "专家", "医疗", "困", "队伍", "事业")
_WORKS = (
    "项目",
    "工程",
    "资金",
    "工作",
    "任务",
    "单位",
    "方案",
    "规划",
    "计划",
    "机制",
    "力度",
    "成果",
    "事业",
    "款",
)
#: Verbs by which somebody is brought who then acts.
_INVITING = frozenset(
    ("请来", "请出", "引来", "邀来", "聘请", "招引", "引进", "引入", "招商引进", "引进了", "招引了")
)
_PAIRED_THINGS = ("单位", "资金", "工作", "对象", "机制", "地区", "村", "乡镇", "学校", "家庭")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase (`np`), or the word of another kind that stands between two."""

    kind: str
    start: int
    end: int
    token: Token | None = None


def chunks(scope: Scope, start: int, end: int) -> list[Chunk]:
    """A clause's chunks in order; behind 用于 all is one purpose, whatever verbs it holds."""
    result: list[Chunk] = []
    low = start
    purpose = False
    for token in scope.within(start, end):
        comma = token.kind == "break" and token.text != "、"
        if not comma and (purpose or token.kind not in _MARKERS):
            continue
        if token.text in ("共", "合计", "总共") and _counts_on(scope, token):
            continue
        if token.kind == "verb" and _is_nominal(scope.text, token, end):
            continue
        if low < token.start:
            result.append(Chunk("np", low, token.start))
        low = token.end
        result.append(Chunk(token.kind, token.start, token.end, token))
        purpose = purpose or token.kind == "purpose"
    if low < end:
        result.append(Chunk("np", low, end))
    return [part for chunk in result for part in _has(scope, chunk)]


def _has(scope: Scope, chunk: Chunk) -> Iterator[Chunk]:
    """广东有78名教师在…: whose they are, and who."""
    if chunk.kind == "np":
        inside = scope.within(chunk.start, chunk.end)
        for one, other in pairwise(inside):
            if (
                one.kind in ("place", "name")
                and other.kind == "count"
                and one.end + 1 == other.start
                and scope.text[one.end] == "有"
            ):
                yield Chunk("np", chunk.start, one.end)
                yield Chunk("np", other.start, chunk.end)
                return
    yield chunk


def main_clause(scope: Scope, found: list[Chunk]) -> list[Chunk]:
    """The chunks of a clause whose subject is a relative clause: T请来的Y|做… as T组织Y做…, X派驻Z的Y|做… as X到Z做….

    Left as it is where no verb follows, or what is told of is a gift (X捐赠的G|送到Z).
    """
    for i, chunk in enumerate(found[:-2]):
        if chunk.token is not None and chunk.token.text == "被" and found[i + 1].kind == "verb":
            word = found[i + 1].token
            if word is not None and word.text.endswith(("到", "进", "往", "入", "至")):
                go = Token("go", word.start, word.end, "到", "到")
                return [
                    *found[:i],
                    Chunk("go", word.start, word.end, go),
                    *found[i + 2 :],
                ]  # Y被接到X跟班学习
        following = found[i + 1]
        later = next((c for c in found[i + 2 :] if c.kind in ("verb", "go")), None)
        if chunk.token is None or later is None or following.kind != "np" or i == 0:
            continue
        of = scope.text.find("的", following.start, following.end)
        if of < 0 or of == following.end - 1:
            continue
        if of == following.start and (chunk.token.text in _INVITING or chunk.kind == "organize"):
            cause = Token("organize", chunk.start, chunk.end, "组织", "组织")
            before = [c for c in found[:i] if c.kind != "by"]  # 由T引进的X|投资…
            return [*before, Chunk("organize", chunk.start, chunk.end, cause), Chunk("np", of + 1, following.end),
                    *found[i + 2 :]]  # fmt: skip
        if chunk.kind == "verb" and lexicon().verbs[chunk.token.text].frame == "send":
            if of == following.start:
                return [*found[:i], *found[i + 2 :]]
            inside = scope.within(following.start, of)
            if not inside or inside[-1].end != of or any(t.kind not in ("place", "name") for t in inside):
                continue
            go = Token("go", chunk.start, chunk.end, "到", "到")
            return [
                *found[:i],
                Chunk("go", chunk.start, chunk.end, go),
                Chunk("np", following.start, of),
                *found[i + 2 :],
            ]
    return found


def _counts_on(scope: Scope, token: Token) -> bool:
    """吐鲁番、山南共60名学员: it sums up the phrase that it stands in."""
    following = next(iter(scope.within(token.end, token.end + 12)), None)
    return following is not None and following.kind == "count" and following.start == token.end


def _is_nominal(text: str, token: Token, end: int) -> bool:
    """帮扶资金, 捐赠仪式, 培训项目: a verb that only says what kind of thing the noun after it is."""
    frame = lexicon().verbs[token.text].frame
    rest = text[token.end : min(end, token.end + 4)]
    if frame == "direct" and _AGREED.match(text, token.end, end):
        return True
    if frame == "direct" and _OFFICIAL.match(text, token.end, end) and not rest.startswith("的"):
        return True
    if frame in ("give", "raise"):
        return bool(_EVENT_AFTER_GIFT.match(rest))
    if frame == "serve" and rest.startswith(("工作", "活动")):
        return False
    if frame in ("aid", "train") and rest.startswith(_AIDED_PEOPLE):
        return token.text in ("帮扶", "支援") and rest.startswith(("干部", "人才"))
    if frame == "study":
        return rest.startswith(("班", "营", "基地", "课", "活动", "机会"))
    if frame == "pair" and lexicon().verbs[token.text].strength == "agreement":
        return False
    if frame == "pair":
        return rest.startswith(_PAIRED_THINGS)
    if frame == "build":
        return rest.startswith(_WORKS)
    if frame in ("aid", "train", "direct", "invest", "serve", "trade"):
        return bool(pattern("{nominal}").match(rest))
    return False


def slots(found: Iterable[Chunk]) -> Slots:
    """The noun phrases by the role that the word before each gives it."""
    result: Slots = {}
    role = "subject"
    for chunk in found:
        if chunk.kind == "np":
            result.setdefault(role, []).append((chunk.start, chunk.end))
            if role != "subject":
                role = "rest"
        elif chunk.kind == "break":
            role = "subject" if role == "subject" else "rest"
        elif chunk.token is not None and chunk.kind not in TRANSPARENT:
            role = _role(chunk.token)
    return result


def _role(token: Token) -> str:
    if token.kind == "organize":
        return lexicon().organizing[token.text]
    if token.kind == "verb":
        if lexicon().organizing.get(token.text) == "invite":
            return "invite"
        if lexicon().verbs[token.text].frame == "send":
            return "sent"
        return "causee" if token.text in lexicon().organizing else "object"
    return token.kind
