"""How long a start takes to the first page: `make run` in a fresh clone, again, and `python server.py`.

    python -m bench.start [--rounds N] [--cold]

Measures the commit that is checked out, in a clone of its own. A page is there when `/` and a GraphQL request are
answered. CPU is user and system time of all processes from the start until then; load is that of the machine before.
Afterwards it waits for the documentation, which is built while the server answers, and stops the server as Ctrl-C does.
With `--cold`, pip, uv and npm have no caches: all is downloaded. Linux only.
"""

import json
import os
import signal
import socket
import subprocess
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory

from graph.model.source_files import ROOT

_QUESTION = json.dumps({"query": '{ diagnosis(code: "E11.9") { name } }'})
_CACHES = ("PIP_CACHE_DIR", "UV_CACHE_DIR", "npm_config_cache")
_PATIENCE = 900.0
"""Seconds after which a start has failed."""
_PAUSE = 0.01
_DOCUMENTATION = Path("build", "site", "index.html")


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds to the first page, seconds of CPU of all processes until the server had ended, and the load before."""

    wall: float
    cpu: float
    load: float


def measured(folder: Path, words: Sequence[str], environment: Mapping[str, str]) -> Start:
    """Start a server, and stop it when it has answered and everything is built."""
    load, before, port = os.getloadavg()[0], _cpu(), _free_port()
    started = time.monotonic()
    process = subprocess.Popen(
        [word.format(port=port) for word in words], cwd=folder, env=environment, start_new_session=True
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - started > _PATIENCE:
                raise SystemExit(f"{' '.join(words)} did not serve; it ended with {process.poll()}")
            time.sleep(_PAUSE)
        wall = time.monotonic() - started
        while not (folder / _DOCUMENTATION).exists() and time.monotonic() - started < _PATIENCE:
            time.sleep(_PAUSE)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait()
    return Start(wall, _cpu() - before, load)


def _answers(port: int) -> bool:
    """Whether a page and a GraphQL request are answered."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", "/graphql", _QUESTION, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answered = answer.status == 200 and "data" in json.load(answer)
        connection.request("GET", "/", headers={"Accept": "text/html"})
        return answered and connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _cpu() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the second start; %(default)s")
    parser.add_argument("--cold", action="store_true", help="without what pip, uv and npm have cached")
    given = parser.parse_args()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MEDCODE_", "MAKE"))}
    with TemporaryDirectory() as name:
        folder = Path(name, "clone")
        environment |= {variable: str(Path(name, variable)) for variable in _CACHES if given.cold}
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
        make = ("make", "run", "PORT={port}")
        first = [measured(folder, make, environment)]
        again = [measured(folder, make, environment) for _ in range(given.rounds)]
        server = (".venv/bin/python", "server.py", "--port", "{port}")
        bare = [measured(folder, server, environment) for _ in range(given.rounds)]
    print("| | to the first page, s | CPU of all, s | load before |\n|---|---:|---:|---:|")
    for title, starts in (("first `make run`", first), ("`make run` again", again), ("`python server.py`", bare)):
        wall, cpu, load = (median(values) for values in zip(*((s.wall, s.cpu, s.load) for s in starts), strict=True))
        print(f"| {title} | {wall:.2f} | {cpu:.2f} | {load:.2f} |")


if __name__ == "__main__":
    main()
