"""Claims, entities and documents → TriG, Turtle, N-Quads, the same bytes every time.

One named graph a document, whose name is the document itself, so that
`GRAPH ?document { ?a aid:donatedTo ?b }` works as it reads. Curated statements stand in the graph of the
table they are a row of. Entities, and what is known of them whoever speaks of them, stand in a graph of
their own. No blank nodes, no default graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from aidgraph.errors import GraphError
from aidgraph.graph import vocabulary as v
from aidgraph.graph.acts import ties
from aidgraph.graph.claim_rdf import claim_nodes, direct_triples, mentions, passages
from aidgraph.graph.entity_rdf import document_nodes, entity_nodes, programme_node
from aidgraph.graph.names import Names
from aidgraph.graph.place_rdf import place_nodes
from aidgraph.graph.turtle import Statement, iri
from aidgraph.model import Claim, Document, Entity

_BASE_LINE = re.compile(r"@base <([^>]*)id/> \.")


def write_trig(
    out: TextIO,
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    base: str = v.BASE,
) -> None:
    """Write everything, one block a named graph, entities first, then documents by id.

    Raises GraphError where a claim stands on a document that isn't there or says what no code list knows.
    """
    names = Names(base)
    out.write(_preamble(names))
    for title, graph, blocks in _graphs(claims, entities, documents, names):
        out.write(f"\n# ── {title}\n{graph} {{\n")
        out.writelines(blocks)
        out.write("}\n")


def write_turtle(
    out: TextIO,
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    base: str = v.BASE,
) -> None:
    """Write the union of all graphs as Turtle, which has no named ones. Raises GraphError as `write_trig`."""
    names = Names(base)
    out.write(_preamble(names))
    for title, _, blocks in _graphs(claims, entities, documents, names):
        out.write(f"\n# ── {title}\n")
        out.writelines(blocks)


def write_nquads(out: TextIO, trig: str | Path) -> None:
    """Write a TriG text or file as N-Quads, a quad a line, sorted."""
    import pyoxigraph

    text = trig.read_bytes() if isinstance(trig, Path) else trig.encode("utf-8")
    lines = {f"{quad} .\n" for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TRIG)}
    out.writelines(sorted(lines))


def base_of(trig: Path) -> str:
    """The base that a graph.trig was built with. Raises GraphError where it names none."""
    try:
        with trig.open(encoding="utf-8") as lines:
            for line in lines:
                if found := _BASE_LINE.match(line):
                    return found.group(1)
                if not line.startswith(("@", "#", "\n")):
                    break
    except OSError as error:
        raise GraphError(f"{trig} can't be read ({error.strerror}): build the graph again") from error
    raise GraphError(f"{trig} names no base: build the graph again")


def _preamble(names: Names) -> str:
    lines = [f"@base {iri(names.home)} .\n"]
    lines += [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(v.PREFIXES.items())]
    return "".join(lines)


def _graphs(
    claims: Iterable[Claim], entities: Iterable[Entity], documents: Iterable[Document], names: Names
) -> Iterator[tuple[str, str, Iterator[str]]]:
    """Title, name and blocks of each graph."""
    claims = sorted(claims, key=lambda claim: (claim.evidence.document, claim.evidence.start, claim.id))
    known = {entity.iri: entity for entity in sorted(entities, key=lambda entity: entity.iri)}
    texts = {document.id: document for document in sorted(documents, key=lambda document: document.id)}
    stated: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.evidence.document not in texts:
            raise GraphError(
                f"claim {claim.id} stands on {claim.evidence.document!r}, which isn't among the documents"
            )
        stated[claim.evidence.document].append(claim)
    programmes = sorted({name for claim in claims for name in claim.programmes})
    yield "entities", names.graph("entities"), _entity_blocks(known.values(), programmes, names)
    tied = ties(claims, texts, names)
    for document in texts.values():
        title = f"{document.id} {document.title or ''}".replace("\n", " ").replace("\r", " ").strip()
        blocks = _document_blocks(document, stated[document.id], names, known, tied)
        yield title, names.document(document.id), blocks


def _entity_blocks(entities: Iterable[Entity], programmes: Iterable[str], names: Names) -> Iterator[str]:
    entities = list(entities)
    for entity in entities:
        yield from entity_nodes(entity, names)
    yield from place_nodes({entity.iri for entity in entities}, names)
    for name in programmes:
        yield programme_node(name, names)


def _document_blocks(
    document: Document,
    claims: list[Claim],
    names: Names,
    known: Mapping[str, Entity],
    tied: Mapping[str, list[Statement]],
) -> Iterator[str]:
    yield from document_nodes(document, names)
    yield from sorted({line for claim in claims for line in direct_triples(claim, names)})
    seen: set[str] = set()
    for claim in claims:
        blocks = (
            *claim_nodes(claim, document, names, tied.get(claim.id, ())),
            *passages(claim, document, names),
            *mentions(claim, names, known),
        )
        for block in blocks:
            if block not in seen:
                seen.add(block)
                yield block
