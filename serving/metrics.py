"""Metrics for Prometheus: plain numbers that each process counts, summed over all processes when they are asked for.

An observation by the official client takes several microseconds, and the fast path may take less than one. The text is
its exposition format, version 0.0.4.
"""

import asyncio
import os
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from itertools import accumulate
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import Response

from serving.access_log import CODES, RequestEntry
from serving.endpoint import client_of
from serving.executor import RequestExecutor
from serving.listening_address import is_loopback
from serving.response import error_response
from serving.stored_graph import connected_database

METRICS = "medcode.metrics"
"""Key of the metrics in the state of the application."""
_BOUNDS = (5e-5, 1e-4, 2.5e-4, 5e-4, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the buckets of the histogram, in seconds."""
_INTERVAL, _FRESH = 1.0, 5.0
"""Seconds between two looks of a process at its numbers, and after which it is taken to have ended."""
_FAMILIES = {
    "medcode_request_seconds": ("histogram", "Time of requests by path of execution and status."),
    "medcode_errors_total": ("counter", "Errors in answers and refusals, by their code."),
    "medcode_in_flight": ("gauge", "Requests that are being answered."),
    "medcode_connections": ("gauge", "Open connections."),
    "medcode_waiting": ("gauge", "Operations that wait for a thread."),
    "medcode_running": ("gauge", "Operations that run in a thread."),
    "medcode_cache_bytes": ("gauge", "Size of the cached responses."),
    "medcode_graph_info": ("gauge", "Processes that serve a version of the graph, with its size."),
    "medcode_database_statements_total": ("counter", "Statements sent to the graph database."),
    "medcode_database_seconds_total": ("counter", "Time of reading from it."),
    "process_cpu_seconds_total": ("counter", "Time of processors."),
    "process_resident_memory_bytes": ("gauge", "Resident memory; pages that processes share count for each."),
}


class Metrics:
    """What one process counts; where several serve, each writes its numbers into a file of the folder `counted_in`."""

    connections: Collection[object] = ()

    def __init__(self, executor: RequestExecutor, counted_in: Path | None, *, local: bool, database: bool) -> None:
        """`local`: only this machine is told; `database`: the store is one."""
        self._executor, self._folder, self._local, self._database = executor, counted_in, local, database
        self._rows: defaultdict[tuple[str, int], list[float]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 2))
        self.errors, self._in_flight = Counter[str](), 0

    def count(self, execution: str, status: int, seconds: float) -> None:
        """Count a request that has ended."""
        row = self._rows[execution, status]
        row[bisect_left(_BOUNDS, seconds)] += 1
        row[-1] += seconds

    def observe(self, entry: RequestEntry) -> Callable[[], None]:
        """Count a request while it is answered, and when it has ended."""
        self._in_flight += 1

        def end() -> None:
            self._in_flight -= 1
            self.count(entry.execution or "none", entry.status, entry.seconds)
            self.errors.update(entry.state.get(CODES, ()))

        return end

    async def keep_written(self) -> None:
        """Write the numbers of this process for the others, until it ends."""
        while self._folder is not None:
            part = self._folder / f"{os.getpid()}.part"
            part.write_bytes(orjson.dumps(dict(self._numbers())))
            part.replace(part.with_suffix(".json"))
            await asyncio.sleep(_INTERVAL)

    async def respond(self, request: Request) -> Response:
        """The numbers of all processes, as text."""
        if self._local and not is_loopback(client_of(request.scope)):
            return error_response(403, "Without API keys, metrics are told to this machine only.", code="LOCAL_ONLY")
        total = self._total()
        lines = (
            [f"# HELP {name} {text}", f"# TYPE {name} {kind}", *(f"{key} {total[key]}" for key in total if name in key)]
            for name, (kind, text) in _FAMILIES.items()
        )
        text = "".join(f"{line}\n" for family in lines for line in family)
        return Response(text, 200, {"Cache-Control": "no-store"}, "text/plain; version=0.0.4; charset=utf-8")

    def _total(self) -> dict[str, float]:
        """The numbers of all processes by sample; of one that has ended, what it has counted."""
        total = dict(self._numbers())
        for path in self._folder.glob("*.json") if self._folder else ():
            if path.stem != str(os.getpid()):
                is_alive = time.time() - path.stat().st_mtime < _FRESH
                for key, number in orjson.loads(path.read_bytes()).items():
                    if is_alive or _FAMILIES.get(key.partition("{")[0], ("",))[0] != "gauge":
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
        for code, count in self.errors.items():
            yield f'medcode_errors_total{{code="{code}"}}', count
        served, queue = self._executor.graph.now, self._executor.queue
        summary = served.store.summary()
        size = f'nodes="{sum(summary.nodes.values())}",edges="{sum(summary.edges.values())}"'
        yield f'medcode_graph_info{{version="{summary.version}",{size}}}', 1
        yield from (("medcode_in_flight", self._in_flight), ("medcode_connections", len(self.connections)))
        yield from (("medcode_waiting", queue.waiting), ("medcode_running", queue.running))
        yield from (("medcode_cache_bytes", served.responses.size), ("process_cpu_seconds_total", time.process_time()))
        if (memory := Path("/proc/self/statm")).exists():  # On Linux.
            yield "process_resident_memory_bytes", int(memory.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        if self._database:
            database = connected_database()
            yield "medcode_database_statements_total", database.statements
            yield "medcode_database_seconds_total", database.seconds
