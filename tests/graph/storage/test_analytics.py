"""What the shape of the graph says, against NetworkX and against what one sees."""

from itertools import combinations

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graph.storage.analytics as module
from graph.model.elements import Edge, Node
from graph.storage.analytics import communities, page_rank
from graph.storage.column_types import NOWHERE
from tests.conftest import topology_of
from tests.described import FOUR, described, page

Pairs = list[tuple[int, int]]


def ends(pairs: Pairs) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    source, target = (np.array([pair[side] for pair in pairs], dtype=np.int32) for side in (0, 1))
    return source, target


def clique(*nodes: int) -> Pairs:
    return list(combinations(nodes, 2))


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 15).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=50),
    )
))  # fmt: skip
def test_page_rank_is_that_of_networkx(drawn: tuple[int, Pairs]) -> None:
    """With parallel edges, edges to oneself and nodes that lead nowhere."""
    count, pairs = drawn
    peer: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    peer.add_nodes_from(range(count))
    peer.add_edges_from(pairs)
    expected = nx.pagerank(peer, alpha=0.85, tol=1e-12, max_iter=1000)
    found = page_rank(*ends(pairs), count)
    assert np.allclose(found, [expected[node] for node in range(count)], rtol=0, atol=1e-8)
    assert np.isclose(found.sum(), 1)


def test_nothing_has_no_page_rank() -> None:
    assert page_rank(*ends([]), 0).tolist() == []


def test_two_cliques_joined_by_one_edge_are_two_communities_the_larger_first() -> None:
    pairs = [*clique(0, 1, 2, 3), *clique(4, 5, 6, 7, 8), (3, 4)]
    members = np.ones(9, dtype=np.bool_)
    assert communities(*ends(pairs), members).tolist() == [1, 1, 1, 1, 0, 0, 0, 0, 0]


def test_of_equally_large_communities_the_one_with_the_first_node_comes_first() -> None:
    pairs = [*clique(1, 3, 5), *clique(0, 2, 4)]
    assert communities(*ends(pairs), np.ones(6, dtype=np.bool_)).tolist() == [0, 1, 0, 1, 0, 1]


@pytest.mark.parametrize("large", [module._LARGE, 5])
def test_what_is_no_member_joins_nothing(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Node 8 has an edge to all others; a large graph is divided by another method, to the same effect here."""
    monkeypatch.setattr(module, "_LARGE", large)
    pairs = [*clique(0, 1, 2, 3), *clique(4, 5, 6, 7), *((8, other) for other in range(8))]
    members = np.arange(10) < 8
    found = communities(*ends(pairs), members).tolist()
    assert found == [0, 0, 0, 0, 1, 1, 1, 1, NOWHERE, NOWHERE]
    assert communities(*ends(pairs), np.zeros(10, dtype=np.bool_)).tolist() == [NOWHERE] * 10


def test_the_order_of_the_edges_makes_no_difference() -> None:
    pairs = [(a, b) for a in range(30) for b in range(a) if (a * b + a) % 5 == 0]
    members = np.ones(30, dtype=np.bool_)
    assert communities(*ends(pairs), members).tolist() == communities(*ends(pairs[::-1]), members).tolist()


def test_pages_and_what_they_share_have_communities_and_codes_and_sections_have_none() -> None:
    said = page("alpha")[2].evidence  # type: ignore[union-attr]
    code, approach = "ICD10PCS:0AA00ZZ", "PCSAPPROACH:open"
    codes: list[Node | Edge] = [Node(code, "Procedure", "Code", {"is_stub": False}), Node(approach, "Approach", "Open")]
    codes += [Edge(code, "USES_APPROACH", approach, {}, said), Edge("PAGE:alpha", "MAPS_TO", code, {}, said)]
    topology = topology_of(described(FOUR, *codes))
    inside = {
        topology.graph.curie(number).partition(":")[0]
        for number in range(len(topology))
        if topology.community[number] != NOWHERE
    }
    assert inside == {"PAGE", "INDICATION", "RISK", "ROLE"}
    assert np.isclose(topology.page_rank.sum(), 1)
