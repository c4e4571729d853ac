"""`extensions.plan` over HTTP: only where a request asks for it and the setting allows it."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.settings import Settings
from tests.answers import without_cost

QUERY = "{ risks { totalCount nodes { name } } }"
PLAN = ["risks: Scan Risk by name {totalCount}", "  nodes: first as asked, else 100 {name}"]
ASKED = {"explain": True}
FRAGMENT = "{ risks { ...Counted } } fragment Counted on ConceptConnection { totalCount }"
INTROSPECTION = "{ __schema { queryType { name } } }"


def client_of(store: GraphStore, **settings: Any) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(**settings), store), "http://localhost") as client:
        yield client


@pytest.fixture
def explaining(world_store: GraphStore) -> Iterator[TestClient]:
    """A server that tells plans and keeps answers."""
    yield from client_of(world_store, explain=True)


@pytest.fixture
def no_progress(world_store: GraphStore) -> Iterator[TestClient]:
    """A server with the default settings."""
    yield from client_of(world_store)


def ask(client: TestClient, query: str = QUERY, **more: object) -> Any:
    response = client.post("/graphql", json={"query": query, **more})
    assert response.status_code == 200
    return orjson.loads(without_cost(response.content))


def test_a_plan_is_in_the_extensions_beside_the_same_data(explaining: TestClient) -> None:
    told = ask(explaining, extensions=ASKED)
    assert told == {**ask(explaining), "extensions": {"plan": PLAN}}


@pytest.mark.parametrize("query", [QUERY, FRAGMENT])
def test_a_plan_by_get_and_in_a_thread(explaining: TestClient, query: str) -> None:
    given = {"query": query, "extensions": orjson.dumps(ASKED).decode()}
    told = orjson.loads(without_cost(explaining.get("/graphql", params=given).content))
    assert told["extensions"]["plan"][0] == PLAN[0]
    assert told == ask(explaining, query, extensions=ASKED)


@pytest.mark.parametrize(
    "extensions", [None, {}, {"explain": False}, {"explain": 1}, {"explain": "true"}, {"plan": True}]
)
def test_no_plan_without_asking(explaining: TestClient, extensions: object) -> None:
    assert "extensions" not in ask(explaining, extensions=extensions)


def test_no_plan_where_the_setting_forbids_it(no_progress: TestClient) -> None:
    assert ask(no_progress, extensions=ASKED) == ask(no_progress)
    assert "extensions" not in ask(no_progress)


@pytest.mark.parametrize("first", [None, ASKED])
def test_a_cached_answer_with_a_plan_is_given_only_to_equal_requests(explaining: TestClient, first: object) -> None:
    orders = [first, ASKED if first is None else None] * 2
    told = [ask(explaining, extensions=extensions).get("extensions") for extensions in orders]
    assert told == [{"plan": PLAN} if extensions else None for extensions in orders]


def test_the_plan_stands_beside_errors(world_store: GraphStore) -> None:
    for client in client_of(world_store, explain=True, limits=Limits(nodes=1)):
        told = ask(client, extensions=ASKED)
        assert told["errors"][0]["extensions"]["code"] == "QUERY_TOO_COSTLY"
        assert told["extensions"] == {"plan": PLAN}


def test_answers_of_the_reference_executor_have_no_plan(explaining: TestClient) -> None:
    assert "extensions" not in ask(explaining, INTROSPECTION, extensions=ASKED)
