"""`medcode push`: a snapshot into a graph database."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from graph.console import OK, print_warning
from medcode.commands.snapshot_argument import add_snapshot_argument, snapshot_folder

if TYPE_CHECKING:
    from graph.database.connection import Database


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("address", metavar="ADDRESS", help="the address of the database: bolt://host:7687/database")
    add_snapshot_argument(parser)
    parser.add_argument(
        "--rollback", action="store_true", help="push nothing: serve the version again that was served before"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only, and no progress")


def run(arguments: Namespace) -> int:
    """Push, and say what is served.

    Raises:
        InvalidArgument: the address is none.
        SnapshotError: the snapshot cannot be used.
        StoreError: the database is not reached, has refused something, or holds something else than was sent.
    """
    from graph.database.address import parse_address
    from graph.database.connection import Database
    from graph.database.push import roll_back

    with Database(parse_address(arguments.address)) as database:
        if arguments.rollback:
            version = roll_back(database)
            said = f"serves version {version.version[:12]} again"
        else:
            said = _push(arguments, database)
        if not arguments.quiet:
            print(f"{database.address} {said}")
    return OK


def _push(arguments: Namespace, database: "Database") -> str:
    """Push a snapshot; what is served then."""
    from graph.database.push import PUSH_STAGES, push
    from graph.progress_bar import shown_progress

    folder = snapshot_folder(arguments)
    with shown_progress(quiet=arguments.quiet, stages=PUSH_STAGES) as progress:
        done = push(database, folder, progress)
    if done.added_edges:
        print_warning(
            f"An older version was kept, since {done.added_edges} edges were added to it in the database: "
            "add them to the version that is served, or remove them."
        )
    version = done.version
    counts = f"{version.counts['nodes']} nodes, {version.counts['edges']} edges, version {version.version[:12]}"
    return f"had it already: {counts}; nothing was changed" if done.was_there else f"serves {counts}"
