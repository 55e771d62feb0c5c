"""`judgements.csv`: a person's file. We append to it, take rows out of it when asked, and never write it anew.

UTF-8 with the mark that Excel needs; a cell that Excel would run as a formula has a ' before it, which reading
takes off again. A row is written in one piece or not at all.
"""

from __future__ import annotations

import csv
import errno
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import get_args

from aidgraph.errors import ReviewError
from aidgraph.model import Judgement, JudgementKind

FILE = "judgements.csv"
COLUMNS = (
    "id", "kind", "document", "quote", "relation", "parties", "field", "value", "by", "at", "why",
)  # fmt: skip
assert set(COLUMNS) == {field.name for field in fields(Judgement)}

_KINDS = get_args(JudgementKind)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = b"\xef\xbb\xbf"


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The rows in the order of the file; none where there is no file. A row that stands twice counts once.

    Raises ReviewError with file and line where a row can't be understood.
    """
    if not path.exists():
        return ()
    rows: dict[str, Judgement] = {}
    for line, judgement in _numbered(path):
        known = rows.setdefault(judgement.id, judgement)
        if known != judgement:
            raise ReviewError(
                f"{path}:{line}: the id {judgement.id!r} stands above for another judgement; give one a new id"
            )
    return tuple(rows.values())


def append_judgements(path: Path, judgements: Iterable[Judgement]) -> None:
    """Add rows at the end, in one write; what stood there stays to the byte."""
    rows = [_line(judgement) for judgement in judgements]
    if not rows:
        return
    data = "".join(rows).encode()
    try:
        with path.open("ab+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            if size == 0:
                data = _MARK + _csv_line(COLUMNS).encode() + data
            else:
                file.seek(-1, os.SEEK_END)
                if file.read(1) not in (b"\n", b"\r"):
                    data = b"\r\n" + data
            _write_whole(file, data)
    except OSError as error:
        raise _refused(path, error) from None


def _write_whole(file: io.FileIO, data: bytes) -> None:
    """Append all or nothing: what a full disk cut short is taken off again."""
    size = file.seek(0, os.SEEK_END)
    try:
        if file.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file.fileno())
    except OSError:
        file.truncate(size)
        raise


def remove_judgements(path: Path, ids: Iterable[str]) -> tuple[Judgement, ...]:
    """Take rows out; every other byte stays. Returns what was taken out.

    Raises ReviewError where an id is not in the file.
    """
    wanted = set(ids)
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise _refused(path, error) from None
    removed = tuple(one for one in read_judgements(path) if one.id in wanted)
    missing = wanted - {one.id for one in removed}
    if missing:
        raise ReviewError(
            f"{path}: no judgement {', '.join(sorted(missing))}; list them: aidgraph review list"
        )
    kept = b"".join(record for record, identifier in _records(data) if identifier not in wanted)
    _replace(path, kept)
    return removed


def next_id(subject: str, judgements: Sequence[Judgement]) -> str:
    """An id for the next judgement about a claim (its id) or an identity (`same`, `different`)."""
    taken = {one.id for one in judgements}
    number = 1
    while f"{subject}#{number}" in taken:
        number += 1
    return f"{subject}#{number}"


def subject(judgement: Judgement) -> str:
    """The id of the claim that was judged, as it was then."""
    return judgement.id.rpartition("#")[0] or judgement.id


def _numbered(path: Path) -> Iterable[tuple[int, Judgement]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _refused(path, error) from None
    except UnicodeDecodeError:
        raise ReviewError(f"{path}: not UTF-8; in Excel, save it as “CSV UTF-8”") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            raise ReviewError(f"{path}:1: no column {', '.join(missing)}; the first row must name them all")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = dict(zip(names, map(_unguarded, cells), strict=False))
                yield reader.line_num, _judgement(row, f"{path}:{reader.line_num}")
    except csv.Error as error:
        raise ReviewError(f"{path}:{reader.line_num}: {error}; mend the row") from None


def _judgement(row: dict[str, str], where: str) -> Judgement:
    values = {name: row.get(name, "") for name in COLUMNS}
    kind = values["kind"].strip()
    if kind not in _KINDS:
        raise ReviewError(f"{where}: the kind {kind!r} is none; write one of {', '.join(_KINDS)}")
    for name in ("id", "by", "at"):
        if not values[name].strip():
            raise ReviewError(f"{where}: {name!r} is empty; a judgement says which, who and when")
    if kind in ("same", "different", "correct") and not values["field"].strip():
        raise ReviewError(f"{where}: a judgement {kind!r} needs its field")
    return Judgement(**{**values, "kind": kind})  # type: ignore[arg-type]


def _line(judgement: Judgement) -> str:
    return _csv_line([_guarded(getattr(judgement, name)) for name in COLUMNS])


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def _records(data: bytes) -> Iterable[tuple[bytes, str | None]]:
    """Each record of the file with its line end, and the id it is for (None for the head and blank lines)."""
    names: list[str] | None = None
    pending = b""
    for line in data.splitlines(keepends=True):
        pending += line
        if pending.count(b'"') % 2:  # a quoted cell goes on in the next line
            continue
        cells = next(csv.reader([pending.decode("utf-8-sig")]), [])
        if names is None:
            names = [name.strip() for name in cells]
            yield pending, None
        else:
            row = dict(zip(names, map(_unguarded, cells), strict=False))
            yield pending, row.get("id") or None
        pending = b""
    if pending:
        yield pending, None


def _replace(path: Path, data: bytes) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except OSError as error:
        raise _refused(path, error) from None


def _refused(path: Path, error: OSError) -> ReviewError:
    reason = (error.strerror or str(error)).lower()
    return ReviewError(f"{path}: {reason}; close it elsewhere, or choose another file with --judgements")
