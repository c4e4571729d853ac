"""The fields of `Query` that walk the graph from node to node."""

from typing import Annotated

import strawberry

from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.traversal.best_paths import Path, PathOrder, PathQuery, best_paths
from graph.traversal.neighborhood import neighborhood
from schema.context import Info
from schema.node_lookup import require_curies
from schema.types import traversals as traversal
from schema.types.declare import enum_type
from schema.types.enums import DirectionEnum, EdgeKindEnum, NodeKindEnum
from schema.types.ranked_list import offset_after

PathOrderEnum = enum_type(
    "PathOrder",
    "Which path comes first.",
    [
        (PathOrder.HOPS.value, "The one with the fewest edges."),
        (PathOrder.INFORMATIVENESS.value, "The one that says most: a path through what many share says little."),
    ],
)
Direction = Annotated[
    DirectionEnum | None,  # type: ignore[valid-type]
    strawberry.argument(description="Which way to follow edges; BOTH unless given."),
]
Kinds = Annotated[
    list[NodeKindEnum] | None,  # type: ignore[valid-type]
    strawberry.argument(description="Only through nodes of these kinds."),
]
EdgeKinds = Annotated[
    list[EdgeKindEnum] | None,  # type: ignore[valid-type]
    strawberry.argument(description="Only along edges of these kinds; all but computed ones (RESEMBLES) unless given."),
]
From = Annotated[str, strawberry.argument(name="from", description="CURIE of the node to start at.")]
To = Annotated[str, strawberry.argument(description="CURIE of the node to end at.")]
MaxLength = Annotated[
    int, strawberry.argument(description=f"At most so many edges in a path; {Limits.path_length} at most.")
]
OrderBy = Annotated[
    PathOrderEnum | None,  # type: ignore[valid-type]
    strawberry.argument(name="by", description="Which path comes first; the one of fewest HOPS unless given."),
]
AfterNodes = Annotated[
    str | None,
    strawberry.argument(
        description=f"Only nodes after this `endCursor`; the first {Limits.subgraph_nodes} can be had so."
    ),
]
MaxNodes = Annotated[int, strawberry.argument(description=f"At most so many nodes; {Limits.subgraph_nodes} at most.")]


def check_range(argument: str, value: int, least: int, most: int) -> int:
    """A number that must lie between two others.

    Raises:
        InvalidArgument: it does not.
    """
    if not least <= value <= most:
        raise InvalidArgument(argument=argument, value=value, minimum=least, maximum=most)
    return value


def page_of_nodes(max_nodes: int, after: str | None, question: object) -> tuple[int, int]:
    """How many nodes of a subgraph to pass over, and where to stop: at the latest where no more can be had.

    Raises:
        InvalidArgument: a page cannot have so many.
        InvalidCursor: the cursor was made for another subgraph.
    """
    offset = offset_after(after, question)
    check_range("maxNodes", max_nodes, 1, Limits.subgraph_nodes)
    return offset, min(offset + max_nodes, Limits.subgraph_nodes)


def neighborhood_of(
    info: Info,
    of: Annotated[list[str], strawberry.argument(description="CURIEs of the nodes in the middle.")],
    depth: Annotated[int, strawberry.argument(description=f"How many hops away; {Limits.hops} at most.")] = 1,
    direction: Direction = None,
    kinds: Kinds = None,
    edge_kinds: EdgeKinds = None,
    max_nodes: MaxNodes = 200,
    after: AfterNodes = None,
) -> traversal.SubgraphPage:
    """What lies around some nodes, nearest first."""
    check_range("depth", depth, 0, Limits.hops)
    require_curies(info.context, of)
    way = traversal.to_traversal_filter(direction, kinds, edge_kinds)
    asked = (of, depth, way)
    offset, end = page_of_nodes(max_nodes, after, asked)
    found = neighborhood(info.context.store.topology, of, depth, way, end, info.context.announce_rows)
    info.context.charge_items(len(found.nodes) + len(found.edges))
    info.context.announce_rows(len(found.nodes) + len(found.edges))
    return traversal.subgraph_page(found, offset, asked)


def resolve_paths(
    info: Info,
    start: From,
    to: To,
    first: Annotated[int, strawberry.argument(description=f"How many paths; {Limits.paths} at most.")] = 3,
    max_length: MaxLength = 4,
    direction: Direction = None,
    kinds: Kinds = None,
    edge_kinds: EdgeKinds = None,
    order: OrderBy = None,
) -> list[Path]:
    """The best paths between two nodes, none of which visits a node twice.

    Longer paths are looked for only while too few are found and the search is not too wide.
    """
    check_range("first", first, 1, Limits.paths)
    check_range("maxLength", max_length, 1, Limits.path_length)
    require_curies(info.context, (start, to))
    way = traversal.to_traversal_filter(direction, kinds, edge_kinds)
    by = traversal.enum_values([order], PathOrderEnum)
    wanted = PathQuery(first, max_length, way, PathOrder(*by) if by else PathOrder.HOPS)
    found = best_paths(info.context.store.topology, start, to, wanted, info.context.announce_rows)
    info.context.charge_items(sum(len(path.nodes) for path in found))
    return found


def resolve_path(
    info: Info,
    start: From,
    to: To,
    max_length: MaxLength = 4,
    direction: Direction = None,
    kinds: Kinds = None,
    edge_kinds: EdgeKinds = None,
    order: OrderBy = None,
) -> Path | None:
    """The best path between two nodes; null where there is none."""
    found = resolve_paths(info, start, to, 1, max_length, direction, kinds, edge_kinds, order)
    return found[0] if found else None
