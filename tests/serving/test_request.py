"""Parsing GraphQL requests."""

import orjson
import pytest
from starlette.datastructures import QueryParams

from serving.request import GraphQLRequest, parse_body, parse_query_string


def test_the_request_in_a_body() -> None:
    assert parse_body(b'{"query": "a"}') == GraphQLRequest("a", {}, None, {})
    assert parse_body(
        b'{"query": "a", "variables": null, "operationName": null, "extensions": null}'
    ) == GraphQLRequest("a", {}, None, {})
    asked = {"query": "a", "variables": {"b": 1}, "operationName": "c", "extensions": {"d": 1}}
    assert parse_body(orjson.dumps(asked)) == GraphQLRequest("a", {"b": 1}, "c", {"d": 1})


@pytest.mark.parametrize("name", ["variables", "extensions"])
@pytest.mark.parametrize("value", [[], "", 0, False, "{}", [{}]])
def test_variables_and_extensions_are_objects(name: str, value: object) -> None:
    assert parse_body(orjson.dumps({"query": "a", name: value})) is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"1", b'"query"', b"[]", b'[{"query": "a"}]', b"{}", b"[" * 100_000,
        b'{"query": null}', b'{"query": ["a"]}', b'{"query": "a", "operationName": 1}',
        b'{"query": "\\ud800"}', b'{"query": "\xff"}', b'\xef\xbb\xbf{"query": "a"}', b'{"query": "a"}\0',
        b'{"query": "a", "variables": {"b": NaN}}',
    ],
)  # fmt: skip
def test_a_malformed_body_is_no_request(body: bytes) -> None:
    assert parse_body(body) is None


def test_the_request_in_a_query_string() -> None:
    given = {"query": "a", "variables": '{"b": 1}', "operationName": "c", "extensions": '{"d": 1}'}
    assert parse_query_string(QueryParams(given)) == GraphQLRequest("a", {"b": 1}, "c", {"d": 1})
    assert parse_query_string(QueryParams("query=a")) == GraphQLRequest("a", {}, None, {})


@pytest.mark.parametrize(
    "address",
    ["", "variables={}", "query=a&variables={", "query=a&variables=", "query=a&variables=[]", "query=a&extensions=1"],
)
def test_a_malformed_query_string_is_no_request(address: str) -> None:
    assert parse_query_string(QueryParams(address)) is None
