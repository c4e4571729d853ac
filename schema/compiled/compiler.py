"""From a valid operation to closures that emit JSON.

What the ontology declares is read from the columns, for a whole frontier at a time (see `schema.compiled.nodes`).
Every other field calls the resolver that the reference executor calls, or reads the attribute that it would read.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

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

from graph.freeze import NODE_KINDS
from graph.frozen import FrozenGraph
from graph.model import Node
from graph.numbered import NumberedEdges, NumberedNodes
from graph.ontology import ONTOLOGY, NodeKind
from schema.compiled.arguments import arguments_of
from schema.compiled.call import call_of
from schema.compiled.connection import first_of, quoted
from schema.compiled.leaf import encoder
from schema.compiled.nodes import Emit, Nodes, WriteMany, later
from schema.compiled.run import NotCompiledError, Run
from schema.compiled.selection import Selections, Sets, python_name, sets_of
from schema.declare import read

if TYPE_CHECKING:
    from graph.machine.machine import Machine

Root = Callable[[Run], str]
"""The JSON of a field of the operation itself."""
_NULL = "null"
_INTERFACE = "Node"
_BY_CURIE = {"curie"}


class Compiler:
    """Compiles the selections of one operation."""

    def __init__(
        self, selections: Selections, graph: FrozenGraph, *, fragments: bool, machine: "Machine | None"
    ) -> None:
        self.selections, self.graph = selections, graph
        self.nodes = Nodes(self, fragments=fragments, machine=machine)

    def root(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Root:
        """A field of the operation itself."""
        name = nodes[0].name.value
        if name.startswith("__"):
            field = self._field(kind, nodes)
            return lambda run: field(None, run)
        declared = kind.fields[name]
        of = declared.extensions["strawberry-definition"].metadata.get("declared")
        asked = self._asked(declared, nodes)
        if not isinstance(of, NodeKind):
            return asked
        listed = python_name(kind, nodes[0]) == of.plural
        return self._all(of, declared, nodes, asked) if listed else self._one(of, declared, nodes, asked)

    def _asked(self, declared: GraphQLField, nodes: Sequence[FieldNode]) -> Root:
        """A field that its resolver answers."""
        emit = later(lambda: self.output(declared.type, sets_of(nodes)))
        call = call_of(self.selections.schema, declared, nodes[0])

        return lambda run: emit(call(None, run), run)

    def _one(self, kind: NodeKind, declared: GraphQLField, nodes: Sequence[FieldNode], asked: Root) -> Root:
        """The field that finds one node: by its CURIE from the columns, whatever else its resolver says."""
        arguments = arguments_of(declared, nodes[0])
        write = self.nodes.function(self.selections.schema.type_map[kind.name], sets_of(nodes))
        find, kinds, wanted = self.graph.find, self.graph.kinds, NODE_KINDS.index(kind.name)

        def found(run: Run) -> str:
            given = arguments(run)
            number = find(given["curie"]) if given.keys() == _BY_CURIE and given["curie"] else None
            if number is None or kinds[number] != wanted:
                return asked(run)
            run.request.meet()
            return write(number, run)

        return found

    def _all(self, kind: NodeKind, declared: GraphQLField, nodes: Sequence[FieldNode], asked: Root) -> Root:
        """The field that lists the nodes of a kind; `n` is how many."""
        arguments = arguments_of(declared, nodes[0])
        connection = cast("GraphQLObjectType", get_named_type(declared.type))
        write = self.nodes.all(kind.name, connection, sets_of(nodes))

        def listed(run: Run) -> str:
            limit = first_of(arguments(run))
            return asked(run) if limit is None else write(limit, run)

        return listed

    def output(self, kind: GraphQLOutputType, sets: Sets) -> Emit:
        """A value of a type; null where it may be."""
        if isinstance(kind, GraphQLNonNull):
            return _present(self._some(kind.of_type, sets))
        emit = self._some(kind, sets)
        return lambda value, run: _NULL if value is None else emit(value, run)

    def _some(self, kind: Any, sets: Sets) -> Emit:
        if isinstance(kind, GraphQLList):
            return self._list(kind.of_type, sets)
        if is_leaf_type(kind):
            encode = encoder(kind)
            return lambda value, run: encode(value)
        if _is_node(kind):
            write = self.nodes.function(kind, sets)
            return lambda value, run: write(_number(value, run), run)
        if isinstance(kind, GraphQLObjectType):
            return self._object(kind, sets)
        raise NotCompiledError

    def _list(self, kind: GraphQLOutputType, sets: Sets) -> Emit:
        inner: Any = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(kind, GraphQLNonNull) and _is_node(inner):
            other = later(lambda: self.output(kind, sets))
            return _numbered(NumberedNodes, self.nodes.list(inner, sets), other)
        if getattr(inner, "name", "") == "GraphEdge":
            other = later(lambda: self.output(kind, sets))
            return _numbered(NumberedEdges, self.nodes.edges(inner, sets), other)
        item = self.output(kind, sets)
        return lambda value, run: f"[{','.join([item(one, run) for one in value])}]"

    def _object(self, kind: GraphQLObjectType, sets: Sets) -> Emit:
        fields = [(key, self._field(kind, nodes)) for key, nodes in self.selections.fields(kind, sets).items()]
        keyed = [(f"{',' if place else ''}{quoted(key)}:", emit) for place, (key, emit) in enumerate(fields)]
        return lambda value, run: "{" + "".join([key + emit(value, run) for key, emit in keyed]) + "}"

    def _field(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Emit:
        name = python_name(kind, nodes[0])
        if name == "__typename":
            text = quoted(kind.name)
            return lambda value, run: text
        if name.startswith("__"):
            raise NotCompiledError
        declared = kind.fields[nodes[0].name.value]
        resolve: Any = declared.resolve
        if resolve._is_default:
            emit = self.output(declared.type, sets_of(nodes))
            return lambda value, run: emit(read(value, name), run)
        return self.resolved(declared, nodes)

    def resolved(self, declared: GraphQLField, nodes: Sequence[FieldNode]) -> Emit:
        """A field that its resolver answers."""
        emit = self.output(declared.type, sets_of(nodes))
        call = call_of(self.selections.schema, declared, nodes[0])

        return lambda value, run: emit(call(value, run), run)


def _is_node(kind: GraphQLOutputType) -> bool:
    name = getattr(kind, "name", "")
    return name in ONTOLOGY.nodes or name == _INTERFACE


def _number(value: Node | int, run: Run) -> int:
    """The number of a node in the columns."""
    if isinstance(value, int):
        return value
    number = value.place if value.place >= 0 else run.graph.find(value.curie)
    if number is None:
        raise NotCompiledError
    return number


def _numbered(kind: type[NumberedNodes | NumberedEdges], write: WriteMany, item: Emit) -> Emit:
    """A list of nodes or of edges: of those that are numbers, none is decoded."""

    def emit(value: Any, run: Run) -> str:
        if isinstance(value, kind) and value.graph is run.graph:
            return f"[{write(value.numbers, run)}]"
        return f"[{','.join([item(one, run) for one in value])}]"

    return emit


def _present(emit: Emit) -> Emit:
    def present(value: Any, run: Run) -> str:
        if value is None:  # Null where nothing may be null: the reference executor says so.
            raise NotCompiledError
        return emit(value, run)

    return present
