"""Measuring servers in turns: for each question all of them are warmed up, then asked in rounds."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.peers import compiled
from bench.peers.load import BadAnswer, Load, drive, forever, request
from bench.peers.process import Server
from bench.peers.questions import Question
from bench.peers.same import compare
from bench.peers.servers import BEFORE, FLOOR

NOT_COMPILED = "not compiled"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is measured: rounds, the seconds of each, and the seconds of warming up before them."""

    rounds: int
    seconds: float
    warm_up: float

    def seconds_of(self, measurements: int) -> float:
        """How long so many measurements take, each of one server and one question."""
        return measurements * (self.warm_up + self.rounds * self.seconds)


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
    note: str = ""


def measure(question: Question, servers: Sequence[Server], pace: Pace) -> list[Row]:
    """Check that ours runs compiled, compare the answers, warm up, and measure in rounds."""
    ours = [server for server in servers if server.mark]
    compiled.check(question, ours)
    size = compare(question, ours[0], [server for server in servers if server not in ours and server.name != FLOOR])
    notes = {server.name: _note(question, server) for server in servers}
    asked = question.requests()
    constant = [request(f"/{size}", one.partition(b"\r\n\r\n")[2]) for one in asked]
    turns = [(server, forever(constant if server.name == FLOOR else asked)) for server in servers]
    for server, requests in turns:
        _drive(question, server, requests, pace.warm_up)
    taken: dict[str, list[Figures]] = {server.name: [] for server in servers}
    for number in range(pace.rounds):
        for server, requests in turns:
            before = server.cpu()
            load = _drive(question, server, requests, pace.seconds)
            taken[server.name].append(_figures(server.cpu() - before, load))
        print(f"  {question.name}: round {number + 1} of {pace.rounds}", file=sys.stderr, flush=True)
    return [
        Row(question.name, name, size, _median(rounds), _spread(rounds), notes[name]) for name, rounds in taken.items()
    ]


def _note(question: Question, server: Server) -> str:
    return NOT_COMPILED if server.name == BEFORE and not compiled.is_compiled(question, server) else ""


def _drive(question: Question, server: Server, requests: Iterator[bytes], seconds: float) -> Load:
    try:
        return drive(server.port, requests, seconds, server.mark)
    except BadAnswer as error:
        raise BadAnswer(f"{server.name}, asked {question.name}: {error}") from error


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
