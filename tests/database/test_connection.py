"""The connection to a real database: rows, transactions, time-outs, what errors say, and that none holds a password."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from graph.database.address import DatabaseAddress, parse_address
from graph.database.connection import Database
from graph.model.errors import StatementRefused, StoreAccessDenied, StoreError, StoreTimeout, StoreUnavailable
from graph.model.limits import Limits
from tests.database.fixtures import NewDatabase
from tests.database.free_port import free_port

COUNT = "MATCH (n:Thing) RETURN count(n)"
ADD = ("UNWIND $names AS name CREATE (n:Thing {name: name})", {"names": ["a", "b", "c"]})


def test_rows_are_read_and_written(database: Database) -> None:
    assert database.write(ADD) == []
    assert sorted(database.read("MATCH (n:Thing) WHERE n.name <> $not RETURN n.name, 1", {"not": "b"})) == [
        ("a", 1),
        ("c", 1),
    ]


def test_all_statements_of_a_transaction_are_done_or_none(database: Database) -> None:
    with pytest.raises(StatementRefused):
        database.write(ADD, ("this is no Cypher", {}))
    assert database.read(COUNT) == [(0,)]


def test_many_threads_read_at_a_time(database: Database) -> None:
    database.write(ADD)
    before, seconds = database.statements, database.seconds
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda _: database.read(COUNT), range(200)))
    assert found == [[(3,)]] * 200
    assert database.statements == before + 200
    assert database.seconds > seconds


def test_statements_are_seen_with_their_parameters(database: Database) -> None:
    seen: list[tuple[str, object]] = []
    database.on_statement = lambda statement, parameters: seen.append((statement, parameters))
    database.read("RETURN $a", {"a": 1})
    assert seen == [("RETURN $a", {"a": 1})]


def test_a_mistake_is_refused_and_the_connection_goes_on(database: Database) -> None:
    with pytest.raises(StatementRefused) as refused:
        database.read("this is no Cypher")
    assert refused.value.details["code"] == "Neo.ClientError.Statement.SyntaxError"
    assert database.read("RETURN 1") == [(1,)]


def _refusal(address: DatabaseAddress) -> StoreError:
    with Database(address) as database, pytest.raises(StoreError) as refused:
        database.read("RETURN 1")
    return refused.value


def test_a_wrong_password_is_told_and_not_shown(address: str) -> None:
    right = parse_address(address)
    wrong = DatabaseAddress(right.scheme, right.host, right.port, right.database, right.user, "not-the-password")
    refused = _refusal(wrong)
    assert isinstance(refused, StoreAccessDenied)
    assert "not-the-password" not in f"{refused!s} {refused!r} {wrong} {wrong!r} {refused.__cause__!r}"


def test_an_unknown_database_is_told(address: str) -> None:
    right = parse_address(address)
    refused = _refusal(DatabaseAddress(right.scheme, right.host, right.port, "nothing", right.user, right.password))
    assert isinstance(refused, StoreAccessDenied)
    assert str(refused.details["address"]).endswith("/nothing")


def test_nobody_at_the_address_is_told() -> None:
    assert isinstance(_refusal(DatabaseAddress("bolt", "127.0.0.1", free_port("127.0.0.1"), "x")), StoreUnavailable)


def test_a_server_that_takes_connections_and_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "database_connect_seconds", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        refused = _refusal(DatabaseAddress("bolt", "127.0.0.1", silent.getsockname()[1], "x"))
    assert isinstance(refused, StoreUnavailable)


@contextmanager
def stalling_proxy(address: DatabaseAddress) -> Iterator[tuple[DatabaseAddress, Event]]:
    """A proxy before a database, whose answers are withheld while the event is set."""
    stalled = Event()

    def pump(source: socket.socket, target: socket.socket, *, may_stall: bool) -> None:
        try:
            while data := source.recv(65536):
                while may_stall and stalled.is_set():
                    time.sleep(0.01)
                target.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, target):
                end.close()

    def serve() -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            server = socket.create_connection((address.host, address.port))
            Thread(target=pump, args=(client, server), kwargs={"may_stall": False}, daemon=True).start()
            Thread(target=pump, args=(server, client), kwargs={"may_stall": True}, daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=serve, daemon=True).start()
        port = listening.getsockname()[1]
        yield DatabaseAddress("bolt", "127.0.0.1", port, address.database, address.user, address.password), stalled
        stalled.clear()
        listening.shutdown(socket.SHUT_RDWR)


def test_a_database_that_hangs_is_given_up_in_time_and_used_again_afterwards(new_database: NewDatabase) -> None:
    with stalling_proxy(parse_address(new_database())) as (address, stalled), Database(address) as database:
        assert database.read("RETURN 1") == [(1,)]
        stalled.set()
        started = time.monotonic()
        with ThreadPoolExecutor(8) as threads:
            refused = list(threads.map(lambda _: _timed_out(database), range(8)))
        assert time.monotonic() - started < 10
        assert refused == [True] * 8
        stalled.clear()
        assert database.read("RETURN 2") == [(2,)]


def _timed_out(database: Database) -> bool:
    with pytest.raises(StoreTimeout):
        database.read("RETURN 1", seconds=0.5)
    return True
