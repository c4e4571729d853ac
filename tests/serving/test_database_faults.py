"""A server over a real graph database that is away, killed, frozen, cut off, or replaced by another one."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path

import pytest

from graph.database.address import DatabaseAddress, parse_address
from graph.database.connection import Database
from graph.model.limits import Limits
from tests.database.arcade import ArcadeProcess, arcade_process
from tests.database.fixtures import require_arcade
from tests.serving.database_proxy import DatabaseProxy, database_proxy
from tests.serving.database_serving import (
    INDICATIONS,
    MARGIN,
    NO_EDGE,
    QUERIES,
    RISKS,
    ROLES,
    SECONDS,
    ask,
    by_way_of,
    check_right_or_unavailable,
    check_unavailable,
    cold_query,
    descriptors,
    expected,
    forget_brought,
    get,
    is_ready,
    push_version,
    serving,
    started,
    version_id,
)
from tests.serving.live_server import wait_until
from tests.serving.server_process import START, ServerProcess, is_listening
from tests.serving.versions import NEW, OLD

RECOVERY = 30.0
"""Seconds in which all must be as before, also on a busy machine."""


@pytest.fixture(scope="module")
def arcade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArcadeProcess]:
    """A server of databases that tests kill."""
    require_arcade()
    with arcade_process(tmp_path_factory.mktemp("killed")) as process:
        yield process


@pytest.fixture(scope="module")
def pushed(arcade: ArcadeProcess, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database that has the old version."""
    address = arcade.server.create()
    push_version(address, OLD, tmp_path_factory.mktemp("pushed"))
    return address


@pytest.fixture(scope="module")
def second(arcade: ArcadeProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArcadeProcess]:
    """Another one with the same user and password."""
    with arcade_process(tmp_path_factory.mktemp("second"), arcade.server.password) as process:
        yield process


@contextmanager
def proxied(address: str) -> Iterator[tuple[DatabaseProxy, DatabaseAddress]]:
    """A proxy before a database, and the address by it; nothing was brought from there."""
    parsed = parse_address(address)
    with database_proxy((parsed.host, parsed.port)) as proxy:
        through = by_way_of(address, proxy.port)
        try:
            yield proxy, through
        finally:
            forget_brought(through)


@dataclass(slots=True)
class Load:
    """What came of requests that were asked again and again."""

    answered: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    failed: list[object] = field(default_factory=list)
    longest: float = 0.0


@contextmanager
def under_load(server: ServerProcess, names: Sequence[str], clients: int = 2) -> Iterator[Load]:
    """So many clients that ask all queries by POST and GET, over new connections."""
    load, over = Load(), threading.Event()

    numbers = count()

    def queries() -> Iterator[str]:
        while not over.is_set():
            yield from QUERIES
            yield cold_query(next(numbers))

    def run() -> None:
        for query, by_get in zip(queries(), cycle((False, True)), strict=False):
            try:
                response, seconds = ask(server, query, by_get=by_get)
                load.longest = max(load.longest, seconds)
                if check_right_or_unavailable(response, query, names):
                    load.answered[response.json["data"]["meta"]["version"]] += 1
                else:
                    load.refused += 1
            except Exception as error:  # Each kind of failure counts.
                load.failed.append((query, repr(error)))

    with ThreadPoolExecutor(clients) as threads:
        work = [threads.submit(run) for _ in range(clients)]
        try:
            yield load
        finally:
            over.set()
            for one in work:
                one.result()


def check_recovers(server: ServerProcess, name: str) -> None:
    """All queries are answered again, and the server says that it is ready."""
    wait_until(lambda: is_ready(server), RECOVERY)
    wait_until(lambda: all(ask(server, query)[0].status == 200 for query in QUERIES), RECOVERY)
    assert [ask(server, query)[0].json for query in QUERIES] == [expected(name, query) for query in QUERIES]


def test_a_server_waits_for_its_first_version(arcade: ArcadeProcess, pushed: str, tmp_path: Path) -> None:
    with proxied(pushed) as (proxy, address):
        proxy.turn_to(("127.0.0.1", 1))
        with started(address, tmp_path / "said") as server:
            wait_until(lambda: server.log.count("nothing to serve yet") >= 2, RECOVERY)
            assert server.process.poll() is None
            assert not is_listening(server.port)
            proxy.turn_to(_target(pushed))
            wait_until(lambda: is_listening(server.port), 60)
            check_recovers(server, OLD)
        assert address.password not in server.log


def _target(address: str) -> tuple[str, int]:
    parsed = parse_address(address)
    return parsed.host, parsed.port


def test_what_was_brought_earlier_is_served_while_the_database_is_away(
    arcade: ArcadeProcess, pushed: str, tmp_path: Path
) -> None:
    with proxied(pushed) as (proxy, address):
        with serving(address, tmp_path / "first"):
            """It brings the version."""
        proxy.turn_to(("127.0.0.1", 1))
        with serving(address, tmp_path / "said") as server:
            assert get(server, "/health").status == 200
            ready = get(server, "/ready")
            assert (ready.status, ready.json) == (503, {"status": "database unavailable"})
            assert ask(server, NO_EDGE)[0].json == expected(OLD, NO_EDGE)
            for by_get in (False, True):
                check_unavailable(ask(server, RISKS, by_get=by_get)[0], address.password, address.database)
            check_unavailable(get(server, "/export/jsonl"), address.password, address.database)
            proxy.turn_to(_target(pushed))
            check_recovers(server, OLD)
            assert get(server, "/export/jsonl").status == 200
        assert "Traceback" not in server.log
        assert address.password not in server.log


def test_a_database_that_is_killed_under_load_is_used_again(arcade: ArcadeProcess, pushed: str, tmp_path: Path) -> None:
    with proxied(pushed) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        check_recovers(server, OLD)
        before = descriptors(server)
        with under_load(server, [OLD]) as load:
            time.sleep(0.5)
            arcade.send(signal.SIGKILL)
            time.sleep(1)
            wait_until(lambda: not is_ready(server), RECOVERY)
            arcade.start()
            wait_until(lambda: is_ready(server), RECOVERY)
        assert load.failed == []
        assert load.answered.total() > 100
        assert load.refused > 10
        assert load.longest < SECONDS + MARGIN
        check_recovers(server, OLD)
        assert proxy.open_connections <= Limits.database_connections
        wait_until(lambda: descriptors(server) <= before + Limits.database_connections, RECOVERY)
        assert "Traceback" not in server.log


def frozen(arcade: ArcadeProcess, proxy: DatabaseProxy) -> tuple[Callable[[], None], Callable[[], None]]:
    return (lambda: arcade.send(signal.SIGSTOP)), (lambda: arcade.send(signal.SIGCONT))


def withheld(arcade: ArcadeProcess, proxy: DatabaseProxy) -> tuple[Callable[[], None], Callable[[], None]]:
    return proxy.withhold, proxy.let_through


@pytest.mark.parametrize("fault", [frozen, withheld])
def test_a_database_that_hangs_keeps_nothing_from_being_answered(
    arcade: ArcadeProcess, pushed: str, tmp_path: Path, fault: Callable[..., tuple[Callable[[], None], ...]]
) -> None:
    with proxied(pushed) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        assert ask(server, RISKS)[0].status == 200
        begin, end = fault(arcade, proxy)
        begin()
        try:
            with ThreadPoolExecutor(40) as threads:
                cold = [threads.submit(ask, server, query) for query in (ROLES, INDICATIONS) for _ in range(20)]
                for _ in range(20):
                    begun = time.monotonic()
                    assert get(server, "/health").status == 200
                    assert time.monotonic() - begun < 1.5
                    warm, seconds = ask(server, RISKS)
                    assert (warm.json, seconds < 1.5) == (expected(OLD, RISKS), True)
                    time.sleep(0.05)
                for one in cold:
                    response, seconds = one.result()
                    check_unavailable(response)
                    assert seconds < SECONDS + MARGIN
            assert get(server, "/ready").status == 503
            assert ask(server, ROLES)[1] < 1.5  # Nobody waits for what is known to be away.
        finally:
            end()
        check_recovers(server, OLD)
        assert proxy.open_connections <= Limits.database_connections
        assert "Traceback" not in server.log


def test_statements_end_with_the_time_of_their_request(arcade: ArcadeProcess, pushed: str, tmp_path: Path) -> None:
    """A database that answers late, but answers, is no reason to give up before the time of a request is over."""
    with proxied(pushed) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        assert ask(server, NO_EDGE)[0].status == 200
        proxy.delay = 0.2
        response, seconds = ask(server, RISKS)
        assert response.json == expected(OLD, RISKS)
        assert seconds > 0.2
        proxy.delay = SECONDS + 1.0
        response, seconds = ask(server, ROLES)
        check_unavailable(response)
        assert seconds < SECONDS + MARGIN
        proxy.delay = 0
        check_recovers(server, OLD)


def test_connections_that_break_off_are_opened_again(arcade: ArcadeProcess, pushed: str, tmp_path: Path) -> None:
    with proxied(pushed) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        for query in QUERIES:
            proxy.cut()
            assert ask(server, query)[0].json == expected(OLD, query)


def test_another_server_of_the_same_version_takes_over(
    arcade: ArcadeProcess, second: ArcadeProcess, pushed: str, tmp_path: Path
) -> None:
    other = second.server.create(parse_address(pushed).database)
    push_version(other, OLD, tmp_path)
    with proxied(pushed) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        with under_load(server, [OLD]) as load:
            time.sleep(0.5)
            proxy.turn_to(_target(other))
            time.sleep(2.5)  # The database is looked at meanwhile.
        assert load.failed == []
        check_recovers(server, OLD)
        assert server.log.count("is served now") == 0


def test_the_version_of_another_server_is_taken_up(
    arcade: ArcadeProcess, second: ArcadeProcess, tmp_path: Path
) -> None:
    """It stands in the same slot there; no answer is of both."""
    first, other = (process.server.create("replaced") for process in (arcade, second))
    push_version(first, OLD, tmp_path)
    push_version(other, NEW, tmp_path)
    with proxied(first) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        assert ask(server, NO_EDGE)[0].json == expected(OLD, NO_EDGE)  # It knows no edge yet.
        proxy.turn_to(_target(other))
        with under_load(server, [OLD, NEW]) as load:
            wait_until(lambda: load.answered[version_id(NEW)] > 50, RECOVERY)
        assert load.failed == []
        check_recovers(server, NEW)
        assert "Traceback" not in server.log


@pytest.mark.parametrize("workers", [1, 2])
def test_no_request_fails_while_new_versions_come(arcade: ArcadeProcess, tmp_path: Path, workers: int) -> None:
    pushed = arcade.server.create(f"renewed{workers}")
    push_version(pushed, OLD, tmp_path)
    words = ["--workers", str(workers)]
    with proxied(pushed) as (_, address), serving(address, tmp_path / "said", *words, cache=0) as server:
        wait_until(lambda: server.log.count("startup complete") >= workers, START)
        with under_load(server, [OLD, NEW]) as load:
            for number, name in enumerate((NEW, OLD), 1):
                time.sleep(1)
                push_version(pushed, name, tmp_path)
                wait_until(lambda: server.log.count("is served now") >= number * workers, RECOVERY)  # noqa: B023
            time.sleep(0.5)
        assert (load.failed, load.refused) == ([], 0)
        assert min(load.answered[version_id(name)] for name in (OLD, NEW)) > 20
        check_recovers(server, OLD)
        assert "Traceback" not in server.log


def test_damaged_data_is_told_and_all_else_is_answered(arcade: ArcadeProcess, tmp_path: Path) -> None:
    """Machine code reads what comes from the database; tests/database/test_damaged_edges.py has each kind of damage."""
    pushed = arcade.server.create("damaged")
    push_version(pushed, OLD, tmp_path)
    with Database(parse_address(pushed)) as database:
        database.write(
            ("MATCH (:MedcodeNode {curie: 'PAGE:cast'})-[r:HAS_RISK]->() SET r.place = 'x'", {}),
            ("MATCH (:MedcodeNode {curie: 'CPT:00100'})-[r:HAS_RISK]->() SET r.in_place = 1000000000", {}),
        )
    with proxied(pushed) as (_, address), serving(address, tmp_path / "said", cache=0) as server:
        for by_get in (False, True):
            check_unavailable(ask(server, RISKS, by_get=by_get)[0], "stored", "pushed")
        for query in (ROLES, INDICATIONS, NO_EDGE):
            assert ask(server, query)[0].json == expected(OLD, query)
        assert "The graph database does not hold what was pushed." in server.log
        assert is_ready(server)
        assert "Traceback" not in server.log


def _nothing(address: str, folder: Path) -> str:
    return address


def _half(address: str, folder: Path) -> str:
    push_version(address, OLD, folder)
    with Database(parse_address(address)) as database:
        database.write(("MATCH (v:MedcodeVersion) SET v.state = 'loading'", {}))
    return address


def _wrong_password(address: str, folder: Path) -> str:
    return address.replace(f":{parse_address(address).password}@", ":not-the-password@")


def _no_database(address: str, folder: Path) -> str:
    return f"{address}-2"


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (_nothing, "no version of the graph was pushed here"),
        (_half, "only a part of version"),
        (_wrong_password, "Authentication failed"),
        (_no_database, "Cannot open database"),
    ],
)
def test_what_does_not_pass_is_not_waited_for(
    arcade: ArcadeProcess, tmp_path: Path, prepare: Callable[[str, Path], str], said: str
) -> None:
    address = parse_address(prepare(arcade.server.create(f"at-start-{prepare.__name__}"), tmp_path))
    with started(address, tmp_path / "said") as server:
        assert server.process.wait(START) == 1
    assert said in server.log
    assert address.password not in server.log
    assert "Traceback" not in server.log
