"""The helpers that declare connection fields, each once: its type, arguments, resolver, and the hop behind it."""

from collections.abc import Mapping
from typing import Any

from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY, NodeKind
from graph.store import Hop, Order, Scan
from schema.context import Info
from schema.types.connection import ConnectionValue, connect, connection_type, to_paging
from schema.types.declare import TYPES, Argument, column, computed, enum_type, input_type, pascal
from schema.types.filters import edge_where_type, to_filter
from schema.types.properties import property_field
from schema.types.relation import Relation

_PAGING = {
    "first": Argument(int | None, f"At most so many items, from the start; {Limits.page} at most."),
    "after": Argument(str | None, "Only items after this cursor."),
    "last": Argument(int | None, f"At most so many items, from the end; {Limits.page} at most."),
    "before": Argument(str | None, "Only items before this cursor."),
}


def related(relation: Relation) -> StrawberryField:
    """The field of a relation: a connection over one hop."""
    edge = relation.edge
    followed = [item for kind in relation.kinds() for item in ONTOLOGY.edges[kind].properties]
    edge_fields = {item.name: property_field(item) for item in followed}
    edge_fields["evidence"] = column("list[EvidenceType]", "Where this comes from.")
    owner = f"{relation.near}{pascal(relation.field)}"
    connection = connection_type(owner, relation.far or "NodeInterface", edge.description, edge_fields)

    def resolve(root: Node, info: Info, **given: Any) -> ConnectionValue:
        order = order_of(given, relation.order())
        chosen = to_filter(info.context, relation.far, given.get("where"), given.get("where_edge"))
        hop = Hop(relation.kinds(), relation.direction, (), chosen, order, to_paging(given, order))
        page = info.context.expand(root.curie, hop)
        info.context.spend(1 + len(page.links))
        return connect(page, order)

    arguments = {**_arguments(relation.far), **_edge_arguments(edge_where_type(edge))}
    return computed(resolve, connection, edge.description, arguments, relation)


def listed(kind: NodeKind) -> StrawberryField:
    """The field of `Query` that lists all nodes of a kind."""
    connection = connection_type(pascal(kind.plural), kind.name, f"All {kind.plural}.", {})

    def resolve(root: object, info: Info, **given: Any) -> ConnectionValue:
        order = order_of(given, Order())
        chosen = to_filter(info.context, kind.name, given.get("where"))
        page = info.context.scan(Scan(kind.name, chosen, order, to_paging(given, order)))
        info.context.spend(1 + len(page.nodes))
        return connect(page, order)

    return computed(
        resolve, f"{connection} | None", f"All {kind.plural}: {kind.description}", _arguments(kind.name), kind
    )


def order_type(kind: NodeKind) -> str:
    """Declare the input type that orders nodes of a kind by one of their properties."""
    names = [("name", "By name."), *((item.name, f"By: {item.description}") for item in kind.properties)]
    enum_type(f"{kind.name}OrderField", f"What {kind.plural} can be ordered by.", names)
    inputs = {
        "field": (f"{kind.name}OrderField", "The property to order by."),
        "direction": ("OrderDirection | None", "Which end comes first; ASC unless given."),
    }
    input_type(f"{kind.name}Order", f"How to order {kind.plural}.", inputs)
    return f"{kind.name}Order"


def order_of(given: Mapping[str, Any], default: Order) -> Order:
    """The order that a caller asks for."""
    wanted = given.get("order_by")
    if not wanted:
        return default
    direction = wanted.direction
    return Order(wanted.field.value, descending=bool(direction) and direction.value == "desc")


def _arguments(kind: str | None) -> dict[str, Argument]:
    if kind is None:
        return _PAGING
    return _PAGING | {
        "where": Argument(TYPES[f"{kind}Where"] | None, "Which items to take."),
        "order_by": Argument(TYPES[f"{kind}Order"] | None, "In which order."),
    }


def _edge_arguments(edge_where: str | None) -> dict[str, Argument]:
    if edge_where is None:
        return {}
    return {"where_edge": Argument(TYPES[edge_where] | None, "Which edges to follow.")}
