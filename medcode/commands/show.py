"""`medcode show`: a node, and what is said of it."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from graph.console import OK, print_warning
from graph.model.errors import UnknownNode
from medcode.argument_types import LISTED
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph
from medcode.json_output import print_json

if TYPE_CHECKING:
    from graph.store import GraphStore


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("node", metavar="NODE", help="a code, a CURIE such as RISK:infection, a slug or a name")
    parser.add_argument("--json", action="store_true", help="print JSON")
    shown = parser.add_argument_group("what is shown")
    shown.add_argument(
        "--limit", type=LISTED, default=5, metavar="N", help="so many statements of each kind at most; %(default)s"
    )
    shown.add_argument("--evidence", action="store_true", help="with the sources of each statement")
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print the node.

    Raises:
        SnapshotError: the snapshot cannot be used.
        UnknownNode: it has no such node.
    """
    from medcode.named_node import named_node
    from medcode.node_output import print_node
    from medcode.node_record import node_record

    store = open_graph(arguments)
    try:
        node = named_node(store, arguments.node)
    except UnknownNode:
        _print_notices(store, arguments.node)
        raise
    record = node_record(store, node, arguments.limit, with_evidence=arguments.evidence)
    print_json(record) if arguments.json else print_node(record)
    return OK


def _print_notices(store: "GraphStore", text: str) -> None:
    """Why there may be no such node: a code whose system is licensed, or not loaded."""
    from graph.search.search_types import Search

    for notice in store.search(Search(text, limit=1)).notices:
        print_warning(notice.message)
