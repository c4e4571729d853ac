"""Columns of a graph that is built on disk: a file for each, written piece by piece and mapped when it is asked for.

A column is mapped anew each time, so that what was read of it does not stay in memory when nobody refers to it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import numpy as np

from graph.storage.column_types import COLUMN_TYPES
from graph.storage.columns import Array

_WORD_END = 1 << 32
_CHUNK = 1 << 20
"""Items at a time."""


class StoredColumns(Mapping[str, Array]):
    """The columns in a folder, in the order in which a file of columns has them; each is the file of its name.

    Raises:
        OSError: a file cannot be written or read, from all that writes and reads.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> Array:
        path = self.folder / name
        if not path.exists():
            raise KeyError(name)
        dtype = self._dtype(name)
        return np.memmap(path, dtype, "r") if path.stat().st_size else np.empty(0, dtype)

    def __iter__(self) -> Iterator[str]:
        return (name for name in COLUMN_TYPES if (self.folder / name).exists())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def put(self, name: str, column: Array) -> None:
        """Write a whole column."""
        with self.writer(name) as writer:
            writer.append(column)

    def update(self, columns: Mapping[str, Array]) -> None:
        """Write whole columns; the bytes of an arena before its starts, whose type they decide on."""
        for name in sorted(columns):
            self.put(name, columns[name])

    def writer(self, name: str) -> "ColumnWriter":
        """What writes a column piece by piece."""
        return ColumnWriter(self.folder / name, self._dtype(name))

    def arena(self, name: str) -> "ArenaWriter":
        """What writes the two columns of an arena piece by piece."""
        return ArenaWriter(self.folder, name)

    def read(self, name: str, start: int, stop: int) -> Array:
        """A stretch of a column, copied into memory."""
        dtype = self._dtype(name)
        return np.fromfile(self.folder / name, dtype, stop - start, offset=start * dtype.itemsize)

    def length(self, name: str) -> int:
        """How many items a column has."""
        return (self.folder / name).stat().st_size // self._dtype(name).itemsize

    def _dtype(self, name: str) -> "np.dtype[np.unsignedinteger | np.signedinteger]":
        """The type of a column; the starts of an arena have the longer one where its bytes need it."""
        types = COLUMN_TYPES[name]
        if len(types) > 1:
            data = self.folder / f"{name.removesuffix('.starts')}.bytes"
            return np.dtype(types[data.stat().st_size >= _WORD_END])
        return np.dtype(types[0])


class ColumnWriter:
    """Writes a column, to be closed by `with`."""

    def __init__(self, path: Path, dtype: "np.dtype[np.unsignedinteger | np.signedinteger]") -> None:
        self._file: IO[bytes] = path.open("wb")
        self._dtype = dtype

    def append(self, values: Array) -> None:
        """Write the next values."""
        self._file.write(np.ascontiguousarray(values, self._dtype).data)

    def __enter__(self) -> "ColumnWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class ArenaWriter:
    """Writes byte strings, to be closed by `with`: how many bytes they have decides on the type of their starts."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._data = (folder / f"{name}.bytes").open("wb")
        self._lengths = (folder / f"{name}.lengths").open("wb")

    def append(self, lengths: Array, data: bytes | memoryview) -> None:
        """Write the next strings, given how long they are and their bytes end to end."""
        self._lengths.write(np.ascontiguousarray(lengths, np.uint32).data)
        self._data.write(data)

    def __enter__(self) -> "ArenaWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._data.close()
        self._lengths.close()
        self._write_starts()

    def _write_starts(self) -> None:
        lengths, at = self._folder / f"{self._name}.lengths", 0
        count = lengths.stat().st_size // 4
        with StoredColumns(self._folder).writer(f"{self._name}.starts") as starts:
            starts.append(np.zeros(1, dtype=np.uint64))
            for first in range(0, count, _CHUNK):
                ends = np.fromfile(lengths, np.uint32, _CHUNK, offset=4 * first).cumsum(dtype=np.uint64) + np.uint64(at)
                starts.append(ends)
                at = int(ends[-1])
        lengths.unlink()
