"""A graph too large for one page."""

from __future__ import annotations

import asyncio
from typing import Any

from aidgraph.serve.sheets import Sheets


def test_a_graph_too_large_for_one_page_comes_by_neighbourhoods(small: Any) -> None:
    """The page of a part says which part, and asks the server for another."""
    folder = _Opened(small)
    sheets = Sheets(folder, most=3)  # type: ignore[arg-type]
    whole = asyncio.run(sheets.response(None, reviewer=None)).body.decode()
    assert '"served":{' in whole
    place = next(one for one in small.entities if one.type == "County")
    part = asyncio.run(sheets.response(place.zh, reviewer=None)).body.decode()
    assert f'"around":"{place.zh}"' in part
    hits = asyncio.run(sheets.found(place.zh[:2]))
    assert place.iri in {hit["iri"] for hit in hits}


class _Opened:
    """A folder of nouns that stand in memory."""

    def __init__(self, small: Any) -> None:
        self.claims = lambda: small.claims
        self.entities = lambda: small.entities
        self.documents = lambda: small.documents
        self.issues = lambda: ()
