"""Security headers, which every response has: of the compiled path in its constant bytes, of all others by middleware.

Source: OWASP, 'HTTP Headers Cheat Sheet' and 'REST Security Cheat Sheet'.
"""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY_HEADERS: Sequence[tuple[bytes, bytes]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""What a response gets that does not say otherwise, as a page does with its own Content-Security-Policy.

`Cross-Origin-Resource-Policy` does not hold for CORS requests, so that allowed origins may still read (Fetch standard).
"""


class SecurityHeadersMiddleware:
    """Adds the security headers that a response lacks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.lower() for name, _ in message["headers"]}
                lacking = [header for header in SECURITY_HEADERS if header[0] not in said]
                message["headers"] = [*message["headers"], *lacking]
            await send(message)

        await self._app(scope, receive, send_secured if scope["type"] == "http" else send)
