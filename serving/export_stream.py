"""Streaming exports: each is written by a thread of a pool, with back-pressure from its reader.

A chunk is made when the one before it was sent, so that a slow reader costs no memory. The interpreter switches threads
every millisecond (`server.worker`), so that requests are answered meanwhile; `python -m bench.heavy` measures how fast.
A process for each export was measured, too: see docs/decisions.
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
_GZIP_LEVEL = 1
"""The higher levels take several times as long for a fifth less."""
_GZIP_WBITS = 31
"""Makes zlib write the header of gzip, without a date."""
Headers = list[tuple[bytes, bytes]]
Result = TypeVar("Result")


class PoolExhaustedError(Exception):
    """Every writer of the pool is in use."""


@dataclass(frozen=True, slots=True)
class ExportWriter:
    """A thread that makes the chunks of one export at a time."""

    thread: ThreadPoolExecutor

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

        It ends early when the client disconnects or takes no chunk for `Limits.export_stall` seconds. A response that
        breaks off is not completed: the server closes the connection, so that the client sees the failure.
        """
        disconnected = asyncio.ensure_future(_wait_for_disconnect(receive))
        chunk = first
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            while chunk is not None and not disconnected.done():
                async with asyncio.timeout(Limits.export_stall):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                chunk = await self.next_chunk(rest)
            if not disconnected.done():
                await send({"type": "http.response.body", "body": b""})
        except (TimeoutError, ExportError) as error:
            log.warning("an export broke off: %s", error if isinstance(error, ExportError) else "nobody reads it")
        finally:
            disconnected.cancel()
            self.thread.submit(rest.close)


class WriterPool:
    """A pool of `size` writers."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._threads = [ThreadPoolExecutor(1, "exports") for _ in range(size)]
        self._free = [ExportWriter(thread) for thread in self._threads]

    @contextmanager
    def acquire(self) -> Iterator[ExportWriter]:
        """A free writer, which returns to the pool in the end.

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
