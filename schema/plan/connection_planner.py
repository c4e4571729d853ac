"""Plans of connections: the first page of a relation, or of all nodes of a kind."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from graphql import FieldNode, GraphQLList, GraphQLNamedType, GraphQLObjectType, get_named_type, get_nullable_type

from graph.machine.instructions import Record
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY, Property
from graph.store import Hop, Order, Scan
from graph.store.sort_key import default_order
from schema.plan.evidence_planner import evidence_plan
from schema.plan.object_plan import object_plan
from schema.plan.operators import (
    Base64Alphabet,
    Callback,
    Column,
    Count,
    Each,
    EdgeKey,
    End,
    EndNode,
    HasMore,
    Literal,
    Object,
    Operator,
    Rows,
    Text,
    Value,
)
from schema.plan.protocols import NodePlannerProtocol
from schema.plan.selection import Sets, python_name, selection_sets
from schema.plan.stored_values import json_string, plan_stored_value
from schema.types.connection import DEFAULT_FIRST, order_signature
from schema.types.edge_fields import DirectedEdgeKind
from schema.types.facets import CountedList


class ConnectionPlanner:
    """Plans what is selected of a connection: of a relation, or of the list of all nodes of a kind."""

    def __init__(
        self, nodes: NodePlannerProtocol, rows: Rows, relation: DirectedEdgeKind | None, kind: str = ""
    ) -> None:
        self._nodes, self._rows, self._relation, self._kind = nodes, rows, relation, kind
        self._far = relation.far if relation else kind
        kinds = relation.kinds() if relation else ()
        self._properties: Sequence[Property] = ONTOLOGY.edges[kinds[0]].properties if len(kinds) == 1 else ()

    def plan(self, type_: GraphQLObjectType, sets: Sets) -> Object:
        """The connection; its rows are found where its node is written."""
        return object_plan(self._nodes.selections, type_, sets, self._field)

    def _field(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Operator:
        name, sets = nodes[0].name.value, selection_sets(nodes)
        if name == "totalCount":
            return Count(self._rows)
        if name == "countBy":
            return self._counted(type_, nodes)
        inner = cast("GraphQLObjectType", get_named_type(type_.fields[name].type))
        if name == "pageInfo":
            return object_plan(self._nodes.selections, inner, sets, self._page_info)
        return Each(self._rows, self._node(inner, sets) if name == "nodes" else self._edge(inner, sets))

    def _counted(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Callback:
        """What is counted of the whole list, to which nothing leads here but the node that it is read from."""
        writer, curies = self._nodes.values.resolved(type_.fields["countBy"], nodes), self._nodes.graph.curies
        asked = Hop(self._relation.kinds(), self._relation.direction) if self._relation else Scan(self._kind)
        return Callback(
            "countBy", Record.NODE, lambda nodes, run: writer.write([CountedList(curies[n], asked) for n in nodes], run)
        )

    def _node(self, type_: GraphQLNamedType, sets: Sets) -> Operator:
        """A node of the list, whose kind is known where the list has nodes of one kind."""
        return self._nodes.plan(self._nodes.selections.schema.type_map[self._far] if self._far else type_, sets)

    def _page_info(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Operator:
        name = nodes[0].name.value
        if name == "hasPreviousPage":
            return Literal("false")
        if name == "hasNextPage":
            return HasMore(self._rows)
        return End(self._rows, name == "endCursor", self._cursor())

    def _edge(self, type_: GraphQLObjectType, sets: Sets) -> Operator:
        """An item with what joins it."""
        return object_plan(self._nodes.selections, type_, sets, self._edge_field)

    def _edge_field(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Operator:
        name, sets = python_name(type_, nodes[0]), selection_sets(nodes)
        field = type_.fields[nodes[0].name.value]
        if name == "node":
            return self._node(get_named_type(field.type), sets)
        if name == "cursor":
            return self._cursor()
        if name == "evidence":
            return self._evidence(cast("GraphQLObjectType", get_named_type(field.type)), sets)
        if name == "at":
            return EndNode(source=True, item=self._nodes.plan(get_named_type(field.type), sets), counted=True)
        value = plan_stored_value(Record.EDGE, self._properties, name, field)
        return value if value is not None else self._computed(name, field.type, sets)

    def _evidence(self, type_: GraphQLObjectType, sets: Sets) -> Operator:
        return Literal("[]") if self._relation is None else evidence_plan(self._nodes.selections, type_, sets)

    def _computed(self, name: str, type_: Any, sets: Sets) -> Callback:
        """A property that is more than a value, or of one of several kinds."""
        writer, properties = self._nodes.values.output(type_, sets), self._nodes.graph.properties
        missing = () if isinstance(get_nullable_type(type_), GraphQLList) else None
        return Callback(
            name,
            Record.EDGE,
            lambda numbers, run: writer.write([properties(number).get(name, missing) for number in numbers], run),
        )

    def _cursor(self) -> Text:
        """The cursor of an item, as `schema.types.connection.encode_cursor` makes it of its key."""
        order = self._relation.order() if self._relation else default_order(self._kind)
        edge: Operator = EdgeKey() if self._relation else Literal("")
        rest = [item for term in order.then for item in (Literal(","), self._sorted_by(term))]
        texts = [
            Literal(f"[{json_string(order_signature(order))},"),
            self._sorted_by(order),
            Literal(","),
            Column.NAME,
            Literal(',"'),
            Column.CURIE,
        ]
        return Text((*texts, Literal('","'), edge, Literal('"'), *rest, Literal("]")), Base64Alphabet.URL)

    def _sorted_by(self, order: Order) -> Operator:
        if order.property == "name":
            return Column.NAME
        properties = self._properties if order.on_edge else ONTOLOGY.nodes[self._kind].properties
        place = [item.name for item in properties].index(order.property)
        return Value(Record.EDGE if order.on_edge else Record.NODE, order.property, place, {})


def simple_page_size(arguments: Mapping[str, Any]) -> int | None:
    """How many items are wanted, where nothing else is; None where the resolver must say."""
    given = {name: value for name, value in arguments.items() if value is not None}
    limit: int = given.pop("first", DEFAULT_FIRST)
    return limit if not given and 0 <= limit <= Limits.page else None
