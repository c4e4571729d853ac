"""Tables as Parquet: one file, typed columns, texts as strings."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.export.parquet_file import Arrow, require_arrow, write_parquet
from graph.export.table.table import ColumnType, Row, Table


def write_table(table: Table) -> Iterator[bytes]:
    """The table as a Parquet file.

    Raises:
        ExportError: pyarrow is not installed.
    """
    types = _types(require_arrow())
    schema = require_arrow().schema([(column.name, types[column.type]) for column in table.columns])

    def columns(arrow: Arrow, rows: Sequence[Row]) -> dict[str, Any]:
        return {
            column.name: arrow.array(values, types[column.type])
            for column, values in zip(table.columns, zip(*rows, strict=True), strict=True)
        }

    yield from write_parquet(table.rows, columns, schema)


def _types(arrow: Arrow) -> dict[ColumnType, Any]:
    return {
        ColumnType.TEXT: arrow.string(),
        ColumnType.INTEGER: arrow.int64(),
        ColumnType.NUMBER: arrow.float64(),
        ColumnType.BOOLEAN: arrow.bool_(),
    }
