"""Servers of the world: with the fast path, with uvicorn's own protocol, and one that can be paused."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store import GraphStore, NodePage, Scan
from graph.store.snapshot import Snapshot, attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.live_server import TIMEOUT, run_server

SETTINGS = Settings(allow_origins=("https://app.example",), limits=Limits(body=4096, cache=0))
REQUEST_ID = "0123456789abcdef"

KEEP_ALIVE = 0.5
"""Seconds after which the server whose heavy queries wait closes what is idle."""


@pytest.fixture(autouse=True)
def _equal_request_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request gets the same id, and none is told as slow, so that responses can be compared."""
    monkeypatch.setattr("serving.access_log.new_request_id", lambda: REQUEST_ID)
    monkeypatch.setattr("serving.access_log._SLOW", inf)


@pytest.fixture(scope="session")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a snapshot of the world lies."""
    found = tmp_path_factory.mktemp("snapshots") / "world"
    write_snapshot(graph, found)
    return found


@pytest.fixture(scope="session")
def fast_port(folder: Path) -> Iterator[int]:
    """The port of a server with the fast path."""
    with run_server(create_app(SETTINGS, GraphStore(attach_snapshot(folder)))) as running:
        yield running.port


@pytest.fixture(scope="session")
def uvicorn_port(folder: Path) -> Iterator[int]:
    """The port of a server with uvicorn's own protocol."""
    with run_server(create_app(SETTINGS, GraphStore(attach_snapshot(folder))), HttpToolsProtocol) as running:
        yield running.port


class PausedStore(GraphStore):
    """Blocks scans in the thread of heavy queries until `resume` is set."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.started, self.resume = Event(), Event()

    def scan(self, scan: Scan) -> NodePage:
        if not _in_loop():
            self.started.set()
            assert self.resume.wait(TIMEOUT)
        return super().scan(scan)


def _in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.fixture(scope="module")
def world_store(graph: Graph) -> GraphStore:
    return store_of(graph)


@pytest.fixture(scope="module")
def exports(world_store: GraphStore) -> Iterator[TestClient]:
    """A client of a server of the world; it takes nothing compressed."""
    settings = Settings(allow_origins=("https://app.example",))
    with TestClient(
        create_app(settings, world_store), "http://localhost", headers={"accept-encoding": "identity"}
    ) as client:
        yield client


@dataclass(frozen=True, slots=True)
class PausedServer:
    """A server whose heavy queries block until `resume` is set, and which soon closes idle connections."""

    port: int
    store: PausedStore


@pytest.fixture(scope="session")
def _paused(folder: Path) -> Iterator[PausedServer]:
    store = PausedStore(attach_snapshot(folder))
    with run_server(create_app(SETTINGS, store), keep_alive=KEEP_ALIVE) as running:
        yield PausedServer(running.port, store)


@pytest.fixture
def paused(_paused: PausedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[PausedServer]:
    """That server; whatever looks at more than two rows is heavy."""
    monkeypatch.setattr(Limits, "inline_rows", 2)
    _paused.store.started.clear()
    _paused.store.resume.clear()
    yield _paused
    _paused.store.resume.set()
