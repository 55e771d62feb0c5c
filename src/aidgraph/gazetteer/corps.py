"""The many forms of the Corps' names, read by rule: 四师, 农四师, 兵团第四师可克达拉市, 4师, 四师79团."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_WHOLE = "新疆生产建设兵团|新疆建设兵团|生产建设兵团|新疆兵团|兵团"
#: 骑兵团, 民兵团: not the Corps
_OTHER_ARMIES = "骑步炮工伞士民水学装哨新老"
_NUMERAL = "零〇一二三四五六七八九十百0-9"
_DIVISION = "十[一二三四]|[一二三四五六七八九十]|1[0-4]|[1-9]"
_VALUES = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {"〇": "0"}
#: 四师范, 一师一优课, 三师傅: not divisions
_NOT_AFTER_DIVISION = "范傅资生徒德风父尊母兄妹姐一优多带兼承"
#: 12团队, 30团体, 21团结: not regiments
_NOT_AFTER_REGIMENT = "队体员委组结聚圆购伙长"


def number(text: str) -> int | None:
    """The number that Chinese or Arabic numerals write: 七十九, 79, 一〇四. None where they write none."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if "十" in text or "百" in text:
        hundreds, _, rest = text.rpartition("百")
        tens, ten, ones = rest.rpartition("十")
        try:
            total = 100 * int(_VALUES[hundreds]) if hundreds else 0
            total += 10 * (int(_VALUES[tens[-1:]]) if tens else 1) if ten else 0
            return total + (int(_VALUES[ones[-1:]]) if ones else 0)
        except KeyError:
            return None
    digits = "".join(_VALUES.get(character, "x") for character in text)
    return int(digits) if digits.isdigit() else None


def is_unit(place_id: str) -> bool:
    """Whether an id is of the Corps, a division or a numbered regiment: their names are read by rule."""
    return re.fullmatch(r"corps(-\d+)*", place_id) is not None


class CorpsNames:
    """Finds the Corps, its divisions and regiments in text. `cities` maps a division to its city's name."""

    def __init__(self, ids: Iterable[str], cities: Mapping[int, str]) -> None:
        self._ids = set(ids)
        self._cities = dict(cities)
        self._division_of = {}
        for place_id in self._ids:
            parts = place_id.split("-")
            if len(parts) == 3 and parts[2].isdigit():
                self._division_of[int(parts[2])] = int(parts[1])
        farms = sorted({i.split("-", 2)[2] for i in self._ids if i.count("-") == 2 and not i[-1].isdigit()})
        names = "|".join(sorted(set(self._cities.values())))
        self._pattern = re.compile(
            rf"(?P<whole>{_WHOLE})?(?:"
            rf"(?<![{_NUMERAL}每名])农?(?:业?建设|业)?第?(?P<division>{_DIVISION})师(?![{_NOT_AFTER_DIVISION}])(?P<city>{names})?"
            rf"(?:第?(?P<inner>[{_NUMERAL}]{{1,5}})团场?(?![{_NOT_AFTER_REGIMENT}])|(?P<farm>{'|'.join(farms)}))?"
            rf"|(?<![{_NUMERAL}])第?(?P<regiment>[{_NUMERAL}]{{1,5}})团场?(?![{_NOT_AFTER_REGIMENT}])"
            rf")|(?P<alone>(?<![{_OTHER_ARMIES}])(?:{_WHOLE}))"
        )

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and id of each name of the Corps or a unit of it, in order."""
        if "团" not in text and "师" not in text:
            return
        at = 0
        while match := self._pattern.search(text, at):
            end, place_id = self._meaning(match)
            if place_id:
                yield match.start(), end, place_id
            at = max(end, match.start() + 1)

    def meaning(self, name: str) -> str | None:
        """The id that a whole name stands for, or None."""
        match = self._pattern.match(name)
        if match:
            end, place_id = self._meaning(match)
            if end == len(name):
                return place_id
        return None

    def _meaning(self, match: re.Match[str]) -> tuple[int, str | None]:
        if match["alone"]:
            return match.end(), "corps"
        if match["division"]:
            division = number(match["division"])
            end = match.end()
            if match["city"] and self._cities.get(division or 0) != match["city"]:
                return match.start("city"), f"corps-{division}"
            inner = match["farm"] or (match["inner"] and number(match["inner"]))
            if inner:
                if f"corps-{division}-{inner}" in self._ids:
                    return end, f"corps-{division}-{inner}"
                end = match.end("city") if match["city"] else match.end("division") + 1
            return end, f"corps-{division}"
        regiment = number(match["regiment"]) or 0
        division = self._division_of.get(regiment)
        # 一团 to 十六团 are parts of any army: regiments of the Corps only with its name before them
        if division and (match["whole"] or regiment > 20):
            return match.end(), f"corps-{division}-{regiment}"
        if match["whole"]:
            return match.end("whole"), "corps"
        return match.end(), None
