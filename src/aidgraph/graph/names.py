"""The IRIs of what the graph itself names: documents, passages, claims, mentions, programmes, rules.

Readable, stable, and without a counter: a name depends on what it names, never on what else is in the graph.
"""

from __future__ import annotations

from dataclasses import dataclass

from aidgraph.graph.turtle import path, relative
from aidgraph.graph.vocabulary import BASE
from aidgraph.model import Claim, Party


@dataclass(frozen=True, slots=True)
class Names:
    """IRIs under one base as they are written, relative to `home`: `<claim/2017-21/donated-to@784>`."""

    base: str = BASE

    @property
    def home(self) -> str:
        """What relative IRIs are relative to: the base with `id/`."""
        return f"{self.base}id/"

    def existing(self, full: str) -> str:
        """An IRI that somebody else chose, such as an entity's."""
        return relative(full, self.home)

    def document(self, document: str) -> str:
        """A document, which is also the named graph of what it states."""
        return f"<document/{path(document)}>"

    def passage(self, document: str, start: int, end: int, *, part: str = "char") -> str:
        """Characters of a document as RFC 5147 has them (`#char=784,820`), or their selectors."""
        return f"<document/{path(document)}#{part}={start},{end}>"

    def claim(self, claim: Claim, part: str = "") -> str:
        """A claim, or with `part` something that belongs to it alone, such as its first amount."""
        return f"<claim/{path(claim.id)}{'#' if part else ''}{part}>"

    def party(self, claim: Claim, party: Party) -> str:
        """What a party resolves to; where that is undecided, its mention: document, offset and name."""
        if party.entity:
            return self.existing(party.entity)
        start = party.at.start if party.at else claim.evidence.start
        return f"<mention/{path(claim.evidence.document)}/{start}/{path(party.canonical or party.name)}>"

    def programme(self, name: str) -> str:
        """A named campaign."""
        return f"<programme/{path(name)}>"

    def issuer(self, name: str) -> str:
        """Who issued a document."""
        return f"<issuer/{path(name)}>"

    def series(self, name: str) -> str:
        """The periodical that a bulletin belongs to."""
        return f"<series/{path(name)}>"

    def rule(self, rule: str) -> str:
        """The rule and version that read a claim."""
        return f"<rule/{path(rule)}>"

    def person(self, name: str) -> str:
        """Who judged a claim."""
        return f"<reviewer/{path(name)}>"

    def act(self, act: str) -> str:
        """The act that several claims tell of."""
        return f"<act/{path(act)}>"

    def moment(self, date: str) -> str:
        """A day, month or year."""
        return f"<time/{path(date)}>"

    def graph(self, name: str) -> str:
        """A named graph that is no document."""
        return f"<graph/{path(name)}>"
