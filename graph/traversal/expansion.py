"""Steps: edges as they are followed, many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.storage.adjacency import Numbers, Rows

if TYPE_CHECKING:
    from graph.traversal.topology import Topology

Flags = npt.NDArray[np.bool_]
_NONE = np.empty(0, dtype=np.int64)


class Steps:
    """Edges as they are followed: the `i`-th leads from the node `near[i]` over the edge `edge[i]` to `far[i]`.

    Often only `far` is wanted, so `edge` and `near` are found when they are.
    """

    __slots__ = ("_edge", "_near", "_topology", "far")

    def __init__(self, topology: Topology, far: Numbers, edge: Numbers | list[tuple[Rows, slice]]) -> None:
        self.far, self._topology, self._edge = far, topology, edge
        self._near: Numbers | None = None

    def __len__(self) -> int:
        return len(self.far)

    @property
    def edge(self) -> Numbers:
        if isinstance(self._edge, list):
            self._edge = np.concatenate([_NONE, *[rows.edges(stretch) for rows, stretch in self._edge]])
        return self._edge

    @property
    def near(self) -> Numbers:
        if self._near is None:
            self._near = self._topology.other_ends(self.edge, self.far)
        return self._near

    def where(self, chosen: Flags) -> Steps:
        places = chosen.nonzero()[0]
        return Steps(self._topology, self.far[places], self.edge[places])

    def reverse(self) -> Steps:
        steps = Steps(self._topology, self.near, self.edge)
        steps._near = self.far
        return steps
