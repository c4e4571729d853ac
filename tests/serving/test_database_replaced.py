"""A server whose database is replaced, gets new versions, or holds what it must not."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.database.address import parse_address
from graph.database.connection import Database
from tests.database.arcade import ArcadeProcess
from tests.serving.database_load import RECOVERY, check_recovers, under_load
from tests.serving.database_proxy import proxied
from tests.serving.database_serving import (
    INDICATIONS,
    NO_EDGE,
    RISKS,
    ROLES,
    ask,
    check_unavailable,
    endpoint,
    expected,
    is_ready,
    push_version,
    serving,
    started,
    version_id,
)
from tests.serving.live_server import wait_until
from tests.serving.server_process import START
from tests.serving.versions import NEW, OLD


def test_another_server_of_the_same_version_takes_over(
    second_arcade: ArcadeProcess, pushed_address: str, snapshots: Path, tmp_path: Path
) -> None:
    other = second_arcade.server.create(parse_address(pushed_address).database)
    push_version(other, OLD, snapshots)
    with proxied(pushed_address) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        with under_load(server, [OLD]) as load:
            time.sleep(0.5)
            proxy.turn_to(endpoint(other))
            time.sleep(2.5)  # The database is looked at meanwhile.
        assert load.failed == []
        check_recovers(server, OLD)
        assert server.log.count("is served now") == 0


def test_the_version_of_another_server_is_taken_up(
    killed_arcade: ArcadeProcess, second_arcade: ArcadeProcess, snapshots: Path, tmp_path: Path
) -> None:
    """It stands in the same slot there; no answer is of both."""
    first, other = (process.server.create("replaced") for process in (killed_arcade, second_arcade))
    push_version(first, OLD, snapshots)
    push_version(other, NEW, snapshots)
    with proxied(first) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        assert ask(server, NO_EDGE)[0].json == expected(OLD, NO_EDGE)  # It knows no edge yet.
        proxy.turn_to(endpoint(other))
        with under_load(server, [OLD, NEW]) as load:
            wait_until(lambda: load.answered[version_id(NEW)] > 50, RECOVERY)
        assert load.failed == []
        check_recovers(server, NEW)
        assert "Traceback" not in server.log


@pytest.mark.parametrize("workers", [2])
def test_no_request_fails_while_new_versions_come(
    killed_arcade: ArcadeProcess, snapshots: Path, tmp_path: Path, workers: int
) -> None:
    pushed = killed_arcade.server.create(f"renewed{workers}")
    push_version(pushed, OLD, snapshots)
    words = ["--workers", str(workers)]
    with proxied(pushed) as (_, address), serving(address, tmp_path / "said", *words, cache=0) as server:
        wait_until(lambda: server.log.count("startup complete") >= workers, START)
        with under_load(server, [OLD, NEW]) as load:
            time.sleep(1)
            push_version(pushed, NEW, snapshots)
            wait_until(lambda: server.log.count("is served now") >= workers, RECOVERY)
            time.sleep(0.5)
        assert (load.failed, load.refused) == ([], 0)
        assert min(load.answered[version_id(name)] for name in (OLD, NEW)) > 20
        check_recovers(server, NEW)
        assert "Traceback" not in server.log


def test_damaged_data_is_told_and_all_else_is_answered(
    killed_arcade: ArcadeProcess, snapshots: Path, tmp_path: Path
) -> None:
    """Machine code reads what comes from the database; tests/database/test_damaged_edges.py has each kind of damage."""
    pushed = killed_arcade.server.create("damaged")
    push_version(pushed, OLD, snapshots)
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
    killed_arcade: ArcadeProcess, snapshots: Path, tmp_path: Path, prepare: Callable[[str, Path], str], said: str
) -> None:
    address = parse_address(prepare(killed_arcade.server.create(f"at-start-{prepare.__name__}"), snapshots))
    with started(address, tmp_path / "said") as server:
        assert server.process.wait(START) == 1
    assert said in server.log
    assert address.password not in server.log
    assert "Traceback" not in server.log
