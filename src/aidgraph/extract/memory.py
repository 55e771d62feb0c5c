"""What a document has named so far: for words that point back (claims.md, rule 21) and places said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aidgraph.model import Party


class Memory:
    """The last party of each type, and the last mention of each name."""

    def __init__(self) -> None:
        self._last: dict[str, Party] = {}
        self._named: dict[tuple[str, str], Party] = {}

    def remember(self, parties: Iterable[Party]) -> None:
        """Note parties in the order of the text; 他们 points back to a group."""
        for party in parties:
            self._last[party.type] = party
            if not party.is_group:
                self._named[party.name, party.type] = party

    def places_of(self, name: str, kind: str) -> tuple[str, ...]:
        """The places of the last mention of the same name."""
        party = self._named.get((name, kind))
        return party.places if party else ()

    def last(self, types: Sequence[str]) -> Party | None:
        """The party named last of the first of `types` that any was named of."""
        return next((self._last[kind] for kind in types if kind in self._last), None)
