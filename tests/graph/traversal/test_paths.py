"""Paths over the world, and over random graphs against what NetworkX says."""

from itertools import pairwise
from math import isclose

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graph.traversal.best_paths as module
from graph.ingest.build import build
from graph.model.elements import Edge, Evidence, Node
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store import Direction, GraphStore
from graph.traversal import bidirectional_search as walks
from graph.traversal.best_paths import Path, PathOrder, PathQuery, best_paths
from graph.traversal.informativeness import DAMPING
from graph.traversal.topology import TraversalFilter
from tests.conftest import topology_of
from tests.world import World

EVIDENCE = (Evidence("world/cast.txt"),)


def between(
    store: GraphStore, source: str, target: str, count: int = 1, ways: TraversalFilter | None = None
) -> list[Path]:
    return best_paths(store.topology, source, target, PathQuery(count, 6, ways or TraversalFilter()))


def curies(path: Path) -> tuple[str, ...]:
    return tuple(node.curie for node in path.nodes)


def test_a_path_alternates_nodes_and_the_edges_between_them(store: GraphStore) -> None:
    (path,) = between(store, "RISK:stiffness", "PAYER:good-health")
    assert curies(path) == ("RISK:stiffness", "PAGE:cast", "POLICY:good-health-7", "PAYER:good-health")
    assert [edge.kind for edge in path.edges] == ["HAS_RISK", "GOVERNED_BY", "ISSUED_BY"]
    assert path.edges[0].evidence[0].quote == "stiffness"


def test_a_path_can_be_held_to_a_direction(store: GraphStore) -> None:
    out, back = TraversalFilter(Direction.OUT), TraversalFilter(Direction.IN)
    assert between(store, "RISK:stiffness", "PAYER:good-health", ways=out) == []
    assert len(between(store, "PAGE:cast", "PAYER:good-health", ways=out)) == 1
    assert len(between(store, "PAYER:good-health", "PAGE:cast", ways=back)) == 1


def test_there_is_no_path_to_nowhere_and_none_to_itself(store: GraphStore) -> None:
    assert between(store, "PAGE:cast", "PAGE:nowhere") == []
    assert between(store, "PAGE:cast", "PAGE:cast") == []


def test_kinds_hold_for_the_nodes_between_the_ends(store: GraphStore) -> None:
    (path,) = between(store, "ROLE:surgeon", "RISK:infection", ways=TraversalFilter(kinds=("Procedure",)))
    assert curies(path) == ("ROLE:surgeon", "PAGE:cast", "RISK:infection")
    assert between(store, "ROLE:surgeon", "RISK:infection", ways=TraversalFilter(kinds=("Setting",))) == []


def test_equally_short_paths_come_by_what_they_say(store: GraphStore) -> None:
    found = [(len(path.edges), -path.informativeness) for path in between(store, "PAGE:cast", "PAGE:splint", 5)]
    assert [length for length, _ in found] == [1, 2, 2, 2, 2]
    assert found == sorted(found)


def test_by_informativeness_a_longer_path_may_come_first() -> None:
    """Two procedures share a risk with ten others; a risk of one of them is a kind of a risk of the other."""
    names = ["a", "b", *(f"other{i}" for i in range(10))]
    nodes: list[Node | Edge] = [Node(f"PAGE:{name}", "Procedure", name) for name in names]
    risks: list[Node | Edge] = [Node(f"RISK:{name}", "Risk", name) for name in ("common", "broad", "narrow")]
    joined = [*((name, "common") for name in names), ("a", "broad"), ("b", "narrow")]
    edges = [Edge(f"PAGE:{name}", "HAS_RISK", f"RISK:{risk}", {}, EVIDENCE) for name, risk in joined]
    kind_of = Edge("RISK:narrow", "IS_A", "RISK:broad", {}, EVIDENCE)
    topology = topology_of(build([World([*nodes, *risks, *edges, kind_of])]).graph)
    by_hops, by_weight = (best_paths(topology, "PAGE:a", "PAGE:b", PathQuery(2, 4, by=by)) for by in PathOrder)
    assert [len(path.edges) for path in by_hops] == [2, 3]
    assert [len(path.edges) for path in by_weight] == [3, 2]


def test_what_few_share_says_more_than_what_many_share() -> None:
    """Two procedures share a rare risk with one other, and a common one with ten."""
    names = ["a", "b", *(f"other{i}" for i in range(10))]
    nodes: list[Node | Edge] = [Node(f"PAGE:{name}", "Procedure", name) for name in names]
    risks: list[Node | Edge] = [Node("RISK:common", "Risk", "Common"), Node("RISK:rare", "Risk", "Rare")]
    joined = [*((name, "common") for name in names), ("a", "rare"), ("b", "rare")]
    edges = [Edge(f"PAGE:{name}", "HAS_RISK", f"RISK:{risk}", {}, EVIDENCE) for name, risk in joined]
    topology = topology_of(build([World([*nodes, *risks, *edges])]).graph)
    by_hops, by_weight = (best_paths(topology, "PAGE:a", "PAGE:b", PathQuery(2, 4, by=by)) for by in PathOrder)
    assert [path.nodes[1].name for path in by_hops] == [path.nodes[1].name for path in by_weight] == ["Rare", "Common"]
    # Two risks of either procedure, and the rare risk of two procedures: four ends with two edges each.
    assert isclose(by_weight[0].informativeness, 2 ** (-DAMPING * 4), rel_tol=1e-6)


def test_a_search_that_looks_at_too_much_gives_what_it_has(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {len(path.edges) for path in between(store, "PAGE:cast", "PAGE:splint", 20)} == {1, 2, 3, 4}
    monkeypatch.setattr(Limits, "path_rows", 0)
    assert {len(path.edges) for path in between(store, "PAGE:cast", "PAGE:splint", 20)} == {1}


def joined(pairs: set[tuple[int, int]]) -> Graph:
    nodes: list[Node | Edge] = [Node(f"PAGE:{i}", "Procedure", f"P{i}") for i in range(8)]
    edges: list[Node | Edge] = [Edge(f"PAGE:{a}", "SIMILAR_TO", f"PAGE:{b}", {}, EVIDENCE) for a, b in pairs]
    return build([World([*nodes, *edges])]).graph


def weight(graph: Graph, path: tuple[str, ...]) -> float:
    """The path degree product, counted by hand."""
    product = 1.0
    for a, b in pairwise(path):
        source, target = (a, b) if graph.has_edge(a, b) else (b, a)
        product *= (graph.out_degree(source) * graph.in_degree(target)) ** -DAMPING
    return product


@settings(max_examples=80, deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20),
    st.integers(1, 6),
    st.sampled_from(list(PathOrder)),
)
def test_paths_are_those_of_networkx(pairs: set[tuple[int, int]], length: int, by: PathOrder) -> None:
    """Over any graph: just the simple paths that NetworkX finds, best first, none longer than asked."""
    built = joined({(a, b) for a, b in pairs if a < b})
    found = best_paths(topology_of(built), "PAGE:0", "PAGE:7", PathQuery(500, length, by=by))
    expected = {tuple(path) for path in nx.all_simple_paths(built.to_undirected(), "PAGE:0", "PAGE:7", cutoff=length)}
    assert {curies(path) for path in found} == expected
    assert len(found) == len(expected)
    for path in found:
        assert isclose(path.informativeness, weight(built, curies(path)), rel_tol=1e-6, abs_tol=1e-8)
    if by is PathOrder.HOPS:
        order = [(len(path.edges), -path.informativeness) for path in found]
        assert order == sorted(order)
    else:
        says = [path.informativeness for path in found]
        assert says == sorted(says, reverse=True)


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20),
    st.sampled_from(list(PathOrder)),
    st.sampled_from([1, 3]),
)
def test_fewer_paths_are_the_first_of_more(pairs: set[tuple[int, int]], by: PathOrder, count: int) -> None:
    """One path by hops, too, which is looked for without counting what the search looks at."""
    topology = topology_of(joined({(a, b) for a, b in pairs if a != b}))
    many, few = (best_paths(topology, "PAGE:0", "PAGE:7", PathQuery(most, 5, by=by)) for most in (200, count))
    assert few == many[:count]


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20),
    st.sampled_from(list(PathOrder)),
    st.sampled_from([1, 200]),
)
def test_how_a_wide_search_is_made_changes_no_path(pairs: set[tuple[int, int]], by: PathOrder, count: int) -> None:
    """Steps that are too many to be kept are taken again, and a layer that is searched often is sorted."""
    topology, wanted = topology_of(joined({(a, b) for a, b in pairs if a != b})), PathQuery(count, 5, by=by)
    expected = best_paths(topology, "PAGE:0", "PAGE:7", wanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walks, "_KEPT", 1)
        patch.setattr(module, "_SEARCHES", 0)
        assert best_paths(topology, "PAGE:0", "PAGE:7", wanted) == expected
