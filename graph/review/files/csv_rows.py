"""The rows of a table with commas, semicolons or tabs between the cells."""

import csv
import io
from collections.abc import Iterator

from graph.model.findings import MalformedRow

_LONGEST = 131_072
"""Characters of a cell; one that is longer is none of codes, but what an open quote has swallowed."""


def read_rows(path: str, text: str) -> Iterator[tuple[int, list[str]] | MalformedRow]:
    """Each row that is not empty with the line on which it begins.

    Where a quote is never closed, or a cell is too long, the line on which the row begins is a finding, and the next
    line begins a row.
    """
    lines = list(io.StringIO(text, newline=""))
    delimiter = max("\t,;", key=next((line for line in lines if line.strip()), "").count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    start = 0
    while start < len(lines):
        begin = start
        reader = csv.reader((lines[place] for place in range(begin, len(lines))), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                if any(len(cell) > _LONGEST for cell in row):
                    raise csv.Error(f"a cell has more than {_LONGEST} characters")
                if row:
                    yield start + 1, row
                start = begin + reader.line_num
            return
        except csv.Error as error:
            yield MalformedRow(path, start + 1, reason=str(error))
            start += 1
