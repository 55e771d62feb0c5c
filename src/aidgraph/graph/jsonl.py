"""JSON Lines: one object a line, UTF-8; a damaged line is named by file, line and column."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from aidgraph.errors import EvidenceError, GraphError
from aidgraph.model import Json

Noun = TypeVar("Noun")


class _HasJson(Protocol):
    def to_json(self) -> Json: ...


def write_jsonl(path: Path, rows: Iterable[_HasJson | Mapping[str, Any]]) -> None:
    """One JSON object a line, UTF-8, in the order given: nouns of the model, or plain mappings."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            plain = row if isinstance(row, Mapping) else row.to_json()
            file.write(json.dumps(plain, ensure_ascii=False, allow_nan=False) + "\n")


def read_jsonl(path: Path) -> Iterator[Json]:
    """The objects of a JSON Lines file. Raises GraphError with file, line and column where a line is none."""
    for _, row in _numbered(path):
        yield row


def _numbered(path: Path) -> Iterator[tuple[int, Json]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _row(path, number, line)
    except OSError as error:
        raise refused(path, error) from None


def _row(path: Path, number: int, line: bytes) -> Json:
    try:
        row = json.loads(line.rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _damaged(f"{path}:{number}:{error.start + 1}", "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _damaged(f"{path}:{number}:{error.colno}", error.msg) from None
    if not isinstance(row, dict):
        raise _damaged(f"{path}:{number}:1", "not a JSON object")
    return row


def nouns(path: Path, noun: Callable[[Json], Noun]) -> Iterator[Noun]:
    """What `noun` makes of each line. Raises GraphError with the line also where it lacks a key."""
    for number, row in _numbered(path):
        try:
            yield noun(row)
        except KeyError as error:
            raise _damaged(f"{path}:{number}:1", f"the key {error} is missing") from None
        except (TypeError, ValueError, AttributeError, EvidenceError) as error:
            raise _damaged(f"{path}:{number}:1", str(error)) from None


def _damaged(where: str, why: str) -> GraphError:
    return GraphError(f"{where}: a damaged line ({why}); restore the file, or build the graph again")


def refused(root: Path, error: OSError) -> GraphError:
    """What the system said of a file, with a remedy."""
    where = error.filename if isinstance(error.filename, str) else root
    reason = (error.strerror or str(error)).lower()
    return GraphError(f"{where}: {reason}; free the way or choose another folder (-o, --graph)")
