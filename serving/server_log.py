"""The log of the server itself: lines on standard error, from what is served now to what is wrong."""

import logging
import sys

log = logging.getLogger("medcode.server")


def configure_server_log() -> None:
    """Let the lines go to standard error as they are; without this, those that are no warnings would go nowhere."""
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)
    log.setLevel(logging.INFO)
