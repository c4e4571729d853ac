"""`medcode verify`: whether the sources still say what the graph quotes, or the graph what a certificate says."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.console import FINDINGS, OK, print_error
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="check this certificate, and no sources")
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print every failure; exit with 1 if there is one.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: the certificate cannot be read.
    """
    if arguments.certificate:
        return _check_certificate(arguments)
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


def _check_certificate(arguments: Namespace) -> int:
    """Print for each node and edge of a certificate whether it holds, was changed or is gone."""
    from graph.ingest.files.regular_file import read_regular
    from graph.model.errors import InvalidArgument
    from graph.model.limits import Limits
    from graph.verification.certificate import checked_certificate

    try:
        content = read_regular(arguments.certificate, Limits.json_file, "certificate")
    except OSError as error:
        raise InvalidArgument(argument="--certificate", problem=str(error)) from error
    snapshot = open_snapshot(arguments)
    hashes = {document.id: document.sha256 for document in snapshot.documents}
    states = [*checked_certificate(snapshot.graph, hashes, content)]
    for name, state in states:
        print(f"{state:<8} {name}")
    failures = sum(state != "holds" for _, state in states)
    print(f"{len(states)} nodes and edges: {f'{failures} do not hold' if failures else 'all hold'}")
    return FINDINGS if failures else OK
