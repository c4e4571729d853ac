"""Responses of the GraphQL endpoint: answers as their media type wants them, and requests that are refused."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response as StarletteResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.media_types import GRAPHQL_RESPONSE, is_json, negotiate
from serving.reference import ReferenceAnswer, RefusedOperationError
from serving.request import MalformedRequestError
from serving.response import Response, error_response, method_not_allowed

_METHODS = ("GET", "HEAD", "POST")
_NO_STORE = {"cache-control": "no-store"}
_NEVER_EXECUTED = ("MALFORMED_REQUEST", "BATCH_TOO_LARGE")
"""Codes of bodies that are no request, whatever documents there are; all others are answers to one."""


class RefusedHeadError(Exception):
    """A request that is answered without a look at its body."""

    def __init__(self, response: StarletteResponse) -> None:
        super().__init__()
        self.response = response


def compiled_response(response: Response, media_type: bytes, validators: Mapping[str, str]) -> ASGIApp:
    """The ASGI application that sends a compiled response, without its body to HEAD.

    `validators` are headers for answers that may be asked for again: without errors, and not private.
    """
    said = _NO_STORE if response.codes and validators else validators
    more = [] if response.private else [(name.encode(), value.encode()) for name, value in said.items()]

    async def send_response(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", media_type), *response.headers, *more]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else response.body
        await send({"type": "http.response.body", "body": body})

    return send_response


def answer_response(answer: ReferenceAnswer, media_type: bytes, validators: Mapping[str, str]) -> StarletteResponse:
    """The response with an answer of the reference executor.

    A request error is told by status 400 to who knows the media type of GraphQL, and by 200 to who knows only JSON.
    """
    status = 400 if answer.is_request_error and media_type == GRAPHQL_RESPONSE else 200
    is_lasting = not answer.codes and not answer.is_private
    caching = validators if is_lasting else _NO_STORE if validators else {}
    headers = {"vary": "Accept", **caching, **answer.headers}
    return StarletteResponse(answer.body, status, headers, media_type.decode())


def check_head(request: HTTPRequest) -> bytes:
    """The media type of the response to a request whose head lets it be executed.

    Raises:
        RefusedHeadError: its head alone decides the response.
        HTTPException: the method is none of those that are allowed here.
    """
    if request.method not in _METHODS:
        raise HTTPException(405, headers={"Allow": ", ".join(_METHODS)})
    media_type = negotiate(_combined(request, "accept"))
    if media_type is None:
        message = "The answer cannot be had as the Accept header of the request wants it."
        hint = "Accept application/graphql-response+json or application/json."
        raise RefusedHeadError(error_response(406, message, code="NOT_ACCEPTABLE", hint=hint))
    if request.method == "POST" and not is_json(_combined(request, "content-type")):
        message = "The body of a request must be JSON in UTF-8."
        hint = "Send it with 'Content-Type: application/json'."
        response = error_response(415, message, {}, media_type, code="UNSUPPORTED_MEDIA_TYPE", hint=hint)
        raise RefusedHeadError(response)
    return media_type


def _combined(request: HTTPRequest, name: str) -> bytes:
    """The value of a header, which may be spread over several fields (RFC 9110, 5.3)."""
    return ", ".join(request.headers.getlist(name)).encode("latin-1")


def malformed(error: MalformedRequestError, media_type: bytes) -> StarletteResponse:
    """The response to a request that is not well-formed; clients that know only JSON read a refusal with status 200."""
    is_refused = error.code not in _NEVER_EXECUTED and media_type != GRAPHQL_RESPONSE
    return error_response(200 if is_refused else 400, str(error), {}, media_type, **error.extensions)


def refused_operation(error: RefusedOperationError, media_type: bytes) -> StarletteResponse:
    """The response to a request for an operation that there is not, or that its method does not allow."""
    if error.status == 405:
        return method_not_allowed(str(error), "POST", media_type)
    return error_response(error.status, str(error), {}, media_type, code="OPERATION_REFUSED")
