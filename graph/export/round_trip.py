"""Whether what was read of an export is what the graph has, up to what the format says that it loses."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np

from graph.export.reader import ImportedGraph
from graph.export.subgraph import EdgeItem, ExportSubgraph, NodeItem
from graph.traversal.topology import Flags

Carried = Callable[[str], str]
_SOURCES = 256
"""Nodes whose edges are kept decoded: a file has the edges of a node side by side, or nearly."""
_SHOWN = 80
"""Characters of a value that are shown."""
_NODE = ("kind", "name", "properties")
_EDGE = ("kind", "properties", "evidence")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it should be: a node's CURIE or an edge's id, and what about it."""

    what: str
    problem: str

    def __str__(self) -> str:
        return f"{self.what}: {self.problem}"


class Comparison:
    """Compares the items of a file with those of a part, in whatever order they come; memory grows with neither.

    With `whole`, all of the part has to be in the file. `carried` is what the format makes of a text.
    """

    def __init__(self, part: ExportSubgraph, carried: Carried | None = None, *, whole: bool = True) -> None:
        self._part, self._whole = part, whole
        self._carried = carried or str
        self._graph = part.topology.graph
        self._nodes_met: Flags = np.zeros(len(part.node_numbers), dtype=np.bool_)
        self._edges_met: Flags = np.zeros(len(part.edge_numbers), dtype=np.bool_)
        self._edges_of = lru_cache(_SOURCES)(self._read_edges_of)
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
        if self._whole:
            yield from self._missing()

    def _node(self, node: NodeItem) -> Iterator[Difference]:
        number = self._graph.find(node.curie)
        place = -1 if number is None else _place(self._part.node_numbers, number)
        if place < 0:
            yield Difference(f"node {node.curie}", "is in the file and not in the graph")
            return
        if self._nodes_met[place]:
            yield Difference(f"node {node.curie}", "is in the file twice")
        self._nodes_met[place] = True
        expected = next(replace(self._part, node_numbers=self._part.node_numbers[place : place + 1]).nodes())
        yield from self._unlike(f"node {node.curie}", node, expected, _NODE)

    def _edge(self, edge: EdgeItem) -> Iterator[Difference]:
        place, expected = self._edges_of(edge.source).get(edge.id, (-1, edge))
        if place < 0:
            yield Difference(f"edge {edge.id}", "is in the file and not in the graph")
            return
        if self._edges_met[place]:
            yield Difference(f"edge {edge.id}", "is in the file twice")
        self._edges_met[place] = True
        yield from self._unlike(f"edge {edge.id}", edge, expected, _EDGE)

    def _read_edges_of(self, source: str) -> Mapping[str, tuple[int, EdgeItem]]:
        """The edges of the part that leave a node, by id, each with its place."""
        number, edges = self._graph.find(source), self._part.edge_numbers
        if number is None:
            return {}
        starts = self._graph.out_starts
        start, end = np.searchsorted(edges, [starts[number], starts[number + 1]]).tolist()
        found = replace(self._part, edge_numbers=edges[start:end]).edges()
        return {edge.id: (place, edge) for place, edge in enumerate(found, start)}

    def _unlike(self, what: str, found: Any, expected: Any, names: tuple[str, ...]) -> Iterator[Difference]:
        for name in names:
            here, there = getattr(found, name), getattr(expected, name)
            if here != there and self._as_carried(here) != self._as_carried(there):
                yield Difference(what, f"{name} is {_shown(here)} in the file and {_shown(there)} in the graph")

    def _as_carried(self, value: Any) -> Any:
        """A value as the format makes it; two that it makes the same are no difference."""
        if isinstance(value, str):
            return self._carried(value)
        if isinstance(value, tuple):
            return tuple(map(self._as_carried, value))
        if isinstance(value, dict):
            return {name: self._as_carried(item) for name, item in value.items()}
        if hasattr(value, "__dataclass_fields__"):
            return tuple(self._as_carried(getattr(value, part.name)) for part in fields(value))
        return value

    def _missing(self) -> Iterator[Difference]:
        part = self._part
        for node in part.node_numbers[~self._nodes_met].tolist():
            yield Difference(f"node {self._graph.curie(node)}", "is in the graph and not in the file")
        for edge in replace(part, edge_numbers=part.edge_numbers[~self._edges_met]).edges():
            yield Difference(f"edge {edge.id}", "is in the graph and not in the file")


def _place(numbers: Any, number: int) -> int:
    """Where a number stands among others that are in order; negative where it does not."""
    place = int(np.searchsorted(numbers, number))
    return place if place < len(numbers) and numbers[place] == number else -1


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
