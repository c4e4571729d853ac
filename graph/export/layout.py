"""Initial positions of nodes for drawing: one disc per kind, the discs side by side on a ring.

In a disc, nodes lie on a spiral that turns by the golden angle, in the order of the part: each place is a formula of
the node's rank, so that 180,000 nodes take milliseconds, no two lie on one another, and the same part always looks the
same.
"""

from collections.abc import Iterator
from math import cos, pi, sin, sqrt

import numpy as np
import numpy.typing as npt

from graph.export.subgraph import ExportedSubgraph
from graph.model.ontology import NODE_KINDS
from graph.traversal.topology import Int64Array

_GOLDEN_ANGLE = pi * (3 - sqrt(5))
_SPACING = 12.0
"""About how far neighbours in a disc lie apart."""
_GAP = 60.0
"""Between discs."""
_BATCH = 4_096

Positions = npt.NDArray[np.float64]


def positions(subgraph: ExportedSubgraph) -> Positions:
    """A row of x and y for each node of the part, in its order; one decimal, so that all machines say the same."""
    kinds = subgraph.topology.graph.columns["node.kind"][subgraph.node_numbers]
    coordinates = np.empty((len(kinds), 2))
    for kind, (x, y) in zip(subgraph.node_kinds, _centres(list(subgraph.node_kinds.values())), strict=True):
        members: Int64Array = np.flatnonzero(kinds == NODE_KINDS.index(kind))
        rank = np.arange(len(members))
        radius, angle = _SPACING * np.sqrt(rank), _GOLDEN_ANGLE * rank
        coordinates[members, 0] = x + radius * np.cos(angle)
        coordinates[members, 1] = y + radius * np.sin(angle)
    rounded: Positions = np.round(coordinates, 1) + 0.0
    return rounded


def iter_positions(subgraph: ExportedSubgraph) -> Iterator[tuple[float, float]]:
    """The places one by one; few of them are objects of Python at a time."""
    coordinates = positions(subgraph)
    for start in range(0, len(coordinates), _BATCH):
        yield from map(tuple, coordinates[start : start + _BATCH].tolist())


def _centres(sizes: list[int]) -> list[tuple[float, float]]:
    """The middle of each disc: each has a share of the ring that is as wide as it is.

    A chord over an angle up to pi is at least 2 / pi of its arc, so on a ring of `sum / 4` no discs overlap.
    """
    widths = [2 * _SPACING * sqrt(size) + _GAP for size in sizes]
    ring = sum(widths) / 4 if len(sizes) > 1 else 0.0
    centres, offset = list[tuple[float, float]](), 0.0
    for width in widths:
        angle = 2 * pi * (offset + width / 2) / sum(widths)
        centres.append((ring * cos(angle), ring * sin(angle)))
        offset += width
    return centres
