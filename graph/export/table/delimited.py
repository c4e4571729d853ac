"""Tables as CSV and TSV: UTF-8, one line of names, texts quoted and nothing else (see `graph.export.csv_quoting`).

A text that a spreadsheet would take for a formula has an apostrophe before it (see `graph.export.spreadsheet_text`).
TSV is quoted as CSV is, since texts have tabs and line breaks in them: what `csv.excel_tab` of Python, pandas, R and
spreadsheets read.
"""

from collections.abc import Iterator, Sequence

from graph.export.chunk_encoder import encode_chunks
from graph.export.columns import value_to_text
from graph.export.csv_quoting import quote_field
from graph.export.spreadsheet_text import spreadsheet_text
from graph.export.table.table import Cell, Column, ColumnType, Row, Table

COMMA, TAB = ",", "\t"


def write_delimited(table: Table, separator: str) -> Iterator[bytes]:
    """The table as lines of fields between separators."""
    return encode_chunks(_lines(table, separator), end="\n")


def _lines(table: Table, separator: str) -> Iterator[str]:
    yield separator.join([column.name for column in table.columns])
    for row in table.rows:
        yield separator.join(_fields(row, table.columns))


def _fields(row: Row, columns: Sequence[Column]) -> Iterator[str]:
    for value, column in zip(row, columns, strict=True):
        yield "" if value is None else _field(value, column.type)


def _field(value: Cell, declared: ColumnType) -> str:
    text = value_to_text(value) if value is not None else ""
    return quote_field(spreadsheet_text(text)) if declared is ColumnType.TEXT else text
