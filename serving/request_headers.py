"""Request headers: content type, accepted encodings, and which requests may take the fast path.

The fast path answers a POST of a GraphQL request without routing and middleware. It takes requests whose headers ask
for nothing else: a request with an `Origin`, for example, needs the CORS middleware.
"""

from collections.abc import Iterable
from dataclasses import dataclass

PATHS = ("/graphql", "/graphql/")
_EXCLUDED = {b"origin", b"transfer-encoding", b"expect", b"upgrade", b"content-encoding"}
"""Headers that keep a request off the fast path, as any `Connection` but `keep-alive` does."""
_LENGTH_DIGITS = 18
"""Most digits of a `Content-Length` that is read: Python refuses to parse very long numbers."""
Headers = Iterable[tuple[bytes, bytes]]
"""Names in lower case, and values."""


@dataclass(frozen=True, slots=True)
class FastPathHead:
    """The head of a request of the fast path: `length` of its body in bytes; whether the response may be compressed."""

    length: int
    gzip: bool


def fast_path_head(method: str, path: str, headers: Headers, limit: int) -> FastPathHead | None:
    """The head of a request that may take the fast path and whose body has at most `limit` bytes; else None."""
    if method != "POST" or path not in PATHS:
        return None
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _EXCLUDED or name in found or (name == b"connection" and value.lower() != b"keep-alive"):
            return None
        found[name] = value
    digits = found.get(b"content-length", b"")[: _LENGTH_DIGITS + 1]
    if not is_json(found.get(b"content-type", b"")) or not digits.isdigit() or len(digits) > _LENGTH_DIGITS:
        return None
    length = int(digits)
    return FastPathHead(length, accepts_gzip(found.get(b"accept-encoding", b""))) if length <= limit else None


def is_json(content_type: bytes) -> bool:
    """Whether a `Content-Type` is that of JSON."""
    return content_type.partition(b";")[0].strip().lower() == b"application/json"


def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether an `Accept-Encoding` allows gzip: `gzip;q=0` forbids it (RFC 9110, 12.5.3)."""
    for coding in accept_encoding.lower().replace(b" ", b"").split(b","):
        name, _, quality = coding.partition(b";q=")
        if name == b"gzip":
            return quality.strip(b"0.") != b"" or not quality
    return False
