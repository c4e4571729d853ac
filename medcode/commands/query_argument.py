"""A query as commands take it: a GraphQL text, a file, standard input, or the name of a stored query."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from graph.model.errors import InvalidArgument

STANDARD_INPUT = "-"
QUERY_HELP = "a GraphQL text, a file, - for standard input, or the name of a query in data/queries"
VARIABLES_HELP = "an object with the variables of the query"
OPERATION_HELP = "which operation, where the document has several"
_TEXT = "QUERY"
"""How errors name a query that is given as it is."""


def read_query(words: str) -> tuple[str, str]:
    """Where a query was read from, and its text.

    Raises:
        InvalidArgument: there is no such query, and no such file.
    """
    from serving.stored_queries import stored_queries  # noqa: PLC0415  (imports GraphQL)

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


def read_variables(text: str) -> Mapping[str, Any]:
    """The variables of a query.

    Raises:
        InvalidArgument: they are not a JSON object.
    """
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise InvalidArgument(argument="--variables", problem="this is no JSON object")
    return given
