"""A clause around its trigger: noun phrases by role on both sides of it, and who is said to do the act."""

from __future__ import annotations

from dataclasses import dataclass

from aidgraph.extract.act import Act
from aidgraph.extract.chunks import Chunk, Slots
from aidgraph.extract.lexicon import pattern
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.places import character
from aidgraph.extract.scope import Found, Scope

#: How many characters may stand in front of an object's first place: 边境县, 三峡库区.
_BEFORE_PLACE = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """`slots` before the trigger, `after` behind it; `right` are the chunks behind it, without adverbs at its front."""

    reader: PartyReader
    slots: Slots
    after: Slots
    right: tuple[Chunk, ...]

    @property
    def scope(self) -> Scope:
        """What the clause's reader knows."""
        return self.reader.scope

    @property
    def object(self) -> Chunk | None:
        """The noun phrase right behind the trigger."""
        return self.right[0] if self.right and self.right[0].kind == "np" else None

    def led(self) -> list[Found]:
        """The parties at the head of the object, behind what only says where it lies: 三峡库区|云阳县."""
        if self.object is None:
            return []
        region = pattern("(?:{region})").match(self.scope.text, self.object.start, self.object.end)
        return self.reader.leading(region.end() if region else self.object.start, self.object.end)

    def first_phrase(self) -> list[Found]:
        """The parties at the head of the first noun phrase behind the trigger, whatever stands between."""
        first = next((c for c in self.right if c.kind == "np"), None)
        if first is None:
            return []
        found = self.reader.leading(first.start, first.end)
        place = next(
            (t for t in self.scope.within(first.start, first.end) if t.kind in ("place", "name")), None
        )
        if not found and place is not None and place.start - first.start <= _BEFORE_PLACE:
            found = self.reader.leading(place.start, first.end)  # 三峡库区|夷陵区
        return found

    def without(self, role: str) -> Clause:
        """The same clause with a role left out."""
        return Clause(self.reader, {k: v for k, v in self.slots.items() if k != role}, self.after, self.right)

    def said(self, *roles: str) -> list[Found]:
        """The parties of the first of `roles` before the trigger that has any."""
        return self._parties(self.slots, roles)

    def said_after(self, *roles: str) -> list[Found]:
        """The same behind the trigger."""
        return self._parties(self.after, roles)

    def went(self) -> list[Found]:
        """Where somebody goes before the act: 来伊, 赴西藏, 到霍城县."""
        return self._gone(self.slots)

    def went_after(self) -> list[Found]:
        """Where the act brings somebody: 选派医生到霍城县."""
        return self._gone(self.after)

    def _parties(self, slots: Slots, roles: tuple[str, ...]) -> list[Found]:
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

    def _gone(self, slots: Slots) -> list[Found]:
        for low, high in slots.get("go", ()):
            found = self.reader.leading(low, high)
            if found:
                return found
            party = character(self.scope, low)
            if party is not None:
                return [Found(party, low, low + 1)]
        return []


def _is_team(found: Found) -> bool:
    """带领团队: those led are one's own."""
    return (
        found.party.is_group
        and not found.party.places
        and (found.party.kind or "").endswith(("团队", "队伍", "队员", "成员"))
    )


def doers(act: Act, clause: Clause) -> None:
    """Provider and organizers of an active clause: by 由, else the one organised, else the subject (claims.md, rules 6, 7, 17)."""
    act.subject = clause.said("subject")
    caused = clause.said("causee", "cause", "invite") or ([] if act.subject else clause.said("sent"))
    by = clause.said("by")
    source = clause.said("from") if act.verb.relation == "donated-to" else []
    joined = clause.said("with") if act.verb.frame != "pair" else []
    given = source or caused or by
    if given and not act.subject and not by:
        act.flags.add("organized")
    if given and not caused:
        given = given + joined
    else:
        act.subject = act.subject + joined
    if given:
        act.providers, act.organizers, act.needs_provider = given, act.subject, False
    else:
        act.providers = act.subject
    act.recipients = act.recipients or [f for f in clause.said("lead") if not _is_team(f)]
    via = clause.said("via", "agent")
    act.organizers = act.organizers + [
        v for v in via if v.party.type not in ("Province", "Prefecture", "County")
    ]
