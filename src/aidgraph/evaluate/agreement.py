"""When two annotations mean the same party, the same figures and the same place in the text.

The rules are those of `docs/claims.md`'s scorer, so that our figures are its figures. They forgive what two
careful annotators do differently (霍城 or 霍城县, a place in front of a school's name) and nothing that
changes who is meant (伊宁市 is not 伊宁县).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from aidgraph.model import Claim, Evidence, Party

_MARKS = re.compile(r"[\s“”\"《》（）()·]")
_ENDINGS = ("维吾尔自治区", "哈萨克自治州", "自治州", "自治区", "自治县", "省", "市", "县", "区", "州")
_PLACE_ENDINGS = (
    "省", "市", "县", "区", "州", "盟", "旗", "乡", "镇", "街道", "村", "社区", "师", "团", "连", "兵团",
)  # fmt: skip
#: Types whose two canonical names decide alone.
_DECIDED_BY_CANONICAL = frozenset(
    ("Province", "Prefecture", "County", "Township", "Village", "CorpsDivision", "CorpsRegiment")
)
#: Shortest name that may follow a place (麻扎乡|小学 would be any primary school's).
_SHORTEST_TAIL = 3
#: Share of characters, of the shorter, that two counted groups' head nouns have in common; and two
#: uncounted groups' names.
_SAME_KIND, _SAME_GROUP = 0.5, 0.6
#: Evidence shares at least half of the shorter span, and is at most this much longer than the gold's.
_SHARED, _LONGER, _ALWAYS_SHORT_ENOUGH = 0.5, 3, 60

Figure = tuple[str, int | float, str | None, str | None]


def same_place(gold: Evidence, read: Evidence) -> bool:
    """Whether two pieces of evidence of one document are about the same words."""
    own, others = gold.end - gold.start, read.end - read.start
    common = min(gold.end, read.end) - max(gold.start, read.start)
    return common >= _SHARED * min(own, others) and others <= max(_LONGER * own, _ALWAYS_SHORT_ENOUGH)


def same_party(one: Party, other: Party) -> bool:
    """Whether two annotations mean one party: by canonical name, by name, or as the same collective."""
    if one.is_group and other.is_group:
        return _same_group(one, other)
    if one.is_group:
        return _is_sole_member(other, one)
    if other.is_group:
        return _is_sole_member(one, other)
    return _same_name(one, other)


def common_parties(ones: Iterable[Party], others: Sequence[Party]) -> int:
    """How many parties of one list have a partner of their own in the other, first come first served."""
    left = list(others)
    count = 0
    for one in ones:
        for place, other in enumerate(left):
            if same_party(one, other):
                del left[place]
                count += 1
                break
    return count


def same_parties(ones: Sequence[Party], others: Sequence[Party]) -> bool:
    """Whether two lists name the same parties, in whatever order."""
    return len(ones) == len(others) == common_parties(ones, others)


def figures(claim: Claim) -> Counter[Figure]:
    """What a claim counts: sums with bound and basis, goods and results with their bound, where there is a number."""
    found: Counter[Figure] = Counter()
    for amount in claim.amounts:
        if amount.value is not None:
            found["amount", amount.value, amount.bound, amount.basis] += 1
    for count in (*claim.items, *claim.outcomes):
        if count.quantity is not None:
            found["count", count.quantity, count.bound, None] += 1
    return found


def _plain(name: str | None) -> str:
    return _MARKS.sub("", name or "")


def _without_ending(name: str) -> str:
    longest = max((ending for ending in _ENDINGS if name.endswith(ending)), key=len, default="")
    return name.removesuffix(longest)


def _spellings(party: Party) -> set[str]:
    return {_plain(party.canonical), _plain(party.name)} - {""}


def _same_name(one: Party, other: Party) -> bool:
    if one.canonical and other.canonical and one.type in _DECIDED_BY_CANONICAL:
        own, others = _plain(one.canonical), _plain(other.canonical)
        return own.endswith(others) or others.endswith(own)
    pairs = [(own, others) for own in _spellings(one) for others in _spellings(other)]
    if any(_same_up_to_ending(own, others) for own, others in pairs):
        return True
    if one.type != other.type:
        return False
    places = {_plain(place) for place in (*one.places, *other.places)}
    places = {place for place in places | set(map(_without_ending, places)) if place}
    return any(_same_after_place(*sorted(pair, key=len), places=places) for pair in pairs)


def _same_up_to_ending(one: str, other: str) -> bool:
    """霍城 is 霍城县; 伊宁市 and 伊宁县 both have their ending."""
    if one == other:
        return True
    root = _without_ending(one)
    return root == _without_ending(other) and root in (one, other)


def _same_after_place(short: str, long: str, *, places: set[str]) -> bool:
    """伊宁县麻扎乡小学 is 麻扎乡小学: what stands in front is a place."""
    if len(short) < _SHORTEST_TAIL or len(short) == len(long) or not long.endswith(short):
        return False
    front = long.removesuffix(short)
    return front.endswith(_PLACE_ENDINGS) or any(front.endswith(place) for place in places)


def _is_sole_member(single: Party, group: Party) -> bool:
    """A collective that names all it counts is its member."""
    return len(group.members) == (group.count or 1) and any(
        _same_name(member, single) for member in group.members
    )


def _same_group(one: Party, other: Party) -> bool:
    if one.count != other.count:
        return False
    if one.members and other.members:
        return any(_same_name(own, others) for own in one.members for others in other.members)
    if one.count is None:
        return _shared_characters(_plain(one.name), _plain(other.name)) >= _SAME_GROUP
    own, others = ({_without_ending(_plain(place)) for place in group.places} for group in (one, other))
    if own & others:
        return True
    return _shared_characters(_plain(one.kind or one.name), _plain(other.kind or other.name)) >= _SAME_KIND


def _shared_characters(one: str, other: str) -> float:
    own, others = set(one), set(other)
    return len(own & others) / max(1, min(len(own), len(others)))
