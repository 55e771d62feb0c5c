"""The graph as JSON-LD and as RDF/XML, the same bytes every time.

JSON-LD as a JavaScript developer would write it: plain keys (`provider`, `label`), `id` and `type`, numbers
and truth values as JSON has them, one object a node, one a named graph. The context says what each key means.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from aidgraph.graph.vocabulary import BASE, PREFIXES, expanded, shortened

if TYPE_CHECKING:
    import pyoxigraph

#: Whose term gets the plain key where two have one local name: `identifier` is dcterms', schema's `schemaIdentifier`.
_FIRST = ("aid", "rdfs", "dcterms", "skos", "prov", "oa", "time", "geo", "foaf", "schema")
_TYPE = expanded("rdf:type")
_STRING, _INTEGER, _BOOLEAN = (expanded(f"xsd:{name}") for name in ("string", "integer", "boolean"))
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_jsonld(out: TextIO, trig: str | Path, *, base: str = BASE) -> None:
    """Write a TriG text or file as JSON-LD 1.1: an array of named graphs, each an array of nodes."""
    graphs: dict[str, dict[str, dict[str, list[Any]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    kinds: dict[str, set[str]] = defaultdict(set)
    for quad in sorted(set(_quads(trig)), key=str):
        graph, subject, predicate = (
            str(term)[1:-1] for term in (quad.graph_name, quad.subject, quad.predicate)
        )
        kinds[predicate].add(_kind(quad.object))
        graphs[graph][subject][predicate].append(quad.object)
    keys = _keys(kinds)
    home = f"{base}id/"
    context = {
        "@base": home,
        "id": "@id",
        "type": "@type",
        "graph": "@graph",
        **{prefix: namespace for prefix, namespace in sorted(PREFIXES.items()) if prefix != "rdf"},
        **{keys[name]: _definition(name, kinds[name]) for name in sorted(keys, key=keys.__getitem__)},
    }
    said = [
        {
            "id": _relative(graph, home),
            "graph": [_node(subject, graphs[graph][subject], keys, kinds, home) for subject in graphs[graph]],
        }
        for graph in graphs
    ]
    json.dump({"@context": context, "graph": said}, out, ensure_ascii=False, indent=1)
    out.write("\n")


def write_rdfxml(out: TextIO, trig: str | Path) -> None:
    """Write the union of all graphs as RDF/XML, each triple once; what XML can't hold becomes U+FFFD."""
    import pyoxigraph

    def held(term: Any) -> Any:
        if isinstance(term, pyoxigraph.Literal) and _NOT_XML.search(term.value):
            text = _NOT_XML.sub("\ufffd", term.value)
            if term.language:
                return pyoxigraph.Literal(text, language=term.language)
            return pyoxigraph.Literal(text, datatype=term.datatype)
        return term

    triples = {pyoxigraph.Triple(quad.subject, quad.predicate, held(quad.object)) for quad in _quads(trig)}
    written = pyoxigraph.serialize(
        sorted(triples, key=str), format=pyoxigraph.RdfFormat.RDF_XML, prefixes=dict(PREFIXES)
    )
    head, root, body = (written or b"").decode("utf-8").partition("<rdf:RDF")
    spaces, end, body = body.partition(">")
    # Oxigraph writes its prefixes in the order of a hash map.
    out.write(f"{head}{root} {' '.join(sorted(spaces.split()))}{end}{body}\n")


def _quads(trig: str | Path) -> Iterator[pyoxigraph.Quad]:
    import pyoxigraph

    text = trig.read_bytes() if isinstance(trig, Path) else trig.encode("utf-8")
    return iter(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TRIG))


def _kind(term: Any) -> str:
    """`@id`, `@language`, or the datatype."""
    import pyoxigraph

    if not isinstance(term, pyoxigraph.Literal):
        return "@id"
    return "@language" if term.language else str(term.datatype.value)


def _keys(predicates: Iterable[str]) -> dict[str, str]:
    """Predicate → its key: the local name, with its prefix before it where another has that name already."""
    keys: dict[str, str] = {}

    def rank(name: str) -> tuple[int, str]:
        prefix = name.partition(":")[0]
        return (_FIRST.index(prefix) if prefix in _FIRST else len(_FIRST), name)

    known = {shortened(predicate): predicate for predicate in predicates if predicate != _TYPE}
    for name in sorted(known, key=rank):
        prefix, _, local = name.partition(":")
        free = local if local not in keys.values() else f"{prefix}{local[0].upper()}{local[1:]}"
        keys[known[name]] = free if prefix in PREFIXES else name
    return keys


def _definition(predicate: str, kinds: set[str]) -> str | dict[str, str]:
    """What the context says of a key: typed where all its values are of one type."""
    name = shortened(predicate)
    if kinds == {"@id"}:
        return {"@id": name, "@type": "@id"}
    if kinds == {"@language"}:
        return {"@id": name, "@container": "@language"}
    if len(kinds) == 1 and not kinds & {_STRING, _INTEGER, _BOOLEAN}:
        return {"@id": name, "@type": shortened(next(iter(kinds)))}
    return name


def _node(
    subject: str,
    said: Mapping[str, list[Any]],
    keys: Mapping[str, str],
    kinds: Mapping[str, set[str]],
    home: str,
) -> dict[str, Any]:
    node: dict[str, Any] = {"id": _relative(subject, home)}
    if _TYPE in said:
        node["type"] = _one_or_all([shortened(term.value) for term in said[_TYPE]])
    for predicate in sorted(said.keys() - {_TYPE}, key=keys.__getitem__):
        terms = said[predicate]
        if kinds[predicate] == {"@language"}:
            by_language: dict[str, list[str]] = defaultdict(list)
            for term in terms:
                by_language[term.language].append(term.value)
            node[keys[predicate]] = {name: _one_or_all(texts) for name, texts in by_language.items()}
        else:
            alike = len(kinds[predicate]) == 1
            node[keys[predicate]] = _one_or_all([_value(term, home, alike=alike) for term in terms])
    return node


def _value(term: Any, home: str, *, alike: bool) -> Any:
    """A term as JSON: plain where the context says what it is, or JSON itself does."""
    kind = _kind(term)
    if kind == "@id":
        text = _relative(term.value, home)
        return text if alike else {"id": text}
    if kind == "@language":
        return {"@value": term.value, "@language": term.language}
    if kind == _STRING:
        return term.value
    if kind == _INTEGER and re.fullmatch("0|-?[1-9][0-9]{0,14}", term.value):
        return int(term.value)
    if kind == _BOOLEAN and term.value in {"true", "false"}:
        return term.value == "true"
    if alike and kind not in {_INTEGER, _BOOLEAN}:
        return term.value
    return {"@value": term.value, "@type": shortened(kind)}


def _relative(iri: str, home: str) -> str:
    """An IRI after the base where that can be read back, else with a prefix, else whole."""
    short = shortened(iri)
    rest = iri.removeprefix(home)
    if rest == iri:
        return short
    return iri if not rest or ":" in rest.partition("/")[0] or rest[0] in "/#?" or "//" in rest else rest


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
