"""Compressed bodies, which may become large, and chunked bodies that do not say where they end."""

import gzip
import zlib

from tests.serving.hostile.hostile_request import QUICK, HostileRequest
from tests.serving.live_server import JSON, SMALL, body_of, post

_BODY = body_of(SMALL)
_ENCODED = "UNSUPPORTED_CONTENT_ENCODING"
_BOMB = gzip.compress(b'{"query":"' + b" " * (100 << 20) + b'"}', 9)
_CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(_BODY), _BODY)
_CHUNKED = "Transfer-Encoding: chunked"


def _coded(name: str, content: bytes, *codings: str) -> HostileRequest:
    return HostileRequest(name, post(content, *(f"Content-Encoding: {one}" for one in codings)), 415, _ENCODED)


def _chunked(
    name: str, content: bytes, status: int | None, code: str = "", *headers: str, seconds: float = QUICK
) -> HostileRequest:
    request = post(b"", *(headers or (_CHUNKED,)), kind=JSON, length=None) + content
    return HostileRequest(name, request, status, code, seconds)


def _endless(name: str, start: bytes, piece: bytes, status: int, code: str) -> HostileRequest:
    request = post(b"", _CHUNKED, kind=JSON, length=None) + start
    return HostileRequest(name, request, status, code, 5 * QUICK, piece * ((1 << 18) // len(piece)))


REQUESTS: list[HostileRequest] = [
    _coded("gzip", gzip.compress(_BODY), "gzip"),
    _coded("gzip that becomes 100 MB", _BOMB, "gzip"),
    _coded("gzip that is none", _BODY, "gzip"),
    _coded("deflate", zlib.compress(_BODY), "deflate"),
    _coded("br", _BODY, "br"),
    _coded("zstd", _BODY, "zstd"),
    _coded("gzip in gzip", gzip.compress(gzip.compress(_BODY)), "gzip", "gzip"),
    _coded("an unknown coding", _BODY, "evil"),
    _coded("a coding of 50,000 letters", _BODY, "a" * 50_000),
    HostileRequest("identity", post(_BODY, "Content-Encoding: identity"), 200),
    _chunked("chunks", _CHUNKS, 200),
    _chunked("chunks of a byte", b"".join(b"1\r\n%c\r\n" % byte for byte in _BODY) + b"0\r\n\r\n", 200),
    _chunked("a negative size", b"-1\r\n" + _CHUNKS, 400),
    _chunked("a size of letters", b"xyz\r\n", 400),
    _chunked("a size of 17 digits", b"f" * 17 + b"\r\n", 400),
    _chunked("a size with a space", b"5 \r\nabcde\r\n0\r\n\r\n", 400),
    _chunked("a chunk without its line end", _CHUNKS.replace(b"\r\n0", b"0"), 400),
    _chunked("bare line feeds", _CHUNKS.replace(b"\r\n", b"\n"), 400),
    _chunked("a trailer that is a length", _CHUNKS[:-2] + b"Content-Length: 5\r\n\r\n", 400),
    _chunked("chunked twice", _CHUNKS, 400, "", _CHUNKED, _CHUNKED),
    _chunked("chunked and a length", _CHUNKS, 400, "", "Content-Length: 5", _CHUNKED),
    _chunked("chunked, but not last", _CHUNKS, 400, "", "Transfer-Encoding: chunked, gzip"),
    _chunked("a coding that is not chunked", _CHUNKS, 400, "", "Transfer-Encoding: xchunked"),
    _chunked("chunked behind a tab", _CHUNKS, 400, "", "Transfer-Encoding: \x0bchunked"),
    _chunked("100,000 chunks of a byte", b"1\r\n \r\n" * 100_000 + _CHUNKS, 200, seconds=5 * QUICK),
    _endless("endless chunks", b"", b"400\r\n" + b" " * 1_024 + b"\r\n", 413, "BODY_TOO_LARGE"),
    _endless("an endless chunk extension", b"1;a=", b"a", 431, "CHUNKS_TOO_LARGE"),
    _endless("an endless size", b"", b"0", 431, "CHUNKS_TOO_LARGE"),
    _endless("endless trailer fields", b"1\r\na\r\n0\r\n", b"X: a\r\n", 431, "CHUNKS_TOO_LARGE"),
]
