"""ExportEndpoint over HTTP: sent while they are written, as fast as they are read, and so many at a time."""

import time
from collections.abc import Callable, Iterator
from threading import Event

import httpx2 as httpx
import pytest

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.subgraph import ExportSubgraph
from graph.model.errors import ExportError
from graph.model.limits import Limits
from tests.serving.conftest import SETTINGS
from tests.serving.export_responses import error_of
from tests.serving.live_server import SMALL, TIMEOUT, RawConnection, body_of, post, wait_until

PIECE = b"x" * 100_000


class Endless:
    """A format that is never at its end, and knows what becomes of it."""

    def __init__(self, fails_after: int | None = None) -> None:
        self.made, self.begun, self.closed = 0, 0, Event()
        self._fails_after = fails_after

    def write(self, part: ExportSubgraph) -> Iterator[bytes]:
        self.begun += 1
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


def test_it_is_sent_while_it_is_written_and_a_client_that_leaves_ends_it(
    short: int, endless: Callable[..., Endless], caplog: pytest.LogCaptureFixture
) -> None:
    made = endless()
    with httpx.stream("GET", address(short), headers={"accept-encoding": "identity"}) as answer:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        pieces = answer.iter_bytes()
        assert sum(len(next(pieces)) for _ in range(50)) > 0
        assert not made.closed.is_set()
    assert made.closed.wait(TIMEOUT)
    assert caplog.records == []


def test_a_writer_is_no_further_than_its_reader(short: int, endless: Callable[..., Endless]) -> None:
    made = endless()
    with RawConnection(short, receives=1 << 14) as line:
        line.send(post(b"", start="GET /export/endless HTTP/1.1", length=None))
        wait_until(lambda: made.made > 0)
        time.sleep(0.3)
        held = made.made
        time.sleep(0.3)
        assert made.made == held < 20
    assert made.closed.wait(TIMEOUT)


def test_so_many_are_written_at_a_time_and_others_are_told_to_come_again(
    short: int, endless: Callable[..., Endless]
) -> None:
    made = endless()
    ask = post(b"", "Connection: close", start="GET /export/endless HTTP/1.1", length=None)
    with RawConnection(short, receives=1 << 14) as one, RawConnection(short, receives=1 << 14) as two:
        one.send(ask)
        two.send(ask)
        wait_until(lambda: made.begun == SETTINGS.limits.exports)
        refused = httpx.get(address(short))
        assert error_of(refused) == {"status": 503, "code": "BUSY", "limit": 2, "hint": error_of(refused)["hint"]}
        assert refused.headers["retry-after"] == "10"
        with RawConnection(short) as other:
            assert other.ask(post(body_of(SMALL))).status == 200
        known = httpx.get(f"http://127.0.0.1:{short}/export").status_code
        assert known == 200
    wait_until(lambda: httpx.head(address(short)).status_code == 200)


def test_a_reader_that_does_not_read_is_given_up(
    short: int, endless: Callable[..., Endless], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "export_stall", 0.2)
    made = endless()
    with RawConnection(short, receives=1 << 14) as line:
        line.send(post(b"", start="GET /export/endless HTTP/1.1", length=None))
        assert made.closed.wait(TIMEOUT)


def test_what_breaks_off_is_not_taken_for_whole(short: int, endless: Callable[..., Endless]) -> None:
    endless(fails_after=3)
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(address(short), headers={"accept-encoding": "identity"})


def test_what_cannot_be_written_at_all_is_told(short: int, endless: Callable[..., Endless]) -> None:
    endless(fails_after=0)
    said = error_of(httpx.get(address(short)))
    assert (said["status"], said["code"], said["problem"]) == (501, "EXPORT_ERROR", "no more ink")


def test_no_page_waits_while_a_piece_is_made(short: int, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()

    def write(part: ExportSubgraph) -> Iterator[bytes]:
        begun.set()
        assert go_on.wait(TIMEOUT)
        yield b"done"

    held = Format("endless", "Held", "txt", "text/plain", write, "nobody")
    monkeypatch.setitem(FORMATS, "endless", held)
    with RawConnection(short) as busy, RawConnection(short) as other:
        busy.send(post(b"", start="GET /export/endless HTTP/1.1", length=None))
        assert begun.wait(TIMEOUT)
        for _ in range(5):
            assert other.ask(post(body_of(SMALL))).status == 200
        assert busy.is_silent(0.01)
        go_on.set()
        wait_until(lambda: not busy.is_silent(0.1))
