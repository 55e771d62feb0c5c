"""A table as CSV, TSV, JSON or JSON Lines, written row by row.

CSV and TSV are for spreadsheets: a BOM for the Chinese, lists joined by “；”, no cell that runs as a formula. JSON keeps
lists as lists and what a text doesn't say as null.
"""

from __future__ import annotations

import csv
import json
from typing import TextIO

from aidgraph.export.tables import Table, cell


def write_csv(out: TextIO, table: Table) -> None:
    """Comma-separated values."""
    _delimited(out, table, ",")


def write_tsv(out: TextIO, table: Table) -> None:
    """Tab-separated values, quoted as CSV is where a cell holds a tab or a line break."""
    _delimited(out, table, "\t")


def write_jsonl(out: TextIO, table: Table) -> None:
    """A JSON object a line, its keys in the order of the columns."""
    for row in table.rows:
        out.write(json.dumps({name: row[name] for name in table.fields}, ensure_ascii=False) + "\n")


def write_json(out: TextIO, table: Table) -> None:
    """One JSON array of such objects, one a line."""
    between = "[\n"
    for row in table.rows:
        out.write(between + json.dumps({name: row[name] for name in table.fields}, ensure_ascii=False))
        between = ",\n"
    out.write("[]\n" if between == "[\n" else "\n]\n")


def _delimited(out: TextIO, table: Table, delimiter: str) -> None:
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([cell(name) for name in table.fields])
    for row in table.rows:
        writer.writerow([cell(row[name]) for name in table.fields])
