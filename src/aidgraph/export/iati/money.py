"""When an act was, and its money: dates, planned disbursements, transactions."""

from __future__ import annotations

from typing import Any

from aidgraph.export.days import first_day, last_day
from aidgraph.export.iati import codes
from aidgraph.export.iati.elements import add, decimal, narratives
from aidgraph.export.iati.known import Known
from aidgraph.model import Amount, Claim


def dates(claim: Claim, known: Known) -> list[tuple[str, str, tuple[str, str]]]:
    """Type, day and why of each date; none where neither text nor document gives one.

    A start is required. Where the text states none it is the day by which the document tells of the act, and says so.
    """
    issued = known.issued(claim)
    start, end = stated(claim, issued)
    types = {"planned": ("1", "3"), "ongoing": ("2", "3"), "done": ("2", "4")}[claim.status]
    text = claim.period.text if claim.period else ""
    reason = (f"原文：{text}", f"stated: {text}")
    found: list[tuple[str, str, tuple[str, str]]] = []
    if start:
        found.append((types[0], start, reason))
    elif day := min(filter(None, (issued, end)), default=None):
        told = ("文献日期，原文未写明时间", "by the date of the document; the text states no start")
        found.append((types[0], day, told))
    if end:
        found.append((types[1], end, reason))
    return found


def stated(claim: Claim, issued: str | None) -> tuple[str | None, str | None]:
    """First and last day of the time that a claim speaks of; what is done was done by the day that it was told."""
    period = claim.period
    start = first_day(period.start) if period and period.start else None
    end = last_day(period.end) if period and period.end else None
    if claim.status == "done" and issued and end and (start or "") <= issued:
        end = min(end, issued)
    return start, end


def money(root: Any, told: Claim, known: Known) -> None:
    """Planned disbursements and transactions of the figures that may be added up."""
    issued = known.issued(told)
    start, end = stated(told, issued)
    day, by_document = end or start, False
    if day is None and known.reporting.told_dates:
        day, by_document = issued, True
    if day is None or told.aggregate:
        return
    amounts = [amount for amount in told.amounts if _adds_up(amount)]
    planned = told.status == "planned"
    for amount in amounts:
        value = {"currency": amount.currency, "value-date": day}
        if planned and not by_document:
            item = add(root, "planned-disbursement", {"type": "1"})
            add(item, "period-start", {"iso-date": start or day})
            add(item, "period-end", {"iso-date": day})
            add(item, "value", value, text=decimal(amount.value))
            _ends(item, told, known)
    for amount in amounts if by_document or not planned else ():
        item = add(root, "transaction")
        add(item, "transaction-type", {"code": codes.COMMITMENT if planned else codes.DISBURSEMENT})
        add(item, "transaction-date", {"iso-date": day})
        add(item, "value", {"currency": amount.currency, "value-date": day}, text=decimal(amount.value))
        dated = (
            "dated by the document, the text states no time" if by_document else "last day of the time stated"
        )
        zh = "日期为文献日期，原文未写明时间" if by_document else "日期为原文所述时间的最后一天"
        least = {"over": ("，至少", ", at least"), "about": ("，约数", ", about")}.get(amount.bound, ("", ""))
        narratives(
            add(item, "description"), f"{amount.text}{least[0]}；{zh}", f"{amount.text}{least[1]}; {dated}"
        )
        _ends(item, told, known)


def _adds_up(amount: Amount) -> bool:
    """Whether a sum over transactions may have it: an upper bound overstates, a yearly or summed figure counts twice."""
    known = amount.value is not None and amount.bound in ("exact", "over", "about")
    return known and (amount.of, amount.basis) == ("aid", "one-off")


def _ends(item: Any, told: Claim, known: Known) -> None:
    """Who pays and who receives: all of a joint gift's givers together, as their shares are not told."""
    for name, side in (("provider-org", told.providers), ("receiver-org", told.recipients)):
        if side:
            kind = {"type": codes.PARTIES.get(side[0].type, "90")} if len(side) == 1 else {}
            narratives(add(item, name, kind), *known.names(told, side))
