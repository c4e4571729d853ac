"""How far many nodes lie below each of some ancestors, all at a time, and which ancestors several have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model.elements import Node
from graph.traversal.closure import UP, breadth_first_levels
from graph.traversal.topology import Int64Array, Topology

Distances = npt.NDArray[np.int32]
UNREACHED = 1 << 20
"""The distance to what is no ancestor."""


def ancestor_distances(topology: Topology, nodes: Int64Array, ancestors: Int64Array) -> Distances:
    """For each of some nodes the least number of edges of IS_A up to each of the ancestors, 0 to itself.

    A column for each ancestor, relaxed edge by edge until nothing changes, as Bellman and Ford do.

    Raises:
        QueryTooCostly: too many nodes are within reach (see `graph.traversal.neighborhood.levels`).
    """
    every = np.sort(np.concatenate([nodes[:0], *breadth_first_levels(topology, nodes, UP)]))
    steps = topology.expand(every, UP)
    lower, upper = np.searchsorted(every, steps.near), np.searchsorted(every, steps.far)
    order = lower.argsort(kind="stable")
    lower, upper = lower[order], upper[order]
    firsts = np.flatnonzero(np.diff(lower, prepend=-1))
    found = np.where(every[:, np.newaxis] == ancestors, 0, UNREACHED).astype(np.int32)
    changed = len(firsts) > 0
    while changed:
        better = np.minimum.reduceat(found[upper] + 1, firsts)
        changed = bool((better < found[lower[firsts]]).any())
        found[lower[firsts]] = np.minimum(found[lower[firsts]], better)
    return found[np.searchsorted(every, nodes)]


@dataclass(frozen=True, slots=True)
class CommonAncestor:
    """A node that several nodes are kinds of, how far above each of them, and whether none is further down."""

    node: Node
    distances: tuple[int, ...]
    lowest: bool


def common_ancestors(topology: Topology, curies: Sequence[str]) -> list[CommonAncestor]:
    """What all of these nodes are, or are kinds of, nearest first, by name among equals; nothing if one is unknown."""
    seeds = topology.find(curies)
    if len(seeds) < len(set(curies)) or not len(seeds):
        return []
    above = topology.sorted_by_name(np.concatenate([*breadth_first_levels(topology, seeds[:1], UP)]))
    distances = ancestor_distances(topology, seeds, above)
    is_shared = (distances < UNREACHED).all(axis=0)
    shared, distances = above[is_shared], distances[:, is_shared]
    among = ancestor_distances(topology, shared, shared)
    covered = np.any((among > 0) & (among < UNREACHED), axis=0).tolist()
    return [
        CommonAncestor(topology.graph.node(int(shared[place])), tuple(distances[:, place].tolist()), not covered[place])
        for place in distances.sum(axis=0).argsort(kind="stable").tolist()
    ]
