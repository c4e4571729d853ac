"""The newest snapshot that can be used, as the supervisor hands it to workers: copied once, and checked, for all."""

import gc
from threading import Thread

from graph.store.snapshot_copy import SnapshotCopy
from serving.snapshot_watch import SnapshotWatch
from serving.stored_graph import attach


class NewestSnapshot:
    """Follows a folder; workers get `copy` when they start, and what `take_new` gives when they serve."""

    def __init__(self, watch: SnapshotWatch) -> None:
        """Open the first one.

        Raises:
            SnapshotError: it cannot be used.
        """
        watch.first()
        self._watch, self.copy = watch, watch.copy
        self._handed_out = self.copy
        gc.collect()  # What was opened was opened to be checked: its memory is the workers'.

    def start(self) -> None:
        """Follow the folder, in a thread of its own."""
        Thread(target=self._watch.follow, args=[self._use], name="watch", daemon=True).start()

    def take_new(self) -> SnapshotCopy | None:
        """The newest one, if it was not taken before."""
        newest = self.copy
        if newest is self._handed_out:
            return None
        self._handed_out = newest
        return newest

    def _use(self, copy: SnapshotCopy) -> None:
        attach(copy)
        self.copy = copy
        gc.collect()
