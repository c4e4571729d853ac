"""Compressing answers on their way out."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from serving.listing import PREFIX


class Compress(GZipMiddleware):
    """Compresses what is worth it; exports do so by themselves, in their own threads, or are compressed already."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        own = scope["type"] == "http" and scope["path"].startswith(PREFIX)
        await (self.app if own else super().__call__)(scope, receive, send)
