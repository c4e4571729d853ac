"""`python -m graph stats`: how many nodes and edges there are of each kind."""

from argparse import ArgumentParser, Namespace
from collections import Counter

from graph.build import edges_of, nodes_of
from graph.command.report import OK
from graph.command.snapshot import add_snapshot, load


def add_arguments(parser: ArgumentParser) -> None:
    add_snapshot(parser)


def run(arguments: Namespace) -> int:
    """Print the counts.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    graph = load(arguments)
    for title, counts in (
        ("nodes", Counter(node.kind for node in nodes_of(graph))),
        ("edges", Counter(edge.kind for edge in edges_of(graph))),
    ):
        print(f"{counts.total():>8} {title}")
        for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            print(f"{count:>8}   {kind}")
    print(f"{len(graph.graph['documents']):>8} sources")
    print(f"version {graph.graph['version']}")
    return OK
