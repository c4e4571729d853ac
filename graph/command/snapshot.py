"""The argument by which commands take a snapshot."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.build import Graph
from graph.command.report import track
from graph.shipped import DEFAULT_SNAPSHOT, ensure_snapshot
from graph.snapshot import attach


def add_snapshot(parser: ArgumentParser) -> None:
    parser.add_argument(
        "snapshot",
        metavar="DIR",
        nargs="?",
        type=Path,
        help=f"a snapshot; the shipped data in {DEFAULT_SNAPSHOT} unless given",
    )


def load(arguments: Namespace) -> Graph:
    """The graph of the snapshot that was named, or of the shipped data.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    if arguments.snapshot is None:
        ensure_snapshot(DEFAULT_SNAPSHOT, track)
    return attach(arguments.snapshot or DEFAULT_SNAPSHOT).to_networkx()
