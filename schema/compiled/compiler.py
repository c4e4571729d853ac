"""From a valid operation to closures that emit JSON.

Every field calls the resolver that the reference executor calls, or reads the attribute that it would read; relations
that the ontology declares are read from the columns (see `schema.compiled.relation`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import isawaitable
from operator import attrgetter
from typing import Any

import orjson
from graphql import (
    FieldNode,
    GraphQLAbstractType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    SelectionSetNode,
    Visitor,
    visit,
)
from graphql.execution.values import get_argument_values
from graphql.type import is_leaf_type

from graph.ontology import ONTOLOGY, PropertyType
from schema.compiled import relation as relations
from schema.compiled.leaf import encoder
from schema.compiled.run import NotCompiledError, Run, finished
from schema.compiled.selection import Selections
from schema.declare import read
from schema.relation import Relation

Emit = Callable[[Any, Run], bytes]
Sets = Sequence[SelectionSetNode | None]
Arguments = Callable[[Run], Mapping[str, Any]]
_NULL = b"null"
_LISTS = (PropertyType.STRINGS, PropertyType.REASONS)


class Compiler:
    """Compiles the selections of one operation."""

    def __init__(self, selections: Selections) -> None:
        self.selections = selections

    def root(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Callable[[Run], Any]:
        """A field of the operation itself: its resolver may wait for others, what lies below does not."""
        name = nodes[0].name.value
        if name.startswith("__"):
            field = self._field(kind, nodes)
            return lambda run: field(None, run)
        declared = kind.fields[name]
        emit = self.output(declared.type, sets_of(nodes))
        resolve: Any = declared.resolve
        arguments = arguments_of(declared, nodes[0])

        async def resolved(run: Run) -> bytes:
            result = resolve(None, run.info, **arguments(run))
            return emit(await result if isawaitable(result) else result, run)

        return resolved

    def output(self, kind: GraphQLOutputType, sets: Sets) -> Emit:
        """A value of a type; null where it may be."""
        if isinstance(kind, GraphQLNonNull):
            return _present(self._some(kind.of_type, sets))
        emit = self._some(kind, sets)
        return lambda value, run: _NULL if value is None else emit(value, run)

    def _some(self, kind: Any, sets: Sets) -> Emit:
        if isinstance(kind, GraphQLList):
            item = self.output(kind.of_type, sets)
            return lambda value, run: b"[" + b",".join([item(one, run) for one in value]) + b"]"
        if is_leaf_type(kind):
            encode = encoder(kind)
            return lambda value, run: encode(value)
        if isinstance(kind, GraphQLObjectType):
            return self._object(kind, sets)
        return self._abstract(kind, sets)

    def _object(self, kind: GraphQLObjectType, sets: Sets) -> Emit:
        fields = [(key, self._field(kind, nodes)) for key, nodes in self.selections.fields(kind, sets).items()]
        template, emits = template_of(key for key, _ in fields), [emit for _, emit in fields]
        return lambda value, run: template % tuple([emit(value, run) for emit in emits])

    def _abstract(self, kind: GraphQLAbstractType, sets: Sets) -> Emit:
        """A node of any kind: compiled for each kind when one is met."""
        known: dict[str, Emit] = {}

        def emit(value: Any, run: Run) -> bytes:
            found = known.get(value.kind)
            if found is None:
                concrete = self.selections.schema.type_map[value.kind]
                if not isinstance(concrete, GraphQLObjectType):
                    raise NotCompiledError
                found = known[value.kind] = self._object(concrete, sets)
            return found(value, run)

        return emit

    def _field(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Emit:
        name = nodes[0].name.value
        if name == "__typename":
            text = orjson.dumps(kind.name)
            return lambda value, run: text
        if name.startswith("__"):
            raise NotCompiledError
        declared = kind.fields[name]
        emit = self.output(declared.type, sets_of(nodes))
        own = declared.extensions["strawberry-definition"]
        resolve: Any = declared.resolve
        if resolve._is_default:
            return _attribute(kind, own.python_name, emit)
        arguments = arguments_of(declared, nodes[0])

        def resolved(value: Any, run: Run) -> bytes:
            result = resolve(value, run.info, **arguments(run))
            return emit(finished(result) if isawaitable(result) else result, run)

        relation = own.metadata.get("declared")
        if isinstance(relation, Relation):
            return self._relation(relation, declared, nodes, arguments, resolved)
        return resolved

    def _relation(
        self, relation: Relation, declared: GraphQLField, nodes: Sequence[FieldNode], arguments: Arguments, other: Emit
    ) -> Emit:
        """A relation read from the columns; where more is asked than a page of a row, what its resolver says."""
        connection = relations.object_of(declared.type)
        parts: list[tuple[str, relations.Part]] = []
        for key, found in self.selections.fields(connection, sets_of(nodes)).items():
            name = found[0].name.value
            if name == "totalCount":
                parts.append((key, relations.total))
            elif name == "nodes":
                item = self.output(relations.item_of(connection.fields[name].type), sets_of(found))
                parts.append((key, relations.nodes(item)))
            elif name == "edges":
                edge = relations.object_of(connection.fields[name].type)
                fields = self._edge_fields(edge, sets_of(found))
                if fields is None:
                    return other
                parts.append((key, relations.edges(template_of(key for key, _, _ in fields), fields)))
            else:
                return other
        return relations.page(relation, template_of(key for key, _ in parts), parts, arguments, other)

    def _edge_fields(self, kind: GraphQLObjectType, sets: Sets) -> list[tuple[str, str, Emit]] | None:
        """Key, name and emitter of the fields of an edge; None where a cursor is asked for."""
        fields = []
        for key, nodes in self.selections.fields(kind, sets).items():
            name = nodes[0].name.value
            if name == "cursor" or name.startswith("__"):
                return None
            declared = kind.fields[name]
            emit = self.output(declared.type, sets_of(nodes))
            fields.append((key, declared.extensions["strawberry-definition"].python_name, emit))
        return fields


def template_of(keys: Iterable[str]) -> bytes:
    """A JSON object with a gap for each value."""
    return b"{" + b",".join(orjson.dumps(key).replace(b"%", b"%%") + b":%b" for key in keys) + b"}"


def sets_of(nodes: Iterable[FieldNode]) -> Sets:
    return [node.selection_set for node in nodes]


def arguments_of(declared: GraphQLField, node: FieldNode) -> Arguments:
    """The arguments of a field; those without variables are read once."""
    if not _has_variables(node):
        constant = get_argument_values(declared, node)
        return lambda run: constant
    return lambda run: get_argument_values(declared, node, run.variables)


def _attribute(kind: GraphQLObjectType, name: str, emit: Emit) -> Emit:
    """A field that is an attribute of its value, or a property of a node."""
    node_kind = ONTOLOGY.nodes.get(kind.name)
    if node_kind is None:
        return lambda value, run: emit(read(value, name), run)
    if name == "kind":
        return lambda value, run: emit(kind.name, run)
    if name in ("name", "curie"):
        get = attrgetter(name)
        return lambda value, run: emit(get(value), run)
    missing = () if any(one.name == name and one.type in _LISTS for one in node_kind.properties) else None
    return lambda value, run: emit(value.properties.get(name, missing), run)


def _present(emit: Emit) -> Emit:
    def present(value: Any, run: Run) -> bytes:
        if value is None:  # Null where nothing may be null: the reference executor says so.
            raise NotCompiledError
        return emit(value, run)

    return present


def _has_variables(node: FieldNode) -> bool:
    class Look(Visitor):
        found = False

        def enter_variable(self, *_: Any) -> None:
            self.found = True

    look = Look()
    for argument in node.arguments or ():
        visit(argument, look)
    return look.found
