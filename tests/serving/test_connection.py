"""Connections: what comes in order, how long they stay, and what happens when one end goes away."""

import socket
import struct
import time
from pathlib import Path
from threading import Thread

import pytest

from graph.model.limits import Limits
from graph.store.snapshot import attach
from server import create_app
from tests.serving.conftest import KEEP_ALIVE, SETTINGS, Held, HeldStore
from tests.serving.live_server import BUFFER, HEAVY, SMALL, TIMEOUT, RawConnection, body_of, post, run_server

HEAVY_ONE, SMALL_ONE, BAD_ONE = (post(body_of(query)) for query in (HEAVY, SMALL, "{ nothing }"))
RISKS = {"data": {"risks": {"nodes": [{"name": "Stiffness"}, {"name": "Skin sore"}, {"name": "Infection"}]}}}
RISK = {"data": {"risk": {"name": "Infection"}}}
HALF = len(SMALL_ONE) // 2
NOT_YET = 0.1
"""Seconds in which a small answer would have come."""
MANY = 50
"""So many long answers do not fit into the buffers between a server and a client who does not read."""


@pytest.mark.parametrize(
    ("pieces", "answers"),
    [
        ([HEAVY_ONE + SMALL_ONE], [RISKS, RISK]),
        ([HEAVY_ONE, SMALL_ONE], [RISKS, RISK]),
        ([HEAVY_ONE, SMALL_ONE, SMALL_ONE], [RISKS, RISK, RISK]),
        ([HEAVY_ONE + SMALL_ONE[:HALF], SMALL_ONE[HALF:]], [RISKS, RISK]),
        ([HEAVY_ONE + SMALL_ONE[:-HALF], SMALL_ONE[-HALF:] + HEAVY_ONE, SMALL_ONE], [RISKS, RISK, RISKS, RISK]),
    ],
)
def test_nothing_overtakes_a_heavy_query(held: Held, pieces: list[bytes], answers: list[object]) -> None:
    with RawConnection(held.port) as line:
        line.send(*pieces)
        assert held.store.begun.wait(TIMEOUT)
        assert line.is_silent(NOT_YET)
        held.store.go_on.set()
        assert [line.answer().json for _ in answers] == answers


def test_what_stands_before_a_heavy_query_is_not_held_up(held: Held) -> None:
    with RawConnection(held.port) as line:
        line.send(SMALL_ONE + HEAVY_ONE + SMALL_ONE)
        assert line.answer().json == RISK
        assert line.is_silent(NOT_YET)
        held.store.go_on.set()
        assert line.answer().json == RISKS
        assert line.answer().json == RISK


def test_a_connection_is_closed_when_it_is_idle_and_not_before(held: Held) -> None:
    with RawConnection(held.port) as line:
        for request in (SMALL_ONE, SMALL_ONE, BAD_ONE, SMALL_ONE, SMALL_ONE):
            assert line.ask(request).status == 200
            time.sleep(0.6 * KEEP_ALIVE)
        asked = time.monotonic()
        assert line.ask(SMALL_ONE).status == 200
        assert line.next() is None
        assert 0.5 * KEEP_ALIVE < time.monotonic() - asked < TIMEOUT


@pytest.mark.parametrize("pieces", [[HEAVY_ONE], [SMALL_ONE, HEAVY_ONE]])
def test_a_connection_is_not_closed_while_its_query_runs(held: Held, pieces: list[bytes]) -> None:
    with RawConnection(held.port) as line:
        line.send(*pieces)
        if len(pieces) > 1:
            assert line.answer().json == RISK
        assert line.is_silent(1.5 * KEEP_ALIVE)
        held.store.go_on.set()
        assert line.answer().json == RISKS
        assert line.ask(SMALL_ONE).json == RISK


def leave(line: RawConnection, *, rudely: bool) -> None:
    if rudely:
        line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.socket.close()


@pytest.mark.parametrize("rudely", [False, True])
@pytest.mark.parametrize(
    "piece",
    [b"P", SMALL_ONE[:HALF], SMALL_ONE[:-1], BAD_ONE[:-1], post(None, "Origin: https://app.example")[:-1], BAD_ONE],
)
def test_clients_may_go_away_at_any_time(
    short: int, piece: bytes, rudely: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with RawConnection(short) as line:
        line.send(piece)
        time.sleep(0.02)
        leave(line, rudely=rudely)
    with RawConnection(short) as other:
        assert other.ask(BAD_ONE).status == 200
    assert caplog.records == []


@pytest.mark.parametrize("rudely", [False, True])
def test_a_client_may_go_away_while_its_heavy_query_runs(
    held: Held, rudely: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with RawConnection(held.port) as line:
        line.send(HEAVY_ONE)
        assert held.store.begun.wait(TIMEOUT)
        leave(line, rudely=rudely)
    with RawConnection(held.port) as other:
        assert other.ask(SMALL_ONE).json == RISK
        held.store.go_on.set()
        assert other.ask(HEAVY_ONE).json == RISKS
    assert caplog.records == []


def test_who_reads_slowly_gets_everything_in_order(short: int) -> None:
    sections = " ".join(f"a{i}: procedures {{ nodes {{ sections {{ nodes {{ text }} }} id }} }}" for i in range(50))
    requests = [post(body_of(query)) for query in (f"{{ {sections} }}", SMALL, "{ nothing }")]
    with RawConnection(short) as line:
        expected = [line.ask(request) for request in requests]
    assert len(expected[0].body) > BUFFER
    with RawConnection(short, receives=BUFFER) as line:
        sender = Thread(target=line.send, args=requests * MANY)
        sender.start()
        time.sleep(0.2)
        assert [line.answer() for _ in range(len(requests) * MANY)] == expected * MANY
        sender.join()


def test_a_server_that_is_told_to_end_answers_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = HeldStore(attach(folder))
    monkeypatch.setattr(Limits, "inline_rows", 2)
    with (
        run_server(create_app(SETTINGS, store)) as running,
        RawConnection(running.port) as busy,
        RawConnection(running.port) as idle,
        RawConnection(running.port) as late,
    ):
        assert idle.ask(SMALL_ONE).json == RISK
        late.send(SMALL_ONE[:HALF])
        busy.send(HEAVY_ONE)
        assert store.begun.wait(TIMEOUT)
        running.server.should_exit = True
        assert idle.next() is None
        assert busy.is_silent(NOT_YET)
        store.go_on.set()
        answer = busy.answer()
        assert answer.json == RISKS
        assert answer.headers["connection"] == "close"
        assert busy.next() is None
