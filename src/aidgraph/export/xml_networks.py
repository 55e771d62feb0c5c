"""GraphML, written as a stream: an element a node or link, nothing held in memory; and what GEXF shares with it.

networkx writes both ten times slower, raises on None and lists, and puts today's date into GEXF; it reads
these back. What a text doesn't say is left out of an element; lists are joined by “；”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TextIO
from xml.sax.saxutils import escape, quoteattr

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
    for node in nodes:
        out.write(f"<node id={xml_attribute(node.id)}>\n")
        out.writelines(_data("n", {"label": node.label_zh, **stated(node, _NODE)}))
        out.write("</node>\n")
    for link in links:
        ends = f"source={xml_attribute(link.source)} target={xml_attribute(link.target)}"
        out.write(f"<edge id={xml_attribute(link.id)} {ends}>\n")
        out.writelines(_data("e", stated(link, _LINK)))
        out.write("</edge>\n")
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


def _data(kind: str, values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        out = escape(xml_text(value), {"\r": "&#13;"})
        yield f'<data key="{kind}_{name}">{out}</data>\n'


def xml_text(value: Any) -> str:
    """A value as text that XML may hold; a character that it may not is U+FFFD."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _NOT_XML.sub("\ufffd", text)


def xml_attribute(text: str) -> str:
    """A value between its quotation marks."""
    return quoteattr(xml_text(text))
