"""A subgraph of Apollo Federation: its schema with keys, and nodes found by their representations."""

from typing import Any

import orjson
import pytest
from graphql import GraphQLObjectType, parse

from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.store import GraphStore
from schema.context import Request
from schema.create_schema import create_schema
from schema.execution.operations import Operations
from tests.answers import without_cost
from tests.conftest import schema_of
from tests.partial_store import PartialStores

SCHEMA = create_schema(Limits(), federation=True)
OPERATIONS = Operations(SCHEMA._schema, SCHEMA.documents)
ENTITIES = """query ($of: [_Any!]!) { _entities(representations: $of) {
  __typename
  ... on Procedure { name risks(first: 1) { nodes { name } } }
  ... on Risk { curie }
  ... on Diagnosis { name broader { nodes { code } } excludes { totalCount edges { excludesType node { curie } } } }
} }"""


def of(*nodes: str) -> dict[str, Any]:
    """Variables with representations, each given as its type and its CURIE."""
    parts = (node.split(" ") for node in nodes)
    return {"of": [{"__typename": kind, "curie": curie, "more": [1]} for kind, curie in parts]}


def ask(store: GraphStore, text: str, variables: dict[str, Any] | None = None) -> Any:
    """The answer of the reference executor, which is that of compiled execution where there is one."""
    result = SCHEMA.execute_sync(text, variables or {}, Request(store=store, limits=Limits()))
    errors = [error.formatted for error in result.errors or ()]
    compiled = OPERATIONS.answer(store, Limits(), text, variables or {}, None)
    assert (compiled is None) is bool(errors)
    assert compiled is None or orjson.loads(without_cost(compiled.body)) == {"data": result.data}
    return {"data": result.data, "errors": errors}


def test_nodes_are_found_in_the_order_of_their_representations(store: GraphStore) -> None:
    answer = ask(store, ENTITIES, of("Risk RISK:infection", "Procedure PAGE:cast", "Risk RISK:infection"))
    risk = {"__typename": "Risk", "curie": "RISK:infection"}
    cast = {"__typename": "Procedure", "name": "Cast", "risks": {"nodes": [{"name": "Infection"}]}}
    assert answer == {"data": {"_entities": [risk, cast, risk]}, "errors": []}
    literal = (
        '{ _entities(representations: [{__typename: "Risk", curie: "RISK:infection"}]) { ... on Risk { curie } } }'
    )
    assert ask(store, literal)["data"] == {"_entities": [{"curie": "RISK:infection"}]}


def test_what_is_not_there_is_null_with_an_error_that_names_it(store: GraphStore) -> None:
    given = of("Risk RISK:nothing", "Risk PAGE:cast", "Rsik RISK:infection", "Risk RISK:infection")
    answer = ask(store, ENTITIES, given)
    assert answer["data"]["_entities"] == [None, None, None, {"__typename": "Risk", "curie": "RISK:infection"}]
    told = [(error["path"], error["extensions"]["code"]) for error in answer["errors"]]
    assert told == [(["_entities", place], "UNKNOWN_NODE") for place in range(3)]
    named = [(error["extensions"]["kind"], error["extensions"]["name"]) for error in answer["errors"]]
    assert named == [("Risk", "RISK:nothing"), ("Risk", "PAGE:cast"), ("Rsik", "RISK:infection")]


@pytest.mark.parametrize("given", [3, [], {"curie": "RISK:infection"}, {"__typename": "Risk", "curie": 1}])
def test_what_represents_no_node_is_refused(given: object, store: GraphStore) -> None:
    answer = ask(store, ENTITIES, {"of": [given]})
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "A representation of a node has its `__typename` and its `curie`." in error["message"]


def test_their_number_is_bounded(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "ids", 2)
    assert ask(store, ENTITIES, of(*["Risk RISK:infection"] * 2))["errors"] == []
    (error,) = ask(store, ENTITIES, of(*["Risk RISK:infection"] * 3))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["maximum"]) == ("INVALID_ARGUMENT", 2)


def test_the_subgraph_is_the_schema_with_keys(store: GraphStore) -> None:
    sdl = ask(store, "{ _service { sdl } }")["data"]["_service"]["sdl"]
    link, _, rest = sdl.partition("\n")
    assert link.startswith("extend schema @link(url: ")
    keyed = {line.split()[1] for line in rest.splitlines() if line.endswith(' @key(fields: "curie") {')}
    assert keyed == set(ONTOLOGY.nodes)
    plain = rest.replace(' @key(fields: "curie")', "").replace(" @shareable", "")
    assert plain.strip() == schema_of(Limits()).as_str().strip()
    assert parse(sdl)
    query = schema_of(Limits())._schema.query_type
    assert isinstance(query, GraphQLObjectType)
    assert not {"_service", "_entities"} & query.fields.keys()


def test_edges_that_are_kept_elsewhere_are_read_for_all_together(
    shipped: GraphStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store, edges = PartialStores(DEFAULT_SNAPSHOT, tmp_path_factory.mktemp("partial") / "columns").fresh()
    codes = ("E11.9", "I10", "S06.0", "J45.909", "K35.80", "M54.5", "N39.0", "A41.9", "C50.911", "Z00.00", "R07.9")
    given = of(*(f"Diagnosis ICD10CM:{code}" for code in codes))
    compiled = OPERATIONS.answer(store, Limits(), ENTITIES, given, None)
    assert len(edges.asked) == 1
    assert compiled is not None
    assert orjson.loads(without_cost(compiled.body))["data"] == ask(shipped, ENTITIES, given)["data"]
