"""A built graph on disk: what a build writes and a server attaches.

A snapshot is a folder with `manifest.json` (see `graph.store.manifest`), and what that names: the file of columns (see
`graph.storage.columns` and `graph.storage.freeze`) and the folder of the index for searches (see `graph.search.index`).

A build writes columns and index under new names and then replaces the manifest in one step. Killed at any moment, the
old snapshot is whole; a server that has the old files mapped keeps them. What a killed build leaves behind is removed
by the next one, before it writes anything: it may need the room.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson

from graph.model.elements import SourceDocument
from graph.model.errors import SnapshotError
from graph.model.ontology import NODE_KINDS
from graph.model.property_graph import Graph
from graph.search.collect_entries import expression_meanings, search_entries
from graph.search.finder import Finder
from graph.search.index import write_index
from graph.search.index_reader import folder_checksum, open_index
from graph.storage.column_checks import BrokenColumn, check_columns
from graph.storage.columns import Columns, checksum, write_columns
from graph.storage.freeze import freeze
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.sealed_files import SealedFiles
from graph.store.build_lock import build_lock
from graph.store.disk import SnapshotWriteError, disk_of, flush_to_disk
from graph.store.manifest import COLUMNS_SUFFIX, INDEX_SUFFIX, NAME, PART, Manifest, read_manifest, write_manifest

OWN_INPUTS = "own sources"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An attached snapshot, with the copies of files that it reads, if it does not read those of a folder."""

    graph: FrozenGraph
    finder: Finder
    version: str
    documents: tuple[SourceDocument, ...]
    nodes: dict[str, int]
    edges: dict[str, int]
    files: SealedFiles | None = None

    def to_networkx(self) -> Graph:
        """The graph, equal to the one that was frozen."""
        from graph.storage.networkx_graph import networkx_graph  # noqa: PLC0415  (NetworkX, which few ask for)

        graph = networkx_graph(self.graph, np.arange(len(self.graph)), np.arange(self.graph.edge_count()))
        graph.graph.update(documents=self.documents, version=self.version)
        return graph


def write_snapshot(graph: Graph, directory: Path, inputs: str = OWN_INPUTS) -> None:
    """Freeze the graph into `directory`, replacing a snapshot that is there.

    `inputs` says what it was built from, for `inputs_of`.

    Raises:
        SnapshotError: the place is taken by something that is no snapshot.
        SnapshotWriteError: it cannot be written.
    """
    with locked_for_build(directory):
        _remove_others(directory, _named(directory))
        _write_parts(graph, directory, inputs)


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


def _write_parts(graph: Graph, directory: Path, inputs: str) -> None:
    handle, name = tempfile.mkstemp(suffix=f"{COLUMNS_SUFFIX}.part", dir=directory)
    os.close(handle)
    index = Path(tempfile.mkdtemp(suffix=INDEX_SUFFIX, dir=directory))
    try:
        write_manifest(directory, _write(graph, directory, Path(name), index, inputs))
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


def _write(graph: Graph, directory: Path, part: Path, index: Path, inputs: str) -> Manifest:
    """Write columns and index, and flush them, so that no manifest ever names what a power failure has taken."""
    numbers = {curie: number for number, curie in enumerate(sorted(graph.nodes))}
    write_index(search_entries(graph), index, numbers, expression_meanings(graph))
    places, digest = write_columns(part, freeze(graph))
    file = directory / f"{digest}{COLUMNS_SUFFIX}"
    part.chmod(0o644)
    flush_to_disk(part, *index.iterdir(), index)
    part.replace(file)
    return Manifest(
        version=graph.graph["version"],
        inputs=inputs,
        file=file.name,
        checksum=digest,
        index=index.name,
        index_checksum=folder_checksum(index),
        documents=tuple(graph.graph["documents"]),
        nodes=dict(sorted(Counter(str(kind) for _, kind in graph.nodes(data="kind")).items())),
        edges=dict(sorted(Counter(str(key).partition("#")[0] for _, _, key in graph.edges(keys=True)).items())),
        columns=places,
    )


def inputs_of(directory: Path) -> str | None:
    """What a snapshot was built from; None where there is no snapshot that could be read."""
    try:
        manifest = read_manifest(directory)
    except SnapshotError:
        return None
    whole = (directory / manifest.file).exists() and (directory / manifest.index).exists()
    return manifest.inputs if whole else None


def attach_snapshot(directory: Path, name: Path | None = None) -> Snapshot:
    """Map a snapshot; nothing of it is decoded until it is asked for.

    `name` is what errors call the folder, its path unless given.

    Raises:
        SnapshotError: there is no snapshot, or it is damaged, truncated, of another format, or not what a build writes.
    """
    name = name or directory
    manifest = read_manifest(directory, name)
    graph = _attach_columns(directory / manifest.file, manifest, name / manifest.file)
    finder = _attach_index(directory / manifest.index, manifest, graph, name / manifest.index)
    nodes, edges = dict(manifest.nodes), dict(manifest.edges)
    return Snapshot(graph, finder, manifest.version, manifest.documents, nodes, edges)


def _attach_columns(path: Path, manifest: Manifest, name: Path) -> FrozenGraph:
    try:
        columns = Columns(path, manifest.columns, name)
        if checksum(path) != manifest.checksum:
            raise SnapshotError(file=str(name), problem="the file is damaged: its checksum is not the manifest's")
        check_columns(columns)
    except (OSError, BrokenColumn) as error:
        raise SnapshotError(file=str(name), problem=str(error)) from error
    graph = FrozenGraph(columns)
    if {kind: count for kind in NODE_KINDS if (count := len(graph.of_kind(kind)))} != manifest.nodes:
        raise SnapshotError(file=str(name), problem="the manifest counts other nodes than there are")
    return graph


def _attach_index(folder: Path, manifest: Manifest, graph: FrozenGraph, name: Path) -> Finder:
    try:
        if folder_checksum(folder) != manifest.index_checksum:
            raise SnapshotError(folder=str(name), problem="the index is damaged: its checksum is not the manifest's")
    except OSError as error:
        raise SnapshotError(folder=str(name), problem=str(error)) from error
    return Finder(open_index(folder, len(graph), name), graph.curie)
