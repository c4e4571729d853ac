"""Neighbourhood and hierarchy: written once, over the numbers of any graph."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.machine.graph_search import GaveUpError
from graph.model.direction import Direction
from graph.model.elements import Edge, Node
from graph.model.errors import QueryTooCostly
from graph.model.limits import Limits
from graph.traversal.topology import Flags, Numbers, Topology, Ways, way_of

_HOP, _AT_ONCE = 500, 64
"""What a hop costs, in rows that could be looked at in that time; edges that are followed in the time of one row."""
Work = Callable[[int], object]
_HUB = 4
"""A node with so many times more edges than nodes are wanted is a hub: only the beginning of its rows is read."""


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes, nearest first, and the edges among them; `truncated` where there was more than was wanted."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    truncated: bool = False


def neighborhood(
    topology: Topology, seeds: Collection[str], depth: int, ways: Ways, max_nodes: int, work: Work = lambda rows: None
) -> Subgraph:
    """All nodes within `depth` hops of the seeds, nearest first and by name among equals, at most `max_nodes`.

    Unknown seeds are left out. The edges are all those of the allowed kinds among the nodes. `work` is told of each hop
    before it is made, and may end it by raising.

    Raises:
        QueryTooCostly: there are more than `Limits.subgraph_edges` of them.
    """
    wanted = topology.find(seeds)
    if finder := topology.neighborhoods:
        try:
            near = finder.find(wanted, depth, max_nodes, Limits.subgraph_edges, way_of(ways))
            return _subgraph(topology, near.nodes, near.edges, truncated=near.truncated)
        except GaveUpError:
            pass
    kept, truncated = wanted[:max_nodes], len(wanted) > max_nodes
    found, frontier = topology.none(), kept
    found[kept] = True
    levels, room = [kept], max_nodes - len(kept)
    for _ in range(depth):
        work(_HOP + topology.count(frontier, ways.direction) // _AT_ONCE)
        fresh = _nearest(topology, frontier, ways, found, max_nodes)
        frontier = fresh[:room]
        room -= len(frontier)
        levels.append(frontier)
        found[frontier] = True
        truncated = truncated or len(fresh) > len(frontier)
        if truncated or not len(frontier):
            break
    nodes = np.concatenate(levels)
    work(_HOP + topology.count(nodes, Direction.OUT) // _AT_ONCE)
    return induced(topology, nodes, ways.edge_kinds, truncated=truncated)


def induced(topology: Topology, nodes: Numbers, edge_kinds: tuple[str, ...], *, truncated: bool = False) -> Subgraph:
    """The subgraph of some nodes with all edges of some kinds among them.

    Raises:
        QueryTooCostly: there are more than `Limits.subgraph_edges` of them.
    """
    return _subgraph(topology, nodes, topology.among(nodes, edge_kinds), truncated=truncated)


def _subgraph(topology: Topology, nodes: Numbers, edges: Numbers, *, truncated: bool) -> Subgraph:
    if len(edges) > Limits.subgraph_edges:
        raise QueryTooCostly(edges=len(edges), limit=Limits.subgraph_edges)
    return Subgraph(topology.nodes(nodes), topology.edges(edges), truncated)


def _nearest(topology: Topology, frontier: Numbers, ways: Ways, found: Flags, most: int) -> Numbers:
    """The nodes one hop away that were not found before, by name; the first `most`, and perhaps more."""
    hubs = topology.degree[frontier] > _HUB * most
    far = [topology.first_steps(hub, ways, most + 1).far for hub in frontier[hubs].tolist()]
    reached = np.concatenate([topology.steps(frontier[~hubs], ways).far, *far])
    fresh = ~found[reached]
    if ways.kinds:
        fresh &= topology.are_of(reached, ways.kinds)
    return topology.by_name(reached[fresh.nonzero()[0]])


def levels(topology: Topology, seeds: Numbers, ways: Ways) -> Iterator[Numbers]:
    """The nodes at each distance from the seeds, the seeds first, each level by name.

    Raises:
        QueryTooCostly: more than `Limits.closure_nodes` nodes are within reach.
    """
    found, frontier, count = topology.none(), topology.by_name(seeds), 0
    while len(frontier):
        found[frontier] = True
        count += len(frontier)
        if count > Limits.closure_nodes:
            raise QueryTooCostly(visited=count, limit=Limits.closure_nodes)
        yield frontier
        reached = topology.steps(frontier, ways).far
        frontier = topology.by_name(reached[(~found[reached]).nonzero()[0]])


def closure(topology: Topology, seeds: Collection[str], kind: str, direction: Direction) -> Numbers:
    """The seeds and all that can be reached from them along edges of one kind, nearest first.

    Raises:
        QueryTooCostly: more than `Limits.closure_nodes` nodes are within reach.
    """
    reached = levels(topology, topology.find(seeds), Ways(direction, edge_kinds=(kind,)))
    return np.concatenate([np.empty(0, dtype=np.int64), *reached])


def distances(topology: Topology, seed: int, ways: Ways) -> Mapping[int, int]:
    """How many edges away each node within reach is."""
    reached = levels(topology, np.array([seed], dtype=np.int64), ways)
    return {node: distance for distance, level in enumerate(reached) for node in level.tolist()}


UP = Ways(Direction.OUT, edge_kinds=("IS_A",))
DOWN = Ways(Direction.IN, edge_kinds=("IS_A",))
"""Along IS_A to what is broader, and to what is narrower."""


def subsumes(topology: Topology, broader: str, narrower: str) -> bool:
    """Whether one node is the other, or what the other is a kind of; false where one is unknown."""
    ends = topology.find([broader, narrower])
    if broader == narrower or len(ends) < 2:
        return len(ends) > 0 and broader == narrower
    return any(bool((level == ends[0]).any()) for level in levels(topology, ends[1:], UP))
