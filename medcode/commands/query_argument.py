"""The arguments by which commands take a GraphQL query."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.model.errors import InvalidArgument

STANDARD_INPUT = "-"
_TEXT = "QUERY"
"""How errors name a query that is given as it is."""


@dataclass(frozen=True, slots=True)
class GivenQuery:
    """A query with its variables and the name of its operation; `source` names it in errors, as a file does."""

    source: str
    text: str
    variables: Mapping[str, Any]
    operation: str | None


def add_query_arguments(parser: ArgumentParser) -> None:
    query = "a GraphQL text, a file, - for standard input, or the name of a query in data/queries"
    parser.add_argument("query", metavar=_TEXT, help=query)
    parser.add_argument("--variables", default="{}", metavar="JSON", help="an object with the variables of the query")
    parser.add_argument("--operation", metavar="NAME", help="which operation, where the document has several")


def given_query(arguments: Namespace) -> GivenQuery:
    """The query of the arguments.

    Raises:
        InvalidArgument: there is no such query, or the variables are not a JSON object.
    """
    source, text = _find(arguments.query)
    return GivenQuery(source, text, _variables(arguments.variables), arguments.operation)


def _find(words: str) -> tuple[str, str]:
    """Where a query was read from, and its text."""
    from serving.stored_queries import stored_queries

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
        raise InvalidArgument(argument=_TEXT, problem=problem, names=[*known]) from error


def _variables(text: str) -> Mapping[str, Any]:
    import orjson

    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise InvalidArgument(argument="--variables", problem="this is no JSON object")
    return given
