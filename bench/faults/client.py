"""Clients with kept-alive connections that know what they must be answered, and count what comes instead."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.peers.load import request

HANG = 5.0
"""Seconds without an answer that count as a failure."""
KILLED_BEFORE = 2.0
"""Seconds after a worker was killed in which a connection that breaks off was one of its own."""
ANSWERED, LOST, RECONNECTED = "answered", "lost with a killed worker", "connected anew"
FAILURES = ("broken off", "wrong bytes", "server error", "other status", "hung", "not connected")
_SHOWN = 300
"""Bytes of a wrong answer that are shown."""
_PAUSE = 1.0
"""Seconds that a client waits at most before it asks again, at random."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request, and the body of its only right answer."""

    request: bytes
    body: bytes


@dataclass(slots=True)
class Counts:
    """What happened how often, the seconds that answers took, and when a worker was killed last."""

    events: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    killed_at: float = float("-inf")
    samples: dict[str, str] = field(default_factory=dict)
    """The first wrong answer of each kind."""

    def failures(self) -> dict[str, int]:
        return {cause: self.events[cause] for cause in FAILURES if self.events[cause]}

    def broke_off(self, *, in_flight: bool) -> None:
        """Count a connection that was closed: that of a killed worker, or one of another."""
        if not in_flight:
            self.events[RECONNECTED] += 1
        elif time.monotonic() - self.killed_at < KILLED_BEFORE:
            self.events[LOST] += 1
        else:
            self.events["broken off"] += 1


def graphql(query: str) -> bytes:
    return request("/graphql", b'{"query":"%b"}' % query.replace('"', '\\"').encode())


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body of the next answer.

    Raises:
        asyncio.IncompleteReadError, ConnectionError: the connection was closed before its end.
    """
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next(int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:"))
    return int(head.split(b" ", 2)[1]), await reader.readexactly(length)


async def ask_until(end: float, port: int, questions: Sequence[Question], counts: Counts, seed: int) -> None:
    """Ask one question after another over one connection, or another where it was closed."""
    chance = random.Random(seed)  # noqa: S311
    while time.monotonic() < end:
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), HANG)
        except (OSError, TimeoutError):
            counts.events["not connected"] += 1
            await asyncio.sleep(_PAUSE)
            continue
        try:
            await _ask_over(reader, writer, end, questions, counts, chance)
        finally:
            writer.close()


async def _ask_over(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    end: float,
    questions: Sequence[Question],
    counts: Counts,
    chance: random.Random,
) -> None:
    while time.monotonic() < end:
        await asyncio.sleep(chance.uniform(0, _PAUSE))
        if reader.at_eof():
            counts.broke_off(in_flight=False)
            return
        question, asked = chance.choice(questions), time.monotonic()
        try:
            writer.write(question.request)
            status, body = await asyncio.wait_for(read_answer(reader), HANG)
        except (asyncio.IncompleteReadError, ConnectionError):
            counts.broke_off(in_flight=True)
            return
        except TimeoutError:
            counts.events["hung"] += 1
            return
        counts.seconds.append(time.monotonic() - asked)
        judged = _judged(status, body, question)
        counts.events[judged] += 1
        if judged != ANSWERED:
            counts.samples.setdefault(judged, f"{status} {body[:_SHOWN]!r} to {question.request[-_SHOWN:]!r}")


def _judged(status: int, body: bytes, question: Question) -> str:
    if status >= 500:
        return "server error"
    if status != 200:
        return "other status"
    return ANSWERED if body == question.body else "wrong bytes"
