"""GEXF 1.3, dynamic: each edge has the time it stands for, which Gephi's timeline reads; undated ones are always there.

Gephi takes two edges of one pair only where their `kind` differs, and adds the weights of the others: `kind` is the
relation. Written as a stream, without a date of writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from aidgraph.export.days import Spell, spell, spells
from aidgraph.export.xml_networks import stated, types_of, xml_attribute, xml_text
from aidgraph.network import LINK_FIELDS, NODE_FIELDS, Link, Node

_NODE = tuple(name for name in NODE_FIELDS if name != "id")
_LINK = tuple(name for name in LINK_FIELDS if name not in {"id", "source", "target", "weight"})


def write_gexf(
    out: TextIO,
    nodes: Iterable[Node],
    links: Iterable[Link],
    parts: Mapping[str, Sequence[Link]] | None = None,
) -> None:
    """Write a directed multigraph; `parts` has for each merged link's id the links that it merges, with their times."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write('<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
    out.write(
        '<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed">\n'
    )
    for kind, types in (
        ("node", types_of(Node, _NODE)),
        ("edge", {**types_of(Link, _LINK), "time_of": "string"}),
    ):
        out.write(f'<attributes class="{kind}" mode="static">\n')
        for name, of in types.items():
            out.write(f'<attribute id="{kind[0]}_{name}" title="{name}" type="{of}"/>\n')
        out.write("</attributes>\n")
    out.write("<nodes>\n")
    for node in nodes:
        out.write(f"<node id={xml_attribute(node.id)} label={xml_attribute(node.label_zh)}>\n")
        out.writelines(_attvalues("n", stated(node, _NODE)))
        out.write("</node>\n")
    out.write("</nodes>\n<edges>\n")
    for link in links:
        ends = f"source={xml_attribute(link.source)} target={xml_attribute(link.target)}"
        kind = xml_attribute(link.relation)
        out.write(
            f'<edge id={xml_attribute(link.id)} {ends} weight="{link.weight}" kind={kind} label={kind}>\n'
        )
        found = [spell(one) for one in (parts[link.id] if parts else (link,))]
        clocks = "；".join(sorted({one[1] for one in found if one}))
        out.writelines(_attvalues("e", {**stated(link, _LINK), **({"time_of": clocks} if clocks else {})}))
        out.writelines(_spells(spells(found)))
        out.write("</edge>\n")
    out.write("</edges>\n</graph>\n</gexf>\n")


def _attvalues(kind: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield "<attvalues>\n"
    for name, value in values.items():
        yield f'<attvalue for="{kind}_{name}" value={xml_attribute(xml_text(value))}/>\n'
    yield "</attvalues>\n"


def _spells(found: Iterable[Spell]) -> Iterator[str]:
    lines = [
        "".join(f' {name}="{day}"' for name, day in (("start", start), ("end", end)) if day)
        for start, end in found
    ]
    if lines and all(lines):
        yield "<spells>\n"
        yield from (f"<spell{line}/>\n" for line in lines)
        yield "</spells>\n"
