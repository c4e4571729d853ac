"""Metrics for Prometheus: plain numbers that each process counts, summed over all processes when they are asked for.

An observation by the official client takes several microseconds, and the fast path may take less than one. The text is
its exposition format, version 0.0.4.
"""

import asyncio
import os
import re
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from serving.executor import RequestExecutor
from serving.stored_graph import connected_database

METRICS = "medcode.metrics"
"""Key of the metrics in the state of the application."""
_BOUNDS = (5e-5, 1e-4, 2.5e-4, 5e-4, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the buckets of the histogram, in seconds."""
_INTERVAL, _FRESH = 1.0, 5.0
"""Seconds between two looks of a process at its numbers, and after which it is taken to have ended."""
_OF_HISTOGRAM = re.compile("_(bucket|count|sum)$")


class Metrics:
    """What one process counts; where several serve, each writes its numbers into a file of the folder `counted_in`."""

    connections: Collection[object] = ()
    tasks: Collection[object] = ()

    def __init__(self, executor: RequestExecutor, counted_in: str, *, stored: bool) -> None:
        """`stored`: the edges are in a graph database."""
        self._executor, self._folder, self._stored = executor, counted_in, stored
        self._rows: defaultdict[tuple[str, int], list[float]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 2))
        self.errors = Counter[str]()

    def count(self, execution: str, status: int, seconds: float) -> None:
        """Count a request that has ended."""
        row = self._rows[execution, status]
        row[bisect_left(_BOUNDS, seconds)] += 1
        row[-1] += seconds

    def observe(self, scope: Scope, known: Mapping[str, Any]) -> None:
        """The same by what its line says."""
        self.count(known.get("execution", "none"), known["status"], known["ms"] / 1000)
        self.errors.update(known.get("codes", ()))

    def keep_written(self) -> None:
        """Write the numbers of this process for the others, now and again."""
        if self._folder:
            asyncio.get_running_loop().call_later(_INTERVAL, self.keep_written)
            part = Path(self._folder, f"{os.getpid()}.part")
            part.write_bytes(orjson.dumps(dict(self._numbers())))
            part.replace(part.with_suffix(".json"))

    async def respond(self, request: Request) -> Response:
        """The numbers of all processes, as text."""
        total, lines = self._total(), list[str]()
        for family, keys in groupby(sorted(total, key=_name), lambda key: _OF_HISTOGRAM.sub("", _name(key))):
            kind = "counter" if family.endswith("_total") else "histogram" if family.endswith("_seconds") else "gauge"
            lines += [f"# TYPE {family} {kind}\n", *(f"{key} {total[key]}\n" for key in keys)]
        return Response("".join(lines), 200, {"Cache-Control": "no-store"}, "text/plain; version=0.0.4; charset=utf-8")

    def _total(self) -> dict[str, float]:
        """The numbers of all processes by sample; of one that has ended, what it has counted."""
        total = dict(self._numbers())
        for path in Path(self._folder).glob("*.json") if self._folder else ():
            is_alive = time.time() - path.stat().st_mtime < _FRESH
            numbers = {} if path.stem == str(os.getpid()) else orjson.loads(path.read_bytes())
            for key, number in numbers.items():
                if is_alive or _name(key).endswith(("_total", "_bucket", "_count", "_sum")):
                    total[key] = total.get(key, 0) + number
        return total

    def _numbers(self) -> Iterator[tuple[str, float]]:
        """The numbers of this process: samples, with their labels, and values."""
        for (execution, status), row in self._rows.items():
            labels = f'execution="{execution}",status="{status}"'
            for bound, count in zip((*_BOUNDS, "+Inf"), accumulate(row[:-1]), strict=True):
                yield f'medcode_request_seconds_bucket{{{labels},le="{bound}"}}', count
            yield f"medcode_request_seconds_count{{{labels}}}", sum(row[:-1])
            yield f"medcode_request_seconds_sum{{{labels}}}", row[-1]
        yield from ((f'medcode_errors_total{{code="{code}"}}', count) for code, count in self.errors.items())
        served, queue = self._executor.graph.now, self._executor.queue
        summary = served.store.summary()
        size = f'nodes="{sum(summary.nodes.values())}",edges="{sum(summary.edges.values())}"'
        yield f'medcode_graph_info{{version="{summary.version}",{size}}}', 1
        yield from (("medcode_in_flight", len(self.tasks)), ("medcode_connections", len(self.connections)))
        yield from (("medcode_waiting", queue.waiting), ("medcode_running", queue.running))
        yield from (("medcode_cache_bytes", served.responses.size), ("process_cpu_seconds_total", time.process_time()))
        if (memory := Path("/proc/self/statm")).exists():  # On Linux.
            yield "process_resident_memory_bytes", int(memory.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        if self._stored:
            database = connected_database()
            yield "medcode_database_statements_total", database.statements
            yield "medcode_database_seconds_total", database.seconds


def _name(key: str) -> str:
    return key.partition("{")[0]
