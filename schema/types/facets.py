"""The field `countBy` of connections: how many items of a list are of each kind or system, or have a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.errors import InvalidArgument
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, PropertyType
from graph.store import Direction, Hop, Scan
from graph.store.query_types import NodeSet
from graph.store.value_counts import count_values
from schema.context import Info
from schema.types.declare import TYPES, Argument, computed_field, enum_type, screaming

_OF_ALL = {"kind": "The kind of the node.", "system": "The prefix of its CURIE: the code system."}


@strawberry.type(description="How many items of a list have a value.")
class ValueCount:
    """GraphQL's `ValueCount`."""

    value: str | None = strawberry.field(description="As filters have it; null where no source says it.")
    count: int = strawberry.field(description="How many items.")


@dataclass(frozen=True)
class CountedList:
    """A list of which a connection shows a page: all nodes of a kind, of a set, or what a hop from a node leads to."""

    curie: str
    asked: Hop | Scan | NodeSet


def _countable(*kinds: NodeKind | EdgeKind) -> dict[str, str]:
    declared = (item for kind in kinds for item in kind.properties if not item.shown_only)
    return {item.name: item.description for item in declared if item.enum or item.type is PropertyType.BOOLEAN}


CountedProperty = enum_type(
    "CountedProperty",
    "What the items of a list can be counted by: a property with a closed set of values, or with true and false.",
    sorted((_countable(*ONTOLOGY.edge_kinds, *ONTOLOGY.node_kinds) | _OF_ALL).items()),
)
TYPES["ValueCount"] = ValueCount


def count_field() -> StrawberryField:
    """The field of a connection that counts its whole list."""
    by = Argument(CountedProperty, "Of the edges, or where they have no such property, of the nodes.")
    return computed_field(_count_by, "list[ValueCount]", "All items by value, most first.", {"property": by})


def _count_by(root: CountedList, info: Info, property: Any) -> list[ValueCount]:
    of_edges, of_nodes = _properties(root.asked)
    allowed = of_edges | of_nodes | _OF_ALL
    if property.value not in allowed:
        raise InvalidArgument(argument="property", value=property.name, allowed=sorted(map(screaming, allowed)))
    nodes, edges = _items(root, info)
    counted = edges if property.value in of_edges else None
    counts = count_values(info.context.store.topology.graph, nodes, counted, property.value)
    return [ValueCount(value=_shown(value), count=count) for value, count in counts]


def _items(root: CountedList, info: Info) -> tuple[Sequence[int], Sequence[int] | None]:
    if isinstance(root.asked, NodeSet):
        return root.asked.numbers.tolist(), None
    return info.context.items(root.curie, root.asked)


def _properties(asked: Hop | Scan | NodeSet) -> tuple[dict[str, str], dict[str, str]]:
    if isinstance(asked, NodeSet):
        return {}, _countable(*(kind for kind in ONTOLOGY.node_kinds if kind.coded))
    if isinstance(asked, Scan):
        return {}, _countable(ONTOLOGY.nodes[asked.kind])
    edges = [ONTOLOGY.edges[kind] for kind in asked.kinds]
    ends = chain.from_iterable(edge.sources if asked.direction is Direction.IN else edge.targets for edge in edges)
    return _countable(*edges), _countable(*map(ONTOLOGY.nodes.__getitem__, ends))


def _shown(value: object) -> str | None:
    return str(value).lower() if isinstance(value, bool) else None if value is None else screaming(str(value))
