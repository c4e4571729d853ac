"""The rate limit: how many requests for data a client may send in a time.

A client is whoever shows one key, or else one IPv4 address or the network of an IPv6 address, of which one machine has
very many. Each process counts for itself.
"""

import time
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.api_keys import CLIENT
from serving.response import Headers, error_response
from serving.setting_types import Rate

_IPV6_NETWORK = 64
"""Bits of the network that a provider gives to one client (RFC 6177)."""


class RateLimiter:
    """Counts requests over a sliding window, which takes the same memory for each client whatever the rate."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._item = RateLimitItemPerSecond(rate.requests, rate.seconds)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def hit(self, client: str) -> tuple[bool, Headers]:
        """Whether one more request of a client is within the rate, and the headers that tell how many more are.

        The headers are those of the IETF draft 'RateLimit header fields for HTTP', -06.
        """
        within = self._limiter.hit(self._item, client)
        stats = self._limiter.get_window_stats(self._item, client)
        reset = max(1, ceil(stats.reset_time - time.time()))
        headers = [
            (b"ratelimit-policy", b"%d;w=%d" % (self.rate.requests, self.rate.seconds)),
            (b"ratelimit-limit", b"%d" % self.rate.requests),
            (b"ratelimit-remaining", b"%d" % (stats.remaining if within else 0)),
            (b"ratelimit-reset", b"%d" % reset),
        ]
        return within, headers


class RateLimitMiddleware:
    """Answers requests beyond the rate with status 429 (RFC 6585, 4); OPTIONS, which has no data, is not counted."""

    def __init__(self, app: ASGIApp, limiter: RateLimiter) -> None:
        self._app, self._limiter = app, limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await self._app(scope, receive, send)
            return
        within, headers = self._limiter.hit(_client(scope))

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        app = self._app if within else self._too_many(headers)
        await app(scope, receive, send_counted)

    def _too_many(self, headers: Headers) -> ASGIApp:
        rate, wait = self._limiter.rate, dict(headers)[b"ratelimit-reset"].decode()
        message = f"More than {rate.requests} requests came in {rate.seconds} s."
        hint = f"Ask again in {wait} s, or set MEDCODE_RATE."
        return error_response(429, message, {"Retry-After": wait}, code="RATE_LIMITED", hint=hint)


def _client(scope: Scope) -> str:
    """What a client is counted as."""
    shown: str | None = scope.get("state", {}).get(CLIENT)
    if shown is not None:
        return shown
    host = (scope.get("client") or ("unknown", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:  # A Unix domain socket has none.
        return str(host)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, _IPV6_NETWORK), strict=False))
    return host
