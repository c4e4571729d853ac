"""Asking libraries in turns: each is compared first, which warms it up, and then timed in rounds."""

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from bench.networks.network import Network
from bench.networks.question import Asked, Library, asked_of
from bench.networks.same import check

ONCE_FROM = 20_000.0
"""Milliseconds of a library's first answer from which on it is not asked again: that time is taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """Milliseconds of each library that answers, and what was noted of its answer."""

    asked: Asked
    times: Mapping[str, float]
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """Milliseconds that each library takes to make a network from a NetworkX graph, and from columns."""

    network: Network
    from_networkx: Mapping[str, float]
    from_columns: Mapping[str, float]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds that some work takes, and what comes of it."""
    gc.collect()
    start = perf_counter()
    found = work()
    return (perf_counter() - start) * 1000, found


def measure(
    network: Network, libraries: Sequence[Library], rounds: int, questions: Sequence[str]
) -> tuple[Made, list[Row]]:
    """What conversions and questions take over a network.

    Raises:
        NotTheSame: a library does not answer as the first that can.
    """
    plain = network.to_networkx()
    own = {one.name: one.from_columns for one in libraries if one.from_columns is not None}
    made = Made(
        network,
        _medians({one.name: partial(one.from_networkx, plain) for one in libraries[1:]}, rounds),
        _medians({name: partial(make, network) for name, make in own.items()}, rounds),
    )
    graphs = {one.name: one.from_networkx(plain) for one in libraries}
    asked = [one for one in asked_of(network) if one.question in questions]
    return made, [_row(one, libraries, graphs, rounds) for one in asked]


def _medians(works: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The median of each work over rounds in which they take turns."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(timed(work)[0])
    return {name: median(times) for name, times in taken.items()}


def _row(asked: Asked, libraries: Sequence[Library], graphs: Mapping[str, Any], rounds: int) -> Row:
    able = [one for one in libraries if asked.question in one.answers and (asked.plain or not one.runs_networkx)]
    works, once, notes = dict[str, Callable[[], Any]](), dict[str, float](), dict[str, str]()
    expected = None
    for library in able:
        work = partial(library.answers[asked.question], graphs[library.name], asked)
        try:
            first, found = timed(work)
        except NotImplementedError:
            continue
        expected = found if expected is None else expected
        notes[library.name] = check(asked, library.name, found, expected)
        if first < ONCE_FROM:
            works[library.name] = work
        else:
            once[library.name] = first
    print(f"  {asked.network.name}: {asked.question} compared", file=sys.stderr, flush=True)
    return Row(asked, once | _medians(works, rounds), notes)
