"""What a query touches of a snapshot, or its answer as a table, without a server."""

from graph.export.subgraph import ExportedSubgraph
from graph.model.errors import InvalidArgument
from graph.store import GraphStore
from graph.store.snapshot import Snapshot
from schema.create_schema import create_schema
from schema.touched_subgraph import QuerySubgraphs, RefusedQueryError
from serving.named_query import NamedQuery
from serving.settings import limits_of_environment


def export_query(snapshot: Snapshot, query: NamedQuery, *, as_table: bool, licensed: bool) -> ExportedSubgraph:
    """What a query touches, within the limits that the environment sets; with `as_table`, its answer, too.

    Raises:
        InvalidArgument: the query has errors, or a setting has a value outside its domain.
        LicensedTexts: see `QuerySubgraphs.part`.
    """
    limits = limits_of_environment()
    store = GraphStore(snapshot)
    touching = QuerySubgraphs(create_schema(limits), limits)
    try:
        return touching.part(store, query.text, query.variables, query.operation, as_table=as_table, licensed=licensed)
    except RefusedQueryError as error:
        raise InvalidArgument(argument="QUERY", problem=_first_problem(error, query.source)) from error


def _first_problem(error: RefusedQueryError, source: str) -> str:
    """The first error of a query with its place, as compilers print it."""
    first = error.errors[0]
    places = [f"{source}:{place['line']}:{place['column']}" for place in first.get("locations", ())] or [source]
    hint = first.get("extensions", {}).get("hint", "")
    return f"{places[0]}: {first['message']} {hint}".rstrip()
