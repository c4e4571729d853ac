"""A partial snapshot: a snapshot whose edges are kept in a database, which its files were brought from.

It is a folder like that of a snapshot (see `graph.store.snapshot`). Its file of columns has the same layout, with holes
where a whole one says what edges lead to and state (see `graph.storage.partial_columns`).
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from graph.storage.columns import MAGIC, Array, ArrayColumns, Place
from graph.storage.derived_columns import derived_columns
from graph.storage.partial_columns import CONTENT, DERIVED

LEFT_OUT = frozenset((*CONTENT, *DERIVED))
"""The columns that are not brought with the others."""


def write_partial_columns(path: Path, places: Mapping[str, Place], columns: Mapping[str, Array]) -> None:
    """Write the columns that were brought, and those that follow from them; the rest of the file is empty."""
    derived = derived_columns(ArrayColumns(columns))
    with path.open("wb") as file:
        file.truncate(max(place.offset + place.count * np.dtype(place.dtype).itemsize for place in places.values()))
        file.write(MAGIC)
        for name, column in {**columns, **derived}.items():
            file.seek(places[name].offset)
            file.write(np.ascontiguousarray(column, dtype=places[name].dtype).tobytes())
