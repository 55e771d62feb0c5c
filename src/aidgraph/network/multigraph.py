"""The network as networkx has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aidgraph.model import Claim, Document, Entity
from aidgraph.network.links import NODE_FIELDS, nodes_and_links
from aidgraph.network.selection import Filters, selected

if TYPE_CHECKING:
    import networkx


def network(
    claims: Iterable[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    *,
    filters: Filters | None = None,
) -> networkx.MultiDiGraph:
    """Parties and the claims between them, provider → recipient, evidence on the edges.

    Lists are tuples and what a text doesn't say is None. `graph["left_out"]` counts what the filters left
    out.
    """
    import networkx

    filters = filters or Filters()
    entities, documents = list(entities), list(documents)
    chosen = selected(claims, entities, documents, filters)
    nodes, links = nodes_and_links(chosen.claims, entities, documents, level=filters.level)
    graph = networkx.MultiDiGraph(left_out=dict(chosen.left_out))
    for node in nodes:
        graph.add_node(node.id, **{name: getattr(node, name) for name in NODE_FIELDS if name != "id"})
    for link in links:
        graph.add_edge(link.source, link.target, key=link.id, **link.attributes())
    return graph
