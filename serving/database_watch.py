"""Looks which version a database serves, and brings what a server keeps of it into the folder that it serves from."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from graph.database.connection import Database
from graph.database.fetch_version import fetch_version, folder_of
from graph.model.errors import MedcodeError, StoreAway, StoreError

INTERVAL = 2.0
"""Seconds between two looks: each is a statement that reads one node."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
"""Seconds until a database that is away is asked again, at first and at most, while there is nothing to serve."""
log = logging.getLogger("medcode.server")


class DatabaseWatch:
    """Brings the version that is served, and each later one."""

    def __init__(self, database: Database, *, watching: bool = True) -> None:
        """With `watching`, it looks by itself; else only when it is asked to."""
        self._database, self._interval = database, INTERVAL if watching else None
        self.folder: Path = folder_of(database.address)
        self._asked = SimpleQueue[None]()
        self._told = ""
        """What was logged last, while it lasts."""

    def first(self) -> None:
        """Bring the version that is served; one that was brought earlier will do while the database is away.

        Without one, this waits until the database answers.

        Raises:
            MedcodeError: it answers, and there is no whole version, or it cannot be brought.
        """
        pause = _FIRST_PAUSE
        while True:
            try:
                fetch_version(self._database, self.folder)
                return
            except StoreError as error:
                if not error.may_pass:
                    raise
                if (self.folder / "manifest.json").exists():
                    log.warning("%s The version that was brought last is served meanwhile.", error)
                    return
                log.warning("%s There is nothing to serve yet; it is asked again in %g seconds.", error, pause)
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def look(self) -> None:
        """Look now; a signal handler may call this."""
        self._asked.put(None)

    def start(self, brought: Callable[[], object]) -> None:
        """Look for ever, in a thread of its own; `brought` is called when a version was."""
        Thread(target=self._follow, args=[brought], name="database", daemon=True).start()

    def _follow(self, brought: Callable[[], object]) -> None:
        while True:
            with suppress(Empty):
                self._asked.get(timeout=self._interval)
            self._look(brought)

    def _look(self, brought: Callable[[], object]) -> None:
        """Look once; what is wrong is logged when it begins, and `AvailableDatabase` logs that nobody answers."""
        try:
            if fetch_version(self._database, self.folder):
                brought()
            self._told = ""
        except StoreAway:
            return
        except Exception as error:  # Whatever it is, such as damaged data or a full disk: the next look may succeed.
            if str(error) != self._told:
                trace = not isinstance(error, MedcodeError)
                log.warning("No version could be brought from the database: %s", error, exc_info=trace)
            self._told = str(error)
