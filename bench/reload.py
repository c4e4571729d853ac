"""What a new version of the data costs a server that runs: how soon it is served, what requests wait, what it holds.

    python -m bench.reload [--rounds N] [--seconds S] [--workers N]

Over a copy of the default graph whose manifest gets another version each time: so the server copies, checks and opens
all of it, as it does with what a build has written. *served after* is the time from the manifest in its place, and
SIGHUP, until new connections are answered from the new version; without SIGHUP the server looks up to half a second
later. Latencies are those of small queries by eight connections, encoded anew each time, first without a reload, then
with one every two seconds. Memory is the resident memory of all processes of the server, pages that they share counted
for each, once before the first reload and once after all. Medians of the rounds; server and client share two cores.
Linux only.
"""

import shutil
import signal
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread

from bench.peers.load import Load, drive, fetch, forever, request
from bench.peers.process import Launch, Server, running
from bench.peers.servers import COLD, COMPILED, our_command
from bench.peers.table import machine
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.store.manifest import read_manifest, write_manifest

BETWEEN = 2.0
"""Seconds between two reloads under load."""
SETTLED = 3.0
"""Seconds after which an old version is freed."""
PATIENCE = 60.0
_ASKED = [
    request("/graphql", b'{"query":"%b"}' % query)
    for query in (
        b'{ risk(slug: \\"infection\\") { name procedures(first: 20) { nodes { name curie } } } }',
        b'{ search(query: \\"hip replacement\\") { nodes { node { name } } } }',
    )
]
_VERSION = request("/graphql", b'{"query":"{ meta { version } }"}')
_versions = count(1)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is served, and the process that serves it."""

    path: Path
    server: Server

    def new_version(self) -> bytes:
        """Put another version there, have the server look, and say which version it is."""
        version = f"{next(_versions):064}"
        write_manifest(self.path, replace(read_manifest(self.path), version=version))
        self.server.process.send_signal(signal.SIGHUP)
        return version.encode()

    def served_after(self) -> float:
        """Seconds from a new version in its place until new connections are all answered from it."""
        version, started = self.new_version(), time.perf_counter()
        while not all(version in answer.body for _ in range(4) for answer in fetch(self.server.port, [_VERSION])):
            assert time.perf_counter() - started < PATIENCE
        return time.perf_counter() - started

    @contextmanager
    def reloading(self) -> Iterator[None]:
        """Put another version there every now and then."""
        over = Event()

        def reload() -> None:
            while not over.wait(BETWEEN):
                self.new_version()

        thread = Thread(target=reload)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def milliseconds(load: Load) -> tuple[float, float, float]:
    """The median, the 99th percentile and the longest of the latencies."""
    by_hundredths = quantiles(load.latencies, n=100)
    return by_hundredths[49] * 1e3, by_hundredths[98] * 1e3, max(load.latencies) * 1e3


def measure(workers: int, rounds: int, seconds: float, folder: Path) -> str:
    """A row of Markdown for so many workers."""
    launch = Launch("reload", our_command(folder, "--workers", str(workers)), COLD)
    with running([launch], [0, 1]) as (server,):
        served = Folder(folder, server)
        drive(server.port, forever(_ASKED), seconds, COMPILED)
        before = server.memory()
        quiet, reloading, after = [], [], []
        for _ in range(rounds):
            quiet.append(milliseconds(drive(server.port, forever(_ASKED), seconds, COMPILED)))
            with served.reloading():
                reloading.append(milliseconds(drive(server.port, forever(_ASKED), seconds, COMPILED)))
            time.sleep(SETTLED)
            after.append(served.served_after())
        time.sleep(SETTLED)
        held = server.memory()
    latencies = [median(column) for found in (quiet, reloading) for column in zip(*found, strict=True)]
    cells = [f"{median(after):.2f}", *(f"{one:.1f}" for one in latencies), f"{before:,.0f}", f"{held:,.0f}"]
    return f"| {workers} | {' | '.join(cells)} |"


HEAD = (
    "| workers | served after, s | p50, ms | p99 | longest | p50 while reloading | p99 | longest "
    "| memory before, MB | after |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement; %(default)s")
    parser.add_argument("--seconds", type=float, default=10, help="seconds of a round; %(default)s")
    parser.add_argument("--workers", type=int, action="append", help="workers; 1 and 2 unless given")
    given = parser.parse_args()
    ensure_default_snapshot()
    print(f"{machine()}; {given.rounds} rounds of {given.seconds:g} s\n\n{HEAD}", flush=True)
    for workers in given.workers or (1, 2):
        with TemporaryDirectory() as place:
            folder = Path(place, "graph")
            shutil.copytree(DEFAULT_SNAPSHOT, folder)
            print(measure(workers, given.rounds, given.seconds, folder), flush=True)


if __name__ == "__main__":
    main()
