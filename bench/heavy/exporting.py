"""How long a page takes while one client exports the whole graph, again and again.

python -m bench.heavy.exporting [--formats NAME …] [--clients N] [--apart] [--rounds N] [--seconds S] [--rate N]

The server runs over the default graph on all cores but the first, the clients on that one. Pages are asked for as in
`bench.heavy`; who exports is a process of its own, which reads as fast as it can and forgets what it reads. Rounds
with it and without take turns; with `--apart` each export is written by a process of its own instead, on the server's
cores, as if the server had started it; p50 and p99 are medians of the rounds, the longest is that of all. Linux only.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.heavy.measure import Pace, Pages, pages_of
from bench.heavy.mixed import Mixed, mixed
from bench.peers.data import DEFAULT, prepare
from bench.peers.load import fetch
from bench.peers.process import Launch, Server, running
from bench.peers.questions import questions
from bench.peers.servers import COMPILED, our_command
from bench.peers.table import machine
from graph.export.formats import FORMATS
from graph.model.source_files import ROOT

WHOLE = ("jsonl", "graphml")
HEAD = (
    "| exported again and again | MB | meanwhile, s | page p50 ms | p99 | longest | without it p50 | p99 | longest |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)


@dataclass(frozen=True, slots=True)
class Exported:
    """Exports that were whole: the seconds that half of them took at most, and bytes."""

    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Readers:
    """So many clients that export, on some cores; `words` are for `bench.heavy.reader`."""

    words: Sequence[str]
    count: int
    cores: Sequence[int]

    @contextmanager
    def reading(self) -> Iterator[list[str]]:
        """They run; what they wrote, once they have ended."""
        said = list[str]()
        with TemporaryDirectory() as folder:
            files = [Path(folder, str(number)) for number in range(self.count)]
            processes = [self._start(file) for file in files]
            try:
                yield said
            finally:
                for process in processes:
                    assert process.poll() is None, "a client could not export"
                    process.terminate()
                    process.wait()
                said.extend(line for file in files for line in file.read_text().splitlines())

    def _start(self, file: Path) -> "subprocess.Popen[bytes]":
        command = ["taskset", "-c", ",".join(map(str, self.cores)), sys.executable, "-m", "bench.heavy.reader"]
        with file.open("wb") as out:
            return subprocess.Popen([*command, *self.words], cwd=ROOT, stdout=out)


def main(words: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    known = [name for name in WHOLE if name in FORMATS]
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=known, metavar="NAME", help="%(default)s")
    parser.add_argument("--clients", type=int, default=1, help="that export at a time; %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each measurement; %(default)s")
    parser.add_argument("--seconds", type=float, default=15, help="seconds of a round; %(default)s")
    parser.add_argument("--rate", type=float, default=100, help="pages asked for in a second; %(default)s")
    parser.add_argument("--apart", action="store_true", help="exports in processes of their own, on the server's cores")
    given = parser.parse_args(words)
    cores = sorted(os.sched_getaffinity(0))
    assert len(cores) > 1, "this needs two cores"
    pace = Pace(given.rounds, given.seconds, given.rate)
    data = prepare(DEFAULT)
    pages = questions(data)[0].requests()
    launch = Launch("ours", our_command(data.snapshot), mark=COMPILED)
    with running([launch], cores[1:]) as (server,):
        os.sched_setaffinity(0, cores[:1])
        for _ in fetch(server.port, pages, server.mark):
            pass  # All pages are warm.
        print(f"{machine()}.\n\n{HEAD}", flush=True)
        for name in given.formats:
            reader = ["apart", name] if given.apart else [str(server.port), f"/export/{name}"]
            readers = Readers(reader, given.clients, cores[1:] if given.apart else cores[:1])
            print(_row(server, pages, name, readers, pace), flush=True)


def _row(server: Server, pages: Sequence[bytes], name: str, readers: Readers, pace: Pace) -> str:
    """What was measured of one format, as a row of Markdown."""
    asked, before = cycle(pages), server.memory()
    quiet, loaded, exports = list[Mixed](), list[Mixed](), list[Exported]()
    for _ in range(pace.rounds):
        quiet.append(mixed(server.port, asked, server.mark, None, pace.rate, pace.seconds))
        with readers.reading() as written:
            loaded.append(mixed(server.port, asked, server.mark, None, pace.rate, pace.seconds))
        exports.extend(_exported(written))
    took = f"{median(one.seconds for one in exports):,.1f}" if exports else f"over {pace.seconds:g}"
    size = f"{exports[0].size / 1e6:,.0f}" if exports else "–"
    title = f"{FORMATS[name].title}{f', {readers.count} at a time' if readers.count > 1 else ''}"
    print(f"{title}: {before:.0f} MB before, {server.memory():.0f} MB after", file=sys.stderr)
    return f"| {title} | {size} | {took} | {_cells(pages_of(loaded))} | {_cells(pages_of(quiet))} |"


def _cells(found: Pages) -> str:
    return " | ".join(f"{took:,.1f}" for took in (found.p50, found.p99, found.longest))


def _exported(lines: Sequence[str]) -> Iterator[Exported]:
    for line in lines:
        seconds, size = line.split()
        yield Exported(float(seconds), int(size))


if __name__ == "__main__":
    main()
