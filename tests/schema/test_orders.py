"""Orders: by several keys, by codes, and the order in which nodes are listed unless one is given."""

import orjson
import pytest

from graph.ingest.build import build
from graph.model.elements import Node
from graph.store import GraphStore
from tests.conftest import Ask, ask_compiled, ask_store, store_of
from tests.world import World, edge

ORDERED = """query ($by: [ProcedureOrder!], $after: String, $first: Int) {
    procedures(orderBy: $by, first: $first, after: $after) {
        nodes { name } pageInfo { hasNextPage endCursor } } }"""


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (None, ["Brace", "Cast", "Splint", "Sling"]),
        ([{"field": "NAME"}], ["Brace", "Cast", "Sling", "Splint"]),
        ([{"field": "CODE"}], ["Brace", "Sling", "Cast", "Splint"]),
        ([{"field": "CODE", "direction": "DESC"}], ["Sling", "Brace", "Cast", "Splint"]),
        (
            [{"field": "DURATION_MIN_MINUTES", "direction": "DESC"}, {"field": "NAME", "direction": "DESC"}],
            ["Cast", "Splint", "Sling", "Brace"],
        ),
        (
            [{"field": "DURATION_MIN_MINUTES"}, {"field": "CODE", "direction": "DESC"}],
            ["Splint", "Cast", "Sling", "Brace"],
        ),
    ],
)
def test_a_list_in_order_whole_and_page_by_page(ask: Ask, by: list[dict[str, str]] | None, names: list[str]) -> None:
    whole = ask(ORDERED, by=by)["procedures"]["nodes"]
    assert [node["name"] for node in whole] == names
    paged, after = list[str](), None
    for _ in names:
        page = ask(ORDERED, by=by, first=1, after=after)["procedures"]
        paged += [node["name"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert paged == names


def test_edges_of_a_kind_that_has_a_strength_are_listed_by_it() -> None:
    nodes = [Node("HCC:x", "RiskCategory", "X"), *(Node(f"RISKSEGMENT:{name}", "RiskSegment", name) for name in "abc")]
    strengths = {"a": 0.2, "b": 0.9, "c": 0.5}
    edges = [edge("HCC:x", "HAS_COEFFICIENT", f"RISKSEGMENT:{name}", coefficient=n) for name, n in strengths.items()]
    store = store_of(build([World([*nodes, *edges])]).graph)
    query = """{ byCurie(curie: "HCC:x") { ... on RiskCategory { coefficients { nodes { name } } } } }"""
    answer = ask_store(store, query)["data"]
    assert [node["name"] for node in answer["byCurie"]["coefficients"]["nodes"]] == ["b", "c", "a"]
    compiled = ask_compiled(store, query)
    assert compiled is None or orjson.loads(compiled.body)["data"] == answer


def test_one_key_needs_no_list(ask: Ask) -> None:
    found = ask("{ procedures(orderBy: { field: NAME, direction: DESC }) { nodes { name } } }")["procedures"]["nodes"]
    assert [node["name"] for node in found] == ["Splint", "Sling", "Cast", "Brace"]


def test_shipped_pages_are_listed_before_codes(shipped: GraphStore) -> None:
    query = (
        "{ procedures(first: 200) { nodes { hasPage isStub } } last: procedures(last: 5) { nodes { hasPage isStub } } }"
    )
    answer = ask_store(shipped, query)["data"]
    pages = [node["hasPage"] for node in answer["procedures"]["nodes"]]
    assert pages.count(True) == 120
    assert pages == sorted(pages, reverse=True)
    assert all(not node["hasPage"] for node in answer["last"]["nodes"])


def test_pages_are_filtered(shipped: GraphStore) -> None:
    query = """{ with: procedures(where: { hasPage: { equals: true } }) { totalCount }
        without: procedures(where: { hasPage: { equals: false } }) { totalCount } all: procedures { totalCount } }"""
    found = {name: part["totalCount"] for name, part in ask_store(shipped, query)["data"].items()}
    assert found["with"] == 120
    assert found["with"] + found["without"] == found["all"]


def test_shipped_codes_in_order(shipped: GraphStore) -> None:
    query = "{ diagnoses(first: 500, orderBy: { field: CODE }) { nodes { code level } } }"
    codes = [node["code"] for node in ask_store(shipped, query)["data"]["diagnoses"]["nodes"]]
    assert codes == sorted(codes)
    assert codes[:2] == ["A00", "A00-A09"]
