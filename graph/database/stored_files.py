"""Files of a snapshot in a database: what a server needs before it reads the first edge, in parts of text.

`manifest` is the manifest, `column/NAME` a column as it lies in the file of columns, `index/NAME` a file of the search
index. The columns that the edges in the database say, or that follow from others, are not among them
(see `graph.store.partial_snapshot`). A part is a stretch of the bytes, compressed (zlib) and then encoded (base64).
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import xxhash

from graph.database.connection import Database
from graph.database.layout import FILE, ID, create_plain, database_id, ids, read_plain
from graph.database.push_stage import Batch
from graph.database.versions import read_versions
from graph.model.errors import StoredVersionError
from graph.storage.columns import NamedArrays
from graph.store.manifest import NAME, Manifest
from graph.store.partial_snapshot import LEFT_OUT

MANIFEST, COLUMN, INDEX = "manifest", "column/", "index/"
FILES = "files"
"""The name of the stage, and of the hashes of files in a version."""
_PART_BYTES = 384 << 10
"""Bytes of a file in a part: at most 512 KiB of text, as much as base64 makes of what cannot be compressed."""
_PARTS_AT_ONCE = 4


@dataclass(frozen=True)
class FileStage:
    """The files of a snapshot in a folder, in parts."""

    folder: Path
    manifest: Manifest
    columns: NamedArrays
    slot: int
    name: str = FILES

    @cached_property
    def _names(self) -> list[str]:
        columns = (name for name in self.manifest.columns if name not in LEFT_OUT)
        index = sorted(path.name for path in (self.folder / self.manifest.index).iterdir() if path.name[0] != ".")
        return [MANIFEST, *(COLUMN + name for name in columns), *(INDEX + name for name in index)]

    def _content(self, name: str) -> bytes:
        if name == MANIFEST:
            return (self.folder / NAME).read_bytes()
        if name.startswith(COLUMN):
            return self.columns[name.removeprefix(COLUMN)].tobytes()
        return (self.folder / self.manifest.index / name.removeprefix(INDEX)).read_bytes()

    @cached_property
    def files(self) -> dict[str, list[str | int]]:
        """For each file how many bytes it has, and their checksum (XXH3, 128 bits); in their order."""
        contents = ((name, self._content(name)) for name in self._names)
        return {name: [len(content), xxhash.xxh3_128_hexdigest(content)] for name, content in contents}

    @property
    def total(self) -> int:
        return sum(_parts(size) for size, _ in self.files.values())

    def batches(self, start: int) -> Iterator[Batch]:
        rows = list[dict[str, Any]]()
        for row in self._rows(start):
            rows.append(row)
            if len(rows) == _PARTS_AT_ONCE:
                yield Batch(create_plain(FILE), rows)
                rows = []
        if rows:
            yield Batch(create_plain(FILE), rows)

    def _rows(self, start: int) -> Iterator[dict[str, Any]]:
        number = 0
        for name, (size, _) in self.files.items():
            parts = _parts(size)
            if number + parts > start:
                content = self._content(name)
                for part in range(max(start - number, 0), parts):
                    text = _encode(content[part * _PART_BYTES : (part + 1) * _PART_BYTES])
                    yield {ID: database_id(self.slot, number + part), "name": name, "part": part, "text": text}
            number += parts


def _parts(size: int | str) -> int:
    return max(1, -(-int(size) // _PART_BYTES))


def _encode(content: bytes) -> str:
    return b64encode(zlib.compress(content)).decode()


def _decode(text: str) -> bytes:
    return zlib.decompressobj().decompress(b64decode(text), _PART_BYTES)


def fetch_files(database: Database, slot: int, names: Collection[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file of a version, or of some, in the order in which they were stored.

    Raises:
        StoredVersionError: there is no such version, or a file of it is missing or changed.
        StoreError: the database cannot be read.
    """
    version = read_versions(database).get(slot)
    if version is None or not version.is_complete:
        raise StoredVersionError(slot=slot, problem="there is no such version, or it is not complete")
    files = version.hashes.get(FILES)
    if not isinstance(files, dict):
        raise StoredVersionError(slot=slot, problem="what says which files it has was changed")
    yield from read_files(database, slot, files, names)


def read_files(
    database: Database, slot: int, files: Mapping[str, Any], names: Collection[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The same of a version that has files of these sizes and checksums."""
    number = 0
    for name, (size, checksum) in files.items():
        parts = _parts(size)
        if names is None or name in names:
            content = b"".join(_read_parts(database, slot, name, range(number, number + parts)))
            if len(content) != size or xxhash.xxh3_128_hexdigest(content) != checksum:
                raise _damaged(slot, name, "it is not what was stored")
            yield name, content
        number += parts


def _read_parts(database: Database, slot: int, name: str, numbers: range) -> Iterator[bytes]:
    for first in range(numbers.start, numbers.stop, _PARTS_AT_ONCE):
        wanted = ids(slot, range(first, min(first + _PARTS_AT_ONCE, numbers.stop)))
        found: dict[int, str] = dict(database.read(read_plain(FILE, "text"), {"ids": wanted}))
        for identifier in wanted:
            try:
                yield _decode(found[identifier])
            except KeyError as error:
                raise _damaged(slot, name, "a part of it is missing") from error
            except (TypeError, ValueError, zlib.error) as error:
                raise _damaged(slot, name, str(error)) from error


def _damaged(slot: int, name: str, problem: str) -> StoredVersionError:
    return StoredVersionError(slot=slot, file=name, problem=problem)
