"""Subgraphs in pages: together they are the whole, and a cursor is of one subgraph alone."""

import pytest

from graph.model.limits import Limits
from graph.store import GraphStore
from tests.conftest import ask_store

_FIELDS = "{ truncated endCursor nodes { curie } edges { kind sourceCurie targetCurie } }"
NEIGHBORHOOD = f"""query($of: [String!]!, $first: Int!, $after: String) {{
  found: neighborhood(of: $of, depth: 2, maxNodes: $first, after: $after) {_FIELDS}
}}"""
CLOSURE = f"""query($of: [String!]!, $first: Int!, $after: String) {{
  found: closure(of: $of, direction: IN, maxNodes: $first, after: $after) {_FIELDS}
}}"""


@pytest.mark.parametrize(("query", "of"), [(NEIGHBORHOOD, "RISK:sepsis"), (CLOSURE, "ICD10CM:E11")])
def test_pages_are_together_the_whole(shipped: GraphStore, query: str, of: str) -> None:
    whole = ask_store(shipped, query, {"of": [of], "first": Limits.subgraph_nodes})["data"]["found"]
    assert (whole["truncated"], whole["endCursor"]) == (False, None)
    size = len(whole["nodes"]) // 4
    after, nodes, edges = None, list[str](), list[tuple[str, ...]]()
    for _ in range(5):
        page = ask_store(shipped, query, {"of": [of], "first": size, "after": after})["data"]["found"]
        nodes += [node["curie"] for node in page["nodes"]]
        edges += [tuple(edge.values()) for edge in page["edges"]]
        after = page["endCursor"]
        assert page["truncated"] is (after is not None)
    assert after is None
    assert nodes == [node["curie"] for node in whole["nodes"]]
    assert sorted(edges) == sorted(tuple(edge.values()) for edge in whole["edges"])


def test_a_cursor_of_another_subgraph_is_refused(shipped: GraphStore) -> None:
    page = ask_store(shipped, NEIGHBORHOOD, {"of": ["RISK:sepsis"], "first": 5})["data"]["found"]
    other = ask_store(shipped, NEIGHBORHOOD, {"of": ["RISK:infection"], "first": 5, "after": page["endCursor"]})
    assert other["errors"][0]["extensions"]["code"] == "INVALID_CURSOR"


def test_pages_end_with_the_most_that_a_subgraph_may_have(shipped: GraphStore) -> None:
    of, most = ["ICD10CM:chapter-19"], Limits.subgraph_nodes
    page = ask_store(shipped, CLOSURE, {"of": of, "first": most - 5})["data"]["found"]
    for first in (5, most):
        rest = ask_store(shipped, CLOSURE, {"of": of, "first": first, "after": page["endCursor"]})["data"]["found"]
        assert (len(rest["nodes"]), rest["truncated"], rest["endCursor"]) == (5, True, None)
    refused = ask_store(shipped, CLOSURE, {"of": of, "first": most + 1, "after": page["endCursor"]})["errors"][0]
    assert refused["extensions"]["maximum"] == most
