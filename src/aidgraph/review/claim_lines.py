"""Claims that somebody brings: `*.jsonl` in the form of claims.md, each line checked, unknown keys kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from aidgraph.errors import DocumentError, EvidenceError
from aidgraph.model import (
    MODALITIES,
    PARTY_TYPES,
    RELATIONS,
    SECTORS,
    Basis,
    Bound,
    Claim,
    Document,
    Measure,
    Origin,
    Status,
)
from aidgraph.review.fields import SIDES

#: Characters. No document is longer; an offset beyond is a slip that would fill the memory.
_LONGEST = 50_000_000
_REMEDY = "correct the line (docs/claims.md says what it holds)"
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class BroughtClaim:
    """A claim and the line it came from, as `file:line`."""

    where: str
    claim: Claim


def read_claims(path: Path) -> Iterator[BroughtClaim | DocumentError]:
    """The claims of a JSON Lines file in its order, with an error for each line that is none."""
    seen: dict[str, int] = {}
    for number, row in _rows(path):
        where = f"{path}:{number}"
        if isinstance(row, DocumentError):
            yield row
            continue
        fault = next(_faults(row), None)
        if fault is None and row["id"] in seen:
            fault = f"the id {row['id']} stands in line {seen[row['id']]} already"
        if fault is not None:
            yield DocumentError(f"{where}: {fault}; {_REMEDY}")
            continue
        seen[row["id"]] = number
        try:
            yield BroughtClaim(where, Claim.from_json(row))
        except (KeyError, TypeError, ValueError, AttributeError, EvidenceError) as error:
            what = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
            yield DocumentError(f"{where}: {what}; {_REMEDY}")


def read_documents_jsonl(path: Path) -> Iterator[Document | DocumentError]:
    """The documents of a `documents.jsonl`, with an error for each line that is none."""
    for number, row in _rows(path):
        if isinstance(row, DocumentError):
            yield row
            continue
        try:
            document = Document.from_json(row)
            if not isinstance(document.text, str) or not isinstance(document.id, str):
                raise TypeError("id and text must be texts")
            yield document
        except TypeError as error:
            yield DocumentError(f"{path}:{number}: no document ({error}); {_REMEDY}")


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        yield 0, DocumentError(f"{path}: {(error.strerror or str(error)).lower()}; check the path")
        return
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            yield number, DocumentError(f"{path}:{number}: not UTF-8; save it again as UTF-8")
        except json.JSONDecodeError as error:
            yield number, DocumentError(f"{path}:{number}:{error.colno}: {error.msg}; {_REMEDY}")
        except RecursionError:
            yield number, DocumentError(f"{path}:{number}: nested too deep; {_REMEDY}")
        else:
            fault = DocumentError(f"{path}:{number}: not a JSON object; {_REMEDY}")
            yield number, row if isinstance(row, dict) else fault


def _faults(row: Mapping[str, Any]) -> Iterator[str]:
    """What a line says that a claim can't: the first is reported."""
    if not isinstance(row.get("id"), str) or not row["id"]:
        yield "no id"
    yield from _code(row, "relation", RELATIONS)
    yield from _code(row, "status", get_args(Status))
    if row.get("origin") is not None:
        yield from _code(row, "origin", get_args(Origin))
    if row.get("sector") is not None:
        yield from _code(row, "sector", SECTORS)
    lists = (*SIDES, "amounts", "items", "outcomes", "modality", "programmes")
    for key in lists:
        if not isinstance(row.get(key) or [], list):
            yield f"'{key}' is no list"
            return
    for side in SIDES:
        for party in _objects(row, side):
            yield from _party_faults(side, party)
    for amount in _objects(row, "amounts"):
        for key, codes in (("bound", get_args(Bound)), ("basis", get_args(Basis)), ("of", get_args(Measure))):
            yield from (f"amounts: {fault}" for fault in _code(amount, key, codes))
        yield from (f"amounts: {fault}" for fault in _number(amount, "value"))
        yield from (
            f"amounts: no {key}" for key in ("currency", "text") if not isinstance(amount.get(key), str)
        )
    for key in ("items", "outcomes"):
        for count in _objects(row, key):
            yield from () if isinstance(count.get("name"), str) else (f"{key}: one without a name",)
            yield from (f"{key}: {fault}" for fault in _number(count, "quantity"))
            if count.get("bound") is not None:
                yield from _code(count, "bound", get_args(Bound))
    modality = row.get("modality") or []
    yield from (
        f"the modality {m!r}, which is none of {', '.join(MODALITIES)}"
        for m in modality
        if m not in MODALITIES
    )
    yield from _evidence_faults(row.get("evidence"))


def _party_faults(side: str, party: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(party.get("name"), str) or not party["name"]:
        yield f"{side}: a party without a name"
    yield from (f"{side}: {fault}" for fault in _code(party, "type", PARTY_TYPES))
    for member in _objects(party, "members"):
        yield from _party_faults(f"{side}, a member", member)


def _evidence_faults(evidence: object) -> Iterator[str]:
    if not isinstance(evidence, dict):
        yield "no evidence"
        return
    if not isinstance(evidence.get("document"), str) or not evidence["document"]:
        yield "evidence: no document"
    for name, part in (("evidence", evidence), ("evidence.subject", evidence.get("subject"))):
        if part is None:
            continue
        if not isinstance(part, dict):
            yield f"{name} is no object"
            return
        start, end, quote = (part.get(key) for key in ("start", "end", "quote"))
        if not all(isinstance(place, int) for place in (start, end)) or not isinstance(quote, str):
            yield f"{name}: start, end and quote are two whole numbers and a text"
        elif not 0 <= start < end <= _LONGEST or len(quote) != end - start:  # type: ignore[operator]
            yield f"{name}: {start}–{end} is no place of a quote of {len(quote)} characters"


def _objects(row: Mapping[str, Any], key: str) -> Iterable[Mapping[str, Any]]:
    """The objects of a list; what is none counts as an empty object, whose keys are missing."""
    value = row.get(key) or []
    return [one if isinstance(one, dict) else {} for one in value] if isinstance(value, list) else []


def _code(row: Mapping[str, Any], key: str, codes: tuple[Any, ...]) -> Iterator[str]:
    value = row.get(key, _ABSENT)
    if value is _ABSENT:
        yield f"the key '{key}' is missing"
    elif value not in codes:
        yield f"the {key} {value!r}, which is none of {', '.join(codes)}"


def _number(row: Mapping[str, Any], key: str) -> Iterator[str]:
    value = row.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        yield f"the {key} {value!r} is no number"
