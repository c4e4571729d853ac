"""Which of what may be asked costs most: each is asked once, and the slowest of those that are not refused are kept."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.heavy.costly import Costly
from bench.peers.load import Answer, BadAnswer, fetch
from bench.peers.servers import COMPILED

KEPT = 5
_ITEMS = re.compile(rb"\r\nx-medcode-items: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What took so many seconds alone, and its answer: the bytes, the items, and whether all of it ran compiled."""

    request: bytes
    seconds: float
    size: int
    items: int
    compiled: bool


class AllRefusedError(Exception):
    """Nothing of what was to be asked is allowed; the message says why the last was not."""


def choose(port: int, costly: Costly) -> list[Asked]:
    """The slowest, the slowest first.

    Raises:
        AllRefusedError: each was answered with an error.
    """
    found, refused = list[Asked](), ""
    for variables in costly.candidates:
        request = costly.request(variables)
        start = time.perf_counter()
        try:
            (answer,) = fetch(port, [request])
        except BadAnswer as error:
            refused = str(error)
        else:
            found.append(_asked(request, time.perf_counter() - start, answer))
    if not found:
        raise AllRefusedError(f"{costly.title}: {refused}")
    return sorted(found, key=lambda asked: -asked.seconds)[:KEPT]


def _asked(request: bytes, seconds: float, answer: Answer) -> Asked:
    items = _ITEMS.search(answer.head)
    compiled = COMPILED in answer.head.lower()
    return Asked(request, seconds, len(answer.body), int(items[1]) if items else 0, compiled)


def typical(chosen: Sequence[Asked]) -> Asked:
    """The one in the middle."""
    return chosen[len(chosen) // 2]
