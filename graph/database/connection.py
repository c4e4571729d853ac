"""A connection to a graph database, used from threads: statements with parameters in, rows out.

It is the official Bolt driver in its asynchronous form, in an event loop of a thread of its own: only there can a
statement be given up whose server no longer answers; its connection is closed then, and the place in the pool is free
(see docs/explanation/decisions). Reading costs the same as with the driver's other form and a thread that waits.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from graph.database.address import DatabaseAddress
from graph.database.driver_errors import store_error
from graph.model.errors import StoreTimeout, StoreUnavailable
from graph.model.limits import Limits

if TYPE_CHECKING:
    from neo4j import AsyncDriver, AsyncManagedTransaction, AsyncSession

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # Else transactions that meet are told on standard error.

Parameters = Mapping[str, Any]
Statement = tuple[str, Parameters]
Row = tuple[Any, ...]
Result = TypeVar("Result")
NO_PARAMETERS: Parameters = {}
PROBE, PROBE_SECONDS = "RETURN 1", 3.0
"""What asks whether the database answers at all, and how long it may take."""


class Database:
    """A database at an address; to be closed, or used in `with`.

    `statements` counts what was sent since the start, `seconds` is the time of reading; `on_statement` is called with
    each statement and its parameters.
    """

    def __init__(self, address: DatabaseAddress) -> None:
        """Make a pool of connections; the first statement opens the first of them.

        Raises:
            StoreUnavailable: the extra `database`, which has the driver, is not installed.
        """
        self.address, self.statements, self.seconds = address, 0, 0.0
        self.on_statement: Callable[[str, Parameters], object] | None = None
        self._counting = threading.Lock()
        self._loop = _new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="graph database", daemon=True)
        self._thread.start()
        try:
            self._driver, self._options = self._wait(open_driver(address))
        except BaseException:
            self._stop()
            raise

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections and end the thread."""
        if not self._loop.is_closed():
            try:
                self._wait(self._driver.close())
            finally:
                self._stop()

    def read(self, statement: str, parameters: Parameters = NO_PARAMETERS, seconds: float | None = None) -> list[Row]:
        """The rows of a statement that changes nothing; if the connection broke off, it is sent once more.

        Raises:
            StoreTimeout: there was no whole answer within `seconds`, those of `Limits.database_seconds` unless given.
            StoreError: the database is not reached, or has refused the statement.
        """
        return self._result(self._start_read(statement, parameters, seconds or Limits.database_seconds))

    def ping(self) -> None:
        """Ask whether the database answers.

        Raises:
            StoreError: it does not.
        """
        self.read(PROBE, seconds=PROBE_SECONDS)

    def write(self, *statements: Statement, seconds: float | None = None) -> list[Row]:
        """Execute statements in one transaction, again where it met another one; the rows of the last of them.

        Each of them must do the same when it is executed twice, since a connection may break off during the commit.

        Raises:
            StoreTimeout: it was not done within `seconds`, those of `Limits.database_write_seconds` unless given; it
                may be done nonetheless.
            StoreError: the database is not reached, or has refused a statement; nothing was changed.
        """
        seconds = seconds or Limits.database_write_seconds
        return self._answer(self._write(statements), seconds)

    def define(self, statement: str) -> None:
        """Execute a statement about keys or indexes, which some databases take only outside of transactions.

        Raises:
            StoreError: the database is not reached, or has refused the statement.
        """
        seconds = Limits.database_write_seconds
        self._answer(self._define(statement, seconds), seconds)

    def _answer(self, work: Coroutine[Any, Any, Result], seconds: float) -> Result:
        return self._result(self._start(asyncio.wait_for(work, seconds)))

    def _start_read(self, statement: str, parameters: Parameters, seconds: float) -> Future[list[Row]]:
        return self._start(asyncio.wait_for(self._read(statement, parameters, seconds), seconds))

    def _result(self, work: Future[Result]) -> Result:
        with self._translated_errors():
            return _awaited(work)

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return _awaited(self._start(work))

    def _start(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        from neo4j.exceptions import DriverError, Neo4jError  # noqa: PLC0415  (of an extra)

        try:
            yield
        except TimeoutError:
            raise StoreTimeout(address=str(self.address)) from None
        except (Neo4jError, DriverError, OSError) as error:
            raise store_error(error, self.address) from None

    async def _read(self, statement: str, parameters: Parameters, seconds: float) -> list[Row]:
        from neo4j.exceptions import DriverError, Neo4jError  # noqa: PLC0415

        started = perf_counter()
        try:
            return await self._read_once(statement, parameters, seconds)
        except (Neo4jError, DriverError) as error:
            if not error.is_retryable():
                raise
            return await self._read_once(statement, parameters, seconds)
        finally:
            self.seconds += perf_counter() - started

    async def _read_once(self, statement: str, parameters: Parameters, seconds: float) -> list[Row]:
        from neo4j import READ_ACCESS, Query  # noqa: PLC0415

        self._count(statement, parameters)
        async with self._session(default_access_mode=READ_ACCESS) as session:
            result = await session.run(Query(statement, timeout=seconds), dict(parameters))
            return [tuple(record.values()) async for record in result]

    async def _define(self, statement: str, seconds: float) -> None:
        from neo4j import Query  # noqa: PLC0415

        self._count(statement, NO_PARAMETERS)
        async with self._session() as session:
            result = await session.run(Query(statement, timeout=seconds))
            await result.consume()

    async def _write(self, statements: tuple[Statement, ...]) -> list[Row]:
        async def execute(transaction: "AsyncManagedTransaction") -> list[Row]:
            rows = list[Row]()
            for statement, parameters in statements:
                self._count(statement, parameters)
                result = await transaction.run(statement, dict(parameters))
                rows = [tuple(record.values()) async for record in result]
            return rows

        async with self._session() as session:
            return await session.execute_write(execute)

    def _session(self, **options: Any) -> "AsyncSession":
        return self._driver.session(**self._options, **options)

    def _count(self, statement: str, parameters: Parameters) -> None:
        with self._counting:
            self.statements += 1
        if self.on_statement is not None:
            self.on_statement(statement, parameters)

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def _awaited(work: Future[Result]) -> Result:
    try:
        return work.result()
    except BaseException:
        work.cancel()  # As for KeyboardInterrupt: nobody waits any longer.
        raise


async def open_driver(address: DatabaseAddress) -> tuple["AsyncDriver", dict[str, Any]]:
    """The driver, made in its event loop, and the options of each session.

    In a cluster each session reads what others have written before (bookmarks).
    """
    try:
        from neo4j import AsyncGraphDatabase  # noqa: PLC0415
    except ImportError as error:
        problem = "the driver is not installed: install medcode-graph[database]"
        raise StoreUnavailable(address=str(address), problem=problem) from error
    driver = AsyncGraphDatabase.driver(
        address.server,
        auth=(address.user, address.password) if address.user else None,
        max_connection_pool_size=Limits.database_connections,
        connection_timeout=float(Limits.database_connect_seconds),
        connection_acquisition_timeout=float(Limits.database_connect_seconds),
        max_transaction_retry_time=float(Limits.database_retry_seconds),
        keep_alive=True,
        telemetry_disabled=True,
        user_agent="medcode-graph",
    )
    options: dict[str, Any] = {"database": address.database}
    if address.scheme.startswith("neo4j"):
        options["bookmark_manager"] = AsyncGraphDatabase.bookmark_manager()
    return driver, options


def _new_event_loop() -> asyncio.AbstractEventLoop:
    """The fastest event loop that is installed."""
    try:
        import uvloop  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
