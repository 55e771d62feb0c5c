"""What a document has named so far: for words that point back (claims.md, rule 21) and places said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aidgraph.model import Party

#: How many parties of a type are kept: enough to point past the clause's own.
_KEPT = 4


class Memory:
    """The last few parties of each type, and the last mention of each name."""

    def __init__(self) -> None:
        self._recent: dict[str, list[Party]] = {}
        self._named: dict[tuple[str, str], Party] = {}
        self.paired: tuple[Party, Party] | None = None  # the two sides that a text paired last
        self.own_aided = False  # whether who writes (我校, 我院) is of the aided side

    def remember(self, parties: Iterable[Party]) -> None:
        """Note parties in the order of the text; 他们 points back to a group."""
        for party in parties:
            recent = [one for one in self._recent.get(party.type, []) if one.name != party.name]
            self._recent[party.type] = [*recent[1 - _KEPT :], party]
            if not party.is_group:
                self._named[party.name, party.type] = party

    def places_of(self, name: str, kind: str) -> tuple[str, ...]:
        """The places of the last mention of the same name."""
        party = self._named.get((name, kind))
        return party.places if party else ()

    def last(self, types: Sequence[str], *, other_than: str = "") -> Party | None:
        """The party named last of the first of `types` that any was named of, but for those that a text names."""
        for kind in types:
            for party in reversed(self._recent.get(kind, [])):
                if party.name not in other_than:
                    return party
        return None
