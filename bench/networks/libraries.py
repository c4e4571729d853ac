"""Libraries that answer, as far as they are there."""

import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

import networkx as nx
import numpy as np

from bench.networks.network import Network
from bench.networks.question import DAMPING, SEED, TOLERANCE, Answer, Asked, Library, Question

PLAIN = "NetworkX"


def libraries() -> Iterator[Library | str]:
    """Plain NetworkX, and then the others: each, or why it is not there.

    Threads of OpenMP that wait give up their core: spinning, they hold each other up where other work has the cores.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    yield Library(PLAIN, "networkx", lambda graph: graph, Network.to_networkx, _plain(), runs_networkx=True)
    for make in (_parallel, _graphblas, *(_of(name) for name in ("igraph", "scipy", "networkit", "rustworkx"))):
        try:
            yield make()
        except ImportError as error:
            yield f"{error.name or 'a library'} is not there: {error}"


def _of(name: str) -> Callable[[], Library]:
    def make() -> Library:
        library: Library = import_module(f"bench.networks.by_{name}").library()
        return library

    return make


def _plain() -> Mapping[Question, Answer]:
    return {
        Question.PAGE_RANK: lambda graph, _: nx.pagerank(graph, DAMPING, tol=TOLERANCE, max_iter=500),
        Question.COMPONENTS: lambda graph, _: list(nx.connected_components(graph)),
        Question.CORES: lambda graph, _: nx.core_number(graph),
        Question.DISTANCES: lambda graph, asked: [
            nx.single_source_shortest_path_length(graph, source) for source in asked.sources
        ],
        Question.BETWEENNESS: _betweenness,
        Question.COMMUNITIES: lambda graph, _: nx.community.louvain_communities(graph, seed=SEED),
        Question.CLUSTERING: lambda graph, _: nx.clustering(graph),
        Question.JACCARD: lambda graph, asked: list(nx.jaccard_coefficient(graph, asked.pairs)),
    }


def _betweenness(graph: Any, asked: Asked) -> Any:
    return nx.betweenness_centrality(graph, k=len(asked.sources) or None, seed=SEED, normalized=False)


def _parallel() -> Library:
    """NetworkX's own code in several processes, which each get a copy of the graph."""
    parallel = import_module("nx_parallel")
    answers = {name: _plain()[name] for name in (Question.BETWEENNESS, Question.CLUSTERING, Question.JACCARD)}
    return Library("nx-parallel", "nx-parallel", parallel.ParallelGraph, None, answers, runs_networkx=True)


def _graphblas() -> Library:
    """Linear algebra over sparse matrices, by SuiteSparse."""
    algorithms, graphblas = import_module("graphblas_algorithms"), import_module("graphblas")

    def from_networkx(graph: Any) -> Any:
        return (algorithms.DiGraph if graph.is_directed() else algorithms.Graph).from_networkx(graph)

    def from_columns(network: Network) -> Any:
        rows = network.adjacency().tocoo()
        size = network.nodes
        matrix = graphblas.Matrix.from_coo(rows.row, rows.col, np.ones(len(rows.row)), nrows=size, ncols=size)
        return (algorithms.DiGraph if network.directed else algorithms.Graph)(matrix)

    answers = {name: _plain()[name] for name in (Question.PAGE_RANK, Question.DISTANCES, Question.CLUSTERING)}
    return Library("GraphBLAS", "graphblas-algorithms", from_networkx, from_columns, answers)
