"""Planning nodes: their properties from the columns, their relations followed; and the functions that write them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from graphql import FieldNode, GraphQLField, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType, get_named_type
from graphql.execution.values import get_argument_values
from strawberry.relay.utils import to_base64

from graph.freeze import EDGE_KINDS, NODE_KINDS
from graph.frozen import FrozenGraph
from graph.ontology import ONTOLOGY
from graph.store import Direction
from schema.compiled import native, python
from schema.compiled.arguments import arguments_of
from schema.compiled.connection import Connection, first_of, quoted
from schema.compiled.edges import edge_plan
from schema.compiled.fragments import remembered
from schema.compiled.native import NotNativeError
from schema.compiled.plan import (
    All,
    Called,
    Choice,
    Find,
    Given,
    Items,
    Limit,
    Of,
    Own,
    Part,
    Plan,
    Row,
    Said,
    Stored,
    object_of,
)
from schema.compiled.record import others, stored
from schema.compiled.run import Run
from schema.compiled.selection import Selections, Sets, python_name, sets_of, variables_of
from schema.relation import Relation

if TYPE_CHECKING:
    from graph.machine.machine import Machine

Emit = Callable[[Any, Run], str]
Fields = Mapping[str, Sequence[FieldNode]]
Write = Callable[[int, Run], str]
"""Writes a node, by its number."""
WriteMany = Callable[[Sequence[int], Run], str]
"""Writes some of them."""
_IDENTITY = {"curie", "name", "code", "kind", "__typename"}
"""What each kind of node has, and shows in the same way."""
_OWN: Mapping[str, Plan] = {"curie": ('"', Own.CURIE, '"'), "code": ('"', Own.CODE, '"'), "name": (Own.NAME,)}
_NESTING = 12
"""Rows in each other in one function; Python allows twenty loops."""


class Values(Protocol):
    """What compiles values that are not read from columns, and makes functions of plans."""

    selections: Selections
    graph: FrozenGraph

    def resolved(self, declared: GraphQLField, nodes: Sequence[FieldNode]) -> Emit: ...

    def output(self, kind: GraphQLOutputType, sets: Sets) -> Emit: ...


def later(compiled: Callable[[], Emit]) -> Emit:
    """The same, compiled when it is needed: most of what would be compiled for the other case is not."""
    known: list[Emit] = []

    def emit(value: Any, run: Run) -> str:
        if not known:
            known.append(compiled())
        return known[0](value, run)

    return emit


class Nodes:
    """Compiles selections of nodes; with `fragments`, what has relations is remembered."""

    def __init__(self, values: Values, *, fragments: bool, machine: "Machine | None" = None) -> None:
        self._values, self._fragments, self._machine = values, fragments, machine
        self.selections, self.graph, self.output = values.selections, values.graph, values.output
        self._nesting, self._whole = 0, False

    def function(self, kind: GraphQLNamedType, sets: Sets) -> Write:
        """The function that writes a node of a kind, or of any."""
        if not isinstance(kind, GraphQLObjectType):
            return self._of_any_kind(sets)
        write = self._function(lambda: self._object(kind, sets))
        return remembered(write) if self._is_remembered(kind, sets) else write

    def list(self, kind: GraphQLNamedType, sets: Sets) -> WriteMany:
        """The function that writes a list of nodes, without its brackets."""
        return self._function(lambda: (Items(Given(Of.NODE), self.plan(kind, sets)),))

    def edges(self, kind: GraphQLObjectType, sets: Sets) -> WriteMany:
        """The function that writes a list of edges, without its brackets."""
        return self._function(lambda: (Items(Given(Of.EDGE), edge_plan(self, kind, sets)),))

    def all(self, kind: str, connection: GraphQLObjectType, sets: Sets) -> Callable[[int, Run], str]:
        """The function that writes the first nodes of a kind; how many is what it is called with."""
        row = All(kind)
        return self._function(lambda: (Find((row,)), *Connection(self, row, None).plan(connection, sets)))

    def _function(self, plan: Callable[[], Plan]) -> Callable[[Any, Run], str]:
        outside = self._nesting, self._whole
        try:
            return self._native(self._machine, plan) if self._machine else self._python(plan)
        except NotNativeError:
            return self._python(plan)
        finally:
            self._nesting, self._whole = outside

    def _native(self, machine: "Machine", plan: Callable[[], Plan]) -> Callable[[Any, Run], str]:
        """What runs as instructions is remembered as a whole: they write faster than Python remembers parts of it.

        Raises:
            NotNativeError: there are no instructions for it.
        """
        self._nesting, self._whole = 0, True
        return native.function_of(machine, self.graph, plan(), lambda: self._python(plan))

    def _python(self, plan: Callable[[], Plan]) -> Callable[[Any, Run], str]:
        self._nesting, self._whole = 0, False
        return python.function_of(self.graph, plan())

    def plan(self, kind: GraphQLNamedType, sets: Sets) -> Plan:
        """A node that is one of several."""
        if not isinstance(kind, GraphQLObjectType) and (same := self._same_for_all(kind, sets)):
            return same
        if isinstance(kind, GraphQLObjectType) and self._nesting < _NESTING and not self._is_remembered(kind, sets):
            return self._object(kind, sets)
        return (Called(self.function(kind, sets), Of.NODE),)

    def _is_remembered(self, kind: GraphQLObjectType, sets: Sets) -> bool:
        """Whether it is worth it: a node with more than what is stored of itself, whatever the variables are."""
        if not self._fragments or self._whole or self.selections.vary(sets):
            return False
        fields = self.selections.fields(kind, sets).values()
        return any(nodes[0].selection_set is not None for nodes in fields)

    def _same_for_all(self, kind: GraphQLNamedType, sets: Sets) -> Plan | None:
        """A node of any kind, where what is asked for is written alike for all kinds; None where it is not."""
        types = self.selections.schema.type_map
        kinds = [cast("GraphQLObjectType", types[name]) for name in NODE_KINDS]
        first, *rest = [self.selections.fields(known, sets) for known in kinds]
        names = {key: nodes[0].name.value for key, nodes in first.items()}
        if not set(names.values()) <= _IDENTITY or any(list(other) != list(first) for other in rest):
            return None
        if any(other[key][0].name.value != name for other in rest for key, name in names.items()):
            return None

        def field(name: str) -> Plan:
            return _OWN.get(name) or (Said(tuple(_kind_text(known, name) for known in kinds), Of.NODE),)

        return object_of([(key, field(name)) for key, name in names.items()])

    def _of_any_kind(self, sets: Sets) -> Write:
        """Nodes of several kinds, compiled for each kind when it is met."""
        known: dict[int, Write] = {}
        kinds = self.graph.kinds

        def write(number: int, run: Run) -> str:
            kind = kinds[number]
            if kind not in known:
                known[kind] = self.function(self.selections.schema.type_map[NODE_KINDS[kind]], sets)
            return known[kind](number, run)

        return write

    def _object(self, kind: GraphQLObjectType, sets: Sets) -> Plan:
        fields = self.selections.fields(kind, sets)
        rows = self._rows(kind, fields)
        written = object_of([(key, self._field(kind, nodes, rows.get(key))) for key, nodes in fields.items()])
        return (Find(tuple(rows.values())), *written) if rows else written

    def _rows(self, kind: GraphQLObjectType, fields: Fields) -> Mapping[str, Row]:
        """The rows of all relations of which nothing but the beginning is asked for."""
        found: dict[str, Row] = {}
        for key, nodes in fields.items():
            relation = _relation(kind, nodes[0])
            if relation and not variables_of(nodes[0]):
                limit = first_of(get_argument_values(kind.fields[nodes[0].name.value], nodes[0]))
                if limit is not None:
                    found[key] = _row(relation, limit)
        return found

    def _field(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode], row: Row | None) -> Plan:
        name, places = python_name(kind, nodes[0]), stored(ONTOLOGY.nodes[kind.name].properties)
        if name in places:
            return (Stored(places[name], Of.NODE, others(kind.fields[nodes[0].name.value].type)),)
        if name in ("kind", "__typename"):
            return (_kind_text(kind, name),)
        if row is not None:
            return self._connection(kind, nodes, row)
        if name == "id":
            curies, typed = self.graph.curies, kind.name
            return '"', Called(lambda number, run: to_base64(typed, curies[number]), Of.NODE), '"'
        return _OWN.get(name) or (self._computed(kind, nodes),)

    def _connection(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode], row: Row) -> Plan:
        declared: Any = get_named_type(kind.fields[nodes[0].name.value].type)
        self._nesting += 1
        planned = Connection(self, row, _relation(kind, nodes[0])).plan(declared, sets_of(nodes))
        self._nesting -= 1
        return planned

    def _computed(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Part:
        """A field that its resolver answers, or a relation whose variables say whether it must."""
        declared = kind.fields[nodes[0].name.value]
        answer, node_of = later(lambda: self._values.resolved(declared, nodes)), self.graph.node
        other = Called(lambda number, run: answer(node_of(number), run), Of.NODE)
        relation = _relation(kind, nodes[0])
        if relation is None or not variables_of(nodes[0]):
            return other
        arguments = arguments_of(declared, nodes[0])
        limit = Limit(lambda run: first_of(arguments(run)))
        row = _row(relation, limit)
        return Choice(row, limit, self._connection(kind, nodes, row), other)


def _row(relation: Relation, limit: int | Limit) -> Row:
    kinds = relation.kinds()
    numbers = tuple(EDGE_KINDS.index(kind) for kind in kinds)
    return Row(numbers, relation.direction is Direction.OUT, limit, len(ONTOLOGY.edges[kinds[0]].properties))


def _kind_text(kind: GraphQLObjectType, name: str) -> str:
    """The kind of a node as it is said: by GraphQL, or by the enum of kinds."""
    enum: Any = get_named_type(kind.fields["kind"].type)
    return quoted(kind.name if name == "__typename" else enum.serialize(kind.name))


def _relation(kind: GraphQLObjectType, node: FieldNode) -> Relation | None:
    """The relation of a field, where its rows can be read."""
    declared = kind.fields.get(node.name.value)
    relation = declared.extensions["strawberry-definition"].metadata.get("declared") if declared else None
    return relation if isinstance(relation, Relation) and relation.direction is not Direction.BOTH else None
