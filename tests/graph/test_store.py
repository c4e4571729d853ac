"""What every engine must do, over the same world."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import pytest

from graph.errors import QueryTooCostly
from graph.model import Value
from graph.store import Condition, Direction, Filter, GraphStore, Hop, Operator, Order, Paging, Scan
from graph.store.protocol import Key

Result = TypeVar("Result")
RISKS = Hop(("HAS_RISK",), order=Order("position", on_edge=True))


def run(work: Awaitable[Result]) -> Result:
    async def main() -> Result:
        return await work

    return asyncio.run(main())


def names(store: GraphStore, kind: str = "Procedure", **scan: object) -> list[str]:
    return [node.name for node, _ in run(store.scan(Scan(kind, **scan))).nodes]  # type: ignore[arg-type]


def test_nodes_come_in_the_order_they_are_asked_for(store: GraphStore) -> None:
    found = run(store.nodes(["RISK:stiffness", "RISK:none", "CPT:00100"]))
    assert [node and node.name for node in found] == ["Stiffness", None, "Brace"]


def test_one_hop_from_a_whole_frontier(store: GraphStore) -> None:
    pages = run(store.expand(["PAGE:cast", "nowhere", "PAGE:splint"], RISKS, 100))
    assert [[link.node.name for link in page.links] for page in pages] == [
        ["Infection", "Stiffness"],
        [],
        ["Stiffness", "Skin sore"],
    ]


def test_a_hop_can_go_back_or_both_ways(store: GraphStore) -> None:
    (back,) = run(store.expand(["RISK:infection"], Hop(("HAS_RISK",), Direction.IN), 100))
    assert [link.node.name for link in back.links] == ["Brace", "Cast"]
    (both,) = run(store.expand(["PAGE:splint"], Hop(("SIMILAR_TO",), Direction.BOTH), 100))
    assert [link.node.name for link in both.links] == ["Cast", "Sling"]


def test_a_hop_can_be_narrowed_to_kinds_of_far_nodes(store: GraphStore) -> None:
    (page,) = run(store.expand(["PAGE:cast"], Hop(far_kinds=("Role", "Setting")), 100))
    assert [link.node.name for link in page.links] == ["Clinic", "Nurse", "Surgeon"]


def test_an_edge_carries_its_properties_and_evidence(store: GraphStore) -> None:
    (page,) = run(store.expand(["PAGE:cast"], RISKS, 100))
    edge = page.links[0].edge
    assert edge.properties == {"position": 0}
    assert edge.evidence[0].quote == "infection"


def test_too_many_links_are_refused(store: GraphStore) -> None:
    with pytest.raises(QueryTooCostly):
        run(store.expand(["PAGE:cast", "PAGE:splint"], RISKS, 3))


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        (Operator.EQUALS, 30, ["Cast"]),
        (Operator.NOT_EQUALS, 30, ["Splint"]),
        (Operator.AT_LEAST, 15, ["Cast", "Splint"]),
        (Operator.AT_MOST, 15, ["Splint"]),
        (Operator.IS_KNOWN, False, ["Brace", "Sling"]),
        (Operator.IS_KNOWN, True, ["Cast", "Splint"]),
    ],
)
def test_conditions_on_numbers(store: GraphStore, operator: Operator, value: Value, expected: list[str]) -> None:
    condition = Condition("duration_min_minutes", operator, value)
    assert names(store, filter=Filter(node=(condition,))) == expected


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        (Operator.EQUALS, "CAST", ["Cast"]),
        (Operator.ANY_OF, ("cast", "Sling"), ["Cast", "Sling"]),
        (Operator.CONTAINS, "LIN", ["Sling", "Splint"]),
        (Operator.STARTS_WITH, "s", ["Sling", "Splint"]),
    ],
)
def test_conditions_on_text_do_not_see_case(
    store: GraphStore, operator: Operator, value: Value, expected: list[str]
) -> None:
    assert names(store, filter=Filter(node=(Condition("name", operator, value),))) == expected


def test_a_condition_on_a_list_holds_if_one_item_does(store: GraphStore) -> None:
    condition = Condition("synonyms", Operator.EQUALS, "broken bone")
    assert names(store, "Indication", filter=Filter(node=(condition,))) == ["Fracture"]


def test_membership(store: GraphStore) -> None:
    both = frozenset({"PAGE:cast", "PAGE:splint"})
    assert names(store, filter=Filter(only=(both,), never=frozenset({"PAGE:cast"}))) == ["Splint"]


@pytest.mark.parametrize(
    ("descending", "expected"),
    [(False, ["Splint", "Cast", "Brace", "Sling"]), (True, ["Cast", "Splint", "Brace", "Sling"])],
)
def test_missing_values_come_last_either_way(store: GraphStore, descending: bool, expected: list[str]) -> None:
    assert names(store, order=Order("duration_min_minutes", descending=descending)) == expected


@pytest.mark.parametrize("order", [Order(), Order("name", descending=True), Order("duration_min_minutes")])
@pytest.mark.parametrize("from_end", [False, True])
def test_pages_joined_are_the_whole_list(store: GraphStore, order: Order, from_end: bool) -> None:
    whole = names(store, order=order)
    seen: list[str] = []
    key: Key | None = None
    for _ in range(len(whole)):
        paging = Paging(1, from_end, None if from_end else key, key if from_end else None)
        page = run(store.scan(Scan("Procedure", order=order, paging=paging)))
        ((node, key),) = page.nodes
        seen = [node.name, *seen] if from_end else [*seen, node.name]
        assert page.total == len(whole)
        assert (page.has_previous if from_end else page.has_next) == (len(seen) < len(whole))
    assert seen == whole


def test_the_summary_counts(store: GraphStore) -> None:
    summary = run(store.summary())
    assert (summary.nodes["Procedure"], summary.edges["HAS_RISK"]) == (4, 6)
    assert [document.id for document in summary.documents] == ["world/cast.txt"]
