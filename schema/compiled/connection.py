"""Planning connections: the first page of a relation, or of all nodes of a kind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

import orjson
from graphql import (
    FieldNode,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    get_nullable_type,
)

from graph.frozen import FrozenGraph
from graph.ontology import ONTOLOGY
from graph.store import Direction, Order
from graph.store.key import key_of
from graph.store.store import link_of
from schema.compiled.plan import Called, Count, Ending, Items, More, Of, Plan, Rows, Stored, object_of
from schema.compiled.record import others, stored
from schema.compiled.run import Run
from schema.compiled.selection import Selections, Sets, python_name, sets_of
from schema.connection import DEFAULT_FIRST, MAX_FIRST, encode_cursor
from schema.relation import Relation


class Around(Protocol):
    """What plans the nodes of a connection, and compiles what of its edges is not read from columns."""

    selections: Selections
    graph: FrozenGraph

    def plan(self, kind: GraphQLNamedType, sets: Sets) -> Plan: ...

    def output(self, kind: GraphQLOutputType, sets: Sets) -> Callable[[Any, Run], str]: ...


class Connection:
    """Plans what is selected of a connection; `relation` is None for a list of all nodes of a kind."""

    def __init__(self, around: Around, row: Rows, relation: Relation | None) -> None:
        self._around, self._row, self._relation = around, row, relation
        kinds = relation.kinds() if relation else ()
        self._stored = stored(ONTOLOGY.edges[kinds[0]].properties) if len(kinds) == 1 else {}

    def plan(self, kind: GraphQLObjectType, sets: Sets) -> Plan:
        """The connection."""
        fields = self._around.selections.fields(kind, sets)
        return object_of([(key, self._field(kind, nodes)) for key, nodes in fields.items()])

    def _field(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Plan:
        name, sets = nodes[0].name.value, sets_of(nodes)
        if name == "__typename":
            return (quoted(kind.name),)
        if name == "totalCount":
            return (Count(self._row),)
        inner = cast("GraphQLObjectType", get_named_type(kind.fields[name].type))
        if name == "pageInfo":
            return self._page_info(inner, sets)
        item = self._around.plan(inner, sets) if name == "nodes" else self._edge(inner, sets)
        return "[", Items(self._row, item), "]"

    def _edge(self, kind: GraphQLObjectType, sets: Sets) -> Plan:
        """An item with what joins it."""
        fields = self._around.selections.fields(kind, sets)
        return object_of([(key, self._edge_field(kind, nodes)) for key, nodes in fields.items()])

    def _edge_field(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Plan:
        name, sets = python_name(kind, nodes[0]), sets_of(nodes)
        if name == "__typename":
            return (quoted(kind.name),)
        declared = kind.fields[nodes[0].name.value].type
        if name == "node":
            return self._around.plan(get_named_type(declared), sets)
        if name in self._stored:
            return (Stored(self._stored[name], Of.EDGE, others(declared)),)
        return (self._answered(name, declared, sets),)

    def _answered(self, name: str, declared: GraphQLOutputType, sets: Sets) -> Called:
        """What is not read from columns."""
        if name == "cursor":
            cursor = self._cursor()
            return Called(lambda number, run: cursor(number), Of.EDGE if self._relation else Of.NODE)
        graph, emit = self._around.graph, self._around.output(declared, sets)
        if name == "evidence":
            return Called(lambda number, run: emit(graph.evidence(number), run), Of.EDGE)
        # A property that is more than a value, or of one of several kinds.
        missing = () if isinstance(get_nullable_type(declared), GraphQLList) else None
        return Called(lambda number, run: emit(graph.properties(number).get(name, missing), run), Of.EDGE)

    def _page_info(self, kind: GraphQLObjectType, sets: Sets) -> Plan:
        fields = self._around.selections.fields(kind, sets)
        return object_of([(key, self._page_info_field(kind, nodes[0].name.value)) for key, nodes in fields.items()])

    def _page_info_field(self, kind: GraphQLObjectType, name: str) -> Plan:
        if name == "__typename":
            return (quoted(kind.name),)
        if name == "hasPreviousPage":
            return ("false",)
        if name == "hasNextPage":
            return (More(self._row),)
        return (Ending(self._row, name == "endCursor", self._cursor()),)

    def _cursor(self) -> Callable[[int], str]:
        """The cursor of an item, by the number of its edge, or of its node where there are no edges."""
        graph, relation = self._around.graph, self._relation
        if relation is None:
            order = Order()
            return lambda node: quoted(encode_cursor(key_of(order, graph.node(node)), order))
        order, out = relation.order(), relation.direction is Direction.OUT
        return lambda edge: quoted(encode_cursor(link_of(graph, edge, order, out=out).key, order))


def quoted(text: str) -> str:
    """A text as JSON."""
    return orjson.dumps(text).decode()


def first_of(arguments: Mapping[str, Any]) -> int | None:
    """How many items are wanted, where nothing else is; None where the resolver must say."""
    given = {name: value for name, value in arguments.items() if value is not None}
    limit: int = given.pop("first", DEFAULT_FIRST)
    return limit if not given and 0 <= limit <= MAX_FIRST else None
