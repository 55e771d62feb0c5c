"""The network as pyvis data: nodes and edges with positions, physics off.

pyvis carries the network and ships vis-network; its writer and its template are not used (docs/decisions.md).
`directed=True` is needed, or pyvis drops parallel edges in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Claim, Entity
from aidgraph.page.cast import Cast, cast
from aidgraph.page.content import form
from aidgraph.page.positions import placed

if TYPE_CHECKING:
    from pyvis.network import Network

#: Above this a picture of everything is a hairball, and each added edge costs pyvis a scan of all nodes.
MOST_NODES = 1000

_SHAPES = {"School": "triangle", "Hospital": "diamond", "Headquarters": "hexagon", "WorkTeam": "hexagon"}
_COLOURS = {"providers": "#a8402d", "recipients": "#24608f", "both": "#6b4c86", "joint": "#8a8f8c"}
_EDGES = {"paired-with": "#5d6670", "donated-to": "#b0620f", "supports": "#2c7a5b"}
_FEET = {
    "zh": {
        "unstated:providers": "援助方未写明", "unstated:recipients": "受援方未写明",
        "unnamed:providers": "援助方未具名", "unnamed:recipients": "受援地、未具名",
    },
    "en": {
        "unstated:providers": "provider not stated", "unstated:recipients": "recipient not stated",
        "unnamed:providers": "provider unnamed", "unnamed:recipients": "recipient unnamed",
    },
}  # fmt: skip


def to_pyvis(claims: Sequence[Claim], entities: Sequence[Entity], *, lang: str = "zh") -> Network:
    """The claims as a pyvis network, for a notebook or for the page.

    A node is an entity that gives or receives; a counted group stands at its first place, as in the trees. A
    claim with several parties on a side is one small node with an edge to each, so that a joint gift stays
    one thing. Each edge lists its claims' ids; claims with the same ends, relation and form share an edge.
    Beyond 1,000 nodes those with the fewest claims are left out; `left_out` on the network says how many.
    """
    from pyvis.network import Network

    ordered = sorted(claims, key=lambda claim: claim.id)
    people = cast(ordered, entities)
    nodes, edges = _drawn(ordered, people, lang)
    kept = _kept(nodes, edges)
    network = Network(height="720px", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    lines = {ends: ids for ends, ids in edges.items() if ends[0] in kept and ends[1] in kept}
    where = placed(sorted(kept), [(ends[0], ends[1]) for ends in lines])
    for key in sorted(kept):
        x, y = where[key]
        network.add_node(key, x=x, y=y, physics=False, **nodes[key])
    for (source, target, relation, shape), ids in sorted(lines.items()):
        paired = relation == "paired-with"
        network.add_edge(
            source, target, relation=relation, form=shape, claims=ids, color=_EDGES[relation],
            dashes=relation == "supports", arrows="" if paired or target.startswith("joint:") else "to",
            width=1 + min(len(ids), 6) / 2,
        )  # fmt: skip
    network.left_out = len(nodes) - len(kept)
    return network


def _drawn(
    claims: Sequence[Claim], people: Cast, lang: str
) -> tuple[dict[str, dict[str, Any]], dict[tuple[str, str, str, str], list[str]]]:
    roles: dict[str, set[str]] = defaultdict(set)
    edges: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    nodes: dict[str, dict[str, Any]] = {}
    for claim in claims:
        ends = people.ends[claim.id]
        sources = _standing(ends.providers, people, "providers")
        targets = _standing(ends.recipients, people, "recipients")
        for side, keys in (("providers", sources), ("recipients", targets)):
            for key in keys:
                roles[key].add(side)
        relation, shape = claim.relation, form(claim)
        if len(sources) == len(targets) == 1:
            edges[sources[0], targets[0], relation, shape].append(claim.id)
            continue
        joint = f"joint:{' + '.join(sources)} > {' + '.join(targets)}"
        nodes[joint] = {"label": " ", "shape": "dot", "size": 3, "color": _COLOURS["joint"], "role": "joint"}
        for key in sources:
            edges[key, joint, relation, shape].append(claim.id)
        for key in targets:
            edges[joint, key, relation, shape].append(claim.id)
    for key, sides in roles.items():
        role = "both" if len(sides) > 1 else next(iter(sides))
        nodes[key] = {"role": role, "color": _COLOURS[role], "size": 9} | _face(key, people, lang)
    return nodes, edges


def _standing(iris: Sequence[str], people: Cast, side: str) -> tuple[str, ...]:
    """The nodes that one side of a claim is drawn at."""

    def node(iri: str) -> str:
        if people.entities[iri].type != "Group":
            return iri
        return next(iter(people.ancestors(iri)), f"unnamed:{side}")

    return tuple(dict.fromkeys(map(node, iris))) or (f"unstated:{side}",)


def _face(key: str, people: Cast, lang: str) -> dict[str, Any]:
    if key not in people.entities:
        return {"label": _FEET[lang][key], "shape": "dot", "type": "Unstated"}
    entity = people.entities[key]
    label = (entity.en if lang == "en" else None) or entity.zh
    place = entity.type in DIVISION_TYPES or entity.type in CORPS_TYPES
    shape = "square" if place else _SHAPES.get(entity.type, "dot")
    return {"label": label, "shape": shape, "type": entity.type}


def _kept(nodes: dict[str, dict[str, Any]], edges: dict[tuple[str, str, str, str], list[str]]) -> set[str]:
    """The nodes of the heaviest edges, so that what is drawn is drawn with its lines; a joint act whole or not."""
    if len(nodes) <= MOST_NODES:
        return set(nodes)
    acts: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for ends in edges:
        joint = next((key for key in ends[:2] if key.startswith("joint:")), None)
        acts[joint or f"{ends[0]} > {ends[1]}"].append(ends)
    weight = {key: max(len(edges[ends]) for ends in lines) for key, lines in acts.items()}
    kept: set[str] = set()
    for key in sorted(acts, key=lambda key: (-weight[key], key)):
        fresh = {node for ends in acts[key] for node in ends[:2]} - kept
        if len(kept) + len(fresh) <= MOST_NODES:
            kept |= fresh
    return kept
