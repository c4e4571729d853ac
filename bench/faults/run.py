"""One run: clients that ask, and faults that happen meanwhile."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from bench.faults.client import Counts, Question, ask_until, graphql, read_answer
from bench.faults.inject import FAULTS, kill_a_worker
from bench.faults.served import Served, serving

QUERIES = (
    '{ procedure(slug: "hysteroscopy") { name risks { nodes { name } } } }',
    '{ diagnosis(code: "E11.65") { name broader { nodes { code } } } }',
    '{ search(query: "knee pain", first: 5) { totalCount nodes { node { curie } } } }',
    "{ procedures(first: 20) { nodes { curie name } } }",
    '{ codes(list: ["E11.65", "0UT90ZZ", "nothing"]) { given } }',
)
"""None of them waits for a thread: that too much waits (503) is a matter of load, not of faults."""


@dataclass(frozen=True, slots=True)
class Run:
    """How long it takes, with how many connections, and the seconds between two kills."""

    seconds: float = 60.0
    connections: int = 1_000
    interval: float = 10.0
    full_disk: bool = False


def run(snapshot: Path, how: Run) -> Counts:
    """What happened in one run over a copy of a snapshot."""
    with serving(snapshot, full_disk=how.full_disk) as served:
        return asyncio.run(_run(served, how))


async def _run(served: Served, how: Run) -> Counts:
    counts, port = Counts(), served.port
    questions = [await _asked(port, query) for query in QUERIES]
    end = time.monotonic() + how.seconds
    clients = [ask_until(end, port, questions, counts, seed) for seed in range(how.connections)]
    await asyncio.gather(_disturb(served, counts, how, end), *clients)
    return counts


async def _asked(port: int, query: str) -> Question:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(graphql(query))
    status, body = await read_answer(reader)
    writer.close()
    assert status == 200, body
    assert b'"errors":' not in body, body
    return Question(graphql(query), body)


async def _disturb(served: Served, counts: Counts, how: Run, end: float) -> None:
    """A kill every `interval` seconds, and one of the other faults half-way between."""
    faults = iter(FAULTS)
    while time.monotonic() + how.interval / 2 < end:
        await asyncio.sleep(how.interval / 4)
        fault = next(faults, None)
        if fault is not None:
            await asyncio.to_thread(fault, served, counts)
        await asyncio.sleep(how.interval / 4)
        kill_a_worker(served, counts)
        await asyncio.sleep(min(how.interval / 2, max(0.0, end - time.monotonic())))
