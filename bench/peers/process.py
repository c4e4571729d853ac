"""A server as a process: starting it, holding it to cores, and the time and memory that it took."""

import os
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from bench.peers.load import request
from graph.model.source_files import ROOT

PORT = "PORT"
"""Stands in a command where the port is to come."""
START_SECONDS = 900
_TOLD = 2000
"""Characters that are shown of what a server said before it ended."""
_TICKS = os.sysconf("SC_CLK_TCK")
_ALIVE = request("/graphql", b'{"query":"{__typename}"}')
_OURS = "MEDCODE_"


@dataclass(frozen=True, slots=True)
class Launch:
    """How a server is started: its command, what is added to the environment, and the folder in which it runs.

    The head of each of its answers must hold `mark`, in small letters.
    """

    name: str
    words: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    mark: bytes = b""
    folder: Path = ROOT


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; for `mark` see `Launch`. What it says of errors goes to `said`."""

    name: str
    port: int
    mark: bytes
    process: "subprocess.Popen[bytes]"
    said: IO[bytes]

    def pin(self, cores: Iterable[int]) -> None:
        """Hold the process and what it started to some cores, with all of their threads; later ones follow."""
        for pid in _family(self.process.pid):
            for thread in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(thread.name), cores)

    def cpu(self) -> float:
        """Seconds of user and system time until now, of the process and of what it started."""
        return sum(self.cpu_by_process().values())

    def cpu_by_process(self) -> dict[int, float]:
        """The same by the number of the process."""
        found = {}
        for pid in _family(self.process.pid):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            found[pid] = sum(map(int, fields[11:15])) / _TICKS  # utime, stime and those of children that have ended
        return found

    def memory(self) -> float:
        """Resident memory in MB."""
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in _family(self.process.pid))
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def last_words(self) -> str:
        """The end of what it said of errors."""
        self.said.seek(0)
        return self.said.read().decode(errors="replace")[-_TOLD:]


def _family(pid: int) -> Iterator[int]:
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _family(int(child))


@contextmanager
def running(launches: Sequence[Launch], cores: Sequence[int]) -> Iterator[list[Server]]:
    """These servers, each with the graph loaded, all held to the same cores."""
    with ExitStack() as stack:
        servers = [stack.enter_context(_start(launch)) for launch in launches]
        for server in servers:
            _wait(server)
            server.pin(cores)
        yield servers


@contextmanager
def _start(launch: Launch) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [str(port) if word == PORT else word for word in launch.words]
    # What is set for the shell in which this runs is not to decide what is measured.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    with TemporaryFile() as said:
        changed = {**environment, **launch.environment}
        process = subprocess.Popen(command, cwd=launch.folder, env=changed, stderr=said)
        try:
            yield Server(launch.name, port, launch.mark, process, said)
        finally:
            end(process, 10)


def end(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    """End a process, by force where it has not ended after some seconds."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(server: Server) -> None:
    """Until the server answers."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with socket.create_connection(("127.0.0.1", server.port), 60) as probe:
                probe.sendall(_ALIVE)
                if probe.recv(64).startswith(b"HTTP/1.1 "):
                    return
        except OSError:
            pass
        ended = server.process.poll()
        assert ended is None, f"{server.name} ended with {ended}:\n{server.last_words()}"
        assert time.monotonic() < end, f"{server.name} does not answer:\n{server.last_words()}"
        time.sleep(0.2)
