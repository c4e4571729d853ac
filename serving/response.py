"""Responses to GraphQL requests: a body of JSON, compressed where that is accepted and worth it, and its headers."""

import gzip
from typing import NamedTuple

Headers = list[tuple[bytes, bytes]]
_COMPRESSED_FROM = 2048
_LEVEL = 1
"""Of gzip: the higher ones take several times as long for a tenth less."""
_TYPE = (b"content-type", b"application/json")
_COMPILED = (b"x-medcode-execution", b"compiled")
_VARY = (b"vary", b"Accept-Encoding")
_GZIP = (b"content-encoding", b"gzip")


class Response(NamedTuple):
    """A response with status 200."""

    headers: Headers
    body: bytes

    def payload(self) -> bytes:
        """What stands behind the status line and the headers of the server."""
        return b"%b\r\n%b" % (header_lines(self.headers), self.body)


def response_of(body: bytes, items: int, *, compressed: bool) -> Response:
    """The response with a body that holds so many items; `compressed` says that the client accepts gzip."""
    headers = [_TYPE, _COMPILED, _VARY, (b"x-medcode-items", b"%d" % items)]
    if compressed and len(body) >= _COMPRESSED_FROM:
        body = gzip.compress(body, _LEVEL, mtime=0)
        headers.append(_GZIP)
    headers.append((b"content-length", b"%d" % len(body)))
    return Response(headers, body)


def header_lines(headers: Headers) -> bytes:
    """Headers as HTTP/1.1 writes them."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])
