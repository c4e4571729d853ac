"""Connections: nesting both ways, paging, order."""

import pytest

from graph.ingest.build import build
from graph.model.elements import Node
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.property_graph import Graph
from schema.context import Request
from tests.conftest import Ask, ask_store, schema_of, store_of
from tests.schema.test_cursors import cursor_of
from tests.world import EDGES, NODES, World

RISKS = "query ($first: Int, $after: String, $last: Int, $before: String) { risks(first: $first, after: $after, last: $last, before: $before) { totalCount nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"  # noqa: E501


def test_a_procedure_shows_all_that_its_page_says(ask: Ask) -> None:
    answer = ask(
        """{ procedure(slug: "cast") {
            durationMinMinutes durationMaxMinutes isStub synonyms
            indications { nodes { name synonyms narrower { nodes { name } } } }
            risks { nodes { name } }
            personnel { edges { specialty condition interchangeable node { name } } }
            settings { nodes { name } } preparations { nodes { name } }
            steps { nodes { number name text } } benefits { nodes { name } }
            recovery { edges { durationMin durationMax durationUnit node { name } } }
            alternatives { edges { pros cons node { name denotes { nodes { name } } } } }
            policies { edges { coverage node { name number effectiveDate issuers { nodes { name } } } } }
            listedSimilar { nodes { name isStub } } categories { nodes { name } }
            examples { nodes { name } } sections { nodes { text } }
        } }"""
    )["procedure"]
    assert answer["durationMinMinutes"] == 30
    assert answer["durationMaxMinutes"] is None
    assert answer["synonyms"] == []
    assert answer["indications"]["nodes"] == [
        {"name": "Fracture", "synonyms": ["Broken bone"], "narrower": {"nodes": [{"name": "Wrist fracture"}]}}
    ]
    assert [step["name"] for step in answer["steps"]["nodes"]] == ["Padding", "Plaster", "Drying"]
    assert answer["personnel"]["edges"] == [
        {"specialty": "bones", "condition": None, "interchangeable": True, "node": {"name": "Surgeon"}},
        {"specialty": "bones", "condition": None, "interchangeable": True, "node": {"name": "Nurse"}},
    ]
    assert answer["recovery"]["edges"][0] == {
        "durationMin": 3.0,
        "durationMax": 6.0,
        "durationUnit": "WEEK",
        "node": {"name": "Rest"},
    }
    assert answer["alternatives"]["edges"][0] == {
        "pros": ["light"],
        "cons": ["less firm"],
        "node": {"name": "Splint", "denotes": {"nodes": [{"name": "Splint"}]}},
    }
    assert answer["policies"]["edges"][0]["coverage"] == "MENTIONED"
    assert answer["policies"]["edges"][0]["node"]["issuers"]["nodes"] == [{"name": "Good Health"}]
    assert answer["listedSimilar"]["nodes"] == [{"name": "Splint", "isStub": False}]
    assert answer["examples"]["nodes"] == [{"name": "Wrist fracture"}]


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ('risk(slug: "infection")', ["Brace", "Cast"]),
        ('role(slug: "surgeon")', ["Cast"]),
        ('indication(slug: "sprain")', ["Brace", "Splint"]),
        ('setting(slug: "clinic")', ["Brace", "Cast", "Splint"]),
        ('preparation(slug: "x-ray")', ["Cast"]),
        ('byCurie(curie: "STEP:cast/1")', ["Cast"]),
        ('benefit(slug: "healing")', ["Cast"]),
        ('recovery(slug: "rest")', ["Cast"]),
        ('alternative(slug: "splint")', ["Cast"]),
        ('policy(slug: "good-health-7")', ["Cast"]),
        ('category(slug: "orthopedics")', ["Cast"]),
    ],
)
def test_everything_leads_back_to_the_procedures(ask: Ask, field: str, names: list[str]) -> None:
    condition = "on Step" if "STEP" in field else ""
    answer = ask(f"{{ it: {field} {{ ... {condition} {{ procedures {{ nodes {{ name }} }} }} }} }}")
    found = answer["it"]["procedures"]["nodes"]
    assert [node["name"] for node in found] == names


def test_a_concept_leads_back_to_procedures_that_name_it_as_an_example(ask: Ask) -> None:
    found = ask('{ indication(slug: "wrist-fracture") { procedures { edges { exampleOf node { name } } } } }')
    assert found["indication"]["procedures"]["edges"] == [
        {"exampleOf": "INDICATION:fracture", "node": {"name": "Cast"}},
        {"exampleOf": None, "node": {"name": "Splint"}},
    ]
    where = '{ indications(where: {procedures: {allOf: ["cast"]}}) { nodes { name } } }'
    assert ask(where)["indications"]["nodes"] == [{"name": "Fracture"}, {"name": "Wrist fracture"}]


def test_an_edge_shows_its_evidence(ask: Ask) -> None:
    answer = ask(
        '{ procedure(slug: "cast") { risks(first: 1) { edges { evidence { section quote start end method confidence '
        "source { id title sha256 licence } } } } } }"
    )
    (evidence,) = answer["procedure"]["risks"]["edges"][0]["evidence"]
    assert evidence["quote"] == "infection"
    assert (evidence["start"], evidence["end"], evidence["method"]) == (62, 71, "STATED")
    assert evidence["source"]["id"] == "world/cast.txt"
    assert evidence["source"]["licence"] == "MIT"


def test_pages_forward_and_back(ask: Ask) -> None:
    one = ask(RISKS, first=2)["risks"]
    assert ([node["name"] for node in one["nodes"]], one["totalCount"]) == (["Infection", "Skin sore"], 3)
    assert (one["pageInfo"]["hasNextPage"], one["pageInfo"]["hasPreviousPage"]) == (True, False)
    two = ask(RISKS, first=2, after=one["pageInfo"]["endCursor"])["risks"]
    assert [node["name"] for node in two["nodes"]] == ["Stiffness"]
    assert (two["pageInfo"]["hasNextPage"], two["pageInfo"]["hasPreviousPage"]) == (False, True)
    back = ask(RISKS, last=1, before=two["pageInfo"]["startCursor"])["risks"]
    assert [node["name"] for node in back["nodes"]] == ["Skin sore"]


def test_a_cursor_survives_inserts(ask: Ask) -> None:
    cursor = ask(RISKS, first=1)["risks"]["pageInfo"]["endCursor"]
    grown = build(
        [World([*NODES, Node("RISK:fever", "Risk", "Fever"), Node("RISK:numbness", "Risk", "Numbness"), *EDGES])]
    )
    found = ask_store(store_of(grown.graph), RISKS, {"first": 2, "after": cursor})["data"]["risks"]["nodes"]
    assert [node["name"] for node in found] == ["Numbness", "Skin sore"]


def test_nothing_asked_gives_nothing_and_the_count(ask: Ask) -> None:
    found = ask(RISKS, first=0)["risks"]
    assert (found["nodes"], found["totalCount"]) == ([], 3)
    assert found["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


@pytest.mark.parametrize(
    "arguments", [{"first": 1, "last": 1}, {"first": -1}, {"first": 1001}, {"last": -1}, {"last": 5000}]
)
def test_paging_that_makes_no_sense_is_refused(refuse: Ask, arguments: dict[str, int]) -> None:
    error = refuse(RISKS, **arguments)
    assert error["extensions"]["code"] == "INVALID_PAGING"
    assert error["path"] == ["risks"]


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "bm90IGpzb24=", "WzFd", "eyJhIjoxfQ", "é", "NQ", "bnVsbA", "WyIrbmFtZSIseyJhIjoxfSwieCIsInkiLCJ6Il0"],
)
def test_a_cursor_of_another_make_is_refused(refuse: Ask, cursor: str) -> None:
    assert refuse(RISKS, first=1, after=cursor)["extensions"]["code"] == "INVALID_CURSOR"


@pytest.mark.parametrize(
    "stated",
    [
        ["+name", "Brace", "Brace", "CPT:00100", edge]
        for edge in (
            "HAS",
            "HAS_RISK#1",
            "HAS_RISK#0",
            "HAS_RISK#-1",
            "HAS_RISK#02",
            "HAS_RISK#x",
            "--HAS_RISK",
            "-",
            "#2",
            None,
            2,
        )
    ]
    + [["+name", "Brace", "Brace", "CPT:00100"], ["+name", "B", "B", "C", "", ""], ["+name", "B", None, "C", ""]]
    + [["+name", {}, "B", "C", ""], ["+name", [1], "B", "C", ""], ["-name", "B", "B", "C", ""], {"+name": ""}, "+name"],
)
def test_a_forged_cursor_is_refused(refuse: Ask, stated: object) -> None:
    assert refuse(RISKS, first=1, after=cursor_of(stated))["extensions"]["code"] == "INVALID_CURSOR"


def test_order_by_a_property(ask: Ask) -> None:
    query = "query ($way: OrderDirection) { procedures(orderBy: {field: DURATION_MIN_MINUTES, direction: $way}) { nodes { name } } }"  # noqa: E501
    ascending, descending = (
        [node["name"] for node in ask(query, way=way)["procedures"]["nodes"]] for way in ("ASC", "DESC")
    )
    assert ascending == ["Splint", "Cast", "Brace", "Sling"]
    assert descending == ["Cast", "Splint", "Brace", "Sling"]


def test_one_mistake_does_not_take_the_other_answers(graph: Graph) -> None:
    answer = ask_store(store_of(graph), "{ a: risks(first: -1) { totalCount } b: risks { totalCount } }")
    assert answer["data"] == {"a": None, "b": {"totalCount": 3}}
    assert [error["path"] for error in answer["errors"]] == [["a"]]


def test_the_same_filter_is_looked_up_once_for_all_parents(graph: Graph) -> None:
    request = Request(store=store_of(graph), limits=Limits())
    query = '{ procedures { nodes { risks(where: {procedures: {anyOf: ["splint"]}}) { nodes { name } } } } }'
    answer = schema_of(Limits()).execute_sync(query, context_value=request).data
    assert answer is not None
    assert [[risk["name"] for risk in node["risks"]["nodes"]] for node in answer["procedures"]["nodes"]] == [
        ["Skin sore"], ["Stiffness"], ["Stiffness", "Skin sore"], [],
    ]  # fmt: skip
    # Of the filter a node for each prefix and its two risks, then four procedures with their six risks.
    assert request.rows_read == len(ONTOLOGY.nodes["Procedure"].prefixes) + 2 + 4 + 6
