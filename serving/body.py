"""Bodies of requests: how large they may be, and reading them whole."""

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.refusal import refusal


class BodyTooLargeError(Exception):
    """The body of a request is larger than it may be."""


class ClientDisconnectedError(Exception):
    """The client went away before it had sent the whole body."""


async def whole(receive: Receive, limit: int) -> list[Message]:
    """All messages that make up the body of a request.

    Raises:
        BodyTooLargeError: it has more than `limit` bytes, whether the request says so or not.
        ClientDisconnectedError: nobody waits for an answer any more.
    """
    messages, size = list[Message](), 0
    while not messages or messages[-1].get("more_body"):
        messages.append(await receive())
        if messages[-1]["type"] == "http.disconnect":
            raise ClientDisconnectedError
        size += len(messages[-1].get("body", b""))
        if size > limit:
            raise BodyTooLargeError
    return messages


def again(messages: list[Message], receive: Receive) -> Receive:
    """Receives messages that were received before, and then what comes."""
    waiting = iter(messages)

    async def replay() -> Message:
        return next(waiting, None) or await receive()

    return replay


def too_large(limit: int) -> Response:
    """The response to a request whose body has more than `limit` bytes."""
    return refusal(413, "The body of this request is too large.", code="BODY_TOO_LARGE", limit=limit)


class BodyLimitMiddleware:
    """Refuses a request whose body has more than `limit` bytes."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            messages = await whole(receive, self._limit)
        except BodyTooLargeError:
            await too_large(self._limit)(scope, receive, send)
            return
        except ClientDisconnectedError:
            return
        await self._app(scope, again(messages, receive), send)
