"""Whether a graph keeps to `ontology/shapes.ttl`: SHACL's findings, each led back to the sentence concerned.

pySHACL checks them: the reference among SHACL engines, well kept, 3 s for the 12,000 triples of the demo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aidgraph.errors import GraphError
from aidgraph.graph.faults import Fault
from aidgraph.graph.names import Names
from aidgraph.graph.vocabulary import BASE, shortened
from aidgraph.model import Claim, Document
from aidgraph.resources import ontology

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
_PLACE = re.compile(r"(?P<document>.*)#(?:char|position|quotation)=(?P<start>\d+),\d+")
_SHOWN = 60


def violations(
    trig: Path, claims: Iterable[Claim], documents: Iterable[Document], *, base: str = BASE
) -> list[Fault]:
    """What the union of the graphs in a TriG file says that the shapes don't allow, sorted; empty if nothing.

    Raises GraphError where the file doesn't parse.
    """
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(ontology("shapes.ttl"))
    _, report, _ = pyshacl.validate(_union(trig), shacl_graph=shapes, inference="none")
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"{trig} can't be validated ({report}): build the graph again")
    finder = _Finder(claims, documents, Names(base), trig)
    term = rdflib.Namespace(_SHACL)
    found = set()
    for result in report.objects(None, term.result):
        said: dict[str, str] = {
            getattr(message, "language", None) or "en": str(message)
            for message in sorted(report.objects(result, term.resultMessage), key=str)
        }
        focus, path, value = (
            report.value(result, name) for name in (term.focusNode, term.resultPath, term.value)
        )
        where, claim = finder.of(str(focus))
        about = _about(focus, path, value, base)
        english = said.get("en", "")
        found.add(Fault(where, claim, f"{english} ({about})", f"{said.get('zh', english)}（{about}）"))
    return sorted(found)


def _union(trig: Path) -> rdflib.Graph:
    """All triples, each once, as rdflib has them."""
    import pyoxigraph
    import rdflib

    try:
        quads = pyoxigraph.parse(trig.read_bytes(), pyoxigraph.RdfFormat.TRIG)
        lines = {f"{quad.triple} .\n" for quad in quads}
    except SyntaxError as error:
        raise GraphError(
            f"{trig}:{error.lineno}:{error.offset}: {error.msg}: build the graph again"
        ) from None
    except OSError as error:
        raise GraphError(f"{trig} can't be read ({error.strerror}): build the graph again") from None
    return rdflib.Graph().parse(data="".join(sorted(lines)), format="nt")


def _about(focus: Any, path: Any, value: Any, base: str) -> str:
    """Which node, which property, which value, short enough for a line."""

    def short(term: Any) -> str:
        text = unquote(shortened(str(term)).removeprefix(f"{base}id/"))
        text = " ".join(text.split())
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    words = [short(focus)]
    if path is not None and str(path).startswith("http"):
        words.append(short(path))
    if value is not None and value != focus:
        words.append(short(value))
    return " ".join(words)


class _Finder:
    """Where in which document a node of the graph comes from."""

    def __init__(
        self, claims: Iterable[Claim], documents: Iterable[Document], names: Names, trig: Path
    ) -> None:
        self._documents = {document.id: document for document in documents}
        self._otherwise = trig.name
        self._claims: dict[str, Claim] = {}
        self._speaking: dict[str, Claim] = {}
        self._quoting: dict[tuple[str, int], Claim] = {}
        self._sources = {names.home + names.document(name)[1:-1]: name for name in self._documents}
        for claim in sorted(claims, key=lambda c: (c.evidence.document, c.evidence.start, c.id)):
            evidence = claim.evidence
            self._claims[names.home + names.claim(claim)[1:-1]] = claim
            for part in (evidence, evidence.subject):
                if part is not None:
                    self._quoting.setdefault((evidence.document, part.start), claim)
            for party in claim.parties():
                written = names.party(claim, party)[1:-1]
                full = written if written.startswith("http") else names.home + written
                self._speaking.setdefault(full, claim)

    def of(self, node: str) -> tuple[str, str]:
        """`file:line:column` and the claim's id; the graph's own file where neither is known."""
        head = node.partition("#")[0]
        claim = self._claims.get(head) or self._speaking.get(head)
        if claim is not None:
            return self._place(claim.evidence.document, claim.evidence.start), claim.id
        found = _PLACE.fullmatch(node)
        if found and (document := self._sources.get(found["document"])):
            start = int(found["start"])
            quoting = self._quoting.get((document, start))
            return self._place(document, start), quoting.id if quoting else ""
        if head in self._sources:
            return self._place(self._sources[head], 0), ""
        return self._otherwise, ""

    def _place(self, name: str, offset: int) -> str:
        document = self._documents.get(name)
        if document is None:
            return self._otherwise
        line, column = document.position(min(offset, len(document.text)))
        return f"{document.path}:{line}:{column}"
