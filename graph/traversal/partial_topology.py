"""The topology of a graph whose edges are kept elsewhere: each step reads the rows of its whole frontier at once."""

from collections.abc import Sequence
from itertools import chain

from graph.storage.adjacency import Adjacency, KindFilter, kind_filter
from graph.storage.frozen_graph import FrozenGraph, Row
from graph.storage.graph_rows import PLACED
from graph.storage.partial_graph import PartialGraph
from graph.traversal.expansion import Expansion
from graph.traversal.topology import Int64Array, Topology, TraversalFilter


class PartialTopology(Topology):
    """How the nodes of a partial graph are joined, as far as anyone has asked."""

    graph: PartialGraph

    shortest = None
    neighborhoods = None
    """Machine code follows edges one by one, and cannot wait for them."""

    def find(self, curies: Sequence[str]) -> Int64Array:  # type: ignore[override]
        found = super().find(curies)
        self.graph.meet(found)
        return found

    def expand(self, frontier: Int64Array, ways: TraversalFilter) -> Expansion:
        nodes, kinds = frontier.tolist(), kind_filter(ways.edge_kinds)
        rows = (self._spans(side, nodes, kinds) for side in self._sides[ways.direction])
        self.graph.load_with_peers(list(chain.from_iterable(rows)))
        return super().expand(frontier, ways)

    def _spans(self, side: Adjacency, nodes: Sequence[int], kinds: KindFilter) -> list[Row]:
        outgoing = side is self._out
        return [(node, outgoing, span.start, span.stop) for node in nodes for span in side.spans((node,), kinds)]

    def expand_hub(self, node: int, ways: TraversalFilter, most: int) -> Expansion:
        """As `Topology.expand_hub`; the beginnings of its rows are read before, all together."""
        kinds, wanted = kind_filter(ways.edge_kinds), list[Row]()
        for side in self._sides[ways.direction]:
            outgoing = side is self._out
            for span in side.spans((node,), kinds):
                for kind, row in side.by_kind(span):
                    whole = ways.kinds or (outgoing and kind in PLACED)
                    end = row.stop if whole else min(row.stop, row.start + most)
                    wanted.append((node, outgoing, row.start, end))
        self.graph.load_rows(wanted)
        return super().expand_hub(node, ways, most)

    def among(self, nodes: Int64Array, edge_kinds: tuple[str, ...]) -> Int64Array:
        self.graph.load_rows(self._spans(self._out, nodes.tolist(), kind_filter(edge_kinds)))
        return super().among(nodes, edge_kinds)


def topology_of(graph: FrozenGraph) -> Topology:
    """How the nodes of a graph are joined, wherever its edges are kept."""
    return PartialTopology(graph) if isinstance(graph, PartialGraph) else Topology(graph)
