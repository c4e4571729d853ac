"""A server in a process of its own that serves from a graph database, and what is asked of it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.peers.process import end
from graph.database.address import DatabaseAddress, parse_address
from graph.database.connection import Database
from graph.database.push import push
from graph.ingest.build import build
from graph.model.elements import Node
from graph.model.property_graph import Graph
from graph.model.source_files import ROOT
from graph.progress_bar import NoProgress
from graph.store.snapshot_writer import write_snapshot
from tests.serving.live_server import HTTPResponse, RawConnection, body_of, post, wait_until
from tests.serving.server_process import START, ServerProcess, is_listening
from tests.serving.versions import data
from tests.test_server import free_port
from tests.world import EDGES, NODES, World, edge

SECONDS = 3
"""The time of work for an answer (`MEDCODE_MAX_SECONDS`)."""
MANY = 400
MARGIN = 4.0
"""Seconds that an answer may take beyond it on a busy machine."""
RISKS = "{ meta { version } procedures { nodes { name risks { nodes { name } } } } }"
ROLES = "{ meta { version } roles { nodes { name procedures { nodes { name } } } } }"
INDICATIONS = "{ meta { version } indications { nodes { name procedures { nodes { name } } } } }"
NO_EDGE = '{ meta { version } procedure(slug: "cast") { name curie } }'
QUERIES = (RISKS, ROLES, INDICATIONS, NO_EDGE)


def cold_query(number: int) -> str:
    """A query of an edge that is known only after the database was asked for it; there are `MANY` of them."""
    return f'{{ meta {{ version }} procedure(slug: "p{number % MANY}") {{ recovery {{ nodes {{ name }} }} }} }}'


@cache
def served(name: str) -> Graph:
    """The world with the name of the version behind each name, and hundreds of procedures more, which need rest."""
    nodes = [replace(node, name=f"{node.name}, {name}") for node in NODES]
    procedures = [
        Node(f"PAGE:p{number}", "Procedure", f"P {number:04}, {name}", {"slug": f"p{number}", "has_page": True})
        for number in range(MANY)
    ]
    edges = [
        edge(node.curie, "HAS_RECOVERY", "RECOVERY:rest", duration_min=number % 7, duration_unit="day")
        for number, node in enumerate(procedures)
    ]
    return build([World([*nodes, *procedures, *EDGES, *edges])]).graph


def push_version(address: str, name: str, folder: Path) -> None:
    """Push a version (see `served`)."""
    snapshot = folder / f"pushed-{name}"
    if not snapshot.exists():
        write_snapshot(served(name), snapshot)
    with Database(parse_address(address)) as database:
        push(database, snapshot, NoProgress())


def version_id(name: str) -> str:
    return str(served(name).graph["version"])


@cache
def expected(name: str, query: str) -> Any:
    """What a version answers to a query."""
    return {"data": data(served(name), query)}


@contextmanager
def started(address: DatabaseAddress, said: Path, *words: str, **settings: int) -> Iterator[ServerProcess]:
    """A server that was started, and may not listen yet; nothing was brought from this address before."""
    port = free_port()
    environment = {
        **os.environ,
        "MEDCODE_STORE_USER": address.user,
        "MEDCODE_STORE_PASSWORD": address.password,
        "MEDCODE_MAX_SECONDS": str(SECONDS),
        **{f"MEDCODE_{name.upper()}": str(value) for name, value in settings.items()},
    }
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "server.py", "--port", str(port), "--store", str(address), *words],
            cwd=ROOT,
            env=environment,
            stderr=output,
        )
    try:
        yield ServerProcess(port, process, said)
    finally:
        end(process, 20)


@contextmanager
def serving(address: DatabaseAddress, said: Path, *words: str, **settings: int) -> Iterator[ServerProcess]:
    """A server that answers."""
    with started(address, said, *words, **settings) as server:
        wait_until(lambda: server.process.poll() is not None or is_listening(server.port), START)
        assert server.process.poll() is None, server.log
        yield server


def ask(server: ServerProcess, query: str, *, by_get: bool = False) -> tuple[HTTPResponse, float]:
    """The answer to a query, over a connection of its own, and the seconds that it took."""
    begun = time.monotonic()
    with RawConnection(server.port) as connection:
        request = post(body_of(query))
        if by_get:
            request = post(b"", start=f"GET /graphql?query={quote(query)} HTTP/1.1", kind=None, length=None)
        return connection.exchange(request), time.monotonic() - begun


def get(server: ServerProcess, path: str) -> HTTPResponse:
    with RawConnection(server.port) as connection:
        return connection.exchange(post(b"", start=f"GET {path} HTTP/1.1", kind=None, length=None))


def is_ready(server: ServerProcess) -> bool:
    return get(server, "/ready").status == 200


def check_unavailable(response: HTTPResponse, *secrets: str) -> None:
    """The response is that of a database that does not answer, and tells nothing of it."""
    assert (response.status, response.headers.get("retry-after")) == (503, "5"), response
    (error,) = response.json["errors"]
    assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
    for secret in (*secrets, "bolt:", "127.0.0.1", "Traceback", "neo4j"):
        assert secret not in f"{response.headers} {response.body!r}"


def check_right_or_unavailable(response: HTTPResponse, query: str, names: Sequence[str]) -> bool:
    """Whether a query was answered: rightly, by one of some versions; else the response says what it must."""
    if response.status != 200:
        check_unavailable(response)
        return False
    assert response.json in [expected(name, query) for name in names]
    return True


def descriptors(server: ServerProcess) -> int:
    """How many files and connections the process has open."""
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def endpoint(address: str) -> tuple[str, int]:
    """Where the server of an address listens."""
    parsed = parse_address(address)
    return parsed.host, parsed.port
