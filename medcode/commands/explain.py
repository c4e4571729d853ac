"""`medcode explain`: the plan that a server has for a query.

It stands above all layers, for it says what a server does. The other commands do not wait for GraphQL to be imported.
"""

import sys
from argparse import ArgumentParser, Namespace

from graph.console import FINDINGS, OK
from medcode.commands.query_argument import (
    OPERATION_HELP,
    QUERY_HELP,
    VARIABLES_HELP,
    read_query,
    read_variables,
)
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help=QUERY_HELP)
    add_snapshot_argument(parser)
    parser.add_argument("--variables", default="{}", metavar="JSON", help=VARIABLES_HELP)
    parser.add_argument("--operation", metavar="NAME", help=OPERATION_HELP)


def run(arguments: Namespace) -> int:
    """Print the plan of a query as a tree; exit with 1 where it has none, and say why.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: there is no such query, or the variables are not a JSON object.
    """
    from serving.explanation import ExplainRequest, explain_request  # noqa: PLC0415  (imports Strawberry)

    source, text = read_query(arguments.query)
    request = ExplainRequest(text, read_variables(arguments.variables), arguments.operation, source)
    explained = explain_request(open_snapshot(arguments).graph, request)
    for line in explained.lines:
        print(line, file=sys.stdout if explained.is_plan else sys.stderr)
    return OK if explained.is_plan else FINDINGS
