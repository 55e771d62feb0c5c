"""What the measures are computed over: parties, and one tie a direction between two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from aidgraph.model import Claim, Document, Entity
from aidgraph.network.links import Link, Node
from aidgraph.network.selection import Filters

if TYPE_CHECKING:
    import networkx

Row: TypeAlias = dict[str, Any]
#: Columns, rows, figures of the whole.
Found: TypeAlias = tuple[tuple[str, ...], list[Row], Mapping[str, int | float | None]]
#: The columns that say which party a row is about.
PARTY = ("party", "party_zh", "type")


@dataclass(frozen=True, slots=True)
class TiedNetwork:
    """Claims selected, and their links without those that name one side only."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    documents: tuple[Document, ...]
    filters: Filters
    seed: int
    nodes: Mapping[str, Node]
    links: tuple[Link, ...]

    def ties(self) -> dict[tuple[str, str], set[str]]:
        """Ordered pair → the claims that state it; what ties a party to itself, after lifting, is none."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for link in self.links:
            if link.source != link.target:
                found[link.source, link.target].add(link.claim)
        return dict(sorted(found.items()))

    def graph(self) -> networkx.DiGraph:
        """Parties as numbers in the order of `nodes`, so that no hash seed changes what an algorithm does."""
        import networkx

        number = {name: n for n, name in enumerate(self.nodes)}
        graph = networkx.DiGraph()
        graph.add_nodes_from(number.values())
        for (source, target), stating in self.ties().items():
            graph.add_edge(number[source], number[target], weight=len(stating))
        return graph

    def party(self, name: str) -> Row:
        """The columns that say which party a row is about."""
        node = self.nodes[name]
        return {"party": name, "party_zh": node.label_zh, "type": node.type}

    def sides(self) -> Sequence[dict[str, dict[str, set[str]]]]:
        """For each party whom it gives to, and whom it receives from: other → claims."""
        gives: dict[str, dict[str, set[str]]] = {name: {} for name in self.nodes}
        takes: dict[str, dict[str, set[str]]] = {name: {} for name in self.nodes}
        for (source, target), stating in self.ties().items():
            gives[source][target] = stating
            takes[target][source] = stating
        return gives, takes
