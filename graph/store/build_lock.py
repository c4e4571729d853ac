"""One build of a folder at a time, across processes; the lock goes with the process that holds it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks.
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger("medcode.graph")
_held = set[Path]()
"""The folders that this process builds: what writes within a build need not wait for it."""


@contextmanager
def build_lock(directory: Path) -> Iterator[None]:
    """Make the folder and hold it alone, waiting for another process that does; without locks nobody is kept out.

    Raises:
        OSError: the folder cannot be made or opened.
    """
    directory.mkdir(parents=True, exist_ok=True)
    place = directory.resolve()
    if fcntl is None or place in _held:
        yield
        return
    folder = os.open(directory, os.O_RDONLY)
    try:
        _wait_for(folder, directory)
        _held.add(place)
        yield
    finally:
        _held.discard(place)
        os.close(folder)


def _wait_for(folder: int, directory: Path) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.warning("Another process builds %s; this one waits until it has finished.", directory)
        fcntl.flock(folder, fcntl.LOCK_EX)
