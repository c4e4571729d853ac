"""A database as a server reads it: nobody waits for one that does not answer (the pattern of a circuit breaker).

A statement that takes long, or whose connection breaks off, is no proof that the database is away, and a time-out comes
late: the time is that of a whole request, and while threads wait for one thing they are missing for all others. So the
database is asked for nothing at all, which takes no time. Where it does not answer that, either, all statements that
wait are given up, and later ones are refused at once, until a probe is answered.
"""

import asyncio
import logging
from concurrent.futures import Future, wait
from contextlib import suppress
from threading import Lock
from time import monotonic

from graph.database.address import DatabaseAddress
from graph.database.connection import NO_PARAMETERS, PROBE, PROBE_SECONDS, Database, Parameters, Row, open_driver
from graph.model.errors import StoreAway, StoreError, StoreUnavailable
from graph.model.limits import Limits

_PATIENCE = 1.0
"""Seconds that a statement takes before it is asked whether the database answers at all, each time."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 2.0
"""Seconds between two probes of a database that is away: at first, and at most."""
_CLOSE_SECONDS = 2.0
log = logging.getLogger("medcode.database")


class AvailableDatabase(Database):
    """A database that is known to answer, or not to."""

    def __init__(self, address: DatabaseAddress) -> None:
        super().__init__(address)
        self._state = Lock()
        self._probe: Future[list[Row]] | None = None
        self._recovery: Future[None] | None = None
        self._is_away = False

    def close(self) -> None:
        if self._recovery is not None:
            self._recovery.cancel()
        super().close()

    def read(self, statement: str, parameters: Parameters = NO_PARAMETERS, seconds: float | None = None) -> list[Row]:
        """As `Database.read`.

        Raises:
            StoreAway: the database does not answer at all.
            StoreTimeout, StoreError: see there.
        """
        self._check_answers()
        pending = self._start_read(statement, parameters, seconds or Limits.database_seconds)
        try:
            while not wait([pending], _PATIENCE).done:
                self.ping()
            return self._result(pending)
        except StoreUnavailable as error:
            if not isinstance(error, StoreAway):
                self.ping()
            raise
        finally:
            pending.cancel()

    def ping(self) -> None:
        """Ask whether the database answers; those that ask at a time send one statement.

        Raises:
            StoreAway: it does not.
        """
        self._check_answers()
        with self._state:
            if self._probe is None or self._probe.done():
                self._probe = self._start_read(PROBE, NO_PARAMETERS, PROBE_SECONDS)
            probe = self._probe
        try:
            self._result(probe)
        except StoreError as error:
            self._leave(error)
            raise self._away() from error

    def _check_answers(self) -> None:
        if self._is_away:
            raise self._away()

    def _away(self) -> StoreAway:
        return StoreAway(address=str(self.address))

    def _leave(self, error: StoreError) -> None:
        with self._state:
            if not self._is_away:
                self._is_away = True
                log.warning("%s Until it answers, what is not known of the graph is answered with 503.", error)
                self._recovery = self._start(self._recover(monotonic()))

    async def _recover(self, since: float) -> None:
        """Connect anew, since open connections may be dead without a sign, and probe until that is answered."""
        with suppress(Exception):
            await self._connect_again()
        pause = _FIRST_PAUSE
        while not await self._answers():
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        self._is_away = False
        log.info("The graph database answers again, after %.1f seconds.", monotonic() - since)

    async def _connect_again(self) -> None:
        before = self._driver
        self._driver, self._options = await open_driver(self.address)
        await asyncio.wait_for(before.close(), _CLOSE_SECONDS)

    async def _answers(self) -> bool:
        try:
            await asyncio.wait_for(self._read(PROBE, NO_PARAMETERS, PROBE_SECONDS), PROBE_SECONDS)
        except Exception:  # Whatever it is, it does not answer.
            return False
        return True
