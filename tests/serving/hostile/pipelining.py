"""Several requests in one piece, some of them half, some of them hidden in others; the first answer counts."""

from tests.serving.hostile.hostile_request import HostileRequest, aliases
from tests.serving.live_server import body_of, post

_HEALTH = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
_COSTLY = post(body_of(aliases(60, 'diagnoses(first: 5, where: {name: {contains: "zz"}}) { nodes { name } }')))
_SMUGGLED = post(b"", "Transfer-Encoding: chunked", length=None) + b"0\r\n\r\n" + _HEALTH

REQUESTS: list[HostileRequest] = [
    HostileRequest("10,000 requests", post() * 10_000, 200),
    HostileRequest("50,000 requests for the state", _HEALTH * 50_000, 200),
    HostileRequest("1,000 costly requests", _COSTLY * 1_000, 200, "QUERY_TOO_COSTLY"),
    HostileRequest("a request and half of one", post() + post()[:40], 200),
    HostileRequest("a request and no HTTP", post() + b"\0" * 1_000, 400),
    HostileRequest("line ends before a request", b"\r\n" * 1_000 + post(), 200),
    HostileRequest("a request behind no chunks", _SMUGGLED, 400, "MALFORMED_REQUEST"),
    HostileRequest("a request in the body of one", post(_HEALTH), 400, "MALFORMED_REQUEST"),
    HostileRequest("a request behind a short length", post(length="5"), 400),
    HostileRequest("a request behind HEAD", b"HEAD" + _HEALTH[3:] + _HEALTH, 200),
    HostileRequest(
        "a request behind an upgrade", _HEALTH[:-2] + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n" + _HEALTH, 200
    ),
    HostileRequest(
        "many requests behind a last one", _HEALTH[:-2] + b"Connection: close\r\n\r\n" + _HEALTH * 1_000, 200
    ),
]
