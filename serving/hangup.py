"""SIGHUP does not end a server: a terminal that closes sends it, and so do scripts that want a server to reload."""

import logging
import signal

log = logging.getLogger("medcode.server")


def ignore_hangups() -> None:
    """Answer each SIGHUP with a line in the log; call it in the main thread."""
    if hasattr(signal, "SIGHUP"):  # Windows has none.
        signal.signal(
            signal.SIGHUP, lambda *_: log.warning("SIGHUP was ignored: restart the server to serve a new graph.")
        )
