"""Nodes and edges by their numbers: each is decoded when it is looked at, and not before."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from operator import eq
from typing import Self, TypeVar, overload

import numpy as np
import numpy.typing as npt

from graph.model.elements import Edge, Node
from graph.storage.frozen_graph import FrozenGraph

Decoded = TypeVar("Decoded", Node, Edge)


class _LazySequence(Sequence[Decoded]):
    """What some numbers stand for in a graph, in their order; equal to any sequence of the same."""

    def __init__(self, graph: FrozenGraph, numbers: "Sequence[int] | npt.NDArray[np.int64]") -> None:
        self.graph, self.given = graph, numbers

    @cached_property
    def numbers(self) -> list[int]:
        """The numbers as a list; as they were given, they are `given`."""
        listed: list[int] = self.given.tolist() if isinstance(self.given, np.ndarray) else list(self.given)
        return listed

    @abstractmethod
    def _decode(self, number: int) -> Decoded: ...

    def __len__(self) -> int:
        return len(self.given)

    @overload
    def __getitem__(self, index: int) -> Decoded: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Decoded | Self:
        if isinstance(index, slice):
            return type(self)(self.graph, self.given[index])
        return self._decode(self.numbers[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # Like a list, it may be changed.

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)})"


class LazyNodes(_LazySequence[Node]):
    """Nodes of a graph, by number."""

    def _decode(self, number: int) -> Node:
        return self.graph.node(number)


class LazyEdges(_LazySequence[Edge]):
    """Edges of a graph, by number."""

    def _decode(self, number: int) -> Edge:
        return self.graph.edge(number)
