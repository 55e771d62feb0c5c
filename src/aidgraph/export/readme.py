"""What an export says of itself: what it holds, what was selected, what was left out, and how to read it."""

from __future__ import annotations

from dataclasses import fields

from aidgraph.network import Filters, Selection

#: Table → what a row of it is.
ROWS = {
    "edges": "a row for each claim, provider and recipient: one claim that joins several has several rows, each"
    " with the whole figure (`joint` says how many); never add those up",
    "nodes": "a row for each party that an edge names",
    "claims": "a row for each claim, its parties together",
    "matrix": "a row for each provider, a column for each recipient: how many claims tie the two",
    "panel": "a row for each pair and year: how many claims, and between which bounds the money lies",
}


def said_of(chosen: Selection, filters: Filters) -> dict[str, str]:
    """Lines for a README: name → text."""
    asked = {
        field.name: value
        for field in fields(filters)
        if (value := getattr(filters, field.name)) not in ((), None, False, frozenset())
    }
    words = "; ".join(
        f"{name} = {', '.join(sorted(map(str, value))) if isinstance(value, tuple | frozenset) else value}"
        for name, value in asked.items()
    )
    return {
        "aidgraph": "Claims read from documents. A claim is what a document reports, not what happened.",
        "claims": str(len(chosen.claims)),
        "selected by": words or "everything but what is left out unasked",
        "left out": "; ".join(f"{word}: {count}" for word, count in chosen.left_out.items()) or "nothing",
        **ROWS,
        "quote": "the document's own words; document, number and issued say where they stand",
        "amount": "as the document says it: bound over, about, under; basis and currency are never converted",
        "cells": "text that a spreadsheet would run as a formula has ' before it; ； stands between parts of a list",
    }
