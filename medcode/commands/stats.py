"""`medcode stats`: how many nodes and edges there are of each kind."""

from argparse import ArgumentParser, Namespace

from graph.console import OK
from graph.terminal import styled_heading
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot


def add_arguments(parser: ArgumentParser) -> None:
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print the counts.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    snapshot = open_snapshot(arguments)
    for title, counts in (("nodes", snapshot.nodes), ("edges", snapshot.edges)):
        print(styled_heading(f"{sum(counts.values()):>8} {title}"))
        for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            print(f"{count:>8}   {kind}")
    print(styled_heading(f"{len(snapshot.documents):>8} sources"))
    print(f"version {snapshot.version}")
    return OK
