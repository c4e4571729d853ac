"""Expanding one node in machine code: the graph as a path search sees it, its workspace, and the steps from a node."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.machine.flat_columns import Column, FlatColumns, Int64Array
from graph.machine.frames import kind_lower_bound
from graph.machine.graph_search_types import Flags
from graph.machine.jit import compiled, read_word

MAX_STEPS = 20_000
"""Edges read of one node, or nodes reached, above which a search gives up."""
LIMIT_EXCEEDED = -2
Marks = npt.NDArray[np.int32]


class MarkColumn(IntEnum):
    """Columns of the marks: distance from the source, distance from the target, cost of the rest of the path."""

    SOURCE = 0
    TARGET = 1
    REST = 2


class SearchGraph(NamedTuple):
    """The graph as a search sees it: which edges it may follow, in which directions, through which kinds of nodes.

    `spans` (n, 2) are ranges of edge kinds, `low <= kind < high`; `costs` (degrees,) is what an end of an edge adds by
    its degree; `between` (kinds,) flags the kinds of nodes that paths may pass through, `any` that all may.
    """

    flat: FlatColumns
    costs: Int64Array
    spans: Int64Array
    between: Flags
    any: bool
    out: bool
    back: bool


class SearchWorkspace(NamedTuple):
    """What a search writes to; kept between searches, so that nothing is allocated.

    `marks` (nodes, sides) int32: the number of the search plus a distance, where this search knows one. `reached`
    (2, n): the nodes of each side in the order in which they were found; `ends`: where each of its layers ends. `rest`
    (nodes,): the cost from a node to the target. `steps` (2, n): far ends of the steps from one node, and the edges as
    `edge_of_step` reads them.
    """

    marks: Marks
    rest: Int64Array
    reached: Int64Array
    ends: Int64Array
    steps: Int64Array
    search: int


@compiled
def expand_node(graph: SearchGraph, node: int, forward: bool, steps: Int64Array) -> int:
    """Write the steps from a node, return their number or `LIMIT_EXCEEDED`; `forward` is from source to target."""
    flat, count = graph.flat, 0
    for leaving in (True, False):
        if not (graph.out if leaving == forward else graph.back):
            continue
        starts, kinds = (Column.OUT_STARTS, Column.EDGE_KINDS) if leaving else (Column.IN_STARTS, Column.IN_KINDS)
        start, end, column = read_word(flat, starts, node), read_word(flat, starts, node + 1), flat.places[kinds]
        for span in range(len(graph.spans)):
            first = kind_lower_bound(flat.data, column, start, end, graph.spans[span, 0])
            start = kind_lower_bound(flat.data, column, first, end, graph.spans[span, 1])
            if count + start - first > MAX_STEPS:
                return LIMIT_EXCEEDED
            for place in range(first, start):
                steps[0, count] = read_word(flat, Column.TARGETS if leaving else Column.IN_SOURCES, place)
                steps[1, count] = place if leaving else -1 - place
                count += 1
    return count


@compiled
def edge_of_step(graph: SearchGraph, step: int) -> int:
    """The number of the edge of a step; an entering edge is stored as `-1 - place` among the entering ones."""
    return step if step >= 0 else read_word(graph.flat, Column.IN_EDGES, -1 - step)


@compiled
def step_cost(graph: SearchGraph, step: int) -> int:
    edge = edge_of_step(graph, step)
    leaving, entering = read_word(graph.flat, Column.LEAVING, edge), read_word(graph.flat, Column.ENTERING, edge)
    return int(graph.costs[leaving] + graph.costs[entering])


@compiled
def may_pass_through(graph: SearchGraph, node: int) -> bool:
    if graph.any:
        return True
    return bool(graph.between[graph.flat.data[graph.flat.places[Column.NODE_KINDS] + node]])
