"""`medcode explain`: the plan that a server has for a query."""

from argparse import ArgumentParser, Namespace

from graph.console import FINDINGS, OK, print_located
from medcode.commands.query_argument import add_query_arguments, given_query
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot


def add_arguments(parser: ArgumentParser) -> None:
    add_query_arguments(parser)
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print the plan of a query as a tree; exit with 1 where it has none, and say why.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: there is no such query, or the variables are not a JSON object.
    """
    from serving.explanation import explain_request

    query = given_query(arguments)
    explained = explain_request(open_snapshot(arguments).graph, query)
    for line in explained.lines:
        if explained.is_plan:
            print(line)
        else:
            place, _, message = line.partition(": ")
            print_located(place, message)
    return OK if explained.is_plan else FINDINGS
