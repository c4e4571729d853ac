"""Steps: edges as they are followed, many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.storage.adjacency import Adjacency, Int64Array

if TYPE_CHECKING:
    from graph.traversal.topology import Topology

Flags = npt.NDArray[np.bool_]
_NONE = np.empty(0, dtype=np.int64)


class Expansion:
    """Edges as they are followed: the `i`-th leads from the node `near[i]` over the edge `edge[i]` to `far[i]`.

    Often only `far` is wanted, so `edge` and `near` are found when they are.
    """

    __slots__ = ("_edge", "_near", "_topology", "far")

    def __init__(self, topology: Topology, far: Int64Array, edge: Int64Array | list[tuple[Adjacency, slice]]) -> None:
        self.far, self._topology, self._edge = far, topology, edge
        self._near: Int64Array | None = None

    def __len__(self) -> int:
        return len(self.far)

    @property
    def edge(self) -> Int64Array:
        if isinstance(self._edge, list):
            self._edge = np.concatenate([_NONE, *[rows.edges(span) for rows, span in self._edge]])
        return self._edge

    @property
    def near(self) -> Int64Array:
        if self._near is None:
            self._near = self._topology.other_ends(self.edge, self.far)
        return self._near

    def where(self, chosen: Flags) -> Expansion:
        places = chosen.nonzero()[0]
        return Expansion(self._topology, self.far[places], self.edge[places])

    def reverse(self) -> Expansion:
        steps = Expansion(self._topology, self.near, self.edge)
        steps._near = self.far
        return steps
