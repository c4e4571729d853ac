"""`medcode import-tables`: tables of nodes and edges into a snapshot."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.console import FINDINGS, exit_code_of_findings, print_findings


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "tables", metavar="TABLES", type=Path, help="a folder or a zip with nodes.parquet and edges.parquet"
    )
    written = parser.add_argument_group("what is written")
    written.add_argument("--out", metavar="DIR", type=Path, required=True, help="where the snapshot goes")
    written.add_argument("--strict", action="store_true", help="if there are findings, exit with 1 and write nothing")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only: no progress, no findings")


def run(arguments: Namespace) -> int:
    """Read the tables, say what was found, write.

    Raises:
        TableError: the tables cannot be read.
        SnapshotError: the snapshot cannot be written.
    """
    from graph.progress_bar import shown_progress
    from graph.tables.table_snapshot import read_table_snapshot

    with (
        shown_progress(quiet=arguments.quiet) as progress,
        read_table_snapshot(arguments.tables, arguments.out, progress) as read,
    ):
        if not arguments.quiet:
            print_findings(read.findings)
        code = exit_code_of_findings(read.findings, strict=arguments.strict)
        if code:
            print("Nothing written: there are findings, and --strict makes them fatal.")
            return code
        if not read.imported.columns.length("node.kind"):
            print("Nothing written: there are no nodes.")
            return FINDINGS
        summary = read.write(progress)
    if not arguments.quiet:
        print(f"{arguments.out}: {summary}")
    return code
