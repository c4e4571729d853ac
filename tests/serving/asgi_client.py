"""An ASGI client without a server: no state, no lifespan, and any messages."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import ASGIApp, Message

from tests.answers import without_cost
from tests.serving.live_server import body_of

HOST = (b"host", b"localhost")
JSON_TYPE = (b"content-type", b"application/json")


@dataclass(frozen=True, slots=True)
class ASGIResponse:
    """What an application sent; 0 where it sent nothing."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The answer, without what it cost (see `without_cost`)."""
        return orjson.loads(without_cost(self.body))


def messages_of(body: bytes, pieces: int = 1) -> list[Message]:
    size = max(-(-len(body) // pieces), 1)
    cut = [body[start : start + size] for start in range(0, max(len(body), 1), size)]
    return [{"type": "http.request", "body": piece, "more_body": n < len(cut) - 1} for n, piece in enumerate(cut)]


async def call(
    app: ASGIApp,
    method: str = "POST",
    query: str = "",
    headers: Sequence[tuple[bytes, bytes]] = (JSON_TYPE,),
    messages: Sequence[Message] = ({"type": "http.request"},),
    path: str = "/graphql",
) -> ASGIResponse:
    """Call an application with a scope of no more than what ASGI asks for."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": query.encode(),
        "headers": [HOST, *headers],
    }
    sent, waiting = list[Message](), iter(messages)
    is_whole = bool(messages) and not messages[-1].get("more_body")

    async def receive() -> Message:
        """The next message; in the end a client waits for its response, or has gone where its body is not whole."""
        message = next(waiting, None)
        if message is None and is_whole:
            await asyncio.Event().wait()
        return message or {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    if not sent:
        return ASGIResponse(0, {}, b"")
    said = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return ASGIResponse(sent[0]["status"], said, b"".join(message.get("body", b"") for message in sent[1:]))


async def post_asgi(app: ASGIApp, body: bytes, *more: tuple[bytes, bytes], pieces: int = 1) -> ASGIResponse:
    """A plain POST of JSON."""
    headers = [JSON_TYPE, (b"content-length", b"%d" % len(body)), *more]
    return await call(app, headers=headers, messages=messages_of(body, pieces))


async def query_asgi(app: ASGIApp, query: str, *more: tuple[bytes, bytes]) -> ASGIResponse:
    return await post_asgi(app, body_of(query), *more)
