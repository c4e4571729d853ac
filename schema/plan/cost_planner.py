"""From a valid operation to the tree of its costs (see `schema.plan.cost`)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
)
from graphql.type import SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef, is_introspection_type

from graph.model.ontology import EDGE_KINDS, NodeKind
from graph.storage.frozen_graph import FrozenGraph
from graph.store import Direction
from schema.plan.arguments import compile_arguments
from schema.plan.cost import Estimation, FieldCost, OperationCost, Own
from schema.plan.field_weights import DECODED, DESCRIBED, LEAF, RANKED, READ, RESOLVED, WEIGHTS, Arguments, leaves
from schema.plan.selection import Selections, Sets, selection_sets, variables_of
from schema.types.connection import DEFAULT_FIRST
from schema.types.edge_fields import DirectedEdgeKind

_META = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef, "__typename": TypeNameMetaFieldDef}
_WRAPPED = 0.5
"""How many types an `ofType` leads to: most are wrapped once, or not at all."""


@dataclass(frozen=True, slots=True)
class CostPlanner:
    """Plans the cost of one operation."""

    selections: Selections

    def plan(self, operation: OperationDefinitionNode) -> OperationCost:
        """The costs of the fields of a query."""
        query = cast("GraphQLObjectType", self.selections.schema.query_type)
        return OperationCost(self._fields(query, [operation.selection_set]))

    def _fields(self, type_: GraphQLObjectType, sets: Sets) -> list[FieldCost]:
        found = self.selections.fields(type_, sets).items()
        return [self._field(type_, key, nodes) for key, nodes in found if nodes[0].name.value != "__typename"]

    def _field(self, type_: GraphQLObjectType, key: str, nodes: Sequence[FieldNode]) -> FieldCost:
        node = nodes[0]
        declared = _META.get(node.name.value) or type_.fields[node.name.value]
        kind = _declared(declared)
        named = get_named_type(declared.type)
        cases = [] if is_leaf_type(named) else self._cases(named, selection_sets(nodes))
        made = FieldCost(key, node, compile_arguments(declared, node), _own(declared, kind, node), cases)
        made.is_list = is_list_type(get_nullable_type(declared.type)) and not is_leaf_type(named)
        if isinstance(kind, DirectedEdgeKind):
            made.default_size, made.expected = DEFAULT_FIRST, _degree(kind)
        elif isinstance(kind, NodeKind) and _is_scan(declared):
            made.default_size, made.expected = DEFAULT_FIRST, _count(kind)
        elif isinstance(kind, NodeKind):
            made.lookup = _by_curie
        if is_introspection_type(named):
            made.is_list, made.default_items = True, introspected_items(self.selections.schema, node.name.value)
        counts = sum(one.node.name.value == "countBy" for case in cases for one in case)
        if counts and made.expected is not None:  # Each chooses all items once more, and reads each twice.
            own, length = made.own, made.expected
            made.own = lambda given, by, near: own(given, by, near) * (1 + counts) + 4 * counts * length(by, near)
        below = any(one.has_variables for case in cases for one in case)
        made.has_variables = below or (made.lookup is None and bool(variables_of(node)))
        return made

    def _cases(self, type_: GraphQLNamedType, sets: Sets) -> list[list[FieldCost]]:
        if not is_abstract_type(type_):
            return [self._fields(cast("GraphQLObjectType", type_), sets)]
        possible = self.selections.schema.get_possible_types(type_)
        named = {*self._conditions(sets, set())}
        chosen = [one for one in possible if one.name in named] or [possible[0]]
        return [self._fields(one, sets) for one in chosen]

    def _conditions(self, sets: Sets, seen: set[str]) -> Iterator[str]:
        """The types that selections are made on."""
        for node in (node for one in sets if one for node in one.selections):
            inner: SelectionSetNode | None = None
            if isinstance(node, InlineFragmentNode):
                inner, on = node.selection_set, node.type_condition
                yield from [on.name.value] if on else []
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self.selections.fragments[node.name.value]
                inner = fragment.selection_set
                yield fragment.type_condition.name.value
            yield from self._conditions([inner], seen) if inner else ()


@cache
def introspected_items(schema: GraphQLSchema, name: str) -> float:
    """How many items a field of introspection has on average."""
    types = list(schema.type_map.values())
    fields = [
        field for one in types for field in getattr(one, "fields", {}).values() if isinstance(field, GraphQLField)
    ]
    inputs = sum(len(one.fields) for one in types if isinstance(one, GraphQLInputObjectType))
    values = sum(len(one.values) for one in types if isinstance(one, GraphQLEnumType))
    interfaces = sum(len(one.interfaces) for one in types if isinstance(one, GraphQLObjectType))
    averages = {
        "types": len(types),
        "fields": len(fields) / len(types),
        "args": sum(len(field.args) for field in fields) / len(fields),
        "inputFields": inputs / len(types),
        "enumValues": values / len(types),
        "interfaces": interfaces / len(types),
        "possibleTypes": interfaces / len(types),
        "directives": len(schema.directives),
        "ofType": _WRAPPED,
    }
    return averages.get(name, 1.0)


def _is_scan(declared: GraphQLField) -> bool:
    """Whether a field of `Query` lists the nodes of a kind, rather than finding one."""
    return "after" in declared.args


def _declared(declared: GraphQLField) -> object:
    own: Any = declared.extensions.get("strawberry-definition")
    return own.metadata.get("declared") if own is not None else None


def _degree(relation: DirectedEdgeKind) -> Callable[[Estimation, int | None], float]:
    """How many edges of a relation there are, from a node where it is known."""
    kinds = tuple(EDGE_KINDS.index(name) for name in relation.kinds())
    sides = {Direction.OUT: (True,), Direction.IN: (False,)}.get(relation.direction, (True, False))

    def degree(by: Estimation, node: int | None) -> float:
        if node is None:
            return sum(by.statistics.mean(kinds, outgoing=out) for out in sides)
        return sum(by.statistics.degree(node, kinds, outgoing=out) for out in sides)

    return degree


def _count(kind: NodeKind) -> Callable[[Estimation, int | None], float]:
    """How many nodes of a kind there are."""

    def count(by: Estimation, node: int | None) -> float:
        first, end = by.graph.place_of_kind(kind.name)
        return end - first

    return count


def _by_curie(arguments: Arguments, graph: FrozenGraph) -> int | None:
    curie = arguments.get("curie")
    return graph.find(curie) if isinstance(curie, str) else None


def _own(declared: GraphQLField, kind: object, node: FieldNode) -> Own:
    """What a call of a field costs by itself."""
    if isinstance(kind, DirectedEdgeKind):
        return _relation(kind)
    if isinstance(kind, NodeKind):
        return _scan(kind) if _is_scan(declared) else _constant(1)
    weigh = WEIGHTS.get(node.name.value)
    if weigh is not None:
        return lambda arguments, by, near: weigh(arguments, by.search_cost)
    if is_introspection_type(get_named_type(declared.type)):
        return _constant(DESCRIBED)
    resolve: Any = declared.resolve
    is_attribute = resolve is None or getattr(resolve, "_is_default", False) or node.name.value in ("id", "__typename")
    return _constant(0 if is_attribute else LEAF if is_leaf_type(get_named_type(declared.type)) else RESOLVED)


def _constant(rows: float) -> Own:
    return lambda arguments, by, near: rows


def _relation(relation: DirectedEdgeKind) -> Own:
    """From the beginning of a row only what is shown is read; to filter or to order a row it is read whole."""
    degree = _degree(relation)

    def own(arguments: Arguments, by: Estimation, near: int | None) -> float:
        return 1 if _is_plain(arguments) else 1 + DECODED * degree(by, near)

    return own


def _scan(kind: NodeKind) -> Own:
    """Of a kind that is filtered or ordered all nodes are looked at."""
    count = _count(kind)

    def own(arguments: Arguments, by: Estimation, near: int | None) -> float:
        if _is_plain(arguments):
            return 1
        terms = READ * leaves(arguments.get("where")) + RANKED * len(arguments.get("orderBy") or ())
        return 1 + count(by, None) * max(terms, 1)

    return own


def _is_plain(arguments: Arguments) -> bool:
    return all(value is None or name in ("first", "last", "after", "before") for name, value in arguments.items())
