"""Clients that ask a server again and again while something happens to its database, and what came of it."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle

from tests.serving.database_serving import QUERIES, ask, check_right_or_unavailable, cold_query, expected, is_ready
from tests.serving.live_server import wait_until
from tests.serving.server_process import ServerProcess

RECOVERY = 30.0
"""Seconds in which all must be as before, also on a busy machine."""
PAUSE = 0.005
"""Seconds between two requests of a client."""


@dataclass(slots=True)
class Load:
    """What came of requests that were asked again and again."""

    answered: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    failed: list[object] = field(default_factory=list)
    longest: float = 0.0


@contextmanager
def under_load(server: ServerProcess, names: Sequence[str], clients: int = 2) -> Iterator[Load]:
    """So many clients that ask all queries by POST and GET, over new connections."""
    load, over = Load(), threading.Event()

    numbers = count()

    def queries() -> Iterator[str]:
        while not over.is_set():
            yield from QUERIES
            yield cold_query(next(numbers))

    def run() -> None:
        for query, by_get in zip(queries(), cycle((False, True)), strict=False):
            time.sleep(PAUSE)
            try:
                response, seconds = ask(server, query, by_get=by_get)
                load.longest = max(load.longest, seconds)
                if check_right_or_unavailable(response, query, names):
                    load.answered[response.json["data"]["meta"]["version"]] += 1
                else:
                    load.refused += 1
            except Exception as error:  # Each kind of failure counts.
                load.failed.append((query, repr(error)))

    with ThreadPoolExecutor(clients) as threads:
        work = [threads.submit(run) for _ in range(clients)]
        try:
            yield load
        finally:
            over.set()
            for one in work:
                one.result()


def check_recovers(server: ServerProcess, name: str) -> None:
    """All queries are answered again, and the server says that it is ready."""
    wait_until(lambda: is_ready(server), RECOVERY)
    wait_until(lambda: all(ask(server, query)[0].status == 200 for query in QUERIES), RECOVERY)
    assert [ask(server, query)[0].json for query in QUERIES] == [expected(name, query) for query in QUERIES]
