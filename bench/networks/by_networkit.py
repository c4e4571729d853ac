"""NetworKit: a graph and its algorithms in C++, with as many threads as there are cores."""

from importlib import import_module
from typing import Any

import numpy as np

from bench.networks.network import Network
from bench.networks.question import DAMPING, Asked, Library, Question

_TOLERANCE = 1e-9


def library() -> Library:
    kit = import_module("networkit")

    def from_columns(network: Network) -> Any:
        ends = (np.ones(len(network.source)), (network.source, network.target))
        return kit.GraphFromCoo(ends, n=network.nodes, directed=network.directed)

    def page_rank(graph: Any, _: Asked) -> Any:
        sinks = kit.centrality.SinkHandling.DistributeSinks
        return kit.centrality.PageRank(graph, DAMPING, _TOLERANCE, distributeSinks=sinks).run().scores()

    def distances(graph: Any, asked: Asked) -> Any:
        return [kit.distance.BFS(graph, source, storePaths=False).run().getDistances() for source in asked.sources]

    def betweenness(graph: Any, asked: Asked) -> Any:
        """Of all paths: those that it samples are others than NetworkX draws. It counts both ways of each."""
        if asked.sources:
            raise NotImplementedError
        return np.array(kit.centrality.Betweenness(graph).run().scores()) / 2

    def clustering(graph: Any, _: Asked) -> Any:
        return kit.centrality.LocalClusteringCoefficient(graph).run().scores()

    return Library(
        "NetworKit",
        "networkit",
        kit.nxadapter.nx2nk,
        from_columns,
        {
            Question.PAGE_RANK: page_rank,
            Question.COMPONENTS: lambda graph, _: (
                kit.components.ConnectedComponents(graph).run().getPartition().getVector()
            ),
            Question.CORES: lambda graph, _: kit.centrality.CoreDecomposition(graph).run().scores(),
            Question.DISTANCES: distances,
            Question.BETWEENNESS: betweenness,
            Question.COMMUNITIES: lambda graph, _: (
                kit.community.PLM(graph, refine=True).run().getPartition().getVector()
            ),
            Question.CLUSTERING: clustering,
            Question.JACCARD: lambda graph, asked: kit.linkprediction.JaccardIndex(graph).runOn(list(asked.pairs)),
        },
    )
