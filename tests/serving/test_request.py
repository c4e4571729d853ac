"""Parsing GraphQL requests."""

import orjson
import pytest
from starlette.datastructures import QueryParams

from serving.request import (
    GraphQLRequest,
    MalformedRequestError,
    parse_body,
    parse_query_string,
    read_body_request,
    read_query_string,
)


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


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is not JSON: Input is a zero-length, empty document"),
        (b'[{"query": "a"}]', "The body must be one request, not a JSON list of them."),
        (b"1", "The body must be a JSON object with `query`."),
        (b"{}", "`query` must be there, and a string, or else the `id`"),
        (b'{"query": "a", "operationName": 1}', "`operationName` must be a string or null."),
        (b'{"query": "a", "variables": []}', "`variables` must be an object or null."),
        (b'{"query": "a", "extensions": 0}', "`extensions` must be an object or null."),
        (b'{"query": "a", "query": "b"}', "`query` is given 2 times: give it once."),
        (b'{"query": "a", "variables": {"query": 1}, "variables": {}}', "`variables` is given 2 times"),
        (b'\xef\xbb\xbf{"query": "a"}', "The body must be JSON in UTF-8, without a byte order mark."),
        ('{"query": "a"}'.encode("utf-16"), "The body must be JSON in UTF-8"),
        ('{"query": "a"}'.encode("utf-16-le"), "The body must be JSON in UTF-8"),
        ('{"query": "a"}'.encode("utf-32-be"), "The body must be JSON in UTF-8"),
        (b'{"query": "a"}\0', "The body is not JSON: unexpected content after document"),
        (b'{"query": "\\ud800"}', "The body is not JSON: no low surrogate in string"),
        (b'{"query": "\xff"}', "The body is not JSON"),
        (b"[" * 100_000, "The body is not JSON: depth limit exceeded"),
        (b'{"query": "a", "variables": {"b": 1e999}}', "The body is not JSON: number is infinity"),
        (b'{"query": "a", "variables": {"b": ' + b"9" * 5000 + b"}}", "The body is not JSON: number is infinity"),
    ],
    ids=range(19),
)
def test_what_is_wrong_with_a_body(body: bytes, message: str) -> None:
    with pytest.raises(MalformedRequestError) as wrong:
        read_body_request(body)
    assert str(wrong.value).startswith(message)
    assert parse_body(body) is None


@pytest.mark.parametrize(
    "variables",
    [{"query": "b"}, {"a": {"query": "b"}}, {"query": "b", "variables": {"query": 1}}, {"a": '"query"'}],
)
def test_a_name_may_stand_again_below_the_request(variables: dict[str, object]) -> None:
    body = orjson.dumps({"query": "a", "variables": variables})
    assert parse_body(body) == GraphQLRequest("a", variables, None, {})


@pytest.mark.parametrize("name", ["quer\\u0079", "operatio\\u006eName", "variable\\u0073", "\\u0065xtensions"])
def test_a_name_that_stands_twice_may_not_be_escaped(name: str) -> None:
    plain = name.encode().decode("unicode-escape")
    value = '"a"' if plain == "query" else "null"
    body = f'{{"query": "a", "{plain}": {value}, "{name}": {value}}}'.encode()
    with pytest.raises(MalformedRequestError, match=f"`{plain}` is given [23] times: give it once."):
        read_body_request(body)


def test_letters_of_a_query_may_be_escaped() -> None:
    body = rb'{"qu\u0065ry": "\u0061 \u00e9", "variables": {"query": "\u0061"}}'
    assert parse_body(body) == GraphQLRequest("a é", {"query": "a"}, None, {})


@pytest.mark.parametrize("depth", [900, 1010])
def test_a_deep_body_is_a_request_or_none(depth: int) -> None:
    """How deep Python parses once more, for names that stand twice, depends on its version."""
    body = b'{"query": "a", "variables": {"a": {"query": %b}}}' % (b"[" * depth + b"]" * depth)
    found = parse_body(body)
    assert found is None or found.query == "a"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "`query` must be there, and a string, or else the `id`"),
        ("query=a&query=b", "The parameter 'query' is given 2 times: give it once."),
        ("query=a&variables={}&variables={}", "The parameter 'variables' is given 2 times"),
        ("query=a&utm=b", "There is no parameter 'utm' of a GraphQL request: use query, variables, operationName"),
        ("query=a&variables={", "The parameter 'variables' is not JSON: "),
        ("query=a&variables=[]", "`variables` must be an object or null."),
        ("query=a&extensions=1", "`extensions` must be an object or null."),
    ],
)
def test_what_is_wrong_with_a_query_string(address: str, message: str) -> None:
    with pytest.raises(MalformedRequestError) as wrong:
        read_query_string(QueryParams(address))
    assert str(wrong.value).startswith(message)
