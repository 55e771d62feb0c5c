"""What an act owes to the statement before it: the two that 两校 mean, a gift that is only handed over, an act that only goes on."""

from __future__ import annotations

from aidgraph.extract.act import Act
from aidgraph.extract.pointers import both
from aidgraph.extract.scope import Scope
from aidgraph.extract.statements import Context, Statement
from aidgraph.model import Party

#: Of which two in one statement are the two that 两校, 两院, 两地 mean.
_TWOS = ("School", "Hospital", "County", "Prefecture", "Township", "Village")


def two_of(statement: Statement) -> tuple[Party, Party] | None:
    """The two that 两校 or 双方 will mean: those paired, else the one of a kind on either side."""
    ours, theirs = ([f.party for f in side] for side in (statement.providers, statement.recipients))
    if statement.act.verb.relation == "paired-with" and len(ours) == len(theirs) == 1:
        return ours[0], theirs[0]
    for kind in _TWOS:
        first, second = ([party for party in side if party.type == kind] for side in (ours, theirs))
        if len(first) == len(second) == 1:
            return first[0], second[0]
    return None


def between_both(act: Act, scope: Scope, last: Statement | None) -> None:
    """两校互派教师: from the one that was paired to the other."""
    paired = scope.memory.paired
    if not act.subject and not act.recipients and act.verb.word[0] in "互合" and last is not None:
        if paired is not None and last.act.verb.relation == "paired-with":
            act.providers, act.recipients = last.providers, last.recipients  # 结对，商定明年互办展销会
            act.needs_provider = False
        return
    if len(act.subject) != 1 or act.recipients:
        return
    two = both(scope, act.subject[0])
    if two is not None:
        act.providers, act.recipients = [two[0]], [two[1]]
        act.needs_provider = False


def hands_over(act: Act, context: Context) -> bool:
    """X捐赠的两辆救护车，已由T移交Y: T only brings what X gave."""
    return (
        "by" in act.flags and not act.money and not act.counts and not act.subject and delivers(act, context)
    )


def delivers(act: Act, context: Context) -> bool:
    """X捐出的冬衣，陆续发放到Y手里: a giving verb without figures that only says who got the gift before it."""
    last = context.last
    if last is None or last.recipients or last.act.verb.relation != "donated-to" or not act.recipients:
        return False
    return act.verb.relation == "donated-to" or act.verb.frame in ("aid", "build")


def goes_on(act: Act, context: Context) -> bool:
    """…，给敬老院装上了锅炉: behind another act, without a subject of its own, what that act is for or came to."""
    last = context.last
    if not act.needs_provider or last is None:
        return False
    known = {f.party.canonical or f.party.name for f in last.recipients}
    again = all((f.party.canonical or f.party.name) in known for f in act.recipients)
    return again or not (act.money or act.counts)
