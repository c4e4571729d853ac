"""rustworkx: a graph and its algorithms in Rust."""

from importlib import import_module
from typing import Any

from bench.networks.network import Network
from bench.networks.question import DAMPING, TOLERANCE, Asked, Library, Question


def library() -> Library:
    rx = import_module("rustworkx")

    def from_columns(network: Network) -> Any:
        graph = rx.PyDiGraph() if network.directed else rx.PyGraph()
        graph.add_nodes_from(range(network.nodes))
        graph.extend_from_edge_list(list(zip(network.source.tolist(), network.target.tolist(), strict=True)))
        return graph

    def page_rank(graph: Any, asked: Asked) -> Any:
        if not asked.network.directed:
            raise NotImplementedError
        return rx.pagerank(graph, DAMPING, tol=TOLERANCE, max_iter=500)

    def betweenness(graph: Any, asked: Asked) -> Any:
        if asked.sources:
            raise NotImplementedError
        return rx.betweenness_centrality(graph, normalized=False)

    return Library(
        "rustworkx",
        "rustworkx",
        rx.networkx_converter,
        from_columns,
        {
            Question.PAGE_RANK: page_rank,
            Question.COMPONENTS: lambda graph, _: rx.connected_components(graph),
            Question.CORES: lambda graph, _: rx.core_number(graph),
            Question.BETWEENNESS: betweenness,
            Question.DISTANCES: lambda graph, asked: [_distances(rx, graph, source) for source in asked.sources],
        },
    )


def _distances(rx: Any, graph: Any, source: int) -> dict[int, float]:
    """By Dijkstra, as its search by breadth calls Python for each node; the source itself is left out by it."""
    return {source: 0.0, **rx.dijkstra_shortest_path_lengths(graph, source, lambda _: 1.0)}
