"""A client that asks for pages as readers come, at random times, while it asks something else again and again.

Pages are due at times that are set beforehand, the same every time, and each is counted from when it was due: a server
that is busy for a second thus makes all wait who came in that second, and not only the first of them. Connections are
kept, as many as there are pages in a second, and take turns; where all of them wait, there are more. If the server
closed one that had nothing to do, or was too busy to see that it had, another takes its place, as with any client. What
else is asked goes over a connection of its own, again as soon as it is answered.
"""

import gc
import select
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from math import ceil
from random import Random

from bench.peers.load import TIMEOUT, BadAnswer, Connection, check, connect

SEED = 20_261_122
_SPIN = 0.001
"""Seconds before a page is due in which the client does not sleep: the kernel would wake it too late."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """Seconds that each page took, and each of what else was asked."""

    pages: Sequence[float]
    others: Sequence[float]


def due_times(rate: float, seconds: float) -> list[float]:
    """When pages are due: on average `rate` a second, at random."""
    random = Random(SEED)  # noqa: S311
    gaps = iter(lambda: random.expovariate(rate), None)
    return list(takewhile(lambda due: due < seconds, accumulate(gaps)))


def mixed(
    port: int, pages: Iterator[bytes], mark: bytes, others: Iterator[bytes] | None, rate: float, seconds: float
) -> Mixed:
    """Ask for pages for so many seconds, and for the others if there are any; wait for the last answers.

    Raises:
        BadAnswer: an answer is an error, or that of a page lacks the mark.
        TimeoutError: nothing came for long.
    """
    client = _Client(port, mark)
    gc.disable()
    try:
        for _ in range(ceil(rate)):
            client.ask_page(next(pages), time.perf_counter())
        while client.waiting:
            client.take(TIMEOUT)
        client.pages.clear()
        _run(client, pages, others, rate, seconds)
    finally:
        gc.enable()
        client.close()
    return Mixed(client.pages, client.others)


def _run(
    client: "_Client", pages: Iterator[bytes], others: Iterator[bytes] | None, rate: float, seconds: float
) -> None:
    start = time.perf_counter()
    due = deque(start + after for after in due_times(rate, seconds))
    if others is not None:
        client.ask_other(next(others))
    while due or client.waiting:
        while due and due[0] <= time.perf_counter():
            client.ask_page(next(pages), due.popleft())
        patience = max(0.0, due[0] - time.perf_counter() - _SPIN) if due else TIMEOUT
        if client.take(patience) and others is not None and due:
            client.ask_other(next(others))


@dataclass(slots=True)
class _Client:
    """All connections, by their numbers those that wait and for what, those that do not; what answers took until now.

    `other` is the number of the connection for what else is asked.
    """

    port: int
    mark: bytes
    poll: select.epoll = field(default_factory=select.epoll)
    opened: dict[int, Connection] = field(default_factory=dict)
    waiting: dict[int, bytes] = field(default_factory=dict)
    idle: deque[int] = field(default_factory=deque)
    other: int | None = None
    pages: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)

    def ask_page(self, request: bytes, due: float) -> None:
        self._ask(self.idle.popleft() if self.idle else self._open(), request, due)

    def ask_other(self, request: bytes) -> None:
        self.other = self._open() if self.other is None else self.other
        self._ask(self.other, request, time.perf_counter())

    def _open(self) -> int:
        connection = connect(self.port)
        number = connection.socket.fileno()
        self.opened[number] = connection
        self.poll.register(number, select.EPOLLIN)
        return number

    def _ask(self, number: int, request: bytes, due: float) -> None:
        self.waiting[number] = request
        with suppress(ConnectionError):  # It was closed just now: to be seen when it is read.
            self.opened[number].ask(request)
        self.opened[number].asked = due

    def take(self, patience: float) -> bool:
        """Wait for answers so many seconds and take them; whether what else was asked is answered."""
        ready = self.poll.poll(patience)
        if not ready and patience >= TIMEOUT:
            raise TimeoutError
        answered = False
        for number, _ in ready:
            try:
                whole = self.opened[number].take()
            except (BadAnswer, ConnectionError):
                self._replace(number)
            else:
                answered = (whole and self._taken(number)) or answered
        return answered

    def _taken(self, number: int) -> bool:
        """Note a whole answer; whether it is to what else was asked."""
        took, answer = time.perf_counter() - self.opened[number].asked, self.opened[number].answer()
        del self.waiting[number]
        if number == self.other:
            self.others.append(took)
            check(answer)
            return True
        self.pages.append(took)
        self.idle.append(number)
        check(answer, self.mark)
        return False

    def _replace(self, number: int) -> None:
        """Drop a connection that was closed; what waits for an answer there is asked again, and counts from before."""
        closed, request = self.opened.pop(number), self.waiting.pop(number, None)
        if number in self.idle:
            self.idle.remove(number)
        self.poll.unregister(number)
        closed.socket.close()
        if request is not None:
            other = number == self.other
            self._ask(fresh := self._open(), request, closed.asked)
            self.other = fresh if other else self.other

    def close(self) -> None:
        self.poll.close()
        for connection in self.opened.values():
            connection.socket.close()
