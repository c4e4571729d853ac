"""uvicorn's server, which ends in time and says so before.

After a signal it goes on for the delay of the shutdown while `/ready` answers 503, so that a load balancer turns to
other servers first. Then it accepts nothing more; responses are awaited for `Limits.drain_seconds`, then broken off.
"""

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from socket import SocketType, socket
from types import FrameType

from uvicorn import Config, Server

_INTERVAL = 0.1
"""Seconds between two looks at whether a second signal has come."""
SHUTTING_DOWN = "medcode.shutting_down"
"""Key in the state of the application: true from the first signal on."""
CANCEL_AFTER = 2
"""Seconds after `Limits.drain_seconds` in which requests may notice that their connections are gone."""
log = logging.getLogger("medcode.server")


@contextmanager
def address_logged() -> Iterator[None]:
    """Let uvicorn say its address, also where it is to log warnings only."""
    uvicorn_log = logging.getLogger("uvicorn.error")
    level = uvicorn_log.level
    uvicorn_log.setLevel(logging.INFO)
    try:
        yield
    finally:
        uvicorn_log.setLevel(level)


class HTTPServer(Server):
    """A server that ends after the first SIGTERM or SIGINT with exit code 0, and at once after the second."""

    def __init__(self, config: Config, shutdown_delay: float = 0) -> None:
        """`shutdown_delay`: seconds from the first signal in which everything is answered but `/ready` says 503."""
        super().__init__(config)
        self.shutdown_delay = shutdown_delay
        self._ends_at: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note a signal; uvicorn heeds no second SIGTERM, and raises signals again in the end, to die of them."""
        self.force_exit = self.should_exit
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        """Whether the main loop is to end: it is asked to, and the delay is over."""
        return await super().on_tick(counter) and self._delay_is_over()

    def _delay_is_over(self) -> bool:
        """Whether the listening socket may be closed; the delay begins with the first call."""
        now = time.monotonic()
        if self._ends_at is None:
            self._ends_at = now + self.shutdown_delay
            self.lifespan.state[SHUTTING_DOWN] = True
            if self.shutdown_delay:
                log.info("Requests are answered for %g s more; /ready answers 503.", self.shutdown_delay)
        return self.force_exit or now >= self._ends_at

    def _log_started_message(self, listeners: Sequence[SocketType]) -> None:
        with address_logged():
            super()._log_started_message(listeners)

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        forced = asyncio.create_task(self._abort_when_forced())
        try:
            await super().shutdown(sockets)
        finally:
            forced.cancel()
        if self.force_exit:  # uvicorn leaves connections and the application as they are.
            self._abort_connections()
            await asyncio.sleep(_INTERVAL)
            await self.lifespan.shutdown()

    async def _abort_when_forced(self) -> None:
        """Break off all connections when a second signal comes."""
        while not self.force_exit:
            await asyncio.sleep(_INTERVAL)
        self._abort_connections()

    def _abort_connections(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
