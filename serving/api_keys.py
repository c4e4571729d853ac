"""API keys: who may ask for data, where the server is not open to all.

A client sends its key as `Authorization: Bearer KEY`, as `X-API-Key: KEY`, or as the password of Basic
authentication, for which browsers ask by themselves: so the explorer works with keys, too. The server knows the keys
by their SHA-256 digests only.
"""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from starlette.types import ASGIApp, Receive, Scope, Send

from serving.response import error_response

CLIENT = "medcode.client"
"""Key of what identifies the client in the state of a request, where it has shown a key: the digest of that."""
_CREDENTIALS = (b"authorization", b"x-api-key")
_CHALLENGES = ('Bearer realm="medcode"', 'Basic realm="medcode", charset="UTF-8"')
"""Each in a header of its own: browsers look only at the first one of a header."""
_HINT = "Send it as 'Authorization: Bearer KEY', as 'X-API-Key: KEY', or as the password of Basic authentication."


@dataclass(frozen=True, slots=True)
class ApiKeys:
    """The keys that clients may show, as SHA-256 digests; without any, nobody needs one."""

    digests: tuple[bytes, ...] = ()

    def find(self, headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
        """The digest of the key that a request shows, if it is one of these.

        All are compared, each in constant time, so that the time tells nothing about any of them.
        """
        shown = [sha256(key).digest() for name, value in headers for key in _keys_in(name, value)]
        matching = [digest for digest in self.digests for given in shown if compare_digest(digest, given)]
        return matching[0] if matching else None

    def admit(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether a request with these headers may be answered."""
        return not self.digests or self.find(headers) is not None


class ApiKeyMiddleware:
    """Answers a request without a valid key with status 401; OPTIONS, which has no data, needs none."""

    def __init__(self, app: ASGIApp, keys: ApiKeys) -> None:
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app: ASGIApp = self._app
        if self._keys.digests and scope["method"] != "OPTIONS":
            digest = self._keys.find(scope["headers"])
            if digest is None:
                app = _unauthorized(shown=any(name in _CREDENTIALS for name, _ in scope["headers"]))
            else:
                scope.setdefault("state", {})[CLIENT] = digest.hex()
        await app(scope, receive, send)


def _unauthorized(*, shown: bool) -> ASGIApp:
    message = "The API key of the request is not valid." if shown else "This server wants an API key."
    response = error_response(401, message, code="UNAUTHENTICATED", hint=_HINT)
    for challenge in _CHALLENGES:
        response.headers.append("WWW-Authenticate", challenge)
    return response


def _keys_in(name: bytes, value: bytes) -> list[bytes]:
    """The key in a header; none where it has none."""
    if name == b"x-api-key":
        return [value.strip()]
    scheme, _, credentials = value.strip().partition(b" ")
    if name != b"authorization" or scheme.lower() not in (b"bearer", b"basic"):
        return []
    return [credentials.strip()] if scheme.lower() == b"bearer" else _password(credentials.strip())


def _password(credentials: bytes) -> list[bytes]:
    """The password in the credentials of Basic authentication (RFC 7617, 2)."""
    try:
        _, colon, password = b64decode(credentials, validate=True).partition(b":")
    except Base64Error:
        return []
    return [password] if colon else []
