"""Patterns as a GraphQL caller writes them."""

import pytest

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from tests.conftest import Answer, Ask, ask_store, store_of

MATCH = """query ($pattern: NodePattern!, $first: Int! = 20, $after: String) {
    match(pattern: $pattern, first: $first, after: $after) {
        totalCount nodes { node { curie } edges { edge { kind } node { curie } edges { node { curie } } } }
        pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
ANY_RISK = {"kind": "PROCEDURE", "edges": [{"kind": "HAS_RISK", "node": {"kind": "RISK"}}]}


def curies(found: Answer) -> list[str]:
    return [match["node"]["curie"] for match in found["nodes"]]


def test_a_match_shows_the_edges_with_their_evidence(ask: Ask) -> None:
    found = ask(
        """{ match(pattern: {kind: PROCEDURE, edges: [
            {kind: HAS_RISK, node: {curies: ["RISK:infection"]}},
            {kind: GOVERNED_BY, node: {kind: POLICY, edges: [{kind: ISSUED_BY, node: {kind: PAYER}}]}}
        ]}) { totalCount nodes { node { __typename name } edges {
            edge { kind sourceCurie targetCurie evidence { quote source { id } } } node { name }
            edges { edge { kind } node { name } edges { node { name } } } } } } }"""
    )["match"]
    source = {"id": "world/cast.txt"}
    assert found == {
        "totalCount": 1,
        "nodes": [
            {
                "node": {"__typename": "Procedure", "name": "Cast"},
                "edges": [
                    {
                        "edge": {
                            "kind": "HAS_RISK",
                            "sourceCurie": "PAGE:cast",
                            "targetCurie": "RISK:infection",
                            "evidence": [{"quote": "infection", "source": source}],
                        },
                        "node": {"name": "Infection"},
                        "edges": [],
                    },
                    {
                        "edge": {
                            "kind": "GOVERNED_BY",
                            "sourceCurie": "PAGE:cast",
                            "targetCurie": "POLICY:good-health-7",
                            "evidence": [{"quote": None, "source": source}],
                        },
                        "node": {"name": "Casting policy"},
                        "edges": [{"edge": {"kind": "ISSUED_BY"}, "node": {"name": "Good Health"}, "edges": []}],
                    },
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ('{kind: PROCEDURE, edges: [{kind: HAS_RISK, absent: true, node: {curies: ["RISK:infection"]}}]}',
         ["HCPCS:A0001", "PAGE:splint"]),
        ("{kind: PROCEDURE, edges: [{kind: HAS_STEP, absent: true, node: {kind: STEP}}]}",
         ["CPT:00100", "HCPCS:A0001", "PAGE:splint"]),
        ('{kind: RISK, edges: [{kind: HAS_RISK, direction: IN, node: {curies: ["PAGE:splint"]}}]}',
         ["RISK:skin-sore", "RISK:stiffness"]),
        ('{kind: PROCEDURE, edges: [{kind: SIMILAR_TO, direction: BOTH, node: {curies: ["PAGE:splint"]}}]}',
         ["PAGE:cast", "HCPCS:A0001"]),
        ('{kind: PROCEDURE, edges: [{kind: HAS_INDICATION, node: {descendantOf: "INDICATION:fracture"}}]}',
         ["PAGE:cast", "PAGE:splint"]),
        ('{descendantOf: "INDICATION:fracture"}', ["INDICATION:fracture", "INDICATION:wrist-fracture"]),
        ('{kind: RISK, curies: ["RISK:stiffness", "RISK:infection"]}', ["RISK:infection", "RISK:stiffness"]),
        ('{kind: RISK, curies: ["PAGE:cast"]}', []),
    ],
)  # fmt: skip
def test_what_a_pattern_finds_comes_by_name(ask: Ask, pattern: str, expected: list[str]) -> None:
    found = ask(f"{{ match(pattern: {pattern}) {{ totalCount nodes {{ node {{ curie }} }} }} }}")["match"]
    assert (curies(found), found["totalCount"]) == (expected, len(expected))


@pytest.mark.parametrize("first", [1, 2])
def test_pages_joined_are_the_whole_list(ask: Ask, first: int) -> None:
    whole = ask(MATCH, pattern=ANY_RISK)["match"]
    assert curies(whole) == ["CPT:00100", "PAGE:cast", "PAGE:splint"]
    nodes, after, more = list[Answer](), None, True
    while more:
        page = ask(MATCH, pattern=ANY_RISK, first=first, after=after)["match"]
        assert (page["totalCount"], page["pageInfo"]["hasPreviousPage"]) == (3, bool(nodes))
        nodes += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert nodes == whole["nodes"]


def test_a_cursor_of_another_pattern_is_refused(ask: Ask, refuse: Ask) -> None:
    cursor = ask(MATCH, pattern=ANY_RISK, first=1)["match"]["pageInfo"]["endCursor"]
    error = refuse(MATCH, pattern={"kind": "RISK"}, after=cursor)
    assert error["extensions"]["code"] == "INVALID_CURSOR"


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ({"kind": "ROLE", "edges": [{"kind": "HAS_RISK", "node": {"kind": "RISK"}}]}, "INVALID_ARGUMENT"),
        ({"edges": [{"kind": "HAS_RISK", "node": {}}]}, "INVALID_ARGUMENT"),
        ({"kind": "PROCEDURE", "edges": [{"kind": "HAS_RISK", "node": {}}] * 21}, "INVALID_ARGUMENT"),
        ({}, "INVALID_ARGUMENT"),
        ({"curies": ["RISK:nothing"]}, "UNKNOWN_NODE"),
        ({"descendantOf": "RISK:nothing"}, "UNKNOWN_NODE"),
        ({"curies": ["infection"]}, "INVALID_CURIE"),
        ({"kind": "PROCEDURE", "edges": [{"kind": "HAS_RISK", "node": {"descendantOf": "x"}}]}, "INVALID_CURIE"),
    ],
)
def test_a_mistake_is_refused_by_name(refuse: Ask, pattern: Answer, code: str) -> None:
    error = refuse(MATCH, pattern=pattern)
    assert (error["path"], error["extensions"]["code"]) == (["match"], code)


@pytest.mark.parametrize("first", [-1, 1001])
def test_more_or_less_than_a_page_is_refused(refuse: Ask, first: int) -> None:
    assert refuse(MATCH, pattern=ANY_RISK, first=first)["extensions"]["argument"] == "first"


def test_a_pattern_that_looks_at_too_much_is_refused(refuse: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "pattern_rows", 5)
    error = refuse(MATCH, pattern=ANY_RISK)
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
    assert error["extensions"]["limit"] == 5


NESTED = {
    "kind": "PROCEDURE",
    "edges": [{"kind": "GOVERNED_BY", "node": {"kind": "POLICY", "edges": [{"kind": "ISSUED_BY", "node": {}}]}}],
}


@pytest.mark.parametrize(("pattern", "items"), [(ANY_RISK, 9), (NESTED, 3)])
def test_matches_and_their_edges_count_as_items(graph: Graph, pattern: Answer, items: int) -> None:
    """Three procedures with two risks each; one with a policy that has a payer."""
    query = "query ($pattern: NodePattern!) { match(pattern: $pattern) { totalCount } }"
    variables = {"pattern": pattern}
    assert ask_store(store_of(graph), query, variables, Limits(nodes=items))["errors"] == []
    (error,) = ask_store(store_of(graph), query, variables, Limits(nodes=items - 1))["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
