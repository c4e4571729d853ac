"""What was measured, as Markdown."""

import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import orjson

from bench.peers.load import CONNECTIONS
from bench.peers.measure import Pace, Row
from bench.peers.servers import BEFORE, CACHED, FLOOR, MERCURIUS, NODE, OURS, STRAWBERRY, node_version

_PYTHON = ("uvicorn", "starlette", "strawberry-graphql", "networkx", "httptools", "uvloop", "numba")
_NODE = ("mercurius", "graphql-jit", "fastify", "graphql-yoga", "graphql", "minisearch")


def machine() -> str:
    """What it was measured on."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((row.partition(":")[2].strip() for row in info if row.startswith("model name")), platform.machine())
    memory = int(Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]) / 2**20
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Linux {platform.release()}; CPython "
        f"{platform.python_version()} with {_versions_python()}; Node {node_version()} with "
        f"{_versions_node()}; ours at commit {_commit(NODE)}; load at the start {load}"
    )


def _commit(folder: Path) -> str:
    """The commit that is checked out, and whether files differ from it."""
    words = ["git", "describe", "--always", "--dirty"]
    ended = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return ended.stdout.strip() or "unknown"


def _versions_python() -> str:
    found = []
    for name in _PYTHON:
        try:
            found.append(f"{name} {version(name)}")
        except ModuleNotFoundError:
            continue
    return ", ".join(found)


def _versions_node() -> str:
    packages = orjson.loads((NODE / "package-lock.json").read_bytes())["packages"]
    return ", ".join(f"{name} {packages[f'node_modules/{name}']['version']}" for name in _NODE)


def how(pace: Pace) -> str:
    """How it was measured."""
    return (
        f"`python -m bench.peers`, {pace.rounds} rounds of {pace.seconds:g} s after {pace.warm_up:g} s of warming up, "
        f"medians; all servers on one core, the client on another, {CONNECTIONS} connections. '{OURS}' makes each "
        f"answer anew; '{CACHED}' is as it is by default, with its cache of answers, after all was asked before. The "
        "floor is an ASGI application that answers constant bytes, on uvicorn with uvloop and httptools, as ours runs. "
        "CPU is user and system time of the server for a request, ± by how much it differs between rounds; ratios are "
        f"of that CPU: to {MERCURIUS} and the floor, where below 1 is less than theirs; and "
        f"of {STRAWBERRY} to each: how many times less it takes."
    )


def how_before(checkout: Path) -> str:
    """What is measured as what was before."""
    return (
        f"'{BEFORE}' is the server of another checkout, at commit {_commit(checkout)}, run as '{OURS}' is, over the "
        "same graph as its own code builds it; where it could not run a query compiled, its row says so."
    )


def forecast(pace: Pace, measurements: int, sizes: int) -> str:
    """Roughly how long all of it will take, said before it begins."""
    asking = pace.seconds_of(measurements) / 60
    return (
        f"Asking takes {asking:.0f} minutes. With loading and comparing the graphs, and with the last answers of slow "
        f"servers, this takes about {asking * 1.3 + sizes:.0f} minutes; building a graph that is not there yet takes "
        "up to 5 more."
    )


def table(rows: Sequence[Row]) -> str:
    """A row for each question and server, with ratios of CPU."""
    bases = [base for base in (BEFORE, MERCURIUS, FLOOR) if base != BEFORE or any(row.server == base for row in rows)]
    ratios = [*(f"CPU / {base}" for base in bases), f"{STRAWBERRY} / CPU"]
    lines = [
        f"| query | server | CPU µs | ± | requests/s | p50 ms | p99 ms | {' | '.join(ratios)} |",
        f"|---|---|{'---:|' * (5 + len(ratios))}",
    ]
    cpu = {(row.question, row.server): row.figures.cpu for row in rows}
    for row in rows:
        query = f"{row.question} ({row.size / 1000:.1f} kB)" if row.server == rows[0].server else ""
        found = row.figures
        beside = [_ratio(found.cpu, cpu.get((row.question, base))) for base in bases]
        stock = _ratio(cpu.get((row.question, STRAWBERRY)), found.cpu)
        server = f"{row.server}, {row.note}" if row.note else row.server
        cells = [query, server, f"{found.cpu:,.0f}", f"{row.spread:.0%}", f"{found.rate:,.1f}"]
        lines.append(f"| {' | '.join([*cells, f'{found.p50:.2f}', f'{found.p99:.2f}', *beside, stock])} |")
    return "\n".join(lines)


def _ratio(value: float | None, base: float | None) -> str:
    return f"{value / base:.2f}" if value and base else "–"


def ran(requests: int) -> str:
    """That ours ran compiled; were it otherwise, there would be no table."""
    return (
        f"Ours ran compiled (`X-Medcode-Execution: compiled`): both were asked each of the {requests:,} requests "
        "before, answered the same, and no answer that was measured was any other."
    )


def busiest(rows: Sequence[Row]) -> str:
    """Whether the client kept up: what share of the time it worked where it worked most."""
    most = max(rows, key=lambda row: row.figures.busy)
    note = "" if most.figures.busy < 0.9 else "; it may have held this server back, whose CPU figures still hold"
    return f"The client worked at most {most.figures.busy:.0%} of the time ({most.server}, {most.question}){note}."
