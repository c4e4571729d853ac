"""The command in a process of its own, over the world, with settings from its environment."""

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.model.source_files import ROOT
from tests.serving.live_server import wait_until
from tests.test_server import free_port

START = 120.0
"""Seconds that a server may take to start on a busy machine."""


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """A server that runs, and the file of what it says."""

    port: int
    process: subprocess.Popen[bytes]
    said: Path

    @property
    def log(self) -> str:
        return self.said.read_text(encoding="utf-8")

    @property
    def resident_megabytes(self) -> float:
        """Memory of the process (VmRSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def server_process(
    snapshot: Path, said: Path, *words: str, files: int = 0, port: int = 0, **settings: object
) -> Iterator[ServerProcess]:
    """A server that answers, which may open so many `files`; `settings` are in lower case, without MEDCODE_.

    It listens at any free port unless one is given.
    """
    port = port or free_port()
    environment = {f"MEDCODE_{name.upper()}": str(value) for name, value in settings.items()}
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "server.py", "--port", str(port), "--store", f"snapshot:{snapshot}", *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            stderr=output,
        )
    if files:
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (files, files))
    try:
        wait_until(lambda: process.poll() is not None or is_listening(port), START)
        assert process.poll() is None, said.read_text(encoding="utf-8")
        yield ServerProcess(port, process, said)
    finally:
        process.kill()
        process.wait()


def is_listening(port: int) -> bool:
    """Whether something accepts connections at a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
