"""Measuring servers in turns: for each question all of them are warmed up, then asked in rounds."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.peers.load import Load, drive, forever, request
from bench.peers.questions import Question
from bench.peers.same import compare
from bench.peers.servers import FLOOR, OURS, Server


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is measured: rounds, the seconds of each, and the seconds of warming up before them."""

    rounds: int
    seconds: float
    warm_up: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Microseconds of CPU for a request, requests a second, milliseconds; the share of time the client worked."""

    cpu: float
    rate: float
    p50: float
    p99: float
    busy: float


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one server for one question."""

    question: str
    server: str
    size: int
    figures: Figures
    spread: float
    """By how much the CPU time of the rounds differs: the largest by the smallest, less one."""


def measure(question: Question, servers: Sequence[Server], pace: Pace) -> list[Row]:
    """Compare the answers, warm up, and measure in rounds."""
    ours = next(server for server in servers if server.name == OURS)
    size = compare(question, ours, [server for server in servers if server.name not in (OURS, FLOOR)])
    asked = question.requests()
    constant = [request(f"/{size}", one.partition(b"\r\n\r\n")[2]) for one in asked]
    turns = [(server, forever(constant if server.name == FLOOR else asked)) for server in servers]
    for server, requests in turns:
        drive(server.port, requests, pace.warm_up)
    taken: dict[str, list[Figures]] = {server.name: [] for server in servers}
    for number in range(pace.rounds):
        for server, requests in turns:
            before = server.cpu()
            load = drive(server.port, requests, pace.seconds)
            taken[server.name].append(_figures(server.cpu() - before, load))
        print(f"  {question.name}: round {number + 1} of {pace.rounds}", file=sys.stderr, flush=True)
    return [Row(question.name, name, size, _median(rounds), _spread(rounds)) for name, rounds in taken.items()]


def _figures(cpu: float, load: Load) -> Figures:
    count = len(load.latencies)
    cuts = quantiles(load.latencies, n=100, method="inclusive") if count > 1 else list(load.latencies) * 99
    return Figures(cpu / count * 1e6, count / load.elapsed, cuts[49] * 1000, cuts[98] * 1000, load.busy)


def _median(rounds: Sequence[Figures]) -> Figures:
    return Figures(
        median(one.cpu for one in rounds),
        median(one.rate for one in rounds),
        median(one.p50 for one in rounds),
        median(one.p99 for one in rounds),
        median(one.busy for one in rounds),
    )


def _spread(rounds: Sequence[Figures]) -> float:
    times = [one.cpu for one in rounds]
    return max(times) / min(times) - 1
