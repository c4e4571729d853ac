"""The faults: each is something that happens to a machine in its years."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.faults.client import Counts
from bench.faults.served import WORKERS, Served

Fault = Callable[[Served, Counts], None]


def kill_a_worker(served: Served, counts: Counts) -> None:
    """Kill the worker that has run the longest, if another one runs beside it."""
    workers = served.workers()
    if len(workers) >= WORKERS:
        counts.killed_at = time.monotonic()
        os.kill(workers[0], signal.SIGKILL)
        counts.events["workers killed"] += 1


def hang_up(served: Served, counts: Counts) -> None:
    """What a terminal sends that is closed: to all of them."""
    for pid in (served.process.pid, *served.workers()):
        os.kill(pid, signal.SIGHUP)
    counts.events["SIGHUP sent"] += 1


def replace_the_snapshot(served: Served, counts: Counts) -> None:
    """Put another folder in the place of the snapshot, as a build does."""
    fresh, old = served.snapshot.with_name("fresh"), served.snapshot.with_name("old")
    shutil.copytree(served.snapshot, fresh)
    served.snapshot.rename(old)
    fresh.rename(served.snapshot)
    shutil.rmtree(old)
    counts.events["snapshots replaced"] += 1


def cut_the_snapshot(served: Served, counts: Counts) -> None:
    """Cut all files of the snapshot short."""
    for path in served.snapshot.rglob("*"):
        if path.is_file():
            os.truncate(path, path.stat().st_size // 2)
    counts.events["snapshots cut short"] += 1


def remove_the_snapshot(served: Served, counts: Counts) -> None:
    shutil.rmtree(served.snapshot)
    Path(served.snapshot).mkdir()
    counts.events["snapshots removed"] += 1


FAULTS: Sequence[Fault] = (replace_the_snapshot, hang_up, cut_the_snapshot, hang_up, remove_the_snapshot)
"""Between two kills, in this order; the last one counts for the rest."""
