"""What sequences of bytes are made of."""

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
LONG = body_of(f"{{ {MANY} }}")
"""Its answer is long enough to be compressed."""
FRAGMENTS = body_of("{ risks { ...a } } fragment a on RisksConnection { totalCount }")
"""It is planned in the thread."""
CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
HEALTH = b"GET /health HTTP/1.1\r\nHost: here\r\n\r\n"


def get(address: str, *headers: str, method: str = "GET") -> bytes:
    return post(b"", *headers, start=f"{method} {address} HTTP/1.1", kind=None, length=None)


def alone(*requests: bytes) -> list[Pieces]:
    """Sequences of one piece, each with a plain request after it."""
    return [(request, SMALL_POST) for request in requests]


def bodies(*all_: bytes) -> list[Pieces]:
    return alone(*[post(body) for body in all_])


def headers(*lines: str) -> list[Pieces]:
    """A plain request with one header more."""
    return alone(*[post(None, line) for line in lines])


def lengths(*said: str) -> list[Pieces]:
    return alone(*[post(length=one) for one in said])


def starts(*lines: str) -> list[Pieces]:
    """A plain request with another first line."""
    return alone(*[post(start=line) for line in lines])


def kinds(*lines: str) -> list[Pieces]:
    return alone(*[post(kind=line) for line in lines])


def chunked(body: bytes, *more: str, coding: str = "chunked") -> bytes:
    return post(body, *more, f"Transfer-Encoding: {coding}", length=None)


def asked(query: str, **more: object) -> bytes:
    return body_of(query, **more)
