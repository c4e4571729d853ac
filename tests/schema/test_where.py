"""Filters, by properties and by what a node is related to."""

import pytest

from tests.conftest import Ask

PROCEDURES = "query ($where: ProcedureWhere) { procedures(where: $where) { totalCount nodes { name } } }"


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ({"name": {"startsWith": "s"}}, ["Splint", "Sling"]),
        ({"isStub": {"equals": True}}, ["Sling"]),
        ({"curie": {"startsWith": "PAGE:"}}, ["Cast", "Splint"]),
        ({"durationMinMinutes": {"atLeast": 20}}, ["Cast"]),
        ({"durationMinMinutes": {"isKnown": False}}, ["Brace", "Sling"]),
        ({"indications": {"anyOf": ["sprain"]}}, ["Brace", "Splint"]),
        ({"indications": {"anyOf": ["INDICATION:sprain", "fracture"]}}, ["Brace", "Cast", "Splint"]),
        ({"indications": {"allOf": ["sprain", "wrist-fracture"]}}, ["Splint"]),
        # Casts name wrist fractures as an example; splints treat them, and a wrist fracture is a fracture.
        ({"indications": {"anyOf": ["wrist-fracture"]}}, ["Cast", "Splint"]),
        ({"indications": {"anyOf": ["fracture"]}}, ["Cast", "Splint"]),
        ({"indications": {"anyOf": ["fracture"], "includeNarrower": False}}, ["Cast"]),
        ({"risks": {"noneOf": ["infection"]}}, ["Splint", "Sling"]),
        (
            {
                "indications": {"anyOf": ["sprain"]},
                "personnel": {"allOf": ["nurse"]},
                "risks": {"noneOf": ["infection"]},
            },
            ["Splint"],
        ),
        ({"listedSimilar": {"anyOf": ["splint"]}}, ["Cast"]),
        ({"risks": {"anyOf": []}}, []),
        ({"risks": {"anyOf": ["RISK:infection"]}, "listedSimilar": {"noneOf": ["splint"]}}, ["Brace"]),
        ({"risks": {}}, ["Brace", "Cast", "Splint", "Sling"]),
        ({}, ["Brace", "Cast", "Splint", "Sling"]),
    ],
)
def test_which_procedures(ask: Ask, where: dict[str, object], names: list[str]) -> None:
    found = ask(PROCEDURES, where=where)["procedures"]
    assert ([node["name"] for node in found["nodes"]], found["totalCount"]) == (names, len(names))


def test_an_unknown_concept_is_an_error_and_not_an_answer(refuse: Ask) -> None:
    error = refuse(PROCEDURES, where={"risks": {"noneOf": ["infectoin"]}})
    assert error["message"] == "The graph has no such node."
    assert error["extensions"] | {"hint": ""} == {
        "code": "UNKNOWN_NODE",
        "kind": "Risk",
        "name": "infectoin",
        "hint": "",
    }


def test_a_curie_of_another_kind_is_unknown_too(refuse: Ask) -> None:
    assert refuse(PROCEDURES, where={"risks": {"anyOf": ["ROLE:nurse"]}})["extensions"]["code"] == "UNKNOWN_NODE"


def test_nested_filters_on_nodes_and_on_edges(ask: Ask) -> None:
    answer = ask(
        """{ procedures { nodes {
            risks(where: {name: {contains: "sore"}}) { totalCount }
            personnel(whereEdge: {condition: {isKnown: true}}) { edges { condition } }
        } } }"""
    )["procedures"]["nodes"]
    assert [node["risks"]["totalCount"] for node in answer] == [1, 0, 1, 0]
    assert [node["personnel"]["edges"] for node in answer] == [[{"condition": "if a child"}], [], [], []]


@pytest.mark.parametrize(
    ("comparison", "count"), [("equals: MENTIONED", 1), ("anyOf: [COVERED, CONDITIONAL]", 0), ("notEquals: COVERED", 1)]
)
def test_closed_sets_are_filtered_by_their_values(ask: Ask, comparison: str, count: int) -> None:
    query = f'{{ procedure(slug: "cast") {{ policies(whereEdge: {{coverage: {{{comparison}}}}}) {{ totalCount }} }} }}'
    assert ask(query)["procedure"]["policies"]["totalCount"] == count


@pytest.mark.parametrize("day", ["banana", "2026-13-01", "01/02/2026"])
def test_a_date_must_be_one(refuse: Ask, day: str) -> None:
    query = "query ($day: Date) { policies(where: {effectiveDate: {atMost: $day}}) { totalCount } }"
    error = refuse(query, day=day)
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert f"{day!r} is no day as YYYY-MM-DD" in error["message"]


def test_not_equal_means_that_no_item_of_a_list_is(ask: Ask) -> None:
    query = '{ indications(where: {synonyms: {notEquals: "broken bone"}}) { nodes { name } } }'
    assert ask(query)["indications"]["nodes"] == []


def test_a_coded_procedure_is_named_by_its_slug_too(ask: Ask) -> None:
    assert ask('{ risks(where: {procedures: {anyOf: ["brace"]}}) { totalCount } }')["risks"]["totalCount"] == 2
    assert ask('{ compare(a: "brace", b: "cast") { a { code } } }')["compare"]["a"]["code"] == "00100"


def test_dates_compare_in_order(ask: Ask) -> None:
    query = "query ($day: Date) { policies(where: {effectiveDate: {atMost: $day}}) { totalCount } }"
    assert [ask(query, day=day)["policies"]["totalCount"] for day in ("2025-12-31", "2026-01-01")] == [0, 1]
