"""Clients that are silent, send half a request, flood the server, or do not read; a real process, short time-outs."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.serving.live_server import SMALL, TIMEOUT, HTTPResponse, RawConnection, body_of, post
from tests.serving.server_process import ServerProcess, server_process

HEALTH = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
FILES = 256
PIECE, PIECES = 1 << 16, 160
"""A request that is refused is sent on, up to 10 MB."""
PIPELINED = 1_000_000
MOST_GROWTH = 40
"""Megabytes by which a server may grow for a client that pipelines and does not read."""
SECONDS = 1
"""Of each time-out."""


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    said = tmp_path_factory.mktemp("slow") / "said"
    limits = dict.fromkeys(("max_head_seconds", "max_body_seconds", "max_idle_seconds"), SECONDS)
    with server_process(folder, said, files=FILES, max_write_seconds=2, **limits) as running:
        yield running
        assert "Traceback" not in running.log


def assert_answers(server: ServerProcess) -> None:
    with RawConnection(server.port) as other:
        assert other.exchange(post(body_of(SMALL))).status == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"P",
        post()[:30],
        post()[:-1],
        CHUNKED,
        CHUNKED + b"ff\r\nabc",
        CHUNKED + b"1\r\na\r\n0\r\n",
    ],
)
def test_half_a_request_is_answered_with_408_in_time(server: ServerProcess, sent: bytes) -> None:
    with RawConnection(server.port) as connection:
        started = time.monotonic()
        connection.send(sent)
        refused = connection.read_response()
        assert (refused.status, refused.headers["connection"]) == (408, "close")
        assert refused.json["errors"][0]["extensions"]["code"] == "REQUEST_TIMEOUT"
        assert connection.next_response() is None
        assert 0.9 * SECONDS < time.monotonic() - started < TIMEOUT


def test_a_head_that_comes_byte_by_byte_is_not_awaited_longer(server: ServerProcess) -> None:
    with RawConnection(server.port) as connection:
        with suppress(OSError):
            for byte in b"GET / HTTP/1.1\r\nX: " + b"a" * 200:
                connection.send(bytes([byte]))
                time.sleep(0.05)
                if not connection.is_silent(0.001):
                    break
            else:
                raise AssertionError
        assert connection.read_response().status == 408


def test_a_body_that_comes_fast_enough_is_awaited(server: ServerProcess) -> None:
    """Half a kilobyte each quarter of a second is twice the rate that is asked for."""
    body = body_of(SMALL) + b" " * 5 * 1024
    with RawConnection(server.port) as connection:
        started = time.monotonic()
        connection.send(post(body)[: -5 * 1024])
        for _ in range(10):
            time.sleep(0.25)
            connection.send(b" " * 512)
        assert time.monotonic() - started > 2 * SECONDS
        assert connection.read_response().status == 200


@pytest.mark.parametrize("sent", [b"", b"\r\n\r\n", HEALTH, HEALTH + b"\r\n"])
def test_a_silent_connection_is_closed_without_a_word(server: ServerProcess, sent: bytes) -> None:
    with RawConnection(server.port) as connection:
        connection.send(sent)
        assert [response.status for response in iter(connection.next_response, None)] == [200] * sent.count(b"GET")


@pytest.mark.parametrize("count", [FILES, 4 * FILES])
def test_silent_connections_keep_nobody_out(server: ServerProcess, count: int) -> None:
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        assert_answers(server)


def test_half_requests_keep_nobody_out(server: ServerProcess) -> None:
    with ExitStack() as stack:
        for _ in range(FILES):
            stack.enter_context(RawConnection(server.port)).send(post()[:-1])
        assert_answers(server)


@pytest.mark.parametrize("request_", [HEALTH, post()], ids=["health", "graphql"])
def test_a_client_that_pipelines_and_does_not_read_costs_little_memory(server: ServerProcess, request_: bytes) -> None:
    assert_answers(server)
    before = server.resident_megabytes
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(TIMEOUT)
        with pytest.raises(OSError, match=r"reset|pipe"):  # noqa: PT012  # The server waits, and then gives up.
            for _ in range(PIPELINED // 1000):
                connection.sendall(request_ * 1000)
    assert server.resident_megabytes - before < MOST_GROWTH
    assert_answers(server)


@pytest.mark.parametrize(
    ("start", "piece", "status", "code"),
    [
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: ", b"a" * PIECE, 431, "HEAD_TOO_LARGE"),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\n", b"X: a\r\n" * (PIECE // 6), 431, "HEAD_TOO_LARGE"),
        (b"GET ", b" " * PIECE, 431, "HEAD_TOO_LARGE"),
        (b"GET /health?", b"a" * PIECE, 414, "TARGET_TOO_LONG"),
        (CHUNKED + b"1;a=", b"a" * PIECE, 431, "CHUNKS_TOO_LARGE"),
        (CHUNKED + b"1\r\na\r\n0\r\n", b"X: a\r\n" * (PIECE // 6), 431, "CHUNKS_TOO_LARGE"),
    ],
    ids=["header", "headers", "spaces", "target", "chunk extension", "trailers"],
)
def test_a_request_without_end_is_refused(
    server: ServerProcess, start: bytes, piece: bytes, status: int, code: str
) -> None:
    before = server.resident_megabytes
    with RawConnection(server.port) as connection:
        connection.send(start)
        for _ in range(PIECES):
            connection.send(piece)
        refused = connection.read_response()
    assert (refused.status, code_of(refused)) == (status, code)
    assert server.resident_megabytes - before < MOST_GROWTH


def test_a_body_that_was_refused_is_not_read_for_ever(server: ServerProcess) -> None:
    with RawConnection(server.port) as connection:
        connection.send(post(b"", length=str(1 << 40)))
        with pytest.raises(OSError, match=r"reset|pipe"):  # noqa: PT012
            for _ in range(10 * PIECES):
                connection.send(b"a" * PIECE)


def code_of(response: HTTPResponse) -> str:
    return str(response.json["errors"][0]["extensions"]["code"])
