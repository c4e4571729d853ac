"""Builders of byte sequences that a client may send."""

from tests.serving.live_server import SMALL, body_of, post

Pieces = tuple[bytes, ...]
"""What comes in, piece by piece."""
Group = tuple[str, int | None, list[Pieces]]
"""The name of a group of sequences, and the status of the first response to each."""
LIMIT = 4096
"""Bytes that a body may have."""
BODY, SMALL_POST = body_of(SMALL), post()
UNKNOWN = body_of("{ nothing }")
MANY = " ".join(f"a{i}: procedures {{ nodes {{ id curie name }} }}" for i in range(9))
LONG_QUERY = f"{{ {MANY} }}"
LONG = body_of(LONG_QUERY)
"""Its answer is long enough to be compressed."""
FRAGMENTS = body_of("{ risks { ...a } } fragment a on RisksConnection { totalCount }")
"""It is planned in the thread."""
GRAPHQL_RESPONSE = "application/graphql-response+json"
CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
HEALTH = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"


def get(address: str, *headers: str, method: str = "GET") -> bytes:
    return post(b"", *headers, start=f"{method} {address} HTTP/1.1", kind=None, length=None)


def with_accept(query: str, accept: str, coding: str = "identity") -> bytes:
    return post(body_of(query), f"Accept: {accept}", f"Accept-Encoding: {coding}")


def single_piece(*requests: bytes) -> list[Pieces]:
    """Sequences of one piece, each with a request of the fast path after it."""
    return [(request, SMALL_POST) for request in requests]


def with_bodies(*all_: bytes) -> list[Pieces]:
    return single_piece(*[post(body) for body in all_])


def with_headers(*lines: str) -> list[Pieces]:
    """A request of the fast path with one more header."""
    return single_piece(*[post(None, line) for line in lines])


def with_content_lengths(*said: str) -> list[Pieces]:
    return single_piece(*[post(length=one) for one in said])


def with_request_lines(*lines: str) -> list[Pieces]:
    """A request with another request line."""
    return single_piece(*[post(start=line) for line in lines])


def with_content_types(*lines: str) -> list[Pieces]:
    return single_piece(*[post(kind=line) for line in lines])


def chunked(body: bytes, *more: str, coding: str = "chunked") -> bytes:
    return post(body, *more, f"Transfer-Encoding: {coding}", length=None)
