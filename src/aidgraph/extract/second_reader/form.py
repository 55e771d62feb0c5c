"""The form of an answer, checked value by value: a model may not keep to the schema it was given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SHOWN = 40


class RefusedError(Exception):
    """Why a slot can't stand, as an issue's reason goes on."""


def object_of(value: object) -> Mapping[str, Any]:
    """A slot as the object it must be. Raises RefusedError."""
    if not isinstance(value, dict):
        raise RefusedError(f"{shown(str(value))}, which is no object of the form asked for")
    return value


def list_of(row: Mapping[str, Any], key: str) -> list[Any]:
    """A list, empty where the key is missing or null, save `claims`. Raises RefusedError."""
    value = row.get(key)
    if value is None and key != "claims":
        return []
    if not isinstance(value, list):
        raise RefusedError(f"an answer whose {key!r} is no list")
    return value


def text_of(row: Mapping[str, Any], key: str) -> str:
    """A text that is not blank. Raises RefusedError."""
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RefusedError(f"a slot whose {key!r} is no text")
    return value


def one_of(row: Mapping[str, Any], key: str, known: tuple[Any, ...]) -> Any:
    """A value out of a code list. Raises RefusedError."""
    value = row.get(key)
    if value not in known:
        raise RefusedError(f"the {key} {shown(str(value))}, which is none of {', '.join(known)}")
    return value


def number_of(row: Mapping[str, Any], key: str) -> float | None:
    """A number or None. Raises RefusedError."""
    value = row.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise RefusedError(f"a slot whose {key!r} is no number")
    return value


def whole(value: float) -> int | float:
    """3.0 as 3."""
    return int(value) if float(value).is_integer() else value


def written(value: float | None) -> str:
    """A value in words."""
    return "a vague sum of" if value is None else str(whole(value))


def shown(text: str) -> str:
    """A text between quotation marks, in one line, cut where long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _SHOWN else line[:_SHOWN] + '…'}”"
