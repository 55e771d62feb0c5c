"""A table as Parquet, a group of rows at a time: typed columns, lists as lists, what a text doesn't say as null."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Any, BinaryIO

from aidgraph.export.columns import Kind, kind
from aidgraph.export.tables import Table

#: Rows in a group: what is held in memory at a time.
_ROWS = 10_000


def write_parquet(out: BinaryIO, name: str, table: Table) -> None:
    """Write the table of that name among `TABLES`."""
    from arro3.core import Field, RecordBatch, RecordBatchReader, Schema
    from arro3.io import write_parquet as write

    kinds = {column: kind(name, column) for column in table.fields}
    schema = Schema([Field(column, _type(of), nullable=True) for column, of in kinds.items()])

    failed: list[Exception] = []

    def batches() -> Iterator[Any]:
        rows = iter(table.rows)
        try:
            while group := list(islice(rows, _ROWS)):
                columns = [_array((row[column] for row in group), of) for column, of in kinds.items()]
                yield RecordBatch.from_arrays(columns, schema=schema)
        except Exception as error:
            failed.append(error)
            raise

    reader = RecordBatchReader.from_batches(schema, batches())
    try:
        write(reader, out, compression="snappy", created_by="aidgraph", max_row_group_size=_ROWS)
    finally:
        if failed:  # arro3 makes a plain Exception of whatever the rows raise
            raise failed[0]


def _type(of: Kind) -> Any:
    from arro3.core import DataType, Field

    if of == "list":
        return DataType.list(Field("item", DataType.utf8(), nullable=True))
    words = {"integer": DataType.int64, "number": DataType.float64, "boolean": DataType.bool}
    return words.get(of, DataType.utf8)()


def _array(values: Iterable[Any], of: Kind) -> Any:
    from arro3.core import Array, DataType, list_array

    if of == "list":
        listed: list[Sequence[str]] = [value or () for value in values]
        offsets = list(accumulate((len(value) for value in listed), initial=0))
        parts = [_whole(part) for value in listed for part in value]
        return list_array(
            Array(offsets, type=DataType.int32()), Array(parts, type=DataType.utf8()), type=_type(of)
        )
    made: dict[Kind, Callable[[Any], Any]] = {"number": float, "string": _whole}
    convert = made.get(of, lambda value: value)
    return Array([None if value is None else convert(value) for value in values], type=_type(of))


def _whole(text: str) -> str:
    """Text without halves of characters, which UTF-8 can't hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
