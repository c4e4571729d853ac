"""What an address of an export asks for: a selection, or what a query touches."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import orjson
from graphql import parse
from starlette.datastructures import QueryParams
from starlette.requests import Request as HTTPRequest

from graph.export.selection import Selection
from graph.export.subgraph import ExportSubgraph
from graph.model.errors import InvalidArgument
from graph.store import GraphStore, Summary
from schema.documents.variables import read_variables
from schema.query_subgraph import QuerySubgraphs
from schema.service import Schema
from serving.export_selection import selection
from serving.request import GraphQLRequest, parse_body, parse_query_string
from serving.request_headers import is_json

AD_HOC = "query"
"""Takes the place of a query's name in an address, where the query itself is given."""
_LONGEST = 2000
"""Characters of a query in an address that is given for its manifest."""
_GIVEN = ("query", "variables", "operationName")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: `key` tells it from all else that may be, `words` ask for it in an address.

    `name` goes into the name of the file; `part` finds it, and may take long. `words` are None where they would be too
    many for an address.
    """

    key: object
    words: str | None
    part: Callable[[GraphStore, Summary], ExportSubgraph]
    name: str = ""


def _words(request: HTTPRequest) -> str:
    """What an address asks with, as it can stand in a header."""
    return quote(request.scope["query_string"], safe="=&%+:,;@/!$'()*-._~?")


def parse_selection_request(request: HTTPRequest) -> Asked:
    """What is selected by an address.

    Raises:
        InputError, LicensedTextsError: see `selection`.
    """
    chosen = selection(request.query_params)
    return Asked(chosen.as_json(), _words(request), _Selected(chosen))


@dataclass(frozen=True, slots=True)
class _Selected:
    chosen: Selection

    def __call__(self, store: GraphStore, summary: Summary) -> ExportSubgraph:
        return self.chosen.part(store.topology, summary.version, summary.documents)


class Queries:
    """Reads what queries are asked for, and finds what they touch."""

    def __init__(self, schema: Schema, touching: QuerySubgraphs) -> None:
        self._schema, self._touching = schema._schema, touching

    def by_name(self, name: str, text: str, request: HTTPRequest) -> Asked:
        """A query by its name, its variables in the address.

        Raises:
            InvalidArgument: a variable is unknown (see `read_variables`).
        """
        given = request.query_params
        variables = read_variables(self._schema, parse(text), {word: given.getlist(word) for word in given})
        return self._asked(GraphQLRequest(text, variables, None, {}), _words(request), name)

    async def ad_hoc(self, request: HTTPRequest) -> Asked:
        """A query that is given with all that belongs to it: in the body of a POST, or in the address.

        Raises:
            InvalidArgument: it is not given as it should be.
        """
        if request.method == "POST":
            json = is_json(request.headers.get("content-type", "").encode())
            query = parse_body(await request.body()) if json else None
        else:
            known = all(word in _GIVEN for word in request.query_params)
            given = QueryParams({word: value for word, value in request.query_params.items() if value})
            query = parse_query_string(given) if known else None
        if query is None:
            problem = "POST a JSON object with `query`, `variables` and `operationName`, or GET ?query=… with the same"
            raise InvalidArgument(argument="query", problem=problem)
        variables = orjson.dumps(query.variables).decode()
        words = {"query": query.query, "variables": variables, "operationName": query.operation or ""}
        address = urlencode({word: value for word, value in words.items() if value and value != "{}"})
        return self._asked(query, address if len(address) <= _LONGEST else None, AD_HOC)

    def _asked(self, query: GraphQLRequest, words: str | None, name: str) -> Asked:
        key = query.query, query.variables, query.operation
        return Asked(key, words, _Touched(self._touching, query), name)


@dataclass(frozen=True, slots=True)
class _Touched:
    touching: QuerySubgraphs
    query: GraphQLRequest

    def __call__(self, store: GraphStore, summary: Summary) -> ExportSubgraph:
        asked = self.query
        return self.touching.part(store, asked.query, asked.variables, asked.operation)
