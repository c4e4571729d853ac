"""The expansion of a frontier: all edges that lead on from some nodes, as arrays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from graph.storage.adjacency import Adjacency, Int64Array

Flags = npt.NDArray[np.bool_]
OtherEnds = Callable[[Int64Array, Int64Array], Int64Array]
"""For each edge, and one of its ends, the other end."""
_NONE = np.empty(0, dtype=np.int64)


class Expansion:
    """Edges as they are followed: the `i`-th leads from the node `near[i]` over the edge `edge[i]` to `far[i]`.

    All three are int64 arrays of one length. Often only `far` is wanted, so `edge` and `near` are computed on demand:
    `edge` from spans of rows, `near` by `other_ends`.
    """

    __slots__ = ("_edge", "_near", "_other_ends", "far")

    def __init__(
        self, other_ends: OtherEnds, far: Int64Array, edge: Int64Array | list[tuple[Adjacency, slice]]
    ) -> None:
        self.far, self._other_ends, self._edge = far, other_ends, edge
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
            self._near = self._other_ends(self.edge, self.far)
        return self._near

    def where(self, chosen: Flags) -> Expansion:
        places = chosen.nonzero()[0]
        return Expansion(self._other_ends, self.far[places], self.edge[places])

    def reverse(self) -> Expansion:
        reversed_ = Expansion(self._other_ends, self.near, self.edge)
        reversed_._near = self.far
        return reversed_
