"""The store once more, over a `networkx.MultiDiGraph` in memory: what `GraphStore` is compared with."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.model.direction import Direction
from graph.model.elements import Edge, Node, Value
from graph.model.errors import QueryTooCostly
from graph.model.ontology import EDGE_KINDS
from graph.model.property_graph import Graph, edges_of, iter_nodes
from graph.store.filter_predicate import matches_filter
from graph.store.query_types import Hop, Link, LinkPage, NodePage, Paging, Scan, Summary
from graph.store.sort_key import EdgeKey, Key, Order, node_value


class MemoryStore:
    """Answers from a built graph as `GraphStore` does, but for what it has to look at."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._nodes = {node.curie: node for node in iter_nodes(graph)}
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
        links = {link.key: link for link in seen if matches_filter(hop.filter, link.node, link.edge)}
        keys = ordered(links, hop.order)
        start, end = span(keys, hop.paging)
        found = [links[key] for key in keys[start:end]]
        return LinkPage(found, len(keys), end < len(keys), start > 0, len(seen))

    def scan(self, scan: Scan) -> NodePage:
        of_kind = self._by_kind.get(scan.kind, [])
        kept = [node for node in of_kind if matches_filter(scan.filter, node)]
        nodes = {Key(node_value(node, scan.order.property), node.name, node.curie): node for node in kept}
        keys = ordered(nodes, scan.order)
        start, end = span(keys, scan.paging)
        found = [(nodes[key], key) for key in keys[start:end]]
        return NodePage(found, len(keys), end < len(keys), start > 0, len(of_kind))

    def summary(self) -> Summary:
        return self._summary

    def _links(self, curie: str, hop: Hop) -> Iterator[Link]:
        if curie not in self._graph:
            return
        if hop.direction is not Direction.IN:
            for source, target, key in self._graph.out_edges(curie, keys=True):
                yield from self._link(source, target, key, hop, against=False)
        if hop.direction is not Direction.OUT:
            for source, target, key in self._graph.in_edges(curie, keys=True):
                yield from self._link(source, target, key, hop, against=True)

    def _link(self, source: str, target: str, key: str, hop: Hop, *, against: bool) -> Iterator[Link]:
        kind, _, number = key.partition("#")
        node = self._nodes[source if against else target]
        if (hop.kinds and kind not in hop.kinds) or (hop.far_kinds and node.kind not in hop.far_kinds):
            return
        attributes = self._graph.edges[source, target, key]
        properties = {name: value for name, value in attributes.items() if name != "evidence"}
        edge = Edge(source, kind, target, properties, attributes["evidence"])
        value = properties.get(hop.order.property) if hop.order.on_edge else node_value(node, hop.order.property)
        place = EdgeKey(EDGE_KINDS.index(kind), int(number or 1), against and hop.direction is Direction.BOTH)
        yield Link(edge, node, Key(value, node.name, node.curie, place))


def ordered(keys: Iterable[Key], order: Order) -> list[Key]:
    """Keys in order: first by all but the value, then by the value, which keeps what is equal as it is."""
    sorted_by_name = sorted(keys, key=lambda key: (key.name.casefold(), key.name, key.curie, key.edge or ()))
    known = [key for key in sorted_by_name if key.value is not None]
    by_value = sorted(known, key=lambda key: _comparable(key.value), reverse=order.descending)
    return by_value + [key for key in sorted_by_name if key.value is None]


def _comparable(value: Value | None) -> Any:
    text = "\n".join(value) if isinstance(value, tuple) else value
    return (text.casefold(), text) if isinstance(text, str) else text


def span(keys: Sequence[Key], paging: Paging | None) -> tuple[int, int]:
    """Where a page begins and ends; the keys that it lies between must be among all."""
    if paging is None:
        return 0, len(keys)
    start = keys.index(paging.after) + 1 if paging.after else 0
    end = keys.index(paging.before) if paging.before else len(keys)
    end = max(start, end)
    return (max(start, end - paging.limit), end) if paging.from_end else (start, min(end, start + paging.limit))
