"""Servers asked over HTTP in turns: for codes that nobody has asked them for, then for the same ones again."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median, quantiles

import orjson

from bench.database.codes import Codes
from bench.database.documents import Document
from bench.database.peer import PEER, in_its_words, plain
from bench.peers.load import CONNECTIONS, drive, fetch, request
from bench.peers.process import Server

_MOST = 1_500
"""Codes for a second of eight clients: where that is too few, some are asked for twice."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Rounds; codes that one client asks for in each, one after another; seconds for which eight clients ask."""

    rounds: int
    codes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds that half and 95 of 100 requests of one client take at most; requests a second of eight."""

    p50: float
    p95: float
    rate: float


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one server for one operation: the medians of the rounds."""

    document: str
    server: str
    cold: Figures
    warm: Figures

    def row(self) -> str:
        """A row of Markdown."""
        cells = (f"{one.p50:.2f} | {one.p95:.2f} | {one.rate:,.0f}" for one in (self.cold, self.warm))
        return f"| {self.document} | {self.server} | {' | '.join(cells)} |"


HEAD = (
    f"| operation | server | cold p50, ms | p95 | {CONNECTIONS} clients, requests/s | warm p50, ms | p95 "
    f"| {CONNECTIONS} clients, requests/s |\n|---|---|---:|---:|---:|---:|---:|---:|"
)


def measure(document: Document, servers: Sequence[Server], codes: Codes, pace: Pace) -> list[Row]:
    """Each round has codes of its own; all servers are asked for the same ones."""
    taken: dict[str, list[tuple[Figures, Figures]]] = {server.name: [] for server in servers}
    for number in range(pace.rounds):
        left = pace.rounds - number
        one, many = _split(codes, document.prefix, pace, left)
        for server in (*servers[number % len(servers) :], *servers[: number % len(servers)]):
            cold, asked = _figures(server, (_requests(document, server, some) for some in (one, many)), pace.seconds)
            warm, _ = _figures(server, asked, pace.seconds)
            taken[server.name].append((cold, warm))
    return [Row(document.name, name, *map(_median, zip(*rounds, strict=True))) for name, rounds in taken.items()]


def _split(codes: Codes, prefix: str, pace: Pace, left: int) -> tuple[list[str], list[str]]:
    """Codes for one client and for eight; half and half where there are few."""
    enough = codes.left(prefix) // left
    one = min(pace.codes, enough // 2)
    return codes.take(prefix, one), codes.take(prefix, min(int(_MOST * pace.seconds), enough - one))


def _requests(document: Document, server: Server, codes: Sequence[str]) -> list[bytes]:
    text = in_its_words(document.text) if server.name == PEER else document.text
    return [request("/graphql", orjson.dumps({"query": text, "variables": {"curie": code}})) for code in codes]


def _figures(
    server: Server, requests: Iterable[Sequence[bytes]], seconds: float
) -> tuple[Figures, tuple[Sequence[bytes], Sequence[bytes]]]:
    """The figures of one client and of eight, which ask for other codes; and what they have asked."""
    one, many = requests
    cuts = quantiles(_latencies(server, one), n=20, method="inclusive")
    load = drive(server.port, cycle(many), seconds, server.mark)
    count = len(load.latencies)
    return Figures(cuts[9] * 1000, cuts[18] * 1000, count / load.elapsed), (one, many[:count])


def _latencies(server: Server, requests: Sequence[bytes]) -> Iterator[float]:
    start = time.perf_counter()
    for _ in fetch(server.port, requests, server.mark):
        now = time.perf_counter()
        yield now - start
        start = time.perf_counter()


def _median(rounds: Sequence[Figures]) -> Figures:
    return Figures(*(median(column) for column in zip(*((one.p50, one.p95, one.rate) for one in rounds), strict=True)))


def compare(document: Document, servers: Sequence[Server], codes: Sequence[str]) -> None:
    """That all servers give the same answers.

    Raises:
        AssertionError: they do not.
    """
    answers = [[_plain(answer.body, server) for answer in fetch(server.port, _requests(document, server, codes))]
               for server in servers]  # fmt: skip
    for server, others in zip(servers[1:], answers[1:], strict=True):
        for code, expected, found in zip(codes, answers[0], others, strict=True):
            assert found == expected, f"{document.name} of {code}: {server.name} answers otherwise"


def _plain(body: bytes, server: Server) -> object:
    found = list(orjson.loads(body)["data"].values())
    return plain(*found if server.name == PEER else [found])
