"""Named arrays in one file, memory-mapped: many processes read one copy, and opening it reads nothing.

The file is `MAGIC` and then the arrays, each at a multiple of 64 bytes, little-endian. Where each array lies, its type
and the file's checksum are in the manifest (see `graph.store.snapshot`).
"""

import mmap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import xxhash

from graph.model.errors import SnapshotError
from graph.storage.column_types import COLUMN_TYPES

MAGIC = b"medcode-graph 7\n"
END = "\x1f"
"""The end of a value: JSON escapes it, so that it stands in no value."""
_ALIGNMENT = 64
_CHUNK = 1 << 22

Array = npt.NDArray[np.unsignedinteger | np.signedinteger]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an array lies: its element type, first byte and number of elements."""

    dtype: str
    offset: int
    count: int


def write_columns(path: Path, columns: Mapping[str, Array]) -> tuple[dict[str, Place], str]:
    """Write the arrays; where each one lies, and the checksum of the file."""
    digest = xxhash.xxh3_128()
    with path.open("wb") as file:

        def put(data: memoryview | bytes) -> None:
            file.write(data)
            digest.update(data)

        places = _lay_out(columns, put)
    return places, digest.hexdigest()


def _lay_out(columns: Mapping[str, Array], put: Callable[[memoryview | bytes], object]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    put(MAGIC)
    at = len(MAGIC)
    for name, column in columns.items():
        little = np.ascontiguousarray(column, dtype=column.dtype.newbyteorder("<"))
        places[name] = Place(little.dtype.str, at + -at % _ALIGNMENT, little.size)
        put(bytes(-at % _ALIGNMENT))
        for chunk in _chunks(little):
            put(chunk)
        at = places[name].offset + little.nbytes
    return places


def _chunks(column: Array) -> Iterator[memoryview]:
    """The bytes of a column, some at a time: it may be larger than the memory."""
    step = _CHUNK // column.itemsize
    for start in range(0, len(column), step):
        yield column[start : start + step].data


def checksum(path: Path) -> str:
    """The checksum of a file, read through a small buffer so that its pages do not stay with this process.

    Raises:
        OSError: it cannot be read.
    """
    digest, buffer = xxhash.xxh3_128(), bytearray(_CHUNK)
    view = memoryview(buffer)
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            digest.update(view[:count])
    return digest.hexdigest()


class Columns:
    """The arrays of a file, mapped read-only."""

    def __init__(self, path: Path, places: Mapping[str, Place], name: Path | None = None) -> None:
        """Map the file; `name` is what errors call it, the path unless given.

        Raises:
            SnapshotError: it is missing, too short, or not such a file, or its columns are not those of a snapshot.
        """
        self._places, self._name = places, str(name or path)
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise self._error(str(error)) from error
        if self._map[: len(MAGIC)] != MAGIC:
            raise self._error("the file is truncated or of another make")
        for column, types in COLUMN_TYPES.items():
            self._check_place(column, types)

    def _check_place(self, column: str, types: Sequence[str]) -> None:
        place = self._places.get(column)
        if place is None:
            raise self._error(f"it has no column {column}")
        if place.dtype not in types:
            raise self._error(f"the column {column} is of the type {place.dtype}")
        if place.offset < len(MAGIC) or place.offset % _ALIGNMENT:
            raise self._error(f"the column {column} does not begin where a column can")
        if place.offset + place.count * np.dtype(place.dtype).itemsize > len(self._map):
            raise self._error(f"the file is truncated: the column {column} ends behind it")

    def _error(self, problem: str) -> SnapshotError:
        return SnapshotError(file=self._name, problem=problem)

    def __getitem__(self, name: str) -> Array:
        place = self._places[name]
        return np.frombuffer(self._map, place.dtype, place.count, place.offset)

    def texts(self, name: str) -> list[str]:
        """The texts written by `text_columns` under this name.

        Raises:
            SnapshotError: they are not UTF-8.
        """
        place = self._places[f"{name}.bytes"]
        try:
            return _texts(self._map[place.offset : place.offset + place.count])
        except UnicodeDecodeError as error:
            raise self._error(f"the column {name}.bytes is not UTF-8: {error.reason}") from error

    def arena(self, name: str) -> "Arena":
        """The byte strings written by `arena_columns` under this name."""
        return Arena(self[f"{name}.starts"], self._map, self._places[f"{name}.bytes"].offset)

    def layout(self) -> tuple[mmap.mmap | bytes, Mapping[str, Place]]:
        """All of the memory, and where each array lies in it."""
        return self._map, self._places


class ArrayColumns:
    """Columns that were never written, for a graph that is only asked in memory."""

    def __init__(self, columns: Mapping[str, Array]) -> None:
        self._columns = columns

    def __getitem__(self, name: str) -> Array:
        return self._columns[name]

    def texts(self, name: str) -> list[str]:
        return _texts(self[f"{name}.bytes"].tobytes())

    def arena(self, name: str) -> "Arena":
        return Arena(self[f"{name}.starts"], self[f"{name}.bytes"].tobytes(), 0)

    def layout(self) -> tuple[mmap.mmap | bytes, Mapping[str, Place]]:
        file = BytesIO()
        places = _lay_out(self._columns, file.write)
        return file.getvalue(), places


class NamedArrays(Protocol):
    """Arrays by name, wherever they lie."""

    def __getitem__(self, name: str) -> Array: ...

    def texts(self, name: str) -> list[str]: ...

    def arena(self, name: str) -> "Arena": ...

    def layout(self) -> tuple[mmap.mmap | bytes, Mapping[str, Place]]: ...


class Arena:
    """Byte strings laid end to end: the string `i` is `memory[offset + starts[i]:offset + starts[i + 1]]`."""

    __slots__ = ("memory", "offset", "starts")

    def __init__(self, starts: Array, memory: mmap.mmap | bytes, offset: int) -> None:
        self.starts: Sequence[int] = memoryview(starts.data)
        self.memory, self.offset = memory, offset

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> bytes:
        return self.span(index, index + 1)

    def span(self, start: int, end: int) -> bytes:
        """Strings that lie side by side, joined: all from `start` to before `end`."""
        starts, offset = self.starts, self.offset
        return self.memory[offset + starts[start] : offset + starts[end]]


def arena_columns(name: str, strings: Iterable[bytes]) -> dict[str, Array]:
    """The two columns of an arena."""
    data, starts = bytearray(), [0]
    for string in strings:
        data += string
        starts.append(len(data))
    return {
        f"{name}.starts": np.array(starts, dtype=np.uint64 if len(data) >= 1 << 32 else np.uint32),
        f"{name}.bytes": np.frombuffer(bytes(data), dtype=np.uint8),
    }


def text_columns(name: str, texts: Iterable[str]) -> dict[str, Array]:
    """The same for texts that can be read as a whole: each ends with `END`, which none of them holds."""
    return arena_columns(name, ((text + END).encode() for text in texts))


def as_int_sequence(column: Array) -> Sequence[int]:
    """A column as a sequence of whole numbers: faster than numpy where one is read at a time."""
    return memoryview(column.data)


def _texts(data: bytes) -> list[str]:
    return data.decode().split(END)[:-1]
