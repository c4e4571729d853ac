"""Starting servers, holding them to a core, and the time that they took of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.peers.data import Dataset
from bench.peers.load import request
from graph.document import ROOT

NODE = Path(__file__).parent / "node"
OURS, STRAWBERRY, MERCURIUS, YOGA, FLOOR = "ours", "Strawberry on NetworkX", "Mercurius JIT", "GraphQL Yoga", "floor"
START_SECONDS = 900
_TICKS = os.sysconf("SC_CLK_TCK")
_ALIVE = request("/graphql", b'{"query":"{__typename}"}')


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"

    def pin(self, core: int) -> None:
        """Hold the process and what it started to a core, with all of their threads; later ones follow."""
        for pid in _family(self.process.pid):
            for thread in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(thread.name), {core})

    def cpu(self) -> float:
        """Seconds of user and system time until now, of the process and of what it started."""
        ticks = 0
        for pid in _family(self.process.pid):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))  # utime, stime and those of children that have ended
        return ticks / _TICKS

    def memory(self) -> float:
        """Resident memory in MB."""
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in _family(self.process.pid))
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _family(pid: int) -> Iterator[int]:
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _family(int(child))


def install() -> None:
    """Install what the Node peers need, just as it is locked; nothing to do where it is there."""
    mark = NODE / "node_modules" / ".package-lock.json"
    if not mark.exists() or mark.stat().st_mtime < (NODE / "package-lock.json").stat().st_mtime:
        command = [_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=NODE, check=True)
        mark.touch()


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found is not None, f"{name} is needed: install Node"
    return found


def node_version() -> str:
    return subprocess.run([_program("node"), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def commands(data: Dataset) -> Mapping[str, Sequence[str]]:
    """How each server is started; the port comes where `PORT` stands."""
    node = [_program("node"), "--max-old-space-size=8192"]
    return {
        OURS: [sys.executable, "server.py", "--store", f"snapshot:{data.snapshot}", "--port", "PORT"],
        STRAWBERRY: [sys.executable, "-m", "bench.peers.strawberry_app", "PORT", str(data.lines)],
        MERCURIUS: [*node, str(NODE / "mercurius.mjs"), "PORT", str(data.lines)],
        YOGA: [*node, str(NODE / "yoga.mjs"), "PORT", str(data.lines)],
        FLOOR: [sys.executable, "-m", "bench.peers.floor_app", "PORT"],
    }


@contextmanager
def running(data: Dataset, core: int, names: Sequence[str]) -> Iterator[list[Server]]:
    """These servers, each with the graph loaded, all held to one core."""
    with ExitStack() as stack:
        servers = [stack.enter_context(_start(name, words)) for name, words in commands(data).items() if name in names]
        for server in servers:
            _wait(server)
            server.pin(core)
        yield servers


@contextmanager
def _start(name: str, words: Sequence[str]) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [str(port) if word == "PORT" else word for word in words]
    environment = os.environ | {"NODE_ENV": "production"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield Server(name, port, process)
    finally:
        process.terminate()
        try:
            process.wait(10)
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
        assert server.process.poll() is None, f"{server.name} ended with {server.process.returncode}"
        assert time.monotonic() < end, f"{server.name} does not answer"
        time.sleep(0.2)
