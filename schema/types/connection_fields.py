"""The helpers that declare connection fields, each once: its type, arguments, resolver, and the hop behind it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY, NodeKind, PropertyType
from graph.store import Direction, Hop, Order, Scan
from graph.store.sort_key import default_order
from schema.context import Info
from schema.types.connection import ConnectionValue, EdgeValue, connection_type, to_connection, to_paging
from schema.types.declare import TYPES, Argument, computed_field, enum_type, input_type
from schema.types.edge_fields import DirectedEdgeKind, node_type_name, payload_properties
from schema.types.filters import edge_where_type, to_filter, where_name
from schema.types.properties import property_field

FORWARD = {
    "first": Argument(int | None, f"How many; up to {Limits.page}."),
    "after": Argument(str | None, "After this cursor."),
}
BACKWARD = {
    "last": Argument(int | None, "How many from the end."),
    "before": Argument(str | None, "Before this cursor."),
}
_INHERITED = {"inherited": Argument(bool | None, "Also what holds for all above it; only its own unless given.")}
_SORTABLE = (PropertyType.INTEGER, PropertyType.NUMBER, PropertyType.DATE)


def relation_field(relation: DirectedEdgeKind) -> StrawberryField:
    """The field of a relation: a connection over one hop."""
    edge = relation.edge
    properties = payload_properties(relation.target, relation.payload)
    fields = {name: property_field(item) for name, item in properties.items()}
    if edge.is_inherited:
        fields["at"] = computed_field(_source_of, "Diagnosis", "The code at which the note stands.", {})
    connection = connection_type(relation.target, relation.payload, fields)

    def resolve(root: Node, info: Info, **given: Any) -> ConnectionValue:
        order = order_of(given, relation.order())
        chosen = to_filter(info.context, relation.far, given.get("where"), given.get("where_edge"))
        paging, inherited = to_paging(given, order), bool(given.get("inherited"))
        hop = Hop(relation.kinds(), relation.direction, (), chosen, order, paging, inherited)
        page = info.context.expand(root.curie, hop)
        info.context.charge_items(1 + len(page.links))
        return to_connection(page, order)

    chosen_by = {} if edge.few_targets and relation.direction is Direction.OUT else _chosen_by(relation)
    inherited = _INHERITED if edge.is_inherited else {}
    arguments = {**FORWARD, **(BACKWARD if relation.ordered else {}), **chosen_by, **inherited}
    return computed_field(resolve, connection, relation.description, arguments, relation)


def list_field(kind: NodeKind) -> StrawberryField:
    """The field of `Query` that lists all nodes of a kind."""
    connection = connection_type(node_type_name(kind.name), "", {})

    def resolve(root: object, info: Info, **given: Any) -> ConnectionValue:
        order = order_of(given, default_order(kind.name))
        chosen = to_filter(info.context, kind.name, given.get("where"))
        page = info.context.scan(Scan(kind.name, chosen, order, to_paging(given, order)))
        info.context.charge_items(1 + len(page.nodes))
        return to_connection(page, order)

    arguments = {**FORWARD, **BACKWARD, **_selection(kind.name)}
    return computed_field(resolve, f"{connection} | None", f"All {kind.plural}.", arguments, kind)


def _source_of(root: EdgeValue, info: Info) -> Node | None:
    return info.context.node(root.edge.source) if root.edge else None


def order_type(kind: NodeKind) -> str | None:
    """The input type that orders nodes of a kind: by name, code, numbers and dates; None where there is only a name."""
    sortable = [item for item in kind.properties if item.name == "code" or item.type in _SORTABLE]
    own = [item.name for item in sortable]
    if not own:
        return None
    name = "CodedOrder" if own == ["code"] else f"{kind.name}Order"
    if name not in TYPES:
        values = [("name", "By name, without case."), *((item.name, item.description) for item in sortable)]
        enum_type(f"{name}Field", "What a list can be ordered by.", values)
        inputs = {
            "field": (f"{name}Field", "What to order by."),
            "direction": ("OrderDirection | None", "Which end comes first; ASC unless given."),
        }
        input_type(name, "How to order a list; items that are equal so far are ordered by name.", inputs)
    return name


def order_of(given: Mapping[str, Any], default: Order) -> Order:
    """The order that a caller asks for, by one key or several."""
    wanted = given.get("order_by")
    if not wanted:
        return default
    first, *then = (_term(item) for item in wanted)
    return replace(first, then=tuple(then))


def _term(wanted: Any) -> Order:
    direction = wanted.direction
    return Order(wanted.field.value, descending=bool(direction) and direction.value == "desc")


def _chosen_by(relation: DirectedEdgeKind) -> dict[str, Argument]:
    edge_where = edge_where_type(relation.target, relation.payload)
    return {**_selection(relation.far), **_edge_arguments(edge_where)}


def _selection(kind: str | None) -> dict[str, Argument]:
    if kind is None:
        return {}
    where = {"where": Argument(TYPES[where_name(kind)] | None, "Only these.")}
    order = order_type(ONTOLOGY.nodes[kind])
    if order is None:
        return where
    return where | {"order_by": Argument(list[TYPES[order]] | None, "Sort keys.")}  # type: ignore[valid-type]


def _edge_arguments(edge_where: str | None) -> dict[str, Argument]:
    if edge_where is None:
        return {}
    return {"where_edge": Argument(TYPES[edge_where] | None, "Only over such edges.")}
