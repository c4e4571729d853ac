"""ASGI middleware of the application: bodies, compression, and the fast path to the GraphQL endpoint."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.body import BodyTooLargeError, ClientDisconnectedError, body_too_large, read_body, replay
from serving.endpoint import GraphQLEndpoint
from serving.export_catalog import PREFIX
from serving.request_headers import LENGTH_DIGITS, HeadPolicy, accepts_gzip, fast_path_head
from serving.response import error_response

_ENCODED = error_response(
    415,
    "The body of this request is compressed.",
    {"Accept-Encoding": "identity"},
    code="UNSUPPORTED_CONTENT_ENCODING",
    hint="Send it without Content-Encoding.",
)


class BodyMiddleware:
    """Answers a request whose body has more than `limit` bytes with status 413; `limits` are those of some paths.

    No body is taken compressed, so that none can become larger than that: status 415 (RFC 9110, 15.5.16).
    """

    def __init__(self, app: ASGIApp, limit: int, limits: Mapping[str, int]) -> None:
        self._app, self._limit, self._limits = app, limit, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if any(coding.lower() != "identity" for coding in headers.getlist("content-encoding")):
            await _ENCODED(scope, receive, send)
            return
        limit = self._limits.get(scope["path"], self._limit)
        length = headers.get("content-length", "")[:LENGTH_DIGITS]
        if (
            length.isascii() and length.isdigit() and int(length) > limit
        ):  # Nobody waits for a body that is refused in any case.
            await body_too_large(limit)(scope, receive, send)
            return
        try:
            messages = await read_body(receive, limit)
        except BodyTooLargeError:
            await body_too_large(limit)(scope, receive, send)
            return
        except ClientDisconnectedError:
            return
        await self._app(scope, replay(messages, receive), send)


class CompressionMiddleware:
    """Compresses responses of `minimum_size` bytes or more with gzip, but for exports.

    Exports are compressed by the threads that write them, or are compressed files.
    """

    def __init__(self, app: ASGIApp, minimum_size: int) -> None:
        self._app, self._minimum_size = app, minimum_size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        accepted = accepts_gzip(Headers(scope=scope).get("accept-encoding", "").encode())
        responder = GZipResponder if accepted else IdentityResponder
        await responder(self._app, self._minimum_size)(scope, receive, send)


class FastPathMiddleware:
    """Hands requests of the fast path to the GraphQL endpoint, without routing and without the other middleware.

    `FastPathProtocol` does the same with less work, but only under uvicorn and for requests that come in one piece.
    """

    def __init__(self, app: ASGIApp, endpoint: GraphQLEndpoint, policy: HeadPolicy) -> None:
        self._app, self._endpoint, self._policy = app, endpoint, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_http = scope["type"] == "http"
        head = is_http and fast_path_head(scope["method"], scope["path"], scope["headers"], self._policy)
        if head:
            await self._endpoint.post(
                scope, receive, send, media_type=head.media_type, gzip=head.gzip, fallback=self._app
            )
        else:
            await self._app(scope, receive, send)
