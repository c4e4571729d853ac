"""Reading the body of an ASGI request whole, up to a size limit, and replaying it for the next application."""

from starlette.responses import Response
from starlette.types import Message, Receive

from serving.response import error_response


class BodyTooLargeError(Exception):
    """The body of a request is larger than the limit."""


class ClientDisconnectedError(Exception):
    """The client closed the connection before it had sent the whole body."""


async def read_body(receive: Receive, limit: int) -> list[Message]:
    """All `http.request` messages of a request.

    Raises:
        BodyTooLargeError: they hold more than `limit` bytes, whatever `Content-Length` says.
        ClientDisconnectedError: the client is gone.
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


def replay(messages: list[Message], receive: Receive) -> Receive:
    """A `receive` that gives messages that were read before, and then those of `receive`."""
    read = iter(messages)

    async def replayed() -> Message:
        return next(read, None) or await receive()

    return replayed


def body_too_large(limit: int) -> Response:
    """The response to a request whose body has more than `limit` bytes."""
    return error_response(413, "The body of this request is too large.", code="BODY_TOO_LARGE", limit=limit)
