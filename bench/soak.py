"""Mixed traffic for long: whether the server keeps its memory, its files and its threads.

python -m bench.soak [--minutes N] [--clients N]

Clients ask the stored queries of `data/queries/`, random pages of nodes, and the hostile requests of
`tests/serving/hostile`, in random order, each over a connection of its own. Each minute is a line: resident
memory, open files and threads of the server, the requests of the minute, p50 and p99. The exit code is 1 where memory
grows by more than a fifth after the first minute, where threads or files grow, or where a request is not answered as it
should be. Linux only.
"""

import random
import threading
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.store.snapshot import attach_snapshot
from serving.stored_operations import stored_operations
from tests.serving.hostile import FAMILIES
from tests.serving.hostile.exchange import exchange
from tests.serving.hostile.hostile_request import HEAVY, HostileRequest, graphql
from tests.serving.server_process import ServerProcess, server_process

PAGES = 2_000
HOSTILE_SHARE = 0.05
"""Of the requests."""
GROWTH = 1.2
"""What memory may grow to in parts of what it was after the first minute."""
SPARE = 8
"""Files and threads that may be open beside those of the first minute, for what is being answered at the time."""


@dataclass(slots=True)
class Traffic:
    """The seconds of the requests of this minute, and what was not answered as it should be."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds."""

    megabytes: float
    files: int
    threads: int

    @classmethod
    def of(cls, server: ServerProcess) -> "Held":
        process = Path(f"/proc/{server.process.pid}")
        return cls(server.resident_megabytes, _entries(process / "fd"), _entries(process / "task"))


def _entries(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())


def pages() -> list[HostileRequest]:
    """Ordinary requests: stored queries, and random nodes with what they are joined to."""
    graph, chance = attach_snapshot(DEFAULT_SNAPSHOT).graph, random.Random(1)  # noqa: S311
    fields = "byCurie(curie: $curie) { id kind name } neighborhood(of: [$curie]) { truncated }"
    query = f"query ($curie: String!) {{ {fields} }}"
    curies = [graph.curie(chance.randrange(len(graph))) for _ in range(PAGES)]
    stored = [graphql(name, one.text, seconds=HEAVY) for name, one in stored_operations().items()]
    return [*stored * 10, *(graphql(curie, query, variables={"curie": curie}) for curie in curies)]


def ask(port: int, ordinary: Sequence[HostileRequest], traffic: Traffic, end: threading.Event, seed: int) -> None:
    """Ask until the end."""
    chance = random.Random(seed)  # noqa: S311
    hostile = [one for requests in FAMILIES.values() for one in requests if one.seconds < HEAVY and not one.endless]
    while not end.is_set():
        asked = chance.choice(hostile if chance.random() < HOSTILE_SHARE else ordinary)
        try:
            answer = exchange(port, asked)
        except (OSError, TimeoutError) as error:
            traffic.wrong.append(f"{asked.name}: {error!r}")
            continue
        traffic.seconds.append(answer.seconds)
        if (answer.status, answer.code) != (asked.status, asked.code):
            traffic.wrong.append(f"{asked.name}: {answer.status} {answer.code}")


def soak(server: ServerProcess, minutes: int, clients: int) -> int:
    """The exit code."""
    traffic, end, ordinary = Traffic(), threading.Event(), pages()
    threads = [
        threading.Thread(target=ask, args=(server.port, ordinary, traffic, end, seed)) for seed in range(clients)
    ]
    for thread in threads:
        thread.start()
    held = list[Held]()
    try:
        for minute in range(1, minutes + 1):
            time.sleep(60)
            held.append(Held.of(server))
            print(line(minute, held[-1], traffic), flush=True)
            traffic.seconds.clear()
    finally:
        end.set()
        for thread in threads:
            thread.join()
    return verdict(held, traffic)


def line(minute: int, held: Held, traffic: Traffic) -> str:
    taken = sorted(traffic.seconds)
    p50, p99 = (taken[len(taken) * percent // 100] * 1e3 for percent in (50, 99))
    kept = f"{held.megabytes:,.0f} MB, {held.files} files, {held.threads} threads"
    return f"minute {minute}: {kept}; {len(taken):,} requests, p50 {p50:.1f} ms, p99 {p99:.1f} ms"


def verdict(held: Sequence[Held], traffic: Traffic) -> int:
    """Print what is wrong; 1 if anything is."""
    first, last = held[0], held[-1]
    wrong = [*dict.fromkeys(traffic.wrong)][:20]
    if last.megabytes > GROWTH * first.megabytes:
        wrong.append(f"memory has grown from {first.megabytes:,.0f} to {last.megabytes:,.0f} MB")
    if last.files > first.files + SPARE or last.threads > first.threads + SPARE:
        wrong.append(f"files or threads have grown: {first} became {last}")
    for cause in wrong:
        print(cause)
    return 1 if wrong else 0


def main() -> int:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=10, help="how long it takes; %(default)s")
    parser.add_argument("--clients", type=int, default=4, help="clients that ask at a time; %(default)s")
    given = parser.parse_args()
    ensure_default_snapshot()
    with TemporaryDirectory() as place, server_process(DEFAULT_SNAPSHOT, Path(place, "said")) as server:
        return soak(server, given.minutes, given.clients)


if __name__ == "__main__":
    raise SystemExit(main())
