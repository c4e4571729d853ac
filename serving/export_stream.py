"""Writing what is long: in a thread of its own, no further ahead than its reader takes it, and so many at a time.

A piece is made when the one before it was taken, so that a slow reader costs no memory. A thread does it because the
interpreter lets others run after a millisecond (see `server.worker`): `python -m bench.heavy` shows what pages notice
of it. A process of its own was measured beside it and left aside: docs/architecture.md says why.
"""

import asyncio
import logging
import zlib
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from starlette.types import Receive, Send

from graph.model.errors import ExportError
from graph.model.limits import Limits

log = logging.getLogger("medcode.export")
_LEVEL = 1
"""Of gzip: the higher ones take several times as long for a fifth less."""
_GZIP = 31
"""Asks zlib for gzip's header, which has no date then."""
Headers = list[tuple[bytes, bytes]]
Result = TypeVar("Result")


class PoolExhaustedError(Exception):
    """As much is being written as may be at a time."""


@dataclass(frozen=True, slots=True)
class ExportWriter:
    """A thread that does one thing after another."""

    thread: ThreadPoolExecutor

    async def do(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    async def next(self, pieces: Iterator[bytes]) -> bytes | None:
        """The next piece; None after the last."""
        return await self.do(lambda: next(pieces, None))

    async def send(
        self, piece: bytes | None, rest: Generator[bytes], headers: Headers, receive: Receive, send: Send
    ) -> None:
        """Send an answer of a piece and of the rest of them, which are made on the way.

        Nothing more is made once the client is gone, or does not read. What breaks off is not ended as if it were
        whole: the server closes the connection, and the client knows.
        """
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            while piece is not None and not gone.done():
                async with asyncio.timeout(Limits.export_stall):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await self.next(rest)
            if not gone.done():
                await send({"type": "http.response.body", "body": b""})
        except (TimeoutError, ExportError) as error:
            log.warning("an export broke off: %s", error if isinstance(error, ExportError) else "nobody reads it")
        finally:
            gone.cancel()
            self.thread.submit(rest.close)


class WriterPool:
    """As many writers as there may be."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._threads = [ThreadPoolExecutor(1, "exports") for _ in range(count)]
        self._free = [ExportWriter(thread) for thread in self._threads]

    @contextmanager
    def one(self) -> Iterator[ExportWriter]:
        """A writer that is free.

        Raises:
            PoolExhaustedError: there is none.
        """
        if not self._free:
            raise PoolExhaustedError
        writer = self._free.pop()
        try:
            yield writer
        finally:
            self._free.append(writer)

    def close(self) -> None:
        for thread in self._threads:
            thread.shutdown(wait=False, cancel_futures=True)


def coded(pieces: Iterator[bytes], *, gzip: bool) -> Generator[bytes]:
    """The pieces as they are sent; closing what this gives closes them too."""
    if not gzip:
        yield from pieces
        return
    packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
