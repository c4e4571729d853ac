"""Responses to GraphQL requests: a body of JSON, compressed where that is accepted and worth it, and its headers."""

import gzip
from collections.abc import Sequence
from typing import NamedTuple

from schema.execution.plan import Answer

Headers = Sequence[tuple[bytes, bytes]]
_COMPRESSED_FROM = 2048
_LEVEL = 1
"""Of gzip: the higher ones take several times as long for a tenth less."""
_FIXED = (
    (b"content-type", b"application/json"),
    (b"x-medcode-execution", b"compiled"),
    (b"vary", b"Accept-Encoding"),
)
_GZIP = (b"content-encoding", b"gzip")


class Response(NamedTuple):
    """A response with status 200, shared by the requests that it answers; `failed` says that it has errors."""

    body: bytes
    items: int
    encoded: bool
    failed: bool = False

    @property
    def headers(self) -> Headers:
        """The headers of the response, beside those of the server."""
        encoding = (_GZIP,) if self.encoded else ()
        own = ((b"x-medcode-items", b"%d" % self.items), *encoding, (b"content-length", b"%d" % len(self.body)))
        return (*_FIXED, *own)

    def payload(self) -> bytes:
        """What stands behind the status line and the headers of the server."""
        encoding = _GZIP_LINE if self.encoded else b""
        own = self.items, encoding, len(self.body), self.body
        return b"%bx-medcode-items: %d\r\n%bcontent-length: %d\r\n\r\n%b" % (_FIXED_LINES, *own)


def encode_response(answer: Answer, *, compressed: bool) -> Response:
    """The response with an answer; `compressed` says that the client accepts gzip."""
    if compressed and len(answer.body) >= _COMPRESSED_FROM:
        return Response(gzip.compress(answer.body, _LEVEL, mtime=0), answer.items, True, answer.failed)
    return Response(answer.body, answer.items, False, answer.failed)


def header_lines(headers: Headers) -> bytes:
    """Headers as HTTP/1.1 writes them."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])


_FIXED_LINES, _GZIP_LINE = header_lines(_FIXED), header_lines([_GZIP])
