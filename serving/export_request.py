"""Parsing requests for exports: a selection, a stored query by name, or a query of the caller's."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import orjson
from graphql import parse
from starlette.datastructures import QueryParams
from starlette.requests import Request as HTTPRequest

from graph.export.selection import Selection
from graph.export.subgraph import ExportedSubgraph
from graph.model.errors import InvalidArgument
from graph.store import GraphStore, Summary
from schema.create_schema import Schema
from schema.documents.variables import variables_from_texts
from schema.touched_subgraph import QuerySubgraphs
from serving.export_selection import parse_selection
from serving.media_types import is_json
from serving.request import GraphQLRequest, parse_body, parse_query_string

AD_HOC = "query"
"""Stands for the name of a stored query in the address of a query of the caller's."""
_MAX_QUERY_STRING = 2000
"""Characters of a query string up to which an ad hoc query has an address for its manifest."""
_AD_HOC_PARAMETERS = ("query", "variables", "operationName")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is exported.

    `key` is equal for equal exports and part of the ETag. `query_string` asks for the same export by GET; None where it
    would be too long. `find_part` finds the part of the graph, which may take long. `name` is part of the file's name.
    """

    key: object
    query_string: str | None
    find_part: Callable[[GraphStore, Summary], ExportedSubgraph]
    name: str = ""


def _query_string(request: HTTPRequest) -> str:
    """The query string of a request, quoted as a header needs it."""
    return quote(request.scope["query_string"], safe="=&%+:,;@/!$'()*-._~?")


def parse_selection_request(request: HTTPRequest) -> ExportRequest:
    """The export of a selection.

    Raises:
        InputError, LicensedTextsError: see `parse_selection`.
    """
    selection = parse_selection(request.query_params)
    return ExportRequest(selection.as_json(), _query_string(request), _SelectedPart(selection))


@dataclass(frozen=True, slots=True)
class _SelectedPart:
    selection: Selection

    def __call__(self, store: GraphStore, summary: Summary) -> ExportedSubgraph:
        return self.selection.subgraph(store.topology, summary.version, summary.documents)


class GraphQLExportRequestParser:
    """Parses requests for the export of what a query touches."""

    def __init__(self, schema: Schema, touching: QuerySubgraphs) -> None:
        self._schema, self._touching = schema._schema, touching

    def stored(self, name: str, text: str, request: HTTPRequest) -> ExportRequest:
        """The export of a stored query, whose variables are the parameters of the address.

        Raises:
            InvalidArgument: a variable is unknown (see `variables_from_texts`).
        """
        parameters = request.query_params
        texts = {variable: parameters.getlist(variable) for variable in parameters}
        variables = variables_from_texts(self._schema, parse(text), texts)
        return self._export(GraphQLRequest(text, variables, None, {}), _query_string(request), name)

    async def ad_hoc(self, request: HTTPRequest) -> ExportRequest:
        """The export of a query in the body of a POST or in the address.

        Raises:
            InvalidArgument: the request is not well-formed.
        """
        if request.method == "POST":
            is_json_body = is_json(request.headers.get("content-type", "").encode())
            query = parse_body(await request.body()) if is_json_body else None
        else:
            is_known = all(name in _AD_HOC_PARAMETERS for name in request.query_params)
            parameters = QueryParams({name: value for name, value in request.query_params.items() if value})
            query = parse_query_string(parameters) if is_known else None
        if query is None:
            problem = "POST a JSON object with `query`, `variables` and `operationName`, or GET ?query=… with the same"
            raise InvalidArgument(argument="query", problem=problem)
        variables = orjson.dumps(query.variables).decode()
        values = {"query": query.query, "variables": variables, "operationName": query.operation or ""}
        address = urlencode({name: value for name, value in values.items() if value and value != "{}"})
        return self._export(query, address if len(address) <= _MAX_QUERY_STRING else None, AD_HOC)

    def _export(self, query: GraphQLRequest, query_string: str | None, name: str) -> ExportRequest:
        key = query.query, query.variables, query.operation
        return ExportRequest(key, query_string, _TouchedPart(self._touching, query), name)


@dataclass(frozen=True, slots=True)
class _TouchedPart:
    touching: QuerySubgraphs
    query: GraphQLRequest

    def __call__(self, store: GraphStore, summary: Summary) -> ExportedSubgraph:
        return self.touching.part(store, self.query.query, self.query.variables, self.query.operation)
