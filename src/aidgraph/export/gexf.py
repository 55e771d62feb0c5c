"""GEXF 1.3, dynamic: each edge has the time it stands for, which Gephi's timeline reads; undated ones are always there.

Gephi takes two edges of one pair only where their `kind` differs, and adds the weights of the others: `kind` is the
relation. Written as a stream, without a date of writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from aidgraph.export.days import Spell, spell, spells
from aidgraph.export.xml_networks import attribute_text, types_of, values_written
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
    node_values, link_values = (
        values_written(names, f'<attvalue for="{kind}_{{}}" value="', '"/>\n', attribute_text)
        for kind, names in (("n", _NODE), ("e", _LINK))
    )
    for node in nodes:
        values = f"<attvalues>\n{node_values(node)}</attvalues>\n"
        label = attribute_text(node.label_zh)
        out.write(f'<node id="{attribute_text(node.id)}" label="{label}">\n{values}</node>\n')
    out.write("</nodes>\n<edges>\n")
    for link in links:
        ends = f'source="{attribute_text(link.source)}" target="{attribute_text(link.target)}"'
        kind = attribute_text(link.relation)
        found = [spell(one) for one in (parts[link.id] if parts else (link,))]
        clocks = "；".join(sorted({one[1] for one in found if one}))
        clock = f'<attvalue for="e_time_of" value="{clocks}"/>\n' if clocks else ""
        out.write(
            f'<edge id="{attribute_text(link.id)}" {ends} weight="{link.weight}" kind="{kind}" label="{kind}">\n'
            f"<attvalues>\n{link_values(link)}{clock}</attvalues>\n{_spells(spells(found))}</edge>\n"
        )
    out.write("</edges>\n</graph>\n</gexf>\n")


def _spells(found: Iterable[Spell]) -> str:
    lines = [
        "".join(f' {name}="{day}"' for name, day in (("start", start), ("end", end)) if day)
        for start, end in found
    ]
    if not lines or not all(lines):
        return ""
    return "<spells>\n" + "".join(f"<spell{line}/>\n" for line in lines) + "</spells>\n"
