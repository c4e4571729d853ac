"""One exchange with a server: bytes are sent while the answer is read, whichever the server does first."""

import select
import socket
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass, field

import httptools
import orjson

from tests.serving.hostile.hostile_request import HostileRequest

_READ = 1 << 16
_MOST_SENT = 99 << 20
"""Bytes after which no more is sent of what has no end."""
_PATIENCE = 30.0
"""Seconds without an answer after which there is none."""


@dataclass(slots=True)
class Exchanged:
    """The answer; `status` is None where the connection was closed without one."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_complete: bool = False
    seconds: float = 0.0

    @property
    def code(self) -> str:
        """That of the first error, if there is one."""
        content = zlib.decompress(self.body, 31) if self.headers.get("content-encoding") == "gzip" else self.body
        with suppress(orjson.JSONDecodeError):
            answer = orjson.loads(content)
            if isinstance(answer, dict) and answer.get("errors"):
                return str(answer["errors"][0]["extensions"]["code"])
        return ""


class _Receiver:
    """Receives the callbacks of httptools for the first response that is not an interim one."""

    def __init__(self, *, has_no_body: bool) -> None:
        self.answer, self._has_no_body = Exchanged(), has_no_body
        self.parser = httptools.HttpResponseParser(self)

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.answer.is_complete:
            self.answer.headers[name.decode().lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        status = self.parser.get_status_code()
        if self.answer.is_complete:  # What is pipelined has answers, too.
            return
        self.answer.status = status if status >= 200 else None
        self.answer.is_complete = self._has_no_body and status >= 200

    def on_body(self, body: bytes) -> None:
        if not self.answer.is_complete:
            self.answer.body += body

    def on_message_complete(self) -> None:
        self.answer.is_complete = self.answer.is_complete or self.answer.status is not None


def exchange(port: int, hostile: HostileRequest) -> Exchanged:
    """What a server answers to a request.

    Raises:
        TimeoutError: nothing came, and the connection stayed.
    """
    receiver = _Receiver(has_no_body=hostile.request.startswith(b"HEAD "))
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setblocking(False)
        _Talk(connection, hostile, receiver).run(started + _PATIENCE)
    receiver.answer.seconds = time.monotonic() - started
    return receiver.answer


class _Talk:
    """Sends what is left to send, and reads until the answer is whole or the connection is closed."""

    def __init__(self, connection: socket.socket, hostile: HostileRequest, receiver: _Receiver) -> None:
        self._connection, self._receiver = connection, receiver
        self._left, self._endless, self._sent = memoryview(hostile.request or hostile.endless), hostile.endless, 0

    def run(self, end: float) -> None:
        is_open = True
        while is_open and not self._receiver.answer.is_complete:
            wants = [self._connection] if self._left else []
            readable, writable, _ = select.select([self._connection], wants, [], max(0.0, end - time.monotonic()))
            if not readable and not writable:
                raise TimeoutError
            if readable:
                is_open = self._read()
            elif writable:
                self._send()

    def _read(self) -> bool:
        """Read what has come; whether the connection is still open."""
        try:
            data = self._connection.recv(_READ)
        except ConnectionError:
            return False
        try:
            self._receiver.parser.feed_data(data)
        except httptools.HttpParserError:
            if not self._receiver.answer.is_complete:  # To HEAD, the parser awaits a body.
                raise
        return bool(data)

    def _send(self) -> None:
        try:
            sent = self._connection.send(self._left[:_READ])
        except ConnectionError:  # The answer may have come before.
            self._left, self._endless = memoryview(b""), b""
            return
        self._left, self._sent = self._left[sent:], self._sent + sent
        if not self._left and self._endless and self._sent < _MOST_SENT:
            self._left = memoryview(self._endless)
