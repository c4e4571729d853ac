"""Measuring pages with and without something costly beside them, in turns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median, quantiles

from bench.heavy.choose import Asked
from bench.heavy.mixed import Mixed, mixed
from bench.peers.process import Server


@dataclass(frozen=True, slots=True)
class Pace:
    """Rounds, the seconds of each, and how many pages are asked for in a second."""

    rounds: int
    seconds: float
    rate: float


@dataclass(frozen=True, slots=True)
class Pages:
    """Milliseconds that half and 99 of 100 pages take at most: medians of rounds; and the longest of all rounds."""

    p50: float
    p99: float
    longest: float


@dataclass(frozen=True, slots=True)
class Beside:
    """Pages without and with something costly beside them; milliseconds that half of that takes at most meanwhile."""

    quiet: Pages
    loaded: Pages
    costly: float


def measure(server: Server, pages: Sequence[bytes], costly: Sequence[Asked], pace: Pace) -> Beside:
    """Rounds without and with it take turns."""
    asked, others = cycle(pages), cycle(one.request for one in costly)
    quiet, loaded = list[Mixed](), list[Mixed]()
    for _ in range(pace.rounds):
        quiet.append(_round(server, asked, None, pace))
        loaded.append(_round(server, asked, others, pace))
    took = [seconds for one in loaded for seconds in one.others]
    return Beside(pages_of(quiet), pages_of(loaded), median(took) * 1000)


def _round(server: Server, pages: Iterator[bytes], others: Iterator[bytes] | None, pace: Pace) -> Mixed:
    return mixed(server.port, pages, server.mark, others, pace.rate, pace.seconds)


def pages_of(rounds: Sequence[Mixed]) -> Pages:
    """What the pages of some rounds took."""
    cuts = [quantiles(one.pages, n=100, method="inclusive") for one in rounds]
    return Pages(
        median(cut[49] for cut in cuts) * 1000,
        median(cut[98] for cut in cuts) * 1000,
        max(max(one.pages) for one in rounds) * 1000,
    )
