"""The best of all shortest paths between two nodes, in machine code: from both ends at once, a layer at a time.

What it finds is what `graph.traversal.best_paths` finds: the shortest path that costs least, of those the first by the
names of its nodes from the source on, along the first of parallel edges. It gives up where it would have to look at
very much, which `graph.traversal.best_paths` does better, and lets itself be stopped.
"""

from threading import local

import numpy as np

from graph.machine.flat_columns import Bytes, Column, FlatColumns, Int64Array, Words
from graph.machine.graph_search_types import FilterArrays, Flags, SearchLimitExceeded, ShortestPathResult
from graph.machine.jit import compiled, read_word
from graph.machine.path_search_steps import (
    LIMIT_EXCEEDED,
    MAX_STEPS,
    MarkColumn,
    Marks,
    SearchGraph,
    SearchWorkspace,
    edge_of_step,
    expand_node,
    may_pass_through,
    step_cost,
)

LONGEST = 64
_NOTHING = -1
_DISTANCES, _SEARCHES = 1 << 8, 1 << 22
_SIDES = 4
"""Marks of a node: one more than are needed, so that they lie in one line of the processor's cache."""


class _Arrays(local):
    """The room of one thread."""

    def __init__(self, nodes: int) -> None:
        self.marks, self.rest = np.zeros((nodes, _SIDES), np.int32), np.zeros(nodes, np.int64)
        self.reached, self.ends = np.zeros((2, MAX_STEPS), np.int64), np.zeros((2, LONGEST + 2), np.int64)
        self.steps, self.path = np.zeros((2, MAX_STEPS), np.int64), np.zeros((2, LONGEST + 1), np.int64)
        self.searches = 0

    def begin(self) -> None:
        """Give the next search a number."""
        self.searches += 1
        if self.searches == _SEARCHES:
            self.marks[:], self.searches = 0, 1


_NOWHERE = FilterArrays(out=False, back=False, spans=np.zeros((0, 2), np.int64), between=np.zeros(1, np.bool_))


class ShortestPathFinder:
    """Finds shortest paths over one memory; `costs` says by degree what an end of an edge adds to its cost."""

    def __init__(self, flat: FlatColumns, costs: Int64Array, nodes: int) -> None:
        self._memory, self._costs = flat, costs
        self._arrays = _Arrays(nodes)
        if nodes:  # So that what has to be compiled is, before anyone waits for it.
            self.find(0, 0, 0, _NOWHERE)

    def find(self, source: int, target: int, longest: int, way: FilterArrays) -> ShortestPathResult | None:
        """The best of the shortest paths between two different nodes, None where there is none.

        Raises:
            SearchLimitExceeded: there is too much to look at.
        """
        arrays = self._arrays
        arrays.begin()
        length = _find(
            *self._memory, self._costs, way.spans, way.between, way.out, way.back,
            arrays.marks, arrays.rest, arrays.reached, arrays.ends, arrays.steps, arrays.searches * _DISTANCES,
            arrays.path, source, target, min(longest, LONGEST),
        )  # fmt: skip
        if length == LIMIT_EXCEEDED:
            raise SearchLimitExceeded
        if length == _NOTHING:
            return None
        nodes, edges = arrays.path[:, : length + 1].tolist()
        return ShortestPathResult(nodes, edges[:-1], int(arrays.rest[source]))


@compiled
def _find(
    data: Bytes,
    words: Words,
    places: Int64Array,
    costs: Int64Array,
    spans: Int64Array,
    between: Flags,
    out: bool,
    back: bool,
    marks: Marks,
    rest: Int64Array,
    reached: Int64Array,
    ends: Int64Array,
    steps: Int64Array,
    search: int,
    path: Int64Array,
    source: int,
    target: int,
    longest: int,
) -> int:
    """The length of the path, or why there is none."""
    graph = SearchGraph(FlatColumns(data, words, places), costs, spans, between, bool(between.all()), out, back)
    room = SearchWorkspace(marks, rest, reached, ends, steps, search)
    for side, node in ((MarkColumn.SOURCE, source), (MarkColumn.TARGET, target)):
        marks[node, side], reached[side, 0], ends[side, 0], ends[side, 1] = search, node, 0, 1
    ours = theirs = 0
    while ours + theirs < longest:
        if _size(graph, room, MarkColumn.TARGET, theirs) < _size(graph, room, MarkColumn.SOURCE, ours):
            found = _expand(graph, room, MarkColumn.TARGET, theirs, source)
            theirs += 1
        else:
            found = _expand(graph, room, MarkColumn.SOURCE, ours, target)
            ours += 1
        if found < 0:
            return found
        if found > 0:
            _measure(graph, room, ours, theirs)
            return _read_off(graph, room, ours, theirs, path)
    return _NOTHING


@compiled
def _size(graph: SearchGraph, room: SearchWorkspace, side: int, layer: int) -> int:
    """How many edges the last nodes that a side reached have."""
    size = 0
    for place in range(room.ends[side, layer], room.ends[side, layer + 1]):
        node = room.reached[side, place]
        size += read_word(graph.flat, Column.OUT_STARTS, node + 1) - read_word(graph.flat, Column.OUT_STARTS, node)
        size += read_word(graph.flat, Column.IN_STARTS, node + 1) - read_word(graph.flat, Column.IN_STARTS, node)
    return size


@compiled
def _expand(graph: SearchGraph, room: SearchWorkspace, side: int, layer: int, goal: int) -> int:
    """Take one more step from a side: whether the other one is met, or why this is the end."""
    count, first, met = room.ends[side, layer + 1], room.ends[side, layer + 1], 0
    for place in range(room.ends[side, layer], first):
        found = expand_node(graph, room.reached[side, place], side == MarkColumn.SOURCE, room.steps)
        if found < 0 or count + found > MAX_STEPS:
            return LIMIT_EXCEEDED
        for far in room.steps[0, :found]:
            if room.marks[far, side] < room.search and (far == goal or may_pass_through(graph, far)):
                room.marks[far, side] = room.search + layer + 1
                room.reached[side, count] = far
                count += 1
                if room.marks[far, 1 - side] >= room.search:
                    met = 1
    room.ends[side, layer + 2] = count
    return met if count > first else _NOTHING


@compiled
def _measure(graph: SearchGraph, room: SearchWorkspace, ours: int, theirs: int) -> None:
    """What the rest of the way costs: from what the target reached, then from what came there from the source."""
    _lower(room, room.reached[MarkColumn.TARGET, 0], 0)
    for layer in range(theirs):
        for place in range(room.ends[MarkColumn.TARGET, layer], room.ends[MarkColumn.TARGET, layer + 1]):
            node = room.reached[MarkColumn.TARGET, place]
            for step in range(expand_node(graph, node, False, room.steps)):
                near = room.steps[0, step]
                met = layer + 1 < theirs or room.marks[near, MarkColumn.SOURCE] >= room.search
                if met and room.marks[near, MarkColumn.TARGET] == room.search + layer + 1:
                    _lower(room, near, step_cost(graph, room.steps[1, step]) + room.rest[node])
    for layer in range(ours - 1, -1, -1):
        for place in range(room.ends[MarkColumn.SOURCE, layer], room.ends[MarkColumn.SOURCE, layer + 1]):
            node = room.reached[MarkColumn.SOURCE, place]
            for step in range(expand_node(graph, node, True, room.steps)):
                far = room.steps[0, step]
                if (
                    room.marks[far, MarkColumn.SOURCE] == room.search + layer + 1
                    and room.marks[far, MarkColumn.REST] == room.search
                ):
                    _lower(room, node, step_cost(graph, room.steps[1, step]) + room.rest[far])


@compiled
def _lower(room: SearchWorkspace, node: int, rest: int) -> None:
    if room.marks[node, MarkColumn.REST] != room.search or rest < room.rest[node]:
        room.rest[node], room.marks[node, MarkColumn.REST] = rest, room.search


@compiled
def _read_off(graph: SearchGraph, room: SearchWorkspace, ours: int, theirs: int, path: Int64Array) -> int:
    """Go the way that costs least; of equal ones to what is first by name, along the first edge. How far that is."""
    node = room.reached[MarkColumn.SOURCE, 0]
    path[0, 0] = node
    for place in range(ours + theirs):
        best_rank, best_edge, best = -1, -1, -1
        for step in range(expand_node(graph, node, True, room.steps)):
            far = room.steps[0, step]
            near_us = room.marks[far, MarkColumn.SOURCE] == room.search + place + 1
            near_them = room.marks[far, MarkColumn.TARGET] == room.search + ours + theirs - place - 1
            if not (near_us if place < ours else near_them) or room.marks[far, MarkColumn.REST] != room.search:
                continue
            if step_cost(graph, room.steps[1, step]) + room.rest[far] != room.rest[node]:
                continue
            edge = edge_of_step(graph, room.steps[1, step])
            rank = read_word(graph.flat, Column.RANKS, far)
            if best < 0 or rank < best_rank or (rank == best_rank and edge < best_edge):
                best_rank, best_edge, best = rank, edge, far
        if best < 0:  # Where both sides met, too many edges go on.
            return LIMIT_EXCEEDED
        path[0, place + 1], path[1, place] = best, best_edge
        node = best
    return ours + theirs
