"""One HTTP/1.1 connection with bounds on what its client may send, leave unread, and keep the server waiting for.

uvicorn's protocol accepts heads of any size, takes trailer fields for header fields, and keeps half a request for ever.
"""

import re
from asyncio import AbstractEventLoop, BaseTransport
from typing import Any

from starlette.responses import Response
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE
from uvicorn.server import ServerState

from graph.model.limits import Limits
from serving.connection_deadlines import ConnectionPhase, Deadlines
from serving.connection_errors import (
    chunks_too_large,
    head_too_large,
    request_timeout,
    target_too_long,
    too_many_connections,
    upgrade_with_body,
)
from serving.connection_pool import ConnectionPool
from serving.pipelining import SLICE, PipelinedConnection
from serving.response import header_lines

_CHUNK_FRAME = 20
"""Bytes of a chunk beside its data and extensions: 16 hexadecimal digits and two line ends."""

_AUTHORITY_END = re.compile(rb"[/?#]")
_FRAMING = (b"content-length", b"transfer-encoding")
"""Header fields that announce a body (RFC 9112, 6.3)."""


class RefusedHeadError(Exception):
    """The parser is to stop: the request has been refused."""


class BoundedConnection(PipelinedConnection):
    """uvicorn's protocol within `limits`; a `ConnectionPool` calls `check` every now and then."""

    limits = Limits()

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.phase = ConnectionPhase.NEW
        self.between_messages = True
        self.since = self.loop.time()
        """When the phase began, or the last response ended; in seconds of the event loop."""
        self.body_size = 0
        self._fed = 0
        """Bytes given to the parser since the head or the body of the request began."""
        self._chunks = 0
        self._refusal: Response | None = None
        self._draining = False
        self._deadlines = Deadlines(self)

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        if not ConnectionPool.of(self.server_state, self.limits, self.loop).admit(self):
            self.refuse(too_many_connections(self.limits))

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._enter(ConnectionPhase.HEAD)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header field; trailer fields are not merged with them (RFC 9110, 6.5.1)."""
        if self.phase is ConnectionPhase.HEAD:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        self._refuse_large_head(size)
        if b"://" in self.url and self.url[:1] != b"/":
            self._take_host_of_target()
        is_upgrade = self.parser.should_upgrade()
        if is_upgrade:
            self._refuse_upgrade_with_body()
        self._enter(ConnectionPhase.BODY)
        self.body_size = self._chunks = 0
        super().on_headers_complete()
        if self._draining or is_upgrade:  # The parser stops at an upgrade, and drops what came with it.
            self.cycle.keep_alive = False

    def on_chunk_header(self) -> None:
        self._chunks += 1

    def on_body(self, body: bytes) -> None:
        self.body_size += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._enter(ConnectionPhase.IDLE)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self.since = self.loop.time()
        super().on_response_complete()

    def _enter(self, phase: ConnectionPhase) -> None:
        self.phase, self.since, self._fed = phase, self.loop.time(), 0
        self.between_messages = phase is ConnectionPhase.IDLE

    def awaits_client(self) -> bool:
        """Whether the connection waits for its client, and not for the server."""
        if self.phase is ConnectionPhase.BODY:
            return not (self.pipeline or self.cycle.response_started)
        return not self.has_pending_response()

    def _parse(self, data: bytes) -> None:
        if self.phase is ConnectionPhase.REFUSED:
            return
        self._fed += len(data)
        super()._parse(data)
        if self.phase is ConnectionPhase.HEAD:
            self._check_head()
        elif self.phase is ConnectionPhase.BODY:
            self._check_body()

    # Refusals

    def _check_head(self) -> None:
        """Refuse a head that grows too large before it is complete."""
        try:
            self._refuse_large_head(self._fed)
        except RefusedHeadError:
            self._answer_refusal()

    def _refuse_large_head(self, size: int) -> None:
        """Stop at a head of so many bytes if that is too much.

        Raises:
            RefusedHeadError: `_refusal` is the response.
        """
        if len(self.url) > Limits.target:
            self._refusal = target_too_long()
        elif size > Limits.head or len(self.headers) > Limits.header_fields:
            self._refusal = head_too_large()
        else:
            return
        raise RefusedHeadError

    def _take_host_of_target(self) -> None:
        """Take the host of a target in absolute form, in place of that of `Host` (RFC 9112, 3.2.2)."""
        authority = _AUTHORITY_END.split(self.url.partition(b"://")[2], maxsplit=1)[0]
        rest = [(name, value) for name, value in self.headers if name != b"host"]
        self.headers[:] = [(b"host", authority), *rest]  # The scope of the request has this very list.

    def _refuse_upgrade_with_body(self) -> None:
        """Stop at a request to change the protocol that announces a body.

        Raises:
            RefusedHeadError: `_refusal` is the response.
        """
        has_body = any(name in _FRAMING and value != b"0" for name, value in self.headers)
        if has_body and self.parser.get_method() != b"CONNECT":  # Which no route takes.
            self._refusal = upgrade_with_body()
            raise RefusedHeadError

    def _check_body(self) -> None:
        if self._fed - self.body_size - self._chunks * _CHUNK_FRAME > Limits.head + SLICE:
            self.refuse(chunks_too_large())
        elif self.body_size > Limits.reviews_body + SLICE and not self.has_pending_response():
            self.transport.close()  # It was refused long ago, and is sent on.

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be parsed, or what a callback of the parser has refused."""
        if self._refusal is None:
            super().send_400_response(msg)
        else:
            self._answer_refusal()

    def _answer_refusal(self) -> None:
        refusal, self._refusal = self._refusal, None
        if refusal is not None:
            self.refuse(refusal)

    def refuse(self, response: Response) -> None:
        """Answer the request that is coming in with an error, and read no more.

        Where earlier requests are still being answered, the connection closes after their responses instead. What is
        still on its way is read and dropped for a while, or the client might not get the response (RFC 9112, 9.6).
        """
        incoming = self.cycle if self.phase is ConnectionPhase.BODY else None
        self._enter(ConnectionPhase.REFUSED)
        if incoming is not None and self.pipeline:
            self.pipeline.popleft()
        earlier = self.last_pending(incoming)
        started = incoming is not None and incoming.response_started
        if incoming is not None:  # The application learns that the rest will not come.
            incoming.disconnected = incoming.response_complete = True
            incoming.message_event.set()
        if earlier is not None:
            earlier.keep_alive = False
        elif started:
            self.transport.close()
        else:
            self._write_last(response)

    def _write_last(self, response: Response) -> None:
        """Write a response after which nothing more is written."""
        headers = [*self.server_state.default_headers, *response.raw_headers, (b"connection", b"close")]
        self.transport.write(STATUS_LINE[response.status_code] + header_lines(headers) + b"\r\n" + bytes(response.body))
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        else:
            self.transport.close()

    # Time

    def check(self, now: float) -> None:
        """Close the connection, or answer with status 408, where the client has kept the server waiting too long."""
        self._deadlines.check(now)

    def shortest_patience(self) -> float:
        """Seconds of the shortest of its time-outs."""
        limits = self.limits
        return min(limits.head_seconds, limits.body_seconds, limits.write_seconds, self.timeout_keep_alive)

    def time_out(self) -> None:
        """Answer an incomplete request with status 408 (RFC 9110, 15.5.9)."""
        self.refuse(request_timeout())

    def shutdown(self) -> None:
        """Close the connection after the responses that are due; `check` does so when they take too long."""
        self._draining = True
        self._deadlines.drain(self.loop.time() + self.limits.drain_seconds)
        super().shutdown()
