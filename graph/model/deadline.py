"""When work for a request must end: after some seconds, or as soon as nobody waits for its answer any more.

The deadline of the work at hand is a context variable, so that loops far below the request look at it without being
handed it. Work that runs under no deadline, such as a build, never ends by one. Ending is cooperative: whatever may
run for more than some ten milliseconds calls `check_deadline`, or takes its items through `until_deadline`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from threading import local
from time import monotonic
from typing import TypeVar

from graph.model.errors import QueryTooCostly

Item = TypeVar("Item")
_AT_ONCE = 256
"""Items between two looks at the deadline."""


class RequestCancelled(Exception):
    """Nobody waits for the answer any more."""


class Deadline:
    """The end of the work for one request, `seconds` from now; another thread may cancel it."""

    __slots__ = ("_end", "_seconds", "is_cancelled")

    def __init__(self, seconds: float) -> None:
        self._seconds, self._end = seconds, monotonic() + seconds
        self.is_cancelled = False

    def start(self) -> None:
        """Count the seconds from now on: until here the work waited for its turn."""
        self._end = monotonic() + self._seconds

    def cancel(self) -> None:
        """End the work at its next look."""
        self.is_cancelled = True

    def left(self) -> float:
        """Seconds until the end; none are left after it."""
        return max(self._end - monotonic(), 0)

    def check(self) -> None:
        """Go on only before the end.

        Raises:
            RequestCancelled: the work was cancelled.
            QueryTooCostly: it has taken all its time.
        """
        if self.is_cancelled:
            raise RequestCancelled
        if monotonic() > self._end:
            raise QueryTooCostly(of="seconds", limit=self._seconds)


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def working_until(deadline: Deadline) -> Iterator[None]:
    """Let a deadline hold for all that is done within."""
    token = _current.set(deadline)
    try:
        yield
    finally:
        _current.reset(token)


def check_deadline() -> None:
    """Go on only before the end of the work at hand.

    Raises:
        RequestCancelled, QueryTooCostly: it is over.
    """
    deadline = _current.get()
    if deadline is not None:
        deadline.check()


def seconds_left() -> float | None:
    """Seconds until the end of the work at hand; None where it has none."""
    deadline = _current.get()
    return None if deadline is None else deadline.left()


class WouldWait(Exception):
    """The work would wait for another machine, in a thread that must not."""


_forbidden = local()


@contextmanager
def without_waiting() -> Iterator[None]:
    """Let nothing in this thread wait for another machine: it is that of the event loop, for which all others wait."""
    _forbidden.here = True
    try:
        yield
    finally:
        _forbidden.here = False


def check_may_wait() -> None:
    """Wait only in a thread that may.

    Raises:
        WouldWait: it may not.
    """
    if getattr(_forbidden, "here", False):
        raise WouldWait


def until_deadline(items: Iterable[Item], at_once: int = _AT_ONCE) -> Iterator[Item]:
    """The items, while there is time; it is looked at before each `at_once` of them.

    Raises:
        RequestCancelled, QueryTooCostly: there is none left.
    """
    left = iter(items)
    while batch := list(islice(left, at_once)):
        check_deadline()
        yield from batch
