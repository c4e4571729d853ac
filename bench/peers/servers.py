"""Which servers there are, and how each is started."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.peers.data import Dataset
from bench.peers.process import PORT, Launch

NODE = Path(__file__).parent / "node"
OURS, WARM = "ours", "ours, warm"
"""Ours without the memory of encoded fragments, and as it is set by default, once all was asked before."""
STRAWBERRY, MERCURIUS, YOGA, FLOOR = "Strawberry on NetworkX", "Mercurius JIT", "GraphQL Yoga", "floor"
SERVERS = (OURS, WARM, STRAWBERRY, MERCURIUS, YOGA, FLOOR)
COLD = {"MEDCODE_FRAGMENTS": "0"}
COMPILED = b"x-medcode-execution: compiled"
"""Says in the head of an answer of ours that it ran compiled."""


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


def our_command(snapshot: Path, *options: str) -> list[str]:
    """Our server over a snapshot."""
    return [sys.executable, "server.py", "--store", f"snapshot:{snapshot}", "--port", PORT, *options]


def launches(data: Dataset, names: Sequence[str]) -> list[Launch]:
    """How these servers are started over a graph."""
    node = [_program("node"), "--max-old-space-size=8192"]
    lines, production = str(data.lines), {"NODE_ENV": "production"}
    ours = our_command(data.snapshot)
    every = (
        Launch(OURS, ours, COLD, COMPILED),
        Launch(WARM, ours, mark=COMPILED),
        Launch(STRAWBERRY, [sys.executable, "-m", "bench.peers.strawberry_app", PORT, lines]),
        Launch(MERCURIUS, [*node, str(NODE / "mercurius.mjs"), PORT, lines], production),
        Launch(YOGA, [*node, str(NODE / "yoga.mjs"), PORT, lines], production),
        Launch(FLOOR, [sys.executable, "-m", "bench.peers.floor_app", PORT]),
    )
    return [launch for launch in every if launch.name in names]
