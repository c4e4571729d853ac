"""The fast path over sockets: responses are those of uvicorn's own protocol."""

import random
from collections.abc import Sequence

import pytest

from serving.protocol import FastPathProtocol
from tests.serving.live_server import JSON, SMALL, RawConnection, body_of, exchange_all, post, short_id

CHUNKED = f"{len(body_of(SMALL)):x}\r\n".encode() + body_of(SMALL) + b"\r\n0\r\n\r\n"
LENGTH = len(body_of(SMALL))
UNKNOWN = body_of("{ nothing }")
LONG = body_of(f"{{ {' '.join(f'a{i}: procedures {{ nodes {{ id curie name }} }}' for i in range(9))} }}")
"""Its answer is long enough to be compressed."""


def get(address: str, *headers: str, method: str = "GET") -> bytes:
    return post(b"", *headers, start=f"{method} {address} HTTP/1.1", kind=None, length=None)


def same(fast_port: int, uvicorn_port: int, *pieces: bytes, before: Sequence[bytes] = ()) -> list[int]:
    """The status of each response, which both servers give alike."""
    answers = exchange_all(fast_port, *pieces, before=before)
    assert answers == exchange_all(uvicorn_port, *pieces, before=before)
    return [answer.status for answer in answers]


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (f"  {LENGTH}\t", 200),
        (f"0{LENGTH}", 200),
        ("0" * 3000 + str(LENGTH), 200),
        ("0" * 5000 + str(LENGTH), 200),
        (f"+{LENGTH}", 400),
        (f"-{LENGTH}", 400),
        (f"{LENGTH:#x}", 400),
        (f"{LENGTH}, {LENGTH}", 400),
        ("5 0", 400),
        ("5_0", 400),
        ("9" * 40, 400),
        (str(2**64 + LENGTH), 400),
    ],
    ids=short_id,
)
def test_lengths(fast_port: int, uvicorn_port: int, length: str, status: int) -> None:
    assert same(fast_port, uvicorn_port, post(length=length))[0] == status


@pytest.mark.parametrize(
    ("request_", "statuses"),
    [
        (post(length="5"), [400]),  # What is left over is no request.
        (post(length=None), [400]),
        (post(None, "Content-Length: 3"), [400]),
        (post(None, f"Content-Length: {LENGTH}"), [400]),
        (post(None, "Content-Length : 3"), [400]),
        (post(None, "Transfer-Encoding: chunked"), [400]),
        (post(CHUNKED, "Transfer-Encoding: chunked"), [400]),
        (post(CHUNKED, "Transfer-Encoding: chunked", length=None), [200, 200]),
        (post(CHUNKED, "Transfer-Encoding: xchunked", length=None), [400]),
        (post(CHUNKED, "Transfer-Encoding:\tchunked", length=None), [200, 200]),
        (post(None, "Transfer-Encoding: keep-alive"), [400]),
        (post(None, "X: a\nContent-Length: 3"), [400]),
        (post(None, "X: a\r\r\n"), [400]),
        (post(None, "X: a\0b"), [400]),
        (post(None, "X\0: a"), [400]),
        (post(None, "X: \xff\xfe"), [200, 200]),
        (post(kind="Content-Type:\r\n application/json"), [400]),
        (post(length=f"{LENGTH}\r\n 0"), [400]),
        (post().replace(b"\r\n", b"\n"), [400]),
        (b"\r\n\r\n" + post(), [200, 200]),
        (b"GET / HTTP/1.1\r\n\n" + post(), [400]),
        (post() + b"\r\n", [200, 200]),
    ],
    ids=short_id,
)
def test_requests_cannot_be_smuggled(fast_port: int, uvicorn_port: int, request_: bytes, statuses: list[int]) -> None:
    assert same(fast_port, uvicorn_port, request_) == statuses
    assert same(fast_port, uvicorn_port, request_, before=[post()]) == [200, *statuses]


@pytest.mark.parametrize(
    ("request_", "statuses"),
    [
        (post(start="POST /graphql HTTP/1.0"), [200]),
        (post(None, "Connection: keep-alive", start="POST /graphql HTTP/1.0"), [200]),
        (post(start="POST /graphql HTTP/2.0"), [200]),
        (post(start="POST /graphql HTTP/1.2"), [400]),
        (post(start="POST /graphql"), [200]),
        (post(start="post /graphql HTTP/1.1"), [400]),
        (post(None, "Connection: close"), [200]),
        (post(None, "Connection: Keep-Alive"), [200, 200]),
        (post(None, "Connection: keep-alive, close"), [200]),
        (post(None, "Expect: 100-continue"), [100, 200, 200]),
        (post(start="POST /graphql/ HTTP/1.1"), [200, 200]),
        (post(start="POST /graphql?query={nothing} HTTP/1.1"), [200, 200]),
        (post(start="POST /%67raphql#top HTTP/1.1"), [200, 200]),
        (post(start="POST http://localhost/graphql HTTP/1.1"), [200, 200]),
        (post(start="POST http://localhost/nothing HTTP/1.1"), [404, 200]),
        (post(start="POST //graphql HTTP/1.1"), [404, 200]),
        (post(start="POST /graphql\xe9 HTTP/1.1"), [400]),
        (post(start="PUT /graphql HTTP/1.1"), [405, 200]),
        (get("/graphql", method="OPTIONS"), [204, 200]),
        (get("/graphql?query={meta{version}}"), [200, 200]),
        (get("/graphql?query={nothing}"), [200, 200]),
        (get("/graphql?query={__typename}&variables="), [400, 200]),
        (get("/graphql", "Accept: text/html"), [200, 200]),
        (post(None, "Origin: https://app.example"), [200, 200]),
        (post(None, "Origin: keep-alive"), [200, 200]),
        (post(None, "Cookie: a", "Cookie: b"), [200, 200]),
        (post(None, f"X: {'x' * 9000}"), [200, 200]),
        (post(kind="cOnTeNt-tYpE: Application/JSON ; charset=utf-8"), [200, 200]),
        (post(UNKNOWN, kind="Content-Type: APPLICATION/JSON"), [200, 200]),
        (post(kind="Content-Type: text/plain"), [415, 200]),
        (post(None, JSON), [415, 200]),
        (post(kind=None), [415, 200]),
        (post(b" " * 4096), [400, 200]),
        (post(b" " * 4097), [413, 200]),
        (post(b" " * 100_000), [413, 200]),
    ],
    ids=short_id,
)
def test_other_requests(fast_port: int, uvicorn_port: int, request_: bytes, statuses: list[int]) -> None:
    assert same(fast_port, uvicorn_port, request_) == statuses


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"[" + body_of(SMALL) + b"]", 200),
        (b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}', 400),
        (body_of("{ __typename }", variables=[]), 400),
        (body_of("{ __typename }", extensions=""), 400),
        (body_of("{ __typename }", extensions={"persistedQuery": {"version": 1}}), 400),
        (body_of("query A { __typename } query B { meta { version } }", operationName="B"), 200),
        (body_of("query A { __typename } query B { meta { version } }", operationName="C"), 400),
        (body_of("query A { __typename } query B { meta { version } }"), 200),
        (body_of("query A { __typename }", operationName="A"), 200),
        (body_of("mutation { a }"), 200),
        (body_of("{ __schema { types { name } } }"), 200),
        (body_of('{ risks(after: "x") { totalCount } meta { version } }'), 200),
        (UNKNOWN, 200),
        (LONG, 200),
        (body_of("{" + " risks { totalCount }" * 100 + "}"), 200),
    ],
)
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_bodies(fast_port: int, uvicorn_port: int, body: bytes, status: int, coding: str) -> None:
    request_ = post(body, f"Accept-Encoding: {coding}")
    assert same(fast_port, uvicorn_port, before=[request_, request_]) == [status, status, 200]


@pytest.mark.parametrize(
    ("coding", "expected"), [("gzip", "gzip"), ("gzip;q=0", None), ("identity", None), ("*", None)]
)
def test_only_clients_that_accept_gzip_get_it(fast_port: int, coding: str, expected: str | None) -> None:
    with RawConnection(fast_port) as connection:
        answer = connection.exchange(post(LONG, f"Accept-Encoding: {coding}"))
    assert answer.headers.get("content-encoding") == expected
    assert answer.headers["x-medcode-execution"] == "compiled"


def test_answers_of_the_reference_executor_are_compressed_too(fast_port: int) -> None:
    with RawConnection(fast_port) as connection:
        answer = connection.exchange(
            post(body_of("{ __schema { types { name description } } }"), "Accept-Encoding: gzip")
        )
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["x-medcode-execution"] == "reference"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://localhost:1/health", 200),
        ("http://localhost/nothing?a=http://evil.example", 404),
        ("http://evil.example/health", 421),
        ("http://evil.example", 400),
        ("http://localhost@evil.example/health", 421),
        ("/health?a=http://evil.example", 200),
    ],
)
def test_the_host_of_an_absolute_target_counts(fast_port: int, target: str, status: int) -> None:
    with RawConnection(fast_port) as connection:
        assert connection.exchange(get(target)).status == status


def test_an_upgrade_without_a_body_is_ignored(fast_port: int) -> None:
    with RawConnection(fast_port) as connection:
        answer = connection.exchange(get("/health", "Connection: upgrade", "Upgrade: h2c"))
        assert (answer.status, answer.headers["connection"]) == (200, "close")
        assert connection.next_response() is None


def test_requests_of_the_fast_path_never_reach_uvicorn_s_parser(
    fast_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[bytes]()
    monkeypatch.setattr(FastPathProtocol, "on_url", lambda _, url: read.append(url))
    with RawConnection(fast_port) as connection:
        for _ in range(3):
            assert connection.exchange(post()).json["data"] == {"risk": {"name": "Infection"}}
    assert read == []


PIECES = [post(), post(UNKNOWN), get("/health"), post(None, "Expect: 100-continue"), post(LONG), post()]


@pytest.mark.parametrize("at", range(1, len(post()), 3))
def test_a_request_may_come_in_two_pieces(fast_port: int, at: int) -> None:
    with RawConnection(fast_port) as connection:
        connection.send(post()[:at], post()[at:] + post()[:at], post()[at:])
        assert connection.read_response() == connection.read_response() == connection.exchange(post())


@pytest.mark.parametrize("seed", range(8))
def test_many_requests_may_come_in_any_pieces(fast_port: int, uvicorn_port: int, seed: int) -> None:
    whole = b"".join(PIECES)
    places = sorted(random.Random(seed).sample(range(len(whole)), 12))  # noqa: S311
    cut = [whole[start:end] for start, end in zip([0, *places], [*places, len(whole)], strict=True)]
    assert same(fast_port, uvicorn_port, *cut) == [200, 200, 200, 100, 200, 200, 200, 200]


def test_many_requests_may_come_at_once(fast_port: int, uvicorn_port: int) -> None:
    assert same(fast_port, uvicorn_port, b"".join(PIECES)) == [200, 200, 200, 100, 200, 200, 200, 200]
    assert same(fast_port, uvicorn_port, *PIECES) == [200, 200, 200, 100, 200, 200, 200, 200]


def test_bytes_one_at_a_time(fast_port: int) -> None:
    with RawConnection(fast_port) as connection:
        connection.send(*(bytes([byte]) for byte in post()))
        assert connection.read_response() == connection.exchange(post())


def test_trailer_fields_are_not_taken_for_header_fields(fast_port: int) -> None:
    """uvicorn takes them so, and with them what a proxy has checked in the header."""
    request_ = post(CHUNKED[:-2] + b"Origin: https://app.example\r\n\r\n", "Transfer-Encoding: chunked", length=None)
    with RawConnection(fast_port) as connection:
        answer = connection.exchange(request_)
    assert answer.json["data"] == {"risk": {"name": "Infection"}}
    assert "access-control-allow-origin" not in answer.headers
