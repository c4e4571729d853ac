"""The fields of `Query` that give value sets and what is in them."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.value_sets.definition import ValueSet
from graph.value_sets.expansion import expand
from graph.value_sets.library import value_sets_of
from schema.context import Info
from schema.fields.hierarchy import After
from schema.fields.traversal import check_range
from schema.types.connection import PageInfo
from schema.types.declare import field
from schema.types.filters import members_of
from schema.types.node import CodedInterface
from schema.types.ranked_list import First, RankedPage, offset_after


@strawberry.type(name="ValueSetCodes", description="Codes of a value set, as their code systems list them.")
class ValueSetCodes:
    """GraphQL's `ValueSetCodes`; its values are a `RankedPage` of nodes."""

    @field("How many codes there are in all, on every page.")
    def total_count(self, root: strawberry.Parent[RankedPage[Sequence[Node]]]) -> int:
        return root.total

    @field("The codes of this page.", list[CodedInterface])
    def nodes(self, root: strawberry.Parent[RankedPage[Sequence[Node]]]) -> Sequence[Node]:
        return root.page

    page_info: PageInfo = strawberry.field(description="Whether there is more.")


@strawberry.type(name="ValueSet", description="Codes that belong together, by rules of a folder of data.")
class ValueSetType:
    """GraphQL's `ValueSet`; its values are `graph.value_sets.definition.ValueSet`."""

    name: str = strawberry.field(description="Its name, for the filter `in`.")
    title: str = strawberry.field(description="Its title for people; empty where none is given.")
    url: str = strawberry.field(description="Its canonical address; empty where none is given.")
    version: str = strawberry.field(description="Its version; empty where none is given.")

    @field("What the rules select in this graph.", ValueSetCodes)
    def codes(
        self, root: strawberry.Parent[ValueSet], info: Info, first: First = 100, after: After = None
    ) -> RankedPage[Sequence[Node]]:
        check_range("first", first, 0, Limits.page)
        members_of(info.context, root.name)
        numbers, offset = expand(info.context.store, root), offset_after(after, root.name)
        page = info.context.store.topology.nodes(numbers[offset : offset + first])
        info.context.charge_items(1 + len(page))
        return RankedPage(page, len(page), len(numbers), offset, root.name)


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
