"""A claim's fields as text that a person reads and edits, and back again.

Several values are parted by ；. A party is `name=canonical@place、place（Type）`, the middle parts only where there are
any; a sum `300000 | CNY | exact | one-off | aid | 30万元`; goods and results `眼镜 | 400 | 副 | exact`; a period
`2017-01-01 | 2017-06-30 | 上半年`. An empty text is an empty field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from aidgraph.errors import ReviewError
from aidgraph.model import (
    MODALITIES,
    PARTY_TYPES,
    RELATIONS,
    SECTORS,
    Amount,
    Basis,
    Bound,
    Claim,
    Count,
    Measure,
    Party,
    Period,
    Span,
    Status,
)

#: Fields that can be corrected, in the order in which a person reads them.
FIELDS = (
    "relation", "status", "aggregate", "providers", "recipients", "organizers", "amounts", "items", "outcomes",
    "period", "programmes", "purpose", "modality", "sector",
)  # fmt: skip
SIDES = ("providers", "recipients", "organizers")

_BETWEEN, _PART = "；", " | "
_NO_MARKS = str.maketrans("；", "、", "→")
_PARTY = re.compile(
    rf"(?P<name>[^=@]+?)(?:=(?P<canonical>[^=@]+?))?(?:@(?P<places>[^=@]*?))?(?:（(?P<type>{'|'.join(PARTY_TYPES)})）)?"
)
_YES, _NO = ("true", "yes", "1", "是"), ("false", "no", "0", "否", "")


def field_text(claim: Claim, field: str) -> str:
    """A field as text. Raises ReviewError where there is no such field."""
    if field not in FIELDS:
        raise ReviewError(f"no field {field!r} to correct; there are: {', '.join(FIELDS)}")
    value = getattr(claim, field)
    if field in SIDES:
        return _BETWEEN.join(map(_party_text, value))
    if field == "amounts":
        return _BETWEEN.join(_joined(a.value, a.currency, a.bound, a.basis, a.of, a.text) for a in value)
    if field in ("items", "outcomes"):
        return _BETWEEN.join(_joined(c.name, c.quantity, c.unit, c.bound) for c in value)
    if field == "period":
        return _joined(value.start, value.end, value.text) if value else ""
    if field in ("programmes", "modality"):
        return _BETWEEN.join(value)
    if field == "aggregate":
        return str(value).lower()
    return value or ""


def with_field(claim: Claim, field: str, text: str) -> Claim:
    """The claim with a field read from text. Raises ReviewError with the form wanted where it can't be read."""
    text = text.strip()
    if field_text(claim, field) == text:
        return claim
    return claim.having(**{field: _READERS[field](claim, text)})


def party_names(parties: Iterable[Party]) -> tuple[str, ...]:
    """The names by which a judgement knows parties again: without blanks and the marks that part them."""
    return tuple("".join(party.name.split()).translate(_NO_MARKS) for party in parties)


def _party_text(party: Party) -> str:
    canonical = f"={party.canonical}" if party.canonical and party.canonical != party.name else ""
    places = f"@{'、'.join(party.places)}" if party.places else ""
    return f"{''.join(party.name.split())}{canonical}{places}（{party.type}）"


def _joined(*parts: object) -> str:
    return _PART.join("" if part is None else str(part) for part in parts)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;]", text) if part.strip()]


def _parties(claim: Claim, text: str) -> tuple[Party, ...]:
    return tuple(_party(claim, part) for part in _listed(text))


def _party(claim: Claim, text: str) -> Party:
    """A party of the claim that is so written, or one with that name changed, or a new one."""
    known = list(claim.parties())
    for party in known:
        if _party_text(party) == text:
            return party
    match = _PARTY.fullmatch(text)
    if match is None:
        raise ReviewError(f"“{text}” is no party; write it like 长江村@江阴市（Village）")
    name, kind = match["name"].strip(), match["type"]
    like = next((party for party in known if "".join(party.name.split()) == name), None)
    kind = kind or (like.type if like else None)
    if kind is None:
        raise ReviewError(f"“{text}” needs its type, like {text}（Village）; types: {', '.join(PARTY_TYPES)}")
    places = tuple(place for place in re.split("[、,，]", match["places"] or "") if place)
    base = like if like and (like.type == "Group") == (kind == "Group") else Party(name=name, type=kind)
    at = like.at if like else _mention(claim, name)
    return replace(base, type=kind, canonical=match["canonical"], places=places, at=at, entity=None)


def _mention(claim: Claim, name: str) -> Span | None:
    place = claim.evidence.quote.find(name)
    start = claim.evidence.start + place
    return Span(start, start + len(name)) if place >= 0 else None


def _amounts(_: Claim, text: str) -> tuple[Amount, ...]:
    found = []
    for part in _listed(text):
        value, currency, bound, basis, of, words = _parts(
            part, 6, "300000 | CNY | exact | one-off | aid | 30万元"
        )
        if not re.fullmatch("[A-Z]{3}", currency):
            raise ReviewError(f"“{currency}” is no currency; write its three letters, like CNY")
        number = _number(value)
        found.append(
            Amount(
                number, currency, _one_of(bound, get_args(Bound)), _one_of(basis, get_args(Basis)),
                _one_of(of, get_args(Measure)), words,
            )
        )  # fmt: skip
    return tuple(found)


def _counts(_: Claim, text: str) -> tuple[Count, ...]:
    found = []
    for part in _listed(text):
        name, quantity, unit, bound = _parts(part, 4, "眼镜 | 400 | 副 | exact")
        if not name:
            raise ReviewError(
                f"“{part}” lacks the name of what is counted; write it like 眼镜 | 400 | 副 | exact"
            )
        found.append(
            Count(name, _number(quantity), unit or None, _one_of(bound, ("", *get_args(Bound))) or None)
        )
    return tuple(found)


def _period(_: Claim, text: str) -> Period | None:
    if not text:
        return None
    start, end, words = _parts(text, 3, "2017-01-01 | 2017-06-30 | 上半年")
    return Period(_day(start), _day(end), words)


def _day(text: str) -> str | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ReviewError(f"“{text}” is no date; write it like 2017-06-30") from None


def _parts(text: str, count: int, like: str) -> list[str]:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != count:
        raise ReviewError(f"“{text}” has {len(parts)} of {count} parts; write it like {like}")
    return parts


def _number(text: str) -> int | float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ReviewError(f"“{text}” is no number; write digits, or nothing where it is vague") from None
    if not abs(value) < 1e18:
        raise ReviewError(f"“{text}” is no number that can be counted with")
    return int(value) if value.is_integer() else value


def _one_of(text: str, choices: Sequence[str]) -> Any:
    if text not in choices:
        raise ReviewError(f"“{text}” is none of {', '.join(filter(None, choices))}")
    return text


def _choice(*choices: str) -> Callable[[Claim, str], str]:
    return lambda _, text: str(_one_of(text, choices))


def _yes_or_no(_: Claim, text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise ReviewError(f"“{text}” is neither true nor false")
    return text.lower() in _YES


_READERS: dict[str, Callable[[Claim, str], Any]] = {
    "relation": _choice(*RELATIONS),
    "status": _choice(*get_args(Status)),
    "aggregate": _yes_or_no,
    **dict.fromkeys(SIDES, _parties),
    "amounts": _amounts,
    "items": _counts,
    "outcomes": _counts,
    "period": _period,
    "programmes": lambda _, text: tuple(_listed(text)),
    "purpose": lambda _, text: text or None,
    "modality": lambda _, text: tuple(_one_of(part, MODALITIES) for part in _listed(text)),
    "sector": lambda _, text: _one_of(text, ("", *SECTORS)) or None,
}
