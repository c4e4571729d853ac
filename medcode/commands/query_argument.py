"""The arguments by which commands take a GraphQL query."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.model.errors import InvalidArgument
from serving.named_query import NamedQuery

STANDARD_INPUT = "-"
QUERY_HELP = "a GraphQL text, a file, - for standard input, or the name of a query in data/queries"
VARIABLES_HELP = "an object with the variables of the query"
OPERATION_HELP = "which operation, where the document has several"
_TEXT = "QUERY"
"""How errors name a query that is given as it is."""


def add_query_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar=_TEXT, help=QUERY_HELP)
    parser.add_argument("--variables", default="{}", metavar="JSON", help=VARIABLES_HELP)
    parser.add_argument("--operation", metavar="NAME", help=OPERATION_HELP)


def given_query(arguments: Namespace) -> NamedQuery:
    """The query of the arguments.

    Raises:
        InvalidArgument: there is no such query, or the variables are not a JSON object.
    """
    source, text = _read_query(arguments.query)
    return NamedQuery(source, text, _read_variables(arguments.variables), arguments.operation)


def _read_query(words: str) -> tuple[str, str]:
    """Where a query was read from, and its text.

    Raises:
        InvalidArgument: there is no such query, and no such file.
    """
    from serving.stored_operations import stored_operations

    known = stored_operations()
    if "{" in words:
        return _TEXT, words
    if words in known:
        return words, known[words].text
    try:
        data = sys.stdin.buffer.read() if words == STANDARD_INPUT else Path(words).read_bytes()
        return words, data.decode()
    except (OSError, ValueError) as error:
        problem = f"no query has this name, and no file can be read: {error}"
        raise InvalidArgument(argument=_TEXT, problem=problem, names=[*known]) from error


def _read_variables(text: str) -> Mapping[str, Any]:
    """The variables of a query.

    Raises:
        InvalidArgument: they are not a JSON object.
    """
    import orjson

    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise InvalidArgument(argument="--variables", problem="this is no JSON object")
    return given
