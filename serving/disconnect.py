"""Work for a client that may go away meanwhile: nobody works for one who has gone."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.types import Receive

from graph.model.deadline import Deadline, RequestCancelled
from serving.body import ClientDisconnectedError

Result = TypeVar("Result")


async def while_connected(receive: Receive, deadline: Deadline, work: Awaitable[Result]) -> Result:
    """The result of work whose deadline is cancelled when the client disconnects; its request must have been read.

    Raises:
        ClientDisconnectedError: the client has gone.
    """
    working, waiting = asyncio.ensure_future(work), asyncio.ensure_future(_disconnected(receive))
    try:
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            deadline.cancel()
            working.cancel()
            raise ClientDisconnectedError
        return working.result()
    except RequestCancelled:
        raise ClientDisconnectedError from None
    finally:
        waiting.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
