"""Watches the folder of a snapshot: a build replaces the manifest there, in one step, when all else is written.

A look is one stat(2) of the manifest. Where that has changed, or SIGHUP asks, the manifest is read; where it is that of
another snapshot than the one in use, the files are copied and the copy is handed on. What cannot be used is logged, and
looked at again when the manifest changes again, or when SIGHUP asks.
"""

import logging
from pathlib import Path
from queue import Empty, SimpleQueue

from graph.model.errors import SnapshotError
from graph.store.manifest import NAME, read_manifest
from graph.store.snapshot import Snapshot
from graph.store.snapshot_copy import SnapshotCopy, copy_snapshot
from serving.snapshot_source import Use
from serving.stored_graph import attach

INTERVAL = 0.2
"""Seconds between two looks."""
log = logging.getLogger("medcode.server")
_Stat = tuple[int, int, int] | None


class SnapshotWatch:
    """Knows which snapshot of a folder is in use, and finds the next one."""

    copy: SnapshotCopy
    """The snapshot in use, from `first` on."""

    def __init__(self, directory: Path, *, watching: bool = True) -> None:
        """With `watching`, it looks by itself; else only when it is asked to."""
        self._directory, self._interval = directory, INTERVAL if watching else None
        self._asked = SimpleQueue[None]()  # Whose `put` may be called by a signal handler, unlike that of other queues.
        self._seen: _Stat = None

    def first(self) -> Snapshot:
        """The snapshot that is there, attached.

        Raises:
            SnapshotError: it cannot be used.
        """
        self._seen = self._stat()
        self.copy = copy_snapshot(self._directory)
        return attach(self.copy)

    def look(self) -> None:
        """Look now, and log what was found; a signal handler may call this."""
        self._asked.put(None)

    def follow(self, use: Use) -> None:
        """Look for ever; to be called after `first`, by a thread of its own."""
        while True:
            asked = self._wait()
            seen = self._stat()
            if asked or seen != self._seen:
                self._seen = seen
                self._take(use, asked=asked)

    def _wait(self) -> bool:
        """Wait until it is time for a look; whether it was asked for."""
        try:
            self._asked.get(timeout=self._interval)
        except Empty:
            return False
        return True

    def _stat(self) -> _Stat:
        try:
            found = (self._directory / NAME).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _take(self, use: Use, *, asked: bool) -> None:
        version = self.copy.manifest.version
        try:
            if read_manifest(self._directory) == self.copy.manifest:
                if asked:
                    log.info("There is nothing new in %s: version %s is served on.", self._directory, version)
                return
            copy = copy_snapshot(self._directory)
            use(copy)
            self.copy = copy
        except SnapshotError as error:
            log.warning("%s The version before it, %s, is served on.", error, version)
        except Exception:  # Memory or descriptors have run out, say: it is to look again all the same.
            log.exception("The snapshot in %s could not be taken into use; %s is served on.", self._directory, version)
