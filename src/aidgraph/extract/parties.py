"""A noun phrase as parties: places, organisations, teams, groups; coordination, 等, and words that point back.

Chinese noun phrases end in their head, so what a phrase is stands at its end, and where it belongs stands before it.
A subject is read from its right edge, an object from its left one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.numbers import Quantity
from aidgraph.extract.tokens import Token, Tokens
from aidgraph.gazetteer import Gazetteer, Place
from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Party, Span

#: Words in front of a group that say nothing of its kind.
_GENERIC = re.compile(
    r"^(?:(?:全体|社会各界|社会|后方|前方|受援地|当地|广大|各级|各类|各族|部分|多家|多名|一批|众多|所有|有关的|来自|一些|数家|家庭为|的|等|第[一二三四五六七八九十]+批))+"
)
_MANY = re.compile(r"^(?:多|数|众多的?|几|各)(家|所|个|名|位|户|支)?")
_POINTERS = {
    "该县": ("County",), "该市": ("County", "Prefecture"), "该区": ("County",), "该旗": ("County",), "该州": ("Prefecture",), "该乡": ("Township",),
    "该镇": ("Township",), "该村": ("Village",), "该团": ("CorpsRegiment",), "该师": ("CorpsDivision",), "该院": ("Hospital", "School"),
    "该校": ("School",), "该公司": ("Enterprise",), "公司": ("Enterprise",), "该企业": ("Enterprise",), "该集团": ("Enterprise",),
    "该商会": ("Association",), "该协会": ("Association",), "该基金会": ("Foundation",), "该所": ("School", "Hospital"), "学校": ("School",),
    "医院": ("Hospital",), "工作组": ("WorkTeam",), "工作队": ("WorkTeam",), "前指": ("Headquarters",), "省前指": ("Headquarters",),
    "指挥部": ("Headquarters",), "前方指挥部": ("Headquarters",), "两校": ("School",), "两院": ("Hospital",), "两村": ("Village",),
    "三村": ("Village",), "这所学校": ("School",), "这所幼儿园": ("School",), "这家企业": ("Enterprise",), "这家公司": ("Enterprise",),
    "这家医院": ("Hospital",), "援疆工作组": ("WorkTeam",), "集团": ("Enterprise",), "学院": ("School",),
}  # fmt: skip
_POINTER = re.compile("|".join(sorted(_POINTERS, key=len, reverse=True)))
_GOVERNMENT = re.compile(r"^(?:州直|市直|人民政府|政府|党委政府|市委市政府|县委县政府|市委、市政府|党委|各界|全县|全市|两地|当地|地区|人民|方面|一方|等地|等县市?|辖区)$")
_TOWNSHIP = re.compile(r"([\u4e00-\u9fff]{1,7}?(?:街道|镇|乡))$")
_SCHOOLISH = {"学校": "School", "医院": "Hospital"}


@dataclass(frozen=True, slots=True)
class Found:
    """A party with the stretch of the folded text it was read from."""

    party: Party
    start: int
    end: int


@dataclass
class Memory:
    """What has been named so far in the document: for words that point back."""

    named: list[Party] = field(default_factory=list)

    def remember(self, parties: Iterable[Party]) -> None:
        """Note parties in the order of the text."""
        for party in parties:
            if not party.is_group and (not self.named or self.named[-1] != party):
                self.named.append(party)

    def places_of(self, name: str, kind: str) -> tuple[str, ...]:
        """The places of an earlier mention of the same name."""
        return next((p.places for p in reversed(self.named) if p.name == name and p.type == kind), ())

    def last(self, types: Sequence[str], count: int = 1) -> list[Party]:
        """The last `count` different parties of the first of `types` that has any, in the order of the text."""
        for kind in types:
            seen: list[Party] = []
            for party in reversed(self.named):
                if party.type == kind and all(party.name != other.name for other in seen):
                    seen.append(party)
                    if len(seen) == count:
                        return seen[::-1]
        return []


class PartyReader:
    """Reads noun phrases of one paragraph. `home` are the places the document itself speaks for, nearest first."""

    def __init__(self, tokens: Tokens, gazetteer: Gazetteer, memory: Memory, *, home: Sequence[str]) -> None:
        self.tokens = tokens
        self.text = tokens.text
        self.gazetteer = gazetteer
        self.memory = memory
        self.home = tuple(home)

    def inside(self, start: int, end: int) -> PartyReader:
        """A reader of what a quoted name holds, which is otherwise one token."""
        tokens = Tokens(self.text, start, end, gazetteer=self.gazetteer, issued=None)
        return PartyReader(tokens, self.gazetteer, self.memory, home=self.home)

    # ---- lists -------------------------------------------------------------------------------------------

    def all(self, start: int, end: int) -> list[Found]:
        """The parties of a phrase that ends in its last party: a subject, or what a preposition governs."""
        found: list[Found] = []
        for low, high in reversed(self._items(start, end)):
            one = self._item(low, high, anchored="right")
            if one is None:
                if found or high == end:
                    if not found:
                        continue
                    break
                continue
            found.insert(0, one)
        return self._joined(found, start)

    def leading(self, start: int, end: int) -> list[Found]:
        """The parties at the head of a phrase: an object, which things may follow."""
        found: list[Found] = []
        for low, high in self._items(start, end):
            one = self._item(low, high, anchored="left")
            if one is None:
                break
            found.append(one)
            if one.end < high:
                break
        return self._joined(found, start)

    def _items(self, start: int, end: int) -> list[tuple[int, int]]:
        cuts = [t for t in self.tokens.within(start, end) if t.kind in ("and",) or t.text == "、"]
        items, low = [], start
        for cut in cuts:
            items.append((low, cut.start))
            low = cut.end
        items.append((low, end))
        return [(a, b) for a, b in items if a < b]

    def _joined(self, found: list[Found], start: int) -> list[Found]:
        """Places that share a group's head become the group's places; 等N所 gathers what it follows; places are inherited."""
        result: list[Found] = []
        for one in found:
            party = one.party
            if party.is_group:
                listed = self._listed_before(one, result)
                if listed is not None:
                    one, result = listed
                    party = one.party
                elif not result and self._is_open_list(one, start):
                    name = self._name(start, one.end)
                    low, places = start, self._places_of(self.tokens.within(start, one.end))
                    one = Found(replace(party, name=name, places=tuple(places), at=self._at(low, one.end)), low, one.end)
                elif not party.places and result and result[-1].party.is_group and self._same_run(result[-1], one):
                    one = Found(replace(party, places=result[-1].party.places), one.start, one.end)
            result.append(one)
        return result

    def _listed_before(self, one: Found, before: list[Found]) -> tuple[Found, list[Found]] | None:
        party = one.party
        tokens = self.tokens.within(one.start, one.end)
        etc = next((t for t in tokens if t.kind == "etc"), None)
        if etc is not None and before and (party.count is not None or party.bound == "vague"):
            members = [f.party for f in before if not f.party.is_group]
            head = self._lead_member(one.start, etc.start)
            members += [head] if head else []
            if members or all(f.party.is_group and f.party.count is None for f in before):
                low = before[0].start
                name = self._name(low, one.end)
                merged = replace(party, name=name, members=tuple(members), places=(), at=self._at(low, one.end))
                return Found(merged, low, one.end), []
        if before and all(f.party.type in (*DIVISION_TYPES, *CORPS_TYPES) for f in before) and self._starts_with_place_or_count(one):
            if self._adjacent(before, one):
                places = [f.party.canonical or f.party.name for f in before]
                places += [p for p in party.places if p not in places]
                low = before[0].start
                merged = replace(party, name=self._name(low, one.end), places=tuple(places), at=self._at(low, one.end))
                return Found(merged, low, one.end), []
        return None

    def _is_open_list(self, one: Found, start: int) -> bool:
        """教育、医疗、科技等领域退休专家: fields before 等 that are no parties of their own."""
        etc = any(t.kind == "etc" for t in self.tokens.within(one.start, one.end))
        before = self.text[start : one.start]
        return etc and 0 < len(before) <= 40 and before[-1:] in "、和及" and not re.search(r"[，。；]", before)

    def _adjacent(self, before: list[Found], one: Found) -> bool:
        return all(self.text[a.end : b.start] in ("、", "和", "及", "与", "以及") for a, b in zip([*before], [*before[1:], one], strict=True))

    def _same_run(self, before: Found, one: Found) -> bool:
        return one.start - before.end <= 2

    def _starts_with_place_or_count(self, one: Found) -> bool:
        tokens = self.tokens.within(one.start, one.end)
        return bool(tokens) and tokens[0].start == one.start and tokens[0].kind in ("place", "name", "count", "head")

    def _lead_member(self, start: int, end: int) -> Party | None:
        if start >= end:
            return None
        found = self._item(start, end, anchored="right")
        return found.party if found and not found.party.is_group else None

    # ---- one item ----------------------------------------------------------------------------------------

    def _item(self, start: int, end: int, *, anchored: str) -> Found | None:
        start, end = self._trimmed(start, end)
        if start >= end:
            return None
        tokens = self.tokens.within(start, end)
        pointed = self._pointer(start, end, anchored)
        if pointed:
            return pointed
        group = self._group(start, end, tokens, anchored)
        if group:
            return group
        name = self._named(start, end, tokens, anchored)
        if name:
            return name
        return self._place(start, end, tokens, anchored) or self._unit(start, end, tokens, anchored)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        first = next((t for t in self.tokens.within(start, end) if t.start <= start + 1), None)
        pairing = first is not None and first.kind == "verb" and lexicon().verbs[first.text].frame == "pair"
        if first is not None and first.kind in ("verb", "now", "adverb") and first.end < end and not pairing:
            start = first.end  # 、资助困难学生
        while start < end and (self.text[start] in " 的之是等" or re.match(r"有(?=\d)|对(?=[该这])", self.text[start : start + 2])):
            start += 1
        while start < end and self.text[end - 1] in " 的了等":
            end -= 1
        return start, end

    def _pointer(self, start: int, end: int, anchored: str) -> Found | None:
        match = _POINTER.match(self.text, start, end)
        if match is None or (anchored == "right" and match.end() != end):
            return None
        word = match[0]
        if anchored == "left" and match.end() < end and any(t.kind == "head" and t.start >= match.end() for t in self.tokens.within(start, end)):
            return None
        referents = self.memory.last(_POINTERS[word])
        if not referents:
            return None
        referent = referents[0]
        party = replace(
            referent, name=word, canonical=referent.canonical or referent.name, at=self._at(start, match.end()), entity=None
        )
        return Found(party, start, match.end())

    def _group(self, start: int, end: int, tokens: list[Token], anchored: str) -> Found | None:
        heads = [t for t in tokens if t.kind == "head"]
        counted_tail = tokens[-1] if tokens and tokens[-1].kind == "count" and tokens[-1].end == end else None
        if not heads:
            return self._counted_group(start, end, tokens, anchored)
        head = heads[-1] if anchored == "right" else self._first_run(heads)
        close = head.end
        after = [t for t in tokens if t.start >= head.end]
        if after and after[0].kind == "bracket" and after[0].start == close:
            close = after[0].end
            after = after[1:]
        count = self._people_count(tokens, head)
        if len(after) > 1 and after[0].kind == "etc" and after[0].start == close and after[1].kind == "count" and after[1].start == after[0].end:
            close, after = after[0].end, after[1:]  # 骨干教师等200余人
        if after and after[0].kind == "count" and after[0].start == close and after[0].value.unit:
            last = after[-1] if after[-1].kind == "count" and lexicon().measures.get(after[-1].value.unit) == "people" else after[0]
            close, count = last.end, last.value
        if anchored == "right" and close != end and counted_tail is None:
            return None
        if head.value == "class" and not self._is_class_group(start, head, tokens, count):
            return None
        low = self._group_start(start, head.start, tokens)
        return self._made_group(low, close, head, count, tokens)

    def _counted_group(self, start: int, end: int, tokens: list[Token], anchored: str) -> Found | None:
        """35名孤儿, 28名农民画艺人: what a measure word for people or institutions counts, whatever the noun."""
        counts = [t for t in tokens if t.kind == "count" and t.value.unit in ("名", "位", "户", "家", "所")]
        if not counts:
            return None
        count = counts[-1]
        following = next((t.start for t in tokens if t.start >= count.end), end)
        noun = re.match(r"[\u4e00-\u9fff]{2,10}", self.text[count.end : following])
        if noun is None or (anchored == "right" and count.end + noun.end() != end):
            return None
        close = count.end + noun.end()
        low = self._group_start(start, count.start + 1, [*tokens])
        return self._made_group(low, close, Token("head", count.end, close, noun[0], "people"), count.value, tokens)

    def _people_count(self, tokens: list[Token], head: Token) -> Quantity | None:
        counts = [t for t in tokens if t.kind == "count" and t.end <= head.start]
        return counts[-1].value if counts else None

    def _is_class_group(self, start: int, head: Token, tokens: list[Token], count: Quantity | None) -> bool:
        if count is not None:
            return True
        before = self.text[start : head.start]
        rest = before
        for token in tokens:
            if token.kind == "place" and token.end <= head.start:
                rest = rest.replace(token.text, "", 1)
        if any(t.kind == "etc" for t in tokens):
            return True
        return bool(rest) or bool(before)

    def _group_start(self, start: int, head: int, tokens: list[Token]) -> int:
        inside = [t for t in tokens if t.end <= head]
        first = next((t for t in inside if t.kind in ("place", "count", "name")), None)
        if first is not None and first.start > start:
            lead = self.text[start : first.start]
            if not re.search(r"(?:后方|全体|来自|受援地|部分|社会|该[县市乡镇村校院]|当地|对口|结对|第.批|优秀|贫困|困难|各)$", lead) and not any(
                t.kind in ("head", "etc") and t.end <= first.start for t in inside
            ):
                return first.start
        return start

    def _first_run(self, heads: list[Token]) -> Token:
        """The last of the heads that a phrase opens with: 贫困家庭|学生, not the 学生 of a later word."""
        last = heads[0]
        for head in heads[1:]:
            between = self.text[last.end : head.start]
            if len(between) > 4 or re.search(r"[的了在]", between):
                break
            last = head
        return last

    def is_aided(self, party: Party) -> bool | None:
        """Whether a party belongs to an aided province (ontology/lexicon/sides.csv); None where its place isn't known."""
        own = party.canonical or party.name
        names = [own, *party.places] if party.type in (*DIVISION_TYPES, *CORPS_TYPES) else list(party.places)
        for name in names:
            place = self.gazetteer.decide(name, context=self.home)
            if place is not None:
                return place.id.startswith("corps") or place.id[:2] + "0000" in lexicon().aided
        return None

    def _made_group(self, low: int, close: int, head: Token, count: Quantity | None, tokens: list[Token]) -> Found:
        inside = [t for t in tokens if low <= t.start and t.end <= close]
        places = self._places_of(inside)
        lead = re.match(r"该[县市乡镇村]", self.text[low:close])
        if lead and not places:
            referent = self.memory.last(_POINTERS[lead[0]])
            places = [referent[0].canonical or referent[0].name] if referent else []
        vague = re.search(r"(?:等|^)(?:多|数|众多)(家|所|个|名|位|户|支)", self.text[low:close])
        etc = next((t for t in inside if t.kind == "etc"), None)
        members: tuple[Party, ...] = ()
        if etc is not None and (count or vague):
            member = self._lead_member(low, etc.start)
            members = (member,) if member else ()
        kind = self._kind(low, head.end, inside, etc if members or count else None, bool(lead))
        party = Party(
            name=self._name(low, close),
            type="Group",
            places=() if members else tuple(places),
            count=int(count.value) if count and count.value is not None else None,
            bound=count.bound if count else "vague" if vague else None,
            unit=count.unit or None if count else vague[1] if vague else None,
            kind=kind,
            members=members,
            at=self._at(low, close),
        )
        return Found(party, low, close)

    def _kind(self, low: int, high: int, inside: list[Token], etc: Token | None, pointed: bool) -> str:
        cut = max([low, *(t.end for t in inside if t.kind == "count" and t.end < high), *([etc.end] if etc else [])])
        text = self.text[cut:high]
        for token in inside:
            if token.kind == "place" and cut <= token.start:
                text = text.replace(token.text, "", 1)
            if token.kind == "name" and token.start == cut and token.end < high:
                text = text.replace(token.text, "", 1)
        text = re.sub(r"（[^）]*）", "", text)
        if pointed:
            text = text[2:] if text[:1] == "该" else text
        text = _MANY.sub("", text)
        return _GENERIC.sub("", text) or self.text[cut:high]

    def _named(self, start: int, end: int, tokens: list[Token], anchored: str) -> Found | None:
        names = [t for t in tokens if t.kind == "name"]
        if not names:
            return None
        name = names[-1] if anchored == "right" else names[0]
        if anchored == "right" and name.end != end and self.text[name.end : end].strip("（）“”") != "":
            bracket = next((t for t in tokens if t.kind == "bracket" and t.start == name.end and t.end == end), None)
            if bracket is None:
                return None
        if anchored == "left" and any(t.kind not in ("place",) for t in tokens if t.end <= name.start):
            return None
        return Found(self._organisation(name, tokens), name.start, name.end)

    def _organisation(self, name: Token, tokens: list[Token]) -> Party:
        own = name.text
        inner = self.gazetteer.mentions(own)
        before = [t for t in tokens if t.kind == "place" and t.end == name.start]
        kind = str(name.value)
        places = [p.name for p in (self._decide(m.name, m.candidates) for m in inner[:2]) if p]
        places = [p.name for p in (self._decide(t.text, t.value) for t in before) if p] if not places else places[-1:]
        if kind in ("Village", "Township") and inner and inner[0].start == 0:
            chain_end = 0
            for mention in inner:
                if mention.start == chain_end and mention.end < len(own):
                    chain_end = mention.end
            own = own[chain_end:] or own
        canonical = None
        if kind in ("WorkTeam", "Headquarters"):
            canonical = team_canonical(name.text, self.gazetteer, self.home)
            places = []
        known = self.gazetteer.organisation(name.text)
        if known is not None and canonical is None and known.name != own:
            canonical = known.name
        if own == "团省委" and self.home:
            province = self.gazetteer.named(self.home[0])
            canonical = f"共青团{province[0].name}委员会" if province else None
        low = name.end - len(own)
        if not places and kind not in ("WorkTeam", "Headquarters"):
            places = list(self.memory.places_of(own, kind))
        return Party(name=own, type=kind, canonical=canonical, places=tuple(places[-1:]), at=self._at(low, name.end))

    def _place(self, start: int, end: int, tokens: list[Token], anchored: str) -> Found | None:
        places = [t for t in tokens if t.kind == "place"]
        if not places:
            return None
        chain = [places[0]]
        for place in places[1:]:
            if self.text[chain[-1].end : place.start] == "":
                chain.append(place)
            elif anchored == "right":
                chain = [place]
            else:
                break
        last = chain[-1]
        tail = self.text[last.end : end]
        if anchored == "right" and tail and not _GOVERNMENT.match(tail):
            return self._unknown(chain, end, tail)
        if anchored == "left" and chain[0].start != start:
            return None
        place = self._decide(last.text, last.value, near=[t.text for t in chain[:-1]])
        if place is None:
            party = Party(name=last.text, type=self._type_of(last), at=self._at(last.start, last.end))
        else:
            outer = [p.name for p in (self._decide(t.text, t.value) for t in chain[:-1]) if p]
            party = Party(
                name=last.text,
                type=place.type,
                canonical=place.name if place.name != last.text else None,
                places=tuple(outer[-1:]),
                at=self._at(last.start, last.end),
            )
        close = end if anchored == "right" else last.end
        government = re.match(r"州直|市直|人民政府|政府|党委政府", tail)
        if government and anchored == "left":
            close = last.end + government.end()
        return Found(party, last.start if len(chain) == 1 else chain[0].start, close)

    def _unknown(self, chain: list[Token], end: int, tail: str) -> Found | None:
        township = _TOWNSHIP.match(tail)
        if township and township.end() == len(tail):
            kind = "Township"
        elif re.fullmatch(r"[\u4e00-\u9fff]{1,6}(?:村|社区)", tail):
            kind = "Village"
        else:
            return None
        place = self._decide(chain[-1].text, chain[-1].value)
        party = Party(name=tail, type=kind, places=(place.name,) if place else (), at=self._at(end - len(tail), end))
        return Found(party, chain[0].start, end)

    def _unit(self, start: int, end: int, tokens: list[Token], anchored: str) -> Found | None:
        text = self.text[start:end]
        if any(t.kind in ("money", "count", "time", "quote", "verb") for t in tokens):
            return None
        match = re.match(r"([\u4e00-\u9fff]{2,6}(?:街道|镇|乡|村|社区))", text)
        if match and len(match[0]) <= 7 and not re.search(r"(?:实现|镇村|乡村|推动|带动|促进|建设)", match[0]) and (match.end() == len(text) or anchored == "left") and text not in lexicon().heads and not re.search(
            r"^(?:各|全|多|有的|有关|乡|农|城|美丽|示范|贫困|薄弱|重点|特色|结对|三|两|深度|每)", text
        ):
            kind = "Village" if match[0].endswith(("村", "社区")) else "Township"
            return Found(Party(name=match[0], type=kind, at=self._at(start, start + match.end())), start, start + match.end())
        return None

    # ---- places ------------------------------------------------------------------------------------------

    def character(self, position: int) -> Party | None:
        """The place that one character names after 来, 赴, 援: 来伊, 入藏, 赴青."""
        char = self.text[position : position + 1]
        place = self.gazetteer.character(char) if char else None
        if place is None:
            return None
        return Party(name=char, type=place.type, canonical=place.name, at=self._at(position, position + 1))

    def pair(self, start: int, end: int) -> list[Found]:
        """Two places named side by side by a character each (徐奎, 苏伊), or in full (江阴霍城)."""
        for low in range(start, end - 1):
            both = self.gazetteer.pair(self.text[low : low + 2])
            if both and not self.gazetteer.named(self.text[low : low + 2]):
                return [
                    Found(Party(name=self.text[low + i], type=p.type, canonical=p.name, at=self._at(low + i, low + i + 1)), low + i, low + i + 1)
                    for i, p in enumerate(both)
                ]
        mentions = self.gazetteer.mentions(self.text[start:end])
        found = []
        for mention in mentions:
            place = self._decide(mention.name, mention.candidates)
            if place:
                low, high = start + mention.start, start + mention.end
                found.append(Found(Party(name=mention.name, type=place.type, canonical=place.name if place.name != mention.name else None,
                                         at=self._at(low, high)), low, high))  # fmt: skip
        return found

    def nested(self, first: Party, second: Party) -> bool:
        """Whether one of two places lies in the other."""
        a, b = (self.gazetteer.decide(p.canonical or p.name, context=self.home) for p in (first, second))
        return a is not None and b is not None and (self.gazetteer.within(a.id, b.id) or self.gazetteer.within(b.id, a.id))

    def _places_of(self, tokens: list[Token]) -> list[str]:
        names: list[str] = []
        previous: Token | None = None
        for token in tokens:
            if token.kind == "name":
                for mention in self.gazetteer.mentions(token.text)[:1]:
                    place = self._decide(mention.name, mention.candidates)
                    if place:
                        names.append(place.name)
            if token.kind != "place":
                continue
            place = self._decide(token.text, token.value)
            if place is None:
                continue
            if previous is not None and previous.end == token.start and names:
                names[-1] = place.name
            else:
                names.append(place.name)
            previous = token
        return list(dict.fromkeys(names))

    def _decide(self, name: str, candidates: Sequence[str], *, near: Sequence[str] = ()) -> Place | None:
        if len(candidates) == 1:
            return self.gazetteer.get(candidates[0])
        return self.gazetteer.decide(name, context=[*near, *self.home])

    def _type_of(self, token: Token) -> str:
        return self.gazetteer.get(token.value[0]).type if token.value else "County"

    def _name(self, start: int, end: int) -> str:
        return self.text[start:end].replace(" ", "").replace("\n", "")

    def _at(self, start: int, end: int) -> Span:
        return Span(start, end)


def team_canonical(name: str, gazetteer: Gazetteer, home: Sequence[str]) -> str | None:
    """The full name of a work team or headquarters, where the name and the document's own province give it.

    江阴工作组 in a Jiangsu bulletin is 江苏省对口支援新疆伊犁州前方指挥部江阴工作组. Only headquarters that the gazetteer
    knows are spelled out; of others the text's own name stands.
    """
    known = gazetteer.organisation(name)
    if known is not None:
        return known.name
    mentions = [m for m in gazetteer.mentions(name)]
    for mention in mentions:
        place = gazetteer.decide(mention.name, context=home)
        if place is None or place.id.startswith("65") or place.type == "Province":
            continue
        headquarters = next(
            (o for o in (gazetteer.organisation(f"{gazetteer.get(p).name}前方指挥部") for p in place.parents) if o), None
        )
        if headquarters is not None:
            return f"{headquarters.name}{mention.name.removesuffix('市').removesuffix('区')}工作组"
    return None
