"""GraphQL requests over HTTP: query, variables, operation name and extensions, parsed once."""

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
        return _parse(orjson.loads(body))
    except orjson.JSONDecodeError:
        return None


def parse_query_string(parameters: QueryParams) -> GraphQLRequest | None:
    """The request in the query string of a GET; None where it is not well-formed."""
    try:
        parsed = {name: orjson.loads(parameters.get(name, "null")) for name in ("variables", "extensions")}
    except orjson.JSONDecodeError:
        return None
    return _parse({**parameters, **parsed})


def _parse(payload: Any) -> GraphQLRequest | None:
    if not isinstance(payload, dict):
        return None
    query, operation = payload.get("query"), payload.get("operationName")
    variables, extensions = payload.get("variables"), payload.get("extensions")
    objects = isinstance(variables, dict | None) and isinstance(extensions, dict | None)
    if not isinstance(query, str) or not isinstance(operation, str | None) or not objects:
        return None
    return GraphQLRequest(query, variables or {}, operation, extensions or {})
