"""Pipelined requests (RFC 9112, 9.3.2) in bounded memory: what waits for a response holds back what comes after it.

uvicorn reads on whenever a request is read or answered, however many wait: a client that sends a million requests and
reads no response makes it grow by gigabytes. Here bytes are given to the parser in slices, and none while a request
waits for the one before it.
"""

import asyncio
from asyncio import AbstractEventLoop, BaseTransport, Transport
from contextlib import suppress
from typing import Any, cast

from uvicorn._types import ASGI3Application, ASGIReceiveCallable, ASGISendCallable
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

SLICE = 4096
"""Bytes given to the parser at a time: they may hold some 200 small requests, which are parsed although they wait."""


class PipelineFlowControl(FlowControl):
    """Flow control that asks the connection before it reads on."""

    def __init__(self, transport: Transport, connection: "PipelinedConnection") -> None:
        super().__init__(transport)
        self._connection = connection

    def resume_reading(self) -> None:
        if self.read_paused and self._connection.may_read_on():
            super().resume_reading()


class PipelinedConnection(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 protocol, which reads on only when no request waits."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._held = b""
        """What has come in, but is not yet given to the parser."""
        self._running: RequestResponseCycle | None = None
        """The request that is being answered, or was the last; `cycle` is the one that was parsed last."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(cast("Transport", transport))
        self.flow = PipelineFlowControl(self.transport, self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._held = b""
        self.pipeline.clear()
        if self._running is not None:  # uvicorn tells only the request that came last.
            self._running.disconnected = True
            self._running.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._held:
            self._held += data
        elif len(data) <= SLICE:
            self._parse(data)
        else:
            self._parse_slices(data)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, _end_quietly_when_cancelled(app))

    def on_response_complete(self) -> None:
        """Go on as uvicorn does, without a timer for the time-out of an idle connection: sweeps look at that."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())

    def has_pending_response(self) -> bool:
        """Whether a request is being answered, or waits for that."""
        return bool(self.pipeline) or (self._running is not None and not self._running.response_complete)

    def may_read_on(self) -> bool:
        """Whether more may come in; what is held is parsed first, in the next round of the event loop."""
        if self._held and not self.pipeline:
            self.loop.call_soon(self._parse_held)
        return not (self._held or self.pipeline)

    def _parse_held(self) -> None:
        if self._held and not self.pipeline and not self.transport.is_closing():
            held, self._held = self._held, b""
            self.flow.resume_reading()
            self._parse_slices(held)

    def _parse_slices(self, data: bytes) -> None:
        for start in range(0, len(data), SLICE):
            if self.flow.read_paused:
                self._held = data[start:]
                return
            if self.transport.is_closing():
                return
            self._parse(data[start : start + SLICE])

    def _parse(self, data: bytes) -> None:
        """Give a slice to the parser."""
        super().data_received(data)

    def last_pending(self, incoming: RequestResponseCycle | None) -> RequestResponseCycle | None:
        """The last request before the incoming one, if it has not been answered yet."""
        last = self.pipeline[0][0] if self.pipeline else self._running
        return last if last is not None and last is not incoming and not last.response_complete else None


def _end_quietly_when_cancelled(app: ASGI3Application) -> ASGI3Application:
    """The application; uvicorn cancels what runs too long in a shutdown, and would log each as an error of ours."""

    async def run(scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        with suppress(asyncio.CancelledError):
            await app(scope, receive, send)

    return run
