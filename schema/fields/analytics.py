"""What the shape of the graph says of its nodes: degree, PageRank, communities."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
import strawberry

from graph.model.direction import Direction
from graph.model.elements import Node
from graph.model.errors import CommunitiesNotFound, InvalidArgument
from graph.model.limits import Limits
from graph.storage.column_types import NOT_FOUND, NOWHERE
from graph.traversal.topology import Int64Array, Topology
from schema.context import Info
from schema.fields.describe import NodeCount
from schema.fields.traversal import check_range
from schema.types.connection import PageInfo
from schema.types.declare import enum_type, field
from schema.types.enums import NodeKindEnum
from schema.types.node import NodeInterface
from schema.types.ranked_list import First, RankedPage, offset_after
from schema.types.traversals import enum_values

AnalyticsOrder = enum_type(
    "AnalyticsOrder",
    "By what nodes are ranked, the highest first.",
    [("pageRank", "By PageRank."), ("degree", "By the number of edges.")],
)
_AT_ONCE = 10
"""Nodes that are put in order by arrays in the time in which one is looked at."""
_PASSED_OVER = 1000
"""Nodes whose communities are compared by arrays in that time."""
_CENTRAL = 5


@dataclass(frozen=True, slots=True)
class NodeMeasures:
    """A node, by its number in the graph."""

    topology: Topology
    number: int


@strawberry.type(name="NodeAnalytics", description="What the shape of the graph says of a node.")
class NodeAnalytics:
    """GraphQL's `NodeAnalytics`; its values are `NodeMeasures`."""

    @field("The node.", NodeInterface)
    def node(self, root: strawberry.Parent[NodeMeasures]) -> Node:
        return root.topology.graph.node(root.number)

    @field("How many edges it has, counted from both ends.")
    def degree(self, root: strawberry.Parent[NodeMeasures]) -> int:
        return root.topology.count(np.array([root.number]), Direction.BOTH)

    @field("How many edges start at it.")
    def out_degree(self, root: strawberry.Parent[NodeMeasures]) -> int:
        return root.topology.count(np.array([root.number]), Direction.OUT)

    @field("How many edges end at it.")
    def in_degree(self, root: strawberry.Parent[NodeMeasures]) -> int:
        return root.topology.count(np.array([root.number]), Direction.IN)

    @field("Its PageRank, with a damping of 0.85; all nodes together have 1.")
    def page_rank(self, root: strawberry.Parent[NodeMeasures]) -> float:
        return float(root.topology.page_rank[root.number])

    @field(
        "The number of its community, from 0 for the largest; null for a code, whose code system says more, and for "
        "all nodes of a graph in which communities were not looked for: `communities` refuses there."
    )
    def community(self, root: strawberry.Parent[NodeMeasures]) -> int | None:
        number = int(root.topology.community[root.number])
        return None if number in (NOWHERE, NOT_FOUND) else number


@dataclass(frozen=True, slots=True)
class Community:
    """A community by its number, and its nodes by PageRank."""

    topology: Topology
    number: int
    members: Int64Array


@strawberry.type(
    name="Community",
    description="Procedures with pages and what they share that are joined more closely with each other than with "
    "others; found by the method of Louvain, or by label propagation where more than 300,000 edges join them. Where "
    f"more than {Limits.community_edges:,} do, they are not looked for.",
)
class CommunityType:
    """GraphQL's `Community`; its values are `Community`."""

    number: int = strawberry.field(description="Its number, from 0 for the largest.")

    @field("How many nodes it has.")
    def size(self, root: strawberry.Parent[Community]) -> int:
        return len(root.members)

    @field("How many nodes of each kind it has, most first.")
    def kinds(self, root: strawberry.Parent[Community]) -> list[NodeCount]:
        kinds = Counter(root.topology.kinds_of(root.members))
        return [NodeCount(kind=NodeKindEnum(kind), count=count) for kind, count in kinds.most_common()]

    @field(f"The {_CENTRAL} nodes with the highest PageRank.", list[NodeInterface])
    def central(self, root: strawberry.Parent[Community]) -> Sequence[Node]:
        return root.topology.nodes(root.members[:_CENTRAL])


@strawberry.type(name="AnalyticsResult", description="A page of nodes, ranked.")
class AnalyticsResult:
    """GraphQL's `AnalyticsResult`; its values are a `RankedPage` of measured nodes."""

    @field("How many nodes there are in all, on every page.")
    def total_count(self, root: strawberry.Parent[RankedPage[Sequence[NodeMeasures]]]) -> int:
        return root.total

    @field("The nodes of this page.", list[NodeAnalytics])
    def nodes(self, root: strawberry.Parent[RankedPage[Sequence[NodeMeasures]]]) -> Sequence[NodeMeasures]:
        return root.page

    page_info: PageInfo = strawberry.field(description="Whether there is more.")


After = Annotated[str | None, strawberry.argument(description="Only what comes after this cursor.")]


def analytics(
    info: Info,
    kinds: Annotated[
        list[NodeKindEnum] | None,  # type: ignore[valid-type]
        strawberry.argument(description="Only nodes of these kinds."),
    ] = None,
    community: Annotated[int | None, strawberry.argument(description="Only nodes of this community.")] = None,
    order_by: Annotated[
        AnalyticsOrder | None,  # type: ignore[valid-type]
        strawberry.argument(description="By what to rank them; PAGE_RANK unless given."),
    ] = None,
    first: First = 20,
    after: After = None,
) -> RankedPage[Sequence[NodeMeasures]]:
    """Nodes ranked by their place in the graph, the highest first."""
    check_range("first", first, 0, Limits.page)
    if community is not None and community < 0:
        raise InvalidArgument(argument="community", value=community, minimum=0)
    topology = info.context.store.topology
    if community is not None:
        _check_found(topology)
    asked = (enum_values(kinds, NodeKindEnum), community, enum_values([order_by], AnalyticsOrder) or ("pageRank",))
    info.context.announce_rows(len(topology) // _AT_ONCE)
    ranked = _ranked(topology, *asked)
    offset = offset_after(after, asked)
    page = [NodeMeasures(topology, int(number)) for number in ranked[offset : offset + first]]
    info.context.charge_items(1 + len(page))
    return RankedPage(page, len(page), len(ranked), offset, asked)


def _ranked(topology: Topology, kinds: tuple[str, ...], community: int | None, order: tuple[str, ...]) -> Int64Array:
    chosen = np.ones(len(topology), dtype=np.bool_)
    allowed = topology.of_kinds(kinds)
    if allowed is not None:
        chosen &= allowed
    if community is not None:
        chosen &= topology.community == community
    numbers = np.flatnonzero(chosen)
    measure = topology.degree if order == ("degree",) else topology.page_rank
    return numbers[np.lexsort((topology.rank(numbers), -measure[numbers]))]


def communities(info: Info, first: First = 20) -> list[Community]:
    """The communities of procedures with pages and of what they share, the largest first."""
    check_range("first", first, 0, Limits.page)
    topology = info.context.store.topology
    _check_found(topology)
    count = min(first, int(topology.community.max(initial=NOWHERE)) + 1)
    info.context.announce_rows((1 + count) * len(topology) // _PASSED_OVER)
    found = [Community(topology, number, _ranked(topology, (), number, ())) for number in range(count)]
    info.context.charge_items(1 + len(found))
    return found


def _check_found(topology: Topology) -> None:
    """Raise `CommunitiesNotFound` where communities were not looked for, which is so of all nodes or of none."""
    if len(topology) and topology.community[0] == NOT_FOUND:
        raise CommunitiesNotFound(limit=Limits.community_edges)
