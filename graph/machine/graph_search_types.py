"""What searches in machine code are asked, and what they find."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.machine.flat_columns import Int64Array

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FilterArrays:
    """Which edges may be followed from the source on, and which kinds of nodes may lie between the ends.

    `spans` are of kinds of edges, each `low <= kind < high`; `between` has a flag for each kind of node.
    """

    out: bool
    back: bool
    spans: Int64Array
    between: Flags


@dataclass(frozen=True, slots=True)
class ShortestPathResult:
    """The numbers of nodes and of the edges that join them, and what the edges cost."""

    nodes: list[int]
    edges: list[int]
    cost: int


@dataclass(frozen=True, slots=True)
class NeighborhoodResult:
    """The numbers of nodes, nearest first, and of the edges among them; `truncated` where nodes were left out."""

    nodes: Int64Array
    edges: Int64Array
    truncated: bool


class SearchLimitExceeded(Exception):
    """There is too much to look at."""
