"""Adjacency in compressed sparse rows: the edges of a node are one row of all edges, sorted by node and edge kind.

The rows of a few nodes are found one by one, and only the spans of the kinds that are asked for are read; those of many
nodes are read whole, all at once, which is faster then.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from graph.storage.columns import Array, as_int_sequence

Int64Array = npt.NDArray[np.int64]
_ASKED = 256
"""Different selections of kinds that are remembered."""


@dataclass(frozen=True, slots=True)
class KindFilter:
    """Some kinds by number: a flag for each kind, and the stretches that they form, each `low <= kind < high`."""

    flags: npt.NDArray[np.bool_]
    spans: list[tuple[int, int]]
    all: bool


@lru_cache(_ASKED)
def kind_filter(names: tuple[str, ...], *, of_nodes: bool = False) -> KindFilter:
    """These kinds of edges, or of nodes; all of them where none is named."""
    flags = np.array([not names or kind in names for kind in (NODE_KINDS if of_nodes else EDGE_KINDS)])
    bounds = np.flatnonzero(np.diff(flags, prepend=False, append=False)).tolist()
    return KindFilter(flags, list(zip(bounds[::2], bounds[1::2], strict=True)), bool(flags.all()))


class Adjacency:
    """The rows of all nodes, end to end; a place in them is one edge, seen from the end that the rows are of."""

    def __init__(self, starts: Array, kinds: Array, far: Array, edges: Array | None = None) -> None:
        """Of each place the kind of edge there, the far end and the edge; without `edges`, the edge of this number."""
        self.far = far
        self._starts, self._kinds, self._edges = starts, kinds, edges
        self._plain_starts, self._plain_kinds = as_int_sequence(starts), as_int_sequence(kinds)

    def lengths(self) -> Array:
        """How long each row is."""
        return np.diff(self._starts)

    def edges(self, row: slice) -> Array:
        """The edges of a stretch of places."""
        return np.arange(row.start, row.stop) if self._edges is None else self._edges[row]

    def edges_at(self, places: Int64Array) -> Array:
        """The edges at some places."""
        return places if self._edges is None else self._edges[places]

    def spans(self, nodes: Sequence[int], kinds: KindFilter) -> list[slice]:
        """The stretches of some kinds in the rows of some nodes, none of them empty."""
        starts, kind_at, found = self._plain_starts, self._plain_kinds, []
        for node in nodes:
            start, end = starts[node], starts[node + 1]
            if start < end:
                first, last = kind_at[start], kind_at[end - 1]
                for low, high in kinds.spans:
                    if first < high and low <= last:
                        begin = start if low <= first else bisect_left(kind_at, low, start, end)
                        stop = end if last < high else bisect_left(kind_at, high, begin, end)
                        if begin < stop:
                            found.append(slice(begin, stop))
        return found

    def by_kind(self, row: slice) -> Iterator[tuple[str, slice]]:
        """A stretch of places of one node, divided by kind."""
        start = row.start
        while start < row.stop:
            kind = self._plain_kinds[start]
            stop = bisect_right(self._plain_kinds, kind, start, row.stop)
            yield EDGE_KINDS[kind], slice(start, stop)
            start = stop

    def places(self, nodes: Int64Array, kinds: KindFilter) -> Int64Array:
        """The places of some kinds in the rows of some nodes."""
        first, last = self._starts[nodes], self._starts[nodes + 1]
        lengths = last - first
        ends = lengths.cumsum(dtype=np.int64)
        places: Int64Array = np.arange(ends[-1] if len(ends) else 0) + (last - ends).repeat(lengths)
        return places if kinds.all else places[kinds.flags.take(self._kinds[places]).nonzero()[0]]
