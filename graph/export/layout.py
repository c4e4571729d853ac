"""Where nodes are drawn before anyone lays them out: a disc for each kind, side by side on a ring.

In a disc, nodes lie on a spiral that turns by the golden angle, in the order of the part: each place is a formula of
the node's rank, so that 180,000 nodes take milliseconds, no two lie on one another, and the same part always looks the
same.
"""

from collections.abc import Iterator
from math import cos, pi, sin, sqrt

import numpy as np
import numpy.typing as npt

from graph.export.subgraph import ExportSubgraph
from graph.model.ontology import NODE_KINDS
from graph.traversal.topology import Int64Array

_GOLDEN_ANGLE = pi * (3 - sqrt(5))
_SPACING = 12.0
"""About how far neighbours in a disc lie apart."""
_GAP = 60.0
"""Between discs."""
_AT_ONCE = 4_096

Places = npt.NDArray[np.float64]


def places(part: ExportSubgraph) -> Places:
    """A row of x and y for each node of the part, in its order; one decimal, so that all machines say the same."""
    kinds = part.topology.graph.columns["node.kind"][part.node_numbers]
    found = np.empty((len(kinds), 2))
    for kind, (x, y) in zip(part.node_kinds, _centres(list(part.node_kinds.values())), strict=True):
        members: Int64Array = np.flatnonzero(kinds == NODE_KINDS.index(kind))
        rank = np.arange(len(members))
        radius, angle = _SPACING * np.sqrt(rank), _GOLDEN_ANGLE * rank
        found[members, 0] = x + radius * np.cos(angle)
        found[members, 1] = y + radius * np.sin(angle)
    rounded: Places = np.round(found, 1) + 0.0
    return rounded


def each_place(part: ExportSubgraph) -> Iterator[tuple[float, float]]:
    """The places one by one; few of them are objects of Python at a time."""
    found = places(part)
    for start in range(0, len(found), _AT_ONCE):
        yield from map(tuple, found[start : start + _AT_ONCE].tolist())


def _centres(sizes: list[int]) -> list[tuple[float, float]]:
    """The middle of each disc: each has a share of the ring that is as wide as it is.

    A chord over an angle up to pi is at least 2 / pi of its arc, so on a ring of `sum / 4` no discs overlap.
    """
    widths = [2 * _SPACING * sqrt(size) + _GAP for size in sizes]
    ring = sum(widths) / 4 if len(sizes) > 1 else 0.0
    middles, passed = list[tuple[float, float]](), 0.0
    for width in widths:
        angle = 2 * pi * (passed + width / 2) / sum(widths)
        middles.append((ring * cos(angle), ring * sin(angle)))
        passed += width
    return middles
