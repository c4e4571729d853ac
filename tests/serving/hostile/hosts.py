"""Hosts, keys, origins and addresses that a client only says are its own."""

from tests.serving.hostile.hostile_request import HostileRequest, header
from tests.serving.live_server import post

_INVALID = "INVALID_HOST"


def _host(name: str, value: str, status: int, code: str = _INVALID) -> HostileRequest:
    request = post().replace(b"Host: localhost", b"Host: " + value.encode("latin-1"))
    return HostileRequest(f"a host that is {name}", request, status, code if status != 200 else "")


REQUESTS: list[HostileRequest] = [
    _host("evil", "evil.example", 421),
    _host("evil behind ours", "localhost.evil.example", 421),
    _host("ours behind evil", "evil.example@localhost", 421),
    _host("ours as a user", "localhost:80@evil.example", 421),
    _host("empty", "", 421),
    _host("two", "localhost, evil.example", 421),
    _host("with a path", "localhost/evil", 421),
    _host("with a port of letters", "localhost:evil", 421),
    _host("with a port of 9,000 digits", f"localhost:{'9' * 9_000}", 200),
    _host("of 60,000 letters", "a" * 60_000, 421),
    _host("of dots", "." * 60_000, 421),
    _host("an address written otherwise", "0x7f.1", 421),
    _host("a number", "2130706433", 421),
    _host("of IPv6 without an end", "[::1", 421),
    _host("of another script", "\xe9vil", 421),
    _host("ours with a dot", "localhost.", 200),
    HostileRequest("no host", post().replace(b"Host: localhost\r\n", b""), 400, _INVALID),
    HostileRequest("two hosts", post(None, "Host: evil.example"), 400, _INVALID),
    header("a host behind a proxy", 200, "", "X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"),
    header("an address behind a proxy", 200, "", "X-Forwarded-For: 127.0.0.1, ' OR 1=1", "X-Real-IP: ::1"),
    header("10,000 proxies", 200, "", f"X-Forwarded-For: {','.join(['1.1.1.1'] * 7_000)}"),
    header("a key where none is asked for", 200, "", "Authorization: Bearer " + "a" * 50_000),
    header("Basic of no base64", 200, "", "Authorization: Basic \xff\xfe!!"),
    header("50 keys", 200, "", *["X-API-Key: a"] * 50),
    header("an origin", 200, "", "Origin: https://evil.example"),
    header("an origin of null", 200, "", "Origin: null"),
    header("an origin of 60,000 letters", 200, "", f"Origin: https://{'a' * 60_000}"),
    header("another method by a header", 200, "", "X-HTTP-Method-Override: DELETE"),
]
