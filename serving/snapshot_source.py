"""Where a process that serves gets snapshots from: the folder itself, or the supervisor."""

from collections.abc import Callable
from typing import Protocol

from graph.store.snapshot import Snapshot
from graph.store.snapshot_copy import SnapshotCopy

Use = Callable[[SnapshotCopy], None]
"""Takes a new snapshot into use; raises SnapshotError where it cannot be used."""


class SnapshotSource(Protocol):
    """One snapshot at first, and others later."""

    def first(self) -> Snapshot:
        """The snapshot to begin with, attached.

        Raises:
            SnapshotError: it cannot be used.
        """
        ...

    def follow(self, use: Use) -> None:
        """Call `use` with each later snapshot, and log what cannot be used; it returns when there will be none."""
        ...
