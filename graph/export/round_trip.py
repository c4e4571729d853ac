"""Compares an imported export with the graph, up to the losses that the format declares."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np

from graph.export.read.imported_graph import ImportedGraph
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.traversal.topology import Flags

NormaliseText = Callable[[str], str]
_CACHED_SOURCES = 256
"""Nodes whose edges are kept decoded: a file has the edges of a node side by side, or nearly."""
_MAX_VALUE_LENGTH = 80
"""Characters of a value that are shown."""
_NODE_FIELDS = ("kind", "name", "properties")
_EDGE_FIELDS = ("kind", "properties", "evidence")


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between file and graph: the CURIE of a node or the id of an edge, and the problem."""

    what: str
    problem: str

    def __str__(self) -> str:
        return f"{self.what}: {self.problem}"


class RoundTripComparer:
    """Compares the items of a file with those of a part, in whatever order they come; memory grows with neither.

    With `complete`, the file must contain the entire subgraph. `normalise_text` is as in `Format`.
    """

    def __init__(
        self, subgraph: ExportedSubgraph, normalise_text: NormaliseText | None = None, *, complete: bool = True
    ) -> None:
        self._subgraph, self._complete = subgraph, complete
        self._normalise_text = normalise_text or str
        self._graph = subgraph.topology.graph
        self._nodes_seen: Flags = np.zeros(len(subgraph.node_numbers), dtype=np.bool_)
        self._edges_seen: Flags = np.zeros(len(subgraph.edge_numbers), dtype=np.bool_)
        self._edges_of = lru_cache(_CACHED_SOURCES)(self._read_edges_of)
        self.nodes, self.edges = Counter[str](), Counter[str]()
        """How many nodes and edges the file has, by kind."""

    def differences(self, read: ImportedGraph) -> Iterator[Difference]:
        """What differs, as it is found.

        Raises:
            UnreadableExport: the file cannot be read to its end.
        """
        for node in read.nodes:
            self.nodes[node.kind] += 1
            yield from self._node(node)
        for edge in read.edges:
            self.edges[edge.kind] += 1
            yield from self._edge(edge)
        if self._complete:
            yield from self._missing()

    def _node(self, node: NodeItem) -> Iterator[Difference]:
        number = self._graph.find(node.curie)
        index = -1 if number is None else _index_of(self._subgraph.node_numbers, number)
        if index < 0:
            yield Difference(f"node {node.curie}", "is in the file and not in the graph")
            return
        if self._nodes_seen[index]:
            yield Difference(f"node {node.curie}", "is in the file twice")
        self._nodes_seen[index] = True
        expected = next(replace(self._subgraph, node_numbers=self._subgraph.node_numbers[index : index + 1]).nodes())
        yield from self._field_differences(f"node {node.curie}", node, expected, _NODE_FIELDS)

    def _edge(self, edge: EdgeItem) -> Iterator[Difference]:
        index, expected = self._edges_of(edge.source).get(edge.id, (-1, edge))
        if index < 0:
            yield Difference(f"edge {edge.id}", "is in the file and not in the graph")
            return
        if self._edges_seen[index]:
            yield Difference(f"edge {edge.id}", "is in the file twice")
        self._edges_seen[index] = True
        yield from self._field_differences(f"edge {edge.id}", edge, expected, _EDGE_FIELDS)

    def _read_edges_of(self, source: str) -> Mapping[str, tuple[int, EdgeItem]]:
        """The edges of the part that leave a node, by id, each with its place."""
        number, edges = self._graph.find(source), self._subgraph.edge_numbers
        if number is None:
            return {}
        starts = self._graph.out_starts
        start, end = np.searchsorted(edges, [starts[number], starts[number + 1]]).tolist()
        found = replace(self._subgraph, edge_numbers=edges[start:end]).edges()
        return {edge.id: (index, edge) for index, edge in enumerate(found, start)}

    def _field_differences(self, what: str, found: Any, expected: Any, names: tuple[str, ...]) -> Iterator[Difference]:
        for name in names:
            actual, wanted = getattr(found, name), getattr(expected, name)
            if actual != wanted and self._normalised(actual) != self._normalised(wanted):
                yield Difference(
                    what, f"{name} is {_abbreviated(actual)} in the file and {_abbreviated(wanted)} in the graph"
                )

    def _normalised(self, value: Any) -> Any:
        """A value with all its texts normalised by `normalise_text`."""
        if isinstance(value, str):
            return self._normalise_text(value)
        if isinstance(value, tuple):
            return tuple(map(self._normalised, value))
        if isinstance(value, dict):
            return {name: self._normalised(item) for name, item in value.items()}
        if hasattr(value, "__dataclass_fields__"):
            return tuple(self._normalised(getattr(value, item.name)) for item in fields(value))
        return value

    def _missing(self) -> Iterator[Difference]:
        subgraph = self._subgraph
        for node in subgraph.node_numbers[~self._nodes_seen].tolist():
            yield Difference(f"node {self._graph.curie(node)}", "is in the graph and not in the file")
        for edge in replace(subgraph, edge_numbers=subgraph.edge_numbers[~self._edges_seen]).edges():
            yield Difference(f"edge {edge.id}", "is in the graph and not in the file")


def _index_of(numbers: Any, number: int) -> int:
    """Index of a number in a sorted array; -1 where it is missing."""
    index = int(np.searchsorted(numbers, number))
    return index if index < len(numbers) and numbers[index] == number else -1


def _abbreviated(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _MAX_VALUE_LENGTH else f"{text[:_MAX_VALUE_LENGTH]}…"
