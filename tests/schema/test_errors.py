"""What a caller learns of an error, and what one request may cost."""

import logging
import re

import pytest
from graphql import get_introspection_query

from graph.model.elements import Node
from graph.model.errors import InputError, InvalidId, InvalidPaging
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store import GraphStore
from schema.context import Request
from schema.create_schema import create_schema
from tests.conftest import Ask, arguments_of, ask_store, snapshot_of, store_of


class BrokenStore(GraphStore):
    def node(self, curie: str) -> Node | None:
        raise OSError("secret")


def test_a_failure_of_ours_is_masked_and_logged(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = ask_store(BrokenStore(snapshot_of(graph)), '{ byCurie(curie: "RISK:infection") { name } }')
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
        (Limits(depth=2), "{ risks { nodes { procedures { nodes { name } } } } }", "deeper than 2"),
    ],
)
def test_documents_over_a_limit_are_refused_by_name(refuse: Ask, limits: Limits, query: str, words: str) -> None:
    assert words in refuse(query, limits)["message"].lower()


def test_a_query_that_reads_too_much_is_refused(refuse: Ask) -> None:
    query = "{ procedures { nodes { risks { nodes { procedures { nodes { name } } } } } } }"
    error = refuse(query, Limits(nodes=12))
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
    assert "fewer items" in error["extensions"]["hint"]


def test_what_is_in_the_answer_again_and_again_is_counted_each_time(refuse: Ask) -> None:
    """Few nodes, but the answer grows with every level."""
    inner = "name"
    for _ in range(8):
        inner = f"risks {{ nodes {{ procedures {{ nodes {{ {inner} }} }} }} }}"
    assert refuse(f"{{ procedures {{ nodes {{ {inner} }} }} }}")["extensions"]["code"] == "QUERY_TOO_COSTLY"


def test_looking_without_finding_is_counted_too(refuse: Ask) -> None:
    aliases = " ".join(
        f'a{i}: procedures(first: 0, where: {{name: {{contains: "x"}}}}) {{ totalCount }}' for i in range(9)
    )
    assert refuse(f"{{ {aliases} }}", Limits(rows=30))["extensions"]["code"] == "QUERY_TOO_COSTLY"


def test_a_hint_names_arguments_only_where_each_field_that_is_refused_so_has_them() -> None:
    named = {error: set(re.findall(r"`(\w+)`", error.hint)) & arguments_of() for error in InputError.__subclasses__()}
    assert {error: names for error, names in named.items() if names} == {
        InvalidPaging: {"first", "after", "last", "before"},  # A connection has them all.
        InvalidId: {"id"},  # This is the field.
    }


def test_one_of_several_operations_must_be_named(refuse: Ask) -> None:
    error = refuse("query A { meta { version } } query B { meta { version } }")
    assert "operationName" in error["message"]


def test_an_unknown_fragment_is_an_error_of_graphql(refuse: Ask) -> None:
    error = refuse("{ meta { ...Nothing } }")
    assert error["message"] == "Unknown fragment 'Nothing'."
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_the_answer_says_what_was_read(graph: Graph) -> None:
    request = Request(store=store_of(graph), limits=Limits())
    query = "{ procedures { nodes { risks { totalCount } } } }"
    create_schema(Limits()).execute_sync(query, context_value=request)
    cost = request.headers.pop("X-Medcode-Cost")
    assert cost == f"requested={request.requested}, actual={request.cost}, limit={Limits.cost}"
    assert request.headers == {"X-Medcode-Items": "15", "X-Medcode-Execution": "reference"}


def test_introspection_is_within_the_limits(ask: Ask) -> None:
    assert ask(get_introspection_query())["__schema"]
