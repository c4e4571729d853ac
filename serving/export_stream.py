"""Streaming exports: each is written by a thread of a pool, with back-pressure from its reader.

A chunk is made when the one before it was sent, so that a slow reader costs no memory. The interpreter switches threads
every millisecond (`server.worker`), so that requests are answered meanwhile; `python -m bench.heavy` measures how fast.
A process for each export was measured, too: see docs/explanation/decisions.
"""

import asyncio
import logging
import zlib
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeVar

from starlette.types import Message, Receive, Send

from graph.model.errors import ExportError, StoreError
from graph.model.limits import Limits

log = logging.getLogger("medcode.export")
_GZIP_LEVEL = 1
"""The higher levels take several times as long for a fifth less."""
_GZIP_WBITS = 31
"""Makes zlib write the header of gzip, without a date."""
_GRACE = 2.0
"""Seconds that the reader of an export may pause while others wait, beside the time that its bytes take."""
Headers = list[tuple[bytes, bytes]]
Result = TypeVar("Result")


class PoolExhaustedError(Exception):
    """Every writer of the pool is in use, and none became free in time."""


class ExportWriter:
    """A thread that makes the chunks of one export at a time."""

    def __init__(self, pool: "WriterPool") -> None:
        self._pool = pool
        self.thread = ThreadPoolExecutor(1, "exports")
        self._delivery: asyncio.Timeout | None = None
        """Ends the delivery of a chunk; None where none is being delivered."""
        self._patience = 0.0
        """Until when the reader of that chunk may take it while others wait, in seconds of the event loop."""

    async def run(self, work: Callable[[], Result]) -> Result:
        """The result of some work, done in the thread."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    async def next_chunk(self, chunks: Iterator[bytes]) -> bytes | None:
        """The next chunk; None after the last."""
        return await self.run(lambda: next(chunks, None))

    async def send(
        self, first: bytes | None, rest: Generator[bytes], headers: Headers, receive: Receive, send: Send
    ) -> None:
        """Send a response of a first chunk and the rest of them, which are made one by one.

        It ends early when the client disconnects, or takes less than `Limits.export_rate` while others wait. A
        response that breaks off is not completed: the server closes the connection, so that the client sees the
        failure.
        """
        disconnected = asyncio.ensure_future(_wait_for_disconnect(receive))
        chunk, waiting = first, 0
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            while chunk is not None and not disconnected.done():
                message = {"type": "http.response.body", "body": chunk, "more_body": True}
                await self._deliver(send, message, waiting)
                waiting, chunk = len(chunk), await self.next_chunk(rest)
            if not disconnected.done():
                await send({"type": "http.response.body", "body": b""})
        except (ExportError, StoreError) as error:
            log.warning("an export broke off: %s", error)
        except TimeoutError:
            log.warning("an export broke off: a slow reader")
        finally:
            disconnected.cancel()
            self.thread.submit(rest.close)

    async def _deliver(self, send: Send, message: Message, waiting: int) -> None:
        """Send a chunk when the reader has taken those before it, of which the last has `waiting` bytes.

        Raises:
            TimeoutError: that takes too long, and others wait.
        """
        self._patience = asyncio.get_running_loop().time() + _GRACE + waiting / Limits.export_rate
        try:
            async with asyncio.timeout_at(self._patience if self._pool.is_awaited() else None) as self._delivery:
                await send(message)
        finally:
            self._delivery = None

    def hurry(self) -> None:
        """Somebody waits: break the export off where its reader is too slow."""
        if self._delivery is not None:
            self._delivery.reschedule(self._patience)


class WriterPool:
    """A pool of `size` writers."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._writers = [ExportWriter(self) for _ in range(size)]
        self._free = asyncio.Queue[ExportWriter]()
        for writer in self._writers:
            self._free.put_nowait(writer)
        self._waiting = 0

    def is_awaited(self) -> bool:
        """Whether an export waits for a writer."""
        return self._waiting > 0

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[ExportWriter]:
        """A free writer, which returns to the pool in the end.

        Raises:
            PoolExhaustedError: none has become free within `Limits.export_wait`.
        """
        writer = await self._wait() if self._free.empty() else self._free.get_nowait()
        try:
            yield writer
        finally:
            self._free.put_nowait(writer)

    async def _wait(self) -> ExportWriter:
        """The next writer that becomes free; exports with slow readers are broken off."""
        self._waiting += 1
        for writer in self._writers:
            writer.hurry()
        try:
            async with asyncio.timeout(Limits.export_wait):
                return await self._free.get()
        except TimeoutError:
            raise PoolExhaustedError from None
        finally:
            self._waiting -= 1

    def close(self) -> None:
        for writer in self._writers:
            writer.thread.shutdown(wait=False, cancel_futures=True)


def compress_chunks(chunks: Iterator[bytes], *, gzip: bool) -> Generator[bytes]:
    """The chunks as they are sent, compressed or not."""
    if not gzip:
        yield from chunks
        return
    compressor = zlib.compressobj(_GZIP_LEVEL, wbits=_GZIP_WBITS)
    for chunk in chunks:
        if compressed := compressor.compress(chunk):
            yield compressed
    yield compressor.flush()


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
