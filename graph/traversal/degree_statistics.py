"""How many edges of a kind a node has on average, of those that have any: what a hop is expected to find."""

from functools import cache

import numpy as np

from graph.model.ontology import EDGE_KINDS
from graph.storage.columns import Array
from graph.storage.frozen_graph import FrozenGraph


class DegreeStatistics:
    """Mean degrees of a graph by edge kind and direction, read once, when they are first asked for."""

    def __init__(self, graph: FrozenGraph) -> None:
        self._graph = graph
        self._mean = cache(self._means)

    def mean(self, kinds: tuple[int, ...], *, outgoing: bool) -> float:
        """How many edges of these kinds, as places in `EDGE_KINDS`, a node has that has any."""
        means = self._mean(outgoing)
        return float(sum(means[kind] for kind in kinds))

    def degree(self, node: int, kinds: tuple[int, ...], *, outgoing: bool) -> int:
        """How many edges of these kinds a node has."""
        spans = (self._graph.span(node, kind, out=outgoing) for kind in kinds)
        return sum(end - start for start, end in spans)

    def _means(self, outgoing: bool) -> list[float]:
        columns = self._graph.columns
        kinds = columns["edge.kind"] if outgoing else columns["in.kind"]
        starts = columns["out.starts"] if outgoing else columns["in.starts"]
        edges = np.bincount(kinds, minlength=len(EDGE_KINDS))
        rows = np.bincount(kinds[_begins(kinds, starts)], minlength=len(EDGE_KINDS))
        means: list[float] = (edges / np.maximum(rows, 1)).tolist()
        return means


def _begins(kinds: Array, starts: Array) -> Array:
    """The places at which the rows of a kind begin: edges lie sorted by node and kind."""
    is_first = np.ones(len(kinds), dtype=np.bool_)
    is_first[1:] = kinds[1:] != kinds[:-1]
    is_first[starts[:-1][starts[:-1] < len(kinds)]] = True
    return np.flatnonzero(is_first)
