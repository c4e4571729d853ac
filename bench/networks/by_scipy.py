"""SciPy: algorithms over sparse matrices, and PageRank as a build of the graph computes it."""

from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csgraph

from bench.networks.network import Network
from bench.networks.question import Asked, Library, Question
from graph.storage.analytics import page_rank


def library() -> Library:
    return Library(
        "SciPy",
        "scipy",
        _from_networkx,
        Network.adjacency,
        {
            Question.PAGE_RANK: _page_rank,
            Question.COMPONENTS: lambda matrix, _: csgraph.connected_components(matrix, directed=False)[1],
            Question.DISTANCES: lambda matrix, asked: csgraph.dijkstra(matrix, indices=asked.sources, unweighted=True),
            Question.JACCARD: _jaccard,
        },
    )


def _from_networkx(graph: Any) -> Any:
    return nx.to_scipy_sparse_array(graph, dtype=np.dtype(np.float64))


def _page_rank(matrix: Any, asked: Asked) -> Any:
    source, target = matrix.nonzero()
    return page_rank(source, target, asked.network.nodes)


def _jaccard(matrix: Any, asked: Asked) -> Any:
    one, other = np.array(asked.pairs).T
    nodes, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    rows = matrix[nodes]
    shared = (rows @ rows.T).toarray()
    sizes = shared.diagonal()
    one, other = place.reshape(2, -1)
    both = shared[one, other]
    either = sizes[one] + sizes[other] - both
    return np.divide(both, either, out=np.zeros_like(both), where=either > 0)
