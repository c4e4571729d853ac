"""The limits of graph databases, each met by a driver that never answers, or that says how it was made."""

import asyncio
from typing import Any

import pytest

from graph.database.address import DatabaseAddress
from graph.database.connection import Database
from graph.model.errors import StoreTimeout
from graph.model.limits import Limits
from graph.store import GraphStore

ADDRESS = DatabaseAddress("bolt", "127.0.0.1", 1, "x")


class _SilentSession:
    """A session in which each statement waits for ever."""

    async def __aenter__(self) -> "_SilentSession":
        return self

    async def __aexit__(self, *_: object) -> None: ...

    async def run(self, *_: object) -> None:
        await asyncio.Event().wait()

    async def execute_write(self, *_: object) -> None:
        await asyncio.Event().wait()


class _Driver:
    """A driver that keeps the options that it was made with."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options

    def session(self, **_: object) -> _SilentSession:
        return _SilentSession()

    async def close(self) -> None: ...


def _times_out(monkeypatch: pytest.MonkeyPatch, limit: str, *, writes: bool) -> None:
    monkeypatch.setattr("neo4j.AsyncGraphDatabase.driver", lambda _, **options: _Driver(options))
    monkeypatch.setattr(Limits, limit, 0.05)
    with Database(ADDRESS) as database, pytest.raises(StoreTimeout):
        database.write(("RETURN 1", {})) if writes else database.read("RETURN 1")


def database_seconds(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    _times_out(monkeypatch, "database_seconds", writes=False)


def database_write_seconds(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    _times_out(monkeypatch, "database_write_seconds", writes=True)


def _option(monkeypatch: pytest.MonkeyPatch, limit: str) -> dict[str, Any]:
    """The options of a driver that is made with 7 for a limit."""
    made = list[dict[str, Any]]()

    def driver(_: str, **options: Any) -> _Driver:
        made.append(options)
        return _Driver(options)

    monkeypatch.setattr("neo4j.AsyncGraphDatabase.driver", driver)
    monkeypatch.setattr(Limits, limit, 7)
    Database(ADDRESS).close()
    return made[0]


def database_connections(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _option(monkeypatch, "database_connections")["max_connection_pool_size"] == 7


def database_connect_seconds(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    options = _option(monkeypatch, "database_connect_seconds")
    assert (options["connection_timeout"], options["connection_acquisition_timeout"]) == (7.0, 7.0)


def database_retry_seconds(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _option(monkeypatch, "database_retry_seconds")["max_transaction_retry_time"] == 7.0


DATABASE_LIMITS = {
    limit.__name__: limit
    for limit in (
        database_connections,
        database_connect_seconds,
        database_seconds,
        database_write_seconds,
        database_retry_seconds,
    )
}
