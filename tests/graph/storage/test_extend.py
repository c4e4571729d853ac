"""A graph that is extended has the same columns as one that is frozen whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ingest.merge_edges import ENDS, circular_edges, merge_parallel
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value
from graph.model.property_graph import Graph, add_edge, edges_of, iter_nodes
from graph.storage.columns import ArrayColumns, arena_columns
from graph.storage.extend import Additions, extend
from graph.storage.freeze import freeze, freeze_in_memory, version_of
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import graph_columns, said_columns
from graph.storage.splice import Splice
from graph.storage.version import version_of_columns
from tests.world import world_graph

_KINDS = {"PAGE": "Procedure", "CPT": "Procedure", "ICD10CM": "Diagnosis", "INDICATION": "Indication", "RISK": "Risk"}
_EDGES = ("HAS_INDICATION", "HAS_RISK", "MAPS_TO", "IS_A")
_NAMES = ("Cast", "cast", "Äther", "Splint", "Splint, long", "z", "")
_DOCUMENTS = tuple(SourceDocument(f"doc-{n}", f"Title {n}", f"path/{n}", "0" * 64, "MIT") for n in range(4))
_Ends = tuple[str, str, str]


@dataclass
class Said:
    """A graph as values: nodes by CURIE, the edges of a kind between two nodes in their order, and documents."""

    nodes: dict[str, Node]
    edges: dict[_Ends, list[Edge]]
    documents: Sequence[SourceDocument]

    def graph(self) -> Graph:
        graph: Graph = nx.MultiDiGraph()
        for node in self.nodes.values():
            graph.add_node(node.curie, kind=node.kind, name=node.name, **node.properties)
        for edges in self.edges.values():
            for edge in edges:
                add_edge(graph, edge)
        graph.graph["documents"] = self.documents
        return graph


def _node(random: Random, curie: str) -> Node:
    flags = {name: random.random() < 0.5 for name in ("has_page", "is_stub") if random.random() < 0.5}
    slug = {"slug": random.choice(("one", "One", "two", "three"))} if random.random() < 0.6 else {}
    is_procedure = curie.startswith(("PAGE", "CPT"))
    properties: Mapping[str, Value] = {**flags, **slug} if is_procedure else {}
    return Node(curie, _KINDS[curie.partition(":")[0]], random.choice(_NAMES), properties)


def _evidence(random: Random) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(f"doc-{random.randrange(5)}", f"line {random.randrange(3)}") for _ in range(random.randrange(3))
    )


def _edges(random: Random, ends: _Ends, shared: Sequence[tuple[Evidence, ...]]) -> list[Edge]:
    source, target, kind = ends
    edges = []
    for _ in range(random.randint(1, 3)):
        placed: dict[str, Value] = {"position": random.randrange(4)} if kind.startswith("HAS") else {}
        said: dict[str, Value] = {"confidence": random.random()} if kind == "MAPS_TO" and random.random() < 0.5 else {}
        evidence = random.choice(shared) if random.random() < 0.7 else _evidence(random)
        edges.append(Edge(source, kind, target, {**placed, **said}, evidence))
    return edges


def _said(random: Random, curies: Sequence[str]) -> Said:
    nodes = {curie: _node(random, curie) for curie in curies}
    shared = [_evidence(random) for _ in range(4)]
    all_ends = {
        (random.choice(curies), random.choice(curies), random.choice(_EDGES))
        for _ in range(random.randrange(40) if curies else 0)
    }
    edges = {ends: _edges(random, ends, shared) for ends in sorted(all_ends)}
    return Said(nodes, edges, random.sample(_DOCUMENTS, random.randrange(5)))


def _part(random: Random, whole: Said) -> Said:
    """What a graph may have been before: without some of it, with some of it otherwise, and with some that is gone."""
    share = random.choice((0.0, 0.3, 0.9, 1.0))
    nodes = {
        curie: _node(random, curie) if random.random() < 0.2 else node
        for curie, node in whole.nodes.items()
        if random.random() < share
    }
    shared = [_evidence(random) for _ in range(3)]
    edges = dict[_Ends, list[Edge]]()
    for ends, said in whole.edges.items():
        if ends[0] in nodes and ends[1] in nodes and random.random() < share:
            edges[ends] = random.choice((said, said, said[:1], _edges(random, ends, shared)))
    known = sorted(nodes)
    for _ in range(random.randrange(5) if known else 0):
        ends = (random.choice(known), random.choice(known), random.choice(_EDGES))
        edges.setdefault(ends, _edges(random, ends, shared))
    return Said(nodes, edges, random.sample(_DOCUMENTS, random.randrange(5)))


def _additions(base: FrozenGraph, part: Said, whole: Said) -> Additions:
    """What makes the part the whole: edges that are others go with all that are parallel to them."""
    nodes = {curie: node for curie, node in whole.nodes.items() if part.nodes.get(curie) != node}
    changed = [ends for ends in part.edges.keys() | whole.edges.keys() if part.edges.get(ends) != whole.edges.get(ends)]
    removed = [
        number
        for number in range(base.edge_count())
        if (base.curie(base.source(number)), base.curie(base.target(number)), base.edge_kind(number)) in set(changed)
    ]
    edges = [edge for ends in changed for edge in whole.edges.get(ends, ())]
    return Additions(nodes, edges, removed, whole.documents)


def _assert_same(part: Graph, whole: Graph, additions: Additions, base: FrozenGraph) -> None:
    extended = extend(base, additions)
    found, expected = graph_columns(extended.rows), freeze(whole)
    assert list(found) == list(expected)
    for name, column in expected.items():
        assert found[name].dtype == column.dtype, name
        assert np.array_equal(found[name], column), name
    assert version_of_columns(said_columns(extended.rows)) == version_of(whole)
    places = {curie: number for number, curie in enumerate(sorted(whole.nodes))}
    assert extended.numbers.tolist() == [places[curie] for curie in sorted(part.nodes)]


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 25))
def test_a_part_with_the_rest_put_in_is_the_whole(seed: int, count: int) -> None:
    random = Random(seed)  # noqa: S311
    curies = sorted({f"{random.choice(tuple(_KINDS))}:{random.randrange(99)}" for _ in range(count)})
    whole = _said(random, curies)
    part = _part(random, whole)
    base = freeze_in_memory(part.graph())
    _assert_same(part.graph(), whole.graph(), _additions(base, part, whole), base)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_world_put_together_from_two_parts_is_the_world(seed: int) -> None:
    random, world = Random(seed), world_graph()  # noqa: S311
    share = random.random()
    above = {curie for curie in sorted(world.nodes) if random.random() < share}
    part = world.copy()
    part.remove_nodes_from(above)
    nodes = {node.curie: node for node in iter_nodes(world) if node.curie in above}
    edges = sorted((edge for edge in edges_of(world) if edge.source in above or edge.target in above), key=ENDS)
    additions = Additions(nodes, edges, (), world.graph["documents"])
    _assert_same(part, world, additions, freeze_in_memory(part))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_several_extensions_one_upon_the_other(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    curies = [f"{prefix}:{number}" for prefix in _KINDS for number in range(3)]
    steps = [_said(random, curies[: 5 * count]) for count in (1, 2, 3)]
    base, before = freeze_in_memory(nx.MultiDiGraph()), Said({}, {}, ())
    for step in steps:
        rows = extend(base, _additions(base, before, step)).rows
        base, before = FrozenGraph(ArrayColumns(graph_columns(rows))), step
        expected = freeze(step.graph())
        assert all(np.array_equal(graph_columns(rows)[name], column) for name, column in expected.items())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.binary(max_size=4), max_size=12), st.data())
def test_a_splice_takes_out_and_puts_in(values: list[bytes], data: st.DataObject) -> None:
    removed = sorted(data.draw(st.sets(st.integers(0, len(values) - 1)))) if values else []
    added = data.draw(st.lists(st.tuples(st.integers(0, len(values)), st.binary(max_size=4)), max_size=6))
    added.sort(key=lambda item: item[0])
    splice = Splice(np.array(removed, dtype=np.int64), np.array([place for place, _ in added], dtype=np.int64))
    expected, new_places, inserted = list[bytes](), dict[int, int](), list[int]()
    for place in range(len(values) + 1):
        for at, value in added:
            if at == place:
                inserted.append(len(expected))
                expected.append(value)
        if place < len(values) and place not in removed:
            new_places[place] = len(expected)
            expected.append(values[place])
    arena = ArrayColumns(arena_columns("it", values)).arena("it")
    new = [value for _, value in added]
    found = ArrayColumns(splice.of_arena("it", arena, new)).arena("it")
    assert [found[number] for number in range(len(found))] == expected
    lengths = splice.of(np.array([len(value) for value in values], dtype=np.int64), [len(value) for value in new])
    assert lengths.tolist() == [len(value) for value in expected]
    moved = splice.new_places(len(values)).tolist()
    assert {place: moved[place] for place in new_places} == new_places
    assert splice.inserted_places().tolist() == inserted


@settings(max_examples=300, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20), st.integers(0, 2**32 - 1))
def test_edges_that_close_a_circle_are_those_that_one_at_a_time_would(pairs: set[tuple[int, int]], seed: int) -> None:
    said = [Edge(f"RISK:{source}", "IS_A", f"RISK:{target}") for source, target in pairs]
    Random(seed).shuffle(said)  # noqa: S311
    below: nx.DiGraph[str] = nx.DiGraph([("RISK:0", "RISK:3"), ("RISK:3", "RISK:5"), ("RISK:6", "RISK:3")])
    said = [edge for edge in said if not below.has_edge(edge.source, edge.target)]
    kept, expected = below.copy(), list[Edge]()
    for edge in sorted(said, key=ENDS):
        kept.add_edge(edge.source, edge.target)
        if not nx.is_directed_acyclic_graph(kept):
            kept.remove_edge(edge.source, edge.target)
            expected.append(edge)
    found = circular_edges(said, lambda curie: iter(below.adj.get(curie, ())), lambda _: "file")
    assert [edge for edge, _ in found] == expected


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_parallel_edges_that_say_the_same_are_one_in_whatever_order_they_come(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    edges = [
        Edge(
            f"PAGE:{random.randrange(2)}", "HAS_RISK", "RISK:1", {"position": place, "entry": random.randrange(2)}, said
        )
        for place, said in ((random.randrange(3), _evidence(random)) for _ in range(8))
    ]
    found = merge_parallel(edges)
    by_meaning = dict[tuple[str, Value], list[Edge]]()
    for edge in edges:
        by_meaning.setdefault((edge.source, edge.properties["entry"]), []).append(edge)
    assert len(found) == len(by_meaning)
    for edge in found:
        same = by_meaning[edge.source, edge.properties["entry"]]
        assert set(edge.evidence) == {item for other in same for item in other.evidence}
        assert edge.properties["position"] == min(int(str(other.properties["position"])) for other in same)
    shuffled = [replace(edge) for edge in random.sample(edges, len(edges))]
    assert [ENDS(edge) for edge in sorted(merge_parallel(shuffled), key=ENDS)] == [
        ENDS(e) for e in sorted(found, key=ENDS)
    ]
    for source in ("PAGE:0", "PAGE:1"):
        order = [edge.properties for edge in found if edge.source == source]
        assert order == [edge.properties for edge in merge_parallel(shuffled) if edge.source == source]
