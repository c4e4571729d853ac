"""Responses: the answer to a GraphQL request as headers and body, and errors that are told before GraphQL sees one."""

import gzip
from collections.abc import Sequence
from typing import NamedTuple

from starlette.responses import JSONResponse

from schema.execution.plan import Answer

Headers = Sequence[tuple[bytes, bytes]]
MIN_COMPRESSED = 2048
"""Bytes of a body from which on it is compressed."""
_GZIP_LEVEL = 1
"""The higher levels take several times as long for a tenth less."""
_FIXED = (
    (b"content-type", b"application/json"),
    (b"x-medcode-execution", b"compiled"),
    (b"vary", b"Accept-Encoding"),
)
_GZIP = (b"content-encoding", b"gzip")
_NO_STORE = (b"cache-control", b"no-store")


class Response(NamedTuple):
    """A response with status 200, shared by equal requests.

    `items` counts the items in the answer, `cost` says what it cost; `encoded`: `body` is compressed; `failed`: the
    answer has errors; `private`: no cache may keep it.
    """

    body: bytes
    items: int
    encoded: bool
    failed: bool = False
    private: bool = False
    cost: bytes = b""

    @property
    def headers(self) -> Headers:
        """The headers, beside the default ones of the server."""
        encoding = (*((_GZIP,) if self.encoded else ()), *((_NO_STORE,) if self.private else ()))
        counted = ((b"x-medcode-items", b"%d" % self.items), (b"x-medcode-cost", self.cost))
        return (*_FIXED, *counted, *encoding, (b"content-length", b"%d" % len(self.body)))

    def payload(self) -> bytes:
        """Header lines and body, as HTTP/1.1 has them after the status line and the default headers of the server."""
        encoding = (_GZIP_LINE if self.encoded else b"") + (_NO_STORE_LINE if self.private else b"")
        own = self.items, self.cost, encoding, len(self.body), self.body
        return b"%bx-medcode-items: %d\r\nx-medcode-cost: %b\r\n%bcontent-length: %d\r\n\r\n%b" % (_FIXED_LINES, *own)


def encode_response(answer: Answer, *, compressed: bool) -> Response:
    """The response with an answer; `compressed` says that the client accepts gzip."""
    encoded = compressed and len(answer.body) >= MIN_COMPRESSED
    body = gzip.compress(answer.body, _GZIP_LEVEL, mtime=0) if encoded else answer.body
    return Response(body, answer.items, encoded, answer.failed, answer.private, answer.cost)


def header_lines(headers: Headers) -> bytes:
    """Headers as lines of HTTP/1.1."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])


def error_response(status: int, message: str, **extensions: object) -> JSONResponse:
    """An error response in the form of a GraphQL error."""
    return JSONResponse({"errors": [{"message": message, "extensions": extensions}]}, status)


_FIXED_LINES, _GZIP_LINE, _NO_STORE_LINE = map(header_lines, (_FIXED, [_GZIP], [_NO_STORE]))
