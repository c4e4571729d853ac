"""The database in which tables are joined and sorted: DuckDB, which goes on on disk where its memory is full."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.model.errors import TableError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_MB = 1_000
"""Megabytes that the database may take for its work; what is beyond lies in its folder."""
_THREADS = 4
"""Threads at most: each takes memory for its part of a sort."""
_BATCH = 1 << 16
"""Rows at a time."""


class Database:
    """A database in a folder, and the only way to it."""

    def __init__(self, connection: "DuckDBPyConnection", arrow: Any) -> None:
        self._connection, self.arrow = connection, arrow

    def run(self, statement: str) -> None:
        """Execute a statement that has no result."""
        self._connection.execute(statement)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a small result."""
        return self._connection.execute(query).fetchall()

    def one(self, query: str) -> Any:
        """The only value of the only row of a result."""
        return self.rows(query)[0][0]

    def batches(self, query: str, rows: int = _BATCH) -> Iterator[Any]:
        """The batches of a large result, as pyarrow has them; other statements may run between them."""
        with self._connection.cursor() as cursor:
            yield from cursor.sql(query).to_arrow_reader(rows)

    def insert(self, table: str, columns: dict[str, Any]) -> None:
        """Put rows into a table, given as columns of pyarrow or of NumPy in the order of the table."""
        self._connection.register("inserted", self.arrow.table(columns))
        self._connection.execute(f"INSERT INTO {table} SELECT * FROM inserted")
        self._connection.unregister("inserted")

    def registered_batches(self, query: str, rows: int = _BATCH) -> Iterator[Any]:
        """The same of a query that reads what is registered; no other statement may run between them."""
        yield from self._connection.sql(query).to_arrow_reader(rows)

    def register(self, name: str, batches: Any) -> None:
        """Give a reader of batches a name; it can be read once."""
        self._connection.register(name, batches)


@contextmanager
def open_database(folder: Path) -> Iterator[Database]:
    """A database in a folder, which is closed afterwards.

    Raises:
        TableError: DuckDB or pyarrow is not installed, or, from all that is done with it, what DuckDB raises.
    """
    try:
        import duckdb  # noqa: PLC0415  (of the extra `tables`)
        import pyarrow  # noqa: PLC0415  (of the extra `tables`)
    except ImportError as error:
        problem = f"{error.name} is not installed: pip install duckdb pyarrow, which are the extra `tables`"
        raise TableError(problem=problem) from error
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{MEMORY_MB}MB",
        "temp_directory": str(folder / "spilled"),
    }
    try:
        with duckdb.connect(str(folder / "tables.duckdb"), config=settings) as connection:
            threads = int(connection.execute("SELECT current_setting('threads')").fetchall()[0][0])
            connection.execute(f"SET threads = {min(threads, _THREADS)}")
            connection.execute("SET enable_progress_bar = false")
            yield Database(connection, pyarrow)
    except duckdb.Error as error:
        raise TableError(problem=str(error)) from error
