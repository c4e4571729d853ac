"""Opening the index of a snapshot, which `graph.search.index` has written."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import tantivy
import xxhash

from graph.model.errors import SnapshotError
from graph.search.index import Meanings, SearchIndex, WordCounts, index_schema, with_tokenizers
from graph.search.index_checks import check_index_files
from graph.search.index_errors import is_panic
from graph.search.segments import read_numbers
from graph.storage.columns import checksum


def open_index(folder: Path, nodes: int, name: Path | None = None) -> SearchIndex:
    """Map the index of a folder; of one that cannot be written to, a copy, since tantivy locks what it opens.

    `nodes` is how many the graph has; `name` is what errors call the folder, its path unless given.

    Raises:
        SnapshotError: there is none, or it cannot be read, or it is not of such a graph.
    """
    try:
        if not os.access(folder, os.W_OK):
            folder = Path(shutil.copytree(folder, _copies() / folder.name, dirs_exist_ok=True))
        beside = check_index_files(folder)
        index = with_tokenizers(tantivy.Index.open(str(folder)))
        if index.schema != index_schema():
            raise ValueError("it has other fields than an index of this version")
        numbers, starts = read_numbers(folder)
        if len(numbers) and numbers.max() >= nodes:
            raise ValueError(f"an entry is of the node {numbers.max()} of {nodes}")
        meanings = Meanings(beside["meanings"], beside["abbreviations"])
        return SearchIndex(index, WordCounts(**beside["words"]), meanings, memoryview(numbers.data), starts)
    except BaseException as error:
        if isinstance(error, (OSError, ValueError, KeyError)) or is_panic(error):
            raise SnapshotError(folder=str(name or folder), problem=str(error)) from error
        raise


@cache
def _copies() -> Path:
    """A folder that goes when the process does."""
    folder = tempfile.TemporaryDirectory(prefix="medcode-graph-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def folder_checksum(folder: Path) -> str:
    """The checksum of what an index holds; empty where there is none."""
    digest = xxhash.xxh3_128()
    for path in sorted(folder.glob("*")):
        if not path.name.startswith("."):  # Locks, and what tantivy keeps of its own.
            digest.update(path.name.encode())
            digest.update(checksum(path).encode())
    return digest.hexdigest()
