"""GraphQL requests over HTTP: query, variables, operation name and extensions, parsed once."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from starlette.datastructures import QueryParams

from graph.model.limits import Limits

if TYPE_CHECKING:
    from serving.trusted_documents import TrustedDocuments

MEMBERS = ("query", "variables", "operationName", "extensions", "id")
"""What a request may have: members of a JSON object, or parameters of a query string."""
_OBJECTS = ("variables", "extensions")
_QUERY, _VARIABLES, _NAME, _EXTENSIONS, _ID = _QUOTED = [f'"{name}"'.encode() for name in MEMBERS]
_BEFORE_ITEM = re.compile(r"[\s,]*")
_ESCAPE = b"\\u00"
_ESCAPED_LETTER = re.compile(rb"\\u00[4-7]")
"""The beginning of an escaped letter of a member's name, which JSON may write so (RFC 8259, 7)."""
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SHOWN = 80
"""Characters of what a client sent that are repeated in a message."""


class GraphQLRequest(NamedTuple):
    """A well-formed request."""

    query: str
    variables: Mapping[str, Any]
    operation: str | None
    extensions: Mapping[str, Any]


class MalformedRequestError(Exception):
    """A request that is not well-formed, or refused as it is; its text is the message for the client."""

    def __init__(self, message: str, code: str = "MALFORMED_REQUEST", **more: str) -> None:
        super().__init__(message)
        self.code, self.extensions = code, {"code": code, **more}


def parse_body(body: bytes, documents: "TrustedDocuments | None" = None) -> GraphQLRequest | None:
    """The request in a JSON body; None where it is not well-formed, which `read_body_request` explains."""
    try:
        return read_body_request(body, documents)
    except MalformedRequestError:
        return None


def parse_query_string(parameters: QueryParams, documents: "TrustedDocuments | None" = None) -> GraphQLRequest | None:
    """The request in the query string of a GET; None where it is not well-formed."""
    try:
        return read_query_string(parameters, documents)
    except MalformedRequestError:
        return None


def read_body_request(body: bytes, documents: "TrustedDocuments | None" = None) -> GraphQLRequest:
    """The request in a JSON body; only with `documents` it may name its document instead of having it.

    orjson takes only UTF-8, and no half of a surrogate pair, which no answer could repeat.

    Raises:
        MalformedRequestError: it is not JSON, or no request.
    """
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedRequestError(_why_no_json(body, error)) from error
    if isinstance(payload, list):
        raise MalformedRequestError("The body must be one request, not a JSON list of them.")
    if not isinstance(payload, dict):
        raise MalformedRequestError("The body must be a JSON object with `query`.")
    request = _read(payload, documents)
    repeated = body.count(_QUERY) > 1 or body.count(_VARIABLES) > 1 or body.count(_NAME) > 1
    if repeated or ("id" in payload and body.count(_ID) > 1) or body.count(_EXTENSIONS) > 1 or _ESCAPE in body:
        _refuse_repeated_members(body, request.variables)
    return request


def read_batch(
    body: bytes, documents: "TrustedDocuments | None" = None
) -> list[GraphQLRequest | MalformedRequestError] | None:
    """The requests in a JSON list, each read as a body of its own, or what is wrong with it; None for another body.

    Raises:
        MalformedRequestError: it is not JSON, nests too deep, or is too long.
    """
    if body.lstrip()[:1] != b"[":
        return None
    try:
        count = len(orjson.loads(body))
        if count > Limits.batch:
            problem = f"A batch has at most {Limits.batch} requests, not {count}: send several."
            raise MalformedRequestError(problem, code="BATCH_TOO_LARGE")
        items = list(_items(body, count))
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise MalformedRequestError(f"The body is not JSON: {error}.") from error
    if not items:
        raise MalformedRequestError("The batch has no request: send one or more.")
    return [_read_item(item, documents) for item in items]


def _items(body: bytes, count: int) -> Iterator[bytes]:
    """The texts of so many items of a JSON list; raises RecursionError where one nests too deep."""
    text, at = body.decode(), body.index(b"[") + 1
    for _ in range(count):
        start = _BEFORE_ITEM.match(text, at).end()  # type: ignore[union-attr]
        _, at = json.JSONDecoder().raw_decode(text, start)
        yield text[start:at].encode()


def _read_item(body: bytes, documents: "TrustedDocuments | None") -> GraphQLRequest | MalformedRequestError:
    try:
        return read_body_request(body, documents)
    except MalformedRequestError as error:
        return error


def read_query_string(parameters: QueryParams, documents: "TrustedDocuments | None" = None) -> GraphQLRequest:
    """The request in the query string of a GET; `documents` as for `read_body_request`.

    Raises:
        MalformedRequestError: a parameter is unknown, repeated, or no JSON where it must be, or it is no request.
    """
    for name, count in Counter(name for name, _ in parameters.multi_items()).items():
        if name not in MEMBERS:
            known = ", ".join(MEMBERS)
            raise MalformedRequestError(f"There is no parameter '{name[:_SHOWN]}' of a GraphQL request: use {known}.")
        if count > 1:
            raise MalformedRequestError(f"The parameter '{name}' is given {count} times: give it once.")
    return _read({**parameters, **{name: _parameter(name, parameters) for name in _OBJECTS}}, documents)


def _parameter(name: str, parameters: QueryParams) -> object:
    """The value of a parameter that is JSON.

    Raises:
        MalformedRequestError: it is no JSON.
    """
    try:
        return orjson.loads(parameters.get(name, "null"))
    except orjson.JSONDecodeError as error:
        raise MalformedRequestError(f"The parameter '{name}' is not JSON: {error}.") from error


def _read(payload: Mapping[str, Any], documents: "TrustedDocuments | None") -> GraphQLRequest:
    query, variables, operation, extensions, identity = map(payload.get, MEMBERS)
    if operation is not None and not isinstance(operation, str):
        raise MalformedRequestError("`operationName` must be a string or null.")
    if variables is not None and not isinstance(variables, dict):
        raise MalformedRequestError("`variables` must be an object or null.")
    if extensions is not None and not isinstance(extensions, dict):
        raise MalformedRequestError("`extensions` must be an object or null.")
    if documents and (identity is not None or extensions or documents.only_stored or query is None):
        query = documents.text(query, identity, extensions or {})
    if not isinstance(query, str):
        raise MalformedRequestError("`query` must be there, and a string, or else the `id` of a stored operation.")
    return GraphQLRequest(query, variables or {}, operation, extensions or {})


def _refuse_repeated_members(body: bytes, variables: Collection[str]) -> None:
    """Refuse a body whose object has a member twice: others that read it, such as a proxy, may take the other one.

    RFC 8259, 4. A body that has no name twice, but for that of a variable, and no escaped letter is not parsed again.

    Raises:
        MalformedRequestError: it has one twice, or nests too deep to tell.
    """
    counted = zip(MEMBERS, _QUOTED, strict=True)
    if all(body.count(quoted) < 2 + (name in variables) for name, quoted in counted) and not _ESCAPED_LETTER.search(
        body
    ):
        return
    try:
        members: list[tuple[str, Any]] = json.loads(body, object_pairs_hook=list)
    except RecursionError:
        raise MalformedRequestError("The body nests too deep.") from None
    for name, count in Counter(name for name, _ in members).items():
        if count > 1 and name in MEMBERS:
            raise MalformedRequestError(f"`{name}` is given {count} times: give it once.")


def _why_no_json(body: bytes, error: orjson.JSONDecodeError) -> str:
    if body.startswith(_BYTE_ORDER_MARKS) or b"\0" in body[:2]:
        return "The body must be JSON in UTF-8, without a byte order mark."
    return f"The body is not JSON: {error}."
