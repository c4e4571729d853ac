"""A program on a terminal: both its streams are a pseudo-terminal of so many columns (`pty`, POSIX)."""

import errno
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping

from graph.model.source_files import ROOT

_TIMEOUT = 120.0
_NONE: Mapping[str, str] = {}


def on_terminal(words: list[str], columns: int = 80, variables: Mapping[str, str] = _NONE) -> tuple[str, int]:
    """What `medcode` prints to a terminal, and its exit code."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "medcode", *words],
        cwd=ROOT, env={**kept, "TERM": "xterm", **variables}, stdin=slave, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    printed = b""
    while part := _read(master):
        printed += part
    os.close(master)
    return printed.decode().replace("\r\n", "\n"), process.wait(_TIMEOUT)


def _read(master: int) -> bytes:
    """The next part; nothing once the process has left, which Linux tells by an error."""
    try:
        return os.read(master, 65_536)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return b""
