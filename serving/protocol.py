"""The fast path of HTTP: a GraphQL request that arrives in one piece is answered in `data_received`.

uvicorn makes a task, an ASGI scope and two messages for each request, which costs more than a small answer. A client
that keeps its connection sends the same head again and again, but for the length of the body: parsed heads are cached
by their bytes. Everything that is not on the fast path goes to uvicorn's own protocol, within the bounds
of `BoundedConnection`, with the bytes untouched.
"""

from asyncio import AbstractEventLoop
from functools import lru_cache
from typing import Any

import httptools
from uvicorn.config import Config
from uvicorn.server import ServerState

from graph.model.limits import Limits
from serving.connection import BoundedConnection
from serving.connection_deadlines import ConnectionPhase
from serving.endpoint import DEFERRED
from serving.executor import DeferredRequest, RequestExecutor
from serving.request import parse_body
from serving.request_headers import HEAD_POLICY, NO_FAST_PATH, FastPathHead, HeadPolicy, fast_path_head
from serving.response import Headers, Response, header_lines

EXECUTOR = "medcode.executor"
"""Key of the executor in the state of the application."""
_HEAD_END = b"\r\n\r\n"
_MAX_HEAD = 2048
"""Bytes of a head that is parsed here and cached."""
_CACHED_HEADS = 1024


class FastPathProtocol(BoundedConnection):
    """uvicorn's HTTP/1.1 protocol with a fast path for GraphQL requests."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._executor: RequestExecutor | None = app_state.get(EXECUTOR)
        self.limits = self._executor.limits if self._executor else Limits()
        self._policy: HeadPolicy = app_state.get(HEAD_POLICY, NO_FAST_PATH)
        self._deferred: DeferredRequest | None = None
        self._default_headers: tuple[Headers, bytes] = ([], b"")

    def data_received(self, data: bytes) -> None:
        if self.between_messages and self._executor is not None and self._try_fast_path(data, self._executor):
            return
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._deferred is not None:  # This request was parsed by the fast path already.
            self.scope["state"][DEFERRED], self._deferred = self._deferred, None

    def _try_fast_path(self, data: bytes, executor: RequestExecutor) -> bool:
        """Write the response to a whole request of the fast path; False where uvicorn must answer."""
        end = data.find(_HEAD_END)
        head = _parse_head(data[:end], self._policy) if 0 < end <= _MAX_HEAD else None
        if head is None or len(data) - end - len(_HEAD_END) != head.length or not self._is_idle():
            return False
        body = data[end + len(_HEAD_END) :]
        response = executor.cached_response(body, gzip=head.gzip) or self._execute(body, executor, head)
        if response is None:
            return False
        self.transport.write(
            b"HTTP/1.1 200 OK\r\n%b%b" % (self._default_header_lines(), response.payload(head.media_type))
        )
        self.server_state.total_requests += 1
        self.phase, self.since = ConnectionPhase.IDLE, self.loop.time()
        return True

    def _execute(self, body: bytes, executor: RequestExecutor, head: FastPathHead) -> Response | None:
        """The response of the event loop; None where the request is deferred, which is remembered."""
        result = executor.execute_inline(parse_body(body, executor.documents), body, gzip=head.gzip)
        if isinstance(result, DeferredRequest):
            self._deferred = result
            return None
        return result

    def _default_header_lines(self) -> bytes:
        """The date and the other default headers of uvicorn, which makes a new list of them each second."""
        headers = self.server_state.default_headers
        if headers is not self._default_headers[0]:
            self._default_headers = (headers, header_lines(headers))
        return self._default_headers[1]

    def _is_idle(self) -> bool:
        """Whether no earlier request of the connection waits, and the transport takes more."""
        return (self.cycle is None or self.cycle.response_complete) and not (
            self.pipeline or self.flow.write_paused or self._held or self.transport.is_closing()
        )


class _HeadParser:
    """Receives the callbacks of httptools."""

    def __init__(self) -> None:
        self.url = b""
        self.headers: list[tuple[bytes, bytes]] = []

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))


@lru_cache(_CACHED_HEADS)
def _parse_head(head: bytes, policy: HeadPolicy) -> FastPathHead | None:
    """The head of a request of the fast path, parsed as uvicorn parses it; None for any other request."""
    found = _HeadParser()
    parser = httptools.HttpRequestParser(found)
    try:
        parser.feed_data(head + _HEAD_END)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    if parser.get_http_version() != "1.1" or not parser.should_keep_alive():
        return None
    return fast_path_head(parser.get_method().decode("latin-1"), found.url.decode("latin-1"), found.headers, policy)
