"""Compressing answers on their way out."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.export_catalog import PREFIX
from serving.request_headers import accepts_gzip


class CompressionMiddleware:
    """Compresses what is worth it; exports do so by themselves, in their own threads, or are compressed already."""

    def __init__(self, app: ASGIApp, minimum_size: int) -> None:
        self._app, self._minimum_size = app, minimum_size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        accepted = accepts_gzip(Headers(scope=scope).get("accept-encoding", "").encode())
        responder = GZipResponder if accepted else IdentityResponder
        await responder(self._app, self._minimum_size)(scope, receive, send)
