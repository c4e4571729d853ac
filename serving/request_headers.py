"""Request headers: accepted encodings, and which requests may take the fast path.

The fast path answers a POST of a GraphQL request without routing and middleware. It takes requests whose headers ask
for nothing else: a request with an `Origin`, for example, needs the CORS middleware.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from serving.api_keys import ApiKeys
from serving.hosts import AllowedHosts
from serving.media_types import is_json, negotiate

PATHS = ("/graphql", "/graphql/")
HEAD_POLICY = "medcode.head_policy"
"""Key of the `HeadPolicy` in the state of the application."""
_EXCLUDED = {b"origin", b"transfer-encoding", b"expect", b"upgrade", b"content-encoding", b"x-request-id"}
"""Headers that keep a request off the fast path, as any `Connection` but `keep-alive` does."""
LENGTH_DIGITS = 18
"""Most digits of a `Content-Length` that is read: Python refuses to parse very long numbers."""
Headers = Iterable[tuple[bytes, bytes]]
"""Names in lower case, and values."""


@dataclass(frozen=True, slots=True, eq=False)
class HeadPolicy:
    """What decides about heads, beside themselves; compared by identity, which makes it a cheap part of a cache key.

    `limit`: bytes of a body; `enabled`: whether there is a fast path, which neither counts nor logs requests.
    """

    limit: int
    hosts: AllowedHosts
    keys: ApiKeys
    enabled: bool = True


NO_FAST_PATH = HeadPolicy(0, AllowedHosts(frozenset()), ApiKeys(), enabled=False)
"""Of an application that has not started."""


@dataclass(frozen=True, slots=True)
class FastPathHead:
    """The head of a request of the fast path.

    `length` of its body in bytes; `gzip`: whether the response may be compressed; `media_type` of the response.
    """

    length: int
    gzip: bool
    media_type: bytes


def fast_path_head(method: str, path: str, headers: Headers, policy: HeadPolicy) -> FastPathHead | None:
    """The head of a request that may take the fast path; else None, and the middleware says why, if it is refused."""
    if not policy.enabled or method != "POST" or path not in PATHS:
        return None
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _EXCLUDED or name in found or (name == b"connection" and value.lower() != b"keep-alive"):
            return None
        found[name] = value
    length, media_type = _content_length(found), negotiate(found.get(b"accept", b""))
    if length is None or length > policy.limit or media_type is None or not _is_admitted(found, policy):
        return None
    return FastPathHead(length, accepts_gzip(found.get(b"accept-encoding", b"")), media_type)


def _content_length(headers: dict[bytes, bytes]) -> int | None:
    """The length of a body of JSON; None where it is not said, or is of something else."""
    digits = headers.get(b"content-length", b"")[: LENGTH_DIGITS + 1]
    if not is_json(headers.get(b"content-type", b"")) or not digits.isdigit() or len(digits) > LENGTH_DIGITS:
        return None
    return int(digits)


def _is_admitted(headers: dict[bytes, bytes], policy: HeadPolicy) -> bool:
    """Whether a request with these headers is for this server, and its client may ask it."""
    host = headers.get(b"host")
    return host is not None and policy.hosts.allow(host) and policy.keys.admit(headers.items())


def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether an `Accept-Encoding` allows gzip: `gzip;q=0` forbids it (RFC 9110, 12.5.3)."""
    for coding in accept_encoding.lower().replace(b" ", b"").split(b","):
        name, _, quality = coding.partition(b";q=")
        if name == b"gzip":
            return quality.strip(b"0.") != b"" or not quality
    return False
