"""A built graph on disk: what a build writes (see `graph.store.snapshot_writer`) and a server attaches.

A snapshot is a folder with `manifest.json` (see `graph.store.manifest`), and what that names: the file of columns (see
`graph.storage.columns` and `graph.storage.freeze`) and the folder of the index for searches (see `graph.search.index`).

"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graph.model.elements import SourceDocument
from graph.model.errors import SnapshotError
from graph.model.ontology import NODE_KINDS
from graph.model.property_graph import Graph
from graph.search.finder import Finder
from graph.search.index_reader import folder_checksum, open_index
from graph.storage.column_checks import BrokenColumn, check_columns
from graph.storage.columns import Columns, checksum
from graph.storage.edge_source import EdgeSource
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.partial_columns import PartialColumns
from graph.storage.partial_graph import PartialGraph
from graph.storage.sealed_files import SealedFiles
from graph.store.manifest import Manifest, read_manifest

OpenEdges = Callable[[int, str], EdgeSource]
"""What reads the edges of a version in a slot of a database."""


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


def inputs_of(directory: Path) -> str | None:
    """What a snapshot was built from; None where there is no snapshot that could be read."""
    try:
        manifest = read_manifest(directory)
    except SnapshotError:
        return None
    whole = (directory / manifest.file).exists() and (directory / manifest.index).exists()
    return manifest.inputs if whole else None


def attach_snapshot(directory: Path, name: Path | None = None, open_edges: OpenEdges | None = None) -> Snapshot:
    """Map a snapshot; nothing of it is decoded until it is asked for.

    `name` is what errors call the folder, its path unless given; `open_edges` reads the edges of a partial snapshot.

    Raises:
        SnapshotError: there is no snapshot, or it is damaged, truncated, of another format, or not what a build writes;
            or it is a partial one, and nothing was given that reads its edges.
        OtherOntology: it was built with kinds or properties that this process does not have.
    """
    name = name or directory
    manifest = read_manifest(directory, name)
    graph = _attach_columns(directory / manifest.file, manifest, name / manifest.file, open_edges)
    finder = _attach_index(directory / manifest.index, manifest, graph, name / manifest.index)
    nodes, edges = dict(manifest.nodes), dict(manifest.edges)
    return Snapshot(graph, finder, manifest.version, manifest.documents, nodes, edges)


def _attach_columns(path: Path, manifest: Manifest, name: Path, open_edges: OpenEdges | None) -> FrozenGraph:
    try:
        columns = (Columns if manifest.slot is None else PartialColumns)(path, manifest.columns, name)
        if checksum(path) != manifest.checksum:
            raise SnapshotError(file=str(name), problem="the file is damaged: its checksum is not the manifest's")
        check_columns(columns, partial=manifest.slot is not None)
    except (OSError, BrokenColumn) as error:
        raise SnapshotError(file=str(name), problem=str(error)) from error
    graph = _graph_over(columns, manifest, name, open_edges)
    if {kind: count for kind in NODE_KINDS if (count := len(graph.of_kind(kind)))} != manifest.nodes:
        raise SnapshotError(file=str(name), problem="the manifest counts other nodes than there are")
    return graph


def _graph_over(columns: Columns, manifest: Manifest, name: Path, open_edges: OpenEdges | None) -> FrozenGraph:
    if manifest.slot is None or not isinstance(columns, PartialColumns):
        return FrozenGraph(columns)
    if open_edges is None:
        raise SnapshotError(file=str(name), problem="its edges are kept in a database: open it by that address")
    return PartialGraph(columns, open_edges(manifest.slot, manifest.version), manifest.version)


def _attach_index(folder: Path, manifest: Manifest, graph: FrozenGraph, name: Path) -> Finder:
    try:
        if folder_checksum(folder) != manifest.index_checksum:
            raise SnapshotError(folder=str(name), problem="the index is damaged: its checksum is not the manifest's")
    except OSError as error:
        raise SnapshotError(folder=str(name), problem=str(error)) from error
    return Finder(open_index(folder, len(graph), name))
