"""Serves another snapshot without a restart: it is opened in a thread, and takes the place of the old one in one step.

What the first request would have to wait for is done by then. Requests that have begun end on the version that they
began with (see `serving.current_graph`).
"""

import asyncio
import logging
import os
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING

from graph.store import GraphStore
from graph.store.snapshot_copy import SnapshotCopy
from serving.snapshot_source import SnapshotSource
from serving.stored_graph import attach

if TYPE_CHECKING:  # These import the schema, for which a start need not wait.
    from serving.current_graph import CurrentGraph
    from serving.served_graph import ServedGraph

log = logging.getLogger("medcode.server")


class Reloader:
    """Takes new snapshots into use; requests are answered by the event loop `loop`."""

    def __init__(self, graph: "CurrentGraph", loop: asyncio.AbstractEventLoop) -> None:
        self._graph, self._loop = graph, loop

    def start(self, source: SnapshotSource) -> None:
        """Follow a source, in a thread of its own."""
        Thread(target=source.follow, args=[self.use], name="reload", daemon=True).start()

    def use(self, copy: SnapshotCopy) -> None:
        """Serve a snapshot from now on; returns when it is served.

        Raises:
            SnapshotError: it cannot be used; what was served before still is.
        """
        version = self._graph.version_of(GraphStore(attach(copy)))
        version.warm_up()
        version.take_over(self._graph.now)
        done = Future[None]()
        self._loop.call_soon_threadsafe(self._replace, version, done)
        done.result()
        log.info("Version %s of the graph is served now, by process [%d].", version.version, os.getpid())

    def _replace(self, version: "ServedGraph", done: "Future[None]") -> None:
        try:
            self._graph.replace(version, self._loop)
        except Exception as error:  # The thread says it.
            done.set_exception(error)
        else:
            done.set_result(None)
