"""Which servers there are, and how each is started."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.peers.data import Dataset
from bench.peers.node_packages import program
from bench.peers.process import PORT, Launch

NODE = Path(__file__).parent / "node"
OURS, CACHED, BEFORE = "ours", "ours, cached", "before"
"""Ours without its cache of answers; as it is set by default, once all was asked before; another checkout, without."""
STRAWBERRY, MERCURIUS, YOGA, FLOOR = "Strawberry on NetworkX", "Mercurius JIT", "GraphQL Yoga", "floor"
PEERS = (STRAWBERRY, MERCURIUS, YOGA, FLOOR)
COLD = {"MEDCODE_MAX_CACHE": "0"}
"""No cache of answers, nor, in checkouts that have one, of encoded fragments."""
COMPILED = b"x-medcode-execution: compiled"
"""Says in the head of an answer of ours that it ran compiled."""


def node_version() -> str:
    return subprocess.run([program("node"), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def our_command(snapshot: Path, *options: str) -> list[str]:
    """Our server over a snapshot."""
    return [sys.executable, "server.py", "--store", f"snapshot:{snapshot}", "--port", PORT, *options]


def before_launch(checkout: Path, snapshot: Path) -> Launch:
    """How the server of another checkout is started over its own snapshot of the graph: as ours without caches."""
    return Launch(BEFORE, our_command(snapshot), COLD, folder=checkout)


def our_launches(data: Dataset) -> list[Launch]:
    """How ours is started over a graph, without its cache and with it."""
    command = our_command(data.snapshot)
    return [Launch(OURS, command, COLD, COMPILED), Launch(CACHED, command, mark=COMPILED)]


def peer_launches(data: Dataset, names: Sequence[str]) -> list[Launch]:
    """How these peers are started over a graph."""
    node = [program("node"), "--max-old-space-size=8192"]
    lines, production = str(data.lines), {"NODE_ENV": "production"}
    every = (
        Launch(STRAWBERRY, [sys.executable, "-m", "bench.peers.strawberry_app", PORT, lines]),
        Launch(MERCURIUS, [*node, str(NODE / "mercurius.mjs"), PORT, lines], production),
        Launch(YOGA, [*node, str(NODE / "yoga.mjs"), PORT, lines], production),
        Launch(FLOOR, [sys.executable, "-m", "bench.peers.floor_app", PORT]),
    )
    return [launch for launch in every if launch.name in names]
