"""`python -m graph import --verify`: whether an export says what the graph says."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np
from tqdm import tqdm

from graph.commands.report import FINDINGS, OK
from graph.commands.snapshot_argument import add_snapshot, attached
from graph.export.format import Format
from graph.export.formats import FORMATS, format_named
from graph.export.manifest import SUFFIX, Declared, read_manifest
from graph.export.reader import ImportedGraph
from graph.export.round_trip import Comparison, Difference
from graph.export.selection import Selection
from graph.export.subgraph import ExportSubgraph
from graph.model.errors import InvalidArgument, UnreadableExport
from graph.store.snapshot import Snapshot
from graph.traversal.topology import Topology

Item = TypeVar("Item")
_SHOWN = 10
"""Differences that are printed; the others are counted."""


def add_arguments(parser: ArgumentParser) -> None:
    add_snapshot(parser)
    readable = ", ".join(made.name for made in FORMATS.values() if made.read)
    parser.add_argument("--verify", required=True, type=Path, metavar="FILE", help=f"an export as {readable}")
    parser.add_argument(
        "--manifest", type=Path, metavar="FILE", help=f"its manifest, if it is not in FILE{SUFFIX} or in the zip"
    )


def run(arguments: Namespace) -> int:
    """Read an export back and compare it with the graph; print what differs and exit with 1 if anything does.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: exports of this format are not read back.
        UnreadableExport: the file or its manifest cannot be read.
        UnknownNode: it is of a part around a node that the graph does not have.
    """
    path: Path = arguments.verify
    declared = read_manifest(path, arguments.manifest)
    snapshot, made = attached(arguments), format_named(declared.format)
    if made.read is None:
        problem = f"exports as {made.title} are not read back"
        raise InvalidArgument(argument="verify", problem=problem, formats=[f.name for f in FORMATS.values() if f.read])
    count = 0
    for count, difference in enumerate(_differences(path, made, declared, snapshot), 1):
        if count <= _SHOWN:
            print(difference, file=sys.stderr)
    if count > _SHOWN:
        print(f"… and {count - _SHOWN:,} more", file=sys.stderr)
    nodes, edges = sum(declared.nodes.values()), sum(declared.edges.values())
    what = f"{path}: {nodes:,} nodes and {edges:,} edges as {made.title}"
    print(f"{what}, {count:,} differences" if count else f"{what}, the same as in the graph{_but(made)}")
    return FINDINGS if count else OK


def _but(made: Format) -> str:
    lost = [f"{loss.field} ({loss.becomes})" for loss in made.losses if not loss.kept]
    return f", except as declared: {'; '.join(lost)}" if lost else ""


def _differences(path: Path, made: Format, declared: Declared, snapshot: Snapshot) -> Iterator[Difference]:
    if declared.version != snapshot.version:
        yield Difference("graph", f"the export is of version {declared.version}, this is {snapshot.version}")
    if made.read is None:
        return
    part = _part(declared, snapshot, path)
    comparison = Comparison(part, made.carried, whole=declared.selection is not None)
    read = made.read(path)
    yield from comparison.differences(ImportedGraph(_shown(read.nodes, "nodes"), _shown(read.edges, "edges")))
    yield from _miscounted("nodes", declared.nodes, comparison.nodes)
    yield from _miscounted("edges", declared.edges, comparison.edges)


def _shown(items: Iterator[Item], what: str) -> Iterator[Item]:
    """The items, with a line on a terminal that says how many were compared."""
    shown = tqdm(items, desc="Comparing", unit=f" {what}", leave=False, disable=not sys.stderr.isatty())
    return iter(shown)


def _part(declared: Declared, snapshot: Snapshot, path: Path) -> ExportSubgraph:
    """What was exported; of a query's result that is not known, so all that there is."""
    topology = Topology(snapshot.graph)
    if declared.selection is None:
        everything = np.arange(len(topology)), np.arange(snapshot.graph.edge_count())
        return ExportSubgraph(topology, snapshot.version, snapshot.documents, *everything, declared.licensed)
    try:
        selection = Selection.from_json(declared.selection)
    except (KeyError, ValueError, TypeError) as error:
        raise UnreadableExport(file=str(path), problem=f"the manifest's selection is none: {error!r}") from error
    return selection.part(topology, snapshot.version, snapshot.documents)


def _miscounted(what: str, declared: Mapping[str, int], found: Mapping[str, int]) -> Iterator[Difference]:
    for kind in sorted({*declared, *found}):
        if declared.get(kind, 0) != found.get(kind, 0):
            said = f"{found.get(kind, 0):,} in the file and {declared.get(kind, 0):,} in the manifest"
            yield Difference(f"{what} of kind {kind}", said)
