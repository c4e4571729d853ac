"""The field of `Query` that finds nodes by whatever people call them, many at once."""

from typing import Annotated

import strawberry

from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.store.named_nodes import NamedNode, find_named
from schema.context import Info
from schema.fields.search import ENTRIES_AT_ONCE, ROWS_OF_SEARCH
from schema.types.declare import field
from schema.types.node import NodeInterface


@strawberry.type(name="NamedNode", description="A name as it was given, and the node that it means, or what is near.")
class NamedNodeType:
    """GraphQL's `NamedNode`; its values are `graph.store.named_nodes.NamedNode`."""

    given: str = strawberry.field(description="The name as it was given.")
    node: NodeInterface | None = strawberry.field(description="The node; null where there is none.")
    problem: str | None = strawberry.field(description="Why there is no node, in a sentence; null where there is one.")

    @field("What may be meant, where there is no node.", list[NodeInterface])
    def nearest(self, root: strawberry.Parent[NamedNode]) -> tuple[Node, ...]:
        return root.nearest


def identify(
    info: Info,
    names: Annotated[
        list[str], strawberry.argument(description=f"CURIEs, codes, slugs or names; {Limits.terms} at most.")
    ],
) -> list[NamedNode]:
    """The node of each of some names, whatever its kind; where there is none, what is near and why."""
    if len(names) > Limits.terms:
        raise InvalidArgument(argument="names", count=len(names), maximum=Limits.terms)
    store = info.context.store
    info.context.announce_rows(sum(ROWS_OF_SEARCH + store.search_cost(name) // ENTRIES_AT_ONCE for name in names))
    found = [find_named(store, name) for name in names]
    info.context.charge_items(sum(1 + len(one.nearest) for one in found))
    return found
