"""The store once more, over a `networkx.MultiDiGraph` in memory: what `GraphStore` is compared with."""

from collections import Counter
from collections.abc import Iterator

from graph.build import Graph, edges_of, nodes_of
from graph.direction import Direction
from graph.errors import QueryTooCostly
from graph.model import Edge, Node
from graph.store.query import Hop, Key, Link, LinkPage, NodePage, Scan, Summary
from graph.store.select import accepts, key_of, page


class MemoryStore:
    """Answers from a built graph as `GraphStore` does, but for what it has to look at."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._nodes = {node.curie: node for node in nodes_of(graph)}
        self._by_kind: dict[str, list[Node]] = {}
        for node in self._nodes.values():
            self._by_kind.setdefault(node.kind, []).append(node)
        edges = Counter(edge.kind for edge in edges_of(graph))
        counts = {kind: len(nodes) for kind, nodes in sorted(self._by_kind.items())}
        documents = graph.graph["documents"]
        self._summary = Summary(graph.graph["version"], documents, counts, dict(sorted(edges.items())))

    def node(self, curie: str) -> Node | None:
        return self._nodes.get(curie)

    def expand(self, curie: str, hop: Hop, budget: int) -> LinkPage:
        seen = list(self._links(curie, hop))
        if len(seen) > budget:
            raise QueryTooCostly
        links = [(link.key, link) for link in seen if accepts(hop.filter, link.node, link.edge)]
        stretch = page(links, hop.order, hop.paging)
        found = [link for _, link in stretch.items]
        return LinkPage(found, stretch.total, stretch.has_next, stretch.has_previous, len(seen))

    def scan(self, scan: Scan) -> NodePage:
        kept = [node for node in self._by_kind.get(scan.kind, ()) if accepts(scan.filter, node)]
        items: list[tuple[Key, Node]] = [(key_of(scan.order, node), node) for node in kept]
        stretch = page(items, scan.order, scan.paging)
        found = [(node, key) for key, node in stretch.items]
        looked_at = len(self._by_kind.get(scan.kind, ()))
        return NodePage(found, stretch.total, stretch.has_next, stretch.has_previous, looked_at)

    def summary(self) -> Summary:
        return self._summary

    def _links(self, curie: str, hop: Hop) -> Iterator[Link]:
        if curie not in self._graph:
            return
        if hop.direction is not Direction.IN:
            for source, target, key in self._graph.out_edges(curie, keys=True):
                yield from self._link(source, target, key, target, hop)
        if hop.direction is not Direction.OUT:
            for source, target, key in self._graph.in_edges(curie, keys=True):
                yield from self._link(source, target, key, source, hop)

    def _link(self, source: str, target: str, key: str, far: str, hop: Hop) -> Iterator[Link]:
        kind, node = key.partition("#")[0], self._nodes[far]
        if (hop.kinds and kind not in hop.kinds) or (hop.far_kinds and node.kind not in hop.far_kinds):
            return
        attributes = self._graph.edges[source, target, key]
        properties = {name: value for name, value in attributes.items() if name != "evidence"}
        edge = Edge(source, kind, target, properties, attributes["evidence"])
        yield Link(edge, node, key_of(hop.order, node, edge, f"{key} {source} {target}"))
