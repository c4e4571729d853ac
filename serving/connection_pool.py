"""All connections of one server: how many there may be, which give way to new ones, and sweeps over their deadlines.

One timer serves all connections: a timer for each request costs more than a request of the fast path may.
"""

import os
import sys
from asyncio import AbstractEventLoop
from heapq import nsmallest
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from uvicorn.server import ServerState

from graph.model.limits import Limits
from serving.connection_deadlines import ConnectionPhase

if TYPE_CHECKING:
    from serving.connection import BoundedConnection

_LONGEST_INTERVAL = 1.0
"""Seconds between two sweeps."""
_SPARE_FILES = 32
"""Files that may be opened while the server runs, and connections that the system accepts before one is closed."""
_LEAST_CONNECTIONS = 8
_LOOKED_AT = 64
"""So many times more connections are looked at than closed to make room, so that a flood of them costs little each."""


class ConnectionPool:
    """The connections of a server in one process."""

    @classmethod
    def of(cls, state: ServerState, limits: Limits, loop: AbstractEventLoop) -> "ConnectionPool":
        """The pool of a server, made with its first connection."""
        pool = _POOLS.get(state)
        if pool is None:
            pool = _POOLS[state] = ConnectionPool(limits, loop, state.connections)
        return pool

    def __init__(self, limits: Limits, loop: AbstractEventLoop, connections: "set[Any]") -> None:
        """`connections` is the set of the server, which uvicorn keeps."""
        self._loop, self._connections = loop, connections
        self._most = min(limits.connections, _available_files())
        self._sweeping = False

    def admit(self, connection: "BoundedConnection") -> bool:
        """Take in a connection that is new in the set; False if there are too many, and all are being answered."""
        if not self._sweeping:
            self._sweeping = True
            self._schedule(connection)
        return len(self._connections) <= self._most or self._make_room(connection)

    def _make_room(self, new: "BoundedConnection") -> bool:
        """Close the connections whose clients have been awaited the longest; False where none is."""
        connections = [one for one in self._connections if not one.transport.is_closing()]
        if len(connections) <= self._most:
            return True
        awaited = [one for one in connections if one is not new and one.awaits_client()]
        for one in nsmallest(len(connections) // _LOOKED_AT + 1, awaited, key=_order_of_closing):
            one.transport.abort()
        return bool(awaited)

    def _schedule(self, connection: "BoundedConnection") -> None:
        interval = min(_LONGEST_INTERVAL, connection.shortest_patience() / 4)
        self._loop.call_later(interval, self._sweep, connection)

    def _sweep(self, connection: "BoundedConnection") -> None:
        """Let each connection look at its deadlines; `connection` is any, since all have the same limits."""
        now = self._loop.time()
        for one in list(self._connections):
            one.check(now)
        self._sweeping = bool(self._connections)
        if self._sweeping:
            self._schedule(connection)


_POOLS: "WeakKeyDictionary[ServerState, ConnectionPool]" = WeakKeyDictionary()


def _order_of_closing(connection: "BoundedConnection") -> tuple[bool, float]:
    """Those that have sent no whole head first, or no next one; then those whose body is coming; the oldest first."""
    return connection.phase is ConnectionPhase.BODY, connection.since


def _available_files() -> int:
    """Connections that the process may have by the number of files that the system allows it (RLIMIT_NOFILE)."""
    if sys.platform == "win32":
        return sys.maxsize
    import resource  # noqa: PLC0415  # There is none on Windows.

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return sys.maxsize
    return max(_LEAST_CONNECTIONS, soft - len(os.listdir("/dev/fd")) - _SPARE_FILES)  # noqa: PTH208
