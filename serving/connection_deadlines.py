"""When a connection has made the server wait too long: for a head, a body, the next request, or to take a response."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from graph.model.limits import Limits

if TYPE_CHECKING:
    from serving.connection import BoundedConnection

_LINGER = 2
"""Seconds in which the client of a refused request may go on sending, to get the response."""


class ConnectionPhase(Enum):
    """What is awaited of the client."""

    NEW = auto()
    """The first request; nothing of it has come."""
    HEAD = auto()
    """The rest of a head."""
    BODY = auto()
    """The rest of a body."""
    IDLE = auto()
    """The next request."""
    REFUSED = auto()
    """Nothing more: what comes is dropped."""


class Deadlines:
    """The deadlines of one connection, for the sweeps of `ConnectionPool`; times are those of the event loop."""

    def __init__(self, connection: "BoundedConnection") -> None:
        self._connection = connection
        self._unsent = 0
        self._unsent_since = 0.0
        self._drained_by: float | None = None

    def drain(self, deadline: float) -> None:
        """Close the connection at a time, whatever it waits for."""
        self._drained_by = deadline

    def check(self, now: float) -> None:
        """Close a connection that has passed a deadline, or answer it with status 408."""
        connection = self._connection
        if self._is_stalled(now) or (self._drained_by is not None and now >= self._drained_by):
            connection.transport.abort()
        elif connection.transport.is_closing():
            return
        elif connection.flow.read_paused:
            connection.since = now  # The client may have sent more: it is the server that does not read.
        elif self._waits_for_client() and now > connection.since + self._patience():
            self._give_up()

    def _is_stalled(self, now: float) -> bool:
        """Whether the client takes nothing of a response.

        While the buffer is above its high-water mark nothing is added to it, so that it keeps its size only if nothing
        leaves it.
        """
        unsent = self._connection.transport.get_write_buffer_size()
        if not unsent or unsent != self._unsent:
            self._unsent, self._unsent_since = unsent, now
        return now > self._unsent_since + self._connection.limits.write_seconds

    def _waits_for_client(self) -> bool:
        connection = self._connection
        return connection.phase in (ConnectionPhase.BODY, ConnectionPhase.REFUSED) or (
            not connection.has_pending_response()
        )

    def _patience(self) -> float:
        """Seconds that the phase may take."""
        connection = self._connection
        match connection.phase:
            case ConnectionPhase.NEW | ConnectionPhase.HEAD:
                return connection.limits.head_seconds
            case ConnectionPhase.BODY:
                return connection.limits.body_seconds + connection.body_size / Limits.body_rate
            case ConnectionPhase.REFUSED:
                return _LINGER
            case ConnectionPhase.IDLE:
                return connection.timeout_keep_alive

    def _give_up(self) -> None:
        connection = self._connection
        if connection.phase in (ConnectionPhase.HEAD, ConnectionPhase.BODY):
            connection.time_out()
        elif connection.phase is ConnectionPhase.REFUSED:
            connection.transport.abort()
        else:
            connection.transport.close()
