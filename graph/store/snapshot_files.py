"""The files of a snapshot, named by their checksums: the same graph gives the same files."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from graph.search.index_reader import folder_checksum
from graph.store.disk import flush_to_disk
from graph.store.manifest import COLUMNS_SUFFIX, INDEX_SUFFIX


@dataclass(frozen=True, slots=True)
class FileNames:
    """The names and checksums of the parts of a snapshot, as its manifest has them."""

    file: str
    checksum: str
    index: str
    index_checksum: str


def name_files(directory: Path, part: Path, digest: str, index: Path) -> FileNames:
    """Name columns and index by their checksums.

    They are flushed before, so that no manifest ever names what a power failure has taken.
    """
    file = directory / f"{digest}{COLUMNS_SUFFIX}"
    part.chmod(0o644)
    flush_to_disk(part, *index.iterdir(), index)
    part.replace(file)
    checksum = folder_checksum(index)
    named = directory / f"{checksum}{INDEX_SUFFIX}"
    if named.exists() and folder_checksum(named) != checksum:  # It is damaged.
        shutil.rmtree(named)
    if not named.exists():
        index.rename(named)
    return FileNames(file.name, digest, named.name, checksum)
