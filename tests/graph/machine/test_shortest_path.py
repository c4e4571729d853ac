"""The best of the shortest paths in machine code: the one that Python finds, whatever may be followed."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ingest.build import build
from graph.machine import shortest_path as module
from graph.machine.accelerators import VARIABLE
from graph.machine.graph_search_types import SearchLimitExceeded
from graph.machine.path_search_steps import MAX_STEPS
from graph.model.elements import Edge, Evidence, Node
from graph.model.property_graph import Graph, add_edge
from graph.storage.columns import ArrayColumns
from graph.storage.freeze import freeze, freeze_in_memory
from graph.storage.frozen_graph import FrozenGraph
from graph.store import Direction
from graph.traversal.best_paths import Path, PathQuery, best_paths
from graph.traversal.topology import Topology, TraversalFilter
from tests.world import World

EVIDENCE = (Evidence("world/cast.txt"),)
KINDS = ("Procedure", "Risk", "Benefit")
EDGE_KINDS = ("SIMILAR_TO", "BUNDLED_WITH", "HAS_RISK", "HAS_BENEFIT")
Joined = set[tuple[int, str, int]]
joined = st.sets(st.tuples(st.integers(0, 5), st.sampled_from(EDGE_KINDS), st.integers(0, 5)), max_size=30)
ways = st.builds(
    TraversalFilter,
    st.sampled_from(list(Direction)),
    st.lists(st.sampled_from(KINDS), unique=True).map(tuple),
    st.lists(st.sampled_from(EDGE_KINDS), unique=True).map(tuple),
)


def graph_of(pairs: Joined) -> Graph:
    """Six nodes of each kind, some of one name."""
    prefix = {"Procedure": "PAGE", "Risk": "RISK", "Benefit": "BENEFIT"}
    nodes: list[Node | Edge] = [Node(f"{prefix[kind]}:{i}", kind, f"N{i % 4}") for kind in KINDS for i in range(6)]
    ends = {"HAS_RISK": "RISK", "HAS_BENEFIT": "BENEFIT"}
    edges: list[Node | Edge] = [
        Edge(f"PAGE:{a}", kind, f"{ends.get(kind, 'PAGE')}:{b}", {}, EVIDENCE)
        for a, kind, b in sorted(pairs)
        if kind in ends or a < b or (kind == "BUNDLED_WITH" and a != b)
    ]
    return build([World([*nodes, *edges])]).graph


def topologies(graph: Graph) -> tuple[Topology, Topology]:
    """With machine code, and without."""
    native, python = (Topology(freeze_in_memory(graph)) for _ in range(2))
    python.__dict__["shortest"] = None
    assert native.shortest is not None
    return native, python


def shown(found: Sequence[Path]) -> list[object]:
    return [([n.curie for n in path.nodes], [(e.source, e.kind, e.target) for e in path.edges], path.informativeness)
            for path in found]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(joined, ways, st.integers(1, 8))
def test_it_finds_what_python_finds(pairs: Joined, way: TraversalFilter, longest: int) -> None:
    native, python = topologies(graph_of(pairs))
    for start, end in [("PAGE:0", "PAGE:5"), ("RISK:1", "BENEFIT:2"), ("PAGE:3", "RISK:4"), ("PAGE:2", "PAGE:2")]:
        expected, found = (best_paths(one, start, end, PathQuery(1, longest, way)) for one in (python, native))
        assert shown(found) == shown(expected)


@pytest.fixture(scope="module")
def hub() -> Graph:
    """A group that more procedures fall into than are looked at."""
    graph: Graph = nx.MultiDiGraph()
    graph.add_node("MSDRG:1", kind="DiagnosisGroup", name="Hub")
    for number in range(MAX_STEPS + 1):
        graph.add_node(f"HCPCS:{number:06}", kind="Procedure", name=f"P{number:06}")
        add_edge(graph, Edge(f"HCPCS:{number:06}", "GROUPS_TO", "MSDRG:1", {}, EVIDENCE))
    return graph


def test_it_gives_up_where_there_is_too_much_and_python_goes_on(hub: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    native, python = topologies(hub)
    raised: list[str] = []
    find = module.ShortestPathFinder.find

    def watched(self: module.ShortestPathFinder, *given: object) -> object:
        try:
            return find(self, *given)  # type: ignore[arg-type]
        except SearchLimitExceeded:
            raised.append("gave up")
            raise

    monkeypatch.setattr(module.ShortestPathFinder, "find", watched)
    expected, found = (best_paths(one, "HCPCS:000001", "HCPCS:000002", PathQuery(1, 4)) for one in (python, native))
    assert shown(found) == shown(expected) != []
    assert raised == ["gave up"]


def test_searches_of_several_threads_do_not_meet() -> None:
    chain = {(i, "BUNDLED_WITH", i + 1) for i in range(5)} | {(i, "HAS_RISK", i // 2) for i in range(6)}
    native, python = topologies(graph_of(chain))
    asked = [(f"PAGE:{a}", f"PAGE:{b}") for a in range(6) for b in range(6)] * 20
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda ends: shown(best_paths(native, ends[0], ends[1], PathQuery(1, 6))), asked))
    assert found == [shown(best_paths(python, start, end, PathQuery(1, 6))) for start, end in asked]


def test_marks_of_searches_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SEARCHES", 3)
    native, python = topologies(graph_of({(0, "BUNDLED_WITH", 1), (1, "BUNDLED_WITH", 5)}))
    for start, end in [("PAGE:0", "PAGE:5"), ("PAGE:1", "PAGE:5"), ("PAGE:0", "PAGE:1")] * 4:
        assert shown(best_paths(native, start, end, PathQuery(1, 4))) == shown(
            best_paths(python, start, end, PathQuery(1, 4))
        )


@pytest.mark.parametrize("said", ["false", "0", "False"])
def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(VARIABLE, said)
    assert Topology(FrozenGraph(ArrayColumns(freeze(graph_of(set()))))).shortest is None
