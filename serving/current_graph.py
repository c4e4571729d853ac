"""The version of the graph that is served now: the only place that knows it, which all others ask.

A request takes the version once, when it begins to be executed, and ends on it, whatever is served by then. A version
is replaced in one step, in the event loop; what was made of it goes with the last request that uses it.
"""

import asyncio
import gc
from weakref import WeakSet

from graph.model.limits import Limits
from graph.storage.frozen_graph import FrozenGraph
from graph.store import GraphStore
from schema.create_schema import Schema
from schema.execution.operations import Operations
from serving.response_cache import ResponseCache
from serving.served_graph import ServedGraph

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0
"""Seconds until what an old version leaves behind is looked for, at first, and at most each time after."""


class CurrentGraph:
    """Holds the version that is served, in `now`, from the moment on when there is one."""

    now: ServedGraph

    def __init__(self, schema: Schema, limits: Limits, store: GraphStore | None = None) -> None:
        self.schema, self.limits = schema, limits
        self._alive: WeakSet[FrozenGraph] = WeakSet()
        self._collection: asyncio.TimerHandle | None = None
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
        self._alive.add(version.store.topology.graph)

    def replace(self, version: ServedGraph, loop: asyncio.AbstractEventLoop) -> None:
        """The same in place of another version, whose memory is freed when the last request has ended on it."""
        self.serve(version)
        if self._collection is not None:
            self._collection.cancel()
        gc.unfreeze()  # The version that the process began with is among what was frozen then.
        self._collection = loop.call_later(_FIRST_PAUSE, self._collect, loop, _FIRST_PAUSE)

    def alive(self) -> int:
        """How many versions are in use, or not freed yet."""
        return len(self._alive)

    def _collect(self, loop: asyncio.AbstractEventLoop, pause: float) -> None:
        """Have cycles of objects freed, now and again until there is one version: graphs have some, errors more."""
        if self.alive() > 1:
            gc.collect()
        if self.alive() == 1:
            gc.freeze()
        else:
            pause = min(2 * pause, _LONGEST_PAUSE)
            self._collection = loop.call_later(pause, self._collect, loop, pause)
