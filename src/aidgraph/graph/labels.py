"""What the IRIs of an answer are called."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from aidgraph.graph.queries import Language
from aidgraph.graph.source import Source
from aidgraph.graph.vocabulary import CLAIM, DC_IDENTIFIER, LABEL, PREFIXES, expanded
from aidgraph.resources import ontology


def labels(source: Source, rows: Iterable[Iterable[Any]], language: Language) -> dict[str, str]:
    """IRI → label, for every IRI that has one: a claim's is its id, an `aid:` term's the ontology's."""
    import pyoxigraph

    asked = {term.value for row in rows for term in row if isinstance(term, pyoxigraph.NamedNode)}
    label, identifier, kind, claim = map(expanded, (LABEL, DC_IDENTIFIER, "rdf:type", CLAIM))
    said: dict[str, dict[str, list[Any]]] = {}
    ours = {value for value in asked if value.startswith(PREFIXES["aid"])}
    for subject, predicate, value in source.facts(sorted(asked - ours), (label, identifier, kind)):
        said.setdefault(subject, {}).setdefault(predicate, []).append(value)
    known = {value: _ontology_labels().get(value, {}) for value in ours}
    for subject, facts in said.items():
        is_claim = any(value.value == claim for value in facts.get(kind, ()))
        known[subject] = _by_language(facts.get(identifier if is_claim else label, ()))
    return {
        value: names.get(language) or names.get("zh") or names[min(names)]
        for value, names in known.items()
        if names
    }


@cache
def _ontology_labels() -> dict[str, dict[str, str]]:
    import pyoxigraph

    found: dict[str, dict[str, str]] = {}
    for quad in pyoxigraph.parse(ontology("aidgraph.ttl").read_bytes(), pyoxigraph.RdfFormat.TURTLE):
        if str(quad.predicate) == f"<{expanded(LABEL)}>" and isinstance(quad.object, pyoxigraph.Literal):
            found.setdefault(str(quad.subject)[1:-1], {})[quad.object.language or ""] = quad.object.value
    return found


def _by_language(terms: Iterable[Any]) -> dict[str, str]:
    """Language → the first label in it."""
    return {term.language or "": term.value for term in sorted(terms, key=str, reverse=True)}
