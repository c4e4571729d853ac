"""From a valid operation to closures that emit JSON.

What the ontology declares is read from the columns, for a whole frontier at a time (see `schema.compiled.nodes`).
Every other field calls the resolver that the reference executor calls, or reads the attribute that it would read.
"""

from collections.abc import Callable, Sequence
from inspect import isawaitable
from typing import Any

import orjson
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
)
from graphql.type import is_leaf_type

from graph.freeze import NODE_KINDS
from graph.model import Node
from graph.numbered import NumberedEdges, NumberedNodes
from graph.ontology import ONTOLOGY, NodeKind
from schema.compiled.arguments import arguments_of
from schema.compiled.cells import Numbers, Rows
from schema.compiled.cells import rows as rows_of
from schema.compiled.edges import Edges
from schema.compiled.leaf import encoder
from schema.compiled.nodes import Emit, Nodes
from schema.compiled.page import listing
from schema.compiled.relation import Connection, first_of, object_of
from schema.compiled.run import NotCompiledError, Run, finished
from schema.compiled.selection import Selections, Sets, python_name, sets_of
from schema.declare import read

Root = Callable[[Run], Any]
"""The JSON of a field of the operation itself; it may have to be waited for."""
_NULL = b"null"
_INTERFACE = "Node"
_BY_CURIE = {"curie"}


class Compiler:
    """Compiles the selections of one operation."""

    def __init__(self, selections: Selections) -> None:
        self.selections = selections
        self.nodes = Nodes(self)

    def root(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Root:
        """A field of the operation itself: its resolver may wait for others, what lies below does not."""
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
        emit = self.output(declared.type, sets_of(nodes))
        resolve: Any = declared.resolve
        arguments = arguments_of(declared, nodes[0])

        def resolved(run: Run) -> Any:
            result = resolve(None, run.info, **arguments(run))
            return _awaited(result, emit, run) if isawaitable(result) else emit(result, run)

        return resolved

    def _one(self, kind: NodeKind, declared: GraphQLField, nodes: Sequence[FieldNode], asked: Root) -> Root:
        """The field that finds one node: by its CURIE from the columns, whatever else its resolver says."""
        arguments = arguments_of(declared, nodes[0])
        node_type = self.selections.schema.type_map[kind.name]
        text = self.nodes.rows(node_type, sets_of(nodes))

        def found(run: Run) -> Any:
            given = arguments(run)
            number = run.graph.find(given["curie"]) if given.keys() == _BY_CURIE and given["curie"] else None
            if number is None or NODE_KINDS[run.graph.kinds[number]] != kind.name:
                return asked(run)
            run.request.spend(1)
            run.request.look_at(1)
            return text((number,), run)[0]

        return found

    def _all(self, kind: NodeKind, declared: GraphQLField, nodes: Sequence[FieldNode], asked: Root) -> Root:
        """The field that lists the nodes of a kind."""
        arguments = arguments_of(declared, nodes[0])
        try:
            page = Connection(self.nodes, object_of(declared.type), None).cell(sets_of(nodes))
        except NotCompiledError:
            return asked
        text, page_of = rows_of(page), listing(kind.name)

        def listed(run: Run) -> Any:
            limit = first_of(arguments(run))
            return asked(run) if limit is None else text(page_of((0,), limit, run), run)[0]

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
            text = self.nodes.rows(kind, sets)
            return lambda value, run: text((_number(value, run),), run)[0]
        if isinstance(kind, GraphQLObjectType):
            return self._object(kind, sets)
        raise NotCompiledError

    def _list(self, kind: GraphQLOutputType, sets: Sets) -> Emit:
        inner: Any = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(kind, GraphQLNonNull) and _is_node(inner):
            return _nodes(self.nodes.rows(inner, sets))
        if getattr(inner, "name", "") == "GraphEdge":
            return self._edges(inner, sets)
        item = self.output(kind, sets)
        return lambda value, run: b"[" + b",".join([item(one, run) for one in value]) + b"]"

    def _edges(self, kind: GraphQLObjectType, sets: Sets) -> Emit:
        """Edges of the property graph, with their ends."""
        item = self._object(kind, sets)
        text = rows_of(Edges(self.nodes).cell(kind, sets))

        def emit(value: Any, run: Run) -> bytes:
            if isinstance(value, NumberedEdges) and value.graph is run.graph:
                return b"[" + b",".join(text(value.numbers, run)) + b"]"
            return b"[" + b",".join([item(one, run) for one in value]) + b"]"

        return emit

    def _object(self, kind: GraphQLObjectType, sets: Sets) -> Emit:
        fields = [(key, self._field(kind, nodes)) for key, nodes in self.selections.fields(kind, sets).items()]
        template = b",".join(orjson.dumps(key).replace(b"%", b"%%") + b":%b" for key, _ in fields)
        fill, emits = (b"{" + template + b"}").__mod__, [emit for _, emit in fields]
        return lambda value, run: fill(tuple([emit(value, run) for emit in emits]))

    def _field(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Emit:
        name = python_name(kind, nodes[0])
        if name == "__typename":
            text = orjson.dumps(kind.name)
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
        resolve: Any = declared.resolve
        arguments = arguments_of(declared, nodes[0])

        def answered(value: Any, run: Run) -> bytes:
            result = resolve(value, run.info, **arguments(run))
            return emit(finished(result) if isawaitable(result) else result, run)

        return answered


async def _awaited(result: Any, emit: Emit, run: Run) -> bytes:
    return emit(await result, run)


def _is_node(kind: GraphQLOutputType) -> bool:
    name = getattr(kind, "name", "")
    return name in ONTOLOGY.nodes or name == _INTERFACE


def _number(value: Node, run: Run) -> int:
    """The number of a node in the columns."""
    number = value.place if value.place >= 0 else run.graph.find(value.curie)
    if number is None:
        raise NotCompiledError
    return number


def _nodes(text: Rows[Numbers]) -> Emit:
    """A list of nodes, read together."""

    def emit(value: Any, run: Run) -> bytes:
        known = isinstance(value, NumberedNodes) and value.graph is run.graph
        numbers = value.numbers if known else [_number(node, run) for node in value]
        return b"[" + b",".join(text(numbers, run)) + b"]"

    return emit


def _present(emit: Emit) -> Emit:
    def present(value: Any, run: Run) -> bytes:
        if value is None:  # Null where nothing may be null: the reference executor says so.
            raise NotCompiledError
        return emit(value, run)

    return present
