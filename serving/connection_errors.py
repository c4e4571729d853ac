"""Responses to what no application sees: requests that are too large or too slow, and connections that are too many."""

from starlette.responses import Response

from graph.model.limits import Limits
from serving.response import error_response


def target_too_long() -> Response:
    """The response to a request line with a long target (RFC 9110, 15.5.15)."""
    message, hint = "The target of this request is too long.", "Send the query by POST, in the body."
    return error_response(414, message, code="TARGET_TOO_LONG", limit=Limits.target, hint=hint)


def head_too_large() -> Response:
    """The response to a request with a large head (RFC 6585, 5)."""
    message = "The header fields of this request are too many or too large."
    limits = {"limit": Limits.head, "fields": Limits.header_fields}
    return error_response(431, message, code="HEAD_TOO_LARGE", **limits, hint="Send fewer and shorter header fields.")


def chunks_too_large() -> Response:
    """The response to a chunked body that is mostly chunk extensions or trailer fields (RFC 9112, 7.1.1 and 7.1.2)."""
    message = "The chunk extensions and trailer fields of this request are too large."
    hint = "Send the body without them, or with Content-Length."
    return error_response(431, message, code="CHUNKS_TOO_LARGE", limit=Limits.head, hint=hint)


def upgrade_with_body() -> Response:
    """The response to a body behind an `Upgrade`: the parser would take it for the next request (RFC 9110, 7.8)."""
    message, hint = "This server changes to no other protocol.", "Send the request without `Upgrade`."
    return error_response(400, message, code="UNSUPPORTED_UPGRADE", hint=hint)


def request_timeout() -> Response:
    """The response to a request that does not come whole in time (RFC 9110, 15.5.9)."""
    message = "The rest of this request has not come in time."
    return error_response(408, message, code="REQUEST_TIMEOUT", hint="Send the request again, whole and at once.")


def too_many_connections(limits: Limits) -> Response:
    """The response to a connection too many, when all others are being answered."""
    message, hint = "All connections of this server are in use.", "Ask again in a second."
    response = error_response(503, message, code="TOO_MANY_CONNECTIONS", limit=limits.connections, hint=hint)
    response.headers["Retry-After"] = "1"
    return response
