"""Rows as data frames of pandas or polars, for those who have them: neither is needed to run aidgraph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aidgraph.errors import AidgraphError

if TYPE_CHECKING:
    import pandas
    import polars


class Frames:
    """Mixed into what has columns and rows: `to_pandas()` and `to_polars()`."""

    __slots__ = ()

    def records(self) -> tuple[Sequence[str], Iterable[Mapping[str, Any]]]:
        """Names of the columns, and each row under them."""
        raise NotImplementedError

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas data frame; figures as numbers, several values as a list. Raises AidgraphError without pandas."""
        try:
            import pandas
        except ImportError:
            raise _lacking("pandas") from None
        columns, rows = self.records()
        return pandas.DataFrame(
            [{name: _plain(row[name]) for name in columns} for row in rows], columns=list(columns)
        )

    def to_polars(self) -> polars.DataFrame:
        """A polars data frame, likewise. Raises AidgraphError without polars."""
        try:
            import polars
        except ImportError:
            raise _lacking("polars") from None
        columns, rows = self.records()
        values = [{name: _plain(row[name]) for name in columns} for row in rows]
        if not values:
            return polars.DataFrame(schema=dict.fromkeys(columns, polars.String))
        return polars.DataFrame(values, infer_schema_length=None, strict=False)


def _plain(value: Any) -> Any:
    """A figure as int or float, several values as a list: what both libraries take without guessing."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return list(value) if isinstance(value, tuple) else value


def _lacking(name: str) -> AidgraphError:
    return AidgraphError(f"{name} is not installed; install it: pip install {name}")
