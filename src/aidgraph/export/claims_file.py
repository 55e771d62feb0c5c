"""The claims and documents of a graph folder, read as they are needed: for exports that stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from aidgraph.graph.jsonl import nouns
from aidgraph.model import Claim, Document
from aidgraph.network import place_of


class OutOfOrder(Exception):  # noqa: N818 (what a reader does about it, not a fault of the file)
    """The claims of the file are not in the order that builds write them in."""


class ClaimsFile:
    """A `claims.jsonl`, read anew each time that its claims are asked for; nothing is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[Claim]:
        """The claims as they stand there. Raises GraphError at a damaged line."""
        return nouns(self.path, Claim.from_json)


class InOrder:
    """The same claims. Raises OutOfOrder at one that stands before its turn."""

    def __init__(self, claims: ClaimsFile) -> None:
        self._claims = claims

    def __iter__(self) -> Iterator[Claim]:
        last = ("", -1, "")
        for claim in self._claims:
            place = place_of(claim)
            if place < last:
                raise OutOfOrder
            last = place
            yield claim


def documents_without_text(path: Path) -> list[Document]:
    """What a `documents.jsonl` says of the documents, for exports that hold no text of theirs."""
    return [replace(document, text="") for document in nouns(path, Document.from_json)]
