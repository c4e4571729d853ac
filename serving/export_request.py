"""Parsing requests for exports: a selection, a stored query by name, or a query of the caller's."""

from collections.abc import Callable
from dataclasses import dataclass, replace
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
from serving.export_parameters import switch
from serving.export_selection import parse_selection
from serving.export_table import AS, EVIDENCE, without
from serving.media_types import is_json
from serving.request import GraphQLRequest, parse_body, parse_query_string
from serving.trusted_documents import TrustedDocuments

AD_HOC = "query"
"""Stands for the name of a stored query in the address of a query of the caller's."""
_MAX_QUERY_STRING = 2000
"""Characters of a query string up to which an ad hoc query has an address for its manifest."""
_HOW = "POST a JSON object with `query`, `variables` and `operationName`, or GET ?query=… with the same"
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


def parse_selection_request(request: HTTPRequest, *, as_table: bool) -> ExportRequest:
    """The export of a selection.

    Raises:
        InputError: see `parse_selection`, and `statement_table`.
    """
    parameters, key = request.query_params, dict[str, object]()
    if as_table:
        key = {EVIDENCE: switch(parameters, EVIDENCE)}
        parameters = without(parameters, AS, EVIDENCE)
    selection = parse_selection(parameters)
    if as_table:  # Rows are edges: other nodes are not in it, and its manifest does not speak of them.
        selection = replace(selection, connected_only=True)
    return ExportRequest(selection.as_json() | key, _query_string(request), _SelectedPart(selection))


@dataclass(frozen=True, slots=True)
class _SelectedPart:
    selection: Selection

    def __call__(self, store: GraphStore, summary: Summary) -> ExportedSubgraph:
        return self.selection.subgraph(store.topology, summary.version, summary.documents)


class GraphQLExportRequestParser:
    """Parses requests for the export of what a query touches."""

    def __init__(self, schema: Schema, touching: QuerySubgraphs, documents: TrustedDocuments) -> None:
        self._schema, self._touching, self._documents = schema._schema, touching, documents

    def stored(self, name: str, text: str, request: HTTPRequest, *, as_table: bool) -> ExportRequest:
        """The export of a stored query, whose variables are the parameters of the address.

        Raises:
            InvalidArgument: a variable is unknown (see `variables_from_texts`).
        """
        parameters = without(request.query_params, AS) if as_table else request.query_params
        texts = {variable: parameters.getlist(variable) for variable in parameters}
        variables = variables_from_texts(self._schema, parse(text), texts)
        query = GraphQLRequest(text, variables, None, {})
        return self._export(query, _query_string(request), name, as_table=as_table)

    async def ad_hoc(self, request: HTTPRequest, *, as_table: bool) -> ExportRequest:
        """The export of a query in the body of a POST or in the address.

        Raises:
            InvalidArgument: the request is not well-formed.
        """
        if request.method == "POST":
            is_json_body = is_json(request.headers.get("content-type", "").encode())
            query = parse_body(await request.body(), self._documents) if is_json_body else None
        else:
            given = without(request.query_params, AS) if as_table else request.query_params
            is_known = all(name in _AD_HOC_PARAMETERS for name in given)
            parameters = QueryParams({name: value for name, value in given.items() if value})
            query = parse_query_string(parameters, self._documents) if is_known else None
        if query is None:
            problem = "only stored operations are exported, by name" if self._documents.only_stored else _HOW
            raise InvalidArgument(argument="query", problem=problem)
        variables = orjson.dumps(query.variables).decode()
        file_type = request.query_params.get(AS, "") if as_table else ""
        values = {"query": query.query, "variables": variables, "operationName": query.operation or "", AS: file_type}
        address = urlencode({name: value for name, value in values.items() if value and value != "{}"})
        query_string = address if len(address) <= _MAX_QUERY_STRING else None
        return self._export(query, query_string, AD_HOC, as_table=as_table)

    def _export(self, query: GraphQLRequest, query_string: str | None, name: str, *, as_table: bool) -> ExportRequest:
        key = query.query, query.variables, query.operation
        return ExportRequest(key, query_string, _TouchedPart(self._touching, query, as_table), name)


@dataclass(frozen=True, slots=True)
class _TouchedPart:
    touching: QuerySubgraphs
    query: GraphQLRequest
    as_table: bool

    def __call__(self, store: GraphStore, summary: Summary) -> ExportedSubgraph:
        query = self.query
        return self.touching.part(store, query.query, query.variables, query.operation, as_table=self.as_table)
