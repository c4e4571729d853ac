"""Servers as processes over a folder that gets new snapshots, and what is asked of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.store.snapshot_writer import write_snapshot
from tests.serving.live_server import RawConnection, body_of, post, wait_until
from tests.serving.server_process import ServerProcess, server_process
from tests.serving.test_workers import START_SECONDS, is_alive, only
from tests.serving.versions import OLD, version

STARTED = re.compile(r"Started server process \[(\d+)\]")
VERSION = '{ meta { version } risk(slug: "infection") { name } }'
HEAVY = (
    "{ meta { version } procedures(first: 300, orderBy: { field: NAME, direction: DESC }) "
    "{ totalCount nodes { name curie } } }"
)
QUERIES = [
    VERSION,
    "{ risks(first: 40) { nodes { name procedures { nodes { name } } } } meta { version } }",
    '{ meta { version } search(query: "fracture") { totalCount nodes { node { name } } } }',
    "query A { ...a ...a } fragment a on Query { meta { version } roles { nodes { name } } }",
    HEAVY,
]
WORKERS = pytest.mark.parametrize("workers", [1, 2])


def id_of(name: str) -> str:
    return str(version(name, many=True).graph["version"])


@contextmanager
def serving(folder: Path, said: Path, workers: int) -> Iterator[ServerProcess]:
    """A server of the old version, all of whose workers serve."""
    write_snapshot(version(OLD, many=True), folder)
    with server_process(folder, said, "--workers", str(workers)) as server:
        wait_until(lambda: server.log.count("startup complete") >= workers, START_SECONDS)
        yield server


def pids(server: ServerProcess) -> list[int]:
    """The processes that answer."""
    return [pid for pid in map(int, STARTED.findall(server.log)) if is_alive(pid)]


def all_serve(server: ServerProcess, version_id: str) -> bool:
    """Whether each process answers with a version, asked by itself."""
    found = set[str]()
    for pid in pids(server):
        with only(pid, pids(server)), RawConnection(server.port) as connection:
            found.add(connection.exchange(post(body_of(VERSION))).json["data"]["meta"]["version"])
    return found == {version_id}
