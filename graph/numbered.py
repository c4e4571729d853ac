"""Nodes and edges by their numbers: each is decoded when it is looked at, and not before."""

from collections.abc import Sequence
from typing import overload

from graph.frozen import FrozenGraph
from graph.model import Edge, Node


class NumberedNodes(Sequence[Node]):
    """Nodes of a graph, by number."""

    def __init__(self, graph: FrozenGraph, numbers: list[int]) -> None:
        self.graph, self.numbers = graph, numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Node: ...
    @overload
    def __getitem__(self, index: slice) -> "NumberedNodes": ...
    def __getitem__(self, index: int | slice) -> "Node | NumberedNodes":
        if isinstance(index, slice):
            return NumberedNodes(self.graph, self.numbers[index])
        return self.graph.node(self.numbers[index])


class NumberedEdges(Sequence[Edge]):
    """Edges of a graph, by number."""

    def __init__(self, graph: FrozenGraph, numbers: list[int]) -> None:
        self.graph, self.numbers = graph, numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Edge: ...
    @overload
    def __getitem__(self, index: slice) -> "NumberedEdges": ...
    def __getitem__(self, index: int | slice) -> "Edge | NumberedEdges":
        if isinstance(index, slice):
            return NumberedEdges(self.graph, self.numbers[index])
        return self.graph.edge(self.numbers[index])
