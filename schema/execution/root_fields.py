"""From a valid operation to what writes its answer.

What the ontology declares is read from columns, by programs (see `schema.plan.node_planner`). Every other field
calls the resolver that the reference executor calls, or reads the attribute that it would read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
)
from graphql.type import is_leaf_type

from graph.machine.instructions import Record
from graph.model.ontology import NODE_KINDS, ONTOLOGY, NodeKind
from graph.storage.frozen_graph import FrozenGraph
from schema.execution.resolver_call import compile_resolver_call
from schema.execution.selection_program import SelectionProgram
from schema.execution.writers import (
    Attribute,
    Constant,
    Leaf,
    ListOf,
    NonNull,
    Nullable,
    ObjectOf,
    RecordWriter,
    Resolved,
)
from schema.plan.arguments import argument_parts, compile_arguments
from schema.plan.connection_planner import ConnectionPlanner, simple_page_size
from schema.plan.graph_edge_planner import edge_plan
from schema.plan.node_planner import NodePlanner
from schema.plan.operators import Object, Operator, Scan, VariableLimit
from schema.plan.protocols import Writer
from schema.plan.run_context import NotCompiledError, RunContext
from schema.plan.selection import Selections, Sets, python_name, selection_sets
from schema.plan.stored_values import json_string

_ABSTRACT, _EDGE = ("Node", "Coded", "Concept", "_Entity"), "GraphEdge"
_BY_CURIE = {"curie"}


class Root:
    """A field of the operation itself that its resolver answers."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def run(self, run: RunContext) -> bytes:
        """The JSON of the field."""
        return self.writer.write([None], run)[0]


class Lookup(Root):
    """The field that finds one node: by its CURIE from the columns, whatever else its resolver says.

    `variable` is the one that the CURIE is, if it is one.
    """

    def __init__(self, kind: str, curie: str, variable: str, program: SelectionProgram, writer: Writer) -> None:
        super().__init__(writer)
        self.kind, self.program = kind, program
        self._curie, self._variable, self._number = curie, variable, NODE_KINDS.index(kind)

    def run(self, run: RunContext) -> bytes:
        graph, curie = run.graph, run.variables.coerced.get(self._variable) if self._variable else self._curie
        number = graph.find(curie) if curie else None
        if number is None or graph.kinds[number] != self._number:
            return self.writer.write([None], run)[0]
        run.request.count(1, 1)
        return self.program.one(number, run)


class ScanKind(Root):
    """The field that lists the nodes of a kind, from its beginning."""

    def __init__(self, limit: VariableLimit, program: SelectionProgram, writer: Writer) -> None:
        super().__init__(writer)
        self.program, self._limit = program, limit

    def run(self, run: RunContext) -> bytes:
        return super().run(run) if self._limit.read(run) is None else self.program.one(0, run)


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans the selections of one operation."""

    selections: Selections
    graph: FrozenGraph

    def root(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Root:
        """A field of the operation itself."""
        name = nodes[0].name.value
        if name.startswith("__"):
            return Root(self._field(type_, nodes))
        declared = type_.fields[name]
        kind = declared.extensions["strawberry-definition"].metadata.get("declared")
        writer = self.resolved(declared, nodes)
        if not isinstance(kind, NodeKind):
            return Root(writer)
        if python_name(type_, nodes[0]) == kind.plural:
            arguments = compile_arguments(declared, nodes[0])
            limit = VariableLimit(lambda run: simple_page_size(arguments(run)))
            connection = cast("GraphQLObjectType", get_named_type(declared.type))
            return ScanKind(
                limit, self._program(lambda: self._scan(kind, limit, connection, selection_sets(nodes))), writer
            )
        type_of_kind = self.selections.schema.type_map[kind.name]
        program = self._program(lambda: NodePlanner(self).plan(type_of_kind, selection_sets(nodes)))
        parts = argument_parts(declared, nodes[0])
        if {*parts.constant, *parts.names()} != _BY_CURIE or parts.nested:
            return Root(writer)
        curie, variable = parts.constant.get("curie"), parts.variable.get("curie")
        return Lookup(kind.name, curie or "", variable or "", program, writer)

    def _scan(self, kind: NodeKind, limit: VariableLimit, type_: GraphQLObjectType, sets: Sets) -> Operator:
        rows = Scan(kind.name, limit)
        return Object(ConnectionPlanner(NodePlanner(self), rows, None, kind.name).plan(type_, sets).fields, [rows])

    def _program(self, plan: Callable[[], Operator], record: Record = Record.NODE) -> SelectionProgram:
        return SelectionProgram(self.graph, plan, record)

    def output(self, type_: GraphQLOutputType, sets: Sets) -> Writer:
        """Values of a type; null where they may be."""
        if isinstance(type_, GraphQLNonNull):
            return NonNull(self._some(type_.of_type, sets))
        return Nullable(self._some(type_, sets))

    def _some(self, type_: Any, sets: Sets) -> Writer:
        if isinstance(type_, GraphQLList):
            return ListOf(self.output(type_.of_type, sets))
        if is_leaf_type(type_):
            return Leaf(type_)
        name = getattr(type_, "name", "")
        if name in ONTOLOGY.nodes or name in _ABSTRACT:
            return RecordWriter(self._program(lambda: NodePlanner(self).plan(type_, sets)))
        if name == _EDGE:
            return RecordWriter(self._program(lambda: edge_plan(NodePlanner(self), type_, sets), Record.EDGE))
        if isinstance(type_, GraphQLObjectType):
            fields = self.selections.fields(type_, sets).items()
            return ObjectOf(type_.name, [(key, self._field(type_, nodes)) for key, nodes in fields])
        raise NotCompiledError

    def _field(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Writer:
        name = python_name(type_, nodes[0])
        if name == "__typename":
            return Constant(json_string(type_.name).encode())
        if name.startswith("__"):
            raise NotCompiledError
        declared = type_.fields[nodes[0].name.value]
        resolve: Any = declared.resolve
        if resolve._is_default:
            return Attribute(name, self.output(declared.type, selection_sets(nodes)))
        return self.resolved(declared, nodes)

    def resolved(self, declared: GraphQLField, nodes: Sequence[FieldNode]) -> Writer:
        """A field that its resolver answers."""

        def make() -> tuple[Callable[[Any, RunContext], Any], Writer]:
            call = compile_resolver_call(self.selections.schema, declared, nodes[0])
            return call, self.output(declared.type, selection_sets(nodes))

        return Resolved(nodes[0].name.value, make)
