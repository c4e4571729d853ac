"""Each limit of a connection is met: by a protocol over a transport in memory, at times that the test gives."""

import asyncio
from collections.abc import Callable, Generator
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from graph.model.limits import Limits
from serving import export_stream
from serving.export_stream import WriterPool
from serving.protocol import FastPathProtocol
from tests.serving.protocol_harness import MemoryTransport

HALF_HEAD = b"GET / HTTP/1.1\r\nX: "
HALF_BODY = b"POST / HTTP/1.1\r\nContent-Length: 3000\r\n\r\n"
REQUEST = b"GET / HTTP/1.1\r\n\r\n"


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the body, and answer with status 204."""
    message = await receive()
    while message["type"] == "http.request" and message.get("more_body"):
        message = await receive()
    if message["type"] == "http.request":
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})


class _FullTransport(MemoryTransport):
    """Its client takes nothing of what is written."""

    def get_write_buffer_size(self) -> int:
        return len(self.output)


def _connect(limits: Limits, state: ServerState | None = None, transport: MemoryTransport | None = None) -> Any:
    """A connection that has been made."""
    config = Config(_answer, log_config=None, log_level="critical", timeout_keep_alive=limits.idle_seconds)
    connection = FastPathProtocol(config, state or ServerState(), {}, asyncio.get_running_loop())
    connection.limits = limits
    connection.connection_made(transport or MemoryTransport())
    return connection


async def _status(connection: Any) -> int | None:
    """The status of the first response; None where none has been written."""
    for _ in range(5):
        await asyncio.sleep(0)
    written = connection.transport.output
    return int(written[9:12]) if written else None


async def _after(seconds: float, sent: bytes, limits: Limits, transport: MemoryTransport | None = None) -> Any:
    """A connection that has sent something, so many seconds after that."""
    connection = _connect(limits, transport=transport)
    connection.data_received(sent)
    await _status(connection)
    for passed in (0, seconds):
        connection.check(connection.loop.time() + passed)
    return connection


async def connections() -> None:
    state = ServerState()
    first, second, third = (_connect(Limits(connections=2), state) for _ in range(3))
    assert [one.transport.closed for one in (first, second, third)] == [True, False, False]


async def head_seconds() -> None:
    limits = Limits(head_seconds=3)
    assert await _status(await _after(2.9, HALF_HEAD, limits)) is None
    assert await _status(await _after(3.1, HALF_HEAD, limits)) == 408


async def body_seconds() -> None:
    limits = Limits(body_seconds=3)
    assert await _status(await _after(2.9, HALF_BODY, limits)) is None
    assert await _status(await _after(3.1, HALF_BODY, limits)) == 408


async def body_rate() -> None:
    limits = Limits(body_seconds=3)
    sent = HALF_BODY + b"a" * 2 * Limits.body_rate
    assert await _status(await _after(4.9, sent, limits)) is None
    assert await _status(await _after(5.1, sent, limits)) == 408


async def idle_seconds() -> None:
    limits = Limits(idle_seconds=3)
    assert not (await _after(2.9, REQUEST, limits)).transport.closed
    assert (await _after(3.1, REQUEST, limits)).transport.closed


async def write_seconds() -> None:
    limits = Limits(write_seconds=3)
    assert not (await _after(2.9, REQUEST, limits, _FullTransport())).transport.closed
    assert (await _after(3.1, REQUEST, limits, _FullTransport())).transport.closed


async def drain_seconds() -> None:
    connection = await _after(0, HALF_BODY, Limits(drain_seconds=3))
    connection.shutdown()
    for passed, closed in ((2.9, False), (3.1, True)):
        connection.check(connection.loop.time() + passed)
        assert connection.transport.closed is closed


async def _statuses(*requests: bytes) -> list[int | None]:
    found = []
    for request in requests:
        connection = _connect(Limits())
        connection.data_received(request)
        found.append(await _status(connection))
    return found


async def target() -> None:
    most = b"a" * (Limits.target - 1)
    assert await _statuses(b"GET /%b HTTP/1.1\r\n\r\n" % most, b"GET /%ba HTTP/1.1\r\n\r\n" % most) == [204, 414]


async def head() -> None:
    most = b"a" * (Limits.head - len(b"/X: \r\n"))
    request = b"GET / HTTP/1.1\r\nX: %b\r\n\r\n"
    assert await _statuses(request % most[20:], request % (most + b"aa")) == [204, 431]


async def header_fields() -> None:
    request = b"GET / HTTP/1.1\r\n%b\r\n"
    fields = b"X: a\r\n" * Limits.header_fields
    assert await _statuses(request % fields, request % (fields + b"X: a\r\n")) == [204, 431]


async def export_rate() -> None:
    """A reader who takes nothing gives way to another export that waits, after the time that its chunk may take."""
    pool = WriterPool(1)
    broken_off = asyncio.Event()

    def chunks() -> Generator[bytes]:
        while True:
            yield b"a" * Limits.export_rate

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.sleep(0.05)
            broken_off.set()
            await asyncio.Event().wait()

    made = chunks()
    async with pool.acquire() as writer:
        sending = asyncio.ensure_future(writer.send(next(made), made, [], receive, send))
        await broken_off.wait()
        assert not sending.done()
        waiting = asyncio.ensure_future(pool.acquire().__aenter__())
        await asyncio.wait_for(sending, 10)
    assert await waiting is writer
    pool.close()


CONNECTION_LIMITS: dict[str, Callable[[object, pytest.MonkeyPatch], None]] = {}
"""A test for each limit, by its name."""


def _add(test: Callable[[], Any]) -> None:
    def run(_: object, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(export_stream, "_GRACE", 0.2)
        asyncio.run(test())

    CONNECTION_LIMITS[test.__name__] = run


for _test in (
    connections, head_seconds, body_seconds, body_rate, idle_seconds, write_seconds, drain_seconds,
    target, head, header_fields, export_rate,
):  # fmt: skip
    _add(_test)
