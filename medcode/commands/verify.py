"""`medcode verify`: whether the sources still say what the graph quotes from them."""

from argparse import ArgumentParser, Namespace

from graph.console import FINDINGS, OK, print_error
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot


def add_arguments(parser: ArgumentParser) -> None:
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print every failure; exit with 1 if there is one.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    from graph.ingest.verify_quotes import verify
    from graph.model.property_graph import edges_of

    graph = open_snapshot(arguments).to_networkx()
    failures = list(verify(graph))
    for failure in failures:
        print_error(failure)
    quotes = sum(len(edge.evidence) for edge in edges_of(graph))
    documents = len(graph.graph["documents"])
    print(f"{quotes} quotes in {documents} sources: {f'{len(failures)} failures' if failures else 'all hold'}")
    return FINDINGS if failures else OK
