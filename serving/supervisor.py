"""Several workers behind one socket: started, watched, replaced, and ended together.

A worker that starts is never ended for being slow. One that has served is replaced when it ends, or when its event loop
is silent for `SILENCE`. Each failure in a row doubles the time until the next start. Where no worker serves and
`MOST_FAILURES` starts in a row have failed, nothing will change by trying on: the supervisor gives up.

A new snapshot is sent to all workers, which serve it without a restart. uvicorn's own supervisor restarts for ever,
without a pause, and takes SIGHUP for a restart.
"""

import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait

from graph.store.snapshot_copy import SnapshotCopy
from serving.worker_process import WorkerProcess

SILENCE = 60.0
"""Seconds without a heartbeat after which a worker that has served counts as hung."""
MOST_FAILURES = 5
STEADY = 10.0
"""Seconds of serving after which earlier failures of a worker count no more."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_TICK = 0.5
GAVE_UP = 1
"""Exit code."""
log = logging.getLogger("medcode.server")


@dataclass(slots=True)
class _Slot:
    """The place of one worker: the worker, or the time from which on the next may start."""

    worker: WorkerProcess | None = None
    due: float = 0.0
    failures: int = 0


class Supervisor:
    """Keeps `count` workers running."""

    def __init__(
        self,
        launch: Callable[[], WorkerProcess],
        count: int,
        *,
        silence: float = SILENCE,
        first_alone: bool = False,
        new_snapshot: Callable[[], SnapshotCopy | None] = lambda: None,
    ) -> None:
        """With `first_alone`, the others start when the first one serves: it writes caches that they read.

        `new_snapshot` gives each new one once; `launch` gives the newest to a worker that starts.
        """
        self._launch, self._silence, self._first_alone = launch, silence, first_alone
        self._new_snapshot = new_snapshot
        self._slots = [_Slot() for _ in range(count)]
        self._failed_starts = 0
        self._ended_by: list[int] = []

    def run(self) -> int:
        """Serve until a signal asks for the end; the exit code."""
        with self._handling_signals():
            while not self._ended_by and not self._is_hopeless():
                self._start_due()
                self._send_new_snapshot()
                self._wait()
                for slot in self._slots:
                    self._inspect(slot)
            self._end_all()
        if self._ended_by:
            return 0
        log.error("No worker could be started in %d attempts: the server ends. See the errors above.", MOST_FAILURES)
        return GAVE_UP

    def _is_hopeless(self) -> bool:
        return self._failed_starts >= MOST_FAILURES and not self._any_serves()

    def _any_serves(self) -> bool:
        return any(worker.serving_since is not None for worker in self._workers())

    def _workers(self) -> list[WorkerProcess]:
        return [slot.worker for slot in self._slots if slot.worker]

    def _start_due(self) -> None:
        self._first_alone = self._first_alone and not self._any_serves()
        for slot in self._slots[:1] if self._first_alone else self._slots:
            if slot.worker is None and slot.due <= time.monotonic():
                slot.worker = self._launch()

    def _send_new_snapshot(self) -> None:
        snapshot = self._new_snapshot()
        if snapshot is not None:
            for worker in self._workers():
                worker.offer(snapshot)

    def _wait(self) -> None:
        """Wait for a heartbeat, for the end of a worker, or a moment."""
        workers = self._workers()
        wait([*(worker.beats for worker in workers), *(worker.process.sentinel for worker in workers)], _TICK)

    def _inspect(self, slot: _Slot) -> None:
        worker = slot.worker
        if worker is None:
            return
        is_new = worker.serving_since is None
        worker.read_beats()
        if worker.serving_since is not None:
            self._failed_starts = 0 if is_new else self._failed_starts
            slot.failures = 0 if time.monotonic() - worker.serving_since > STEADY else slot.failures
        if not worker.process.is_alive():
            self._replace(slot, worker, _cause(worker.process.exitcode))
        elif worker.silent_for() > self._silence:
            worker.process.kill()
            self._replace(slot, worker, f"did not answer for {self._silence:g} s and was killed")

    def _replace(self, slot: _Slot, worker: WorkerProcess, cause: str) -> None:
        worker.close()
        if worker.serving_since is None:
            self._failed_starts += 1
        pause = min(_FIRST_PAUSE * 2**slot.failures, _LONGEST_PAUSE)
        slot.worker, slot.due, slot.failures = None, time.monotonic() + pause, slot.failures + 1
        if not self._ended_by and not self._is_hopeless():
            log.warning("%s %s; another one is started in %g s.", worker.name, cause, pause)
        else:
            log.warning("%s %s.", worker.name, cause)

    def _end_all(self) -> None:
        """Let all workers answer what they have and end; a second signal ends them at once."""
        for worker in self._workers():
            worker.process.terminate()
        asked = len(self._ended_by)
        while any(worker.process.is_alive() for worker in self._workers()):
            wait([worker.process.sentinel for worker in self._workers() if worker.process.is_alive()], _TICK)
            if len(self._ended_by) > max(asked, 1):
                for worker in self._workers():
                    worker.process.kill()
        for worker in self._workers():
            worker.close()

    @contextmanager
    def _handling_signals(self) -> Iterator[None]:
        before = {
            number: signal.signal(number, lambda number, _: self._ended_by.append(number))
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _cause(exit_code: int | None) -> str:
    """Why a worker ended, in words."""
    if exit_code is not None and exit_code < 0:
        name = signal.Signals(-exit_code).name
        what = ": a file that it had mapped was cut short" if name == "SIGBUS" else ""
        return f"was ended by {name}{what}"
    return f"ended with exit code {exit_code}"
