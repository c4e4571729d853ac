"""`medcode export`: the graph, a part of it, or what a query touches, as a file for other tools."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from tqdm import tqdm

from graph.console import OK
from graph.export.atomic_file import write_files, write_to_stream
from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.manifest import SUFFIX, build_manifest
from graph.export.selection import Selection
from graph.export.subgraph import ExportedSubgraph
from graph.export.table.file_types import FILE_TYPES
from graph.export.table.format import TABLE
from graph.model.direction import Direction
from graph.model.errors import InvalidArgument
from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from graph.store.snapshot import Snapshot
from graph.traversal.topology import Topology, TraversalFilter
from medcode.commands.export_format import STANDARD_OUTPUT, requested_format
from medcode.commands.query_argument import OPERATION_HELP, QUERY_HELP, VARIABLES_HELP, given_query
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot

_WITHOUT_QUERY = ("of", "kinds", "edge_kinds", "connected_only", "pages_only", "evidence")
"""Options that select, and what a query says itself."""


def add_arguments(parser: ArgumentParser) -> None:
    add_snapshot_argument(parser)
    formats = ", ".join(f"{export_format.name} ({export_format.title})" for export_format in FORMATS.values())
    parser.add_argument("--format", required=True, choices=FORMATS, metavar="NAME", help=f"one of {formats}")
    parser.add_argument("--out", required=True, metavar="FILE", help="where to; - for standard output")
    _add_selection(parser)
    query = parser.add_argument_group("what a query touches")
    query_help = f"export what a query touches, or with --format table its answer: {QUERY_HELP}"
    query.add_argument("--query", metavar="QUERY", help=query_help)
    query.add_argument("--variables", default="{}", metavar="JSON", help=VARIABLES_HELP)
    query.add_argument("--operation", metavar="NAME", help=OPERATION_HELP)
    table = parser.add_argument_group("with --format table")
    as_help = "one of %(choices)s, with a row for each statement or innermost element of an answer; unless given, the "
    as_help += "suffix of --out says it"
    table.add_argument("--as", dest="file_type", choices=FILE_TYPES, metavar="TYPE", help=as_help)
    evidence = "with the first piece of evidence of each statement, and how many there are"
    table.add_argument("--evidence", action="store_true", help=evidence)


def _add_selection(parser: ArgumentParser) -> None:
    parser.add_argument("--of", nargs="+", default=[], metavar="CURIE", help="only what is around these nodes")
    parser.add_argument("--depth", type=int, default=1, metavar="N", help="so many hops around them; %(default)s")
    parser.add_argument("--direction", choices=[*Direction], default=Direction.BOTH, help="along edges %(choices)s")
    parser.add_argument("--kinds", nargs="+", default=[], choices=NODE_KINDS, metavar="KIND", help="only such nodes")
    for name, text in (("--edge-kinds", "only such edges"), ("--kind", "the same as --edge-kinds")):
        parser.add_argument(
            name, dest="edge_kinds", nargs="+", default=[], choices=EDGE_KINDS, metavar="KIND", help=text
        )
    parser.add_argument("--connected-only", action="store_true", help="without nodes that have no edge in the export")
    pages = "only procedures with a page, and nodes of other kinds that an edge joins to one of them"
    parser.add_argument("--pages-only", action="store_true", help=pages)
    parser.add_argument(
        "--include-licensed", action="store_true", help="with texts that are licensed to you and may not be passed on"
    )


def run(arguments: Namespace) -> int:
    """Write the export, and beside it FILE.manifest.json, which says what is in it and what the format lost.

    Raises:
        SnapshotError: the snapshot cannot be used.
        UnknownNode: it has no such node.
        InvalidArgument: options contradict each other, or the query has errors.
        LicensedTexts: the answer of the query could have texts that may not be passed on.
        ExportError: the export cannot be written.
        ExportInterrupted: whoever reads it has stopped reading.
    """
    export_format = requested_format(arguments.format, arguments.out, arguments.file_type, evidence=arguments.evidence)
    find = _selected if arguments.query is None else _touched
    subgraph = find(arguments, open_snapshot(arguments))
    if arguments.out == STANDARD_OUTPUT:
        write_to_stream(sys.stdout.buffer, export_format.write(subgraph), "standard output")
        return OK
    out = Path(arguments.out)
    size = _write(out, export_format, subgraph)
    print(f"{out}: {_content(export_format, subgraph)}, {size:,} bytes", file=sys.stderr)
    return OK


def _content(export_format: Format, subgraph: ExportedSubgraph) -> str:
    """How much an export has in it."""
    nodes, edges = len(subgraph.node_numbers), len(subgraph.edge_numbers)
    if export_format.name == TABLE.name:
        return f"{subgraph.answer.row_count if subgraph.answer else edges:,} rows"
    return f"{nodes:,} nodes and {edges:,} edges"


def _selected(arguments: Namespace, snapshot: Snapshot) -> ExportedSubgraph:
    ways = TraversalFilter(Direction(arguments.direction), tuple(arguments.kinds), tuple(arguments.edge_kinds))
    selection = Selection(
        tuple(arguments.of),
        arguments.depth,
        ways,
        licensed=arguments.include_licensed,
        connected_only=arguments.connected_only or arguments.format == TABLE.name,
        pages_only=arguments.pages_only,
    )
    return selection.subgraph(Topology(snapshot.graph), snapshot.version, snapshot.documents)


def _touched(arguments: Namespace, snapshot: Snapshot) -> ExportedSubgraph:
    from serving.query_export import export_query

    given = [f"--{name.replace('_', '-')}" for name in _WITHOUT_QUERY if getattr(arguments, name)]
    if given:
        raise InvalidArgument(argument=given[0], problem="a query says itself what is exported", given=given)
    query = given_query(arguments)
    return export_query(snapshot, query, as_table=arguments.format == TABLE.name, licensed=arguments.include_licensed)


def _write(out: Path, export_format: Format, subgraph: ExportedSubgraph) -> int:
    """Write the export and its manifest, and say how many bytes the export has."""
    manifest_path = out.with_name(f"{out.name}{SUFFIX}")
    manifest = {manifest_path: [build_manifest(subgraph, export_format)]} if _is_file(out) else {}
    return write_files({out: _with_progress(export_format.write(subgraph)), **manifest})[out]


def _is_file(out: Path) -> bool:
    """Whether it is one, or will be: no device and no named pipe, which have nothing beside them."""
    return out.is_file() or not out.exists()


def _with_progress(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, with a line on a terminal that says how much was written."""
    with tqdm(desc="Writing", unit="B", unit_scale=True, leave=False, disable=not sys.stderr.isatty()) as progress:
        for chunk in chunks:
            yield chunk
            progress.update(len(chunk))
