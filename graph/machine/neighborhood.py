"""Neighbourhoods in machine code: level by level from the seeds, by name within a level, with the edges among them.

The result is that of `graph.traversal.neighborhood`. Where very many edges would have to be followed, the search raises
`SearchLimitExceeded`, and that module does it, which announces its work and can be stopped.
"""

from threading import local
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.machine.flat_columns import Bytes, Column, FlatColumns, Int64Array, Words
from graph.machine.frames import kind_lower_bound
from graph.machine.graph_search_types import FilterArrays, Flags, NeighborhoodResult, SearchLimitExceeded
from graph.machine.jit import compiled, read_word

MOST_FOLLOWED = 200_000
"""Edges that a search follows before it gives up: about a millisecond."""
_GAVE_UP = -1
_SEEN, _FOUND, _MARKS = 1, 2, 4
_SEARCHES = 1 << 28
_EDGES = 1 << 12
Marks = npt.NDArray[np.int32]


class _Workspace(local):
    """The arrays of one thread: marks of nodes by the number of the search, nodes found, ranks in a heap, edges."""

    def __init__(self, nodes: int) -> None:
        self.marks, self.edges = np.zeros(nodes, np.int32), np.zeros(_EDGES, np.int64)
        self.found, self.heap, self.counts = np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(4, np.int64)
        self.searches = 0

    def begin(self, most: int) -> int:
        """Give the next search a number, and room for so many nodes."""
        self.searches += 1
        if self.searches == _SEARCHES:
            self.marks[:], self.searches = 0, 1
        if most > len(self.found):
            self.found, self.heap = np.zeros(most, np.int64), np.zeros(most, np.int64)
        return self.searches * _MARKS


class _Search(NamedTuple):
    """What a search may follow, and what it writes on; `named` are all nodes by name."""

    flat: FlatColumns
    named: Int64Array
    spans: Int64Array
    kinds: Flags
    marks: Marks
    heap: Int64Array
    number: int


class NeighborhoodFinder:
    """Finds neighbourhoods over one memory; `named` are all nodes by name."""

    def __init__(self, flat: FlatColumns, named: Int64Array) -> None:
        self._memory, self._named = flat, named
        self._workspace = _Workspace(len(named))
        if len(named):  # So that what has to be compiled is, before anyone waits for it.
            nowhere = FilterArrays(out=True, back=True, spans=np.zeros((0, 2), np.int64), between=np.zeros(1, np.bool_))
            self.find(np.zeros(1, np.int64), 1, 1, 1, nowhere)

    def find(
        self, seeds: Int64Array, depth: int, most_nodes: int, most_edges: int, way: FilterArrays
    ) -> NeighborhoodResult:
        """At most so many nodes within `depth` hops of different seeds, and the edges among them, one more than most.

        Raises:
            SearchLimitExceeded: there is too much to follow.
        """
        space = self._workspace
        number = space.begin(most_nodes)
        while True:
            status = _find(
                *self._memory, self._named, way.spans, way.between, way.out, way.back, space.marks, space.heap,
                number, space.found, space.edges, space.counts, seeds, depth, most_nodes,
            )  # fmt: skip
            if status == _GAVE_UP:
                raise SearchLimitExceeded
            nodes, edges, truncated, _ = space.counts.tolist()
            if edges <= len(space.edges) or len(space.edges) > most_edges:
                return NeighborhoodResult(space.found[:nodes].copy(), space.edges[:edges].copy(), bool(truncated))
            space.edges, number = np.zeros(2 * len(space.edges), np.int64), space.begin(most_nodes)


@compiled
def _find(
    data: Bytes,
    words: Words,
    places: Int64Array,
    named: Int64Array,
    spans: Int64Array,
    kinds: Flags,
    out: bool,
    back: bool,
    marks: Marks,
    heap: Int64Array,
    number: int,
    found: Int64Array,
    edges: Int64Array,
    counts: Int64Array,
    seeds: Int64Array,
    depth: int,
    most: int,
) -> int:
    """Find nodes and edges; `counts` are of both, whether nodes were left out, and of what was followed."""
    search = _Search(FlatColumns(data, words, places), named, spans, kinds, marks, heap, number)
    counts[:] = 0
    count = min(len(seeds), most)
    for place in range(count):
        found[place], marks[seeds[place]] = seeds[place], number + _FOUND
    truncated, first = len(seeds) > count, 0
    for _ in range(depth):
        room, fresh, end = most - count, 0, count
        for place in range(first, end):
            for leaving in (True, False):
                if out if leaving else back:
                    fresh = _follow(search, found[place], leaving, room, fresh, counts)
                    if counts[3] > MOST_FOLLOWED:
                        return _GAVE_UP
        truncated |= fresh > room
        taken = min(fresh, room)
        _sort(heap, taken)
        for place in range(taken):
            node = named[heap[place]]
            found[count], marks[node] = node, number + _FOUND
            count += 1
        if truncated or taken == 0:
            break
        first = end
    counts[0], counts[2] = count, truncated
    return _among(search, found, count, edges, counts)


@compiled
def _follow(search: _Search, node: int, leaving: bool, room: int, fresh: int, counts: Int64Array) -> int:
    """Follow the edges of a node to what was not seen before; how many that are. The first by name are kept."""
    flat, marks, number = search.flat, search.marks, search.number
    starts, kinds = (Column.OUT_STARTS, Column.EDGE_KINDS) if leaving else (Column.IN_STARTS, Column.IN_KINDS)
    start, end, column = read_word(flat, starts, node), read_word(flat, starts, node + 1), flat.places[kinds]
    for span in range(len(search.spans)):
        first = kind_lower_bound(flat.data, column, start, end, search.spans[span, 0])
        start = kind_lower_bound(flat.data, column, first, end, search.spans[span, 1])
        counts[3] += start - first
        if counts[3] > MOST_FOLLOWED:
            return fresh
        for place in range(first, start):
            far = read_word(flat, Column.TARGETS if leaving else Column.IN_SOURCES, place)
            if marks[far] < number and search.kinds[flat.data[flat.places[Column.NODE_KINDS] + far]]:
                marks[far] = number + _SEEN
                _push(search.heap, min(fresh, room), room, read_word(flat, Column.RANKS, far))
                fresh += 1
    return fresh


@compiled
def _push(heap: Int64Array, size: int, room: int, rank: int) -> None:
    """Add a rank to a heap whose root is the largest, in which only the smallest have room."""
    if size < room:
        place = size
        while place > 0 and heap[(place - 1) // 2] < rank:
            heap[place] = heap[(place - 1) // 2]
            place = (place - 1) // 2
        heap[place] = rank
    elif room > 0 and rank < heap[0]:
        _sink(heap, 0, room, rank)


@compiled
def _sink(heap: Int64Array, place: int, size: int, value: int) -> None:
    """Put a value at a place of a heap, or below it."""
    child = 2 * place + 1
    while child < size:
        if child + 1 < size and heap[child + 1] > heap[child]:
            child += 1
        if heap[child] <= value:
            break
        heap[place] = heap[child]
        place, child = child, 2 * child + 1
    heap[place] = value


@compiled
def _sort(heap: Int64Array, size: int) -> None:
    """Sort the first numbers, which are a heap."""
    for end in range(size - 1, 0, -1):
        largest = heap[0]
        _sink(heap, 0, end, heap[end])
        heap[end] = largest


@compiled
def _among(search: _Search, found: Int64Array, count: int, edges: Int64Array, counts: Int64Array) -> int:
    """The edges among what was found, in order; how many of them there are is counted beyond the room for them too."""
    flat, heap, number = search.flat, search.heap, search.number
    for place in range(count):
        _push(heap, place, count, found[place])
    _sort(heap, count)
    column = flat.places[Column.EDGE_KINDS]
    for place in range(count):
        start, end = (
            read_word(flat, Column.OUT_STARTS, heap[place]),
            read_word(flat, Column.OUT_STARTS, heap[place] + 1),
        )
        for span in range(len(search.spans)):
            first = kind_lower_bound(flat.data, column, start, end, search.spans[span, 0])
            start = kind_lower_bound(flat.data, column, first, end, search.spans[span, 1])
            counts[3] += start - first
            if counts[3] > MOST_FOLLOWED:
                return _GAVE_UP
            for edge in range(first, start):
                if search.marks[read_word(flat, Column.TARGETS, edge)] == number + _FOUND:
                    if counts[1] < len(edges):
                        edges[counts[1]] = edge
                    counts[1] += 1
    return 0
