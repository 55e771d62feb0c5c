"""Entities, programmes and documents as RDF: what is known of them, whoever states what about them."""

from __future__ import annotations

from collections.abc import Iterator

from aidgraph.graph import vocabulary as v
from aidgraph.graph.names import Names
from aidgraph.graph.turtle import Statement, date, integer, literal, path, statements
from aidgraph.model import Document, Entity


def entity_nodes(entity: Entity, names: Names) -> Iterator[str]:
    """An entity with its labels, codes, point and every place it lies within, so that no path is needed."""
    node = names.existing(entity.iri)
    labels = [literal(entity.zh, lang="zh")]
    labels += [literal(entity.en, lang="en")] if entity.en else []
    labels += [literal(entity.pinyin, lang="zh-Latn-pinyin")] if entity.pinyin else []
    codes = {f"code-{_slug(code.scheme)}-{path(code.value)}": code for code in entity.identifiers}
    placed = entity.lat is not None and entity.lon is not None
    classes = v.PARTY_CLASSES.get(entity.type, (v.PROGRAMME,) if entity.type == "Programme" else (v.PARTY,))
    said: list[Statement] = [
        ("a", (*classes, v.FEATURE) if placed else classes),
        (v.LABEL, labels),
        (v.PREF_LABEL, labels),
        (v.ALT_LABEL, [literal(alias, lang="zh") for alias in entity.aliases]),
        (v.WITHIN, [names.existing(ancestor) for ancestor in entity.within]),
        (v.MEMBER_COUNT, [integer(entity.count)] if entity.count is not None else []),
        (v.BOUND, [v.code("bound", entity.bound)] if entity.bound else []),
        (v.MEMBER_KIND, [literal(entity.kind, lang="zh")] if entity.kind else []),
        (v.MEMBER, [names.existing(member) for member in entity.members]),
        (v.IDENTIFIER, [names.existing(f"{entity.iri}#{part}") for part in codes]),
        (v.HAS_GEOMETRY, [names.existing(f"{entity.iri}#point")] if placed else []),
    ]
    yield statements(node, said)
    for part, code in sorted(codes.items()):
        years: list[Statement] = [
            (v.VALID_FROM, [date(f"{code.since:04}")] if code.since is not None else []),
            (v.VALID_THROUGH, [date(f"{code.until:04}")] if code.until is not None else []),
        ]
        facts: list[Statement] = [
            ("a", [v.PROPERTY_VALUE]),
            (v.PROPERTY_ID, [literal(code.scheme)]),
            (v.VALUE, [literal(code.value)]),
        ]
        yield statements(names.existing(f"{entity.iri}#{part}"), [*facts, *years])
    if placed:
        point: list[Statement] = [
            ("a", [v.GEOMETRY]),
            (v.AS_WKT, [literal(f"POINT({entity.lon} {entity.lat})", datatype=v.WKT)]),
            (v.PRECISION, [literal(entity.precision)] if entity.precision else []),
        ]
        yield statements(names.existing(f"{entity.iri}#point"), point)


def _slug(scheme: str) -> str:
    """A code list's name as part of an IRI: GB/T 2260 → gbt2260."""
    return path(scheme.replace("/", "").replace(" ", "").lower())


def programme_node(name: str, names: Names) -> str:
    """A named campaign."""
    label = literal(name, lang="zh")
    return statements(
        names.programme(name), [("a", [v.PROGRAMME]), (v.LABEL, [label]), (v.PREF_LABEL, [label])]
    )


def citation(document: Document) -> str:
    """How to cite a document: issuer, title, series, number and date, as far as they are known."""
    series = " ".join(part for part in (document.series, document.number) if part)
    return ". ".join(part for part in (document.issuer, document.title, series, document.issued) if part)


def document_nodes(document: Document, names: Names) -> Iterator[str]:
    """A document and who issued it. Its text stays in `documents.jsonl`."""
    said: list[Statement] = [
        ("a", (v.DOCUMENT, v.DOCUMENT_CLASSES.get(document.kind, v.DOCUMENT_CLASSES["bulletin"]))),
        (v.LABEL, [literal(document.title or document.id, lang="zh")]),
        (v.TITLE, [literal(document.title, lang="zh")] if document.title else []),
        (v.DC_IDENTIFIER, [literal(document.id)]),
        (v.ISSUED, [date(document.issued)] if document.issued else []),
        (v.PUBLISHER, [names.issuer(document.issuer)] if document.issuer else []),
        (v.IS_PART_OF, [names.series(document.series)] if document.series else []),
        (v.ISSUE_NUMBER, [literal(document.number)] if document.number else []),
        (v.CITATION, [literal(citation(document), lang="zh")] if citation(document) else []),
        (v.LANGUAGE, [literal(document.language)] if document.language else []),
        (v.URL, [literal(document.url)] if document.url else []),
        (v.RIGHTS, [literal(document.licence)] if document.licence else []),
        (v.SHA256, [literal(document.sha256)]),
    ]
    yield statements(names.document(document.id), said)
    if document.issuer:
        yield statements(
            names.issuer(document.issuer),
            [("a", [v.AGENT]), (v.LABEL, [literal(document.issuer, lang="zh")])],
        )
    if document.series:
        label = [literal(document.series, lang="zh")]
        yield statements(names.series(document.series), [("a", [v.PERIODICAL]), (v.LABEL, label)])
