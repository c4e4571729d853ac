"""`medcode verify`: whether the sources still say what the graph quotes from them."""

import sys
from argparse import ArgumentParser, Namespace

from graph.console import FINDINGS, OK
from graph.ingest.verify_quotes import verify
from graph.model.property_graph import edges_of
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot


def add_arguments(parser: ArgumentParser) -> None:
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print every failure; exit with 1 if there is one.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    graph = open_snapshot(arguments).to_networkx()
    failures = list(verify(graph))
    for failure in failures:
        print(failure, file=sys.stderr)
    quotes = sum(len(edge.evidence) for edge in edges_of(graph))
    documents = len(graph.graph["documents"])
    print(f"{quotes} quotes in {documents} sources: {f'{len(failures)} failures' if failures else 'all hold'}")
    return FINDINGS if failures else OK
