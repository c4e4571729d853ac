"""A server over a real graph database that is away, killed, frozen, slow, or cut off."""

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.model.limits import Limits
from tests.database.arcade import ArcadeProcess
from tests.serving.database_load import RECOVERY, check_recovers, under_load
from tests.serving.database_proxy import DatabaseProxy, proxied
from tests.serving.database_serving import (
    INDICATIONS,
    MARGIN,
    NO_EDGE,
    QUERIES,
    RISKS,
    ROLES,
    SECONDS,
    ask,
    check_unavailable,
    descriptors,
    endpoint,
    expected,
    get,
    is_ready,
    serving,
    started,
)
from tests.serving.live_server import wait_until
from tests.serving.server_process import is_listening
from tests.serving.versions import OLD


def test_a_server_waits_for_its_first_version(pushed_address: str, tmp_path: Path) -> None:
    with proxied(pushed_address) as (proxy, address):
        proxy.turn_to(("127.0.0.1", 1))
        with started(address, tmp_path / "said") as server:
            wait_until(lambda: server.log.count("nothing to serve yet") >= 2, RECOVERY)
            assert server.process.poll() is None
            assert not is_listening(server.port)
            proxy.turn_to(endpoint(pushed_address))
            wait_until(lambda: is_listening(server.port), 60)
            check_recovers(server, OLD)
        assert address.password not in server.log


def test_what_was_brought_earlier_is_served_while_the_database_is_away(pushed_address: str, tmp_path: Path) -> None:
    with proxied(pushed_address) as (proxy, address):
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
            proxy.turn_to(endpoint(pushed_address))
            check_recovers(server, OLD)
            assert get(server, "/export/jsonl").status == 200
        assert "Traceback" not in server.log
        assert address.password not in server.log


def test_a_database_that_is_killed_under_load_is_used_again(
    killed_arcade: ArcadeProcess, pushed_address: str, tmp_path: Path
) -> None:
    with proxied(pushed_address) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        check_recovers(server, OLD)
        before = descriptors(server)
        with under_load(server, [OLD]) as load:
            time.sleep(0.5)
            killed_arcade.send(signal.SIGKILL)
            time.sleep(1)
            wait_until(lambda: not is_ready(server), RECOVERY)
            killed_arcade.start()
            wait_until(lambda: is_ready(server), RECOVERY)
        assert load.failed == []
        assert load.answered.total() > 100
        assert load.refused > 10
        assert load.longest < SECONDS + MARGIN
        check_recovers(server, OLD)
        assert proxy.open_connections <= Limits.database_connections
        wait_until(lambda: descriptors(server) <= before + Limits.database_connections, RECOVERY)
        assert "Traceback" not in server.log


def frozen(killed_arcade: ArcadeProcess, proxy: DatabaseProxy) -> tuple[Callable[[], None], Callable[[], None]]:
    return (lambda: killed_arcade.send(signal.SIGSTOP)), (lambda: killed_arcade.send(signal.SIGCONT))


def withheld(killed_arcade: ArcadeProcess, proxy: DatabaseProxy) -> tuple[Callable[[], None], Callable[[], None]]:
    return proxy.withhold, proxy.let_through


@pytest.mark.parametrize("fault", [frozen, withheld])
def test_a_database_that_hangs_keeps_nothing_from_being_answered(
    killed_arcade: ArcadeProcess,
    pushed_address: str,
    tmp_path: Path,
    fault: Callable[..., tuple[Callable[[], None], ...]],
) -> None:
    with proxied(pushed_address) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        assert ask(server, RISKS)[0].status == 200
        begin, end = fault(killed_arcade, proxy)
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


def test_statements_end_with_the_time_of_their_request(pushed_address: str, tmp_path: Path) -> None:
    """A database that answers late, but answers, is no reason to give up before the time of a request is over."""
    with proxied(pushed_address) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
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


def test_connections_that_break_off_are_opened_again(pushed_address: str, tmp_path: Path) -> None:
    with proxied(pushed_address) as (proxy, address), serving(address, tmp_path / "said", cache=0) as server:
        for query in QUERIES:
            proxy.cut()
            assert ask(server, query)[0].json == expected(OLD, query)
