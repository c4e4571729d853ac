"""The `Host` of a request: whether it is a name of this server.

A page that a browser loaded from `evil.example` may have that name resolved to 127.0.0.1 later (DNS rebinding); its
requests then count as those of the same origin, but they still name `evil.example` as their host. An IP address as a
host cannot be rebound.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.listening_address import ip_address_of, is_wildcard
from serving.response import error_response

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
ANY = "*"
_SHOWN = 80
"""Characters of a refused host that are repeated in the message."""
_HOST = re.compile(r"(?:\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+?)\.?)(?::[0-9]*)?")
"""An IPv6 address in brackets, or a name or IPv4 address, and any port (RFC 9110, 7.2)."""
_HINT = "Set MEDCODE_ALLOWED_HOSTS to the names by which clients reach this server, separated by commas."


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """The hosts that requests may name, on any port; `addresses`: any IP address too."""

    names: frozenset[str]
    addresses: bool = False

    @classmethod
    def of(cls, host: str, more: Iterable[str]) -> "AllowedHosts":
        """Those of a server that listens at `host`: loopback names, `host` itself, and `more`."""
        listens_everywhere = is_wildcard(host)
        own = () if listens_everywhere else (host,)
        return cls(frozenset(name.lower() for name in (*LOOPBACK_NAMES, *own, *more)), listens_everywhere)

    def allow(self, host: bytes) -> bool:
        """Whether a request with this `Host` is for this server."""
        if ANY in self.names:
            return True
        found = _HOST.fullmatch(host.decode("latin-1").lower())
        if found is None:
            return False
        name = found["address"] or found["name"]
        return name in self.names or (self.addresses and ip_address_of(name) is not None)


class HostMiddleware:
    """Answers a request with status 421 (RFC 9110, 15.5.20) unless its `Host` is allowed.

    HTTP/1.1 wants exactly one, hence 400 for none or several (RFC 9112, 3.2); HTTP/1.0 may have none.
    """

    def __init__(self, app: ASGIApp, allowed: AllowedHosts) -> None:
        self._app, self._allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refusal(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) > 1 or (not hosts and scope["http_version"] == "1.1"):
            return error_response(400, "A request must have one Host header.", code="INVALID_HOST")
        if not hosts or self._allowed.allow(hosts[0]):
            return None
        message = "This server does not answer under the name that the request has as its Host."
        shown = hosts[0][:_SHOWN].decode("latin-1")
        return error_response(421, message, code="INVALID_HOST", host=shown, hint=_HINT)
