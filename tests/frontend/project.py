"""A folder in which all happens that the document shows, and the ways in which its commands are run."""

import os
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import httpx2 as httpx

from graph.model.source_files import ROOT
from serving.application import create_app
from serving.settings import Settings
from tests.documents import shipped_store
from tests.frontend.document import DOCUMENT, Command, File, steps
from tests.serving.live_server import run_server, wait_until

CLIENT = ROOT / "tests" / "frontend" / "client"
FOLDER = ROOT / "build" / "frontend"
"""What npm installs stays there from one run to the next; everything else is made anew."""
TIMEOUT = 300
"""Seconds after which a command that was waited for has hung."""
_KEPT = ("node_modules", ".installed")


def lacking() -> str:
    """What is not there without which nothing can be run; nothing where all is there."""
    node = shutil.which("node")
    program = ROOT / "web" / "build" / "supported.mjs"
    if node and shutil.which("npm") and subprocess.run([node, program], check=False).returncode == 0:
        return ""
    return "no Node 20.19, 22.12 or newer with npm"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Project:
    """The folder; ports of the document become ports that are free, in its files and in its commands."""

    page: int = field(default_factory=free_port)
    service: int = 0
    results: dict[str, subprocess.CompletedProcess[str]] = field(default_factory=dict)
    running: ExitStack = field(default_factory=ExitStack)

    def do(self, step: File | Command) -> None:
        """Write the file, or run the command and keep what came of it; where one is run twice, what went wrong."""
        if isinstance(step, File):
            path = FOLDER / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._here(step.text), encoding="utf-8")
        else:
            result = self._run(step.line)
            if step.line not in self.results or result.returncode:
                self.results[step.line] = result

    def _here(self, text: str) -> str:
        return text.replace(":8000", f":{self.service}").replace("5173", str(self.page))

    def _run(self, line: str) -> subprocess.CompletedProcess[str]:
        words = shlex.split(self._here(line))
        if line.endswith(" make run"):
            self.running.enter_context(self._serve(dict(word.split("=") for word in words[:-2])))
        elif line == "npm ci":
            install()
        elif line.startswith("curl -s "):
            Path(FOLDER, words[words.index("-o") + 1]).write_bytes(httpx.get(words[2]).content)
        elif line.startswith("npx vite preview "):
            self.running.enter_context(self._preview(words))
        else:
            return run(line)
        return subprocess.CompletedProcess(line, 0, "", "")

    @contextmanager
    def _serve(self, environment: Mapping[str, str]) -> Iterator[None]:
        """What `make run` serves with these settings."""
        with patch.dict(os.environ, environment):
            settings = Settings.from_environment()
        with run_server(create_app(settings, shipped_store())) as running:
            self.service = running.port
            yield

    @contextmanager
    def _preview(self, words: list[str]) -> Iterator[None]:
        process = subprocess.Popen(words, cwd=FOLDER, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            wait_until(lambda: _listens(self.page) or process.poll() is not None, 60)
            assert process.poll() is None
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # npx, the shell that it starts, and Vite.
            process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def run(line: str) -> subprocess.CompletedProcess[str]:
    """A command in the folder."""
    return subprocess.run(
        shlex.split(line), cwd=FOLDER, capture_output=True, text=True, check=False, timeout=TIMEOUT, encoding="utf-8"
    )


def install() -> None:
    """`npm ci`, where what is locked is not what is installed."""
    lock, installed = (CLIENT / "package-lock.json").read_bytes(), FOLDER / ".installed"
    if not installed.is_file() or installed.read_bytes() != lock:
        done = run("npm ci --silent")
        assert done.returncode == 0, done.stderr
        installed.write_bytes(lock)


def clear() -> None:
    """Leave nothing of an earlier run but what npm installed, and put there what the document starts with."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.iterdir():
        if path.name not in _KEPT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in CLIENT.iterdir():
        if path.is_file():
            shutil.copy(path, FOLDER)


@contextmanager
def done() -> Iterator[Project]:
    """The folder after all steps; what they started runs on."""
    clear()
    project = Project()
    with project.running:
        for step in steps(DOCUMENT.read_text(encoding="utf-8")):
            if isinstance(step, File | Command):
                project.do(step)
        yield project
