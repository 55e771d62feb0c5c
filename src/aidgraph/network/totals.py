"""Totals of money that don't mislead: a fold over claims, in rows of one currency, one measure, one basis.

What may not be added is never added: a gift and a yearly sum, aid and a company's investment, two currencies.
A joint gift has one row, under all its givers together, so that the rows of a ledger never count it twice; an
act told by several documents counts once. What was left out is part of the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from aidgraph.frames import Frames
from aidgraph.model import Amount, Claim, Document, Entity
from aidgraph.network.links import Cast
from aidgraph.network.selection import WITH, Filters, selected

#: What a ledger can be divided by → its columns.
BY: Mapping[str, tuple[str, ...]] = {
    "pair": ("provider", "recipient"),
    "provider": ("provider",),
    "recipient": ("recipient",),
    "year": ("year",),
    "sector": ("sector",),
    "modality": ("modality",),
}

#: What a ledger leaves out unless asked for: the words of `WITH`, and second tellings of one act.
TOTALS_WITH = (*WITH, "repeated")

#: In a column, what a claim does not say.
NOT_STATED = ""

_MEASURES = ("aid", "project", "investment", "trade")
_BASES = ("one-off", "per-year", "cumulative", "per-unit")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one row: what it is divided by, what it is a sum of, and how far the words let it range.

    `minimum` takes “over” as the figure and “under” as nothing; `maximum` is None where a figure is open
    above or vague. `about` is the part of both that the text calls rough. `vague` counts amounts without a
    figure. With basis `per-unit` nothing is added, rates can't be: minimum and maximum are the smallest and
    the largest.
    """

    by: Key
    currency: str
    measure: str
    basis: str
    claims: int
    minimum: Decimal
    maximum: Decimal | None
    about: Decimal = Decimal(0)
    vague: int = 0

    @property
    def only_vague(self) -> bool:
        """Whether no figure bounds the row on either side."""
        return self.minimum == 0 and self.maximum is None and self.vague > 0


#: What every row of a ledger has besides what it is divided by.
_FIGURES = ("currency", "measure", "basis", "minimum", "maximum", "about", "vague", "claims")


@dataclass(frozen=True, slots=True)
class Ledger(Frames):
    """Rows, largest minimum first within currency, measure and basis; their sums; what was left out.

    `sums` has a row for each currency, measure and basis. `left_out` has the words of `TOTALS_WITH`, or
    `unnamed`, in `by`. `vague` are the words of the amounts that were counted without a figure.
    """

    columns: tuple[str, ...]
    rows: tuple[Total, ...]
    sums: tuple[Total, ...]
    left_out: tuple[Total, ...]
    claims: int
    documents: int
    vague: tuple[str, ...] = ()
    include: frozenset[str] = field(default_factory=frozenset)

    def records(self) -> tuple[Sequence[str], Iterable[Mapping[str, Any]]]:
        """Names of the columns, and each row under them; of an undivided ledger, its sums."""
        rows = self.rows if self.columns else self.sums
        return (*self.columns, *_FIGURES), (record(self.columns, total) for total in rows)


def record(columns: Sequence[str], total: Total) -> dict[str, Any]:
    """A row under the names of its columns."""
    by = dict(zip(columns, total.by, strict=True))
    return {name: by[name] if name in by else getattr(total, name) for name in (*columns, *_FIGURES)}


def totals(
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    by: Sequence[str] = ("pair",),
    filters: Filters | None = None,
    clock: Literal["told", "meant"] = "told",
    lang: Literal["zh", "en"] = "zh",
) -> Ledger:
    """Add up the amounts of the claims that the filters select, a row for each value of what `by` names.

    An empty `by` gives one row for each currency, measure and basis. The year is that of the document's
    issue (`told`) or that of the time the claim speaks of (`meant`): `2016–2018` where it speaks of several.
    Names of parties are in `lang` where they have one in it.
    Raises KeyError on a word that `BY` doesn't have.
    """
    columns = tuple(dict.fromkeys(column for word in by for column in BY[word]))
    filters = filters or Filters()
    entities, documents = list(entities), list(documents)
    dated = {document.id: document.issued for document in documents}
    chosen = selected(claims, entities, documents, filters)
    counted, repeated = _once(chosen.claims, dated, once="repeated" not in filters.include)
    cast = Cast({entity.iri: entity for entity in entities}, filters.level)
    keys = _Keys(cast, dated, clock=clock, lang=lang)
    aside = {**chosen.aside, **({"repeated": repeated} if repeated else {})}
    order = (*TOTALS_WITH, "unnamed")
    lines = [
        line
        for reason in sorted(aside, key=order.index)
        for line in _folded(((reason,), claim) for claim in aside[reason])
    ]
    return Ledger(
        columns,
        tuple(_folded((keys.of(claim, columns), claim) for claim in counted)),
        tuple(_folded(((), claim) for claim in counted)),
        tuple(lines),
        sum(bool(claim.amounts) for claim in counted),
        len({claim.evidence.document for claim in counted if claim.amounts}),
        tuple(amount.text for claim in counted for amount in claim.amounts if amount.value is None),
        filters.include,
    )


def _once(
    claims: Iterable[Claim], dated: Mapping[str, str | None], *, once: bool
) -> tuple[list[Claim], tuple[Claim, ...]]:
    """Claims with each act once, by its oldest telling that has an amount; and the other tellings of it."""
    claims = list(claims)
    if not once:
        return claims, ()
    tellings: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.act and claim.amounts:
            tellings[claim.act].append(claim)
    kept = {
        act: min(told, key=lambda claim: (dated.get(claim.evidence.document) or "9999", claim.id)).id
        for act, told in tellings.items()
    }

    def again(claim: Claim) -> bool:
        return bool(claim.act and claim.amounts and kept[claim.act] != claim.id)

    return [claim for claim in claims if not again(claim)], tuple(filter(again, claims))


def _folded(keyed: Iterable[tuple[Key, Claim]]) -> list[Total]:
    """A total for each key, currency, measure and basis."""
    sums: dict[tuple[Key, str, str, str], Total] = {}
    for key, claim in keyed:
        met: set[tuple[Key, str, str, str]] = set()
        for amount in claim.amounts:
            at = (key, amount.currency, amount.of, amount.basis)
            one = _single(key, amount)
            sums[at] = _joined(sums[at], one) if at in sums else one
            if at not in met:
                sums[at] = replace(sums[at], claims=sums[at].claims + 1)
                met.add(at)
    return sorted(
        sums.values(),
        key=lambda row: (
            row.currency,
            _MEASURES.index(row.measure),
            _BASES.index(row.basis),
            -row.minimum,
            row.by,
        ),
    )


def _single(key: Key, amount: Amount) -> Total:
    if amount.value is None or amount.bound == "vague":
        return Total(key, amount.currency, amount.of, amount.basis, 0, Decimal(0), None, vague=1)
    value = Decimal(str(amount.value))
    return Total(
        key,
        amount.currency,
        amount.of,
        amount.basis,
        0,
        minimum=Decimal(0) if amount.bound == "under" else value,
        maximum=None if amount.bound == "over" else value,
        about=value if amount.bound == "about" else Decimal(0),
    )


def _joined(row: Total, one: Total) -> Total:
    vague = row.vague + one.vague
    open_above = row.maximum is None or one.maximum is None
    if row.basis == "per-unit":
        figures = [total for total in (row, one) if not total.only_vague] or [row]
        highest = None if open_above else max(t.maximum for t in (row, one) if t.maximum is not None)
        about = max(row.about, one.about)
        return replace(
            row, minimum=min(t.minimum for t in figures), maximum=highest, about=about, vague=vague
        )
    return replace(
        row,
        minimum=row.minimum + one.minimum,
        maximum=None if open_above else (row.maximum or Decimal(0)) + (one.maximum or Decimal(0)),
        about=row.about + one.about,
        vague=vague,
    )


class _Keys:
    """What a claim stands under in each column."""

    def __init__(self, cast: Cast, dated: Mapping[str, str | None], *, clock: str, lang: str) -> None:
        self._cast = cast
        self._dated = dated
        self._clock = clock
        self._english = lang == "en"

    def of(self, claim: Claim, columns: Iterable[str]) -> Key:
        return tuple(getattr(self, f"_{column}")(claim) for column in columns)

    def _provider(self, claim: Claim) -> str:
        return self._cast.names(claim, claim.providers, english=self._english)

    def _recipient(self, claim: Claim) -> str:
        return self._cast.names(claim, claim.recipients, english=self._english)

    def _year(self, claim: Claim) -> str:
        if self._clock == "told":
            return (self._dated.get(claim.evidence.document) or NOT_STATED)[:4]
        period = claim.period
        ends = [date[:4] for date in (period.start, period.end) if date] if period else []
        return "–".join(dict.fromkeys(ends)) if ends else NOT_STATED

    def _sector(self, claim: Claim) -> str:
        return claim.sector or NOT_STATED

    def _modality(self, claim: Claim) -> str:
        return "、".join(sorted(claim.modality))
