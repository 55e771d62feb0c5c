"""Which of a name's meanings is meant: the rules, in one place, each with its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aidgraph.gazetteer.index import (
    ENGLISH,
    FORMER,
    FULL,
    LEVELS,
    SHORT,
    TOWNSHIP_ENDINGS,
    WEAK,
    Entry,
    Ids,
    NameIndex,
)
from aidgraph.gazetteer.places import Place

_RULES = {
    FULL: "full-name",
    SHORT: "short-name",
    WEAK: "short-name",
    FORMER: "former-name",
    ENGLISH: "english-name",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The place decided, or None; the rule; and the item of the context that decided, where one did.

    Rules: `only` (the name has one meaning), `full-name`, `short-name`, `former-name`, `english-name` (one
    meaning fits best), `province` (it beats what shares its short name), `holds`, `same-prefecture`,
    `same-province` (the context), `renamed` (a township whose ending has changed), `open`.
    """

    place: Place | None = None
    rule: str = "open"
    context: str | None = None


class Decider:
    """Decides between meanings by rank and by context: names of places nearby, with what they can mean."""

    def __init__(self, index: NameIndex, context: dict[str, Ids]) -> None:
        self._index = index
        self._context = context
        self._relations: dict[str, Callable[[str, str], bool]] = {
            "holds": self._holds,
            "same-prefecture": self._in_one_prefecture,
            "same-province": self._in_one_province,
        }

    def among(self, ranked: list[Entry]) -> Decision:
        """The one of several meanings that is meant."""
        if len(ranked) > 1 and ranked[0][:2] == (SHORT, 0) and ranked[1][1] > 0:
            return self._province_or(ranked)
        larger = [entry for entry in ranked if entry[1] < len(LEVELS)] or ranked
        best = min(fit for fit, _, _ in larger)
        tied = [place_id for fit, _, place_id in larger if fit == best]
        # a township far from all that is named is another one of its name, which the table lacks
        if len(tied) > 1 or (self._index.kind(tied[0]) == "Township" and self._context):
            return self._by_context(tied)
        return Decision(self._index.place(tied[0]), "only" if len(ranked) == 1 else _RULES[best])

    def renamed_township(self, name: str) -> Decision:
        """A township under its ending of before (海努克乡, a 镇 now), if its county is named."""
        ending = next(ending for ending in TOWNSHIP_ENDINGS if name.endswith(ending))
        others = [name.removesuffix(ending) + other for other in TOWNSHIP_ENDINGS if other != ending]
        codes = [code for other in others for code in self._index.townships.get(other, ())]
        for item, ids in self._context.items():
            counties = [i for i in ids if self._index.kind(i) == "County"]
            near = [code for code in codes if any(self._index.within(code, county) for county in counties)]
            if len(near) == 1:
                return Decision(self._index.place(near[0]), "renamed", item)
        return Decision()

    def _province_or(self, ranked: list[Entry]) -> Decision:
        """海南, 吉林: the province, unless the context holds another."""
        for _, _, place_id in ranked[1:]:
            for item, ids in self._context.items():
                if any(self._index.within(place_id, other) for other in ids):
                    return Decision(self._index.place(place_id), "holds", item)
        return Decision(self._index.place(ranked[0][2]), "province")

    def _by_context(self, candidates: list[str]) -> Decision:
        for rule, related in self._relations.items():
            for item, ids in self._context.items():
                near = [c for c in candidates if any(related(c, other) for other in ids)]
                if len(near) == 1:
                    return Decision(self._index.place(near[0]), rule, item)
                candidates = near or candidates
        return Decision()

    def _holds(self, one: str, other: str) -> bool:
        return one == other or self._index.within(one, other) or self._index.within(other, one)

    def _in_one_prefecture(self, one: str, other: str) -> bool:
        return not set(self._index.ancestors(one)[:-1]).isdisjoint(self._index.ancestors(other)[:-1])

    def _in_one_province(self, one: str, other: str) -> bool:
        return not set(self._index.ancestors(one)[-1:]).isdisjoint(self._index.ancestors(other)[-1:])
