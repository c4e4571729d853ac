"""Files of terms: one a line, or in a column of a table."""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.model.errors import InvalidArgument

STANDARD_INPUT = "-"
_SEPARATORS = ",;\t|"


def read_terms_file(name: str) -> str:
    """The text of a file, or of standard input.

    Raises:
        InvalidArgument: it cannot be read, or is not UTF-8.
    """
    try:
        data = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise InvalidArgument(argument="FILE", problem=f"it cannot be read as UTF-8: {error}") from error


def lines_of(text: str) -> Iterator[str]:
    """The lines that are not empty, without spaces around them."""
    return filter(None, map(str.strip, text.splitlines()))


def column_of(text: str, name: str) -> Iterator[str]:
    """The values of a column, a row each; `""` where a row has none.

    Fields are separated as in the line of names: by commas, semicolons, tabs or bars.

    Raises:
        ValueError: there is no such column, or the table breaks off.
    """
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restval="", strict=True)
    names = [*(reader.fieldnames or ())]
    if name not in names:
        raise ValueError(f"there is no column '{name}'; there are {', '.join(names)}")
    try:
        for row in reader:
            yield row[name]
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}") from error
