"""Neighbourhoods in machine code: those that Python finds, whatever may be followed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.machine import neighborhood as module
from graph.machine.graph_search_types import SearchLimitExceeded
from graph.model.errors import QueryTooCostly
from graph.model.limits import Limits
from graph.store import Direction, GraphStore
from graph.traversal.neighborhood import Subgraph, neighborhood
from graph.traversal.topology import Topology, TraversalFilter
from tests.graph.machine.test_shortest_path import Joined, graph_of, joined, topologies, ways

SEEDS = [f"{prefix}:{number}" for prefix in ("PAGE", "RISK", "BENEFIT") for number in range(6)]
HUBS = ["RISK:infection", "RISK:bleeding", "PCSSECTION:0", "ICD10CM:chapter-19", "PAGE:total-hip-replacement"]


def shown(found: Subgraph) -> object:
    edges = [(edge.source, edge.kind, edge.target, edge.properties) for edge in found.edges]
    return [node.curie for node in found.nodes], edges, found.truncated


def without_machine_code(topology: Topology) -> Topology:
    found = Topology(topology.graph)
    found.__dict__["neighborhoods"] = None
    return found


@settings(max_examples=150, deadline=None)
@given(joined, st.lists(st.sampled_from(SEEDS), max_size=3), st.integers(0, 4), ways, st.integers(1, 20))
def test_both_find_the_same(pairs: Joined, seeds: list[str], depth: int, wanted: TraversalFilter, most: int) -> None:
    native, _ = topologies(graph_of(pairs))
    assert native.neighborhoods is not None
    found = neighborhood(native, seeds, depth, wanted, most)
    assert shown(found) == shown(neighborhood(without_machine_code(native), seeds, depth, wanted, most))


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("most", [1, 50, 1000])
@pytest.mark.parametrize("curie", HUBS)
def test_both_find_the_same_of_what_is_shipped(shipped: GraphStore, curie: str, most: int, depth: int) -> None:
    native, python = shipped.topology, without_machine_code(shipped.topology)
    for wanted in (
        TraversalFilter(),
        TraversalFilter(Direction.IN),
        TraversalFilter(kinds=("Procedure", "Diagnosis")),
        TraversalFilter(edge_kinds=("IS_A",)),
    ):
        found = neighborhood(native, [curie], depth, wanted, most)
        assert shown(found) == shown(neighborhood(python, [curie], depth, wanted, most))


def test_what_is_too_much_is_left_to_python(shipped: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = shown(neighborhood(shipped.topology, ["RISK:infection"], 2, TraversalFilter(), 200))
    finder = shipped.topology.neighborhoods
    assert finder is not None
    gave_up: list[bool] = []

    def find(*_: object) -> None:
        gave_up.append(True)
        raise SearchLimitExceeded

    monkeypatch.setattr(type(finder), "find", find)
    assert shown(neighborhood(shipped.topology, ["RISK:infection"], 2, TraversalFilter(), 200)) == expected
    assert gave_up


def test_more_edges_than_there_was_room_for_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_EDGES", 1)
    pairs: Joined = {(a, "SIMILAR_TO", b) for a in range(6) for b in range(6) if a < b}
    native, _ = topologies(graph_of(pairs))
    assert len(neighborhood(native, ["PAGE:0"], 2, TraversalFilter(), 20).edges) == 15


def test_a_subgraph_of_too_many_edges_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "subgraph_edges", 3)
    native, _ = topologies(graph_of({(0, "SIMILAR_TO", b) for b in range(1, 6)}))
    for topology in (native, without_machine_code(native)):
        with pytest.raises(QueryTooCostly):
            neighborhood(topology, ["PAGE:0"], 1, TraversalFilter(), 20)
