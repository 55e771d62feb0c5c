"""GraphML and GEXF, written as a stream: an element a node or link, nothing held in memory.

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
    for kind, types in (("node", {"label": "string", **_types(Node, _NODE)}), ("edge", _types(Link, _LINK))):
        for name, of in types.items():
            out.write(f'<key id="{kind[0]}_{name}" for="{kind}" attr.name="{name}" attr.type="{of}"/>\n')
    out.write('<graph edgedefault="directed">\n')
    for node in nodes:
        out.write(f"<node id={_attribute(node.id)}>\n")
        out.writelines(_data("n", {"label": node.label_zh, **stated(node, _NODE)}))
        out.write("</node>\n")
    for link in links:
        ends = f"source={_attribute(link.source)} target={_attribute(link.target)}"
        out.write(f"<edge id={_attribute(link.id)} {ends}>\n")
        out.writelines(_data("e", stated(link, _LINK)))
        out.write("</edge>\n")
    out.write("</graph>\n</graphml>\n")


def write_gexf(out: TextIO, nodes: Iterable[Node], links: Iterable[Link]) -> None:
    """Write a directed multigraph as GEXF 1.2, without a date."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write('<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
    out.write('<graph mode="static" defaultedgetype="directed">\n')
    for kind, types in (("node", _types(Node, _NODE)), ("edge", _types(Link, _LINK))):
        out.write(f'<attributes class="{kind}" mode="static">\n')
        for name, of in types.items():
            out.write(f'<attribute id="{kind[0]}_{name}" title="{name}" type="{of}"/>\n')
        out.write("</attributes>\n")
    out.write("<nodes>\n")
    for node in nodes:
        out.write(f"<node id={_attribute(node.id)} label={_attribute(node.label_zh)}>\n")
        out.writelines(_attvalues("n", stated(node, _NODE)))
        out.write("</node>\n")
    out.write("</nodes>\n<edges>\n")
    for link in links:
        ends = f"source={_attribute(link.source)} target={_attribute(link.target)}"
        out.write(f"<edge id={_attribute(link.id)} {ends}>\n")
        out.writelines(_attvalues("e", stated(link, _LINK)))
        out.write("</edge>\n")
    out.write("</edges>\n</graph>\n</gexf>\n")


def _types(noun: type[Node] | type[Link], names: Sequence[str]) -> dict[str, str]:
    """Attribute → XML's word for its type, from the noun's own annotations."""
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


def _attvalues(kind: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield "<attvalues>\n"
    for name, value in values.items():
        yield f'<attvalue for="{kind}_{name}" value={_attribute(xml_text(value))}/>\n'
    yield "</attvalues>\n"


def xml_text(value: Any) -> str:
    """A value as text that XML may hold; a character that it may not is U+FFFD."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _NOT_XML.sub("\ufffd", text)


def _attribute(text: str) -> str:
    return quoteattr(xml_text(text))
