"""Distances to ancestors, against NetworkX."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.elements import Edge, Evidence
from graph.model.property_graph import Graph, add_edge
from graph.traversal.ancestry import UNREACHED, ancestor_distances, common_ancestors
from tests.conftest import topology_of

EVIDENCE = (Evidence("world/cast.txt"),)
COUNT = 12
PAIRS = st.sets(st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)).filter(lambda it: it[0] > it[1]))


def hierarchy(pairs: set[tuple[int, int]]) -> Graph:
    """Diagnoses by number, each below some of those with lower numbers."""
    graph: Graph = nx.MultiDiGraph()
    for number in range(COUNT):
        graph.add_node(f"ICD10CM:{number:02}", kind="Diagnosis", name=f"D{number:02}")
    for lower, upper in pairs:
        add_edge(graph, Edge(f"ICD10CM:{lower:02}", "IS_A", f"ICD10CM:{upper:02}", {}, EVIDENCE))
    return graph


@settings(deadline=None)
@given(pairs=PAIRS, nodes=st.lists(st.integers(0, COUNT - 1)), ancestors=st.lists(st.integers(0, COUNT - 1)))
def test_distances_are_those_of_shortest_paths(
    pairs: set[tuple[int, int]], nodes: list[int], ancestors: list[int]
) -> None:
    topology, known = topology_of(hierarchy(pairs)), nx.DiGraph(list(pairs))
    known.add_nodes_from(range(COUNT))
    lengths = dict(nx.all_pairs_shortest_path_length(known))
    found = ancestor_distances(topology, np.array(nodes, np.int64), np.array(ancestors, np.int64))
    assert found.shape == (len(nodes), len(ancestors))
    assert found.tolist() == [[lengths[node].get(above, UNREACHED) for above in ancestors] for node in nodes]


@settings(deadline=None)
@given(pairs=PAIRS, nodes=st.lists(st.integers(0, COUNT - 1), min_size=1, unique=True))
def test_common_ancestors_are_above_all_and_the_lowest_above_no_other(
    pairs: set[tuple[int, int]], nodes: list[int]
) -> None:
    topology, known = topology_of(hierarchy(pairs)), nx.DiGraph(list(pairs))
    known.add_nodes_from(range(COUNT))
    lengths = dict(nx.all_pairs_shortest_path_length(known))
    shared = set.intersection(*(set(lengths[node]) for node in nodes))
    found = common_ancestors(topology, [f"ICD10CM:{node:02}" for node in nodes])
    numbers = [int(it.node.curie.partition(":")[2]) for it in found]
    assert set(numbers) == shared
    assert numbers == sorted(shared, key=lambda above: (sum(lengths[node][above] for node in nodes), above))
    for number, it in zip(numbers, found, strict=True):
        assert it.distances == tuple(lengths[node][number] for node in nodes)
        assert it.lowest is not any(number in lengths[other] for other in shared - {number})
