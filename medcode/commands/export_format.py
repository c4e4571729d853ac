"""The format that an export is asked for in, and whether the name of its file says the same."""

from pathlib import Path

from graph.export.format import Format
from graph.export.formats import format_named
from graph.export.table.file_types import FILE_TYPES, file_type_named
from graph.export.table.format import TABLE, table_format
from graph.model.errors import InvalidArgument

STANDARD_OUTPUT = "-"
_ZIP = ".zip"


def requested_format(name: str, out: str, file_type: str | None, *, evidence: bool) -> Format:
    """The format of this name; for a table, as the type of file that `file_type` or the suffix of `out` says.

    Raises:
        InvalidArgument: there is no such format, the name of the file belongs to another one, or an option of tables is
            given for what is no table.
    """
    suffix = "" if out == STANDARD_OUTPUT else Path(out).suffix
    if name == TABLE.name:
        return table_format(file_type_named(_table_type(suffix, file_type)), evidence=evidence)
    if file_type is not None or evidence:
        option = "--as" if file_type is not None else "--evidence"
        raise InvalidArgument(argument=option, problem="this is for --format table; other formats have all evidence")
    found = format_named(name)
    _check_zip(found, suffix)
    return found


def _table_type(suffix: str, file_type: str | None) -> str:
    """The name of the type of file.

    Raises:
        InvalidArgument: nothing says which it is, or two things say two.
    """
    by_suffix = suffix.removeprefix(".").lower()
    if file_type is None and by_suffix not in FILE_TYPES:
        problem = "the type of a table is the suffix of its file, or --as TYPE"
        raise InvalidArgument(argument="--out", problem=problem, allowed=list(FILE_TYPES))
    if file_type is not None and by_suffix in FILE_TYPES and by_suffix != file_type:
        raise InvalidArgument(argument="--as", problem=f"the name of the file says {by_suffix}, not {file_type}")
    return file_type or by_suffix


def _check_zip(export_format: Format, suffix: str) -> None:
    """Whether a file with this suffix is a zip where the format is one, and not where it is none.

    Raises:
        InvalidArgument: it is the other way round.
    """
    is_zip = export_format.suffix.endswith(_ZIP)
    if suffix and is_zip != (suffix.lower() == _ZIP):
        what = f"{export_format.name} is {'a zip' if is_zip else 'no zip'}: call the file NAME.{export_format.suffix}"
        table = "; one CSV or Parquet file is --format table" if is_zip else ""
        raise InvalidArgument(argument="--out", problem=f"{what}{table}")
