"""What a request asks: a GraphQL document, its variables and the name of its operation, read once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from starlette.datastructures import QueryParams


class GraphQLRequest(NamedTuple):
    """A well-formed request."""

    query: str
    variables: Mapping[str, Any]
    operation: str | None
    extensions: Mapping[str, Any]


def parse_body(body: bytes) -> GraphQLRequest | None:
    """The request in a JSON body; None where it is not well-formed."""
    try:
        return _read(orjson.loads(body))
    except orjson.JSONDecodeError:
        return None


def parse_query_string(given: QueryParams) -> GraphQLRequest | None:
    """The request in the address of a GET; None where it is not well-formed."""
    try:
        parsed = {name: orjson.loads(given.get(name, "null")) for name in ("variables", "extensions")}
    except orjson.JSONDecodeError:
        return None
    return _read({**given, **parsed})


def _read(given: Any) -> GraphQLRequest | None:
    if not isinstance(given, dict):
        return None
    query, operation = given.get("query"), given.get("operationName")
    variables, extensions = given.get("variables"), given.get("extensions")
    objects = isinstance(variables, dict | None) and isinstance(extensions, dict | None)
    if not isinstance(query, str) or not isinstance(operation, str | None) or not objects:
        return None
    return GraphQLRequest(query, variables or {}, operation, extensions or {})
