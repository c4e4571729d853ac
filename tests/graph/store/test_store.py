"""The store over the world, and the same written once more in memory, which it is compared with."""

import pytest

from graph.model.elements import Value
from graph.model.errors import QueryTooCostly
from graph.model.property_graph import Graph
from graph.store import ComparisonOperator, Condition, Direction, Filter, GraphStore, Hop, Key, Order, Paging, Scan
from tests.conftest import store_of
from tests.memory_store import MemoryStore

Store = GraphStore | MemoryStore
RISKS = Hop(("HAS_RISK",), order=Order("position", on_edge=True))


@pytest.fixture(params=[store_of, MemoryStore], ids=["frozen", "memory"])
def store(request: pytest.FixtureRequest, graph: Graph) -> Store:
    made: Store = request.param(graph)
    return made


def names(store: Store, kind: str = "Procedure", **scan: object) -> list[str]:
    return [node.name for node, _ in store.scan(Scan(kind, **scan)).nodes]  # type: ignore[arg-type]


def test_a_node_is_found_by_its_curie_or_there_is_none(store: Store) -> None:
    found = [store.node(curie) for curie in ("RISK:stiffness", "RISK:none", "CPT:00100")]
    assert [node and node.name for node in found] == ["Stiffness", None, "Brace"]


def test_a_hop_follows_edges_in_their_order(store: Store) -> None:
    pages = [store.expand(curie, RISKS, 100) for curie in ("PAGE:cast", "nowhere", "PAGE:splint")]
    assert [[link.node.name for link in page.links] for page in pages] == [
        ["Infection", "Stiffness"],
        [],
        ["Stiffness", "Skin sore"],
    ]


def test_a_hop_can_go_back_or_both_ways(store: Store) -> None:
    back = store.expand("RISK:infection", Hop(("HAS_RISK",), Direction.IN), 100)
    assert [link.node.name for link in back.links] == ["Brace", "Cast"]
    both = store.expand("PAGE:splint", Hop(("SIMILAR_TO",), Direction.BOTH), 100)
    assert [link.node.name for link in both.links] == ["Cast", "Sling"]


def test_a_hop_can_be_narrowed_to_kinds_of_far_nodes(store: Store) -> None:
    page = store.expand("PAGE:cast", Hop(far_kinds=("Role", "Setting")), 100)
    assert [link.node.name for link in page.links] == ["Clinic", "Nurse", "Surgeon"]


def test_an_edge_carries_its_properties_and_evidence(store: Store) -> None:
    page = store.expand("PAGE:cast", RISKS, 100)
    edge = page.links[0].edge
    assert edge.properties == {"position": 0}
    assert edge.evidence[0].quote == "infection"


def test_too_many_links_are_refused(store: Store) -> None:
    with pytest.raises(QueryTooCostly):
        store.expand("PAGE:cast", RISKS, 1)


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        (ComparisonOperator.EQUALS, 30, ["Cast"]),
        (ComparisonOperator.NOT_EQUALS, 30, ["Splint"]),
        (ComparisonOperator.AT_LEAST, 15, ["Cast", "Splint"]),
        (ComparisonOperator.AT_MOST, 15, ["Splint"]),
        (ComparisonOperator.IS_KNOWN, False, ["Brace", "Sling"]),
        (ComparisonOperator.IS_KNOWN, True, ["Cast", "Splint"]),
    ],
)
def test_conditions_on_numbers(store: Store, operator: ComparisonOperator, value: Value, expected: list[str]) -> None:
    condition = Condition("duration_min_minutes", operator, value)
    assert names(store, filter=Filter(node=(condition,))) == expected


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        (ComparisonOperator.EQUALS, "CAST", ["Cast"]),
        (ComparisonOperator.ANY_OF, ("cast", "Sling"), ["Cast", "Sling"]),
        (ComparisonOperator.CONTAINS, "LIN", ["Sling", "Splint"]),
        (ComparisonOperator.STARTS_WITH, "s", ["Sling", "Splint"]),
    ],
)
def test_conditions_on_text_do_not_see_case(
    store: Store, operator: ComparisonOperator, value: Value, expected: list[str]
) -> None:
    assert names(store, filter=Filter(node=(Condition("name", operator, value),))) == expected


def test_a_condition_on_a_list_holds_if_one_item_does(store: Store) -> None:
    condition = Condition("synonyms", ComparisonOperator.EQUALS, "broken bone")
    assert names(store, "Indication", filter=Filter(node=(condition,))) == ["Fracture"]


def test_membership(store: Store) -> None:
    both = frozenset({"PAGE:cast", "PAGE:splint"})
    assert names(store, filter=Filter(only=(both,), never=frozenset({"PAGE:cast"}))) == ["Splint"]


@pytest.mark.parametrize(
    ("descending", "expected"),
    [(False, ["Splint", "Cast", "Brace", "Sling"]), (True, ["Cast", "Splint", "Brace", "Sling"])],
)
def test_missing_values_come_last_either_way(store: Store, descending: bool, expected: list[str]) -> None:
    assert names(store, order=Order("duration_min_minutes", descending=descending)) == expected


@pytest.mark.parametrize("order", [Order(), Order("name", descending=True), Order("duration_min_minutes")])
@pytest.mark.parametrize("from_end", [False, True])
def test_pages_joined_are_the_whole_list(store: Store, order: Order, from_end: bool) -> None:
    whole = names(store, order=order)
    seen: list[str] = []
    key: Key | None = None
    for _ in range(len(whole)):
        paging = Paging(1, from_end, None if from_end else key, key if from_end else None)
        page = store.scan(Scan("Procedure", order=order, paging=paging))
        ((node, key),) = page.nodes
        seen = [node.name, *seen] if from_end else [*seen, node.name]
        assert page.total == len(whole)
        assert (page.has_previous if from_end else page.has_next) == (len(seen) < len(whole))
    assert seen == whole


def test_the_summary_counts(store: Store) -> None:
    summary = store.summary()
    assert (summary.nodes["Procedure"], summary.edges["HAS_RISK"]) == (4, 6)
    assert [document.id for document in summary.documents] == ["world/cast.txt"]


def test_a_document_is_found_by_its_id(graph: Graph) -> None:
    store = store_of(graph)
    assert store.document("world/cast.txt") == store.summary().documents[0]
    assert store.document("world/nothing.txt") is None
