"""The Corps, its divisions, regiments and farms, from `corps.csv`."""

from __future__ import annotations

from collections.abc import Iterator

from steps.names import romanised
from steps.rows import HERE, Row, Rows, table

NUMERALS = "零一二三四五六七八九"


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
    whole, latin = "新疆生产建设兵团", "Xinjiang Shengchan Jianshe Bingtuan"
    yield Row(
        "corps", "Corps", whole, ["650000"], shorts=["兵团"], aliases=["新疆兵团"],
        english="Xinjiang Production and Construction Corps", english_aliases=["XPCC", "Bingtuan"], pinyin=latin,
    )  # fmt: skip
    for record in table(HERE / "corps.csv"):
        number = int(record["division"])
        said, at = spoken(number), f"corps-{number}"
        city = rows.get(record["city"])
        ordinal = {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")
        di = f"Di-{romanised(said, '').lower()} Shi"
        yield Row(
            at, "CorpsDivision", f"{whole}第{said}师", ["corps", "650000"], shorts=[f"第{said}师", f"{said}师"],
            aliases=[f"农{said}师", f"兵团{said}师", f"兵团第{said}师"] + ([f"第{said}师{city.name}"] if city else []),
            english=f"Corps {ordinal} Division", english_aliases=[f"XPCC {ordinal} Division"], pinyin=f"{latin} {di}",
            lat=city.lat if city else None, lon=city.lon if city else None, precision="seat" if city and city.lat else "",
        )  # fmt: skip
        for count in map(int, record["regiments"].split()):
            name = spoken(count) + "团"
            yield Row(
                f"{at}-{count}", "CorpsRegiment", f"{whole}第{said}师{name}", [at, "corps", "650000"],
                shorts=[name], aliases=[f"{count}团", f"{said}师{name}", f"兵团{name}"],
                codes=[("NBS", stations[name], None, None)] if name in stations else [],
                pinyin=f"{latin} {di} {romanised(spoken(count), '')} Tuan",
            )  # fmt: skip
        for farm in record["farms"].split():
            yield Row(
                f"{at}-{farm}", "CorpsRegiment", f"{whole}第{said}师{farm}", [at, "corps", "650000"],
                shorts=[farm], aliases=[f"{said}师{farm}", f"兵团{farm}"],
                codes=[("NBS", stations[farm], None, None)] if farm in stations else [],
                pinyin=f"{latin} {di} {romanised(farm, '')}",
            )  # fmt: skip
