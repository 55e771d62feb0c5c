"""GraphML, written as a stream: an element a node or link, nothing held in memory; and what GEXF shares with it.

networkx writes both several times slower (`benchmarks/exports.py`), raises on None and lists, and puts today's date into
GEXF; it reads these back. What a text doesn't say is left out of an element; lists are joined by “；”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, TextIO
from xml.sax.saxutils import escape

from aidgraph.network import LINK_FIELDS, NODE_FIELDS, Link, Node

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = tuple(name for name in NODE_FIELDS if name != "id")
_LINK = tuple(name for name in LINK_FIELDS if name not in {"id", "source", "target"})


def joined(value: Any) -> Any:
    """A list as one text, everything else as it is."""
    return "；".join(value) if isinstance(value, tuple) else value


def write_graphml(out: TextIO, nodes: Iterable[Node], links: Iterable[Link]) -> None:
    """Write a directed multigraph as GraphML; `label` repeats the Chinese label, which programs show."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for kind, types in (
        ("node", {"label": "string", **types_of(Node, _NODE)}),
        ("edge", types_of(Link, _LINK)),
    ):
        for name, of in types.items():
            of = {"integer": "int"}.get(of, of)
            out.write(f'<key id="{kind[0]}_{name}" for="{kind}" attr.name="{name}" attr.type="{of}"/>\n')
    out.write('<graph edgedefault="directed">\n')
    node_data, link_data = (
        values_written(names, f'<data key="{kind}_{{}}">', "</data>\n", element_text)
        for kind, names in (("n", _NODE), ("e", _LINK))
    )
    for node in nodes:
        label = f'<data key="n_label">{element_text(node.label_zh)}</data>\n'
        out.write(f'<node id="{attribute_text(node.id)}">\n{label}{node_data(node)}</node>\n')
    for link in links:
        ends = f'source="{attribute_text(link.source)}" target="{attribute_text(link.target)}"'
        out.write(f'<edge id="{attribute_text(link.id)}" {ends}>\n{link_data(link)}</edge>\n')
    out.write("</graph>\n</graphml>\n")


def types_of(noun: type[Node] | type[Link], names: Sequence[str]) -> dict[str, str]:
    """Attribute → GEXF's word for its type, from the noun's own annotations; GraphML has `int` for `integer`."""
    declared = {field.name: str(field.type) for field in fields(noun)}
    words = {"bool": "boolean", "int": "integer", "float | None": "double", "int | float | None": "double"}
    return {name: words.get(declared[name], "string") for name in names}


def stated(noun: Node | Link, names: Sequence[str]) -> dict[str, Any]:
    """Attributes that have a value."""
    values = ((name, joined(getattr(noun, name))) for name in names)
    return {name: value for name, value in values if value is not None and value != ""}


def values_written(
    names: Sequence[str], before: str, after: str, text: Callable[[str], str]
) -> Callable[[Any], str]:
    """What writes the attributes of a noun that have a value: `before` with the name for `{}`, the value, `after`."""
    values = attrgetter(*names)
    heads = [before.format(name) for name in names]

    def written(noun: Any) -> str:
        said = [
            (head, value if type(value) is str else _plain(value))
            for head, value in zip(heads, values(noun), strict=True)
            if value or value == 0
        ]
        if not _stands_as_it_is("".join([value for _, value in said])):
            said = [(head, text(value)) for head, value in said]
        return "".join([head + value + after for head, value in said])

    return written


def _stands_as_it_is(text: str) -> bool:
    """Whether no character needs care, in element or attribute: said fast, and “no” too often rather than too seldom."""
    return text.isprintable() and not ("&" in text or "<" in text or ">" in text or '"' in text)


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return "；".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def element_text(text: str) -> str:
    """Text between tags; what XML may not hold is U+FFFD."""
    return text if _stands_as_it_is(text) else escape(xml_text(text), {"\r": "&#13;"})


def attribute_text(text: str) -> str:
    """Text between double quotation marks."""
    if _stands_as_it_is(text):
        return text
    return escape(xml_text(text), {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def xml_text(value: Any) -> str:
    """A value as text that XML may hold; a character that it may not is U+FFFD."""
    return _NOT_XML.sub("\ufffd", _plain(value))
