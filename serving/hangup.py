"""SIGHUP does not end a server: a terminal that closes sends it, and who wants new data to be served."""

import signal
from collections.abc import Callable


def on_hangup(act: Callable[[], None]) -> None:
    """Act on each SIGHUP; call it in the main thread, with what a signal handler may do (`signal`, Python's manual)."""
    if hasattr(signal, "SIGHUP"):  # Windows has none.
        signal.signal(signal.SIGHUP, lambda *_: act())
