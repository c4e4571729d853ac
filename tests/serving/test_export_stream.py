"""Streamed exports: back-pressure, disconnects, the pool of writers, failures."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx2 as httpx
import pytest

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.subgraph import ExportedSubgraph
from graph.model.errors import ExportError
from graph.model.limits import Limits
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from serving import export_stream
from serving.application import create_app
from serving.settings import Settings
from tests.serving.conftest import SETTINGS
from tests.serving.export_responses import error_of
from tests.serving.live_server import BUFFER, SMALL, TIMEOUT, RawConnection, body_of, post, run_server, wait_until

PIECE = b"x" * 100_000
ASK = post(b"", "Connection: close", start="GET /export/endless HTTP/1.1", length=None)


class Endless:
    """A format that is never at its end, and knows what becomes of it."""

    def __init__(self, fails_after: int | None = None) -> None:
        self.made, self.started, self.closed = 0, 0, Event()
        self._fails_after = fails_after

    def write(self, part: ExportedSubgraph) -> Iterator[bytes]:
        self.started += 1
        try:
            while self.made != self._fails_after:
                self.made += 1
                yield PIECE
            raise ExportError(problem="no more ink")
        finally:
            self.closed.set()


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Endless]:
    def serve(fails_after: int | None = None) -> Endless:
        made = Endless(fails_after)
        format_ = Format("endless", "Endless", "txt", "text/plain", made.write, "nobody")
        monkeypatch.setitem(FORMATS, "endless", format_)
        return made

    return serve


def address(port: int) -> str:
    return f"http://127.0.0.1:{port}/export/endless"


def test_an_export_is_streamed_and_ends_when_its_client_disconnects(
    fast_port: int, endless: Callable[..., Endless], caplog: pytest.LogCaptureFixture
) -> None:
    made = endless()
    with httpx.stream("GET", address(fast_port), headers={"accept-encoding": "identity"}) as answer:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        pieces = answer.iter_bytes()
        assert sum(len(next(pieces)) for _ in range(50)) > 0
        assert not made.closed.is_set()
    assert made.closed.wait(TIMEOUT)
    assert caplog.records == []


def test_a_slow_reader_holds_back_the_writer(fast_port: int, endless: Callable[..., Endless]) -> None:
    made = endless()
    with RawConnection(fast_port, receives=1 << 14) as connection:
        connection.send(post(b"", start="GET /export/endless HTTP/1.1", length=None))
        wait_until(lambda: made.made > 0)
        time.sleep(0.3)
        held = made.made
        time.sleep(0.3)
        assert made.made == held < 20
    assert made.closed.wait(TIMEOUT)


def test_an_exhausted_pool_is_answered_with_503(
    fast_port: int, endless: Callable[..., Endless], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "export_wait", 0.2)
    made = endless()
    with RawConnection(fast_port, receives=1 << 14) as one, RawConnection(fast_port, receives=1 << 14) as two:
        one.send(ASK)
        two.send(ASK)
        wait_until(lambda: made.started == SETTINGS.limits.exports)
        refused = httpx.get(address(fast_port))
        assert error_of(refused) == {"status": 503, "code": "BUSY", "limit": 2, "hint": error_of(refused)["hint"]}
        assert refused.headers["retry-after"] == "10"
        with RawConnection(fast_port) as other:
            assert other.exchange(post(body_of(SMALL))).status == 200
        known = httpx.get(f"http://127.0.0.1:{fast_port}/export").status_code
        assert known == 200
    wait_until(lambda: httpx.head(address(fast_port)).status_code == 200)


def test_an_export_waits_until_another_one_ends(fast_port: int, endless: Callable[..., Endless]) -> None:
    made = endless()
    with ThreadPoolExecutor() as threads, RawConnection(fast_port, receives=BUFFER) as two:
        with RawConnection(fast_port, receives=BUFFER) as one:
            one.send(ASK)
            two.send(ASK)
            wait_until(lambda: made.started == SETTINGS.limits.exports)
            third = threads.submit(first_bytes, fast_port)
            time.sleep(0.3)
            assert not third.done()
        assert third.result(TIMEOUT) == PIECE[:1]


def test_readers_that_are_too_slow_give_way_to_an_export_that_waits(
    fast_port: int, endless: Callable[..., Endless], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(export_stream, "_GRACE", 0.5)
    monkeypatch.setattr(Limits, "export_rate", 1 << 20)
    made = endless()
    with RawConnection(fast_port, receives=BUFFER) as one, RawConnection(fast_port, receives=BUFFER) as two:
        one.send(ASK)
        two.send(ASK)
        wait_until(lambda: made.started == SETTINGS.limits.exports)
        time.sleep(1)
        assert caplog.messages == []  # Nobody waits.
        assert first_bytes(fast_port) == PIECE[:1]
    assert "an export broke off: a slow reader" in caplog.messages


def test_readers_that_are_fast_enough_keep_their_places(
    fast_port: int, endless: Callable[..., Endless], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_stream, "_GRACE", 0.5)
    monkeypatch.setattr(Limits, "export_wait", 2)
    made = endless()
    ended = Event()
    with ThreadPoolExecutor() as threads:
        readers = [threads.submit(read_until, ended, fast_port) for _ in range(SETTINGS.limits.exports)]
        wait_until(lambda: made.started == SETTINGS.limits.exports)
        assert httpx.get(address(fast_port)).status_code == 503
        ended.set()
        assert all(reader.result(TIMEOUT) > len(PIECE) for reader in readers)


def first_bytes(port: int) -> bytes:
    with httpx.stream("GET", address(port), headers={"accept-encoding": "identity"}, timeout=TIMEOUT) as answer:
        return next(answer.iter_bytes())[:1]


def read_until(ended: Event, port: int) -> int:
    """The bytes that a client has read of an export when it has ended it."""
    size = 0
    with httpx.stream("GET", address(port), headers={"accept-encoding": "identity"}) as answer:
        for piece in answer.iter_bytes():
            size += len(piece)
            if ended.is_set():
                return size
    return 0


def test_a_reader_who_takes_nothing_is_given_up(folder: Path, endless: Callable[..., Endless]) -> None:
    made = endless()
    app = create_app(Settings(limits=Limits(write_seconds=1)), GraphStore(attach_snapshot(folder)))
    with run_server(app) as running, RawConnection(running.port, receives=BUFFER) as connection:
        connection.send(ASK)
        assert made.closed.wait(TIMEOUT)


def test_an_export_ends_with_its_client_although_a_request_waits_behind_it(
    fast_port: int, endless: Callable[..., Endless]
) -> None:
    made = endless()
    with RawConnection(fast_port, receives=BUFFER) as connection:
        connection.send(post(b"", start="GET /export/endless HTTP/1.1", length=None) + post())
        wait_until(lambda: made.made > 0)
        assert not made.closed.is_set()
    assert made.closed.wait(TIMEOUT)


def test_an_export_that_breaks_off_is_not_completed(fast_port: int, endless: Callable[..., Endless]) -> None:
    endless(fails_after=3)
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(address(fast_port), headers={"accept-encoding": "identity"})


def test_an_export_that_fails_at_once_is_answered_with_an_error(
    fast_port: int, endless: Callable[..., Endless]
) -> None:
    endless(fails_after=0)
    said = error_of(httpx.get(address(fast_port)))
    assert (said["status"], said["code"], said["problem"]) == (501, "EXPORT_ERROR", "no more ink")


def test_requests_are_answered_while_a_chunk_is_made(fast_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    started, resume = Event(), Event()

    def write(part: ExportedSubgraph) -> Iterator[bytes]:
        started.set()
        assert resume.wait(TIMEOUT)
        yield b"done"

    held = Format("endless", "PausedServer", "txt", "text/plain", write, "nobody")
    monkeypatch.setitem(FORMATS, "endless", held)
    with RawConnection(fast_port) as busy, RawConnection(fast_port) as other:
        busy.send(post(b"", start="GET /export/endless HTTP/1.1", length=None))
        assert started.wait(TIMEOUT)
        for _ in range(5):
            assert other.exchange(post(body_of(SMALL))).status == 200
        assert busy.is_silent(0.01)
        resume.set()
        wait_until(lambda: not busy.is_silent(0.1))
