"""Responses to GraphQL requests: a body of JSON, compressed where that is accepted and worth it, and its headers."""

import gzip
from collections.abc import Sequence
from typing import NamedTuple

from schema.compiled.plan import Answer

Headers = Sequence[tuple[bytes, bytes]]
_COMPRESSED_FROM = 2048
_LEVEL = 1
"""Of gzip: the higher ones take several times as long for a tenth less."""
_TYPE = (b"content-type", b"application/json")
_COMPILED = (b"x-medcode-execution", b"compiled")
_VARY = (b"vary", b"Accept-Encoding")
_GZIP = (b"content-encoding", b"gzip")


class Response(NamedTuple):
    """A response with status 200, shared by the requests that it answers; `failed` says that it has errors."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    failed: bool = False

    def payload(self) -> bytes:
        """What stands behind the status line and the headers of the server."""
        return b"%b\r\n%b" % (header_lines(self.headers), self.body)


def response_of(answer: Answer, *, compressed: bool) -> Response:
    """The response with an answer; `compressed` says that the client accepts gzip."""
    body, headers = answer.body, [_TYPE, _COMPILED, _VARY, (b"x-medcode-items", b"%d" % answer.items)]
    if compressed and len(body) >= _COMPRESSED_FROM:
        body = gzip.compress(body, _LEVEL, mtime=0)
        headers.append(_GZIP)
    headers.append((b"content-length", b"%d" % len(body)))
    return Response(tuple(headers), body, answer.failed)


def header_lines(headers: Headers) -> bytes:
    """Headers as HTTP/1.1 writes them."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])
