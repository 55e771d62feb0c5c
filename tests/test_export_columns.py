"""Parquet and Stata: typed tables, read back by polars, pandas and ReadStat with every value as it was."""

import json
import math
from dataclasses import replace

import pandas
import polars
import pyreadstat
import pytest

from aidgraph.export import TABLES, export
from aidgraph.export.columns import LABELS, kind, label
from aidgraph.export.panel import EVIDENCE, PANEL_FIELDS
from aidgraph.export.stata import variable_names
from aidgraph.export.tables import CLAIM_FIELDS, EDGE_FIELDS
from aidgraph.model import Count
from aidgraph.network import NODE_FIELDS, WITH, Filters

EVERYTHING = Filters(include=frozenset(WITH))
POLARS = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean,
          "list": polars.List(polars.String)}  # fmt: skip


def _rows(small, folder, table, **options) -> list[dict]:
    """The table as JSON Lines have it."""
    _export(small, folder / "t.jsonl", table=table, **options)
    return [json.loads(line) for line in (folder / "t.jsonl").read_text(encoding="utf-8").splitlines()]


def _export(small, path, *, claims=None, filters=EVERYTHING, **options):
    export(path, claims or small.claims, small.entities, small.documents, filters=filters, **options)


@pytest.mark.parametrize("table", TABLES)
def test_polars_reads_each_table_with_its_types_lists_and_nulls(small, tmp_path, table) -> None:
    _export(small, tmp_path / "t.parquet", table=table)
    frame = polars.read_parquet(tmp_path / "t.parquet")
    rows = _rows(small, tmp_path, table)
    assert dict(frame.schema) == {name: POLARS[kind(table, name)] for name in rows[0]}
    assert frame.to_dicts() == rows


def test_polars_reads_the_csv_as_the_table_it_was(small, tmp_path) -> None:
    _export(small, tmp_path / "t.csv", table="claims")
    frame = polars.read_csv(tmp_path / "t.csv", infer_schema=False)
    rows = _rows(small, tmp_path, "claims")
    assert frame.columns == list(rows[0])
    assert frame["quote"].to_list() == [row["quote"] for row in rows]
    assert frame["providers"].to_list() == ["；".join(row["providers"]) or None for row in rows]


def test_a_table_of_many_groups_of_rows_is_whole(small, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("aidgraph.export.parquet._ROWS", 2)
    _export(small, tmp_path / "t.parquet", table="claims")
    assert polars.read_parquet(tmp_path / "t.parquet").to_dicts() == _rows(small, tmp_path, "claims")


@pytest.mark.parametrize("reader", [pandas.read_stata, lambda path: pyreadstat.read_dta(path)[0]])
@pytest.mark.parametrize("table", TABLES)
def test_two_readers_of_stata_files_find_every_value(small, tmp_path, table, reader) -> None:
    file = tmp_path / "t.dta"
    _export(small, file, table=table)
    frame = reader(str(file))
    rows = _rows(small, tmp_path, table)
    names = variable_names(rows[0])
    assert list(frame.columns) == names
    assert len(frame) == len(rows)
    for name, column in zip(names, rows[0], strict=True):
        for read, row in zip(frame[name], rows, strict=True):
            value = "；".join(row[column]) if isinstance(row[column], list) else row[column]
            if isinstance(value, str) or (value is None and kind(table, column) in ("string", "list")):
                assert read == (value or "")
            elif value is None:
                assert math.isnan(read)
            else:
                assert read == value


def test_the_variables_carry_the_codebooks_labels(small, tmp_path) -> None:
    _export(small, tmp_path / "t.dta", table="panel")
    with pandas.io.stata.StataReader(tmp_path / "t.dta") as reader:
        labels = reader.variable_labels()
        assert reader.time_stamp == ""
        assert reader.data_label == "aidgraph: panel"
    assert labels == {name: LABELS[name] for name in PANEL_FIELDS}


def test_every_column_has_a_label_that_stata_takes() -> None:
    for table, names in (("edges", EDGE_FIELDS), ("nodes", NODE_FIELDS), ("claims", CLAIM_FIELDS),
                         ("panel", PANEL_FIELDS), ("matrix", EVIDENCE)):  # fmt: skip
        assert all(0 < len(label(table, name)) <= 80 for name in names)
    assert label("matrix", "霍城县") == "claims that tie the provider to 霍城县"


def test_long_chinese_text_odd_characters_and_large_numbers_are_whole(small, tmp_path) -> None:
    long = "援疆“一家亲”\n" * 3000
    amount = replace(small.claims[1].amounts[0], value=123456789012.5)
    claims = [
        replace(small.claims[0], purpose=long),
        replace(
            small.claims[1], purpose=long, amounts=(amount,), items=(Count("x" * 244), Count("𠮷\ud800"))
        ),
        replace(small.claims[2], purpose="a\0b"),
    ]
    for ending, read in (
        ("dta", pandas.read_stata),
        ("parquet", lambda f: polars.read_parquet(f).to_dict(as_series=False)),
    ):
        _export(small, tmp_path / f"t.{ending}", table="claims", claims=claims)
        frame = read(tmp_path / f"t.{ending}")
        assert list(frame["purpose"])[:2] == [long, long]
        assert list(frame["purpose"])[2] == ("a\ufffdb" if ending == "dta" else "a\0b")
        assert list(frame["amount"])[1] == 123456789012.5
        assert "𠮷?" in str(list(frame["items"])[1])
    size = (tmp_path / "t.dta").stat().st_size
    assert size < 2 * len(long.encode("utf-8"))  # a text is stored once


def test_names_of_variables_are_such_as_stata_takes() -> None:
    long = "霍城县 (https://w3id.org/aidgraph/id/division/654023)"
    other = f"{long}x"
    assert variable_names(["江阴市", long, other, "in", "2017", "a b"]) == [
        "江阴市", "霍城县__https___w3id_org_aidgraph_i", "霍城县__https___w3id_org_aidgraph_2", "_in", "_2017", "a_b",
    ]  # fmt: skip
    assert all(len(name) <= 32 for name in variable_names([long, other]))


def test_a_table_without_a_row_keeps_its_columns(small, tmp_path) -> None:
    nothing = replace(EVERYTHING, document=("no such",))
    for ending, read in (("dta", pandas.read_stata), ("parquet", polars.read_parquet)):
        _export(small, tmp_path / f"t.{ending}", filters=nothing)
        frame = read(tmp_path / f"t.{ending}")
        assert (list(frame.columns), len(frame)) == (list(EDGE_FIELDS), 0)
