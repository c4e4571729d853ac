"""The types of file that a table can be."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.export.format import Loss
from graph.export.spreadsheet_text import FORMULA_LOSS
from graph.export.table.delimited import COMMA, TAB, write_delimited
from graph.export.table.parquet import write_table
from graph.export.table.table import Table
from graph.export.table.xlsx import MAX_CHARACTERS, write_xlsx
from graph.export.xml_text import CONTROL_CHARACTER_LOSS
from graph.model.errors import InvalidArgument

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: `name` is its suffix, and its id on the command line and in URLs."""

    name: str
    media_type: str
    write: Callable[[Table], Iterator[bytes]]
    losses: tuple[Loss, ...] = ()


_EMPTY_TEXT = Loss(
    "empty text", "quoted, where no value is not; readers that ignore quotes take both for none", kept=True
)
_LONG_TEXT = Loss(
    f"texts of more than {MAX_CHARACTERS:,} characters", "their beginning: a cell holds no more", kept=False
)
_ALL = (
    FileType("csv", "text/csv", lambda table: write_delimited(table, COMMA), (FORMULA_LOSS, _EMPTY_TEXT)),
    FileType(
        "tsv",
        "text/tab-separated-values",
        lambda table: write_delimited(table, TAB),
        (FORMULA_LOSS, _EMPTY_TEXT),
    ),
    FileType("parquet", "application/vnd.apache.parquet", write_table),
    FileType("xlsx", _XLSX, write_xlsx, (CONTROL_CHARACTER_LOSS, _LONG_TEXT)),
)
FILE_TYPES: Mapping[str, FileType] = {file_type.name: file_type for file_type in _ALL}


def file_type_named(name: str) -> FileType:
    """The type of file of this name.

    Raises:
        InvalidArgument: there is none.
    """
    if name not in FILE_TYPES:
        problem = f"a table is written as one of these types of file, not as {name[:40]!r}"
        raise InvalidArgument(argument="as", problem=problem, allowed=list(FILE_TYPES))
    return FILE_TYPES[name]
