"""`medcode query`: a GraphQL query answered as a server answers it."""

from argparse import ArgumentParser, Namespace

from graph.console import FINDINGS, OK, print_located
from medcode.commands.query_argument import add_query_arguments, given_query
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph
from medcode.json_output import print_json


def add_arguments(parser: ArgumentParser) -> None:
    add_query_arguments(parser)
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print the response as JSON, and its errors; exit with 1 where it has some.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: there is no such query, the variables are not a JSON object, or a setting is none.
    """
    from serving.error_lines import error_lines
    from serving.local_query import answer_query

    query = given_query(arguments)
    answer = answer_query(open_graph(arguments), query.text, query.variables, query.operation)
    print_json(answer)
    errors = answer.get("errors", [])
    for error in errors:
        for place, message in error_lines(error, query.source):
            print_located(place, message)
    return FINDINGS if errors else OK
