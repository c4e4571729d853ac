"""The graph as numbers, against what is counted by hand; and that a hub is not read whole."""

from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graph.traversal.topology as module
from graph.model.elements import Edge, Evidence, Node
from graph.model.ontology import EDGE_KINDS
from graph.model.property_graph import Graph, add_edge
from graph.storage.columns import Array, ArrayColumns
from graph.storage.freeze import freeze, freeze_in_memory
from graph.storage.frozen_graph import FrozenGraph
from graph.store import Direction
from graph.traversal.neighborhood import neighborhood
from graph.traversal.topology import Topology, TraversalFilter

EVIDENCE = (Evidence("world/cast.txt"),)
KINDS = ("BUNDLED_WITH", "ADD_ON_TO", "SIMILAR_TO")
COUNT = 40
Joined = tuple[int, int, str]


def procedures(joined: Iterable[Joined]) -> Graph:
    """Numbered procedures, the later ones earlier by name, joined even in parallel."""
    graph: Graph = nx.MultiDiGraph()
    for number in range(COUNT):
        graph.add_node(f"PAGE:{number:03}", kind="Procedure", name=f"P{COUNT - number:03}")
    for source, target, kind in joined:
        add_edge(graph, Edge(f"PAGE:{source:03}", kind, f"PAGE:{target:03}", {}, EVIDENCE))
    return graph


def frozen(graph: Graph) -> Topology:
    return Topology(freeze_in_memory(graph))


def told(topology: Topology, numbers: npt.NDArray[np.int64]) -> list[tuple[str, str, str]]:
    graph = topology.graph
    return [
        (graph.curie(graph.source(int(edge))), graph.curie(graph.target(int(edge))), graph.key(int(edge)))
        for edge in numbers
    ]


def as_listed(edge: tuple[str, str, str]) -> tuple[str, int, int, str]:
    """By source and kind, and then by the name of the target: the later number is the earlier name."""
    source, target, key = edge
    return source, EDGE_KINDS.index(key.partition("#")[0]), -int(target.removeprefix("PAGE:")), key


JOINED = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39), st.sampled_from(KINDS)), max_size=60)


@settings(max_examples=80, deadline=None)
@given(JOINED, st.sets(st.integers(0, 39), max_size=12), st.sampled_from([(), KINDS[:1], KINDS[1:]]))
def test_among_is_all_edges_between_some_nodes(joined: list[Joined], chosen: set[int], kinds: tuple[str, ...]) -> None:
    """Node 0 has an edge to every other."""
    built = procedures([*joined, *((0, other, "BUNDLED_WITH") for other in range(40))])
    topology = frozen(built)
    inside = {f"PAGE:{number:03}" for number in (*chosen, 0)}
    expected = [
        (source, target, key)
        for source, target, key in built.edges(keys=True)
        if {source, target} <= inside and (not kinds or key.partition("#")[0] in kinds)
    ]
    found = topology.among(topology.find(sorted(inside, reverse=True)), kinds)
    assert told(topology, found) == sorted(expected, key=as_listed)


def test_among_nothing_is_nothing() -> None:
    topology = frozen(procedures([(0, 1, "ADD_ON_TO")]))
    assert topology.among(topology.find([]), ()).tolist() == []


@settings(max_examples=80, deadline=None)
@given(
    JOINED,
    st.lists(st.integers(0, 39), max_size=6),
    st.sampled_from(list(Direction)),
    st.sampled_from([(), KINDS[:1], KINDS[::2], KINDS]),
    st.sampled_from([0, 100]),
)
def test_steps_are_all_edges_from_some_nodes(
    joined: list[Joined], near: list[int], direction: Direction, kinds: tuple[str, ...], few: int
) -> None:
    """However the rows are found; from a node that is given twice, twice; an edge of a node to itself, both ways."""
    built = procedures(joined)
    topology = frozen(built)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FEW", few)
        numbers = np.array(near, dtype=np.int64)  # CURIEs are in the order of their numbers.
        steps = topology.expand(numbers, TraversalFilter(direction, edge_kinds=kinds))
    out, back = direction is not Direction.IN, direction is not Direction.OUT
    edges = [edge for edge in built.edges(keys=True) if not kinds or edge[2].partition("#")[0] in kinds]
    expected = [
        *((a, b, (a, b, key)) for n in near for a, b, key in edges if out and a == f"PAGE:{n:03}"),
        *((b, a, (a, b, key)) for n in near for a, b, key in edges if back and b == f"PAGE:{n:03}"),
    ]
    curie = topology.graph.curie
    found = zip(
        map(curie, steps.near.tolist()), map(curie, steps.far.tolist()), told(topology, steps.edge), strict=True
    )
    assert sorted(found) == sorted(expected)
    assert [*zip(steps.reverse().near, steps.reverse().far, strict=True)] == [*zip(steps.far, steps.near, strict=True)]
    assert topology.count(numbers, direction) >= len(steps)


@given(st.lists(st.integers(0, 39)), st.sampled_from([0, 100]))
def test_each_node_once_in_order_or_by_name(numbers: list[int], many: int) -> None:
    """Also where they are marked and not sorted."""
    topology, given_numbers = frozen(procedures([])), np.array(numbers, dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MANY", many)
        assert topology.distinct(given_numbers).tolist() == sorted(set(numbers))
        assert topology.sorted_by_name(given_numbers).tolist() == sorted(set(numbers), reverse=True)


@settings(max_examples=80, deadline=None)
@given(JOINED, st.integers(1, 12), st.sampled_from([Direction.OUT, Direction.IN]), st.integers(1, 9))
def test_first_steps_lead_to_the_first_by_name(
    joined: list[Joined], most: int, direction: Direction, chunk: int
) -> None:
    """Of each kind of edge at least so many different nodes, the first by name, however long the chunks are."""
    built = procedures([(0, other, kind) if direction is Direction.OUT else (other, 0, kind)
                        for _, other, kind in joined])  # fmt: skip
    topology = frozen(built)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHUNK", chunk)
        steps = topology.expand_hub(0, TraversalFilter(direction), most)
    kinds = np.array([EDGE_KINDS[int(kind)] for kind in topology.edge_kinds(steps.edge)])
    for kind in KINDS:
        far = {other for _, other, name in joined if name == kind}
        found = [topology.graph.curie(int(number)) for number in steps.far[kinds == kind]]
        wanted = [f"PAGE:{number:03}" for number in sorted(far, reverse=True)]
        whole = kind == "SIMILAR_TO" and direction is Direction.OUT  # It has an order of its own, and is read whole.
        assert list(dict.fromkeys(found)) == (wanted if whole else wanted[:most])
    assert set(steps.near.tolist()) <= {0}


def test_parallel_edges_of_a_hub_hide_none_of_its_neighbours() -> None:
    many = [(1 + place // 4, 0, "BUNDLED_WITH") for place in range(4 * 39)]
    found = neighborhood(frozen(procedures(many)), ["PAGE:000"], 1, TraversalFilter(), 10)
    assert [node.curie for node in found.nodes] == ["PAGE:000", *(f"PAGE:{39 - place:03}" for place in range(9))]
    assert found.truncated


HUB, NEIGHBOURS = "MSDRG:001", 100_000


class Watched(np.ndarray[Any, Any]):
    """An array that counts the elements that are picked from it, cut out of it or copied."""

    read = 0

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        Watched.read += np.size(found) if isinstance(key, np.ndarray | slice) else 0
        return found

    def astype(self, *given: Any, **named: Any) -> Any:
        Watched.read += self.size
        return super().astype(*given, **named).view(np.ndarray)


class WatchedColumns(ArrayColumns):
    """Columns whose rows count what is read of them."""

    def __getitem__(self, name: str) -> Array:
        column = super().__getitem__(name)
        rows = name.endswith(".edges") or name in ("in.source", "edge.source", "edge.target", "edge.kind")
        return column.view(Watched) if rows else column


class Counting(FrozenGraph):
    """Counts the nodes that are decoded."""

    decoded = 0

    def _node(self, number: int) -> Node:
        self.decoded += 1
        return super()._node(number)


@pytest.fixture(scope="module")
def hub() -> Topology:
    """A group that a hundred thousand procedures fall into; the first of them has a role."""
    graph: Graph = nx.MultiDiGraph()
    graph.add_node(HUB, kind="DiagnosisGroup", name="Hub")
    graph.add_node("ROLE:nurse", kind="Role", name="Nurse")
    for number in range(NEIGHBOURS):
        graph.add_node(f"HCPCS:{number:06}", kind="Procedure", name=f"P{number:06}")
        add_edge(graph, Edge(f"HCPCS:{number:06}", "GROUPS_TO", HUB, {}, EVIDENCE))
    add_edge(graph, Edge("HCPCS:000000", "PERFORMED_BY", "ROLE:nurse", {}, EVIDENCE))
    return Topology(Counting(WatchedColumns(freeze(graph))))


@pytest.mark.parametrize(("seed", "depth"), [(HUB, 1), ("HCPCS:000007", 2), ("ROLE:nurse", 3), (HUB, 3)])
def test_a_neighborhood_through_a_hub_reads_only_the_beginning_of_its_row(hub: Topology, seed: str, depth: int) -> None:
    graph = hub.graph
    assert isinstance(graph, Counting)
    graph.node.cache_clear()
    hub.__dict__["neighborhoods"] = None  # Machine code reads past what counts.
    graph.decoded = Watched.read = 0
    found = neighborhood(hub, [seed], depth, TraversalFilter(), 200)
    assert (len(found.nodes), found.truncated) == (200, True)
    assert graph.decoded == 0
    assert 200 <= Watched.read < NEIGHBOURS // 4
    named = [node.name for node in found.nodes if node.kind == "Procedure" and node.curie != seed]
    assert graph.decoded == 200
    assert named[:2] == ["P000000", "P000001"]


def test_reading_a_hub_whole_is_noticed(hub: Topology) -> None:
    """What the test above counts by."""
    Watched.read = 0
    assert len(hub.expand(hub.find([HUB]), TraversalFilter())) == NEIGHBOURS
    assert Watched.read >= NEIGHBOURS
