"""What the columns of a hand-coded sheet mean: a TOML file beside the sheet, `coded.toml` for `coded.csv`.

title = "Gifts, coded by hand"        # how to cite the sheet: title, issuer, date, url, licence
[columns]                             # column of the sheet = field of a claim
"捐赠方" = "providers"
"金额" = "amounts"
[types]                               # the type of parties whose names don't tell it
providers = "Enterprise"
[values]                              # words of the sheet = codes
"捐赠" = "donated-to"
[defaults]                            # for fields without a column, or an empty cell
relation = "donated-to"
[amounts]                             # what plain numbers are
unit = "万元"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

from aidgraph.errors import DocumentError
from aidgraph.model import PARTY_TYPES, Basis, Measure
from aidgraph.review.fields import FIELDS, SIDES

#: Fields that say where a row's statement stands, beside those of a claim.
PLACES = ("document", "quote")
UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_CITATION = ("title", "issuer", "date", "url", "licence", "sheet")
_TABLES = ("columns", "types", "values", "defaults", "amounts")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A mapping that was checked; `said` is the citation and the sheet's name."""

    path: Path
    columns: Mapping[str, str]
    types: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)


def mapping_beside(sheet: Path) -> Path:
    """Where a sheet's mapping is looked for."""
    return sheet.with_suffix(".toml")


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping from its file. Raises DocumentError that names the file and what to change."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DocumentError(f"{path}: {(error.strerror or str(error)).lower()}; check the path") from None
    except UnicodeDecodeError:
        raise DocumentError(f"{path}: not UTF-8; save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{path}: {error}; mend the TOML") from None
    tables: dict[str, dict[str, str]] = {}
    for name in _TABLES:
        table = found.pop(name, {})
        if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
            raise DocumentError(f'{path}: [{name}] holds other things than lines like "…" = "…"; mend it')
        tables[name] = table
    mapping = ColumnMapping(path, said=found, **tables)
    for wrong in _faults(mapping):
        raise DocumentError(f"{path}: {wrong}")
    return mapping


def _faults(mapping: ColumnMapping) -> list[str]:
    """What is wrong, each with what there is instead."""
    fields = (*FIELDS, *PLACES)
    checks: list[tuple[str, Mapping[str, str], tuple[str, ...] | None, tuple[str, ...] | None]] = [
        ("columns", mapping.columns, None, fields),
        ("types", mapping.types, SIDES, PARTY_TYPES),
        ("defaults", mapping.defaults, FIELDS, None),
        ("amounts", mapping.amounts, ("unit", "basis", "of"), (*UNITS, *get_args(Basis), *get_args(Measure))),
        ("the head", mapping.said, _CITATION, None),
    ]
    day = mapping.said.get("date")
    try:
        date.fromisoformat(day or "2000-01-01")
    except (TypeError, ValueError):
        return [f'date: {day!r} is no date; write it in quotation marks, like "2017-08-10"']
    faults = [] if mapping.columns else ['no [columns]; add lines like "捐赠方" = "providers" below it']
    for table, rows, keys, values in checks:
        for key, value in rows.items():
            if keys is not None and key not in keys:
                faults.append(f"{table}: no {key!r}; there are: {', '.join(keys)}")
            elif not isinstance(value, str):
                faults.append(f"{table}: {key!r} is no text; put it in quotation marks")
            elif values is not None and value not in values:
                faults.append(f"{table}: {key!r} is {value!r}, which is none of {', '.join(values)}")
    return faults
