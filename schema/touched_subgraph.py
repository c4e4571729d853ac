"""What a query touches: the nodes it gives out, and the edges it gives out or follows from one node to the next.

The reference executor runs the query, within the limits of any, and an extension notes what each field gives out, by
number. A field that is not selected is not resolved, and so touches nothing; neither does what a filter, a count or a
search only looked at.

Edges are those of subgraphs, paths and matches where their `edges` are selected; those along which a connection such as
`risks` leads from a node, by `nodes` or by `edges`; IS_A edges among what `ancestors` and `descendants` list; and those
behind the sections of a comparison. What was computed of nodes (hits, reasons, alternatives, ranks) touches nodes only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from graphql import GraphQLResolveInfo, parse
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import SchemaExtension
from strawberry.schema.exceptions import CannotGetOperationTypeError

from graph.export.licensed import holds_licensed_texts
from graph.export.subgraph import ExportedSubgraph
from graph.export.table.answer_rows import answer_table
from graph.export.table.table import Table
from graph.model.elements import Edge, Node
from graph.model.errors import LicensedTexts
from graph.model.limits import Limits
from graph.model.ontology import EDGE_KINDS
from graph.storage.lazy_sequence import LazyEdges, LazyNodes
from graph.store import GraphStore
from graph.store.procedure_comparison import Comparison, SectionComparison
from graph.traversal import pattern as match
from graph.traversal.topology import Int64Array, Topology, TraversalFilter
from schema.answer_fields import answer_fields
from schema.context import Request
from schema.create_schema import Schema
from schema.documents.limit_rules import limit_extensions
from schema.errors import FormatErrors, missing_operation
from schema.fields.hierarchy import NodeAtDistance
from schema.types.connection import ConnectionValue, EdgeValue
from schema.types.ranked_list import RankedPage

_PLAIN = (str, int, float, type(None))
"""Values that are never nodes or edges: most fields have such."""


class RefusedQueryError(Exception):
    """A query has errors; `errors` are they, as they are sent."""

    def __init__(self, errors: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(f"the query has errors: {errors}")
        self.errors = errors


class QuerySubgraphs:
    """Runs queries for what they touch; it may be asked from several threads."""

    def __init__(self, schema: Schema, limits: Limits) -> None:
        self._limits = limits
        self._schema = copy(schema)
        # Without the documents that the schema remembers: they belong to one thread.
        self._schema.extensions = (FormatErrors, *limit_extensions(limits), TrackTouched)

    def part(
        self,
        store: GraphStore,
        query: str,
        variables: Mapping[str, Any],
        operation: str | None,
        *,
        as_table: bool = False,
        licensed: bool = False,
    ) -> ExportedSubgraph:
        """What a query touches of a graph; with `as_table`, its answer, too. `licensed` lets licensed texts out.

        Raises:
            RefusedQueryError: the query has errors.
            LicensedTexts: the answer is asked for, and the graph has texts that may not be passed on.
        """
        if as_table and not licensed and holds_licensed_texts(store.topology.graph):
            raise LicensedTexts(problem="the answer of a query as a table could have some of them")
        request = TrackingRequest(store=store, limits=self._limits)
        try:
            result = self._schema.execute_sync(query, dict(variables), request, operation_name=operation)
        except (MissingQueryError, CannotGetOperationTypeError) as error:
            refused = {"message": missing_operation(operation), "extensions": {"code": "OPERATION_REFUSED"}}
            raise RefusedQueryError([refused]) from error
        if result.errors:
            raise RefusedQueryError([error.formatted for error in result.errors])
        summary = request.summary()
        nodes, edges = request.notes.numbers()
        asked = {"query": query, "variables": variables, "operationName": operation}
        answer = self._table(query, variables, operation, result.data) if as_table else None
        return ExportedSubgraph(
            store.topology, summary.version, summary.documents, nodes, edges, licensed, query=asked, answer=answer
        )

    def _table(
        self, query: str, variables: Mapping[str, Any], operation: str | None, data: Mapping[str, Any] | None
    ) -> Table:
        fields = answer_fields(self._schema._schema, parse(query, no_location=True), operation, variables)
        return answer_table(fields, data)


class TouchedElements:
    """The numbers of the nodes and edges that a query has touched until now."""

    def __init__(self, topology: Topology) -> None:
        self._topology, self._graph = topology, topology.graph
        self._targets = topology.graph.columns["edge.target"]
        self._nodes, self._edges = set[int](), set[int]()
        self._compared: dict[int, Comparison] = {}

    def numbers(self) -> tuple[Int64Array, Int64Array]:
        """The nodes and the edges, in order; both ends of each edge are among the nodes."""
        ends = {end for edge in self._edges for end in (self._graph.source(edge), self._graph.target(edge))}
        return _ordered(self._nodes | ends), _ordered(self._edges)

    def given(self, root: object, name: str, value: object) -> None:
        """Note what the field `name` of `root` gave out."""
        if isinstance(root, ConnectionValue) and name in ("nodes", "edges"):
            self._follow(root.edges)
        elif (
            isinstance(root, RankedPage)
            and isinstance(value, Sequence)
            and value
            and isinstance(value[0], NodeAtDistance)
        ):
            self._climb(root, value)
        elif isinstance(root, Comparison) and name == "sections":
            self._compared.update((id(section), root) for section in root.sections)
        elif isinstance(root, SectionComparison) and isinstance(value, Sequence):
            self._compare(root, value)
        self._note(value)

    def _note(self, value: object) -> None:
        if isinstance(value, Node):
            self._nodes.add(self._number(value))
        elif isinstance(value, Edge):
            self._edges.add(self._like(value))
        elif isinstance(value, match.EdgeMatch):
            self._edges.add(self._like(value.edge))
        elif isinstance(value, LazyNodes):
            self._nodes.update(value.numbers)
        elif isinstance(value, LazyEdges):
            self._edges.update(value.numbers)
        elif isinstance(value, list | tuple):
            for item in value:
                self._note(item)

    def _number(self, node: Node) -> int:
        return node.place if node.place >= 0 else self._found(node.curie)

    def _found(self, curie: str) -> int:
        number: int = self._topology.find([curie]).tolist()[0]
        return number

    def _between(self, source: str, kind: str, target: str) -> list[int]:
        """The edges of a kind from one node to another."""
        node = self._found(source)
        start, end = self._graph.span(node, EDGE_KINDS.index(kind), out=True)
        self._graph.load_rows([(node, True, start, end)])
        found: list[int] = (start + np.flatnonzero(self._targets[start:end] == self._found(target))).tolist()
        return found

    def _like(self, edge: Edge) -> int:
        """The number of an edge; of parallel ones that of the one that says the same."""
        between = self._between(edge.source, edge.kind, edge.target)
        if len(between) == 1:
            return between[0]
        return next((number for number in between if self._graph.edge(number) == edge), between[0])

    def _follow(self, items: Iterable[EdgeValue]) -> None:
        """The edges behind a page of a connection."""
        for item in items:
            if item.edge is not None and item.key.edge is not None:
                place = item.key.edge.number
                between = self._between(item.edge.source, item.edge.kind, item.edge.target)
                self._edges.update(number for number in between if self._graph.edge_number(number) == place)

    def _climb(self, root: RankedPage[Any], relatives: Sequence[NodeAtDistance]) -> None:
        of, ways = cast("tuple[str, TraversalFilter]", root.question)
        numbers = [self._found(of), *(self._number(relative.node) for relative in relatives)]
        self._edges.update(self._topology.among(np.array(numbers, dtype=np.int64), ways.edge_kinds).tolist())

    def _compare(self, section: SectionComparison, nodes: Sequence[Node]) -> None:
        compared = self._compared[id(section)]
        for procedure in (compared.a, compared.b):
            for node in nodes:
                self._edges.update(self._between(procedure.curie, section.edge_kind, node.curie))


def _ordered(numbers: set[int]) -> Int64Array:
    return np.array(sorted(numbers), dtype=np.int64)


@dataclass(slots=True)
class TrackingRequest(Request):
    """A request that knows what was touched for it."""

    notes: TouchedElements = field(init=False)

    def __post_init__(self) -> None:
        self.notes = TouchedElements(self.store.topology)


class TrackTouched(SchemaExtension):
    """Notes what each field gives out; the context must be a `TrackingRequest`."""

    def resolve(
        self, _next: Callable[..., Any], root: Any, info: GraphQLResolveInfo[Any], *args: str, **kwargs: Any
    ) -> Any:
        value = _next(root, info, *args, **kwargs)
        if not isinstance(value, _PLAIN):
            info.context.notes.given(root, info.field_name, value)
        return value
