"""Money of the network's parties: what each gave and got, and how much of it is in few hands."""

from __future__ import annotations

from aidgraph.network.ties import Found, Row, TiedNetwork
from aidgraph.network.totals import Total, totals


def strength(network: TiedNetwork) -> Found:
    """What each giver gave and each recipient got, as `totals` adds it up: joint givers are one row."""
    rows: list[Row] = []
    for side in ("provider", "recipient"):
        for total in _ledger(network, side):
            rows.append(
                {
                    "side": side, "party_zh": total.by[0], "currency": total.currency, "measure": total.measure,
                    "basis": total.basis, "claims": total.claims, "minimum": float(total.minimum),
                    "maximum": None if total.maximum is None else float(total.maximum),
                }
            )  # fmt: skip
    columns = ("side", "party_zh", "currency", "measure", "basis", "claims", "minimum", "maximum")
    return columns, rows, {}


def concentration(network: TiedNetwork) -> Found:
    """Herfindahl–Hirschman index, a row a side and weight: the sum of squared shares, 1 where one party has all.

    By claims each party counts each claim it is in; by money the smallest sums (`minimum`) of one-off aid in one
    currency are shared, joint givers being one.
    """
    rows: list[Row] = []
    for side, ties in zip(("provider", "recipient"), network.sides(), strict=True):
        weights: dict[str, list[float]] = {
            "claims": [len(set().union(*others.values())) for others in ties.values() if others]
        }
        for total in _ledger(network, side):
            if (total.measure, total.basis) == ("aid", "one-off") and total.by[0]:
                weights.setdefault(total.currency, []).append(float(total.minimum))
        for weight, shares in sorted(weights.items(), key=lambda item: (item[0] != "claims", item[0])):
            whole = sum(shares)
            if not whole:
                continue
            index = sum((share / whole) ** 2 for share in shares)
            rows.append(
                {
                    "side": side, "weight": weight, "parties": len(shares), "total": whole, "hhi": round(index, 6),
                    "largest_share": round(max(shares) / whole, 6),
                }
            )  # fmt: skip
    return ("side", "weight", "parties", "total", "hhi", "largest_share"), rows, {}


def _ledger(network: TiedNetwork, side: str) -> tuple[Total, ...]:
    everything = (network.claims, network.entities, network.documents)
    return totals(*everything, by=(side,), filters=network.filters).rows
