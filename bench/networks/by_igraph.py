"""igraph: a graph and its algorithms in C."""

from typing import Any

import igraph
import numpy as np

from bench.networks.network import Network
from bench.networks.question import DAMPING, Asked, Library, Question


def library() -> Library:
    return Library(
        "igraph",
        "igraph",
        igraph.Graph.from_networkx,
        _from_columns,
        {
            Question.PAGE_RANK: lambda graph, _: graph.pagerank(damping=DAMPING),
            Question.COMPONENTS: lambda graph, _: graph.connected_components().membership,
            Question.CORES: lambda graph, _: graph.coreness(),
            Question.DISTANCES: lambda graph, asked: graph.distances(source=list(asked.sources)),
            Question.BETWEENNESS: _betweenness,
            Question.COMMUNITIES: lambda graph, _: graph.community_leiden("modularity", n_iterations=2).membership,
            Question.CLUSTERING: lambda graph, _: graph.transitivity_local_undirected(mode="zero"),
            Question.JACCARD: lambda graph, asked: graph.similarity_jaccard(pairs=asked.pairs, loops=False),
        },
    )


def _from_columns(network: Network) -> Any:
    return igraph.Graph(network.nodes, np.column_stack([network.source, network.target]), directed=network.directed)


def _betweenness(graph: Any, asked: Asked) -> Any:
    """Paths that begin at the sources, scaled to all as NetworkX does: to a source none of its own paths counts."""
    if not asked.sources:
        return graph.betweenness()
    count = len(asked.sources)
    scale = np.full(asked.network.nodes, (asked.network.nodes - 1) / count)
    scale[list(asked.sources)] *= count / (count - 1)
    return np.array(graph.betweenness(sources=list(asked.sources))) * scale
