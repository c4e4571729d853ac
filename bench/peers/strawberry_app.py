"""Stock Strawberry over NetworkX on Starlette and uvicorn: plain types with plain resolvers.

python -m bench.peers.strawberry_app PORT GRAPH
"""

import sys
from pathlib import Path
from typing import Annotated

import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL

from bench.peers import strawberry_node as nodes
from bench.peers.strawberry_enums import EdgeKind
from bench.peers.strawberry_node import Node
from bench.peers.strawberry_types import DEFAULT_FIRST, MEMORY, Connection, Indication, Procedure, connection, node


@strawberry.type
class GraphEdge:
    """An edge with both of its ends."""

    kind: EdgeKind
    source_curie: str
    target_curie: str


@strawberry.type
class Subgraph:
    """Some nodes and the edges among them."""

    nodes: list[Node]
    edges: list[GraphEdge]
    truncated: bool


@strawberry.type(name="Path")
class FilterArrays:
    """Nodes joined by edges."""

    nodes: list[Node]

    @strawberry.field
    def length(self) -> int:
        return len(self.nodes) - 1


@strawberry.type
class SearchHit:
    """A node that was found."""

    node: Node | None


@strawberry.type
class SearchResult:
    """What a search found."""

    total_count: int
    nodes: list[SearchHit]


From = Annotated[str, strawberry.argument(name="from")]


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    def procedure(self, curie: str) -> Procedure | None:
        found = node(curie) if curie in MEMORY.graph else None
        return found if isinstance(found, Procedure) else None

    @strawberry.field
    def procedures(self, first: int = DEFAULT_FIRST) -> Connection[Procedure] | None:
        return connection([(curie, "", {}) for curie in MEMORY.procedures], first)

    @strawberry.field
    def neighborhood(self, of: list[str], depth: int = 1, max_nodes: int = 200) -> Subgraph | None:
        found = MEMORY.neighborhood(of, depth, max_nodes)
        edges = [
            GraphEdge(kind=EdgeKind(kind), source_curie=source, target_curie=target)
            for _, kind, source, target in found.edges
        ]
        return Subgraph(nodes=[node(curie) for curie in found.nodes], edges=edges, truncated=found.truncated)

    @strawberry.field
    def path(
        self, start: From, to: str, max_length: int = 4, edge_kinds: list[EdgeKind] | None = None
    ) -> FilterArrays | None:
        found = MEMORY.path(start, to, max_length, [kind.value for kind in edge_kinds or EdgeKind])
        return FilterArrays(nodes=[node(curie) for curie in found]) if found else None

    @strawberry.field
    def search(self, query: str, first: int = 20) -> SearchResult | None:
        found = MEMORY.search(query)
        return SearchResult(total_count=len(found), nodes=[SearchHit(node=node(curie)) for curie in found[:first]])


CONCEPTS = (nodes.Risk, nodes.Role, nodes.Setting, nodes.Preparation, nodes.Benefit, nodes.Recovery, nodes.Alternative)
schema = strawberry.Schema(Query, types=[*CONCEPTS, Indication, nodes.Category, nodes.Step, nodes.Section, Procedure])
app = Starlette(routes=[Route("/graphql", GraphQL(schema))])


if __name__ == "__main__":
    MEMORY.load(Path(sys.argv[2]))
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
