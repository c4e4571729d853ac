"""Responses: the answer to a GraphQL request as headers and body, and errors that are told before GraphQL sees one."""

import gzip
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import orjson
from starlette.responses import Response as StarletteResponse

from schema.execution.plan import Answer
from serving.media_types import GRAPHQL_RESPONSE, JSON
from serving.security_headers import SECURITY_HEADERS

Headers = Sequence[tuple[bytes, bytes]]
MIN_COMPRESSED = 2048
"""Bytes of a body from which on it is compressed."""
_GZIP_LEVEL = 1
"""The higher levels take several times as long for a tenth less."""
VARY = "Accept, Accept-Encoding"
"""The request headers that choose between representations of an answer."""
_FIXED = (
    (b"x-medcode-execution", b"compiled"),
    (b"vary", VARY.encode()),
    *SECURITY_HEADERS,
)
_GZIP = (b"content-encoding", b"gzip")
_NO_STORE = (b"cache-control", b"no-store")
_NO_HEADERS: Mapping[str, str] = {}


class Response(NamedTuple):
    """A response with status 200, shared by equal requests, whichever media type they accept.

    `items` counts the items in the answer, `cost` says what it cost; `encoded`: `body` is compressed; `codes`: those of
    the errors of the answer; `private`: no cache may keep it.
    """

    body: bytes
    items: int
    encoded: bool
    codes: tuple[str, ...] = ()
    private: bool = False
    cost: bytes = b""

    @property
    def headers(self) -> Headers:
        """The headers, beside the media type and the default ones of the server."""
        encoding = (*((_GZIP,) if self.encoded else ()), *((_NO_STORE,) if self.private else ()))
        counted = ((b"x-medcode-items", b"%d" % self.items), (b"x-medcode-cost", self.cost))
        return (*_FIXED, *counted, *encoding, (b"content-length", b"%d" % len(self.body)))

    def payload(self, media_type: bytes = JSON) -> bytes:
        """Header lines and body, as HTTP/1.1 has them after the status line and the default headers of the server."""
        encoding = (_GZIP_LINE if self.encoded else b"") + (_NO_STORE_LINE if self.private else b"")
        own = self.items, self.cost, encoding, len(self.body), self.body
        return b"%bx-medcode-items: %d\r\nx-medcode-cost: %b\r\n%bcontent-length: %d\r\n\r\n%b" % (
            _FIXED_LINES[media_type],
            *own,
        )


def encode_response(answer: Answer, *, compressed: bool) -> Response:
    """The response with an answer; `compressed` says that the client accepts gzip."""
    encoded = compressed and len(answer.body) >= MIN_COMPRESSED
    body = gzip.compress(answer.body, _GZIP_LEVEL, mtime=0) if encoded else answer.body
    return Response(body, answer.items, encoded, answer.codes, answer.private, answer.cost)


def header_lines(headers: Headers) -> bytes:
    """Headers as lines of HTTP/1.1."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])


def error_response(
    status: int,
    message: str,
    headers: Mapping[str, str] = _NO_HEADERS,
    media_type: bytes = JSON,
    /,
    **extensions: object,
) -> StarletteResponse:
    """An error response in the form of a GraphQL error, which no cache keeps."""
    body = orjson.dumps({"errors": [{"message": message, "extensions": extensions}]})
    said = {"Cache-Control": "no-store", **headers}
    return StarletteResponse(body, status, said, media_type.decode())


def method_not_allowed(message: str, allowed: str, media_type: bytes = JSON) -> StarletteResponse:
    """The response to a request whose method is none of those that are allowed, which it lists (RFC 9110, 15.5.6)."""
    return error_response(
        405, message, {"Allow": allowed}, media_type, code="METHOD_NOT_ALLOWED", allowed=allowed.split(", ")
    )


_FIXED_LINES = {kind: header_lines((((b"content-type", kind)), *_FIXED)) for kind in (JSON, GRAPHQL_RESPONSE)}
_GZIP_LINE, _NO_STORE_LINE = map(header_lines, ([_GZIP], [_NO_STORE]))
