"""What a caller learns of an error, and what one request may cost."""

import asyncio
import logging
from collections.abc import Sequence

import pytest
from graphql import get_introspection_query

from graph.build import Graph
from graph.errors import StoreError
from graph.model import Node
from graph.store.memory import MemoryStore
from schema.context import Request
from schema.limits import Limits
from schema.service import create_schema
from tests.conftest import Ask, ask_store


class BrokenStore(MemoryStore):
    async def nodes(self, curies: Sequence[str]) -> list[Node | None]:
        raise StoreError(detail="secret")


def test_a_failure_of_ours_is_masked_and_logged(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = ask_store(BrokenStore(graph), '{ byCurie(curie: "RISK:infection") { name } }')
    (error,) = answer["errors"]
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"]["code"] == "INTERNAL"
    assert "secret" not in str(answer)
    assert error["extensions"]["reference"] in caplog.text
    assert "secret" in caplog.text


def test_a_mistake_of_the_caller_is_not_logged(refuse: Ask, caplog: pytest.LogCaptureFixture) -> None:
    refuse("{ risks(first: -1) { totalCount } }")
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ risks { ", "GRAPHQL_PARSE_FAILED"),
        ("{ weather }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($x: Int!) { risks(first: $x) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_errors_of_graphql_keep_their_message(refuse: Ask, query: str, code: str) -> None:
    error = refuse(query)
    assert error["extensions"]["code"] == code
    assert error["message"]


@pytest.mark.parametrize(
    ("limits", "query", "words"),
    [
        (Limits(tokens=5), "{ risks { totalCount } meta { version } }", "token"),
        (Limits(aliases=1), "{ a: risks { totalCount } b: risks { totalCount } }", "aliases"),
        (Limits(depth=2), "{ risks { nodes { procedures { nodes { name } } } } }", "depth"),
    ],
)
def test_documents_over_a_limit_are_refused_by_name(refuse: Ask, limits: Limits, query: str, words: str) -> None:
    assert words in refuse(query, limits)["message"].lower()


def test_a_query_that_reads_too_much_is_refused(refuse: Ask) -> None:
    query = "{ procedures { nodes { risks { nodes { procedures { nodes { name } } } } } } }"
    error = refuse(query, Limits(nodes=12))
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
    assert "`first`" in error["extensions"]["hint"]


def test_the_answer_says_what_was_read(graph: Graph) -> None:
    request = Request(MemoryStore(graph), Limits())
    query = "{ procedures { nodes { risks { totalCount } } } }"
    asyncio.run(create_schema(Limits()).execute(query, context_value=request))
    assert request.headers == {"X-Medcode-Nodes-Read": "10"}


def test_introspection_is_within_the_limits(ask: Ask) -> None:
    assert ask(get_introspection_query())["__schema"]
