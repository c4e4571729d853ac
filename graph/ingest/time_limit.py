"""A limit of time for reading one file: a safety net, as readers take a time in proportion to the size of a file.

A timer of the operating system (`setitimer`) interrupts the main thread, which is where builds run. That is the only
means without a second process that also ends a search of a regular expression, which looks for signals while it runs;
a process for each file would cost more than most pages take, and a deadline that readers ask for themselves would be
as good as its weakest reader. Where there is no such timer, on Windows or in another thread, nothing is limited.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeLimitExceededError(BaseException):
    """Raised in whatever runs when the time is up; no `Exception`, so that nothing takes it for its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Run the body for at most this time of the clock.

    Limits may be nested: once an inner one has ended, the outer begins anew, as it limits the time between two files.

    Raises:
        TimeLimitExceededError: the time is up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGALRM, _interrupt)
    # The interval repeats the signal where an exception was lost, as in a finaliser; and it tells the inner limit
    # how long the outer one is.
    outer = signal.getitimer(signal.ITIMER_REAL)[1]
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, max(seconds, 1))
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, outer, outer)
        # Of a handler that was not set by Python, as by a fuzzer, there is None.
        signal.signal(signal.SIGALRM, signal.SIG_DFL if handler is None else handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise TimeLimitExceededError
