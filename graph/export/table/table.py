"""A table: columns of one type each, and rows of plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


class ColumnType(StrEnum):
    """The type of the values of a column. Codes and dates are `TEXT`, a list is `TEXT` that holds JSON."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; its name is unique in its table."""

    name: str
    type: ColumnType = ColumnType.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table of `row_count` rows, which may be made while they are read.

    Each row has a value of the column's type, or None, for each column.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    row_count: int
