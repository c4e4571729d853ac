"""Tables as data frames of pandas, which the extra `pandas` installs."""

from typing import TYPE_CHECKING, Any

from graph.export.optional_packages import require_package
from graph.export.table.table import ColumnType, Table

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {
    ColumnType.TEXT: "str",
    ColumnType.INTEGER: "Int64",
    ColumnType.NUMBER: "Float64",
    ColumnType.BOOLEAN: "boolean",
}
"""Types of pandas that tell a missing value from zero and from false, and never make a number of a code."""


def data_frame(table: Table, index: Any = None) -> "pd.DataFrame":
    """A table with its types; `index` labels the rows.

    Raises:
        ExportError: pandas is not installed.
    """
    pandas = require_package("pandas", "a data frame")
    rows = list(table.rows)
    series = {
        column.name: pandas.Series([row[place] for row in rows], index=index, dtype=_TYPES[column.type])
        for place, column in enumerate(table.columns)
    }
    made: pd.DataFrame = pandas.DataFrame(series, index=index)
    return made
