"""Hierarchies as a GraphQL caller sees them, and that computed edges are not followed unasked."""

import pytest

from graph.ingest.build import build
from graph.model.elements import Edge, Evidence, Node
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from tests.conftest import Answer, ask_store, store_of
from tests.described import four
from tests.world import World

EVIDENCE = (Evidence("world/cast.txt"),)
PARENTS = {
    # Injury has two kinds; a wrist sprain is one of either.
    "fracture": ["injury"],
    "sprain": ["injury"],
    "wrist-sprain": ["sprain", "wrist-trouble"],
    "wrist-fracture": ["fracture", "wrist-trouble"],
    "open-wrist-fracture": ["wrist-fracture"],
}
PAGE = """query ($of: String!, $first: Int!, $after: String) { it: FIELD(of: $of, first: $first, after: $after) {
    totalCount nodes { distance node { curie } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


@pytest.fixture(scope="module")
def tree() -> Graph:
    slugs = sorted({*PARENTS, *(high for above in PARENTS.values() for high in above), "alone"})
    items: list[Node | Edge] = [Node(f"INDICATION:{slug}", "Indication", slug.capitalize()) for slug in slugs]
    items += [
        Edge(f"INDICATION:{low}", "IS_A", f"INDICATION:{high}", {}, EVIDENCE)
        for low, above in PARENTS.items()
        for high in above
    ]
    return build([World(items)]).graph


def ask(graph: Graph, query: str, **variables: object) -> Answer:
    answer = ask_store(store_of(graph), query, variables)
    assert answer["errors"] == []
    data = answer["data"]
    assert isinstance(data, dict)
    return data


def relatives(graph: Graph, field: str, slug: str, first: int = 100, after: str | None = None) -> Answer:
    found = ask(graph, PAGE.replace("FIELD", field), of=f"INDICATION:{slug}", first=first, after=after)["it"]
    assert isinstance(found, dict)
    return found


def named(found: Answer) -> list[tuple[str, int]]:
    return [(hit["node"]["curie"].partition(":")[2], hit["distance"]) for hit in found["nodes"]]


def test_what_is_above_comes_nearest_first_and_by_name_among_equals(tree: Graph) -> None:
    found = relatives(tree, "ancestors", "open-wrist-fracture")
    assert named(found) == [("wrist-fracture", 1), ("fracture", 2), ("wrist-trouble", 2), ("injury", 3)]
    assert found["totalCount"] == 4


def test_what_is_below_comes_nearest_first_and_by_name_among_equals(tree: Graph) -> None:
    assert named(relatives(tree, "descendants", "injury")) == [
        ("fracture", 1), ("sprain", 1), ("wrist-fracture", 2), ("wrist-sprain", 2), ("open-wrist-fracture", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(("field", "slug"), [("ancestors", "injury"), ("descendants", "alone"), ("ancestors", "alone")])
def test_nothing_above_or_below_is_an_empty_page(tree: Graph, field: str, slug: str) -> None:
    nothing = {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}
    assert relatives(tree, field, slug) == {"totalCount": 0, "nodes": [], "pageInfo": nothing}


@pytest.mark.parametrize("first", [1, 2, 3])
def test_pages_joined_are_the_whole_list(tree: Graph, first: int) -> None:
    seen: list[tuple[str, int]] = []
    after, more = None, True
    while more:
        page = relatives(tree, "descendants", "injury", first, after)
        assert page["totalCount"] == 5
        assert page["pageInfo"]["hasPreviousPage"] is bool(seen)
        seen += named(page)
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == named(relatives(tree, "descendants", "injury"))


@pytest.mark.parametrize(("field", "slug"), [("ancestors", "injury"), ("descendants", "sprain")])
def test_a_cursor_of_another_list_is_refused(tree: Graph, field: str, slug: str) -> None:
    cursor = relatives(tree, "descendants", "injury", 1)["pageInfo"]["endCursor"]
    variables = {"of": f"INDICATION:{slug}", "first": 1, "after": cursor}
    (error,) = ask_store(store_of(tree), PAGE.replace("FIELD", field), variables)["errors"]
    assert error["extensions"]["code"] == "INVALID_CURSOR"


def test_a_closure_has_the_nodes_and_the_edges_among_them(tree: Graph) -> None:
    query = """query ($most: Int!) { closure(of: ["INDICATION:wrist-sprain"], maxNodes: $most) {
        truncated nodes { name } edges { kind source { name } target { name } evidence { source { id } } } } }"""
    found = ask(tree, query, most=200)["closure"]
    assert [node["name"] for node in found["nodes"]] == ["Wrist-sprain", "Sprain", "Wrist-trouble", "Injury"]
    assert {(edge["source"]["name"], edge["target"]["name"]) for edge in found["edges"]} == {
        ("Wrist-sprain", "Sprain"), ("Wrist-sprain", "Wrist-trouble"), ("Sprain", "Injury"),
    }  # fmt: skip
    assert {edge["kind"] for edge in found["edges"]} == {"IS_A"}
    assert found["edges"][0]["evidence"] == [{"source": {"id": "world/cast.txt"}}]
    assert found["truncated"] is False
    cut = ask(tree, query, most=2)["closure"]
    assert ([node["name"] for node in cut["nodes"]], cut["truncated"]) == (["Wrist-sprain", "Sprain"], True)
    assert len(cut["edges"]) == 1


def test_a_closure_goes_down_and_along_other_edges(tree: Graph) -> None:
    down = '{ closure(of: ["INDICATION:sprain"], direction: IN) { nodes { name } } }'
    assert ask(tree, down)["closure"]["nodes"] == [{"name": "Sprain"}, {"name": "Wrist-sprain"}]
    risks = '{ closure(of: ["PAGE:gamma"], edgeKind: HAS_RISK) { nodes { name } } }'
    assert ask(four(), risks)["closure"]["nodes"] == [{"name": "Gamma"}, {"name": "Itch"}, {"name": "Scar"}]


def test_what_several_have_in_common(tree: Graph) -> None:
    query = "query ($of: [String!]!) { commonAncestors(of: $of) { lowest distances node { name } } }"
    found = ask(tree, query, of=["INDICATION:wrist-sprain", "INDICATION:open-wrist-fracture"])["commonAncestors"]
    assert found == [
        {"lowest": True, "distances": [1, 2], "node": {"name": "Wrist-trouble"}},
        {"lowest": True, "distances": [2, 3], "node": {"name": "Injury"}},
    ]
    own = ask(tree, query, of=["INDICATION:sprain", "INDICATION:wrist-sprain"])["commonAncestors"]
    assert [(it["node"]["name"], it["lowest"], it["distances"]) for it in own] == [
        ("Sprain", True, [0, 1]), ("Injury", False, [1, 2]),
    ]  # fmt: skip
    assert ask(tree, query, of=["INDICATION:sprain", "INDICATION:alone"])["commonAncestors"] == []


@pytest.mark.parametrize(
    ("broader", "narrower", "expected"),
    [
        ("injury", "open-wrist-fracture", True),
        ("open-wrist-fracture", "injury", False),
        ("sprain", "sprain", True),
        ("sprain", "fracture", False),
    ],
)
def test_whether_one_is_a_kind_of_another(tree: Graph, broader: str, narrower: str, expected: bool) -> None:
    query = "query ($a: String!, $b: String!) { subsumes(broader: $a, narrower: $b) }"
    assert ask(tree, query, a=f"INDICATION:{broader}", b=f"INDICATION:{narrower}") == {"subsumes": expected}


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ('ancestors(of: "INDICATION:nothing") { totalCount }', "UNKNOWN_NODE"),
        ('descendants(of: "sprain") { totalCount }', "INVALID_CURIE"),
        ('ancestors(of: "INDICATION:sprain", first: 1001) { totalCount }', "INVALID_ARGUMENT"),
        ('ancestors(of: "INDICATION:sprain", first: -1) { totalCount }', "INVALID_ARGUMENT"),
        ('closure(of: ["sprain"]) { truncated }', "INVALID_CURIE"),
        ("closure(of: [], maxNodes: 1001) { truncated }", "INVALID_ARGUMENT"),
        ("commonAncestors(of: []) { lowest }", "INVALID_ARGUMENT"),
        ('commonAncestors(of: ["x"]) { lowest }', "INVALID_CURIE"),
        ('subsumes(broader: "INDICATION:sprain", narrower: "x")', "INVALID_CURIE"),
        ('subsumes(broader: "INDICATION:nothing", narrower: "INDICATION:sprain")', "UNKNOWN_NODE"),
        ('subsumes(broader: "INDICATION:sprain", narrower: "INDICATION:nothing")', "UNKNOWN_NODE"),
    ],
)
def test_a_mistake_is_refused_by_name(tree: Graph, field: str, code: str) -> None:
    answer = ask_store(store_of(tree), f"{{ it: {field} }}")
    assert answer["data"] == {"it": None}
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


def test_a_hierarchy_counts_as_items_and_as_rows(tree: Graph) -> None:
    query = '{ descendants(of: "INDICATION:injury", first: 3) { totalCount } }'
    assert ask_store(store_of(tree), query, limits=Limits(nodes=4, rows=5))["errors"] == []
    for limits in (Limits(nodes=3), Limits(rows=4)):
        (error,) = ask_store(store_of(tree), query, limits=limits)["errors"]
        assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
