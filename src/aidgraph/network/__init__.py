"""Network: claims → the ones meant (`Filters`), their nodes and links, a networkx graph of them."""

from aidgraph.network.links import (
    LEVELS,
    LINK_FIELDS,
    NODE_FIELDS,
    Link,
    Node,
    counted,
    nodes_and_links,
    primary,
)
from aidgraph.network.multigraph import network
from aidgraph.network.selection import WITH, Filters, Selection, selected

__all__ = [
    "LEVELS",
    "LINK_FIELDS",
    "NODE_FIELDS",
    "WITH",
    "Filters",
    "Link",
    "Node",
    "Selection",
    "counted",
    "network",
    "nodes_and_links",
    "primary",
    "selected",
]
