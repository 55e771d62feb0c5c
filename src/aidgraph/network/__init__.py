"""Network: claims → the ones meant (`Filters`), their nodes and links, a networkx graph of them, totals."""

from aidgraph.network.links import (
    LEVELS,
    LINK_FIELDS,
    NODE_FIELDS,
    Cast,
    Link,
    Node,
    counted,
    links_of,
    nodes_and_links,
    nodes_of,
    primary,
)
from aidgraph.network.multigraph import network
from aidgraph.network.selection import WITH, Filters, Selection, Sifted, place_of, selected, unheard
from aidgraph.network.totals import BY, TOTALS_WITH, Ledger, Total, record, totals

__all__ = [
    "BY",
    "LEVELS",
    "LINK_FIELDS",
    "NODE_FIELDS",
    "TOTALS_WITH",
    "WITH",
    "Cast",
    "Filters",
    "Ledger",
    "Link",
    "Node",
    "Selection",
    "Sifted",
    "Total",
    "counted",
    "links_of",
    "network",
    "nodes_and_links",
    "nodes_of",
    "place_of",
    "primary",
    "record",
    "selected",
    "totals",
    "unheard",
]
