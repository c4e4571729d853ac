"""Traversals over the world, and over random graphs against what NetworkX says."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ingest.build import build
from graph.model.elements import Edge, Evidence, Node
from graph.model.errors import QueryTooCostly
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store import Direction, GraphStore
from graph.traversal.ancestry import common_ancestors
from graph.traversal.closure import closure, subsumes
from graph.traversal.neighborhood import Subgraph, neighborhood
from graph.traversal.topology import TraversalFilter
from tests.conftest import store_of, topology_of
from tests.world import World


def around(store: GraphStore, seed: str, depth: int, ways: TraversalFilter | None = None, most: int = 100) -> Subgraph:
    return neighborhood(store.topology, [seed], depth, ways or TraversalFilter(), most)


def curies(found: Subgraph) -> list[str]:
    return [node.curie for node in found.nodes]


def test_a_neighborhood_has_the_nodes_within_its_depth_and_the_edges_among_them(store: GraphStore) -> None:
    found = around(store, "RISK:infection", 1)
    assert curies(found) == ["RISK:infection", "CPT:00100", "PAGE:cast"]
    assert [(edge.source, edge.target) for edge in found.edges] == [
        ("CPT:00100", "RISK:infection"),
        ("PAGE:cast", "RISK:infection"),
    ]
    assert not found.truncated


def test_the_edges_of_its_rim_are_there(store: GraphStore) -> None:
    found = around(store, "SETTING:clinic", 1)
    assert ("PAGE:cast", "SIMILAR_TO", "PAGE:splint") in {(edge.source, edge.kind, edge.target) for edge in found.edges}


def test_depth_nothing_is_the_seed_alone_and_an_unknown_seed_is_nothing(store: GraphStore) -> None:
    assert curies(around(store, "PAGE:cast", 0)) == ["PAGE:cast"]
    assert curies(around(store, "PAGE:nowhere", 2)) == []


def test_a_neighborhood_can_be_cut_and_says_so(store: GraphStore) -> None:
    found = around(store, "PAGE:cast", 3, most=5)
    assert len(found.nodes) == 5
    assert found.truncated
    assert all(edge.source in curies(found) and edge.target in curies(found) for edge in found.edges)


def test_ways_narrow_a_neighborhood(store: GraphStore) -> None:
    ways = TraversalFilter(Direction.OUT, ("Risk", "Procedure"), ("HAS_RISK", "SIMILAR_TO"))
    assert set(curies(around(store, "PAGE:cast", 1, ways))) == {
        "PAGE:cast",
        "PAGE:splint",
        "RISK:infection",
        "RISK:stiffness",
    }


def test_a_closure_follows_one_kind_of_edge(store: GraphStore) -> None:
    down = closure(store.topology, ["INDICATION:fracture"], "IS_A", Direction.IN)
    assert [node.curie for node in store.topology.nodes(down)] == ["INDICATION:fracture", "INDICATION:wrist-fracture"]


def test_a_closure_or_a_subgraph_too_large_is_refused(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "closure_nodes", 1)
    with pytest.raises(QueryTooCostly):
        closure(store.topology, ["INDICATION:fracture"], "IS_A", Direction.IN)
    monkeypatch.setattr(Limits, "subgraph_edges", 1)
    with pytest.raises(QueryTooCostly):
        around(store, "RISK:infection", 1)


def hierarchy(pairs: set[tuple[int, int]]) -> Graph:
    """Conditions 0 to 9, the first of each pair a kind of the second."""
    nodes: list[Node | Edge] = [Node(f"INDICATION:{i}", "Indication", f"I{i}") for i in range(10)]
    evidence = (Evidence("world/cast.txt"),)
    edges = [Edge(f"INDICATION:{a}", "IS_A", f"INDICATION:{b}", {}, evidence) for a, b in pairs]
    return build([World([*nodes, *edges])]).graph


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=18), st.integers(0, 9), st.integers(0, 9))
def test_hierarchies_are_those_of_networkx(pairs: set[tuple[int, int]], a: int, b: int) -> None:
    built = hierarchy({(low, high) for low, high in pairs if low < high})
    up, topology = nx.DiGraph(built), topology_of(built)
    one, other = f"INDICATION:{a}", f"INDICATION:{b}"
    above = [set(nx.descendants(up, end)) | {end} for end in (one, other)]
    assert subsumes(topology, one, other) == (one in above[1])
    found = common_ancestors(topology, [one, other] if a != b else [one])
    assert {ancestor.node.curie for ancestor in found} == above[0] & above[1]
    lowest = {node for node in above[0] & above[1] if not nx.ancestors(up, node) & above[0] & above[1]}
    assert {ancestor.node.curie for ancestor in found if ancestor.lowest} == lowest
    for ancestor in found:
        assert ancestor.distances[0] == nx.shortest_path_length(up, one, ancestor.node.curie)


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=90),
    st.integers(1, 3),
    st.integers(1, 40),
    st.sampled_from(list(Direction)),
)
def test_neighborhoods_are_those_of_networkx(
    pairs: set[tuple[int, int]], depth: int, most: int, direction: Direction
) -> None:
    """Over any graph: the nodes are the nearest, by name among equals, and all edges among them are there."""
    nodes: list[Node | Edge] = [Node(f"PAGE:{i:02}", "Procedure", f"P{i:02}") for i in range(31)]
    evidence = (Evidence("world/cast.txt"),)
    edges = [Edge(f"PAGE:{a:02}", "BUNDLED_WITH", f"PAGE:{b:02}", {}, evidence) for a, b in pairs]
    built = build([World([*nodes, *edges])]).graph
    found = around(store_of(built), "PAGE:00", depth, TraversalFilter(direction), most)
    seen = {Direction.OUT: built, Direction.IN: built.reverse(), Direction.BOTH: built.to_undirected()}[direction]
    far = nx.single_source_shortest_path_length(seen, "PAGE:00", cutoff=depth)
    expected = sorted(far, key=lambda curie: (far[curie], curie))
    assert curies(found) == expected[:most]
    assert found.truncated == (len(expected) > most)
    inside = built.subgraph(expected[:most])
    assert {(edge.source, edge.target) for edge in found.edges} == {(a, b) for a, b, _ in inside.edges(keys=True)}
