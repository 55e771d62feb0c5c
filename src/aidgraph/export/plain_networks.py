"""Networks for Pajek, Cytoscape and Graphviz, written as a stream.

Every edge carries what GraphML's carry: its sentence, document, number, date and status. What a text doesn't say is
left out; lists are joined by “；”.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from aidgraph.export.xml_networks import stated
from aidgraph.network import LINK_FIELDS, NODE_FIELDS, Link, Node

_NODE = tuple(name for name in NODE_FIELDS if name != "id")
_LINK = tuple(name for name in LINK_FIELDS if name not in {"id", "source", "target", "weight"})
#: Pajek has no escape: what would end a text, or start another line, stands in its full width there.
_PAJEK = str.maketrans({'"': "＂", "\\": "＼", "\n": " ", "\r": " ", "\t": " ", "\0": "\ufffd"})
_DOT = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": " ", "\r": " ", "\0": "\ufffd"})


def write_pajek(out: TextIO, nodes: Sequence[Node], links: Iterable[Link]) -> None:
    """Write a directed multigraph as Pajek's .net, in UTF-8 with the mark that Pajek knows it by.

    A vertex is called by its Chinese name, with its id after it where several have that name: readers tell vertices
    by it. They stand on a circle.
    """
    number = {node.id: n for n, node in enumerate(nodes, 1)}
    met = Counter(node.label_zh for node in nodes)
    out.write(f"\ufeff*Network aidgraph\n*Vertices {len(nodes)}\n")
    for node in nodes:
        turn = 2 * math.pi * number[node.id] / len(nodes)
        name = node.label_zh if met[node.label_zh] == 1 else f"{node.label_zh} ({node.id})"
        place = f"{0.5 + 0.4 * math.cos(turn):.4f} {0.5 + 0.4 * math.sin(turn):.4f} ellipse"
        values = {"iri": node.id, **stated(node, _NODE)}
        out.write(f"{number[node.id]} {_pajek(name)} {place}{_pairs(values)}\n")
    out.write("*Arcs\n")
    for link in links:
        values = {"link": link.id, **stated(link, _LINK)}
        out.write(f"{number[link.source]} {number[link.target]} {link.weight}{_pairs(values)}\n")


def write_cytoscape(out: TextIO, nodes: Iterable[Node], links: Iterable[Link]) -> None:
    """Write a directed multigraph as Cytoscape's JSON, an element a line."""
    out.write('{"format_version": "1.0", "generated_by": "aidgraph", "target_cytoscapejs_version": "~2.1",\n')
    out.write(
        ' "data": {"name": "aidgraph"}, "directed": true, "multigraph": true,\n "elements": {"nodes": ['
    )
    _elements(
        out,
        ({"id": node.id, "value": node.id, "name": node.label_zh, **stated(node, _NODE)} for node in nodes),
    )
    out.write('], "edges": [')
    _elements(
        out,
        (
            {
                "id": link.id,
                "key": link.id,
                "source": link.source,
                "target": link.target,
                "interaction": link.relation,
                **stated(link, (*_LINK, "weight")),
            }
            for link in links
        ),
    )
    out.write("]}}\n")


def write_dot(out: TextIO, nodes: Iterable[Node], links: Iterable[Link]) -> None:
    """Write a directed multigraph in Graphviz' DOT: shown are names and relations, the quote where one points."""
    out.write('digraph aidgraph {\ngraph [charset="UTF-8"];\n')
    for node in nodes:
        values = {"label": node.label_zh, **stated(node, _NODE)}
        out.write(f"{_dot(node.id)} [{_settings(values)}];\n")
    for link in links:
        values = {
            "key": link.id,
            "label": link.relation,
            "tooltip": link.quote,
            **stated(link, (*_LINK, "weight")),
        }
        out.write(f"{_dot(link.source)} -> {_dot(link.target)} [{_settings(values)}];\n")
    out.write("}\n")


def _elements(out: TextIO, elements: Iterable[dict[str, Any]]) -> None:
    between = "\n"
    for data in elements:
        out.write(between + json.dumps({"data": data}, ensure_ascii=False))
        between = ",\n"


def _pairs(values: dict[str, Any]) -> str:
    return "".join(f" {name} {_pajek(value)}" for name, value in values.items())


def _pajek(value: Any) -> str:
    return f'"{_text(value).translate(_PAJEK)}"'


def _settings(values: dict[str, Any]) -> str:
    return ", ".join(f"{name}={_dot(value)}" for name, value in values.items())


def _dot(value: Any) -> str:
    return f'"{_text(value).translate(_DOT)}"'


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
