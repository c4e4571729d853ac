"""A real graph database for tests: ArcadeDB from its package, with the Java that it brings, in a process of its own."""

import os
import secrets
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import orjson

from bench.peers.process import end
from tests.database.free_port import free_port

HOST = "127.0.0.1"
_START_SECONDS, _STOP_SECONDS = 120.0, 30.0
_HEAP = "1g"
_USER = "root"

PROGRAM = """
import signal, sys
from arcadedb_embedded.server import ArcadeDBServer

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
folder, password, http, bolt, heap = sys.argv[1], sys.stdin.readline().strip(), *sys.argv[2:]
config = {
    "host": "127.0.0.1",
    "mode": "production",
    "http_port": int(http),
    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "bolt_host": "127.0.0.1",
    "bolt_port": int(bolt),
    "command_timeout": 120_000,
}
server = ArcadeDBServer(folder, password, config, {"heap_size": heap})
server.start()
signal.sigwait([signal.SIGTERM])
server.stop()
"""


def why_not_here() -> str:
    """Why ArcadeDB cannot be started; empty where it can."""
    found = find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        return "the package arcadedb-embedded is not installed"
    if not (Path(found.origin).parent / "jre").is_dir():
        return "the package arcadedb-embedded has no Java for this machine"
    return ""


@dataclass
class DatabaseServer:
    """A server of databases; `create` gives the address of a new one, with user and password."""

    server: str
    http: str
    user: str
    password: str = field(repr=False)
    _numbers: Iterator[int] = field(default_factory=count)

    def create(self, name: str = "") -> str:
        """Create a database."""
        name = name or f"test{next(self._numbers)}"
        self.command(f"create database {name}")
        return self.address(name)

    def address(self, name: str) -> str:
        return f"bolt://{self.user}:{self.password}@{self.server}/{name}"

    def command(self, text: str) -> None:
        """A command of ArcadeDB to its server, over HTTP."""
        credentials = b64encode(f"{self.user}:{self.password}".encode()).decode()
        body = orjson.dumps({"command": text})
        request = Request(f"{self.http}/api/v1/server", body, {"Authorization": f"Basic {credentials}"})  # noqa: S310
        with urlopen(request, timeout=60) as response:  # noqa: S310
            assert response.status == 200


class ArcadeProcess:
    """A server with its files in a folder, which may be killed and started again at the same ports."""

    def __init__(self, folder: Path, password: str = "") -> None:
        self.folder, self._password = folder, password or secrets.token_urlsafe(16)
        self._http, self._bolt = free_port(HOST), free_port(HOST)
        self.server = DatabaseServer(f"{HOST}:{self._bolt}", f"http://{HOST}:{self._http}", _USER, self._password)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        words = [sys.executable, "-c", PROGRAM, str(self.folder), str(self._http), str(self._bolt), _HEAP]
        said = self.folder / "server.log"
        with said.open("ab") as log:
            self.process = process = subprocess.Popen(
                words, cwd=self.folder, env=_environment(), stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT
            )
        assert process.stdin is not None
        with process.stdin as given:
            given.write(f"{self._password}\n".encode())
        _wait_until_ready(process, f"http://{HOST}:{self._http}", said)

    def send(self, number: signal.Signals) -> None:
        """Send a signal; after SIGKILL the process has ended."""
        assert self.process is not None
        self.process.send_signal(number)
        if number is signal.SIGKILL:
            self.process.wait()

    def end(self) -> None:
        """End it, whatever state it is in."""
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            end(self.process, _STOP_SECONDS)


@contextmanager
def arcade_process(folder: Path, password: str = "") -> Iterator[ArcadeProcess]:
    """A server that was started, and has ended afterwards; its password is a new one unless given."""
    process = ArcadeProcess(folder, password)
    try:
        process.start()
        yield process
    finally:
        process.end()


@contextmanager
def arcade_server(folder: Path) -> Iterator[DatabaseServer]:
    """The same, of which only its databases are used."""
    with arcade_process(folder) as process:
        yield process.server


def _environment() -> Mapping[str, str]:
    """That of this process, with the settings of Java that suit a server of seconds alone: it compiles little."""
    others = {name: text for name, text in os.environ.items() if name != "_JAVA_OPTIONS"}
    return others | {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}


def _wait_until_ready(process: "subprocess.Popen[bytes]", http: str, log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{http}/api/v1/ready", timeout=5) as response:  # noqa: S310
                if response.status == 204:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"ArcadeDB did not start:\n{log.read_text(errors='replace')[-4000:]}")
