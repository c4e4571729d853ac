"""Queries executed without a server: the same answers as over HTTP."""

from collections.abc import Iterator
from datetime import date
from gc import collect
from typing import Any
from weakref import ref

import orjson
import pytest
from starlette.testclient import TestClient

from graph.ingest.build import build
from graph.machine.accelerators import VARIABLE
from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.local_query import LocalQueries, answer_query
from serving.settings import Settings
from tests.answers import without_cost
from tests.conftest import snapshot_of, store_of
from tests.world import EDGES, NODES, World, world_graph

BY_CURIE = "query($curie: String!) { procedure(curie: $curie) { name } }"
SEVERAL = "query A { risks { totalCount } } query B { indications { totalCount } }"
QUERIES: dict[str, tuple[str, dict[str, Any], str | None]] = {
    "compiled": ("{ risks { totalCount nodes { name } } }", {}, None),
    "variables": (BY_CURIE, {"curie": "PAGE:cast"}, None),
    "operation": (SEVERAL, {}, "B"),
    "introspection": ("{ __schema { queryType { name } } }", {}, None),
    "unknown node": ('{ neighborhood(curie: "RISK:none") { nodes { name } } }', {}, None),
    "unknown field": ("{ risks { nme } }", {}, None),
    "syntax": ("{ risks", {}, None),
    "missing variable": (BY_CURIE, {}, None),
    "no operation named": (SEVERAL, {}, None),
    "unknown operation": (SEVERAL, {}, "C"),
    "mutation": ("mutation { x }", {}, None),
    "empty": ("", {}, None),
}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), store_of(world_graph())), "http://localhost") as found:
        yield found


def same_but_for_cost(answer: object) -> Any:
    return orjson.loads(without_cost(orjson.dumps(answer)))


@pytest.mark.parametrize("native", ["true", "false"])
@pytest.mark.parametrize("case", QUERIES)
def test_an_answer_is_that_of_a_server(
    client: TestClient, case: str, native: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, variables, operation = QUERIES[case]
    body = {"query": query, "variables": variables, "operationName": operation}
    over_http = client.post("/graphql", json=body, headers={"Accept": "application/json"}).json()
    monkeypatch.setenv(VARIABLE, native)
    answer = LocalQueries(Limits()).answer(store_of(world_graph()), query, variables, operation)
    assert same_but_for_cost(answer) == same_but_for_cost(over_http)
    assert "data" in answer or answer["errors"]


def test_each_store_answers_for_itself(store: GraphStore) -> None:
    more = store_of(build([World([*NODES, *EDGES, Node("RISK:lonely", "Risk", "Lonely")])]).graph)
    query = "{ risks { totalCount } }"
    first, second, again = (answer_query(asked, query)["data"]["risks"]["totalCount"] for asked in (store, more, store))
    assert (second, again) == (first + 1, first)


def test_a_store_that_is_no_longer_used_is_let_go() -> None:
    short = GraphStore(snapshot_of(world_graph()))
    answer_query(short, "{ risks { totalCount } }")
    asked = ref(short)
    del short
    collect()
    assert asked() is None


def test_a_day_is_sent_as_json_has_it(store: GraphStore) -> None:
    query = "query($curie: String!) { procedure(curie: $curie) { name } }"
    told = answer_query(store, query, {"curie": date(2026, 1, 1)})
    assert told["data"] == {"procedure": None}
    assert "errors" in told


@pytest.mark.parametrize("value", [{1, 2}, "\ud800", 2**80, object()], ids=["set", "surrogate", "integer", "object"])
def test_what_json_cannot_hold_is_refused(store: GraphStore, value: object) -> None:
    with pytest.raises(InvalidArgument, match="JSON cannot hold this"):
        answer_query(store, BY_CURIE, {"curie": value})


def test_a_text_that_is_no_unicode_is_refused(store: GraphStore) -> None:
    with pytest.raises(InvalidArgument, match="query"):
        answer_query(store, '{ search(query: "\ud800") { totalCount } }')


def test_the_limits_hold(store: GraphStore) -> None:
    answer = LocalQueries(Limits(depth=1)).answer(store, "{ risks { totalCount } }")
    assert answer["errors"][0]["extensions"]["limit"] == 1
