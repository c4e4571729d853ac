"""Nodes and edges by number, beside lists of the same."""

import pytest

from graph.model.elements import Edge, Node
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.lazy_sequence import LazyEdges, LazyNodes
from graph.store import GraphStore

NUMBERS = [3, 0, 3, 5]


@pytest.fixture
def frozen(store: GraphStore) -> FrozenGraph:
    return store.topology.graph


def test_they_are_what_their_numbers_stand_for(frozen: FrozenGraph) -> None:
    nodes, edges = LazyNodes(frozen, NUMBERS), LazyEdges(frozen, NUMBERS)
    assert list(nodes) == [frozen.node(number) for number in NUMBERS]
    assert list(edges) == [frozen.edge(number) for number in NUMBERS]
    assert (nodes[-1], edges[1]) == (frozen.node(5), frozen.edge(0))
    assert len(nodes) == len(edges) == 4
    assert nodes[0] in nodes
    with pytest.raises(IndexError):
        nodes[4]


def test_they_equal_any_sequence_of_the_same(frozen: FrozenGraph) -> None:
    nodes = LazyNodes(frozen, NUMBERS)
    same = [frozen.node(number) for number in NUMBERS]
    assert nodes == same
    assert same == nodes
    assert nodes == tuple(same) == LazyNodes(frozen, NUMBERS)
    assert nodes != same[:3]
    assert nodes != [*same[:3], same[0]]
    assert nodes != LazyEdges(frozen, NUMBERS)
    assert nodes != 4
    assert LazyNodes(frozen, []) == []


def test_a_part_of_them_is_not_decoded_either(frozen: FrozenGraph) -> None:
    part = LazyEdges(frozen, NUMBERS)[1:3]
    assert isinstance(part, LazyEdges)
    assert part.numbers == [0, 3]


def test_they_are_shown_as_a_list_of_the_same(frozen: FrozenGraph) -> None:
    nodes, edges = LazyNodes(frozen, [0]), LazyEdges(frozen, [0])
    values: list[tuple[object, Node | Edge]] = [(nodes, frozen.node(0)), (edges, frozen.edge(0))]
    assert [repr(shown) for shown, _ in values] == [f"{type(shown).__name__}([{value!r}])" for shown, value in values]


def test_only_what_is_looked_at_is_decoded(frozen: FrozenGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[int] = []
    monkeypatch.setattr(frozen, "node", decoded.append)
    nodes = LazyNodes(frozen, NUMBERS)
    assert (len(nodes), len(nodes[1:]), decoded) == (4, 3, [])
    _ = nodes[3]
    assert decoded == [5]
