"""One worker: a process that serves an inherited socket, and its two pipes to the supervisor.

By one it tells that its event loop turns; by the other it gets the snapshots that it serves.
"""

import logging
import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.resource_tracker import ensure_running
from socket import socket
from typing import Any

from uvicorn import Config

from graph.model.errors import MedcodeError
from graph.store.snapshot_copy import SnapshotCopy
from serving.http_server import HTTPServer
from serving.snapshot_offers import OfferedSnapshots, send_snapshot

BEAT_INTERVAL = 1
"""Seconds between two heartbeats of a worker."""
_SPAWN = get_context("spawn")
_QUIET_SIGNALS = {signal.SIGINT} | ({signal.SIGHUP} if hasattr(signal, "SIGHUP") else set())
"""Sent to a whole group of processes by a terminal; the supervisor decides what they mean."""
log = logging.getLogger("medcode.server")


@dataclass(slots=True)
class WorkerProcess:
    """A worker as the supervisor sees it; times are of `time.monotonic`."""

    process: SpawnProcess
    beats: "Connection[bytes, bytes]"
    offers: "Connection[bytes, bytes] | None" = None
    last_beat: float = field(default_factory=time.monotonic)
    serving_since: float | None = None
    """When the first heartbeat came; None while it starts."""

    @classmethod
    def launch(
        cls, config: Config, sockets: Sequence[socket], snapshot: SnapshotCopy, shutdown_delay: float = 0
    ) -> "WorkerProcess":
        """Start a process that serves a snapshot at these sockets with the application of `config`.

        The application is made by a function of the `SnapshotSource` of the process; `shutdown_delay` is that of
        `HTTPServer`, in seconds.
        """
        beats, sender = _SPAWN.Pipe(duplex=False)
        offers, receiver = _SPAWN.Pipe()  # Descriptors pass a socket only.
        process = _SPAWN.Process(target=_run, args=(config, list(sockets), sender, receiver, shutdown_delay))
        _start_undisturbed(process)
        sender.close()  # Only the worker has it, so that its end is noticed.
        receiver.close()
        worker = cls(process, beats, offers)
        worker.offer(snapshot)
        return worker

    @property
    def pid(self) -> int:
        return self.process.pid or 0

    @property
    def name(self) -> str:
        """How it is called in messages."""
        return f"Worker process [{self.pid}]"

    def read_beats(self) -> None:
        """Take the heartbeats that have come."""
        with suppress(EOFError, OSError):
            while self.beats.poll():
                self.beats.recv_bytes()
                self.last_beat = time.monotonic()
                self.serving_since = self.serving_since or self.last_beat

    def offer(self, snapshot: SnapshotCopy) -> None:
        """Send a snapshot, which it serves as soon as it can; nothing where it has ended."""
        if self.offers is not None:
            with suppress(OSError):
                send_snapshot(self.offers, snapshot)

    def silent_for(self) -> float:
        """Seconds since the last heartbeat; 0 while it starts, which takes as long as it takes."""
        return 0.0 if self.serving_since is None else time.monotonic() - self.last_beat

    def close(self) -> None:
        """Forget a process that has ended."""
        self.process.join()
        self.beats.close()
        if self.offers is not None:
            self.offers.close()


def _start_undisturbed(process: SpawnProcess) -> None:
    """Start a process in which a terminal's signals wait until `_run` has decided what they mean."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    ensure_running()  # It would unblock them if it were started together with the process.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _QUIET_SIGNALS)
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _run(
    config: Config,
    sockets: list[socket],
    beats: "Connection[bytes, bytes]",
    offers: "Connection[bytes, bytes]",
    shutdown_delay: float,
) -> None:
    """Serve until told to end, or until the supervisor is gone; in the worker."""
    for quiet in _QUIET_SIGNALS:
        signal.signal(quiet, signal.SIG_IGN)  # uvicorn takes SIGINT from here on.
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _QUIET_SIGNALS)
        os.set_blocking(beats.fileno(), False)
    application: Any = config.app
    config.app = partial(application, OfferedSnapshots(offers))
    server = HTTPServer(config, shutdown_delay)

    async def beat() -> None:
        try:
            beats.send_bytes(b".")
        except BlockingIOError:  # The supervisor is stopped, and has enough to read when it goes on.
            pass
        except OSError:
            log.warning("The supervisor is gone; worker [%d] ends.", os.getpid())
            server.shutdown_delay = 0  # The socket must be free for the next supervisor.
            server.should_exit = True

    config.callback_notify, config.timeout_notify = beat, BEAT_INTERVAL
    config.configure_logging()
    try:
        server.run(sockets)
    except MedcodeError as error:
        log.error("%s", error)
        raise SystemExit(1) from None
