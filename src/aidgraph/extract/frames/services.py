"""Acts of people: serve (义诊, 支教), count (results of serving), send (选派), train, study (进修)."""

from __future__ import annotations

import re

from aidgraph.extract.act import Act
from aidgraph.extract.frames.clause import Clause, doers
from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.scope import Found
from aidgraph.extract.sides import is_aided

_LEARNERS = re.compile(r"患者|病人|学生|孩子|儿童|学员|老人|妇女")
#: Measure words of villages, schools, households of institutions: not people, who are outcomes.
_INSTITUTIONS = ("个", "所", "家", "座")
_HOSTS = ("Hospital", "School", "Enterprise", "PublicBody")


def serve(act: Act, clause: Clause) -> None:
    """X到Y义诊: where they go is the recipient; people merely counted are outcomes (claims.md, rule 24)."""
    _served(act, clause)
    relative = clause.object is not None and clause.scope.text.startswith("的", clause.object.start)
    if not act.recipients and not relative:  # 带出的土专家有30个
        act.recipients = [f for f in clause.led() if f.party.count is None or f.party.unit in _INSTITUTIONS]


def _served_by(act: Act, clause: Clause) -> bool:
    """Y的汽修专业由X派来的教师执教: those served are the subject."""
    if not clause.said("by") or act.recipients:
        return False
    if not clause.slots.get("subject"):
        act.flags |= {"by", "passive"}  # …，由X派来的教师执教
        return True
    owner = act.organizers or [
        f for low, high in clause.slots.get("subject", ())[:1] for f in clause.reader.leading(low, high)
    ]
    affected = any(t.text == "被" for t in clause.scope.within(act.start, act.at))
    if not affected and not any(is_aided(clause.scope, f.party) for f in owner):
        return False
    act.recipients, act.organizers = owner, []
    act.flags |= {"by", "passive"}
    return True


def count(act: Act, clause: Clause) -> None:
    """诊治患者300人: a service of which the object is the result."""
    _served(act, clause)


def _served(act: Act, clause: Clause) -> None:
    doers(act, clause)
    went = clause.went()
    if _served_by(act, clause):
        return
    if _came_to_learn(act, clause, went):
        _learned(act, clause)
        return
    act.recipients = (
        act.recipients
        or went
        or clause.said("for", "to", "at", "on")
        or clause.went_after()
        or clause.said_after("for", "to", "at")
        or _helped(clause)
    )


def _helped(clause: Clause) -> list[Found]:
    """帮助Y完成手术: whom a verb of help before the service names."""
    return [f for f in clause.said("object") if not f.party.is_group or f.party.places]


def train(act: Act, clause: Clause) -> None:
    """X为Y培训…: people trained are the recipient only after 为, or as all that is aided (claims.md, rule 24)."""
    doers(act, clause)
    if any(t.text == "被" for t in clause.scope.within(act.start, act.at)) and _served_by(act, clause):
        return  # Y被X录用
    went = clause.went()
    went = went or [f for f in clause.said("at") if f.party.type in _HOSTS]
    if _came_to_learn(act, clause, went):
        _learned(act, clause)
        return
    act.recipients = act.recipients or clause.said("for", "to", "at") or went
    if not act.recipients and not act.counts:
        act.recipients = [f for f in clause.led() if f.party.is_group and f.party.count is None]


def _came_to_learn(act: Act, clause: Clause, went: list[Found]) -> bool:
    """组织受援地病人到江苏诊治, 干部赴粤培训: who goes to the aiding side is the one aided."""
    if not (went and act.providers and act.providers[0].party.is_group):
        return False
    learner = act.providers[0].party
    there = is_aided(clause.scope, went[-1].party)
    if there is not False:
        return there is None and went[-1].party.type in _HOSTS and is_aided(clause.scope, learner) is True
    if act.verb.strength == "go" and act.verb.modality == "training":
        return True  # 赴海淀区挂职锻炼
    senders = (*act.organizers, *act.subject)
    if any(f.party.type in ("WorkTeam", "Headquarters") or is_aided(clause.scope, f.party) for f in senders):
        return True  # the aided side's own people, or whom a team takes home
    return bool(_LEARNERS.search(learner.kind or "")) or is_aided(clause.scope, learner) is True


def study(act: Act, clause: Clause) -> None:
    """Y到X进修: the learner is the recipient; X gives if it is an institution, else whoever sent the learner."""
    doers(act, clause)
    taken = clause.led() if act.verb.word == "接收" else clause.said("object")
    if taken and taken[0].party.is_group:  # X接收Y到…进修
        where = [f for f in clause.went() if f.party.type in _HOSTS]
        act.recipients, act.needs_provider = taken, False
        act.providers, act.organizers = where or act.subject, act.subject if where else []
        return
    _learned(act, clause)


def _learned(act: Act, clause: Clause) -> None:
    where = clause.went() or clause.said("at") or clause.went_after()
    hosts = [f for f in where if f.party.type in _HOSTS]
    act.recipients = act.providers
    if hosts:
        act.providers, act.needs_provider = hosts, False
    else:
        aided = [f for f in act.organizers if is_aided(clause.scope, f.party)]
        act.providers, act.organizers = (where, aided) if aided else (act.organizers, [])
        act.needs_provider = not act.providers
        act.flags.add("sent")


def send(act: Act, clause: Clause) -> None:
    """X选派医生到Y: where those sent go."""
    doers(act, clause)
    if lexicon().organizing.get(act.verb.word) == "invite" and clause.led():
        act.organizers, act.providers, act.needs_provider = act.providers, clause.led(), False
        act.flags.add("organized")
        act.recipients = act.recipients or clause.said("for", "to") or clause.went_after()
        return
    act.recipients = (
        act.recipients
        or clause.said("to", "for")
        or clause.went_after()
        or clause.went()
        or clause.said_after("to", "at", "for", "object")
        or _sent_to(act, clause)
        or clause.said("at")
    )


def _sent_to(act: Act, clause: Clause) -> list[Found]:
    """派往Y医生8名: the place right behind the verb, of which those sent are not the people."""
    if clause.object is None or not act.verb.word.endswith(("往", "到", "至", "赴", "进")):
        return []
    inside = clause.scope.within(clause.object.start, clause.object.end)
    first = next((t for t in inside if t.kind in ("place", "name")), None)
    if first is None or first.start != clause.object.start:
        return clause.led()
    return clause.reader.all(first.start, first.end)
