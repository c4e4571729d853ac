"""Paths and neighbourhoods over the default graph, beside NetworkX on the same graph.

    python -m bench.paths [--rounds N] [--pairs N]

Pairs are drawn at random, the same every time: any two nodes at most four edges apart. For each, the best path by hops
and by informativeness, of at most four edges, and the one that NetworkX finds from both ends in the same graph as an
undirected `nx.Graph`, held in memory. Rounds are interleaved; of each round the median and other ranks over the pairs
are taken, and of these the median over the rounds. What is found are numbers, as ours answers
queries with them; no node is decoded.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles
from time import perf_counter

import networkx as nx
import numpy as np

from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.store.snapshot import attach_snapshot
from graph.traversal.best_paths import PathOrder, PathQuery, best_paths
from graph.traversal.neighborhood import neighborhood
from graph.traversal.topology import Topology, TraversalFilter

SEED = 7
FAR = 4
"""Edges in the longest path that is looked for."""
MOST, DEEP = 200, 3
"""Nodes of a neighbourhood, and how deep the deepest is."""
PAGE = "PAGE:laparoscopic-cholecystectomy"
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds: what half, nine of ten and ninety-nine of a hundred stay below."""

    median: float
    p90: float
    p99: float


def as_undirected(topology: Topology) -> "nx.Graph[int]":
    """The same nodes and edges, by number, without kinds and directions."""
    peer: nx.Graph[int] = nx.Graph()
    peer.add_nodes_from(range(len(topology)))
    columns = topology.graph.columns
    peer.add_edges_from(zip(columns["edge.source"].tolist(), columns["edge.target"].tolist(), strict=True))
    return peer


def draw(peer: "nx.Graph[int]", count: int) -> list[Pair]:
    """Random pairs of nodes that are joined by at most `FAR` edges."""
    random, found = Random(SEED), list[Pair]()  # noqa: S311
    while len(found) < count:
        source, target = random.randrange(len(peer)), random.randrange(len(peer))
        if source != target and _length(peer, source, target) <= FAR:
            found.append((source, target))
    return found


def _length(peer: "nx.Graph[int]", source: int, target: int) -> int:
    try:
        return len(nx.bidirectional_shortest_path(peer, source, target)) - 1
    except nx.NetworkXNoPath:
        return FAR + 1


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that some work takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def figures(rounds: Sequence[Sequence[float]]) -> Figures:
    """Of times by round: the median over the rounds of each rank."""
    ranks = [quantiles(times, n=100, method="inclusive") for times in rounds]
    return Figures(*(median(rank[place - 1] for rank in ranks) for place in (50, 90, 99)))


def measure(tasks: Sequence[Sequence[Callable[[], object]]], rounds: int) -> list[Figures]:
    """The figures of each list of tasks; the lists take turns, one task of each."""
    times: list[list[list[float]]] = [[] for _ in tasks]
    for _ in range(rounds):
        for found in times:
            found.append([])
        for several in zip(*tasks, strict=True):
            for task, found in zip(several, times, strict=True):
                found[-1].append(timed(task))
    return [figures(found) for found in times]


def path_table(topology: Topology, peer: "nx.Graph[int]", pairs: Sequence[Pair], rounds: int) -> Iterator[str]:
    """Paths beside those of NetworkX, as Markdown."""
    found = measure(
        [
            [_path(topology, pair, PathOrder.HOPS) for pair in pairs],
            [_path(topology, pair, PathOrder.INFORMATIVENESS) for pair in pairs],
            [_peer(peer, pair) for pair in pairs],
        ],
        rounds,
    )
    theirs = found[-1]
    yield f"| first path, ms, {len(pairs)} pairs | median | p90 | p99 | NetworkX by ours, median | p90 | p99 |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, own in zip(("by hops", "by informativeness", "NetworkX, by hops"), found, strict=True):
        ratios = (theirs.median / own.median, theirs.p90 / own.p90, theirs.p99 / own.p99)
        yield f"| {name} | {_cells(own)} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |"


def _path(topology: Topology, pair: Pair, by: PathOrder) -> Callable[[], object]:
    source, target = (topology.graph.curie(end) for end in pair)
    return lambda: best_paths(topology, source, target, PathQuery(1, FAR, by=by))


def _peer(peer: "nx.Graph[int]", pair: Pair) -> Callable[[], object]:
    return lambda: nx.shortest_path(peer, *pair)


def neighborhood_table(topology: Topology, seeds: Sequence[str], rounds: int) -> Iterator[str]:
    """Neighbourhoods of different depths, as Markdown; each round asks ten times."""
    yield f"| neighbourhood, ms, at most {MOST} nodes | depth | nodes | edges | median | p90 | p99 |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for seed in seeds:
        edges = int(topology.degree[topology.find([seed])].sum())
        for depth in range(1, DEEP + 1):
            around = neighborhood(topology, [seed], depth, TraversalFilter(), MOST)
            (own,) = measure([[_around(topology, seed, depth)] * 10], rounds)
            sizes = f"{len(around.nodes)} | {len(around.edges)}"
            yield f"| {seed}, {edges} edges | {depth} | {sizes} | {_cells(own)} |"


def _around(topology: Topology, seed: str, depth: int) -> Callable[[], object]:
    return lambda: neighborhood(topology, [seed], depth, TraversalFilter(), MOST)


def _cells(found: Figures) -> str:
    return f"{found.median:.2f} | {found.p90:.2f} | {found.p99:.2f}"


def check(topology: Topology, peer: "nx.Graph[int]", pairs: Sequence[Pair]) -> None:
    """That both find paths of the same length."""
    for pair in pairs:
        source, target = (topology.graph.curie(end) for end in pair)
        (path,) = best_paths(topology, source, target, PathQuery(1, FAR))
        assert len(path.edges) == _length(peer, *pair), pair


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement; %(default)s")
    parser.add_argument("--pairs", type=int, default=200, help="pairs of nodes to find paths between; %(default)s")
    given = parser.parse_args()
    ensure_default_snapshot()
    topology = Topology(attach_snapshot(DEFAULT_SNAPSHOT).graph)
    peer = as_undirected(topology)
    pairs = draw(peer, given.pairs)
    check(topology, peer, pairs)
    print("\n".join(path_table(topology, peer, pairs, given.rounds)))
    hub = topology.graph.curie(int(np.argmax(topology.degree)))
    print("\n".join(("", *neighborhood_table(topology, (hub, PAGE), given.rounds))))


if __name__ == "__main__":
    main()
