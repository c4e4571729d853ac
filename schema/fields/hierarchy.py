"""Hierarchies: what is above and below a node along IS_A, and what several nodes have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
import strawberry

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.traversal.ancestry import CommonAncestor, common_ancestors
from graph.traversal.closure import DOWN, UP, breadth_first_levels, subsumes
from graph.traversal.neighborhood import induced_subgraph
from graph.traversal.topology import Int64Array, Topology, TraversalFilter
from schema.context import Info
from schema.fields.traversal import AfterNodes, MaxNodes, check_range, page_of_nodes
from schema.node_lookup import require_curies
from schema.types import traversals as traversal
from schema.types.connection import PageInfo
from schema.types.declare import field
from schema.types.enums import DirectionEnum, EdgeKindEnum
from schema.types.node import NodeInterface
from schema.types.ranked_list import First, RankedPage, offset_after

_ROWS_OF_NODE = 50
"""What it costs to find the ancestors of one of many nodes, in rows that could be looked at in that time."""


@dataclass(frozen=True, slots=True)
class NodeAtDistance:
    """A node above or below another, and how far."""

    node: Node
    distance: int


@strawberry.type(name="HierarchyNode", description="A node above or below another.")
class HierarchyNode:
    """GraphQL's `HierarchyNode`; its values are `NodeAtDistance`."""

    node: NodeInterface = strawberry.field(description="The node.")
    distance: int = strawberry.field(description="How many steps of IS_A away it is, on the shortest way.")


@strawberry.type(name="Hierarchy", description="What lies above or below a node, nearest first, by name among equals.")
class HierarchyPageType:
    """GraphQL's `Hierarchy`; its values are a `RankedPage` of relatives."""

    @field("How many nodes there are in all, on every page.")
    def total_count(self, root: strawberry.Parent[RankedPage[Sequence[NodeAtDistance]]]) -> int:
        return root.total

    @field("The nodes of this page.", list[HierarchyNode])
    def nodes(self, root: strawberry.Parent[RankedPage[Sequence[NodeAtDistance]]]) -> Sequence[NodeAtDistance]:
        return root.page

    page_info: PageInfo = strawberry.field(description="Whether there is more.")


@strawberry.type(name="CommonAncestor", description="A node that several nodes are, or are kinds of.")
class CommonAncestorType:
    """GraphQL's `CommonAncestor`; its values are `graph.traversal.ancestry.CommonAncestor`."""

    node: NodeInterface = strawberry.field(description="The node.")
    distances: list[int] = strawberry.field(description="How far it is above each of them, in their order.")
    lowest: bool = strawberry.field(description="Whether no other common ancestor lies below it.")


Of = Annotated[str, strawberry.argument(description="CURIE of the node.")]
After = Annotated[str | None, strawberry.argument(description="Only nodes after this cursor.")]


def ancestors(info: Info, of: Of, first: First = 100, after: After = None) -> RankedPage[Sequence[NodeAtDistance]]:
    """Everything that a node is a kind of, nearest first."""
    return _relatives(info, of, UP, first, after)


def descendants(info: Info, of: Of, first: First = 100, after: After = None) -> RankedPage[Sequence[NodeAtDistance]]:
    """Everything that is a kind of a node, nearest first."""
    return _relatives(info, of, DOWN, first, after)


def _relatives(
    info: Info, of: str, ways: TraversalFilter, first: int, after: str | None
) -> RankedPage[Sequence[NodeAtDistance]]:
    check_range("first", first, 0, Limits.page)
    require_curies(info.context, [of])
    topology = info.context.store.topology
    seed = topology.find([of])
    _, *above = _levels(info, topology, seed, ways)
    numbers = np.concatenate([seed[:0], *above])
    steps = np.repeat(np.arange(1, len(above) + 1), [len(level) for level in above])
    offset = offset_after(after, (of, ways))
    span = slice(offset, offset + first)
    found = zip(topology.nodes(numbers[span]), steps[span].tolist(), strict=True)
    page = [NodeAtDistance(node, distance) for node, distance in found]
    info.context.charge_items(1 + len(page))
    return RankedPage(page, len(page), len(numbers), offset, (of, ways))


def _levels(info: Info, topology: Topology, seeds: Int64Array, ways: TraversalFilter) -> list[Int64Array]:
    """The nodes at each distance from the seeds, counted as rows as they are reached, but for the seeds."""
    found = list[Int64Array]()
    for level in breadth_first_levels(topology, seeds, ways):
        info.context.charge_rows(len(level) if found else 0)
        found.append(level)
    return found


def closure_of(
    info: Info,
    of: Annotated[list[str], strawberry.argument(description="CURIEs of the nodes to start at.")],
    direction: Annotated[
        DirectionEnum | None,  # type: ignore[valid-type]
        strawberry.argument(
            description="OUT, along IS_A to what is broader, or IN, to what is narrower; OUT unless given."
        ),
    ] = None,
    edge_kind: Annotated[
        EdgeKindEnum | None,  # type: ignore[valid-type]
        strawberry.argument(description="The kind of edge to follow; IS_A unless given."),
    ] = None,
    max_nodes: MaxNodes = 200,
    after: AfterNodes = None,
) -> traversal.SubgraphPage:
    """All that can be reached from some nodes along one kind of edge, the nodes themselves first."""
    require_curies(info.context, of)
    ways = traversal.to_traversal_filter(direction or DirectionEnum("out"), None, [edge_kind or EdgeKindEnum("IS_A")])
    topology = info.context.store.topology
    seeds = topology.find(of)
    reached = np.concatenate([seeds[:0], *_levels(info, topology, seeds, ways)])
    info.context.charge_rows(len(seeds))
    offset, end = page_of_nodes(max_nodes, after, (of, ways))
    found = induced_subgraph(topology, reached[:end], ways.edge_kinds, truncated=len(reached) > end)
    info.context.charge_items(len(found.nodes) + len(found.edges))
    return traversal.subgraph_page(found, offset, (of, ways))


def common_ancestors_of(
    info: Info,
    of: Annotated[list[str], strawberry.argument(description=f"CURIEs of the nodes; {Limits.common_seeds} at most.")],
) -> list[CommonAncestor]:
    """What several nodes all are, or are kinds of, nearest first."""
    check_range("of", len(of), 1, Limits.common_seeds)
    require_curies(info.context, of)
    info.context.announce_rows(len(of) * _ROWS_OF_NODE)
    found = common_ancestors(info.context.store.topology, of)
    info.context.charge_items(1 + len(found))
    return found


def is_subsumed(
    info: Info,
    broader: Annotated[str, strawberry.argument(description="CURIE of the node that may be broader.")],
    narrower: Annotated[str, strawberry.argument(description="CURIE of the node that may be a kind of it.")],
) -> bool:
    """Whether one node is another, or what the other is a kind of."""
    require_curies(info.context, (broader, narrower))
    return subsumes(info.context.store.topology, broader, narrower)
