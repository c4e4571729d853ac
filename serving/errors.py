"""Responses of the application where no endpoint answers: a method that an address does not take, and failures."""

import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from graph.model.errors import StoreAway
from schema.errors import STORE_UNAVAILABLE, UNAVAILABLE
from serving.access_log import REQUEST_ID
from serving.response import error_response, method_not_allowed
from serving.security_headers import SECURITY_HEADERS

_RETRY_SECONDS = "5"
"""After which a client may ask again: a database that restarts is back by then, mostly."""
log = logging.getLogger("medcode.server")


async def wrong_method_response(request: Request, error: Exception) -> Response:
    """The response to a method that a route does not take; to OPTIONS, the methods that it takes (RFC 9110, 9.3.7)."""
    headers = error.headers if isinstance(error, HTTPException) and error.headers else {}
    allowed = ", ".join(sorted({"OPTIONS", *headers.get("Allow", "GET, HEAD").split(", ")}))
    if request.method == "OPTIONS":
        return Response(None, 204, {"Allow": allowed})
    return method_not_allowed(f"{request.method} is not allowed here.", allowed)


def store_unavailable_response() -> Response:
    """The response where a graph database did not answer; the log says why."""
    return error_response(503, UNAVAILABLE, {"Retry-After": _RETRY_SECONDS}, code=STORE_UNAVAILABLE)


async def store_failure_response(request: Request, error: Exception) -> Response:
    """The same for an error that an endpoint did not catch."""
    if not isinstance(error, StoreAway):  # Which was logged once.
        log.error("%s", error)
    return store_unavailable_response()


async def failure_response(request: Request, error: Exception) -> Response:
    """The response where the service failed: the log has the error, and the id by which it is found.

    It is sent outside of all middleware.
    """
    id_ = request.scope.get("state", {}).get(REQUEST_ID, "")
    headers = {**{name.decode(): value.decode() for name, value in SECURITY_HEADERS}, "X-Request-Id": id_}
    return error_response(500, "Something went wrong on our side.", headers, code="INTERNAL", reference=id_)
