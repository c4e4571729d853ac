"""Traversals over the world, and over random graphs against what NetworkX says."""

import asyncio

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graph.traverse as module
from graph.build import build
from graph.errors import QueryTooCostly
from graph.model import Edge, Evidence, Node
from graph.store import Direction, GraphStore
from graph.store.memory import MemoryStore
from graph.traverse import Path, Subgraph, Ways, closure, neighborhood, paths
from tests.conftest import CountingStore
from tests.world import World


def around(store: GraphStore, seed: str, depth: int, ways: Ways | None = None, most: int = 100) -> Subgraph:
    return asyncio.run(neighborhood(store, [seed], depth, ways or Ways(), most))


def between(store: GraphStore, source: str, target: str, count: int = 1, ways: Ways | None = None) -> list[Path]:
    return asyncio.run(paths(store, source, target, count, 6, ways or Ways()))


def test_a_neighborhood_has_the_nodes_within_its_depth_and_the_edges_among_them(store: GraphStore) -> None:
    found = around(store, "RISK:infection", 1)
    assert list(found.nodes) == ["RISK:infection", "CPT:00100", "PAGE:cast"]
    assert sorted((edge.source, edge.target) for edge in found.edges.values()) == [
        ("CPT:00100", "RISK:infection"),
        ("PAGE:cast", "RISK:infection"),
    ]
    assert not found.truncated


def test_the_edges_of_its_rim_are_there(store: GraphStore) -> None:
    found = around(store, "SETTING:clinic", 1)
    assert ("PAGE:cast", "SIMILAR_TO", "PAGE:splint") in {key[:3] for key in found.edges}


def test_depth_nothing_is_the_seed_alone_and_an_unknown_seed_is_nothing(store: GraphStore) -> None:
    assert list(around(store, "PAGE:cast", 0).nodes) == ["PAGE:cast"]
    assert around(store, "PAGE:nowhere", 2).nodes == {}


def test_a_neighborhood_can_be_cut_and_says_so(store: GraphStore) -> None:
    found = around(store, "PAGE:cast", 3, most=5)
    assert len(found.nodes) == 5
    assert found.truncated
    assert all(edge.source in found.nodes and edge.target in found.nodes for edge in found.edges.values())


def test_ways_narrow_a_neighborhood(store: GraphStore) -> None:
    ways = Ways(Direction.OUT, ("Risk", "Procedure"), ("HAS_RISK", "SIMILAR_TO"))
    assert set(around(store, "PAGE:cast", 1, ways).nodes) == {
        "PAGE:cast",
        "PAGE:splint",
        "RISK:infection",
        "RISK:stiffness",
    }


def test_a_traversal_asks_once_a_level(graph: "nx.MultiDiGraph[str]") -> None:
    store = CountingStore(MemoryStore(graph))
    around(store, "RISK:infection", 3)
    assert [call.partition(" ")[0] for call in store.calls] == ["nodes", "expand", "expand", "expand", "expand"]


def test_a_closure_follows_one_kind_of_edge(store: GraphStore) -> None:
    down = asyncio.run(closure(store, ["INDICATION:fracture"], "IS_A", Direction.IN))
    assert down == {"INDICATION:fracture", "INDICATION:wrist-fracture"}


def test_a_path_alternates_nodes_and_the_edges_between_them(store: GraphStore) -> None:
    (path,) = between(store, "RISK:stiffness", "PAYER:good-health")
    assert [node.curie for node in path.nodes] == [
        "RISK:stiffness",
        "PAGE:cast",
        "POLICY:good-health-7",
        "PAYER:good-health",
    ]
    assert [edge.kind for edge in path.edges] == ["HAS_RISK", "GOVERNED_BY", "ISSUED_BY"]


def test_a_path_can_be_held_to_a_direction(store: GraphStore) -> None:
    out, back = Ways(Direction.OUT), Ways(Direction.IN)
    assert between(store, "RISK:stiffness", "PAYER:good-health", ways=out) == []
    assert len(between(store, "PAGE:cast", "PAYER:good-health", ways=out)) == 1
    assert len(between(store, "PAYER:good-health", "PAGE:cast", ways=back)) == 1


def test_there_is_no_path_to_nowhere_and_none_to_itself(store: GraphStore) -> None:
    assert between(store, "PAGE:cast", "PAGE:nowhere") == []
    assert between(store, "PAGE:cast", "PAGE:cast") == []


def test_kinds_hold_for_the_nodes_between_the_ends(store: GraphStore) -> None:
    (path,) = between(store, "ROLE:surgeon", "RISK:infection", ways=Ways(kinds=("Procedure",)))
    assert [node.curie for node in path.nodes] == ["ROLE:surgeon", "PAGE:cast", "RISK:infection"]
    assert between(store, "ROLE:surgeon", "RISK:infection", ways=Ways(kinds=("Setting",))) == []


def test_a_search_stops_where_its_ends_meet(graph: "nx.MultiDiGraph[str]") -> None:
    store = CountingStore(MemoryStore(graph))
    assert len(between(store, "ROLE:surgeon", "PAGE:cast")) == 1
    assert len(store.calls) == 2


def test_a_search_that_reaches_too_much_is_refused(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_VISITED", 2)
    with pytest.raises(QueryTooCostly):
        between(store, "RISK:stiffness", "PAYER:good-health")


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20), st.integers(1, 6))
def test_paths_are_those_of_networkx(pairs: set[tuple[int, int]], length: int) -> None:
    """Over any graph: as many simple paths as NetworkX finds, shortest first, none longer than asked."""
    joined = {(a, b) for a, b in pairs if a < b}
    nodes: list[Node | Edge] = [Node(f"PAGE:{i}", "Procedure", f"P{i}") for i in range(8)]
    evidence = (Evidence("world/cast.txt"),)
    edges: list[Node | Edge] = [Edge(f"PAGE:{a}", "SIMILAR_TO", f"PAGE:{b}", {}, evidence) for a, b in joined]
    built = build([World([*nodes, *edges])]).graph
    found = asyncio.run(paths(MemoryStore(built), "PAGE:0", "PAGE:7", 500, length, Ways()))
    plain: nx.Graph[str] = nx.Graph(built.to_undirected())
    expected = {tuple(path) for path in nx.all_simple_paths(plain, "PAGE:0", "PAGE:7", cutoff=length)}
    assert {tuple(node.curie for node in path.nodes) for path in found} == expected
    assert [len(path.edges) for path in found] == sorted(len(path.edges) for path in found)
    around_zero = around(MemoryStore(built), "PAGE:0", length)
    assert set(around_zero.nodes) == set(nx.single_source_shortest_path_length(plain, "PAGE:0", cutoff=length))
