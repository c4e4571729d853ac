"""Filters: the inputs that the ontology's properties and relations give rise to, and what the store makes of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import partial
from typing import Any

import strawberry

from graph.model.elements import Value
from graph.model.errors import UnknownNode
from graph.model.ontology import CONCEPT_KINDS, ONTOLOGY, NodeKind, Property, PropertyType
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.store import ComparisonOperator, Condition, Direction, Filter
from graph.traversal.closure import closure
from graph.traversal.indicated import mapped_concepts
from graph.traversal.topology import TraversalFilter
from schema.context import Request
from schema.node_lookup import find_node, members_of
from schema.types.declare import TYPES, camel, input_type
from schema.types.edge_fields import DirectedEdgeKind, directed_edge_kinds, payload_properties
from schema.types.properties import SCALARS

_OPERATORS = {
    ComparisonOperator.EQUALS: "Equal to this; text compares without case.",
    ComparisonOperator.NOT_EQUALS: "Known and not equal to this.",
    ComparisonOperator.ANY_OF: "Equal to one of these.",
    ComparisonOperator.CONTAINS: "Contains this text, without case.",
    ComparisonOperator.STARTS_WITH: "Starts with this text, without case.",
    ComparisonOperator.AT_LEAST: "This or more.",
    ComparisonOperator.AT_MOST: "This or less.",
    ComparisonOperator.IS_KNOWN: "Whether there is a value at all.",
}
_TEXT = (
    ComparisonOperator.EQUALS,
    ComparisonOperator.NOT_EQUALS,
    ComparisonOperator.ANY_OF,
    ComparisonOperator.CONTAINS,
    ComparisonOperator.STARTS_WITH,
)
_SIZED = (
    ComparisonOperator.EQUALS,
    ComparisonOperator.NOT_EQUALS,
    ComparisonOperator.ANY_OF,
    ComparisonOperator.AT_LEAST,
    ComparisonOperator.AT_MOST,
)
_EXACT = (ComparisonOperator.EQUALS, ComparisonOperator.NOT_EQUALS, ComparisonOperator.ANY_OF)
_BY_TYPE = {
    PropertyType.STRING: ("String", _TEXT),
    PropertyType.STRINGS: ("String", _TEXT),
    PropertyType.INTEGER: ("Int", _SIZED),
    PropertyType.NUMBER: ("Float", _SIZED),
    PropertyType.DATE: ("Date", _SIZED),
    PropertyType.BOOLEAN: ("Boolean", (ComparisonOperator.EQUALS,)),
}
_IDENTITY = (
    Property("name", "Its name."),
    Property("curie", "Its CURIE; the prefix tells the code system."),
)


@strawberry.input(
    description="To what a node must, may or must not be related, by CURIE, slug or code; for concepts the code of a "
    "diagnosis stands for all that is mapped to it or below it."
)
class RelatedTo:
    """Related to all of, any of, none of these."""

    all_of: list[str] | None = strawberry.field(default=None, description="Related to every one of these.")
    any_of: list[str] | None = strawberry.field(default=None, description="Related to at least one of these.")
    none_of: list[str] | None = strawberry.field(
        default=None, description="Names none of these; what a page does not name may still be so."
    )
    include_narrower: bool = strawberry.field(
        default=True, description="Whether a narrower concept counts too, as 'scoliosis' for 'spinal deformities'."
    )


TYPES["RelatedTo"] = RelatedTo


def comparison(declared: Property) -> str:
    """The input type by which a property is compared, declared at its first use."""
    scalar = declared.enum or SCALARS.get(declared.type, "str")
    name, operators = (declared.enum, _EXACT) if declared.enum else _BY_TYPE[declared.type]
    if f"{name}Filter" not in TYPES:
        kinds = {ComparisonOperator.ANY_OF: f"list[{scalar}] | None", ComparisonOperator.IS_KNOWN: "bool | None"}
        inputs = {
            operator.value: (kinds.get(operator, f"{scalar} | None"), _OPERATORS[operator])
            for operator in (*operators, ComparisonOperator.IS_KNOWN)
        }
        input_type(f"{name}Filter", "Conditions on a value; all that are given must hold.", inputs)
    return f"{name}Filter | None"


def where_type(kind: NodeKind) -> str:
    """The input type that filters nodes of a kind, by its properties and by its relations."""
    name = where_name(kind.name)
    if name not in TYPES:
        declared = [*_IDENTITY, *(item for item in kind.properties if not item.shown_only)]
        inputs = {item.name: (comparison(item), "") for item in declared}
        inputs |= {item.field: ("RelatedTo | None", "") for item in directed_edge_kinds(kind.name) if _is_filter(item)}
        if not CODE_SYSTEMS.keys().isdisjoint(kind.coded):
            inputs["in_"] = ("str | None", "Codes in the value set of this name or address.")
        input_type(name, "All that is given must hold.", inputs)
    return name


def _is_filter(relation: DirectedEdgeKind) -> bool:
    looked_up = relation.edge.few_targets and relation.direction is Direction.IN
    return relation.far is not None and not looked_up


def where_name(kind: str) -> str:
    """The name of the input type that filters nodes of a kind; shared concepts have one in common."""
    return "ConceptWhere" if kind in CONCEPT_KINDS else f"{kind}Where"


def edge_where_type(target: str, name: str) -> str | None:
    """The input type that filters edges with a payload by its properties; None where it has none to filter by.

    Edges to several types of nodes that have the same properties share it.
    """
    properties = payload_properties(target, name).values()
    declared = [item for item in properties if not item.shown_only and item.type in _BY_TYPE]
    if not declared:
        return None
    inputs = {item.name: (comparison(item), "") for item in declared}
    shared = f"{name}Where"
    own = shared if shared not in TYPES or _input_names(shared) == [*inputs] else f"{target}{name}Where"
    if own not in TYPES:
        input_type(own, "Conditions on the edges; all that are given must hold.", inputs)
    return own


def _input_names(name: str) -> list[str]:
    return [declared.name for declared in fields(TYPES[name])]


@dataclass(frozen=True, slots=True)
class Membership:
    """A `RelatedTo` on one relation, as a value that can be compared and cached."""

    relation: DirectedEdgeKind
    all_of: tuple[str, ...]
    any_of: tuple[str, ...] | None
    none_of: tuple[str, ...]
    include_narrower: bool


def to_filter(request: Request, kind: str | None, where: Any, edge_where: Any = None) -> Filter:
    """What the store filters by. Relations are looked up once a request, not once a node.

    Raises:
        UnknownNode: the filter names a node that is not there: no answer is better than a wrong one.
    """
    memberships = tuple(_memberships(kind, where)) if kind else ()
    only: list[frozenset[str]] = []
    never: frozenset[str] = frozenset()
    for membership in memberships:
        must, must_not = request.once(membership, partial(_members, request, membership))
        only.extend(must)
        never |= must_not
    if named := getattr(where, "in_", None):
        only.append(members_of(request, named))
    of_node, of_edge = tuple(_conditions(where)), tuple(_conditions(edge_where))
    return Filter(of_node, of_edge, tuple(only), never)


def _given(value: Any) -> Iterator[tuple[str, Any]]:
    if is_dataclass(value) and not isinstance(value, type):
        for declared in fields(value):
            given = getattr(value, declared.name)
            if given is not None and given is not strawberry.UNSET:
                yield declared.name, given


def _conditions(where: Any) -> Iterator[Condition]:
    """What an argument says of properties."""
    for name, comparisons in _given(where):
        if not isinstance(comparisons, RelatedTo):
            for operator, value in _given(comparisons):
                yield Condition(name, ComparisonOperator(operator), _plain(value))


def _plain(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(str(_plain(item)) if isinstance(item, Enum) else item for item in value)
    return value.value if isinstance(value, Enum) else value  # type: ignore[no-any-return]


def _memberships(kind: str, where: Any) -> Iterator[Membership]:
    by_field = {relation.field: relation for relation in directed_edge_kinds(kind)}
    for name, related in _given(where):
        if isinstance(related, RelatedTo):
            relation = by_field[camel(name)]
            all_of, none_of = tuple(related.all_of or ()), tuple(related.none_of or ())
            any_of = None if related.any_of is None else tuple(related.any_of)
            yield Membership(relation, all_of, any_of, none_of, related.include_narrower)


def _members(request: Request, membership: Membership) -> tuple[list[frozenset[str]], frozenset[str]]:
    """The sets that a node must be in, and the one it must not be in."""
    must = [_related(request, membership, (name,)) for name in membership.all_of]
    if membership.any_of is not None:  # Related to one of nothing is nothing.
        must.append(_related(request, membership, membership.any_of))
    must_not = _related(request, membership, membership.none_of)
    return must, must_not


def _related(request: Request, membership: Membership, names: tuple[str, ...]) -> frozenset[str]:
    """The nodes that have this relation to one of the named nodes."""
    relation = membership.relation
    if not names:
        return frozenset()
    topology, ways = (
        request.store.topology,
        TraversalFilter(relation.direction.reverse(), edge_kinds=relation.with_examples()),
    )
    far = [curie for name in names for curie in _meant(request, relation.far or "", name)]
    reached = topology.find(far)
    if membership.include_narrower and relation.far in ONTOLOGY.edges["IS_A"].targets:
        reached = closure(topology, far, "IS_A", Direction.IN)
    request.announce_rows(len(reached) + topology.count(reached, ways.direction))
    steps = topology.expand(reached, ways)
    request.charge_rows(len(steps))
    near = topology.distinct(steps.far[topology.are_of(steps.far, (relation.near,))])
    return frozenset(topology.graph.curie(node) for node in near.tolist())


def _meant(request: Request, kind: str, name: str) -> Sequence[str]:
    """The CURIEs of the nodes of a kind that a name means: one, or the concepts that are mapped to a diagnosis."""
    found = find_node(request, kind, name)
    if found is not None:
        return [found.curie]
    diagnosis = find_node(request, "Diagnosis", name) if kind in CONCEPT_KINDS else None
    if diagnosis is None:
        raise UnknownNode(kind=kind, name=name[:80])
    topology = request.store.topology
    below = closure(topology, [diagnosis.curie], "IS_A", Direction.IN)
    request.announce_rows(len(below))
    return [topology.graph.curie(concept) for concept, _ in mapped_concepts(topology, below, kind)]
