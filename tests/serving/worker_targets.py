"""What processes of the supervisor's tests do; it imports little, as each of them imports it."""

import os
import signal
import time
from multiprocessing.connection import Connection

EXIT_CODE = 7


def fail(beats: "Connection[bytes, bytes]") -> None:
    """End before serving."""
    raise SystemExit(EXIT_CODE)


def serve(beats: "Connection[bytes, bytes]") -> None:
    """Tell that it serves, again and again."""
    while True:
        beats.send_bytes(b".")
        time.sleep(0.02)


def start_slowly(beats: "Connection[bytes, bytes]") -> None:
    time.sleep(1.5)
    serve(beats)


def hang(beats: "Connection[bytes, bytes]") -> None:
    """Serve, and then answer no more."""
    beats.send_bytes(b".")
    time.sleep(600)


def crash(beats: "Connection[bytes, bytes]") -> None:
    """Serve, and end as the reader of a file that was truncated."""
    beats.send_bytes(b".")
    os.kill(os.getpid(), signal.SIGBUS)
    time.sleep(600)
