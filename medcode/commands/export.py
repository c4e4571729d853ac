"""`medcode export`: the graph, or a part of it, as a file for other tools."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from tqdm import tqdm

from graph.console import OK
from graph.export.atomic_file import write_files, write_to_stream
from graph.export.formats import FORMATS, format_named
from graph.export.manifest import SUFFIX, build_manifest
from graph.export.selection import Selection
from graph.model.direction import Direction
from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from graph.traversal.topology import Topology, TraversalFilter
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot

STANDARD_OUTPUT = "-"


def add_arguments(parser: ArgumentParser) -> None:
    add_snapshot_argument(parser)
    formats = ", ".join(f"{export_format.name} ({export_format.title})" for export_format in FORMATS.values())
    parser.add_argument("--format", required=True, choices=FORMATS, metavar="NAME", help=f"one of {formats}")
    parser.add_argument("--out", required=True, metavar="FILE", help="where to; - for standard output")
    parser.add_argument("--of", nargs="+", default=[], metavar="CURIE", help="only what is around these nodes")
    parser.add_argument("--depth", type=int, default=1, metavar="N", help="so many hops around them; %(default)s")
    parser.add_argument("--direction", choices=[*Direction], default=Direction.BOTH, help="along edges %(choices)s")
    parser.add_argument("--kinds", nargs="+", default=[], choices=NODE_KINDS, metavar="KIND", help="only such nodes")
    parser.add_argument(
        "--edge-kinds", nargs="+", default=[], choices=EDGE_KINDS, metavar="KIND", help="only such edges"
    )
    parser.add_argument(
        "--include-licensed", action="store_true", help="with texts that are licensed to you and may not be passed on"
    )


def run(arguments: Namespace) -> int:
    """Write the export, and beside it FILE.manifest.json, which says what is in it and what the format lost.

    Raises:
        SnapshotError: the snapshot cannot be used.
        UnknownNode: it has no such node.
        ExportError: the export cannot be written.
        ExportInterrupted: whoever reads it has stopped reading.
    """
    snapshot, export_format = open_snapshot(arguments), format_named(arguments.format)
    ways = TraversalFilter(Direction(arguments.direction), tuple(arguments.kinds), tuple(arguments.edge_kinds))
    selection = Selection(tuple(arguments.of), arguments.depth, ways, arguments.include_licensed)
    subgraph = selection.subgraph(Topology(snapshot.graph), snapshot.version, snapshot.documents)
    if arguments.out == STANDARD_OUTPUT:
        write_to_stream(sys.stdout.buffer, export_format.write(subgraph), "standard output")
        return OK
    out = Path(arguments.out)
    manifest_path = out.with_name(f"{out.name}{SUFFIX}")
    size = write_files(
        {
            out: _with_progress(export_format.write(subgraph)),
            **({manifest_path: [build_manifest(subgraph, export_format)]} if _is_file(out) else {}),
        }
    )[out]
    nodes, edges = len(subgraph.node_numbers), len(subgraph.edge_numbers)
    print(f"{out}: {nodes:,} nodes and {edges:,} edges, {size:,} bytes", file=sys.stderr)
    return OK


def _is_file(out: Path) -> bool:
    """Whether it is one, or will be: no device and no named pipe, which have nothing beside them."""
    return out.is_file() or not out.exists()


def _with_progress(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, with a line on a terminal that says how much was written."""
    with tqdm(desc="Writing", unit="B", unit_scale=True, leave=False, disable=not sys.stderr.isatty()) as progress:
        for chunk in chunks:
            yield chunk
            progress.update(len(chunk))
