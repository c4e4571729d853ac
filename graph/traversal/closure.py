"""Closures along one kind of edge, level by level: hierarchies upwards and downwards, distances, subsumption."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from graph.model.direction import Direction
from graph.model.errors import QueryTooCostly
from graph.model.limits import Limits
from graph.traversal.topology import Int64Array, Topology, TraversalFilter


def breadth_first_levels(topology: Topology, seeds: Int64Array, ways: TraversalFilter) -> Iterator[Int64Array]:
    """The nodes at each distance from the seeds, the seeds first, each level by name.

    Raises:
        QueryTooCostly: more than `Limits.closure_nodes` nodes are within reach.
    """
    found, frontier, count = topology.none(), topology.sorted_by_name(seeds), 0
    while len(frontier):
        found[frontier] = True
        count += len(frontier)
        if count > Limits.closure_nodes:
            raise QueryTooCostly(visited=count, limit=Limits.closure_nodes)
        yield frontier
        reached = topology.expand(frontier, ways).far
        frontier = topology.sorted_by_name(reached[(~found[reached]).nonzero()[0]])


def closure(topology: Topology, seeds: Collection[str], kind: str, direction: Direction) -> Int64Array:
    """The seeds and all that can be reached from them along edges of one kind, nearest first.

    Raises:
        QueryTooCostly: more than `Limits.closure_nodes` nodes are within reach.
    """
    reached = breadth_first_levels(topology, topology.find(seeds), TraversalFilter(direction, edge_kinds=(kind,)))
    return np.concatenate([np.empty(0, dtype=np.int64), *reached])


def distances(topology: Topology, seed: int, ways: TraversalFilter) -> Mapping[int, int]:
    """How many edges away each node within reach is."""
    reached = breadth_first_levels(topology, np.array([seed], dtype=np.int64), ways)
    return {node: distance for distance, level in enumerate(reached) for node in level.tolist()}


UP = TraversalFilter(Direction.OUT, edge_kinds=("IS_A",))
DOWN = TraversalFilter(Direction.IN, edge_kinds=("IS_A",))
"""Along IS_A to what is broader, and to what is narrower."""


def subsumes(topology: Topology, broader: str, narrower: str) -> bool:
    """Whether one node is the other, or what the other is a kind of; false where one is unknown."""
    ends = topology.find([broader, narrower])
    if broader == narrower or len(ends) < 2:
        return len(ends) > 0 and broader == narrower
    return any(bool((level == ends[0]).any()) for level in breadth_first_levels(topology, ends[1:], UP))
