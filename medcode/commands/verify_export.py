"""`medcode verify-export`: whether an export says what the graph says."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np
from tqdm import tqdm

from graph.console import FINDINGS, OK
from graph.export.format import Format
from graph.export.formats import FORMATS, format_named
from graph.export.manifest import SUFFIX, Manifest, read_manifest
from graph.export.read.imported_graph import ImportedGraph
from graph.export.round_trip import Difference, RoundTripComparer
from graph.export.selection import Selection
from graph.export.subgraph import ExportedSubgraph
from graph.model.errors import InvalidArgument, UnreadableExport
from graph.store.snapshot import Snapshot
from graph.traversal.topology import Topology
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot

Item = TypeVar("Item")
_MAX_PRINTED = 10
"""Differences that are printed; the others are counted."""


def add_arguments(parser: ArgumentParser) -> None:
    readable = ", ".join(export_format.name for export_format in FORMATS.values() if export_format.read)
    parser.add_argument("file", type=Path, metavar="FILE", help=f"an export as {readable}")
    parser.add_argument(
        "--manifest", type=Path, metavar="FILE", help=f"its manifest, if it is not in FILE{SUFFIX} or in the zip"
    )
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Read an export back and compare it with the graph; print what differs and exit with 1 if anything does.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: exports of this format are not read back.
        UnreadableExport: the file or its manifest cannot be read.
        UnknownNode: it is of a part around a node that the graph does not have.
    """
    path: Path = arguments.file
    declared = read_manifest(path, arguments.manifest)
    snapshot, export_format = open_snapshot(arguments), format_named(declared.format)
    if export_format.read is None:
        problem = f"exports as {export_format.title} are not read back"
        raise InvalidArgument(argument="FILE", problem=problem, formats=[f.name for f in FORMATS.values() if f.read])
    count = 0
    for count, difference in enumerate(_differences(path, export_format, declared, snapshot), 1):
        if count <= _MAX_PRINTED:
            print(difference, file=sys.stderr)
    if count > _MAX_PRINTED:
        print(f"… and {count - _MAX_PRINTED:,} more", file=sys.stderr)
    nodes, edges = sum(declared.nodes.values()), sum(declared.edges.values())
    summary = f"{path}: {nodes:,} nodes and {edges:,} edges as {export_format.title}"
    print(
        f"{summary}, {count:,} differences"
        if count
        else f"{summary}, the same as in the graph{_loss_note(export_format)}"
    )
    return FINDINGS if count else OK


def _loss_note(export_format: Format) -> str:
    lost = [f"{loss.field} ({loss.becomes})" for loss in export_format.losses if not loss.kept]
    return f", except as declared: {'; '.join(lost)}" if lost else ""


def _differences(path: Path, export_format: Format, declared: Manifest, snapshot: Snapshot) -> Iterator[Difference]:
    if declared.version != snapshot.version:
        yield Difference("graph", f"the export is of version {declared.version}, this is {snapshot.version}")
    if export_format.read is None:
        return
    subgraph = _subgraph(declared, snapshot, path)
    comparison = RoundTripComparer(subgraph, export_format.normalise_text, complete=declared.selection is not None)
    read = export_format.read(path)
    yield from comparison.differences(
        ImportedGraph(_with_progress(read.nodes, "nodes"), _with_progress(read.edges, "edges"))
    )
    yield from _count_differences("nodes", declared.nodes, comparison.nodes)
    yield from _count_differences("edges", declared.edges, comparison.edges)


def _with_progress(items: Iterator[Item], summary: str) -> Iterator[Item]:
    """The items, with a line on a terminal that says how many were compared."""
    shown = tqdm(items, desc="Comparing", unit=f" {summary}", leave=False, disable=not sys.stderr.isatty())
    return iter(shown)


def _subgraph(declared: Manifest, snapshot: Snapshot, path: Path) -> ExportedSubgraph:
    """What was exported; of a query's result that is not known, so all that there is."""
    topology = Topology(snapshot.graph)
    if declared.selection is None:
        everything = np.arange(len(topology)), np.arange(snapshot.graph.edge_count())
        return ExportedSubgraph(topology, snapshot.version, snapshot.documents, *everything, declared.licensed)
    try:
        selection = Selection.from_json(declared.selection)
    except (KeyError, ValueError, TypeError) as error:
        raise UnreadableExport(file=str(path), problem=f"the manifest's selection is none: {error!r}") from error
    return selection.subgraph(topology, snapshot.version, snapshot.documents)


def _count_differences(summary: str, declared: Mapping[str, int], found: Mapping[str, int]) -> Iterator[Difference]:
    for kind in sorted({*declared, *found}):
        if declared.get(kind, 0) != found.get(kind, 0):
            counts = f"{found.get(kind, 0):,} in the file and {declared.get(kind, 0):,} in the manifest"
            yield Difference(f"{summary} of kind {kind}", counts)
