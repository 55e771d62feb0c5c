"""The Corps, its divisions, regiments and farms, from `corps.csv`."""

from __future__ import annotations

from collections.abc import Iterator

from steps.names import romanised
from steps.rows import HERE, Row, Rows, table

NUMERALS = "零一二三四五六七八九"
WHOLE, LATIN = "新疆生产建设兵团", "Xinjiang Shengchan Jianshe Bingtuan"
ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def spoken(number: int) -> str:
    """A number as the Corps says it: 79 → 七十九, 104 → 一零四, 222 → 二二二."""
    if number > 99:
        return "".join(NUMERALS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (
        NUMERALS[ones] if ones else ""
    )


def corps(rows: Rows, stations: dict[str, str]) -> Iterator[Row]:
    """The Corps, its divisions, regiments and farms; `stations` has the NBS codes of regiments.

    The many forms of their names (四师, 农四师, 兵团第四师可克达拉市, 79团) are read by rule, not listed.
    """
    yield Row(
        "corps",
        "Corps",
        WHOLE,
        ["650000"],
        shorts=["兵团"],
        aliases=["新疆兵团"],
        english="Xinjiang Production and Construction Corps",
        english_aliases=["XPCC", "Bingtuan"],
        pinyin=LATIN,
    )
    for record in table(HERE / "corps.csv"):
        number = int(record["division"])
        division = _division(number, rows.get(record["city"]))
        yield division
        for count in map(int, record["regiments"].split()):
            latin = f"{romanised(spoken(count), '')} Tuan"
            yield _unit(division, spoken(count) + "团", str(count), latin, stations, digits=f"{count}团")
        for farm in record["farms"].split():
            yield _unit(division, farm, farm, romanised(farm, ""), stations)


def _division(number: int, city: Row | None) -> Row:
    """A division; its point is that of its city, from which it is led."""
    said = spoken(number)
    ordinal = ORDINALS.get(number, f"{number}th")
    return Row(
        f"corps-{number}",
        "CorpsDivision",
        f"{WHOLE}第{said}师",
        ["corps", "650000"],
        shorts=[f"第{said}师", f"{said}师"],
        aliases=[
            f"农{said}师",
            f"兵团{said}师",
            f"兵团第{said}师",
            *([f"第{said}师{city.name}"] if city else []),
        ],
        english=f"Corps {ordinal} Division",
        english_aliases=[f"XPCC {ordinal} Division"],
        pinyin=f"{LATIN} Di-{romanised(said, '').lower()} Shi",
        lat=city.lat if city else None,
        lon=city.lon if city else None,
        precision=city.precision if city else "",
    )


def _unit(
    division: Row, name: str, key: str, latin: str, stations: dict[str, str], *, digits: str = ""
) -> Row:
    """A regiment or farm of a division. Regiments' numbers are unique in the Corps."""
    above = division.shorts[1]
    return Row(
        f"{division.id}-{key}",
        "CorpsRegiment",
        division.name + name,
        [division.id, *division.parents],
        shorts=[name],
        aliases=[digits, f"{above}{name}", f"兵团{name}"],
        codes=[("NBS", stations[name], None, None)] if name in stations else [],
        pinyin=f"{division.pinyin} {latin}",
    )
