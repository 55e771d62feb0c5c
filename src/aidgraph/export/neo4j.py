"""A folder for Neo4j's bulk import: parties, claims and documents as nodes, each tie as a relationship, and Cypher that loads it.

Files have the headers of `neo4j-admin database import`; `load.cypher` reads the same with LOAD CSV. Backslashes stand in
full width: LOAD CSV takes one before a quotation mark for an escape. Nothing else is changed, line breaks included.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aidgraph.export.tables import CLAIM_FIELDS, claim_row
from aidgraph.export.xml_networks import types_of
from aidgraph.model import PARTY_TYPES, RELATIONS, Claim, Document, Entity
from aidgraph.network import LINK_FIELDS, NODE_FIELDS, Cast, Link, Node, nodes_and_links

#: Relation → type of a relationship, and label of a claim.
TYPES: Mapping[str, str] = {relation: relation.replace("-", "_").upper() for relation in RELATIONS}
_LABELS = {"paired-with": "Pairing", "donated-to": "Donation", "supports": "Support"}
_CLAIM = tuple(
    name for name in CLAIM_FIELDS
    if name not in {"id", "document", "title", "issuer", "number", "issued", "url"}
    and not name.startswith(("provider", "recipient", "organizer"))
)  # fmt: skip
_DOCUMENT = ("title", "issuer", "series", "number", "issued", "url", "licence", "language", "kind", "sha256")
_LINK = tuple(name for name in LINK_FIELDS if name not in {"source", "target"})
_NODE = tuple(name for name in NODE_FIELDS if name != "id")
_CLAIM_TYPES = {
    "aggregate": "boolean", "amount": "double", "start": "long", "end": "long",
    **dict.fromkeys(("amounts", "items", "outcomes", "programmes", "modality"), "string[]"),
}  # fmt: skip
_JAVA = {"integer": "long", "string": "string"}
_LISTS = ("amounts", "items", "outcomes", "organizers", "modality")
_PARTY_ID, _CLAIM_ID, _DOCUMENT_ID = "iri:ID(Party)", "id:ID(Claim)", "id:ID(Document)"


def write_neo4j(
    folder: Path,
    claims: Sequence[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    level: str | None = None,
) -> None:
    """Write the files into a folder, made where it is missing; files of the same names are replaced."""
    by_iri = {entity.iri: entity for entity in entities}
    by_id = {document.id: document for document in documents}
    cast = Cast(by_iri, level)
    nodes, links = nodes_and_links(claims, by_iri.values(), by_id.values(), level=level)
    roles = list(_roles(claims, cast))
    parties = _with_places({**{node.id: node for node in nodes}, **cast.nodes}, by_iri, cast)
    told = [
        document for document in by_id.values() if any(c.evidence.document == document.id for c in claims)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[Any]]]] = {
        "nodes_parties.csv": (
            (_PARTY_ID, *_headers(_NODE, types_of(Node, _NODE)), ":LABEL"),
            ((node.id, *(getattr(node, name) for name in _NODE), _party_labels(node)) for node in parties),
        ),
        "nodes_claims.csv": (
            (_CLAIM_ID, *_headers(_CLAIM, _CLAIM_TYPES), ":LABEL"),
            (_claim(claim, by_iri, by_id) for claim in claims),
        ),
        "nodes_documents.csv": (
            (_DOCUMENT_ID, *_DOCUMENT, ":LABEL"),
            ((one.id, *(getattr(one, name) for name in _DOCUMENT), "Document") for one in told),
        ),
        "relationships_aid.csv": (
            (":START_ID(Party)", *_headers(_LINK, {**types_of(Link, _LINK), **dict.fromkeys(_LISTS, "string[]")}),
             ":END_ID(Party)", ":TYPE"),
            ((one.source, *(getattr(one, name) for name in _LINK), one.target, TYPES[one.relation]) for one in links),
        ),
        "relationships_roles.csv": ((":START_ID(Party)", ":END_ID(Claim)", ":TYPE"), roles),
        "relationships_documents.csv": (
            (":START_ID(Claim)", ":END_ID(Document)", ":TYPE"),
            ((c.id, c.evidence.document, "STATED_IN") for c in claims if c.evidence.document in by_id),
        ),
        "relationships_within.csv": (
            (":START_ID(Party)", ":END_ID(Party)", ":TYPE"),
            ((node.id, node.parent, "WITHIN") for node in parties if node.parent),
        ),
    }  # fmt: skip
    for name, (header, rows) in tables.items():
        with (folder / name).open("w", encoding="utf-8", errors="replace", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows([_cell(value) for value in row] for row in rows)
    headers = {name: header for name, (header, _) in tables.items()}
    _put(folder / "load.cypher", "\n".join(_cypher(headers, parties)) + "\n")
    _put(folder / "README.md", _README.format(files=_arguments(tables)))


def _roles(claims: Iterable[Claim], cast: Cast) -> Iterator[tuple[str, str, str]]:
    """Who gives, receives and arranges each claim; no relationship where the text names nobody."""
    for claim in claims:
        for side, word in (
            ("providers", "PROVIDES"),
            ("recipients", "RECEIVES"),
            ("organizers", "ORGANIZES"),
        ):
            met = {node.id: node for node in (cast.node(claim, party) for party in getattr(claim, side))}
            cast.nodes |= met
            yield from ((name, claim.id, word) for name in met)


def _with_places(nodes: Mapping[str, Node], entities: Mapping[str, Entity], cast: Cast) -> list[Node]:
    """Nodes by id, and every place that one lies within, so that no relationship ends nowhere."""
    needed = dict(nodes)
    waiting = [node.parent for node in nodes.values()]
    while waiting:
        name = waiting.pop()
        if name and name not in needed and name in entities:
            needed[name] = cast.of_entity(entities[name])
            waiting.append(needed[name].parent)
    known = needed.keys()
    return [
        needed[name] if needed[name].parent in known else Node(**{**_fields(needed[name]), "parent": None})
        for name in sorted(needed)
    ]


def _fields(node: Node) -> dict[str, Any]:
    return {name: getattr(node, name) for name in NODE_FIELDS}


def _party_labels(node: Node) -> str:
    return f"Party;{node.type}" if node.type in {*PARTY_TYPES, "NotStated"} else "Party"


def _claim(claim: Claim, entities: Mapping[str, Entity], documents: Mapping[str, Document]) -> list[Any]:
    row = claim_row(claim, entities, documents)
    return [claim.id, *(row[name] for name in _CLAIM), f"Claim;{_LABELS[claim.relation]}"]


def _headers(names: Sequence[str], types: Mapping[str, str]) -> list[str]:
    """Names with neo4j-admin's words for their types; text needs none."""
    words = {name: _JAVA.get(types.get(name, "string"), types.get(name, "string")) for name in names}
    return [name if words[name] == "string" else f"{name}:{words[name]}" for name in names]


def _cell(value: Any) -> Any:
    """A value as CSV has it: lists with ; between, so that one inside a part is full-width."""
    if isinstance(value, tuple):
        return ";".join(_plain(part).replace(";", "；") for part in value) or None
    if isinstance(value, bool):
        return str(value).lower()
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return text.replace("\\", "＼").replace("\0", "\ufffd")


def _cypher(headers: Mapping[str, Sequence[str]], parties: Iterable[Node]) -> Iterator[str]:
    """Statements that load the folder into a running server: constraints, nodes, labels, relationships."""
    yield "// Copy the .csv files into the server's import folder, then: cypher-shell -f load.cypher"
    for label, key in (("Party", "iri"), ("Claim", "id"), ("Document", "id")):
        yield f"CREATE CONSTRAINT aidgraph_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE;"
    for label, key, file in (
        ("Party", "iri", "parties"),
        ("Claim", "id", "claims"),
        ("Document", "id", "documents"),
    ):
        name = f"nodes_{file}.csv"
        yield f"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row"
        yield f"MERGE (n:{label} {{{key}: row.`{headers[name][0]}`}}) SET n += {{{_properties(headers[name][1:-1])}}};"
    for kind in sorted({node.type for node in parties if ";" in _party_labels(node)}):
        yield f"MATCH (n:Party {{type: '{kind}'}}) SET n:{kind};"
    for relation, label in _LABELS.items():
        yield f"MATCH (n:Claim {{relation: '{relation}'}}) SET n:{label};"
    aid = headers["relationships_aid.csv"]
    for word in TYPES.values():
        yield from _relationships("relationships_aid.csv", ("Party", "Party"), word, aid, key="id")
    for word in ("PROVIDES", "RECEIVES", "ORGANIZES"):
        yield from _relationships(
            "relationships_roles.csv", ("Party", "Claim"), word, headers["relationships_roles.csv"]
        )
    for name, ends, word in (
        ("documents", ("Claim", "Document"), "STATED_IN"),
        ("within", ("Party", "Party"), "WITHIN"),
    ):
        file = f"relationships_{name}.csv"
        yield from _relationships(file, ends, word, headers[file])


def _relationships(
    file: str, ends: tuple[str, str], word: str, header: Sequence[str], *, key: str | None = None
) -> Iterator[str]:
    start, end = (f"(n:{label} {{{'iri' if label == 'Party' else 'id'}: row.`:{side}_ID({label})`}})"
                  for label, side in zip(ends, ("START", "END"), strict=True))  # fmt: skip
    properties = [name for name in header if not name.startswith(":") and name != key]
    yield f"LOAD CSV WITH HEADERS FROM 'file:///{file}' AS row WITH row WHERE row.`:TYPE` = '{word}'"
    yield f"MATCH {start.replace('(n:', '(a:')} MATCH {end.replace('(n:', '(b:')}"
    identity = f" {{`{key}`: row.`{key}`}}" if key else ""
    yield f"MERGE (a)-[r:{word}{identity}]->(b)" + (
        f" SET r += {{{_properties(properties)}}};" if properties else ";"
    )


def _properties(header: Iterable[str]) -> str:
    """A map literal: each column under its name, in its type."""
    casts = {
        "double": "toFloat({})", "long": "toInteger({})", "boolean": "toBoolean({})", "string[]": "split({}, ';')",
    }  # fmt: skip
    parts = []
    for column in header:
        name, _, kind = column.partition(":")
        parts.append(f"`{name}`: {casts.get(kind, '{}').format(f'row.`{column}`')}")
    return ", ".join(parts)


def _arguments(names: Iterable[str]) -> str:
    return " \\\n  ".join(f"--{name.partition('_')[0]}={name}" for name in names)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


_README = """# For Neo4j

Into an empty database, from this folder:

```
neo4j-admin database import full --multiline-fields=true \\
  {files} neo4j
```

Into a running one: copy the `.csv` files into the server's `import` folder, then `cypher-shell -f load.cypher`.

`(:Party)-[:PAIRED_WITH|DONATED_TO|SUPPORTS]->(:Party)` is a claim between two parties, with its quote, document, number,
date and status. The claim itself is a node: `(:Party)-[:PROVIDES|RECEIVES|ORGANIZES]->(:Claim)-[:STATED_IN]->(:Document)`,
`(:Party)-[:WITHIN]->(:Party)`. A joint claim has several relationships, each with its whole figure (`joint` says how many):
add up the amounts of claims, never those of relationships. `:NotStated` stands for a side that the text doesn't name.
"""
