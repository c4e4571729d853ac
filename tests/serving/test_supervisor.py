"""The supervisor, over processes that fail, hang or serve as a test wants them to."""

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread

import pytest

from serving import supervisor as module
from serving.supervisor import GAVE_UP, MOST_FAILURES, Supervisor
from serving.worker_process import WorkerProcess
from tests.serving.live_server import wait_until
from tests.serving.worker_targets import EXIT_CODE, crash, fail, hang, serve, start_slowly

Target = Callable[["Connection[bytes, bytes]"], None]
PATIENCE = 60.0
"""Seconds in which something must happen, also on a busy machine."""


class Launches:
    """Launches one process after the other, the last target again and again."""

    def __init__(self, *targets: Target) -> None:
        self._targets: Iterator[Target] = chain(targets, repeat(targets[-1]))
        self.workers = list[WorkerProcess]()

    def __call__(self) -> WorkerProcess:
        spawn = get_context("spawn")
        beats, sender = spawn.Pipe(duplex=False)
        process = spawn.Process(target=next(self._targets), args=(sender,), daemon=True)
        process.start()
        sender.close()
        self.workers.append(WorkerProcess(process, beats))
        return self.workers[-1]

    def serving(self) -> int:
        return sum(worker.serving_since is not None for worker in self.workers)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(module, "_TICK", 0.05)


def run_until(supervisor: Supervisor, true: Callable[[], bool]) -> int:
    """The exit code of a supervisor that is asked to end when something has become true."""
    met = list[bool]()

    def end() -> None:
        try:
            wait_until(true, PATIENCE)
            met.append(True)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    thread = Thread(target=end)
    thread.start()
    code = supervisor.run()
    thread.join()
    assert met
    return code


def test_it_gives_up_where_no_worker_ever_starts(caplog: pytest.LogCaptureFixture) -> None:
    launches = Launches(fail)
    assert Supervisor(launches, 2).run() == GAVE_UP
    assert MOST_FAILURES <= len(launches.workers) <= MOST_FAILURES + 2
    assert f"ended with exit code {EXIT_CODE}" in caplog.text
    assert caplog.messages[-1].startswith(f"No worker could be started in {MOST_FAILURES} attempts")


def test_failures_end_nothing_while_another_worker_serves() -> None:
    launches = Launches(serve, fail)
    assert run_until(Supervisor(launches, 2), lambda: len(launches.workers) > MOST_FAILURES + 2) == 0
    assert launches.workers[0].process.exitcode == -signal.SIGTERM


def test_a_worker_that_starts_slowly_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    launches = Launches(start_slowly)
    assert run_until(Supervisor(launches, 1, silence=0.5), lambda: launches.serving() == 1) == 0
    assert len(launches.workers) == 1


@pytest.mark.parametrize(
    ("target", "message"),
    [(hang, "did not answer for 0.5 s and was killed"), (crash, "SIGBUS: a file that it had mapped was cut short")],
)
def test_a_worker_that_hangs_or_crashes_is_replaced(
    caplog: pytest.LogCaptureFixture, target: Target, message: str
) -> None:
    caplog.set_level(logging.WARNING)
    launches = Launches(target, serve)
    assert run_until(Supervisor(launches, 1, silence=0.5), lambda: launches.serving() == 2) == 0
    assert message in caplog.text


def test_each_failure_in_a_row_doubles_the_pause(caplog: pytest.LogCaptureFixture) -> None:
    Supervisor(Launches(fail), 1).run()
    pauses = [message.partition("started in ")[2] for message in caplog.messages if "another" in message]
    assert pauses == ["0.01 s.", "0.02 s.", "0.04 s.", "0.08 s."]


def test_the_others_start_after_the_first_where_it_is_to_write_a_cache() -> None:
    launches = Launches(start_slowly)
    begun = list[float]()

    def launch() -> WorkerProcess:
        begun.append(time.monotonic())
        return launches()

    assert run_until(Supervisor(launch, 2, first_alone=True), lambda: launches.serving() == 2) == 0
    first, second = launches.workers
    assert first.serving_since is not None
    assert begun[1] >= first.serving_since
    assert second.serving_since is not None
