"""Plans of nodes: their properties from columns, their relations followed."""

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLAbstractType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
)
from graphql.execution.values import get_argument_values

from graph.machine.instructions import Record
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.store import Direction
from schema.plan.arguments import compile_arguments
from schema.plan.connection_planner import ConnectionPlanner, simple_page_size
from schema.plan.operators import (
    Base64Alphabet,
    Callback,
    Column,
    CompiledOrResolved,
    Expand,
    Kind,
    Literal,
    Object,
    Operator,
    Switch,
    Text,
    VariableLimit,
)
from schema.plan.protocols import ValuePlanner
from schema.plan.selection import Sets, python_name, selection_sets, variables_of
from schema.plan.stored_values import json_string, plan_stored_value
from schema.types.edge_fields import DirectedEdgeKind

Fields = Mapping[str, Sequence[FieldNode]]
_COLUMNS: Mapping[str, Operator] = {
    "curie": Text((Column.CURIE,)),
    "name": Column.NAME,
}
_OF_ANY_KIND = {*_COLUMNS, "id", "kind", "__typename"}
"""What each kind of node has, and shows in the same way."""


class NodePlanner:
    """Plans selections of nodes."""

    def __init__(self, values: ValuePlanner) -> None:
        self.values, self.selections, self.graph = values, values.selections, values.graph

    def plan(self, type_: GraphQLNamedType, sets: Sets) -> Operator:
        """A node of a kind, or of any."""
        if isinstance(type_, GraphQLObjectType):
            return self._object(type_, sets)
        return self._of_any_kind(cast("GraphQLAbstractType", type_), sets)

    def _of_any_kind(self, interface: GraphQLAbstractType, sets: Sets) -> Operator:
        """A node whose kind is known when it is met; what is written alike for several kinds is planned once."""
        types = [cast("GraphQLObjectType", self.selections.schema.type_map[name]) for name in NODE_KINDS]
        possible = [self.selections.schema.is_sub_type(interface, type_) for type_ in types]
        cases, alike = list[Operator](), dict[tuple[tuple[str, str], ...], Operator]()
        for type_ in compress(types, possible):
            fields = self.selections.fields(type_, sets).items()
            names = tuple((key, nodes[0].name.value) for key, nodes in fields)
            if not {name for _, name in names} <= _OF_ANY_KIND:
                cases.append(self._object(type_, sets))
            elif names in alike:
                cases.append(alike[names])
            else:
                alike[names] = Object([(key, _of_any(types, name)) for key, name in names])
                cases.append(alike[names])
        if all(case is cases[0] for case in cases):
            return cases[0]
        found = iter(cases)
        return Switch([next(found) if is_possible else cases[0] for is_possible in possible])  # The others never come.

    def _object(self, type_: GraphQLObjectType, sets: Sets) -> Operator:
        fields = self.selections.fields(type_, sets)
        rows = self._rows(type_, fields)
        written = [(key, self._field(type_, nodes, rows.get(key))) for key, nodes in fields.items()]
        return Object(written, list(rows.values()))

    def _rows(self, type_: GraphQLObjectType, fields: Fields) -> Mapping[str, Expand]:
        """The rows of all relations of which nothing but the beginning is asked for."""
        found: dict[str, Expand] = {}
        for key, nodes in fields.items():
            relation = relation_of(type_, nodes[0])
            if relation and not variables_of(nodes[0]):
                limit = simple_page_size(get_argument_values(type_.fields[nodes[0].name.value], nodes[0]))
                if limit is not None:
                    found[key] = _expand(relation, limit)
        return found

    def _field(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode], rows: Expand | None) -> Operator:
        name = python_name(type_, nodes[0])
        value = plan_stored_value(
            Record.NODE, ONTOLOGY.nodes[type_.name].properties, name, type_.fields.get(nodes[0].name.value)
        )
        if value is not None:
            return value
        if rows is not None:
            return self._connection(type_, nodes, rows)
        return _of_any([type_], name) if name in _OF_ANY_KIND else self._computed(type_, nodes)

    def _connection(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode], rows: Expand) -> Operator:
        declared: Any = get_named_type(type_.fields[nodes[0].name.value].type)
        return ConnectionPlanner(self, rows, relation_of(type_, nodes[0])).plan(declared, selection_sets(nodes))

    def _computed(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Operator:
        """A field that its resolver answers, or a relation whose variables say whether it must."""
        declared = type_.fields[nodes[0].name.value]
        answer, node_of = self.values.resolved(declared, nodes), self.graph.node
        other = Callback(
            nodes[0].name.value, Record.NODE, lambda numbers, run: answer.write([node_of(n) for n in numbers], run)
        )
        relation = relation_of(type_, nodes[0])
        if relation is None or not variables_of(nodes[0]):
            return other
        arguments = compile_arguments(declared, nodes[0])
        limit = VariableLimit(lambda run: simple_page_size(arguments(run)))
        rows = _expand(relation, limit)
        return CompiledOrResolved(rows, limit, self._connection(type_, nodes, rows), other)


def _expand(relation: DirectedEdgeKind, limit: int | VariableLimit) -> Expand:
    kinds = tuple(EDGE_KINDS.index(kind) for kind in relation.kinds())
    return Expand(kinds, relation.direction is Direction.OUT, limit)


def _of_any(types: Sequence[GraphQLObjectType], name: str) -> Operator:
    """What each kind of node has; `types` are one, or all by the number of their kind."""
    if name in _COLUMNS:
        return _COLUMNS[name]
    if name == "id":
        kind = _kind([f"{type_.name}:" for type_ in types])
        return Text((kind, Column.CURIE), Base64Alphabet.STANDARD)
    enum: Any = get_named_type(types[0].fields["kind"].type)
    return _kind([json_string(type_.name if name == "__typename" else enum.serialize(type_.name)) for type_ in types])


def _kind(texts: Sequence[str]) -> Operator:
    return Literal(texts[0]) if len(texts) == 1 else Kind(Record.NODE, tuple(texts))


def relation_of(type_: GraphQLObjectType, node: FieldNode) -> DirectedEdgeKind | None:
    """The relation of a field, where its rows can be read: they stand in its order, and in one direction."""
    declared = type_.fields.get(node.name.value)
    relation = declared.extensions["strawberry-definition"].metadata.get("declared") if declared else None
    if not isinstance(relation, DirectedEdgeKind) or relation.direction is Direction.BOTH or relation.edge.strongest:
        return None
    return relation
