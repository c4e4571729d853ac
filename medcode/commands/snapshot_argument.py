"""The argument by which commands take a snapshot."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.console import track
from graph.ingest.code_folders import code_folders
from graph.ingest.default_graph import DEFAULT_SNAPSHOT, ensure_snapshot
from graph.store.snapshot import Snapshot, attach_snapshot


def add_snapshot_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "snapshot",
        metavar="DIR",
        nargs="?",
        type=Path,
        help=f"a snapshot; the shipped data in {DEFAULT_SNAPSHOT} unless given",
    )


def open_snapshot(arguments: Namespace) -> Snapshot:
    """The snapshot that was named, or that of what is shipped.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    if arguments.snapshot is None:
        ensure_snapshot(DEFAULT_SNAPSHOT, code_folders(), track)
    return attach_snapshot(arguments.snapshot or DEFAULT_SNAPSHOT)
