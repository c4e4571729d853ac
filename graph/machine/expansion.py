"""What a search for a path may follow, what it writes on, and the steps from a node."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.machine.frames import bound
from graph.machine.graph_search import Flags
from graph.machine.jit import compiled, word
from graph.machine.memory import Column, Int64Array, Memory

MOST = 20_000
"""Edges of one node that are looked at, or nodes that are reached, before a search gives up."""
GAVE_UP = -2
Marks = npt.NDArray[np.int32]


class Side(IntEnum):
    """From where something is known of a node: how far from the source, from the target, or what the rest costs."""

    SOURCE = 0
    TARGET = 1
    REST = 2


class SearchGraph(NamedTuple):
    """What a search may follow: edges of some kinds, out of a node or back into it, and through which kinds of nodes.

    `spans` are of kinds of edges, each `low <= kind < high`; `costs` says by degree what an end of an edge adds.
    `any` is whether all kinds of nodes may lie between.
    """

    memory: Memory
    costs: Int64Array
    spans: Int64Array
    between: Flags
    any: bool
    out: bool
    back: bool


class SearchWorkspace(NamedTuple):
    """What a search writes on.

    `marks` has for each side and node `search`, and how far it is, where that is known. `reached` has the nodes of each
    side, `ends` where each of its layers ends, and `rest` what it costs to go on from a node to the target. `steps` are
    the far ends, and what tells the edges (see `edge_of`), of the steps from one node.
    """

    marks: Marks
    rest: Int64Array
    reached: Int64Array
    ends: Int64Array
    steps: Int64Array
    search: int


@compiled
def look(ground: SearchGraph, node: int, ahead: bool, steps: Int64Array) -> int:
    """The steps from a node on, or the other way; how many, or that they are too many."""
    memory, count = ground.memory, 0
    for leaving in (True, False):
        if not (ground.out if leaving == ahead else ground.back):
            continue
        starts, kinds = (Column.OUT_STARTS, Column.EDGE_KINDS) if leaving else (Column.IN_STARTS, Column.IN_KINDS)
        start, end, column = word(memory, starts, node), word(memory, starts, node + 1), memory.places[kinds]
        for span in range(len(ground.spans)):
            first = bound(memory.data, column, start, end, ground.spans[span, 0])
            start = bound(memory.data, column, first, end, ground.spans[span, 1])
            if count + start - first > MOST:
                return GAVE_UP
            for place in range(first, start):
                steps[0, count] = word(memory, Column.TARGETS if leaving else Column.IN_SOURCES, place)
                steps[1, count] = place if leaving else -1 - place
                count += 1
    return count


@compiled
def edge_of(ground: SearchGraph, step: int) -> int:
    """The edge of a step: an entering one is told by its place among those, from -1 down."""
    return step if step >= 0 else word(ground.memory, Column.IN_EDGES, -1 - step)


@compiled
def cost(ground: SearchGraph, step: int) -> int:
    edge = edge_of(ground, step)
    leaving, entering = word(ground.memory, Column.LEAVING, edge), word(ground.memory, Column.ENTERING, edge)
    return int(ground.costs[leaving] + ground.costs[entering])


@compiled
def may_lie_between(ground: SearchGraph, node: int) -> bool:
    if ground.any:
        return True
    return bool(ground.between[ground.memory.data[ground.memory.places[Column.NODE_KINDS] + node]])
