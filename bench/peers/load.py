"""A load client: several kept-alive connections, each of which asks again as soon as it is answered.

One thread waits for all of them and does little else, so that it asks faster than any server here answers. After the
time is over no more is asked, and what was asked is waited for: so each request that counts lies wholly within the
measured time, which matters where one takes seconds.
"""

import gc
import re
import select
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

CONNECTIONS = 8
TIMEOUT = 300
_BUFFER = 1 << 18
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_ERRORS = b'"errors":'
_END = b"\r\n\r\n"


class BadAnswer(Exception):
    """A server answered with an error, or not in the way in which it should."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its head, and its body as one piece."""

    head: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds that each request took, how long all took together, and the share of that in which the client worked."""

    latencies: Sequence[float]
    elapsed: float
    busy: float


@dataclass(slots=True)
class Connection:
    """A connection that waits for an answer: what has come of it and how much is to come, where that was said."""

    socket: socket.socket
    asked: float = 0.0
    parts: list[bytes] = field(default_factory=list)
    missing: int | None = None

    def ask(self, request: bytes) -> None:
        self.asked = time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> bool:
        """Read what is there; whether the answer is whole."""
        data = self.socket.recv(_BUFFER)
        if not data:
            raise BadAnswer("the server closed a connection")
        self.parts.append(data)
        if self.missing is not None:
            self.missing -= len(data)
            return self.missing == 0
        head = self.parts[0] if len(self.parts) == 1 else b"".join(self.parts)
        end = head.find(_END)
        if end < 0:
            return False
        stated = _LENGTH.search(head, 0, end)
        if stated is None:
            return head.endswith(b"0\r\n\r\n")
        self.missing = end + 4 + int(stated[1]) - len(head)
        return self.missing == 0

    def answer(self) -> bytes:
        """The whole answer with its head; the connection is ready for the next."""
        whole = self.parts[0] if len(self.parts) == 1 else b"".join(self.parts)
        self.parts, self.missing = [], None
        return whole


def check(answer: bytes, mark: bytes = b"") -> None:
    """That an answer is good, and that its head holds `mark`. GraphQL's errors come before the data, or after it.

    Raises:
        BadAnswer: it is not, or it does not.
    """
    failed = _ERRORS in answer[:500] or _ERRORS in answer[-500:]
    if not answer.startswith(b"HTTP/1.1 200") or failed:
        raise BadAnswer(answer[:2000].decode(errors="replace"))
    if mark:
        head = answer[: answer.find(_END)].lower()
        if mark not in head:
            raise BadAnswer(f"the head of the answer lacks '{mark.decode()}':\n{head.decode(errors='replace')}")


def connect(port: int) -> Connection:
    connected = socket.create_connection(("127.0.0.1", port), TIMEOUT)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Connection(connected)


def fetch(port: int, requests: Sequence[bytes], mark: bytes = b"") -> Iterator[Answer]:
    """The answers to some requests, one after another.

    Raises:
        BadAnswer: an answer is not good (see `check`).
    """
    connection = connect(port)
    with connection.socket:
        for request in requests:
            connection.ask(request)
            while not connection.take():
                pass
            answer = connection.answer()
            check(answer, mark)
            head, _, body = answer.partition(_END)
            yield Answer(head, body if _LENGTH.search(head) else _unchunk(body))


def _unchunk(body: bytes) -> bytes:
    parts = []
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        parts.append(rest[:length])
        body = rest[length + 2 :]
    return b"".join(parts)


def drive(
    port: int, requests: Iterator[bytes], seconds: float, mark: bytes = b"", connections: int = CONNECTIONS
) -> Load:
    """Ask for so many seconds, and wait for the last answers.

    Raises:
        BadAnswer: an answer is not good (see `check`).
        TimeoutError: nothing came for long.
    """
    poll = select.epoll()
    waiting = {connection.socket.fileno(): connection for connection in (connect(port) for _ in range(connections))}
    opened = list(waiting.values())
    for number in waiting:
        poll.register(number, select.EPOLLIN)
    latencies = list[float]()
    gc.disable()
    try:
        worked, start = time.process_time(), time.perf_counter()
        for connection in opened:
            connection.ask(next(requests))
        while waiting:
            latencies.extend(_answered(poll, waiting, requests, mark, start + seconds))
        elapsed = time.perf_counter() - start
        busy = (time.process_time() - worked) / elapsed
    finally:
        gc.enable()
        poll.close()
        for connection in opened:
            connection.socket.close()
    return Load(latencies, elapsed, busy)


def _answered(
    poll: select.epoll, waiting: dict[int, Connection], requests: Iterator[bytes], mark: bytes, end: float
) -> Iterator[float]:
    """Take the answers that are there and ask again; how long each took."""
    ready = poll.poll(TIMEOUT)
    if not ready:
        raise TimeoutError
    for number, _ in ready:
        connection = waiting[number]
        if connection.take():
            now = time.perf_counter()
            yield now - connection.asked
            check(connection.answer(), mark)
            if now < end:
                connection.ask(next(requests))
            else:
                poll.unregister(number)
                del waiting[number]


def request(path: str, body: bytes) -> bytes:
    """A POST of JSON as bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def forever(requests: Sequence[bytes]) -> Iterator[bytes]:
    """The requests, again and again."""
    return cycle(requests)
