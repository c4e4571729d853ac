"""Traversals as GraphQL shows them: subgraphs, paths and comparisons."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import strawberry
from strawberry.scalars import JSON

from graph.model.elements import Edge, Node
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.store import Direction
from graph.traversal.best_paths import Path
from graph.traversal.neighborhood import Subgraph
from graph.traversal.topology import TraversalFilter
from schema.context import Info
from schema.types.declare import TYPES, attribute_field, field, object_type
from schema.types.enums import DirectionEnum, EdgeKindEnum, NodeKindEnum
from schema.types.evidence import EvidenceType
from schema.types.node import NodeInterface
from schema.types.ranked_list import encode_offset

STATED = tuple(kind.name for kind in ONTOLOGY.edge_kinds if not kind.computed)
"""Edges that a traversal follows unless told otherwise: a computed resemblance joins what no source joins."""
_WAYS = 256
"""Different ways that are remembered."""


@strawberry.type(name="GraphEdge", description="An edge of the property graph with both of its ends.")
class GraphEdge:
    """GraphQL's `GraphEdge`; its values are `graph.model.elements.Edge`."""

    kind: EdgeKindEnum = strawberry.field(description="The kind of edge, as the ontology names it.")  # type: ignore[valid-type]
    evidence: list[EvidenceType] = strawberry.field(description="Where the edge comes from.")

    @field("The node at which the edge starts.", NodeInterface)
    def source(self, root: strawberry.Parent[Edge], info: Info) -> Node | None:
        return info.context.node(root.source)

    @field("The node at which the edge ends.", NodeInterface)
    def target(self, root: strawberry.Parent[Edge], info: Info) -> Node | None:
        return info.context.node(root.target)

    @field("CURIE of the node at which the edge starts.")
    def source_curie(self, root: strawberry.Parent[Edge]) -> str:
        return root.source

    @field("CURIE of the node at which the edge ends.")
    def target_curie(self, root: strawberry.Parent[Edge]) -> str:
        return root.target

    @field("The properties of the edge, by the names of the ontology.")
    def properties(self, root: strawberry.Parent[Edge]) -> JSON:
        return JSON(dict(root.properties))


@dataclass(frozen=True, slots=True)
class SubgraphPage:
    """Some nodes of a subgraph with their edges to these and to earlier ones, and where to go on."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    truncated: bool
    end_cursor: str | None


def subgraph_page(found: Subgraph, offset: int, question: object) -> SubgraphPage:
    """What is left of the beginning of a subgraph when the first nodes are passed over."""
    nodes, edges = found.nodes[offset:], found.edges
    if offset:
        shown = {node.curie for node in nodes}
        edges = [edge for edge in edges if edge.source in shown or edge.target in shown]
    end = offset + len(nodes)
    has_next = found.truncated and end < Limits.subgraph_nodes
    return SubgraphPage(nodes, edges, found.truncated, encode_offset(end, question) if has_next else None)


@strawberry.type(name="Subgraph", description="Some nodes and the edges among them.")
class SubgraphType:
    """GraphQL's `Subgraph`; its values are `SubgraphPage`."""

    nodes: list[NodeInterface] = strawberry.field(description="The nodes, nearest first.")
    edges: list[GraphEdge] = strawberry.field(
        description="The edges among the nodes, and between these and the nodes of the pages before."
    )
    truncated: bool = strawberry.field(description="Whether there was more than `maxNodes` allowed.")
    end_cursor: str | None = strawberry.field(description="Where to go on with `after`; null where no more can be had.")


@strawberry.type(name="Path", description="Nodes joined by edges: `edges[i]` joins `nodes[i]` and `nodes[i + 1]`.")
class PathType:
    """GraphQL's `Path`; its values are `graph.traversal.best_paths.Path`."""

    nodes: list[NodeInterface] = strawberry.field(description="The nodes from one end to the other.")
    edges: list[GraphEdge] = strawberry.field(description="The edges between them, each with its own direction.")

    informativeness: float = strawberry.field(
        description="From 0 to 1: how much the path says. Each edge counts with how many edges of its kind its two "
        "nodes have, each to the power of -0.4: the path degree product of Himmelstein and Baranzini (2015)."
    )

    @field("How many edges the path has.")
    def length(self, root: strawberry.Parent[Path]) -> int:
        return len(root.edges)


object_type(
    "SectionComparison",
    "One section of two procedures side by side.",
    {
        "edge_kind": attribute_field("EdgeKind", "What joins the procedures to these nodes."),
        "shared": attribute_field("list[NodeInterface]", "What both have."),
        "only_a": attribute_field("list[NodeInterface]", "What only the first has."),
        "only_b": attribute_field("list[NodeInterface]", "What only the second has."),
    },
)
object_type(
    "Comparison",
    "Two procedures side by side.",
    {
        "a": attribute_field("Procedure", "The first procedure."),
        "b": attribute_field("Procedure", "The second procedure."),
        "sections": attribute_field(
            "list[SectionComparison]", "The sections in which at least one of them has something."
        ),
    },
)
TYPES.update(SubgraphType=SubgraphType, PathType=PathType)


def to_traversal_filter(direction: Any, kinds: Any, edge_kinds: Any) -> TraversalFilter:
    """Which way a caller wants to go; nothing given means along any edge that a source stands for."""
    return _ways(direction or None, tuple(kinds or ()), tuple(edge_kinds or ()))


@lru_cache(_WAYS)
def _ways(direction: Any, kinds: tuple[Any, ...], edge_kinds: tuple[Any, ...]) -> TraversalFilter:
    chosen = Direction(direction.value) if isinstance(direction, DirectionEnum) else Direction.BOTH
    return TraversalFilter(chosen, enum_values(kinds, NodeKindEnum), enum_values(edge_kinds, EdgeKindEnum) or STATED)


def enum_values(given: Any, enum: type) -> tuple[str, ...]:
    """What the graph stores for some enum members; nothing for nothing."""
    return tuple(item.value for item in given or () if isinstance(item, enum))  # type: ignore[attr-defined]
