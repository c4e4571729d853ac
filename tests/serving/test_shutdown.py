"""The end of a server process: it comes in time, whatever its clients do, with exit code 0."""

import signal
import time
from pathlib import Path

import pytest

from tests.serving.live_server import BUFFER, TIMEOUT, RawConnection, post, wait_until
from tests.serving.server_process import START, ServerProcess, is_listening, server_process

HEALTH = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
READY = b"GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n"
PROCESSES = pytest.mark.parametrize("words", [(), ("--workers", "2")], ids=["one process", "workers"])
DRAIN = 1
DELAY = 3
"""Seconds of a delayed shutdown."""


def end(server: ServerProcess, *signals: signal.Signals) -> float:
    """Send signals, and wait for the end; the seconds that it took."""
    started = time.monotonic()
    for number in signals:
        server.process.send_signal(number)
        time.sleep(0.3)
    assert server.process.wait(60) == 0
    assert "Traceback" not in server.log
    return time.monotonic() - started


def status(port: int, request: bytes) -> int:
    """The status of the response over a new connection."""
    with RawConnection(port) as connection:
        return connection.exchange(request).status


@PROCESSES
def test_half_a_request_does_not_hold_up_the_end(folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    with (
        server_process(folder, tmp_path / "said", *words, max_drain_seconds=DRAIN) as server,
        RawConnection(server.port) as head,
        RawConnection(server.port) as body,
        RawConnection(server.port, receives=BUFFER) as unread,
        RawConnection(server.port) as idle,
    ):
        head.send(post()[:20])
        body.send(post()[:-1])
        unread.send(HEALTH * 100_000)
        assert idle.exchange(HEALTH).status == 200
        took = end(server, signal.SIGTERM)
        assert idle.next_response() is head.next_response() is body.next_response() is None
    assert took > (0 if words else 0.9 * DRAIN)


def test_a_request_that_ends_in_time_is_answered(folder: Path, tmp_path: Path) -> None:
    with (
        server_process(folder, tmp_path / "said", max_drain_seconds=60) as server,
        RawConnection(server.port) as connection,
    ):
        connection.send(post()[:-1])
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        connection.send(post()[-1:])
        response = connection.read_response()
        assert (response.status, response.headers["connection"]) == (200, "close")
        assert server.process.wait(TIMEOUT) == 0


def test_a_second_signal_ends_the_server_at_once(folder: Path, tmp_path: Path) -> None:
    with (
        server_process(folder, tmp_path / "said", max_drain_seconds=600) as server,
        RawConnection(server.port) as connection,
    ):
        connection.send(post()[:-1])
        time.sleep(0.3)
        assert end(server, signal.SIGINT, signal.SIGTERM) < 60
        assert connection.next_response() is None


@PROCESSES
def test_a_server_that_is_to_end_says_so_and_answers_until_the_delay_is_over(
    folder: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    settings = {"shutdown_delay_seconds": DELAY, "max_drain_seconds": DRAIN}
    with (
        server_process(folder, tmp_path / "said", *words, **settings) as server,
        RawConnection(server.port) as kept,
    ):
        wait_until(lambda: server.log.count("startup complete") == (2 if words else 1), START)
        assert (kept.exchange(READY).status, kept.exchange(post()).status) == (200, 200)
        started = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: kept.exchange(READY).status == 503)
        wait_until(lambda: status(server.port, READY) == 503)
        answered = 0
        while time.monotonic() < started + 0.6 * DELAY:
            assert status(server.port, HEALTH) == status(server.port, post()) == kept.exchange(post()).status == 200
            answered += 1
        assert answered > 10
        assert server.process.wait(60) == 0
        assert time.monotonic() - started >= DELAY
        assert kept.next_response() is None
        assert "Traceback" not in server.log


@PROCESSES
def test_a_second_signal_ends_the_delay(folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    with server_process(folder, tmp_path / "said", *words, shutdown_delay_seconds=3_600) as server:
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: "/ready answers 503" in server.log)
        assert end(server, signal.SIGTERM) < 60


def test_workers_without_a_supervisor_free_the_address_at_once(folder: Path, tmp_path: Path) -> None:
    with server_process(
        folder, tmp_path / "said", "--workers", "2", shutdown_delay_seconds=3_600, max_drain_seconds=DRAIN
    ) as server:
        wait_until(lambda: server.log.count("startup complete") == 2, START)
        server.process.kill()
        wait_until(lambda: not is_listening(server.port), 60)
