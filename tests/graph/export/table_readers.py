"""Tables read by programs that know nothing of how they are written: csv of Python, pyarrow and openpyxl."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.utils.escape import unescape
from pyarrow import parquet

from graph.export.spreadsheet_text import plain_text
from graph.export.table.file_types import FILE_TYPES
from graph.export.table.table import Table

Rows = list[list[Any]]


def written(table: Table, file_type: str) -> bytes:
    return b"".join(FILE_TYPES[file_type].write(table))


def _delimited(content: bytes, delimiter: str) -> Rows:
    """Texts and numbers as they are told apart by their quotes; nothing where there is nothing."""
    lines = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter, strict=True)
    return [[plain_text(cell) for cell in line] for line in lines]


def _parquet(content: bytes) -> Rows:
    table = parquet.read_table(io.BytesIO(content))
    return [table.column_names, *([*row.values()] for row in table.to_pylist())]


def _xlsx(content: bytes) -> Rows:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return [[unescape(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.values]


READERS: dict[str, Callable[[bytes], Rows]] = {
    "csv": lambda content: _delimited(content, ","),
    "tsv": lambda content: _delimited(content, "\t"),
    "parquet": _parquet,
    "xlsx": _xlsx,
}


def read_back(table: Table, file_type: str) -> Rows:
    """The line of names and the rows, as a reader of files of this type gives them."""
    return READERS[file_type](written(table, file_type))


def in_text(row: Rows | Any) -> list[str]:
    """A row as it is read from CSV, where all is text."""
    return ["" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell) for cell in row]
