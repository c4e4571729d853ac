"""How fast the server completes what is being typed: whole answers over HTTP, beside the floor of an empty one.

    python -m bench.suggest [--rounds N] [--requests N]

The server runs over the default graph on one core, the client on another, with one connection that is kept alive. Asked
are all beginnings, up to twelve characters, of names and codes of the graph, each kind of node having its share, in a
fixed random order: more of them than the server remembers. The floor is `/health` of the same server. Rounds of both
take turns, and every figure is the median of its rounds. Linux only: cores are chosen as Linux does it.
"""

import json
import os
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from random import Random
from statistics import mean, median, quantiles

from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.elements import Node, split_curie
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import ROOT
from graph.store.snapshot import attach_snapshot

SUGGEST = (
    "query ($prefix: String!) { suggest(prefix: $prefix, first: 10) { node { curie name kind } matchType text words } }"
)
TEXTS, LONGEST, SEED = 300, 12, 20_261_122
WARM_UP = 200
START_SECONDS = 180
Ask = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds that half and 99 of 100 requests take at most, and requests a second over one connection."""

    p50: float
    p99: float
    rate: float


def prefixes(nodes: Sequence[Node]) -> list[str]:
    """All beginnings of the texts, each once for every text that has it, in a fixed random order."""
    found = [text[:end] for text in _texts(nodes) for end in range(1, min(len(text), LONGEST) + 1)]
    Random(SEED).shuffle(found)  # noqa: S311
    return found


def _texts(nodes: Sequence[Node]) -> list[str]:
    """Different names and codes, as many of each kind of node as there are, up to the share of the kind."""
    random = Random(SEED)  # noqa: S311
    by_kind: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        prefix, local = split_curie(node.curie)
        by_kind[node.kind].add(node.name)
        if prefix in ONTOLOGY.nodes[node.kind].coded:
            by_kind[f"{node.kind} by code"].add(local)
    shuffled = {kind: random.sample(sorted(texts), min(len(texts), TEXTS)) for kind, texts in sorted(by_kind.items())}
    turns = (texts[turn] for turn in range(TEXTS) for texts in shuffled.values() if turn < len(texts))
    return list(islice(dict.fromkeys(turns), TEXTS))


@contextmanager
def serving(core: int) -> Iterator[int]:
    """The server as a process held to one core; gives its port once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "server.py", "--port", str(port), "--store", f"snapshot:{DEFAULT_SNAPSHOT}"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    os.sched_setaffinity(process.pid, {core})
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            _get(HTTPConnection("127.0.0.1", port), "/ready")
        except ConnectionError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _get(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, body
    return body


def suggest(connection: HTTPConnection, prefix: str) -> bytes:
    """The whole answer for a prefix."""
    body = json.dumps({"query": SUGGEST, "variables": {"prefix": prefix}})
    connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    assert response.status == 200, answer
    assert b'"errors"' not in answer, answer
    return answer


def timed(ask: Ask, count: int) -> Figures:
    """The figures of so many requests, one after another."""
    taken = []
    for _ in range(count):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    cuts = quantiles(taken, n=100, method="inclusive")
    return Figures(cuts[49], cuts[98], 1000 / mean(taken))


def measure(port: int, typed: Sequence[str], rounds: int, count: int) -> tuple[Figures, Figures]:
    """The medians of the floor and of the suggestions."""
    connection, rotating = HTTPConnection("127.0.0.1", port), cycle(typed)
    asks: tuple[Ask, Ask] = (
        lambda: _get(connection, "/health"),
        lambda: suggest(connection, next(rotating)),
    )
    for ask in asks:
        timed(ask, WARM_UP)
    taken = [[timed(ask, count) for ask in asks] for _ in range(rounds)]
    floor, suggested = (_median(column) for column in zip(*taken, strict=True))
    return floor, suggested


def _median(column: Sequence[Figures]) -> Figures:
    return Figures(
        median(one.p50 for one in column), median(one.p99 for one in column), median(one.rate for one in column)
    )


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each measurement; %(default)s")
    parser.add_argument("--requests", type=int, default=1000, help="requests of a round; %(default)s")
    given = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    assert len(cores) > 1, "this needs two cores"
    ensure_default_snapshot()
    typed = prefixes(list(attach_snapshot(DEFAULT_SNAPSHOT).graph.all_nodes()))
    os.sched_setaffinity(0, {cores[0]})
    with serving(cores[-1]) as port:
        floor, suggested = measure(port, typed, given.rounds, given.requests)
    print(f"{len(typed)} prefixes, {len(set(typed))} different; {given.rounds} rounds of {given.requests} requests\n")
    print("| | p50 | p99 | requests/s |")
    print("|---|---:|---:|---:|")
    for name, found in (("GET /health", floor), ("suggest, 10 hits with their nodes", suggested)):
        print(f"| {name} | {found.p50:.2f} ms | {found.p99:.2f} ms | {found.rate:.0f} |")


if __name__ == "__main__":
    main()
