"""`medcode pull`: a snapshot out of a graph database."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.console import exit_code_of_findings, print_findings

_OUT = Path("build", "pulled")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("address", metavar="ADDRESS", help="the address of the database: bolt://host:7687/database")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, default=_OUT, help=f"where the snapshot goes; {_OUT} unless given"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only: no progress, no findings")
    parser.add_argument("--strict", action="store_true", help="if there are findings, exit with 1 and write nothing")


def run(arguments: Namespace) -> int:
    """Pull, say what was found, write.

    Raises:
        InvalidArgument: the address is none.
        StoreError: the database is not reached, or has no version of the graph.
        SnapshotError: the snapshot cannot be written.
    """
    from graph.database.address import parse_address
    from graph.database.connection import Database
    from graph.ingest.pull import PULL_STAGES, pull
    from graph.progress_bar import shown_progress
    from graph.storage.freeze import rows_of
    from graph.store.snapshot_writer import Frozen, write_frozen

    with shown_progress(quiet=arguments.quiet, stages=PULL_STAGES) as progress:
        with Database(parse_address(arguments.address)) as database:
            pulled = pull(database, progress)
        code = exit_code_of_findings(pulled.findings, strict=arguments.strict)
        if not code:
            frozen = Frozen.of(rows_of(pulled.graph), pulled.graph.graph["documents"])
            write_frozen(frozen, arguments.out, pulled.inputs, progress)
    if not arguments.quiet:
        print_findings(pulled.findings)
    if code:
        print(f"Nothing written: {len(pulled.findings)} findings, and --strict makes them fatal.")
    elif not arguments.quiet:
        added = f"{pulled.added_nodes} nodes and {pulled.added_edges} edges were added in the database"
        print(f"{arguments.out}: {frozen.summary}; {added}")
    return code
