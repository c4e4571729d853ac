"""A partial snapshot: a snapshot whose edges are kept in a database, which its files were brought from.

It is a folder like that of a snapshot (see `graph.store.snapshot`). Its file of columns has the same layout, with holes
where a whole one says what edges lead to and state (see `graph.storage.partial_columns`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from graph.model.errors import SnapshotError
from graph.storage.columns import MAGIC, Array, ArrayColumns, Place, checksum
from graph.storage.derived_columns import derived_columns
from graph.storage.partial_columns import CONTENT, DERIVED
from graph.store.manifest import Manifest
from graph.store.snapshot_files import name_files
from graph.store.snapshot_writer import replace_snapshot

LEFT_OUT = frozenset((*CONTENT, *DERIVED))
"""The columns that are not brought with the others."""


@dataclass(frozen=True, slots=True)
class BroughtFiles:
    """What was brought of a version: its manifest, its columns as bytes by name, the files of its index by name."""

    manifest: Manifest
    columns: Mapping[str, bytes]
    index: Iterable[tuple[str, bytes]]


def write_partial_snapshot(brought: BroughtFiles, slot: int, directory: Path) -> None:
    """Write the partial snapshot of the version in a slot into a folder, replacing one that is there.

    Raises:
        SnapshotError: the place is taken by something that is no snapshot, or a column is missing or of another length.
        SnapshotWriteError: it cannot be written.
    """

    def write(part: Path, index: Path) -> Manifest:
        write_partial_columns(part, brought.manifest.columns, _arrays(brought))
        for name, content in brought.index:
            (index / name).write_bytes(content)
        names = name_files(directory, part, checksum(part), index)
        return replace(brought.manifest, slot=slot, **asdict(names))

    replace_snapshot(directory, write)


def _arrays(brought: BroughtFiles) -> dict[str, Array]:
    arrays = dict[str, Array]()
    for name, place in brought.manifest.columns.items():
        if name not in LEFT_OUT:
            content = brought.columns.get(name, b"")
            if len(content) != _bytes(place):
                raise SnapshotError(column=name, problem=f"it has {len(content)} bytes instead of {_bytes(place)}")
            arrays[name] = np.frombuffer(content, place.dtype)
    return arrays


def _bytes(place: Place) -> int:
    return place.count * np.dtype(place.dtype).itemsize


def write_partial_columns(path: Path, places: Mapping[str, Place], columns: Mapping[str, Array]) -> None:
    """Write the columns that were brought, and those that follow from them; the rest of the file is empty."""
    with path.open("wb") as file:
        file.truncate(max(place.offset + _bytes(place) for place in places.values()))
        file.write(MAGIC)
        for name, column in {**columns, **derived_columns(ArrayColumns(columns))}.items():
            file.seek(places[name].offset)
            file.write(np.ascontiguousarray(column, dtype=places[name].dtype).tobytes())
