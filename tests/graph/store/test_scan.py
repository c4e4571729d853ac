"""Filters and orders by columns, against the same by decoded nodes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.elements import Node, Value
from graph.model.ontology import ONTOLOGY, Property, PropertyType
from graph.model.property_graph import Graph
from graph.storage.frozen_graph import FrozenGraph
from graph.store import ComparisonOperator, Condition, Filter, GraphStore, Order, Paging, Scan
from graph.store import scan as scanning
from graph.store.filter_predicate import matches_filter
from graph.store.paging import slice_page
from graph.store.sort_key import sort_key, sortable
from tests.conftest import store_of, topology_of

IDENTITY = (Property("name", "Its name."), Property("curie", "Its CURIE."), Property("unknown", "Nothing has it."))
TEXT = (
    ComparisonOperator.EQUALS,
    ComparisonOperator.NOT_EQUALS,
    ComparisonOperator.ANY_OF,
    ComparisonOperator.CONTAINS,
    ComparisonOperator.STARTS_WITH,
)
SIZED = (
    ComparisonOperator.EQUALS,
    ComparisonOperator.NOT_EQUALS,
    ComparisonOperator.ANY_OF,
    ComparisonOperator.AT_LEAST,
    ComparisonOperator.AT_MOST,
)
NUMBERS = (PropertyType.INTEGER, PropertyType.NUMBER)
SAMPLE = 300


@pytest.fixture
def by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few nodes there are, their values are read from columns."""
    monkeypatch.setattr(scanning, "_few", lambda graph, kind: -1)


def values_of(nodes: Sequence[Node], declared: Property) -> list[Value]:
    """Values that some nodes have, each item of a list for itself."""
    found: list[Value] = []
    for node in nodes:
        value = {"name": node.name, "curie": node.curie}.get(declared.name, node.properties.get(declared.name))
        found += value if isinstance(value, tuple) else [] if value is None else [value]
    return found


@st.composite
def conditions(draw: st.DrawFn, nodes: Sequence[Node], kind: str) -> Condition:
    """A condition on a property of a kind, mostly on a value that some node has, or on a part of it."""
    declared = draw(st.sampled_from((*IDENTITY, *ONTOLOGY.nodes[kind].properties)))
    if draw(st.integers(0, 5)) == 0:
        return Condition(declared.name, ComparisonOperator.IS_KNOWN, draw(st.booleans()))
    known = values_of(nodes, declared)
    if declared.type is PropertyType.BOOLEAN:
        return Condition(declared.name, ComparisonOperator.EQUALS, draw(st.booleans()))
    if declared.type in NUMBERS:
        value = draw(st.sampled_from(known) if known else st.integers(-5, 90))
        operator = draw(st.sampled_from(SIZED))
        return Condition(declared.name, operator, (value, 7) if operator is ComparisonOperator.ANY_OF else value)  # type: ignore[arg-type]
    text = str(draw(st.sampled_from(known))) if known else draw(st.text(max_size=3))
    start = draw(st.integers(0, max(len(text) - 1, 0))) if draw(st.booleans()) else 0
    part = text[start : start + draw(st.integers(0, 12))] if draw(st.booleans()) else text
    part = draw(st.sampled_from((part, part.upper(), part.lower(), f"{part}\x1f", "ß")))
    operator = draw(st.sampled_from(TEXT))
    return Condition(declared.name, operator, (part, "zzz") if operator is ComparisonOperator.ANY_OF else part)


@st.composite
def scans(draw: st.DrawFn, nodes: Sequence[Node], kind: str) -> Scan:
    """A scan of a kind with conditions, memberships and an order."""
    curies = st.frozensets(st.sampled_from([node.curie for node in nodes] or ["RISK:none"]), max_size=6)
    only = tuple(draw(st.lists(curies, max_size=1))) if draw(st.booleans()) else ()
    chosen = tuple(draw(st.lists(conditions(nodes, kind), max_size=3)))
    names = [declared.name for declared in (*IDENTITY, *ONTOLOGY.nodes[kind].properties)]
    order = Order(draw(st.sampled_from(names)), descending=draw(st.booleans()))
    return Scan(kind, Filter(chosen, (), only, draw(curies)), order)


def nodes_of(graph: FrozenGraph, kind: str) -> list[Node]:
    return [graph.node(int(number)) for number in graph.of_kind(kind)]


SETTINGS = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.usefixtures("by_columns")
@SETTINGS
@given(data=st.data())
def test_columns_choose_and_order_as_decoded_nodes_do(graph: Graph, data: st.DataObject) -> None:
    store = store_of(graph)
    kind = data.draw(st.sampled_from(sorted(store.summary().nodes)))
    nodes = nodes_of(store.topology.graph, kind)
    scan = data.draw(scans(nodes, kind))
    paging = Paging(data.draw(st.integers(0, 3)), data.draw(st.booleans()))
    items = [(sort_key(scan.order, node), node) for node in nodes if matches_filter(scan.filter, node)]
    for asked in (None, paging):
        expected = slice_page(items, scan.order, asked)
        found = store.scan(replace(scan, paging=asked))
        assert [(key, node) for node, key in found.nodes] == expected.items
        assert (found.total, found.has_next, found.has_previous) == (
            expected.total, expected.has_next, expected.has_previous,
        )  # fmt: skip


@pytest.mark.usefixtures("by_columns")
@pytest.mark.parametrize("kind", ["Procedure", "Diagnosis", "RootOperation", "Expression"])
@settings(SETTINGS, max_examples=15)
@given(data=st.data())
def test_columns_choose_and_order_what_is_shipped(shipped: GraphStore, kind: str, data: st.DataObject) -> None:
    """Of a sample of the nodes: each is chosen if it is accepted, and those that are chosen are in order."""
    graph = shipped.topology.graph
    numbers = graph.of_kind(kind)
    chance = Random(data.draw(st.integers(0, 99)))  # noqa: S311
    sampled = chance.sample(numbers.tolist(), min(SAMPLE, len(numbers)))
    sample = [graph.node(number) for number in sampled]
    scan = data.draw(scans([], kind))
    scan = Scan(kind, Filter(tuple(data.draw(st.lists(conditions(sample, kind), max_size=2)))), scan.order)
    found = scanning.filtered_and_ordered(graph, scan, numbers)
    members = set(found.tolist())
    assert [number in members for number in sampled] == [matches_filter(scan.filter, node) for node in sample]
    places = sorted(chance.sample(range(len(found)), min(SAMPLE, len(found))))
    keys = [sortable(sort_key(scan.order, graph.node(int(found[place]))), scan.order) for place in places]
    assert keys == sorted(keys)


@pytest.mark.usefixtures("by_columns")
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_that_of_decoded_nodes(graph: Graph, descending: bool) -> None:
    frozen = topology_of(graph).graph
    for kind in ONTOLOGY.node_kinds:
        nodes = nodes_of(frozen, kind.name)
        for declared in (*IDENTITY, *kind.properties):
            order = Order(declared.name, descending=descending)
            expected = sorted(nodes, key=lambda node: sortable(sort_key(order, node), order))
            found = scanning.filtered_and_ordered(frozen, Scan(kind.name, order=order), frozen.of_kind(kind.name))
            assert [frozen.node(int(number)) for number in found] == expected, declared.name


@pytest.mark.usefixtures("by_columns")
@pytest.mark.parametrize("operator", TEXT)
def test_lists_hold_by_any_item_or_none(operator: ComparisonOperator) -> None:
    """However many items a list has, and whether there is one at all."""
    graph: Graph = nx.MultiDiGraph()
    for number, synonyms in enumerate([("Ab",), ("ab", "cd"), ("cd", "AB"), ("cd", "ef"), (), None]):
        graph.add_node(f"RISK:{number}", kind="Risk", name=f"R{number}", synonyms=synonyms)
    frozen = topology_of(graph).graph
    wanted = ("ab", "x") if operator is ComparisonOperator.ANY_OF else "ab"
    chosen = Filter(node=(Condition("synonyms", operator, wanted),))
    found = scanning.filtered_and_ordered(frozen, Scan("Risk", chosen), frozen.of_kind("Risk"))
    expected = [node.curie for node in nodes_of(frozen, "Risk") if matches_filter(chosen, node)]
    assert [frozen.curie(int(number)) for number in found] == expected
    assert ("RISK:1" in expected) is (operator is not ComparisonOperator.NOT_EQUALS)
    assert ("RISK:4" in expected) is (operator is ComparisonOperator.NOT_EQUALS)


def test_a_value_that_holds_the_sign_between_values_is_not_split() -> None:
    """And what lies across two values is in neither."""
    graph = world_with(["a\x1fb", "c"])
    assert list(names_where(graph, ComparisonOperator.CONTAINS, "a\x1fb")) == ["a\x1fb"]
    assert list(names_where(graph, ComparisonOperator.CONTAINS, "bc")) == []


def world_with(names: Sequence[str]) -> FrozenGraph:
    """Risks of these names, which are synonyms of theirs too."""

    graph: Graph = nx.MultiDiGraph()
    for number, name in enumerate(names):
        graph.add_node(f"RISK:{number}", kind="Risk", name=name, synonyms=(name,))
    return topology_of(graph).graph


def names_where(graph: FrozenGraph, operator: ComparisonOperator, value: Value) -> Iterator[str]:
    numbers = graph.of_kind("Risk")
    columns = [graph.property_columns.column("Risk", name) for name in ("name", "synonyms")]
    of_names, of_lists = (scanning.holds(column, Condition("", operator, value), numbers) for column in columns)
    assert of_names.tolist() == of_lists.tolist()
    return (graph.node(int(number)).name for number in numbers[of_names])


@pytest.mark.usefixtures("by_columns")
def test_no_node_is_decoded_that_is_not_shown(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_of(graph)
    monkeypatch.setattr(store.topology.graph, "node", lambda number: pytest.fail(f"{number} is decoded"))
    where = Filter(node=(Condition("name", ComparisonOperator.CONTAINS, "zzz"),))
    assert store.scan(Scan("Procedure", where, paging=Paging(5))).total == 0
