"""FastPathHead requests: those whose headers ask for nothing but an answer to a query.

They take a short way, past everything that looks at headers. A browser's request from a page says its origin, which is
for CORS to judge: it is not plain.
"""

from collections.abc import Iterable
from dataclasses import dataclass

PATHS = ("/graphql", "/graphql/")
_TELLING = {b"origin", b"transfer-encoding", b"expect", b"upgrade", b"content-encoding"}
"""Headers that ask for more, as any `Connection` does but `keep-alive`."""
_DIGITS = 18
"""Of a length that is looked at; Python refuses to read very long numbers."""
Headers = Iterable[tuple[bytes, bytes]]
"""Names in lower case, and values."""


@dataclass(frozen=True, slots=True)
class FastPathHead:
    """A plain request: how many bytes its body has, and whether the answer may be compressed."""

    length: int
    gzip: bool


def plain(method: str, path: str, headers: Headers, limit: int) -> FastPathHead | None:
    """What a request asks for, if it is plain and its body has at most `limit` bytes."""
    if method != "POST" or path not in PATHS:
        return None
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _TELLING or name in found or (name == b"connection" and value.lower() != b"keep-alive"):
            return None
        found[name] = value
    length = found.get(b"content-length", b"")[: _DIGITS + 1]
    if not is_json(found.get(b"content-type", b"")) or not length.isdigit() or len(length) > _DIGITS:
        return None
    return FastPathHead(int(length), accepts_gzip(found.get(b"accept-encoding", b""))) if int(length) <= limit else None


def is_json(content_type: bytes) -> bool:
    """Whether a body says that it is JSON."""
    return content_type.partition(b";")[0].strip().lower() == b"application/json"


def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether an answer may be compressed: `gzip;q=0` forbids it (RFC 9110, 12.5.3)."""
    for coding in accept_encoding.lower().replace(b" ", b"").split(b","):
        name, _, quality = coding.partition(b";q=")
        if name == b"gzip":
            return quality.strip(b"0.") != b"" or not quality
    return False
