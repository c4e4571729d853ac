"""The disk that a folder lies on: which it is, for messages, and that what was written has come there."""

import os
import shutil
from pathlib import Path

from graph.model.errors import SnapshotError


class SnapshotWriteError(SnapshotError):
    """The disk is full, or this user may not write there."""

    message = "The snapshot could not be written; one that was there before is there still."
    hint = "Make room on that disk or let this user write there, or name another folder with `build --out DIR`."


def disk_of(directory: Path) -> str:
    """Where the disk of a folder is mounted, and how much of it is free."""
    place = next((path for path in (directory, *directory.parents) if path.exists()), directory).resolve()
    mounted = next((path for path in (place, *place.parents) if path.is_mount()), place)
    try:
        return f"{mounted}, {shutil.disk_usage(place).free / 1e6:,.1f} MB free"
    except OSError:
        return str(mounted)


def flush_to_disk(*paths: Path) -> None:
    """Wait until files or folders are on the disk, not only in memory.

    Raises:
        OSError: they cannot be written.
    """
    for path in paths:
        if path.is_dir() and os.name == "nt":  # Windows cannot open folders.
            continue
        descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
