"""How the items of a list fall into groups: by kind and code system, and by closed sets and booleans among properties.

The fields `facets` and `countBy` of every connection are made here; they count the whole list, after its filters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Value
from graph.model.errors import InvalidArgument
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, Property, PropertyType
from graph.search.search_types import Facets
from graph.store import Hop, Scan
from graph.store.list_items import ListItems
from graph.store.value_counts import edge_value_counts, kind_counts, node_value_counts, system_counts
from schema.context import Info, Request
from schema.types.declare import TYPES, Argument, computed_field, enum_type, field, screaming
from schema.types.enums import CuriePrefix, NodeKindEnum


@strawberry.type(description="How many items there are of a kind.")
class KindCount:
    """GraphQL's `KindCount`."""

    kind: NodeKindEnum = strawberry.field(description="The kind.")  # type: ignore[valid-type]
    count: int = strawberry.field(description="How many items.")


@strawberry.type(description="How many items there are of a code system.")
class SystemCount:
    """GraphQL's `SystemCount`."""

    system: CuriePrefix = strawberry.field(description="The prefix of their CURIEs.")  # type: ignore[valid-type]
    count: int = strawberry.field(description="How many items.")


@strawberry.type(description="How many items have a value of a property.")
class ValueCount:
    """GraphQL's `ValueCount`."""

    value: str | None = strawberry.field(
        description="As a filter has it: the name of an enum value, `true` or `false`; null where none is said."
    )
    count: int = strawberry.field(description="How many items.")


@strawberry.interface(name="Facets", description="How the items of a list fall into groups, most first.")
class FacetsInterface:
    """GraphQL's `Facets`; its values are `graph.search.search_types.Facets`."""

    @field("By kind of node.")
    def kinds(self, root: strawberry.Parent[Facets]) -> list[KindCount]:
        return [KindCount(kind=NodeKindEnum(kind), count=count) for kind, count in root.kind]

    @field("By code system: the prefix of the CURIE.")
    def systems(self, root: strawberry.Parent[Facets]) -> list[SystemCount]:
        return [SystemCount(system=CuriePrefix(prefix), count=count) for prefix, count in root.system]

    @classmethod
    def is_type_of(cls, value: object, info: Any) -> bool:
        return isinstance(value, Facets)


@strawberry.type(description="How the items of all pages of a list fall into groups, most first.")
class ListFacets(FacetsInterface):
    """GraphQL's `ListFacets`."""


COUNTS = ("facets", "countBy")
"""The fields of a connection that count its whole list, as GraphQL calls them."""


def _closed(properties: Sequence[Property]) -> dict[str, Property]:
    """Those of some properties that have few values, and can be filtered by."""
    few = [item for item in properties if item.enum or item.type is PropertyType.BOOLEAN]
    return {item.name: item for item in few if not item.shown_only and not item.is_note}


_KINDS: Sequence[EdgeKind | NodeKind] = (*ONTOLOGY.edge_kinds, *ONTOLOGY.node_kinds)
_EVERY = _closed([item for kind in _KINDS for item in kind.properties])
CountedProperty = enum_type(
    "CountedProperty",
    "A property that the items of a list can be counted by: a closed set of values, or true and false.",
    [(name, item.description) for name, item in sorted(_EVERY.items())],
)
TYPES.update(ListFacets=ListFacets, ValueCount=ValueCount, CountedProperty=CountedProperty)


@dataclass(frozen=True)
class CountedList:
    """A list of which a connection shows a page: over a relation from a node to nodes of some kinds, or of one kind."""

    curie: str
    asked: Hop | Scan
    far_kinds: tuple[str, ...] = ()

    def items(self, request: Request) -> ListItems:
        """All items, which a request reads once; each time they are counted, they cost a row each."""
        found = request.once((self.curie, self.asked), lambda: self._read(request))
        request.announce_rows(len(found.nodes))
        return found

    def _read(self, request: Request) -> ListItems:
        if isinstance(self.asked, Scan):
            return request.items_of_scan(self.asked)
        return request.items_of_hop(self.curie, self.asked)

    def properties(self) -> tuple[Mapping[str, Property], Mapping[str, Property]]:
        """The properties that can be counted: those of the edges, and those of the nodes."""
        if isinstance(self.asked, Scan):
            return {}, _closed(ONTOLOGY.nodes[self.asked.kind].properties)
        of_edges = [item for kind in self.asked.kinds for item in ONTOLOGY.edges[kind].properties]
        of_nodes = [item for kind in self.far_kinds for item in ONTOLOGY.nodes[kind].properties]
        return _closed(of_edges), _closed(of_nodes)


def count_fields() -> dict[str, StrawberryField]:
    """The fields of a connection that count its whole list."""
    by = "Of the edges, or where they have no such property, of the nodes."
    of_facets, of_values = "How all pages fall into groups.", "How many of all pages have each value of a property."
    return {
        "facets": computed_field(_facets, "ListFacets", of_facets, {}),
        "count_by": computed_field(
            _count_by, "list[ValueCount] | None", of_values, {"property": Argument(CountedProperty, by)}
        ),
    }


def _facets(root: CountedList, info: Info) -> Facets:
    graph, items = info.context.store.topology.graph, root.items(info.context)
    return Facets(kind_counts(graph, items), system_counts(graph, items))


def _count_by(root: CountedList, info: Info, property: Any) -> list[ValueCount]:
    of_edges, of_nodes = root.properties()
    declared = {**of_nodes, **of_edges}.get(property.value)
    if declared is None:
        allowed = sorted(map(screaming, {**of_nodes, **of_edges}))
        raise InvalidArgument(argument="property", value=property.name, allowed=allowed)
    count = edge_value_counts if declared.name in of_edges else node_value_counts
    counts = count(info.context.store.topology.graph, root.items(info.context), declared.name)
    return [ValueCount(value=_shown(value, declared), count=number) for value, number in counts]


def _shown(value: Value | None, declared: Property) -> str | None:
    """A value as GraphQL has it."""
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).lower()
    stored = {name.casefold(): name for name, _ in declared.values}
    return screaming(stored[str(value).casefold()])
