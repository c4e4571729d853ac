"""The columns of a partial snapshot: those that say what an edge leads to and what it states are empty at first.

Such a snapshot has the layout of a whole one, so that whatever reads one reads the other, machine code too. It is
mapped privately: what is written into it is seen by this process only, and takes memory for the pages written to.
"""

import mmap
from collections.abc import Mapping
from pathlib import Path

from graph.storage.columns import Array, Columns, Place

CONTENT = (
    *("edge.target", "edge.number", "edge.evidence", "edge.values.bytes", "edge.entering"),
    *("in.edges", "in.source"),
)
"""The columns that are filled when they are needed."""
DERIVED = ("edge.source", "edge.leaving")
"""Columns that follow from where rows begin and from the kinds in them (see `graph.storage.derived_columns`)."""


class PartialColumns(Columns):
    """Columns of which some are written to as edges become known."""

    def __init__(self, path: Path, places: Mapping[str, Place], name: Path | None = None) -> None:
        """Map the file; see `Columns`."""
        super().__init__(path, places, name)
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        self.content: dict[str, Array] = {column: self[column] for column in CONTENT}
        """The columns that are filled, as arrays that can be written to."""
