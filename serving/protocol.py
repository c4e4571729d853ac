"""The shortest way: a plain request that came in one piece is answered where its bytes come in.

uvicorn makes a task, a scope and two messages for each request, which cost more than a small answer. A client that
keeps its connection sends the same head again and again, but for the length of the body: a head that was parsed once
and found plain means the same when the same bytes come again. Everything else goes on to uvicorn untouched.
"""

from asyncio import AbstractEventLoop
from functools import lru_cache
from typing import Any

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from serving.endpoint import DEFERRED
from serving.executor import DeferredRequest, RequestExecutor
from serving.request import parse_body
from serving.request_headers import FastPathHead, plain
from serving.response import Headers, Response, header_lines

EXECUTION = "medcode.execution"
"""In the state of the application: what executes plain requests."""
_END = b"\r\n\r\n"
_LONGEST = 2048
"""Bytes of a head that is remembered."""


class FastPathProtocol(HttpToolsProtocol):
    """uvicorn's protocol with a shorter way."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._execution: RequestExecutor | None = app_state.get(EXECUTION)
        self._between = True
        self._deferred: DeferredRequest | None = None
        self._last = 0.0
        self._defaults: tuple[Headers, bytes] = ([], b"")

    def data_received(self, data: bytes) -> None:
        if self._between and self._execution is not None and self._answered(data, self._execution):
            return
        super().data_received(data)

    def on_message_begin(self) -> None:
        self._between = False
        super().on_message_begin()
        if self._deferred is not None:  # The request that begins here was read before.
            self.scope["state"][DEFERRED], self._deferred = self._deferred, None

    def on_message_complete(self) -> None:
        self._between = True
        super().on_message_complete()

    def _answered(self, data: bytes, execution: RequestExecutor) -> bool:
        """Answer a request that is plain and whole, if nothing before it waits."""
        end = data.find(_END)
        found = _read_head(data[:end], execution.limits.body) if 0 < end <= _LONGEST else None
        if found is None or len(data) - end - len(_END) != found.length or not self._is_free():
            return False
        body = data[end + len(_END) :]
        response = execution.cached(body, gzip=found.gzip) or self._executed(body, execution, found)
        if response is None:
            return False
        self.transport.write(b"HTTP/1.1 200 OK\r\n%b%b" % (self._default_lines(), response.payload()))
        self.server_state.total_requests += 1
        self._wait_for_more()
        return True

    def _executed(self, body: bytes, execution: RequestExecutor, plain: FastPathHead) -> Response | None:
        """The response to a request, if it is given at once."""
        found = execution.inline(parse_body(body), body, gzip=plain.gzip)
        if isinstance(found, DeferredRequest):
            self._deferred = found
            return None
        return found

    def _default_lines(self) -> bytes:
        """The date and whatever else uvicorn puts before all answers; it makes them anew each second."""
        headers = self.server_state.default_headers
        if headers is not self._defaults[0]:
            self._defaults = (headers, header_lines(headers))
        return self._defaults[1]

    def _is_free(self) -> bool:
        return (self.cycle is None or self.cycle.response_complete) and not (
            self.pipeline or self.flow.write_paused or self.transport.is_closing()
        )

    def _wait_for_more(self) -> None:
        """Close the connection when nothing comes; one timer for many requests, since making one takes long."""
        self._last = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def timeout_keep_alive_handler(self) -> None:
        left = self._last + self.timeout_keep_alive - self.loop.time()
        if left <= 0:
            super().timeout_keep_alive_handler()
        else:
            self.timeout_keep_alive_task = self.loop.call_later(left, self.timeout_keep_alive_handler)


class _Head:
    """Takes what httptools reads of a head."""

    def __init__(self) -> None:
        self.url = b""
        self.headers: list[tuple[bytes, bytes]] = []

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))


@lru_cache(1024)
def _read_head(head: bytes, limit: int) -> FastPathHead | None:
    """What a head says, if its request is plain; parsed as uvicorn parses it."""
    read = _Head()
    parser = httptools.HttpRequestParser(read)
    try:
        parser.feed_data(head + _END)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    if parser.get_http_version() != "1.1" or not parser.should_keep_alive():
        return None
    return plain(parser.get_method().decode("latin-1"), read.url.decode("latin-1"), read.headers, limit)
