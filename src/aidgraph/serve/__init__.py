"""Serve: the page, a SPARQL 1.1 endpoint, a query page, pages of entities and claims, on the loopback interface.

    browser, curl, SPARQLWrapper ── app ── protocol ── pool ══ worker (a process each: asks, and can be killed)
                                     └── pages, description, reviewing

Nothing here writes but `reviewing`, and that only where a reviewer was named at start.
"""

from aidgraph.serve.limits import Limits

__all__ = ["Limits"]
