"""Request lines and headers, some of them without an end."""

from tests.serving.hostile.hostile_request import HostileRequest, header, line
from tests.serving.live_server import post

_PIECE = 1 << 20
_GET = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
_TOO_LARGE = "HEAD_TOO_LARGE"


def _endless(name: str, start: bytes, piece: bytes, status: int | None, code: str = "") -> HostileRequest:
    """A head that goes on until it is refused."""
    return HostileRequest(name, start, status, code, endless=piece * (_PIECE // len(piece)))


def _raw(name: str, request: bytes, status: int | None, code: str = "") -> HostileRequest:
    return HostileRequest(name, request, status, code)


REQUESTS: list[HostileRequest] = [
    _endless("an endless value", _GET + b"X: ", b"a", 431, _TOO_LARGE),
    _endless("an endless name", _GET, b"a", 431, _TOO_LARGE),
    _endless("endless header fields", _GET, b"X: a\r\n", 431, _TOO_LARGE),
    _endless("endless white space", b"GET ", b" ", 431, _TOO_LARGE),
    _endless("an endless target", b"GET /health?", b"a", 414, "TARGET_TOO_LONG"),
    _endless("an endless method", b"", b"A", 400),
    _endless("endless cookies", _GET + b"Cookie: ", b"a=b; ", 431, _TOO_LARGE),
    _raw("101 header fields", _GET + b"X: a\r\n" * 101 + b"\r\n", 431, _TOO_LARGE),
    _raw("a header of 70,000 bytes", _GET + b"X: " + b"a" * 70_000 + b"\r\n\r\n", 431, _TOO_LARGE),
    line("a target of 40,000 bytes", f"GET /{'a' * 40_000} HTTP/1.1", 414, "TARGET_TOO_LONG"),
    _raw("no HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200, 400),
    _raw("HTTP/2 by prior knowledge", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    _raw("HTTP/0.9", b"GET /health\r\n\r\n", 200),
    _raw("HTTP/9.9", b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
    _raw("NUL in a header", _GET + b"X: a\0b\r\n\r\n", 400),
    _raw("NUL in the target", b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    _raw("a folded header", _GET + b"X: a\r\n b\r\n\r\n", 400),
    _raw("bare line feeds", _GET.replace(b"\r\n", b"\n") + b"\n", 400),
    _raw("a space before the colon", post().replace(b"Content-Length:", b"Content-Length :"), 400),
    _raw("two lengths", post(None, "Content-Length: 1"), 400),
    _raw("a negative length", post(length="-1"), 400),
    _raw("a length of 40 digits", post(length="9" * 40), 400),
    _raw("a length beyond all memory", post(b"", length=str(1 << 50)), 413, "BODY_TOO_LARGE"),
    header("expectations", 200, "", "Expect: 100-continue"),
    header("an unknown expectation", 200, "", "Expect: 200-fine"),
    header(
        "an upgrade to HTTP/2",
        400,
        "UNSUPPORTED_UPGRADE",
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
        "HTTP2-Settings: AA",
    ),
    header(
        "a WebSocket",
        400,
        "UNSUPPORTED_UPGRADE",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Key: AAAA",
    ),
    header("a huge range", 200, "", f"Range: bytes={','.join(['0-'] * 9_000)}"),
    header("10,000 media ranges", 200, "", f"Accept: {','.join(['a/b;q=0.1'] * 5_000)},*/*"),
    header("10,000 codings", 200, "", f"Accept-Encoding: {','.join(['a'] * 20_000)}"),
    header("a request id with line feeds", 200, "", "X-Request-Id: a%0d%0aSet-Cookie: b"),
    header("a huge request id", 200, "", f"X-Request-Id: {'a' * 60_000}"),
    header("8,000 entity tags", 200, "", "If-None-Match: " + ", ".join(['"a"'] * 8_000)),
]
