"""The worked example of a folder of data. `python -m tests.own_data` writes anew what it shows; a test compares it.

Its blocks are executed in their order in an empty folder: `<!-- write PATH -->` stands before the text of a file,
`<!-- serve -->` before a command that goes on while the next one asks it, and `<!-- shows -->` before what the commands
above it print.
"""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2 as httpx
import orjson

from graph.model.source_files import ROOT

PAGE = ROOT / "docs" / "data" / "own-data.md"
_BLOCK = re.compile(
    r"(?:<!-- (?P<mark>write|shows|serve)(?: (?P<path>\S+))? -->\n)?```[a-z]+\n(?P<body>.*?)```", re.DOTALL
)
_MEDCODE = ".venv/bin/medcode "
_PORT = "8123"
_TRIES = 1_200
"""How often a server is asked whether it is there, ten times a second: it may build its graph first."""
BUILDING = ("## Build and ask", "## Serve")
"""The sections for which a whole graph is built."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block, and the mark before it; `path` is that of the file to write."""

    mark: str
    path: str
    body: str


@dataclass(slots=True)
class Example:
    """The example, executed in a folder; `printed` is what the last block printed."""

    folder: Path
    printed: str = ""

    def shown(self, text: str) -> str:
        """A part of the page with everything that it shows put in anew."""
        pieces, end = list[str](), 0
        server: subprocess.Popen[bytes] | None = None
        try:
            for match in _BLOCK.finditer(text):
                block = Block(match["mark"] or "", match["path"] or "", match["body"])
                pieces.append(text[end : match.start("body")])
                end = match.end("body")
                if block.mark == "shows":
                    pieces.append(self.printed)
                    continue
                pieces.append(block.body)
                if block.mark == "write":
                    self._write(block)
                elif block.mark == "serve":
                    server = self._serve(block.body)
                else:
                    self.printed = "".join(self._run(line) for line in block.body.strip().split("\n"))
        finally:
            if server is not None:
                server.terminate()
                server.wait()
        return "".join([*pieces, text[end:]])

    def _write(self, block: Block) -> None:
        path = self.folder / block.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.body, encoding="utf-8")

    def _run(self, line: str) -> str:
        """What a command prints, JSON on several lines.

        Raises:
            ValueError: it fails.
        """
        if line.startswith("curl "):
            return self._ask(shlex.split(line))
        settings, command = _divided(line)
        words = _words(command) if command.startswith(_MEDCODE) else ["sh", "-c", line]
        environment = _environment() | settings
        ended = subprocess.run(words, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise ValueError(f"{line}\n{ended.stdout}{ended.stderr}")
        return ended.stdout if "build" not in words else ""

    def _serve(self, body: str) -> "subprocess.Popen[bytes]":
        with _free_port() as port:
            self._port = port
        words = _words(body.strip().replace(_PORT, self._port))
        return subprocess.Popen(words, cwd=self.folder, env=_environment(), stderr=subprocess.DEVNULL)

    def _ask(self, words: Sequence[str]) -> str:
        address = next(word for word in words if word.startswith("http")).replace(_PORT, self._port)
        headers = dict([words[words.index("-H") + 1].split(": ")])
        for _ in range(_TRIES):
            try:
                answer = httpx.post(address, content=words[words.index("-d") + 1], headers=headers)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return orjson.dumps(orjson.loads(answer.content), option=orjson.OPT_INDENT_2).decode() + "\n"
            time.sleep(0.1)
        raise ValueError("the server does not answer")

    _port: str = _PORT


def parts(text: str) -> tuple[str, str]:
    """The page up to where a graph is built, and from there on."""
    place = text.index(BUILDING[0])
    return text[:place], text[place:]


def _divided(line: str) -> tuple[dict[str, str], str]:
    """The settings before a command, and the command."""
    match = re.match(r"(?:MEDCODE_[A-Z]+=\S+ )*", line)
    before = match[0] if match else ""
    return dict(setting.split("=", 1) for setting in before.split()), line.removeprefix(before)


def _words(line: str) -> list[str]:
    return [sys.executable, "-m", "medcode", *shlex.split(line)[1:]]


def _environment() -> dict[str, str]:
    """That of who follows the page: without the settings that other tests have left in this process."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MEDCODE_")}
    return {**inherited, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


@contextmanager
def _free_port() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        yield str(probe.getsockname()[1])


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        example = Example(Path(temporary))
        before, after = parts(PAGE.read_text(encoding="utf-8"))
        before = example.shown(before)
        PAGE.write_text(before + after, encoding="utf-8")
        PAGE.write_text(before + example.shown(after), encoding="utf-8")
