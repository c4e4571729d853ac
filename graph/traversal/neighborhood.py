"""Neighbourhoods: the nodes within some hops of seed nodes, and the subgraph that they induce."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from graph.machine.graph_search_types import SearchLimitExceeded
from graph.model.direction import Direction
from graph.model.elements import Edge, Node
from graph.model.errors import QueryTooCostly
from graph.model.limits import Limits
from graph.traversal.topology import Flags, Int64Array, Topology, TraversalFilter, filter_arrays

_HOP, _AT_ONCE = 500, 64
"""What a hop costs, in rows that could be looked at in that time; edges that are followed in the time of one row."""
Announce = Callable[[int], object]
_HUB = 4
"""A node with so many times more edges than nodes are wanted is a hub: only the beginning of its rows is read."""


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes, nearest first, and the edges among them; `truncated` where there was more than was wanted."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    truncated: bool = False


def neighborhood(
    topology: Topology,
    seeds: Collection[str],
    depth: int,
    ways: TraversalFilter,
    max_nodes: int,
    announce: Announce = lambda rows: None,
) -> Subgraph:
    """All nodes within `depth` hops of the seeds, nearest first and by name among equals, at most `max_nodes`.

    Unknown seeds are left out. The edges are all those of the allowed kinds among the nodes. `announce` is
    told the rows of each hop before it is made, and may end the search by raising.

    Raises:
        QueryTooCostly: there are more than `Limits.subgraph_edges` of them.
    """
    wanted = topology.find(seeds)
    if finder := topology.neighborhoods:
        try:
            near = finder.find(wanted, depth, max_nodes, Limits.subgraph_edges, filter_arrays(ways))
            return _subgraph(topology, near.nodes, near.edges, truncated=near.truncated)
        except SearchLimitExceeded:
            pass
    kept, truncated = wanted[:max_nodes], len(wanted) > max_nodes
    found, frontier = topology.none(), kept
    found[kept] = True
    levels, room = [kept], max_nodes - len(kept)
    for _ in range(depth):
        announce(_HOP + topology.count(frontier, ways.direction) // _AT_ONCE)
        fresh = _nearest(topology, frontier, ways, found, max_nodes)
        frontier = fresh[:room]
        room -= len(frontier)
        levels.append(frontier)
        found[frontier] = True
        truncated = truncated or len(fresh) > len(frontier)
        if truncated or not len(frontier):
            break
    nodes = np.concatenate(levels)
    announce(_HOP + topology.count(nodes, Direction.OUT) // _AT_ONCE)
    return induced_subgraph(topology, nodes, ways.edge_kinds, truncated=truncated)


def induced_subgraph(
    topology: Topology, nodes: Int64Array, edge_kinds: tuple[str, ...], *, truncated: bool = False
) -> Subgraph:
    """The subgraph of some nodes with all edges of some kinds among them.

    Raises:
        QueryTooCostly: there are more than `Limits.subgraph_edges` of them.
    """
    return _subgraph(topology, nodes, topology.among(nodes, edge_kinds), truncated=truncated)


def _subgraph(topology: Topology, nodes: Int64Array, edges: Int64Array, *, truncated: bool) -> Subgraph:
    if len(edges) > Limits.subgraph_edges:
        raise QueryTooCostly(edges=len(edges), limit=Limits.subgraph_edges)
    return Subgraph(topology.nodes(nodes), topology.edges(edges), truncated)


def _nearest(topology: Topology, frontier: Int64Array, ways: TraversalFilter, found: Flags, most: int) -> Int64Array:
    """The nodes one hop away that were not found before, by name; the first `most`, and perhaps more."""
    hubs = topology.degree[frontier] > _HUB * most
    far = [topology.expand_hub(hub, ways, most + 1).far for hub in frontier[hubs].tolist()]
    reached = np.concatenate([topology.expand(frontier[~hubs], ways).far, *far])
    fresh = ~found[reached]
    if ways.kinds:
        fresh &= topology.are_of(reached, ways.kinds)
    return topology.sorted_by_name(reached[fresh.nonzero()[0]])
