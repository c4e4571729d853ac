"""What a second worker brings on two cores: the throughput of `--workers 2` beside that of `--workers 1`.

    python -m bench.workers [--rounds N] [--seconds S]

Over the graph of 5,000 procedures of `bench.peers`, without the cache of answers and with it (cached). Server and
client may run wherever the kernel puts them, on two cores in all. The client takes its share of them: with one worker
it has a core to itself, with two it takes from what they could use. So the table says what part of the CPU time it
took, and which ratio there could be at most: with `s` of CPU for a request in the server and `c` in the client, one
worker answers at most `1 / s` requests a second and two at most `2 / (s + c)`. How many of the two cores server and
client took together says whether that could be reached: with two workers less than two means that something else ran,
or that a worker had nothing to do. Connections fall to the workers as the kernel deals them out, anew each round; the
share of the busier worker tells how evenly. Rounds of both servers take turns; every figure is the median of its
rounds. Linux only.
"""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from statistics import median

from bench.peers.data import prepare
from bench.peers.load import drive, forever
from bench.peers.process import Launch, Server, running
from bench.peers.questions import Question, questions
from bench.peers.servers import COLD, COMPILED, our_command
from bench.peers.table import machine

SIZE = "5000"
ASKED = ("search", "list", "deep", "page")
CONNECTIONS = 16
"""So many that it would be odd if a worker had none."""
CORES = 2
CACHED = ", cached"


@dataclass(frozen=True, slots=True)
class Figures:
    """Requests a second; seconds of CPU for a request in server and client; the busier process' share of the server."""

    rate: float
    server: float
    client: float
    busier: float

    @property
    def share(self) -> float:
        """The client's part of the CPU time."""
        return self.client / (self.client + self.server)

    @property
    def cores(self) -> float:
        """How many cores server and client took together."""
        return self.rate * (self.client + self.server)


def measured(server: Server, question: Question, seconds: float) -> Figures:
    """The figures of one round."""
    before = server.cpu_by_process()
    load = drive(server.port, forever(question.requests()), seconds, COMPILED, CONNECTIONS)
    taken = [now - before.get(pid, 0) for pid, now in server.cpu_by_process().items()]
    count = len(load.latencies)
    return Figures(count / load.elapsed, sum(taken) / count, load.busy * load.elapsed / count, max(taken) / sum(taken))


def compare(
    one: Server, two: Server, question: Question, rounds: int, seconds: float, warm_up: float
) -> tuple[Figures, Figures]:
    """The medians of one worker and of two, measured in turns."""
    servers = (one, two)
    for server in servers:
        measured(server, question, warm_up)
    taken = [[measured(server, question, seconds) for server in servers] for _ in range(rounds)]
    first, second = (_median(column) for column in zip(*taken, strict=True))
    return first, second


def _median(rounds: Sequence[Figures]) -> Figures:
    return Figures(*(median(column) for column in zip(*map(astuple, rounds), strict=True)))


def row(name: str, one: Figures, two: Figures) -> str:
    """What was measured of one question, as a row of Markdown."""
    most = 2 * one.server / (one.server + one.client)
    cells = [
        *(name, f"{one.rate:,.0f}", f"{two.rate:,.0f}", f"{two.rate / one.rate:.2f}", f"{most:.2f}"),
        *(f"{found.server * 1e6:,.0f}" for found in (one, two)),
        *(f"{found.share:.0%}" for found in (one, two)),
        *(f"{found.cores:.2f}" for found in (one, two)),
        f"{two.busier:.0%}",
    ]
    return f"| {' | '.join(cells)} |"


HEAD = (
    "| query | 1 worker, requests/s | 2 workers, requests/s | ratio | at most | CPU µs, 1 | CPU µs, 2 "
    "| client's share, 1 | client's share, 2 | cores, 1 | cores, 2 | busier of 2 |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement; %(default)s")
    parser.add_argument("--seconds", type=float, default=3, help="seconds of a round; %(default)s")
    parser.add_argument("--warm-up", type=float, default=3, help="seconds of warming up; %(default)s")
    given = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    assert len(cores) == CORES, "this needs two cores"
    os.sched_setaffinity(0, cores)
    data = prepare(SIZE)
    sorted_by_name = {question.name: question for question in questions(data)}
    how = f"{given.rounds} rounds of {given.seconds:g} s after {given.warm_up:g} s of warming up"
    print(f"{machine()}.\n\n{data.title}; {how}; {CONNECTIONS} connections\n\n{HEAD}", flush=True)
    for environment, mark in ((COLD, ""), ({}, CACHED)):
        launches = [
            Launch(f"{count} workers", our_command(data.snapshot, "--workers", str(count)), environment)
            for count in (1, 2)
        ]
        with running(launches, cores) as (one, two):
            for name in ASKED:
                found = compare(one, two, sorted_by_name[name], given.rounds, given.seconds, given.warm_up)
                print(row(name + mark, *found), flush=True)


if __name__ == "__main__":
    main()
