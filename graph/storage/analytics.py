"""What the shape of the graph says of its nodes, computed when it is frozen: PageRank and communities.

PageRank is that of Page, Brin, Motwani and Winograd (1999), over all edges in their direction, parallel ones counted,
with a damping of 0.85; it agrees with NetworkX and takes a second instead of a minute.

Communities are those of Louvain (Blondel et al. 2008), in large graphs those of label propagation, both by NetworkX,
among procedures that have pages and what they share. A code has its place in its code system, which says more: it is
in none.
"""

from collections.abc import Mapping

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.storage.column_types import NOWHERE

Ints = npt.NDArray[np.unsignedinteger | np.signedinteger]
DAMPING, TOLERANCE, ROUNDS = 0.85, 1e-10, 200
_SEED = 1
_LARGE = 300_000
"""Edges from which on communities are found by label propagation, which takes time in proportion to them."""


def page_rank(source: Ints, target: Ints, nodes: int) -> npt.NDArray[np.float64]:
    """The PageRank of each node; they add up to 1."""
    if not nodes:
        return np.zeros(0)
    out = np.bincount(source, minlength=nodes)
    flow = csr_array((1.0 / out[source], (target, source)), shape=(nodes, nodes))
    ends = np.flatnonzero(out == 0)
    rank = np.full(nodes, 1.0 / nodes)
    for _ in range(ROUNDS):
        before = rank
        rank = DAMPING * (flow @ before + before[ends].sum() / nodes) + (1 - DAMPING) / nodes
        if np.abs(rank - before).sum() < TOLERANCE * nodes:
            break
    return rank


def communities(source: Ints, target: Ints, members: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """For each node the number of its community, from 0 for the largest; `NOWHERE` for what is not a member."""
    inside = members[source] & members[target]
    joined: nx.Graph[int] = nx.Graph()
    joined.add_edges_from(sorted(zip(source[inside].tolist(), target[inside].tolist(), strict=True)))
    if joined.number_of_edges() > _LARGE:
        found = list(nx.community.fast_label_propagation_communities(joined, seed=_SEED))
    else:
        found = list(nx.community.louvain_communities(joined, seed=_SEED))
    number = np.full(len(members), NOWHERE, dtype=np.int32)
    for place, community in enumerate(sorted(map(sorted, found), key=lambda nodes: (-len(nodes), nodes))):
        number[list(community)] = place
    return number


def analytics_columns(source: Ints, target: Ints, members: npt.NDArray[np.bool_]) -> Mapping[str, Ints]:
    """The columns of a snapshot that hold these; PageRank as the bits of 64-bit floating point numbers."""
    return {
        "node.pagerank": page_rank(source, target, len(members)).view(np.uint64),
        "node.community": communities(source, target, members),
    }
