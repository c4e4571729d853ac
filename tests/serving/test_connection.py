"""Connections: order of responses, keep-alive, clients and servers that disconnect."""

import socket
import struct
import time
from pathlib import Path
from threading import Thread

import pytest

from graph.model.limits import Limits
from graph.store.snapshot import attach_snapshot
from serving.application import create_app
from tests.serving.conftest import KEEP_ALIVE, SETTINGS, PausedServer, PausedStore
from tests.serving.live_server import BUFFER, HEAVY, SMALL, TIMEOUT, RawConnection, body_of, post, run_server

HEAVY_ONE, SMALL_ONE, BAD_ONE = (post(body_of(query)) for query in (HEAVY, SMALL, "{ nothing }"))
HEAVY_ANSWER = {"procedures": {"nodes": [{"name": name} for name in ("Splint", "Sling", "Cast", "Brace")]}}
RISK = {"risk": {"name": "Infection"}}
HALF = len(SMALL_ONE) // 2
NOT_YET = 0.1
"""Seconds in which a small answer would have come."""
MANY = 50
"""So many long answers do not fit into the buffers between a server and a client who does not read."""


@pytest.mark.parametrize(
    ("pieces", "answers"),
    [
        ([HEAVY_ONE + SMALL_ONE], [HEAVY_ANSWER, RISK]),
        ([HEAVY_ONE, SMALL_ONE], [HEAVY_ANSWER, RISK]),
        ([HEAVY_ONE, SMALL_ONE, SMALL_ONE], [HEAVY_ANSWER, RISK, RISK]),
        ([HEAVY_ONE + SMALL_ONE[:HALF], SMALL_ONE[HALF:]], [HEAVY_ANSWER, RISK]),
        (
            [HEAVY_ONE + SMALL_ONE[:-HALF], SMALL_ONE[-HALF:] + HEAVY_ONE, SMALL_ONE],
            [HEAVY_ANSWER, RISK, HEAVY_ANSWER, RISK],
        ),
    ],
)
def test_pipelined_responses_stay_in_order_behind_a_heavy_query(
    paused: PausedServer, pieces: list[bytes], answers: list[object]
) -> None:
    with RawConnection(paused.port) as connection:
        connection.send(*pieces)
        assert paused.store.started.wait(TIMEOUT)
        assert connection.is_silent(NOT_YET)
        paused.store.resume.set()
        assert [connection.read_response().json["data"] for _ in answers] == answers


def test_a_request_before_a_heavy_query_is_answered_at_once(paused: PausedServer) -> None:
    with RawConnection(paused.port) as connection:
        connection.send(SMALL_ONE + HEAVY_ONE + SMALL_ONE)
        assert connection.read_response().json["data"] == RISK
        assert connection.is_silent(NOT_YET)
        paused.store.resume.set()
        assert connection.read_response().json["data"] == HEAVY_ANSWER
        assert connection.read_response().json["data"] == RISK


def test_an_idle_connection_is_closed_after_the_keep_alive_timeout(paused: PausedServer) -> None:
    with RawConnection(paused.port) as connection:
        for request in (SMALL_ONE, SMALL_ONE, BAD_ONE, SMALL_ONE, SMALL_ONE):
            assert connection.exchange(request).status == 200
            time.sleep(0.6 * KEEP_ALIVE)
        asked = time.monotonic()
        assert connection.exchange(SMALL_ONE).status == 200
        assert connection.next_response() is None
        assert 0.5 * KEEP_ALIVE < time.monotonic() - asked < TIMEOUT


@pytest.mark.parametrize("pieces", [[HEAVY_ONE], [SMALL_ONE, HEAVY_ONE]])
def test_a_connection_is_not_closed_while_its_query_runs(paused: PausedServer, pieces: list[bytes]) -> None:
    with RawConnection(paused.port) as connection:
        connection.send(*pieces)
        if len(pieces) > 1:
            assert connection.read_response().json["data"] == RISK
        assert connection.is_silent(1.5 * KEEP_ALIVE)
        paused.store.resume.set()
        assert connection.read_response().json["data"] == HEAVY_ANSWER
        assert connection.exchange(SMALL_ONE).json["data"] == RISK


def leave(connection: RawConnection, *, rudely: bool) -> None:
    if rudely:
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.socket.close()


@pytest.mark.parametrize("rudely", [False, True])
@pytest.mark.parametrize(
    "piece",
    [b"P", SMALL_ONE[:HALF], SMALL_ONE[:-1], BAD_ONE[:-1], post(None, "Origin: https://app.example")[:-1], BAD_ONE],
)
def test_clients_may_disconnect_at_any_time(
    fast_port: int, piece: bytes, rudely: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with RawConnection(fast_port) as connection:
        connection.send(piece)
        time.sleep(0.02)
        leave(connection, rudely=rudely)
    with RawConnection(fast_port) as other:
        assert other.exchange(BAD_ONE).status == 200
    assert caplog.records == []


@pytest.mark.parametrize("rudely", [False, True])
def test_a_client_may_disconnect_while_its_heavy_query_runs(
    paused: PausedServer, rudely: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with RawConnection(paused.port) as connection:
        connection.send(HEAVY_ONE)
        assert paused.store.started.wait(TIMEOUT)
        leave(connection, rudely=rudely)
    with RawConnection(paused.port) as other:
        assert other.exchange(SMALL_ONE).json["data"] == RISK
        paused.store.resume.set()
        assert other.exchange(HEAVY_ONE).json["data"] == HEAVY_ANSWER
    assert caplog.records == []


def test_a_slow_reader_gets_all_responses_in_order(fast_port: int) -> None:
    sections = " ".join(f"a{i}: procedures {{ nodes {{ sections {{ nodes {{ text }} }} id }} }}" for i in range(50))
    requests = [post(body_of(query)) for query in (f"{{ {sections} }}", SMALL, "{ nothing }")]
    with RawConnection(fast_port) as connection:
        expected = [connection.exchange(request) for request in requests]
    assert len(expected[0].body) > BUFFER
    with RawConnection(fast_port, receives=BUFFER) as connection:
        sender = Thread(target=connection.send, args=requests * MANY)
        sender.start()
        time.sleep(0.2)
        assert [connection.read_response() for _ in range(len(requests) * MANY)] == expected * MANY
        sender.join()


def test_a_server_that_shuts_down_answers_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = PausedStore(attach_snapshot(folder))
    monkeypatch.setattr(Limits, "inline_rows", 2)
    with (
        run_server(create_app(SETTINGS, store)) as running,
        RawConnection(running.port) as busy,
        RawConnection(running.port) as idle,
        RawConnection(running.port) as late,
    ):
        assert idle.exchange(SMALL_ONE).json["data"] == RISK
        late.send(SMALL_ONE[:HALF])
        busy.send(HEAVY_ONE)
        assert store.started.wait(TIMEOUT)
        running.server.should_exit = True
        assert idle.next_response() is None
        assert busy.is_silent(NOT_YET)
        store.resume.set()
        answer = busy.read_response()
        assert answer.json["data"] == HEAVY_ANSWER
        assert answer.headers["connection"] == "close"
        assert busy.next_response() is None
