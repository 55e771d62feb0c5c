"""Measures of the network of pairings and gifts, each saying over what it was computed.

“Not stated” is no party: links with it are left out and counted. Between two parties there is one tie a direction,
its weight the claims that state it, except where a measure says otherwise. networkx computes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidgraph.errors import GraphError
from aidgraph.model import CORPS_TYPES, DIVISION_TYPES, Claim, Document, Entity
from aidgraph.network.links import NOT_STATED, Link, nodes_and_links
from aidgraph.network.selection import Filters, selected
from aidgraph.network.shares import concentration, strength
from aidgraph.network.ties import PARTY, Found, Row, TiedNetwork

if TYPE_CHECKING:
    pass

#: Above so many parties betweenness is estimated from a sample of as many, drawn by the seed.
SAMPLE = 1_000
_EVIDENCE = ("claim", "quote", "document", "number", "issued", "status")


@dataclass(frozen=True, slots=True)
class Measured:
    """Rows, figures of the network as a whole, and over what: how many claims, ties, parties; what was left out."""

    measure: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: Mapping[str, int | float | None]
    over: Mapping[str, int]
    left_out: Mapping[str, int] = field(default_factory=dict)


def measured(
    measure: str,
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    filters: Filters | None = None,
    seed: int = 0,
) -> Measured:
    """One of `MEASURES` of the claims that the filters select.

    `missing-pairs` compares the pairings of the sourced table with those that documents tell, and takes in both
    whatever the filters include. Raises GraphError there where no such table is in the graph, and KeyError on
    a measure that `MEASURES` doesn't have.
    """
    compute = MEASURES[measure]
    filters = filters or Filters()
    if measure == "missing-pairs":
        filters = replace(filters, relation=("paired-with",), include=filters.include | {"curated"})
    entities, documents = tuple(entities), tuple(documents)
    chosen = selected(claims, entities, documents, filters)
    nodes, links = nodes_and_links(chosen.claims, entities, documents, level=filters.level)
    stated = tuple(
        link for link in links if not any(end.startswith(NOT_STATED) for end in (link.source, link.target))
    )
    ends = {end for link in stated for end in (link.source, link.target)}
    network = TiedNetwork(
        chosen.claims, entities, documents, filters, seed,
        {node.id: node for node in nodes if node.id in ends}, stated,
    )  # fmt: skip
    columns, rows, figures = compute(network)
    over = {
        "claims": len({link.claim for link in stated}),
        "documents": len({link.document for link in stated}),
        "parties": len(ends),
        "ties": len(network.ties()),
        "links not stated": len(links) - len(stated),
        "links within one party": sum(link.source == link.target for link in stated),
    }
    return Measured(measure, columns, tuple(rows), figures, over, dict(chosen.left_out))


def _degree(network: TiedNetwork) -> Found:
    """How many others a party gives to and receives from, and in how many claims."""
    gives, takes = network.sides()
    rows = [
        network.party(name) | {
            "gives_to": len(gives[name]), "receives_from": len(takes[name]),
            "claims_given": len(set().union(*gives[name].values())),
            "claims_received": len(set().union(*takes[name].values())),
        }
        for name in network.nodes
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["gives_to"] - row["receives_from"], row["party"]))
    columns = (*PARTY, "gives_to", "receives_from", "claims_given", "claims_received")
    parties = len(network.nodes)
    density = len(network.ties()) / (parties * (parties - 1)) if parties > 1 else None
    return columns, rows, {"density": None if density is None else round(density, 6)}


def _reciprocity(network: TiedNetwork) -> Found:
    """Pairs that aid each other, and the share of ties that are returned."""
    import networkx

    ties = network.ties()
    rows = [
        {
            "first": one, "first_zh": network.nodes[one].label_zh, "second": two,
            "second_zh": network.nodes[two].label_zh, "claims_there": len(stating), "claims_back": len(ties[two, one]),
        }
        for (one, two), stating in ties.items()
        if one < two and (two, one) in ties
    ]  # fmt: skip
    overall = round(networkx.overall_reciprocity(network.graph()), 6) if ties else None
    columns = ("first", "first_zh", "second", "second_zh", "claims_there", "claims_back")
    return columns, rows, {"reciprocity": overall}


def _communities(network: TiedNetwork) -> Found:
    """Louvain communities of the ties without direction, largest first; the seed is part of the result."""
    import networkx

    names = list(network.nodes)
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(names)))
    for one, two, weight in network.graph().edges(data="weight"):
        before = graph.get_edge_data(one, two, {"weight": 0})["weight"]
        graph.add_edge(one, two, weight=before + weight)
    figures: dict[str, int | float | None] = {"communities": 0, "modularity": None, "seed": network.seed}
    if not graph.number_of_edges():
        return (*PARTY, "community", "size"), [], figures
    found = networkx.community.louvain_communities(graph, weight="weight", seed=network.seed)
    found = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))
    figures |= {
        "communities": len(found),
        "modularity": round(networkx.community.modularity(graph, found), 6),
    }
    rows = [
        network.party(names[member]) | {"community": n, "size": len(members)}
        for n, members in enumerate(found, 1)
        for member in members
    ]
    return (*PARTY, "community", "size"), rows, figures


def _centrality(network: TiedNetwork) -> Found:
    """Betweenness, harmonic and degree centrality of the directed ties, unweighted."""
    import networkx

    graph, names = network.graph(), list(network.nodes)
    sample = SAMPLE if len(names) > SAMPLE else None
    between = networkx.betweenness_centrality(graph, k=sample, seed=network.seed)
    harmonic, degree = networkx.harmonic_centrality(graph), networkx.degree_centrality(graph)
    rows = [
        network.party(name) | {
            "betweenness": round(between[n], 6), "harmonic": round(harmonic[n], 6), "degree": round(degree[n], 6),
        }
        for n, name in enumerate(names)
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["betweenness"], -row["degree"], row["party"]))
    return (
        (*PARTY, "betweenness", "harmonic", "degree"), rows,
        {"sampled": sample or len(names), "seed": network.seed},
    )  # fmt: skip


def _missing_pairs(network: TiedNetwork) -> Found:
    """Pairs of places of the sourced table that no document tells, and pairs of places that only documents tell."""
    pairs: dict[str, dict[frozenset[str], Link]] = {"curated": {}, "told": {}}
    apart: Counter[str] = Counter()
    for link in network.links:
        source = "curated" if link.origin == "curated" else "told"
        kinds = {network.nodes[end].type for end in (link.source, link.target)}
        if kinds <= {*DIVISION_TYPES, *CORPS_TYPES} and link.source != link.target:
            pairs[source].setdefault(frozenset((link.source, link.target)), link)
        else:
            apart[source] += 1
    if not any(claim.origin == "curated" for claim in network.claims):
        raise GraphError(
            "no pairings of the sourced table are in this graph or selection: build it with --backbone"
        )
    rows = [
        {
            "missing": missing, "provider": link.source, "provider_zh": link.source_zh, "recipient": link.target,
            "recipient_zh": link.target_zh, **{name: getattr(link, name) for name in _EVIDENCE},
        }
        for missing, here, there in (("in documents", "curated", "told"), ("in the table", "told", "curated"))
        for pair, link in pairs[here].items()
        if pair not in pairs[there]
    ]  # fmt: skip
    columns = ("missing", "provider", "provider_zh", "recipient", "recipient_zh", *_EVIDENCE)
    both = len(pairs["curated"].keys() & pairs["told"].keys())
    return columns, rows, {
        "in both": both, "pairs of the table": len(pairs["curated"]), "pairs told": len(pairs["told"]),
        "told links of other parties than places": apart["told"],
    }  # fmt: skip


#: Measure → what computes it.
MEASURES: Mapping[str, Callable[[TiedNetwork], Found]] = {
    "degree": _degree,
    "strength": strength,
    "concentration": concentration,
    "reciprocity": _reciprocity,
    "communities": _communities,
    "centrality": _centrality,
    "missing-pairs": _missing_pairs,
}
