"""Writing a snapshot (see `graph.store.snapshot`): the columns of a graph and its index.

A build writes columns and index under new names and then replaces the manifest in one step. Killed at any moment, the
old snapshot is whole; a server that has the old files mapped keeps them. What a killed build leaves behind is removed
by the next one, before it writes anything: it may need the room. Files are named by their checksums: the same graph
gives the same snapshot, byte for byte.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import orjson

from graph.model.elements import SourceDocument
from graph.model.errors import SnapshotError
from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from graph.model.property_graph import Graph
from graph.progress_bar import INDEXING, WRITING, NoProgress, Progress
from graph.search.collect_entries import changed_meanings, search_entries, with_changed_entries
from graph.search.index import LowerIndex, write_index
from graph.search.index_parts import write_index_of
from graph.storage.columns import Array, ArrayColumns, Columns, Place, write_columns
from graph.storage.extend import Additions, Extended
from graph.storage.freeze import rows_of
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import GraphRows, Longs, graph_columns
from graph.storage.version import version_of_columns
from graph.store.build_lock import build_lock
from graph.store.disk import SnapshotWriteError, disk_of, flush_to_disk
from graph.store.manifest import COLUMNS_SUFFIX, INDEX_SUFFIX, NAME, PART, Manifest, write_manifest
from graph.store.ontology_record import ontology_record
from graph.store.snapshot import Snapshot
from graph.store.snapshot_files import name_files


@dataclass(frozen=True, slots=True)
class ColumnsFile:
    """A file of columns, and where each lies in it."""

    path: Path
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A graph that can be written: its columns, documents and version, and what writes its index into a folder."""

    columns: Mapping[str, Array]
    documents: Sequence[SourceDocument]
    version: str
    write_index: Callable[[Path, ColumnsFile, Progress], object]

    @property
    def nodes(self) -> int:
        """How many nodes it has."""
        return len(self.columns["node.kind"])

    @property
    def summary(self) -> str:
        """How large it is, and which version."""
        return f"{self.nodes} nodes, {len(self.columns['edge.kind'])} edges, version {self.version[:12]}"

    @classmethod
    def of(cls, rows: GraphRows, documents: Sequence[SourceDocument]) -> "Frozen":
        """A graph that stands for itself, by its rows."""
        return cls.of_columns(graph_columns(rows), documents)

    @classmethod
    def of_columns(cls, columns: Mapping[str, Array], documents: Sequence[SourceDocument]) -> "Frozen":
        """A graph that stands for itself, by its columns, which may be larger than the memory."""
        return cls(columns, documents, version_of_columns(columns), _write_index)

    @classmethod
    def upon(cls, below: Snapshot, index: Path, additions: Additions, extended: Extended) -> "Frozen":
        """A graph that extends the one of a snapshot; `index` is the folder of the index of that."""
        columns = graph_columns(extended.rows)
        graph = FrozenGraph(ArrayColumns(columns))
        write = partial(_write_index_upon, graph, _Below(below, index, additions, extended.numbers))
        return cls(columns, additions.documents, version_of_columns(columns), write)


def _write_index(folder: Path, file: ColumnsFile, progress: Progress) -> None:
    graph = FrozenGraph(Columns(file.path, file.places))
    write_index_of(graph, file.path, file.places, folder, progress.advance)


@dataclass(frozen=True, slots=True)
class _Below:
    """The graph that another extends: its snapshot, the folder of its index, what is added, new numbers of nodes."""

    snapshot: Snapshot
    folder: Path
    additions: Additions
    numbers: Longs


def _write_index_upon(graph: FrozenGraph, below: _Below, folder: Path, file: ColumnsFile, progress: Progress) -> None:
    """Write the index of a graph upon that of the graph that it extends."""
    additions, graph_below = below.additions, below.snapshot.graph
    changed = with_changed_entries(graph, additions.nodes.values(), additions.edges)
    known = np.array([n for curie in map(graph.curie, changed.tolist()) if (n := graph_below.find(curie)) is not None])
    index = below.snapshot.finder.index
    lower = LowerIndex(
        below.folder,
        index.words,
        below.numbers[np.asarray(index.numbers)],
        list(search_entries(graph_below, known.astype(np.int64))),
    )
    meanings = changed_meanings(graph_below, additions.nodes.values())
    write_index(search_entries(graph, changed), folder, graph.find, meanings, lower, progress.advance)


def write_snapshot(graph: Graph, directory: Path, inputs: str = "") -> None:
    """Freeze the graph into `directory`, replacing a snapshot that is there.

    `inputs` says what it was built from, for `inputs_of`.

    Raises:
        SnapshotError: the place is taken by something that is no snapshot.
        SnapshotWriteError: it cannot be written.
    """
    write_frozen(Frozen.of(rows_of(graph), graph.graph["documents"]), directory, inputs)


def write_frozen(frozen: Frozen, directory: Path, inputs: str = "", progress: Progress | None = None) -> None:
    """Write a frozen graph into `directory`, as `write_snapshot` does.

    Raises:
        SnapshotError: the place is taken by something that is no snapshot.
        SnapshotWriteError: it cannot be written.
    """
    replace_snapshot(directory, partial(_write, frozen, directory, inputs, progress or NoProgress()))


def replace_snapshot(directory: Path, write: Callable[[Path, Path], Manifest]) -> None:
    """Put another snapshot into a folder, in one step at the end.

    `write` is given a file and a folder for columns and index, and gives the manifest (see `name_files`).

    Raises:
        SnapshotError: the place is taken by something that is no snapshot.
        SnapshotWriteError: it cannot be written.
    """
    with locked_for_build(directory):
        _remove_others(directory, _named(directory))
        _write_parts(directory, write)


@contextmanager
def locked_for_build(directory: Path) -> Iterator[None]:
    """Hold the folder of a snapshot for a build, having waited for that of another process.

    Raises:
        SnapshotError: the place is taken by something that is no snapshot.
        SnapshotWriteError: it cannot be written.
    """
    if directory.exists() and (not directory.is_dir() or _foreign(directory)):
        raise SnapshotError(directory=str(directory), problem="something else is there; it was left alone")
    try:
        with build_lock(directory):
            tempfile.TemporaryFile(dir=directory).close()  # A build takes minutes: say at once that it is in vain.
            yield
    except OSError as error:
        problem = error.strerror or str(error)
        raise SnapshotWriteError(directory=str(directory), problem=problem, disk=disk_of(directory)) from error


def _write_parts(directory: Path, write: Callable[[Path, Path], Manifest]) -> None:
    handle, name = tempfile.mkstemp(suffix=f"{COLUMNS_SUFFIX}.part", dir=directory)
    os.close(handle)
    index = Path(tempfile.mkdtemp(suffix=INDEX_SUFFIX, dir=directory))
    try:
        write_manifest(directory, write(Path(name), index))
        flush_to_disk(directory)
    finally:  # Of the new one where it failed, of the old one where it did not.
        _remove_others(directory, _named(directory))


def _foreign(directory: Path) -> bool:
    """Whether a folder holds anything that no build of ours has put there."""
    suffixes = {COLUMNS_SUFFIX, INDEX_SUFFIX}
    if any(path.name not in (NAME, PART) and not suffixes & set(path.suffixes) for path in directory.iterdir()):
        return True
    try:
        return not (directory / NAME).read_bytes().startswith(b'{\n  "format": "medcode-graph/')
    except FileNotFoundError:
        return False


def _named(directory: Path) -> set[str]:
    """The files that the manifest of a folder names, of whatever format it is."""
    try:
        manifest = orjson.loads((directory / NAME).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return set()
    return {str(manifest.get(field)) for field in ("file", "index")} if isinstance(manifest, dict) else set()


def _remove_others(directory: Path, kept: set[str]) -> None:
    """Remove the columns and indexes of other builds."""
    for path in directory.iterdir():
        if path.name in kept:
            continue
        if path.is_dir() and path.suffix == INDEX_SUFFIX:
            shutil.rmtree(path, ignore_errors=True)
        elif COLUMNS_SUFFIX in path.suffixes or path.name == PART:
            path.unlink(missing_ok=True)


def _write(frozen: Frozen, directory: Path, inputs: str, progress: Progress, part: Path, index: Path) -> Manifest:
    places, digest = write_columns(part, frozen.columns)
    progress.stage(INDEXING)
    frozen.write_index(index, ColumnsFile(part, places), progress)
    progress.stage(WRITING)
    names = name_files(directory, part, digest, index)
    return Manifest(
        version=frozen.version,
        inputs=inputs,
        file=names.file,
        checksum=names.checksum,
        index=names.index,
        index_checksum=names.index_checksum,
        documents=tuple(frozen.documents),
        nodes=_counts(frozen.columns["node.kind"], NODE_KINDS),
        edges=_counts(frozen.columns["edge.kind"], EDGE_KINDS),
        columns=places,
        ontology=ontology_record(),
    )


def _counts(column: Array, kinds: Sequence[str]) -> dict[str, int]:
    counts = np.bincount(column, minlength=len(kinds)).tolist()
    return dict(sorted((kind, count) for kind, count in zip(kinds, counts, strict=True) if count))
