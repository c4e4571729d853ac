"""The fields of `Query` that give value sets and what is in them."""

from typing import Annotated, Any

import strawberry

from graph.store import Key, NodePage, Order
from graph.store.row_pages import page_bounds
from graph.value_sets.definition import ValueSet
from graph.value_sets.library import value_sets_of
from schema.context import Info
from schema.node_lookup import members_of
from schema.types.connection import ConnectionValue, to_connection, to_paging
from schema.types.connection_fields import BACKWARD, FORWARD
from schema.types.declare import attribute_field, computed_field, object_type


def _codes(root: ValueSet, info: Info, **given: Any) -> ConnectionValue:
    order, graph, numbers = (
        Order(root.name),
        info.context.store.topology.graph,
        members_of(info.context, root.name).numbers,
    )

    def key(place: int) -> Key:
        node = graph.node(int(numbers[place]))
        return Key(place, node.name, node.curie)

    start, end = page_bounds(range(len(numbers)), key, order, to_paging(given, order))
    info.context.charge_items(1 + end - start)
    found = [(graph.node(int(numbers[place])), key(place)) for place in range(start, end)]
    return to_connection(NodePage(found, len(numbers), end < len(numbers), start > 0, len(found)), order)


_FIELDS = {
    "name": attribute_field("str", "Its name, for the filter `in`."),
    "title": attribute_field("str", "Its title for people; empty where none is given."),
    "url": attribute_field("str", "Its canonical address; empty where none is given."),
    "version": attribute_field("str", "Its version; empty where none is given."),
    "codes": computed_field(
        _codes, "CodedConnection", "Its codes, as the books of their systems list them.", FORWARD | BACKWARD
    ),
}
VALUE_SET = object_type("ValueSet", "Codes that belong together, by rules of a folder of data.", _FIELDS)


def value_sets(info: Info) -> list[ValueSet]:
    """All value sets of the server, by name."""
    found = value_sets_of(info.context.store).by_name
    info.context.charge_items(len(found))
    return [found[name] for name in sorted(found)]


def value_set(
    info: Info, name: Annotated[str, strawberry.argument(description="Its name, or its canonical address.")]
) -> ValueSet:
    """A value set; an unknown name is refused, with the one that is likest."""
    return value_sets_of(info.context.store).named(name)
