"""Neighbourhood, paths and closure: written once, over any store, one call per level."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import cast

import networkx as nx

from graph.errors import QueryTooCostly
from graph.model import Edge, Node
from graph.store.protocol import Direction, Filter, GraphStore, Hop

MAX_VISITED = 20_000
"""Nodes a search for paths may look at before it gives up with `QueryTooCostly`."""
_EdgeId = tuple[str, str, str, str]


@dataclass(slots=True)
class Subgraph:
    """Nodes and the edges among them; `truncated` where `max_nodes` or a limit cut it short."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[_EdgeId, Edge] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes joined by edges: `edges[i]` joins `nodes[i]` and `nodes[i + 1]`, in either direction."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """Which edges a traversal may follow, and which kinds of node it may enter; empty means any."""

    direction: Direction = Direction.BOTH
    kinds: tuple[str, ...] = ()
    edge_kinds: tuple[str, ...] = ()

    def hop(self, *, backwards: bool = False) -> Hop:
        direction = self.direction.reverse() if backwards else self.direction
        return Hop(self.edge_kinds, direction, self.kinds)


def _edge_id(edge: Edge) -> _EdgeId:
    return edge.source, edge.kind, edge.target, repr(sorted(edge.properties.items()))


async def neighborhood(store: GraphStore, seeds: Sequence[str], depth: int, ways: Ways, max_nodes: int) -> Subgraph:
    """All nodes within `depth` hops of the seeds, nearest first and by name among equals, at most `max_nodes`.

    Unknown seeds are left out. The edges are those the traversal followed between nodes it kept, and those that join
    the nodes of its rim.
    """
    found = Subgraph()
    for node in await store.nodes(list(dict.fromkeys(seeds))):
        if node is not None:
            _admit(found, node, 0, max_nodes)
    frontier = list(found.nodes)
    for level in range(1, depth + 1):
        frontier = await _grow(store, found, frontier, level, ways, max_nodes)
        if not frontier:
            break
    if frontier:
        await _close_rim(store, found, frontier, ways)
    return found


def _admit(found: Subgraph, node: Node, depth: int, max_nodes: int) -> bool:
    if node.curie in found.nodes:
        return False
    if len(found.nodes) >= max_nodes:
        found.truncated = True
        return False
    found.nodes[node.curie] = node
    found.depths[node.curie] = depth
    return True


async def _grow(
    store: GraphStore, found: Subgraph, frontier: list[str], depth: int, ways: Ways, max_nodes: int
) -> list[str]:
    pages = await store.expand(frontier, ways.hop(), MAX_VISITED)
    links = [link for page in pages for link in page.links]
    nodes = sorted({link.node.curie: link.node for link in links}.values(), key=lambda n: (n.name, n.curie))
    fresh = [node.curie for node in nodes if _admit(found, node, depth, max_nodes)]
    _keep_edges(found, (link.edge for link in links))
    return fresh


async def _close_rim(store: GraphStore, found: Subgraph, rim: list[str], ways: Ways) -> None:
    hop = ways.hop()
    inside = Filter(only=(frozenset(rim),))
    pages = await store.expand(rim, Hop(hop.kinds, hop.direction, hop.far_kinds, inside), MAX_VISITED)
    _keep_edges(found, (link.edge for page in pages for link in page.links))


def _keep_edges(found: Subgraph, edges: Iterable[Edge]) -> None:
    for edge in edges:
        if edge.source in found.nodes and edge.target in found.nodes:
            found.edges[_edge_id(edge)] = edge


async def closure(store: GraphStore, seeds: Sequence[str], kind: str, direction: Direction) -> set[str]:
    """The seeds and all that can be reached from them along edges of one kind."""
    reached, frontier = set(seeds), list(dict.fromkeys(seeds))
    while frontier:
        pages = await store.expand(frontier, Hop((kind,), direction), MAX_VISITED)
        frontier = sorted({link.node.curie for page in pages for link in page.links} - reached)
        reached.update(frontier)
        if len(reached) > MAX_VISITED:
            raise QueryTooCostly(visited=len(reached), limit=MAX_VISITED)
    return reached


async def paths(store: GraphStore, source: str, target: str, count: int, max_length: int, ways: Ways) -> list[Path]:
    """The `count` shortest simple paths of at most `max_length` edges, shortest first.

    Raises:
        QueryTooCostly: more than `MAX_VISITED` nodes lie within reach.
    """
    between = await _between(store, source, target, max_length, ways)
    if source not in between.nodes or target not in between.nodes or source == target:
        return []
    graph = _searchable(between, ways.direction)
    if not nx.has_path(graph, source, target):
        return []
    found = []
    walks = cast("Iterator[list[str]]", nx.shortest_simple_paths(graph, source, target))
    for curies in islice(walks, count):
        if len(curies) - 1 > max_length:
            break
        edges = tuple(graph.edges[pair]["edge"] for pair in pairwise(curies))
        found.append(Path(tuple(between.nodes[curie] for curie in curies), edges))
    return found


async def _between(store: GraphStore, source: str, target: str, max_length: int, ways: Ways) -> Subgraph:
    """Everything that can lie on a path: grown from both ends by turns, the smaller rim first."""
    sides = (Subgraph(), Subgraph())
    rims: list[list[str]] = [[], []]
    for side, end in enumerate((source, target)):
        for node in await store.nodes([end]):
            if node is not None:
                _admit(sides[side], node, 0, MAX_VISITED)
                rims[side] = [end]
    if not all(rims):
        return Subgraph()
    depths = [0, 0]
    for _ in range(max_length):
        side = 0 if len(rims[0]) <= len(rims[1]) else 1
        if not rims[side]:
            break
        depths[side] += 1
        rims[side] = await _reach(store, sides[side], rims[side], depths[side], ways.hop(backwards=side == 1))
    return Subgraph({**sides[0].nodes, **sides[1].nodes}, {**sides[0].edges, **sides[1].edges})


async def _reach(store: GraphStore, found: Subgraph, frontier: list[str], depth: int, hop: Hop) -> list[str]:
    pages = await store.expand(frontier, hop, MAX_VISITED)
    links = [link for page in pages for link in page.links]
    nodes = sorted({link.node.curie: link.node for link in links}.values(), key=lambda n: (n.name, n.curie))
    fresh = [node.curie for node in nodes if _admit(found, node, depth, MAX_VISITED)]
    if found.truncated:
        raise QueryTooCostly(visited=len(found.nodes), limit=MAX_VISITED)
    _keep_edges(found, (link.edge for link in links))
    return fresh


def _searchable(found: Subgraph, direction: Direction) -> "nx.DiGraph[str]":
    """A simple graph of what was found, one edge for each pair of nodes, in an order that never varies."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    by_name = sorted(found.nodes, key=lambda curie: (found.nodes[curie].name, curie))
    graph.add_nodes_from(by_name)
    for _, edge in sorted(found.edges.items()):
        pairs = [(edge.source, edge.target), (edge.target, edge.source)]
        if direction is Direction.OUT:
            pairs = [(edge.source, edge.target)]
        elif direction is Direction.IN:
            pairs = [(edge.target, edge.source)]
        for near, far in pairs:
            if not graph.has_edge(near, far):
                graph.add_edge(near, far, edge=edge)
    return graph
