"""`medcode explain`: the plan that a server has for a query.

It stands above all layers, for it says what a server does. The other commands do not wait for GraphQL to be imported.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from graph.console import FINDINGS, OK
from graph.model.errors import InvalidArgument
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot

STANDARD_INPUT = "-"
_TEXT = "QUERY"
"""How errors name a query that is given as it is."""


def add_arguments(parser: ArgumentParser) -> None:
    query = "a GraphQL text, a file, - for standard input, or the name of a query in data/queries"
    parser.add_argument("query", metavar="QUERY", help=query)
    add_snapshot_argument(parser)
    parser.add_argument("--variables", default="{}", metavar="JSON", help="an object with the variables of the query")
    parser.add_argument("--operation", metavar="NAME", help="which operation, where the document has several")


def run(arguments: Namespace) -> int:
    """Print the plan of a query as a tree; exit with 1 where it has none, and say why.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: there is no such query, or the variables are not a JSON object.
    """
    from serving.explanation import ExplainRequest, explain_request  # noqa: PLC0415  (imports Strawberry)

    source, text = _query(arguments.query)
    request = ExplainRequest(text, _variables(arguments.variables), arguments.operation, source)
    explained = explain_request(open_snapshot(arguments).graph, request)
    for line in explained.lines:
        print(line, file=sys.stdout if explained.is_plan else sys.stderr)
    return OK if explained.is_plan else FINDINGS


def _query(words: str) -> tuple[str, str]:
    """Where a query was read from, and its text."""
    from serving.stored_queries import stored_queries  # noqa: PLC0415  (stands above, see the module)

    known = stored_queries()
    if "{" in words:
        return _TEXT, words
    if words in known:
        return words, known[words]
    try:
        data = sys.stdin.buffer.read() if words == STANDARD_INPUT else Path(words).read_bytes()
        return words, data.decode()
    except (OSError, ValueError) as error:
        problem = f"no query has this name, and no file can be read: {error}"
        raise InvalidArgument(argument="QUERY", problem=problem, names=[*known]) from error


def _variables(text: str) -> Mapping[str, Any]:
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise InvalidArgument(argument="--variables", problem="this is no JSON object")
    return given
