"""Patterns over the ontology, as GraphQL takes them, and their matches."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from graph.model.direction import Direction
from graph.model.elements import split_curie
from graph.model.limits import Limits
from graph.traversal.pattern import EdgeMatch, EdgePattern, Match, Matcher, NodePattern
from schema.context import Info
from schema.fields.traversal import check_range
from schema.types import traversals as traversal
from schema.types.connection import PageInfo
from schema.types.declare import field
from schema.types.enums import DirectionEnum, EdgeKindEnum, NodeKindEnum
from schema.types.node import NodeInterface
from schema.types.ranked_list import First, RankedPage, offset_after


@strawberry.input(name="NodePattern", description="What a node must be; all that is given must hold.")
class NodePatternInput:
    """GraphQL's `NodePattern`."""

    kind: NodeKindEnum | None = strawberry.field(default=None, description="Its kind.")  # type: ignore[valid-type]
    curies: list[str] | None = strawberry.field(default=None, description="One of these nodes.")
    descendant_of: str | None = strawberry.field(
        default=None, description="The node of this CURIE, or a kind of it along IS_A."
    )
    edges: list["EdgePatternInput"] | None = strawberry.field(default=None, description="Edges that it must have.")


@strawberry.input(name="EdgePattern", description="An edge, and what stands at its other end.")
class EdgePatternInput:
    """GraphQL's `EdgePattern`."""

    kind: EdgeKindEnum = strawberry.field(description="The kind of edge.")  # type: ignore[valid-type]
    node: NodePatternInput = strawberry.field(description="What it leads to.")
    direction: DirectionEnum | None = strawberry.field(  # type: ignore[valid-type]
        default=None, description="OUT from the node above, or IN to it; OUT unless given."
    )
    absent: bool = strawberry.field(default=False, description="Whether there must be no such edge.")


@strawberry.type(name="MatchedEdge", description="An edge that meets an edge of the pattern.")
class MatchedEdge:
    """GraphQL's `MatchedEdge`; its values are `graph.traversal.pattern.EdgeMatch`."""

    edge: traversal.GraphEdge = strawberry.field(description="The edge, with its evidence.")
    node: NodeInterface = strawberry.field(description="What it leads to.")

    @field("How that meets the rest of the pattern.", list["MatchedEdge"])
    def edges(self, root: strawberry.Parent[EdgeMatch]) -> Sequence[EdgeMatch]:
        return root.links


@strawberry.type(name="Match", description="A node that can stand at the root of the pattern, and why.")
class MatchType:
    """GraphQL's `Match`; its values are `graph.traversal.pattern.Match`."""

    node: NodeInterface = strawberry.field(description="The node.")

    @field("The edges that meet those of the pattern, at most ten for each.", list[MatchedEdge])
    def edges(self, root: strawberry.Parent[Match]) -> Sequence[EdgeMatch]:
        return root.links


@strawberry.type(name="MatchResult", description="A page of matches, by name.")
class MatchResult:
    """GraphQL's `MatchResult`; its values are a `RankedPage` of matches."""

    @field("How many matches there are in all, on every page.")
    def total_count(self, root: strawberry.Parent[RankedPage[Sequence[Match]]]) -> int:
        return root.total

    @field("The matches of this page.", list[MatchType])
    def nodes(self, root: strawberry.Parent[RankedPage[Sequence[Match]]]) -> Sequence[Match]:
        return root.page

    page_info: PageInfo = strawberry.field(description="Whether there is more.")


def match(
    info: Info,
    pattern: Annotated[NodePatternInput, strawberry.argument(description="The root of the pattern.")],
    first: First = 20,
    after: Annotated[str | None, strawberry.argument(description="Only matches after this cursor.")] = None,
) -> RankedPage[Sequence[Match]]:
    """The nodes that can stand at the root of a pattern, by name, with the edges that make them match."""
    check_range("first", first, 0, Limits.page)
    asked = _node(pattern)
    offset = offset_after(after, asked)
    matcher = Matcher(info.context.store.topology, asked, info.context.announce_rows)
    roots = matcher.roots()
    page = list[Match]()
    for found in matcher.matches(roots[offset : offset + first]):
        info.context.charge_items(1 + _size(found.links))
        page.append(found)
    return RankedPage(page, len(page), len(roots), offset, asked)


def _size(links: Sequence[EdgeMatch]) -> int:
    return sum(1 + _size(link.links) for link in links)


def _node(given: NodePatternInput) -> NodePattern:
    for curie in (*(given.curies or ()), *([given.descendant_of] if given.descendant_of else ())):
        split_curie(curie)
    kind = next(iter(traversal.enum_values([given.kind], NodeKindEnum)), None)
    curies = None if given.curies is None else tuple(given.curies)
    return NodePattern(kind, curies, given.descendant_of, tuple(map(_edge, given.edges or ())))


def _edge(given: EdgePatternInput) -> EdgePattern:
    (kind,) = traversal.enum_values([given.kind], EdgeKindEnum)
    direction = traversal.enum_values([given.direction], DirectionEnum) or (Direction.OUT,)
    return EdgePattern(kind, _node(given.node), Direction(*direction), given.absent)
