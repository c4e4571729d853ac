"""From a diagnosis to procedures, and from the code of a diagnosis to a filter, by way of mapped indications."""

from itertools import pairwise

import pytest

from graph.ingest.build import build
from graph.model.elements import Node
from graph.store import GraphStore
from tests.conftest import ask_store, store_of
from tests.world import EDGES, NODES, World, edge

DIAGNOSES = [
    Node("ICD10CM:S52", "Diagnosis", "Fracture of forearm", {"level": "category"}),
    Node("ICD10CM:S52.5", "Diagnosis", "Fracture of lower end of radius", {"level": "subcategory"}),
    Node("ICD10CM:S52.50", "Diagnosis", "Unspecified fracture of lower end of radius", {"level": "subcategory"}),
    Node("ICD10CM:S63", "Diagnosis", "Sprain of wrist", {"level": "category"}),
]
JOINED = [
    edge("ICD10CM:S52.5", "IS_A", "ICD10CM:S52"),
    edge("ICD10CM:S52.50", "IS_A", "ICD10CM:S52.5"),
    edge("INDICATION:wrist-fracture", "MAPS_TO", "ICD10CM:S52.5", predicate="skos:closeMatch"),
    edge("INDICATION:sprain", "MAPS_TO", "ICD10CM:S63", predicate="skos:exactMatch"),
    edge("INDICATION:sprain", "MAPS_TO", "ICD10CM:S52", predicate="skos:relatedMatch"),
]


@pytest.fixture(scope="module")
def mapped() -> GraphStore:
    return store_of(build([World([*NODES, *EDGES, *DIAGNOSES, *JOINED])]).graph)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("S52", [("Cast", False), ("Splint", False)]),
        ("S52.5", [("Cast", False), ("Splint", False)]),
        ("S52.50", [("Cast", True), ("Splint", True)]),  # The pages speak of more than this code.
        ("S63", [("Brace", False), ("Splint", False)]),
    ],
)
def test_the_procedures_of_a_diagnosis(mapped: GraphStore, code: str, found: list[tuple[str, bool]]) -> None:
    query = """query ($code: String!) { diagnosis(code: $code) { procedures { totalCount nodes {
        node { name } isBroader } } } }"""
    answer = ask_store(mapped, query, {"code": code})["data"]["diagnosis"]["procedures"]
    assert [(it["node"]["name"], it["isBroader"]) for it in answer["nodes"]] == found
    assert answer["totalCount"] == len(found)


def test_each_shows_its_indications_and_the_mappings_behind_them(mapped: GraphStore) -> None:
    query = """{ diagnosis(code: "S52") { procedures(first: 1) { pageInfo { hasNextPage } nodes {
        indications { curie } mappings { sourceCurie targetCurie properties } } } } }"""
    answer = ask_store(mapped, query)["data"]["diagnosis"]["procedures"]
    assert answer == {
        "pageInfo": {"hasNextPage": True},
        "nodes": [
            {
                "indications": [{"curie": "INDICATION:wrist-fracture"}],
                "mappings": [
                    {
                        "sourceCurie": "INDICATION:wrist-fracture",
                        "targetCurie": "ICD10CM:S52.5",
                        "properties": {"predicate": "skos:closeMatch"},
                    }
                ],
            }
        ],
    }


def test_pages_follow_each_other(mapped: GraphStore) -> None:
    query = """query ($after: String) { diagnosis(code: "S52") { procedures(first: 1, after: $after) {
        nodes { node { name } } pageInfo { endCursor } } } }"""
    first = ask_store(mapped, query)["data"]["diagnosis"]["procedures"]
    second = ask_store(mapped, query, {"after": first["pageInfo"]["endCursor"]})["data"]["diagnosis"]["procedures"]
    assert [page["nodes"][0]["node"]["name"] for page in (first, second)] == ["Cast", "Splint"]
    refused = ask_store(mapped, query.replace("S52", "S63"), {"after": first["pageInfo"]["endCursor"]})
    assert refused["errors"][0]["extensions"]["code"] == "INVALID_CURSOR"


@pytest.mark.parametrize(
    ("indications", "names"),
    [
        ({"anyOf": ["ICD10CM:S52"]}, ["Cast", "Splint"]),
        ({"anyOf": ["S52.5", "S63"]}, ["Brace", "Cast", "Splint"]),
        ({"anyOf": ["S52.50"]}, []),  # A filter never counts what is broader.
        ({"noneOf": ["ICD10CM:S52"]}, ["Brace", "Sling"]),
        ({"allOf": ["S52", "sprain"]}, ["Splint"]),
    ],
)
def test_a_filter_by_indications_takes_codes(
    mapped: GraphStore, indications: dict[str, list[str]], names: list[str]
) -> None:
    query = "query ($where: ProcedureWhere) { procedures(where: $where) { nodes { name } } }"
    answer = ask_store(mapped, query, {"where": {"indications": indications}})
    assert [node["name"] for node in answer["data"]["procedures"]["nodes"]] == names


def test_an_unknown_code_is_refused(mapped: GraphStore) -> None:
    query = '{ procedures(where: { indications: { anyOf: ["ICD10CM:X99"] } }) { totalCount } }'
    assert ask_store(mapped, query)["errors"][0]["extensions"]["code"] == "UNKNOWN_NODE"


def test_the_shipped_procedures_of_a_diagnosis(shipped: GraphStore) -> None:
    query = """{ diagnosis(code: "M41") { procedures(first: 50) { nodes {
        node { name } isBroader indications { name } } } } }"""
    found = ask_store(shipped, query)["data"]["diagnosis"]["procedures"]["nodes"]
    assert "Pelvic Fixation" in [it["node"]["name"] for it in found]
    assert all(it["indications"] for it in found)
    assert all(first["isBroader"] <= second["isBroader"] for first, second in pairwise(found))
