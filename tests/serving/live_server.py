"""A server in a thread, and raw connections to it."""

import socket
import time
from asyncio import Protocol
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread
from typing import Any

import orjson
from starlette.applications import Starlette
from uvicorn import Config, Server

from serving.protocol import FastPathProtocol
from tests.answers import without_cost

TIMEOUT = 10.0
"""Seconds after which something that was waited for did not come."""
SMALL = '{ risk(slug: "infection") { name } }'
HEAVY = "{ procedures(orderBy: { field: NAME, direction: DESC }) { nodes { name } } }"
"""Reads all four procedures of the world, to put them in order."""
BUFFER = 1 << 14
"""Bytes that the system takes from a server, or for a client, before either has to wait for the other."""
JSON = "Content-Type: application/json"


@dataclass(frozen=True, slots=True)
class HTTPResponse:
    """An answer, without its date."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The answer, without what it cost (see `without_cost`)."""
        return orjson.loads(without_cost(self.body))


@dataclass(frozen=True, slots=True)
class LiveServer:
    """A server that runs."""

    port: int
    server: Server


@contextmanager
def run_server(
    app: Starlette, protocol: type[Protocol] = FastPathProtocol, keep_alive: float = 5
) -> Iterator[LiveServer]:
    """The application, served from a thread, on a port that is free."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
    rest: dict[str, Any] = {"timeout_keep_alive": keep_alive, "log_config": None, "log_level": "warning"}
    server = Server(Config(app, http=protocol, access_log=False, **rest))
    thread = Thread(target=server.run, args=[[listener]])
    thread.start()
    try:
        wait_until(lambda: server.started)
        yield LiveServer(listener.getsockname()[1], server)
    finally:
        server.should_exit = True
        thread.join(TIMEOUT)
        assert not thread.is_alive()


def wait_until(true: Callable[[], bool], seconds: float = TIMEOUT) -> None:
    """Wait until something has become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def short_id(value: object) -> str:
    """How a test is named after what it is given."""
    return ascii(value)[:60]


def body_of(query: str, **more: object) -> bytes:
    return orjson.dumps({"query": query, **more})


def post(
    body: bytes | None = None,
    *headers: str,
    start: str = "POST /graphql HTTP/1.1",
    kind: str | None = JSON,
    length: str | None = "",
) -> bytes:
    """A request; `length` is what it says of its body, the truth unless given."""
    body = body_of(SMALL) if body is None else body
    lines = [start, "Host: localhost", *headers]
    lines += [kind] if kind else []
    lines += [f"Content-Length: {length or len(body)}"] if length is not None else []
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + body


class RawConnection:
    """A TCP connection for raw bytes."""

    def __init__(self, port: int, receives: int = 1 << 18) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(TIMEOUT)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = b""

    def __enter__(self) -> "RawConnection":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, *pieces: bytes) -> None:
        """Send pieces one after the other, so that each comes in by itself."""
        for piece in pieces:
            self.socket.sendall(piece)
            time.sleep(0.002 if len(pieces) > 1 else 0)

    def exchange(self, request: bytes) -> HTTPResponse:
        """The response to a request."""
        self.send(request)
        return self.read_response()

    def read_response(self) -> HTTPResponse:
        """The next response, which must come."""
        response = self.next_response()
        assert response is not None
        return response

    def next_response(self) -> HTTPResponse | None:
        """The next response; None where the server has closed the connection."""
        while (parsed := _parse_response(self._read)) is None:
            try:
                more = self.socket.recv(1 << 16)
            except ConnectionResetError:
                more = b""
            if not more:
                assert not self._read
                return None
            self._read += more
        response, self._read = parsed
        return response

    def is_silent(self, seconds: float) -> bool:
        """Whether nothing comes, and the connection stays, for so long."""
        self.socket.settimeout(seconds)
        try:
            self._read += self.socket.recv(1 << 16) or b"\0"
        except TimeoutError:
            return True
        finally:
            self.socket.settimeout(TIMEOUT)
        return False


def _parse_response(read: bytes) -> tuple[HTTPResponse, bytes] | None:
    """The first response in some bytes, and the rest of them; None while it is incomplete."""
    head, end, rest = read.partition(b"\r\n\r\n")
    start, *lines = head.decode("latin-1").split("\r\n")
    headers = {name: value for name, _, value in (line.partition(": ") for line in lines) if name != "date"}
    length = int(headers.get("content-length", 0))
    if not end or len(rest) < length:
        return None
    return HTTPResponse(int(start.split()[1]), headers, rest[:length]), rest[length:]


def exchange_all(port: int, *pieces: bytes, before: Sequence[bytes] = ()) -> list[HTTPResponse]:
    """All responses until the server closes the connection, which a last request asks it to.

    The responses to the requests `before` are read one by one first.
    """
    with RawConnection(port) as connection:
        responses = [connection.exchange(request) for request in before]
        with suppress(OSError):  # The server may have closed already.
            connection.send(*pieces, post(b"", "Connection: close", start="GET /health HTTP/1.1", length=None))
        return [*responses, *iter(connection.next_response, None)]
