"""The version of the graph that is served now: the only place that knows it, which all others ask.

A request takes the version once, when it begins to be executed, and ends on it, whatever is served by then. A version
is replaced in one step, in the event loop; what was made of it goes with the last request that uses it.
"""

import asyncio
import gc
from contextlib import suppress
from weakref import WeakSet, finalize

from graph.model.limits import Limits
from graph.store import GraphStore
from schema.create_schema import Schema
from schema.execution.operations import Operations
from serving.response_cache import ResponseCache
from serving.served_graph import ServedGraph


class CurrentGraph:
    """Holds the version that is served, in `now`, from the moment on when there is one."""

    now: ServedGraph

    def __init__(self, schema: Schema, limits: Limits, store: GraphStore | None = None) -> None:
        self.schema, self.limits = schema, limits
        self._alive: WeakSet[GraphStore] = WeakSet()
        if store is not None:
            self.serve(self.version_of(store))

    @property
    def is_open(self) -> bool:
        """Whether there is a version."""
        return hasattr(self, "now")

    def version_of(self, store: GraphStore) -> ServedGraph:
        """A version to serve, of which nothing is made yet."""
        operations = Operations(self.schema._schema, self.schema.documents)
        return ServedGraph(store, operations, ResponseCache(self.limits.cache))

    def serve(self, version: ServedGraph) -> None:
        """Let all requests that begin from now on have this version; only the thread of the event loop calls it."""
        version.operations.prepare(version.store.topology.graph)
        self.now = version
        self._alive.add(version.store)

    def replace(self, version: ServedGraph, loop: asyncio.AbstractEventLoop) -> None:
        """The same in place of another version, whose memory is freed when the last request has ended on it."""
        finalize(self.now.store, _collect, loop).atexit = False
        self.serve(version)

    def alive(self) -> int:
        """How many versions are still in use, or not freed yet."""
        return len(self._alive)


def _collect(loop: asyncio.AbstractEventLoop) -> None:
    """Have cycles of objects freed soon; a graph has some, and holds a mapped file."""
    with suppress(RuntimeError):  # The loop is closed.
        loop.call_soon_threadsafe(gc.collect)
