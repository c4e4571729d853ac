"""What the shape of the graph says of its nodes, computed when it is frozen: PageRank and communities.

PageRank is that of Page, Brin, Motwani and Winograd (1999), over all edges in their direction, parallel ones counted,
with a damping of 0.85; it agrees with NetworkX and takes a second instead of a minute.

Communities are those of Louvain (Blondel et al. 2008), in large graphs those of label propagation, both by NetworkX,
among procedures that have pages and what they share. A code has its place in its code system, which says more: it is
in none. NetworkX holds these edges as objects of Python, so there is a limit on how many they may be.
"""

from collections.abc import Callable, Mapping

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.model.limits import Limits
from graph.storage.column_types import NOT_FOUND, NOWHERE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.unsignedinteger | np.signedinteger]
DAMPING, TOLERANCE, ROUNDS = 0.85, 1e-10, 200
_SEED = 1
_LARGE = 300_000
"""Edges from which on communities are found by label propagation, which takes time in proportion to them."""


def page_rank(source: Ints, target: Ints, nodes: int) -> Floats:
    """The PageRank of each node; they add up to 1."""
    out = np.bincount(source, minlength=nodes) if nodes else np.zeros(0, dtype=np.int64)
    flow = flow_matrix(source, target, out, nodes)
    return page_rank_of(lambda rank: flow @ rank, out)


def flow_matrix(source: Ints, target: Ints, out: npt.NDArray[np.int64], targets: int) -> csr_array:
    """What part of its rank each source passes on to each of so many targets; `out` counts the edges of all sources."""
    return csr_array((1.0 / out[source], (target, source)), shape=(targets, len(out)))


def page_rank_of(flow: Callable[[Floats], Floats], out: npt.NDArray[np.int64]) -> Floats:
    """The PageRank of nodes, given what flows to each of them and how many edges leave each."""
    nodes = len(out)
    if not nodes:
        return np.zeros(0)
    ends = np.flatnonzero(out == 0)
    rank = np.full(nodes, 1.0 / nodes)
    for _ in range(ROUNDS):
        before = rank
        rank = DAMPING * (flow(before) + before[ends].sum() / nodes) + (1 - DAMPING) / nodes
        if np.abs(rank - before).sum() < TOLERANCE * nodes:
            break
    return rank


def communities(source: Ints, target: Ints, members: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """For each node the number of its community, from 0 for the largest; `NOWHERE` for what is not a member.

    Where more edges join members than `Limits.community_edges` allows, all nodes have `NOT_FOUND`.
    """
    inside = members[source] & members[target]
    return communities_inside(source[inside], target[inside], len(members))


def communities_inside(source: Ints, target: Ints, nodes: int) -> npt.NDArray[np.int32]:
    """The same, given only the edges between members."""
    if len(source) > Limits.community_edges:
        return np.full(nodes, NOT_FOUND, dtype=np.int32)
    joined: nx.Graph[int] = nx.Graph()
    joined.add_edges_from(sorted(zip(source.tolist(), target.tolist(), strict=True)))
    if joined.number_of_edges() > _LARGE:
        found = list(nx.community.fast_label_propagation_communities(joined, seed=_SEED))
    else:
        found = list(nx.community.louvain_communities(joined, seed=_SEED))
    number = np.full(nodes, NOWHERE, dtype=np.int32)
    for place, community in enumerate(sorted(map(sorted, found), key=lambda nodes: (-len(nodes), nodes))):
        number[list(community)] = place
    return number


def analytics_columns(source: Ints, target: Ints, members: npt.NDArray[np.bool_]) -> Mapping[str, Ints]:
    """The columns of a snapshot that hold these; PageRank as the bits of 64-bit floating point numbers."""
    return {
        "node.pagerank": page_rank(source, target, len(members)).view(np.uint64),
        "node.community": communities(source, target, members),
    }
