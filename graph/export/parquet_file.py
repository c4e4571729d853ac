"""A Parquet file written while it is made: row group by row group, without going back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import RawIOBase
from itertools import islice
from typing import Any, TypeVar

from graph.export.optional_packages import require_package

Item = TypeVar("Item")
Arrow = Any
"""The module `pyarrow`, which is there only where the extra `export` is installed."""
_ROWS = 32_768
"""Rows of a group: what is held in memory at a time, packed."""
_BATCH = 2_048
"""Rows that are made columns at a time: no other thread runs while one of them is made."""


class _Sink(RawIOBase):
    """The unseekable output of `ParquetWriter`; `take` drains it after each row group."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._chunks.append(bytes(data))
        self._position += len(self._chunks[-1])
        return len(self._chunks[-1])

    def tell(self) -> int:
        return self._position

    def take(self) -> Iterator[bytes]:
        chunks, self._chunks = self._chunks, []
        yield from chunks


def require_arrow() -> Arrow:
    """The module `pyarrow`.

    Raises:
        ExportError: it is not installed; what to do is told.
    """
    return require_package("pyarrow", "Parquet")


def write_parquet(
    items: Iterable[Item], columns: Callable[[Arrow, Sequence[Item]], Mapping[str, Any]], schema: Any
) -> Iterator[bytes]:
    """A Parquet file of a schema of `pyarrow`; `columns` makes the arrays of some items, by the names of the schema.

    Raises:
        ExportError: pyarrow is not installed.
    """
    arrow, parquet, sink = require_arrow(), require_package("pyarrow.parquet", "Parquet"), _Sink()
    remaining = iter(items)
    with parquet.ParquetWriter(sink, schema, compression="zstd", version="2.6") as writer:
        while group := [columns(arrow, rows) for rows in _batches(islice(remaining, _ROWS))]:
            record_batches = [arrow.record_batch(made, schema=schema) for made in group]
            writer.write_table(arrow.Table.from_batches(record_batches), row_group_size=_ROWS)
            yield from sink.take()
    yield from sink.take()


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while rows := list(islice(items, _BATCH)):
        yield rows
