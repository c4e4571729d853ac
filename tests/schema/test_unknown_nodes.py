"""What is said instead of an answer where a node or a code is not there: what may be meant."""

from typing import Any

import pytest

from graph.store import GraphStore
from tests.conftest import ask_store

TRAVERSALS = [
    'paths(from: "RISK:infection", to: "%s") { length }',
    'path(from: "%s", to: "RISK:infection") { length }',
    'neighborhood(of: ["RISK:infection", "%s"]) { truncated }',
    'closure(of: ["%s"]) { truncated }',
    'ancestors(of: "%s") { totalCount }',
    'commonAncestors(of: ["RISK:infection", "%s"]) { lowest }',
    'subsumes(broader: "RISK:infection", narrower: "%s")',
]


def told(store: GraphStore, query: str) -> dict[str, Any]:
    answer = ask_store(store, f"{{ found: {query} }}")
    assert answer["data"] == {"found": None}
    (error,) = answer["errors"]
    extensions: dict[str, Any] = error["extensions"]
    return extensions


@pytest.mark.parametrize("query", TRAVERSALS)
@pytest.mark.parametrize(
    ("unknown", "code", "nearest"),
    [
        ("ICD10CM:E11.99", "UNKNOWN_NODE", "ICD10CM:E11.9"),
        ("RISK:infektion", "UNKNOWN_NODE", "RISK:infection"),
        ("E11.9", "INVALID_CURIE", "ICD10CM:E11.9"),
        ("ICD10CM:0SR9019", "UNKNOWN_NODE", "ICD10PCS:0SR9019"),
    ],
)
def test_no_traversal_begins_at_a_node_that_is_not_there(
    shipped: GraphStore, query: str, unknown: str, code: str, nearest: str
) -> None:
    error = told(shipped, query % unknown)
    assert (error["code"], error["did_you_mean"][0]) == (code, nearest)


def test_all_that_is_unknown_is_named(shipped: GraphStore) -> None:
    error = told(shipped, 'neighborhood(of: ["RISK:nothing-of-it", "RISK:infection", "ELSE:x"]) { truncated }')
    assert (error["curies"], error["did_you_mean"]) == (["RISK:nothing-of-it", "ELSE:x"], [])
    error = told(shipped, 'neighborhood(of: ["ICD10CM:E11.99", "ICD10CM:E11.98"]) { truncated }')
    assert (len(error["curies"]), error["did_you_mean"]) == (2, ["ICD10CM:E11.9"])


@pytest.mark.parametrize(
    ("term", "kind", "curies"),
    [
        ("E11.99", "", ["ICD10CM:E11.9"]),
        ("icd10cm: e1199", "", ["ICD10CM:E11.9"]),
        ("I10.9", "", ["ICD10CM:I10"]),
        ("E11.99", "kind: DIAGNOSIS", ["ICD10CM:E11.9"]),
        ("E11.99", "kind: PROCEDURE", []),
        ("xyzzy", "", []),
    ],
)
def test_of_an_unknown_code_the_nearest_are_candidates(
    shipped: GraphStore, term: str, kind: str, curies: list[str]
) -> None:
    fields = "node { curie } abstention candidates { hit { text field matchType node { curie name } } }"
    ((found),) = ask_store(shipped, f'{{ ground(terms: ["{term}"], {kind}) {{ {fields} }} }}')["data"]["ground"]
    assert (found["node"], found["abstention"]) == (None, "NOTHING_FOUND")
    assert [one["hit"]["node"]["curie"] for one in found["candidates"]] == curies
    assert all(one["hit"]["field"] == "CODE" for one in found["candidates"])


@pytest.mark.parametrize(
    ("query", "codes"), [("E11.99", ["E11.9"]), ("I10.9", ["I10"]), ("0SR901Q", ["0SR9019", "0SR901A", "0SR901Z"])]
)
def test_a_search_for_an_unknown_code_suggests_the_nearest(shipped: GraphStore, query: str, codes: list[str]) -> None:
    asked = f'{{ search(query: "{query}") {{ notices {{ kind message suggestions }} }} }}'
    message = f"No code system that is loaded has '{query}'; nearest: {', '.join(codes)}."
    notice = {"kind": "UNKNOWN_CODE", "message": message, "suggestions": codes}
    assert ask_store(shipped, asked)["data"]["search"]["notices"] == [notice]
