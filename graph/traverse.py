"""Neighbourhood, paths and closure: written once, over any store, one call per level."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from typing import cast

import networkx as nx

from graph.errors import QueryTooCostly
from graph.model import Edge, Node
from graph.store.protocol import Direction, Filter, GraphStore, Hop, Paging

MAX_VISITED = 20_000
"""Nodes a search for paths may look at before it gives up with `QueryTooCostly`."""
MAX_ROWS = 300_000
"""Links that one level of a traversal may look at."""
_AT_ONCE = 64
_EdgeId = tuple[str, str, str, str]


@dataclass(slots=True)
class Subgraph:
    """Nodes and the edges among them; `truncated` where `max_nodes` or a limit cut it short."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[_EdgeId, Edge] = field(default_factory=dict)
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

    def admit(self, node: Node) -> bool:
        """Whether the traversal may enter a node."""
        return not self.kinds or node.kind in self.kinds

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
            _admit(found, node, max_nodes)
    frontier = list(found.nodes)
    for _ in range(depth):
        frontier = await _grow(store, found, frontier, ways, max_nodes)
        if not frontier:
            break
    if frontier:
        await _close_rim(store, found, frontier, ways)
    return found


def _admit(found: Subgraph, node: Node, max_nodes: int) -> bool:
    if node.curie in found.nodes:
        return False
    if len(found.nodes) >= max_nodes:
        found.truncated = True
        return False
    found.nodes[node.curie] = node
    return True


async def _grow(store: GraphStore, found: Subgraph, frontier: list[str], ways: Ways, max_nodes: int) -> list[str]:
    """One level: a few nodes of the frontier at a time, until `max_nodes` are found."""
    fresh: list[str] = []
    for start in range(0, len(frontier), _AT_ONCE):
        hop = replace(ways.hop(), paging=Paging(max_nodes + 1))
        pages = await store.expand(frontier[start : start + _AT_ONCE], hop, MAX_ROWS)
        links = [link for page in pages for link in page.links]
        fresh.extend(node.curie for node in _by_name(link.node for link in links)
                     if _admit(found, node, max_nodes))  # fmt: skip
        _keep_edges(found, (link.edge for link in links))
        if found.truncated:
            break
    return fresh


def _by_name(nodes: Iterable[Node]) -> list[Node]:
    return sorted({node.curie: node for node in nodes}.values(), key=lambda node: (node.name, node.curie))


async def _close_rim(store: GraphStore, found: Subgraph, rim: list[str], ways: Ways) -> None:
    hop = ways.hop()
    inside = Filter(only=(frozenset(rim),))
    pages = await store.expand(rim, replace(hop, filter=inside), MAX_ROWS)
    _keep_edges(found, (link.edge for page in pages for link in page.links))


def _keep_edges(found: Subgraph, edges: Iterable[Edge]) -> None:
    for edge in edges:
        if edge.source in found.nodes and edge.target in found.nodes:
            found.edges[_edge_id(edge)] = edge


async def closure(store: GraphStore, seeds: Sequence[str], kind: str, direction: Direction) -> set[str]:
    """The seeds and all that can be reached from them along edges of one kind."""
    reached, frontier = set(seeds), list(dict.fromkeys(seeds))
    while frontier:
        pages = await store.expand(frontier, Hop((kind,), direction), MAX_ROWS)
        frontier = sorted({link.node.curie for page in pages for link in page.links} - reached)
        reached.update(frontier)
        if len(reached) > MAX_VISITED:
            raise QueryTooCostly(visited=len(reached), limit=MAX_VISITED)
    return reached


async def paths(store: GraphStore, source: str, target: str, count: int, max_length: int, ways: Ways) -> list[Path]:
    """The `count` shortest simple paths of at most `max_length` edges, shortest first.

    `ways.kinds` holds for the nodes between the ends.

    Raises:
        QueryTooCostly: more than `MAX_VISITED` nodes lie within reach.
    """
    sides = await _ends(store, source, target)
    if sides is None or source == target:
        return []
    found: list[Path] = []
    for length in range(1, max_length + 1):
        if not await _widen(store, sides, ways):
            # One side is all that can be reached from its end: what there is, is there.
            return _shortest(sides, source, target, count, max_length, ways)
        if sides[0].nodes.keys() & sides[1].nodes.keys():
            found = _shortest(sides, source, target, count, length, ways)
            if len(found) == count:
                break
    return found


@dataclass(slots=True)
class _Side:
    """What has been reached from one end of the paths, and the rim from which to go on."""

    nodes: dict[str, Node]
    other: str
    backwards: bool
    edges: dict[_EdgeId, Edge] = field(default_factory=dict)
    rim: list[str] = field(default_factory=list)


async def _ends(store: GraphStore, source: str, target: str) -> tuple[_Side, _Side] | None:
    start, end = await store.nodes([source, target])
    if start is None or end is None:
        return None
    forward = _Side({source: start}, target, backwards=False, rim=[source])
    return forward, _Side({target: end}, source, backwards=True, rim=[target])


async def _widen(store: GraphStore, sides: tuple[_Side, _Side], ways: Ways) -> bool:
    """Go one hop further from the side with the smaller rim; False where it has none left.

    With `a` hops from one end and `b` from the other, every path of `a + b` edges lies in what was reached.
    """
    side = min(sides, key=lambda side: len(side.rim))
    if not side.rim:
        return False
    hop = replace(ways.hop(backwards=side.backwards), far_kinds=())
    pages = await store.expand(side.rim, hop, MAX_ROWS)
    links = [link for page in pages for link in page.links]
    allowed = [link for link in links if ways.admit(link.node) or link.node.curie == side.other]
    side.rim = [node.curie for node in _by_name(link.node for link in allowed) if node.curie not in side.nodes]
    side.nodes.update((link.node.curie, link.node) for link in allowed)
    side.edges.update((_edge_id(link.edge), link.edge) for link in allowed)
    if len(side.nodes) > MAX_VISITED:
        raise QueryTooCostly(visited=len(side.nodes), limit=MAX_VISITED)
    # Nothing lies on a path beyond its end.
    side.rim = [curie for curie in side.rim if curie != side.other]
    return True


def _shortest(sides: tuple[_Side, _Side], source: str, target: str, count: int, length: int, ways: Ways) -> list[Path]:
    """The shortest paths within what was reached, none longer than `length`."""
    nodes = {**sides[0].nodes, **sides[1].nodes}
    graph = _searchable(Subgraph(nodes, {**sides[0].edges, **sides[1].edges}), ways.direction)
    if target not in graph or source not in graph or not nx.has_path(graph, source, target):
        return []
    found = []
    walks = cast("Iterator[list[str]]", nx.shortest_simple_paths(graph, source, target))
    for curies in islice(walks, count):
        if len(curies) - 1 > length:
            break
        edges = tuple(graph.edges[pair]["edge"] for pair in pairwise(curies))
        found.append(Path(tuple(nodes[curie] for curie in curies), edges))
    return found


def _searchable(found: Subgraph, direction: Direction) -> "nx.DiGraph[str]":
    """A simple graph of what was found, one edge for each pair of nodes, in an order that never varies."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    by_name = sorted(found.nodes, key=lambda curie: (found.nodes[curie].name, curie))
    graph.add_nodes_from(by_name)
    for _, edge in sorted(found.edges.items()):
        if edge.source not in found.nodes or edge.target not in found.nodes:
            continue
        pairs = [(edge.source, edge.target), (edge.target, edge.source)]
        if direction is Direction.OUT:
            pairs = [(edge.source, edge.target)]
        elif direction is Direction.IN:
            pairs = [(edge.target, edge.source)]
        for near, far in pairs:
            if not graph.has_edge(near, far):
                graph.add_edge(near, far, edge=edge)
    return graph
