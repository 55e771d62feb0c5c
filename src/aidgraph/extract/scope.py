"""What readers of noun phrases know: the tokens, the gazetteer, what was named before, and where the document speaks from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aidgraph.extract.memory import Memory
from aidgraph.extract.tokens import Token, Tokens
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Party

#: From which edge a phrase is read: a subject ends in its party (`right`), an object begins with it (`left`).
Anchor = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Found:
    """A party with the stretch of the folded text it was read from."""

    party: Party
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scope:
    """One paragraph's tokens and the document's knowledge. `home` are the places it speaks for, nearest first."""

    tokens: Tokens
    gazetteer: Gazetteer
    memory: Memory
    home: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole folded text, in which all offsets stand."""
        return self.tokens.text

    def within(self, start: int, end: int) -> list[Token]:
        """The tokens that lie in a stretch."""
        return self.tokens.within(start, end)

    def words(self, start: int, end: int) -> str:
        """The text's own words, without blanks and page breaks: a party's name (claims.md, "Parties")."""
        return self.text[start:end].replace(" ", "").replace("\n", "")
