"""What divisions are called: short names, pinyin, English, and what the tables kept by hand know better."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from aidgraph.gazetteer.romanise import words
from steps.rows import HERE, Row, Rows, table

_NAMED = (
    "蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 "
    "黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 "
    "撒拉族 毛南族 仡佬族 锡伯族 普米族 塔吉克族 怒族 鄂温克族 独龙族 鄂伦春族 裕固族 保安族 各族 蒙古 "
    "维吾尔 哈萨克 柯尔克孜 锡伯 塔吉克 达斡尔 东乡 裕固 撒拉 保安"
)
PEOPLES = sorted(_NAMED.split(), key=len, reverse=True)
_PEOPLES = re.compile("(?:" + "|".join(PEOPLES) + ")+$")
_PEOPLE = re.compile("|".join(PEOPLES))
#: 东乡族自治县, 鄂伦春自治旗 … lose too much, or too little, by rule
SHORT_BY_HAND = {
    "东乡族自治县": "东乡", "鄂伦春自治旗": "鄂伦春", "鄂温克族自治旗": "鄂温克",
    "黔西南布依族苗族自治州": "黔西南",
    "内蒙古自治区": "内蒙古", "积石山保安族东乡族撒拉族自治县": "积石山", "神农架林区": "神农架",
}  # fmt: skip

ENDINGS = (
    ("维吾尔自治区", ""), ("壮族自治区", ""), ("回族自治区", ""), ("特别行政区", ""), ("自治区", ""),
    ("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("地区", ""), ("矿区", ""), ("特区", ""),
    ("新区", ""), ("省", ""), ("市", ""), ("州", ""), ("盟", ""), ("县", ""), ("旗", ""), ("区", ""),
)  # fmt: skip
#: Where the names are not Chinese, pinyin is not the English name: English only where `curated.csv` has it.
NOT_HAN = ("15", "54", "63", "65")


def short_names(name: str, kind: str) -> list[str]:
    """What a division is called for short: 伊犁哈萨克自治州 → 伊犁, 伊犁州. Two characters at least."""
    if name in SHORT_BY_HAND:
        stem = SHORT_BY_HAND[name]
        return [stem, *[stem + end for ending, end in ENDINGS if end and name.endswith(ending)][:1]]
    for ending, end in ENDINGS:
        if not name.endswith(ending) or (ending == "州" and kind != "Prefecture"):
            continue
        stem = name.removesuffix(ending)
        if ending.startswith("自治") or ending == "地区" or stem.endswith("族"):
            stem = _PEOPLES.sub("", stem) or stem
        return ([stem] if len(stem) > 1 else []) + ([stem + end] if end and len(stem) > 1 else [])
    return []


def romanised(name: str, ending: str) -> str:
    """A division's pinyin, its peoples and its kind words of their own: Yili Hasake Zizhizhou."""
    stem = name.removesuffix(ending)
    bare = _PEOPLES.sub("", stem) if ending.startswith("自治") else stem
    return words([bare, *_PEOPLE.findall(stem[len(bare) :]), ending])


def pinyin(name: str, corrected: Mapping[str, str]) -> str:
    """Pinyin of a division's name; `corrected` has what pypinyin reads wrongly (`pinyin.csv`)."""
    if name in corrected:
        return corrected[name]
    for ending in (
        "特别行政区",
        "自治区",
        "自治州",
        "自治县",
        "自治旗",
        "地区",
        "矿区",
        "特区",
        "新区",
    ):
        if name.endswith(ending) and len(name) > len(ending):
            return romanised(name, ending)
    return romanised(name, name[-1] if len(name) > 1 and name[-1] in "省市县区旗盟州" else "")


def add_names(rows: Rows) -> None:
    """Pinyin, and English where it is the pinyin by rule; short names."""
    corrected = {record["name"]: record["pinyin"] for record in table(HERE / "pinyin.csv")}
    for row in rows.values():
        if row.type == "Park":
            continue
        row.pinyin = pinyin(row.name, corrected)
        row.shorts = short_names(row.name, row.type)
        if row.type == "Province" and row.name.endswith("自治区") and row.shorts[0] + "自治区" != row.name:
            row.aliases.append(row.shorts[0] + "自治区")  # 宁夏自治区, 新疆自治区
        if not row.id.startswith(NOT_HAN) and "自治" not in row.name and "族" not in row.name:
            row.english = english(row, rows)


def english(row: Row, rows: Rows) -> str:
    """The English name of a Han division by rule: Jiangyin, Feng County, Gulou District, Xuzhou."""
    if row.name.endswith(("族", "委员会", "特别行政区", "海域", "群岛")) or any(
        "自治" in rows[parent].name for parent in row.parents if rows[parent].type != "Province"
    ):
        return ""
    *words, _ = row.pinyin.split(" ")
    stem = " ".join(words)
    ending = row.name[-1]
    if not stem:
        return ""
    if row.type == "Province":
        return stem + (" Province" if ending == "省" else "")
    if ending in "县区" and row.type == "County":
        kind = "New Area" if row.name.endswith("新区") else "County" if ending == "县" else "District"
        above = next((rows[parent] for parent in row.parents), None)
        city = f", {above.pinyin.rsplit(' ', 1)[0]}" if above and kind != "County" else ""
        return f"{stem} {kind}{city}"
    return stem if ending == "市" else ""


def add_curated(rows: Rows) -> None:
    """What `curated.csv` knows better: English names, aliases, seats."""
    for record in table(HERE / "curated.csv"):
        row = rows[record["code"]]
        if row.name != record["name"]:
            raise SystemExit(f"curated.csv: {record['code']} is {row.name}, not {record['name']}")
        row.aliases += [alias for alias in record["aliases"].split("|") if alias not in row.shorts]
        row.shorts += [short for short in record["ambiguous"].split("|") if short not in row.shorts]
        row.english = record["english"] or row.english
        row.english_aliases = [name for name in record["english_aliases"].split("|") if name]
        if record["lat"]:
            row.lat, row.lon, row.precision = float(record["lat"]), float(record["lon"]), record["precision"]
    for record in table(HERE / "former.csv"):
        row = rows[record["code"]]
        years = (
            int(record["since"]) if record["since"] else None,
            int(record["until"]) if record["until"] else None,
        )
        row.former = [held for held in row.former if held[0] != record["name"]] + [(record["name"], *years)]
        row.former.sort(key=lambda held: (held[2] or 0, held[0]))
        if record["now_since"]:
            row.since = int(record["now_since"])


def mark_weak(rows: Iterable[Row]) -> None:
    """Put ~ before the short names that are common words, or a district's, unless `prose.csv` allows them.

    Such a name stands for its place in running text only right after a place it lies in (南京鼓楼).
    """
    rules = {record["rule"]: set(record["names"].split()) for record in table(HERE / "prose.csv")}

    def weak(row: Row, short: str) -> bool:
        if row.id.startswith("corps") or (len(short) > 2 and short.endswith(("州", "县", "旗", "州直"))):
            return False
        district = row.type == "County" and row.name.endswith("区") and len(short) < 3
        return (short in rules["weak"] and row.type != "Province") or (
            district and short not in rules["strong"]
        )

    for row in rows:
        for shorts in (row.shorts, row.aliases):
            shorts[:] = [
                "~" + short if weak(row, short) else short for short in dict.fromkeys(shorts) if short
            ]
