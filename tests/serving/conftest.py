"""Servers of the world: the one with the short way, and beside it the one without."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store import GraphStore, NodePage, Scan
from graph.store.snapshot import Snapshot, attach, write_snapshot
from server import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.live_server import TIMEOUT, run_server

SETTINGS = Settings(allow_origins=("https://app.example",), limits=Limits(body=4096, cache=0))

KEEP_ALIVE = 0.5
"""Seconds after which the server whose heavy queries wait closes what is idle."""


@pytest.fixture(scope="session")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a snapshot of the world lies."""
    found = tmp_path_factory.mktemp("snapshots") / "world"
    write_snapshot(graph, found)
    return found


@pytest.fixture(scope="session")
def short(folder: Path) -> Iterator[int]:
    """The port of a server as it is."""
    with run_server(create_app(SETTINGS, GraphStore(attach(folder)))) as running:
        yield running.port


@pytest.fixture(scope="session")
def long(folder: Path) -> Iterator[int]:
    """The port of a server with uvicorn's own protocol."""
    with run_server(create_app(SETTINGS, GraphStore(attach(folder))), HttpToolsProtocol) as running:
        yield running.port


class HeldStore(GraphStore):
    """Holds up scans in the thread of heavy queries until they may go on."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.begun, self.go_on = Event(), Event()

    def scan(self, scan: Scan) -> NodePage:
        if not _in_loop():
            self.begun.set()
            assert self.go_on.wait(TIMEOUT)
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
    with TestClient(create_app(settings, world_store), headers={"accept-encoding": "identity"}) as client:
        yield client


@dataclass(frozen=True, slots=True)
class Held:
    """A server whose heavy queries wait until they may go on; idle connections are soon closed."""

    port: int
    store: HeldStore


@pytest.fixture(scope="session")
def _held(folder: Path) -> Iterator[Held]:
    store = HeldStore(attach(folder))
    with run_server(create_app(SETTINGS, store), keep_alive=KEEP_ALIVE) as running:
        yield Held(running.port, store)


@pytest.fixture
def held(_held: Held, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """That server; whatever looks at more than two rows is heavy."""
    monkeypatch.setattr(Limits, "inline_rows", 2)
    _held.store.begun.clear()
    _held.store.go_on.clear()
    yield _held
    _held.store.go_on.set()
