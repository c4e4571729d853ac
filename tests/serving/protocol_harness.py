"""Protocols over a transport in memory: what each writes, and when."""

import asyncio
from asyncio import AbstractEventLoop, Transport
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from serving.protocol import FastPathProtocol

_SPINS = 10
"""Rounds of the event loop after which a task that waits for its client waits for nothing else."""
DATE = (b"date", b"Thu, 01 Jan 1970 00:00:00 GMT")


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was written after each piece and after the end of input, and whether the server has closed."""

    written: tuple[bytes, ...]
    closed: bool

    @property
    def status(self) -> int | None:
        """Of the first response."""
        start = b"".join(self.written)[:12].split(b" ")
        return int(start[1]) if len(start) > 1 else None


class MemoryTransport(Transport):
    """Keeps what is written; holds what comes in while reading is paused."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.output, self.closed, self.paused = bytearray(), False, False

    def write(self, data: Any) -> None:
        self.output += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def abort(self) -> None:
        self.closed = True

    def can_write_eof(self) -> bool:
        return False

    def get_write_buffer_size(self) -> int:
        return 0

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False


class ProtocolHarness:
    """Talks to an application that has started, by either protocol, in an event loop of its own."""

    def __init__(self, app: Starlette, state: dict[str, Any], loop: AbstractEventLoop) -> None:
        self._config = Config(app, access_log=False, log_config=None, log_level="critical")
        self._config.load()
        self._state, self._loop = state, loop
        self.short = 0
        """Requests that never came to uvicorn's parser."""

    def fast_path(self, pieces: Sequence[bytes], *, pipelined: bool = False) -> Transcript:
        return self._loop.run_until_complete(self._talk(FastPathProtocol, pieces, pipelined=pipelined))

    def uvicorn(self, pieces: Sequence[bytes], *, pipelined: bool = False) -> Transcript:
        return self._loop.run_until_complete(self._talk(HttpToolsProtocol, pieces, pipelined=pipelined))

    async def _talk(self, protocol: type[HttpToolsProtocol], pieces: Sequence[bytes], *, pipelined: bool) -> Transcript:
        """Pieces come in one by one: each after all was answered, or `pipelined`, while answers are being made."""
        state, transport, written = ServerState(), MemoryTransport(), list[bytes]()
        state.default_headers = [DATE]
        made = protocol(self._config, state, self._state, self._loop)
        made.connection_made(transport)
        for piece in pieces:
            if transport.paused:
                await _settled(made)
            if transport.closed:
                break
            before = state.total_requests
            made.data_received(piece)
            self.short += state.total_requests - before  # uvicorn completes none before it returns.
            if pipelined:
                await asyncio.sleep(0)  # An event loop reads once a round.
            else:
                await _settled(made)
                written.append(bytes(transport.output))
                transport.output.clear()
        await _settled(made)
        written.append(bytes(transport.output))
        closed = transport.closed
        made.connection_lost(None)
        await _settled(made)
        return Transcript(tuple(written), closed)


async def _settled(protocol: HttpToolsProtocol) -> None:
    """Wait until nothing is being answered, or only what waits for more from the client."""
    spins = 0
    while protocol.tasks and spins < _SPINS:
        spins = spins + 1 if _waits_for_more(protocol) else 0
        await asyncio.sleep(0 if spins else 0.0005)


def _waits_for_more(protocol: HttpToolsProtocol) -> bool:
    cycle = protocol.cycle
    return not protocol.pipeline and cycle.more_body and not cycle.message_event.is_set()
