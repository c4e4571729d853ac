"""Streamed exports: back-pressure, disconnects, the pool of writers, failures."""

import time
from collections.abc import Callable, Iterator
from threading import Event

import httpx2 as httpx
import pytest

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.subgraph import ExportedSubgraph
from graph.model.errors import ExportError
from graph.model.limits import Limits
from tests.serving.conftest import SETTINGS
from tests.serving.export_responses import error_of
from tests.serving.live_server import SMALL, TIMEOUT, RawConnection, body_of, post, wait_until

PIECE = b"x" * 100_000


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


def test_an_exhausted_pool_is_answered_with_503(fast_port: int, endless: Callable[..., Endless]) -> None:
    made = endless()
    ask = post(b"", "Connection: close", start="GET /export/endless HTTP/1.1", length=None)
    with RawConnection(fast_port, receives=1 << 14) as one, RawConnection(fast_port, receives=1 << 14) as two:
        one.send(ask)
        two.send(ask)
        wait_until(lambda: made.started == SETTINGS.limits.exports)
        refused = httpx.get(address(fast_port))
        assert error_of(refused) == {"status": 503, "code": "BUSY", "limit": 2, "hint": error_of(refused)["hint"]}
        assert refused.headers["retry-after"] == "10"
        with RawConnection(fast_port) as other:
            assert other.exchange(post(body_of(SMALL))).status == 200
        known = httpx.get(f"http://127.0.0.1:{fast_port}/export").status_code
        assert known == 200
    wait_until(lambda: httpx.head(address(fast_port)).status_code == 200)


def test_a_stalled_reader_is_given_up(
    fast_port: int, endless: Callable[..., Endless], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "export_stall", 0.2)
    made = endless()
    with RawConnection(fast_port, receives=1 << 14) as connection:
        connection.send(post(b"", start="GET /export/endless HTTP/1.1", length=None))
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
