"""A frozen graph: nodes and edges read from columns when they are asked for, and the whole of it as NetworkX again."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import networkx as nx
import orjson

from graph.build import Graph
from graph.columns import Array, NamedArrays
from graph.freeze import EDGE_KINDS, NODE_KINDS
from graph.model import Edge, Evidence, Method, Node, Properties

_REMEMBERED = 16_384
"""Decoded nodes and edge bodies kept at a time."""


class FrozenGraph:
    """Nodes and edges by their number in the columns (see `graph.freeze`)."""

    def __init__(self, columns: NamedArrays) -> None:
        self.columns = columns
        self._curies = columns.arena("node.curie")
        self._node_bodies = columns.arena("node.body")
        self._bodies = columns.arena("body")
        self._kinds = columns["node.kind"]
        self._kind_starts, self._kind_nodes = columns["kind.starts"], columns["kind.nodes"]
        self._body_of = plain(columns["edge.body"])
        self.targets, self.sources = plain(columns["edge.target"]), plain(columns["edge.source"])
        self.ranks = plain(columns["node.rank"])
        self._ends = {side: columns[f"edge.{side}"] for side in ("source", "target", "kind", "number", "body")}
        self.node = lru_cache(_REMEMBERED)(self._node)
        self._said = lru_cache(_REMEMBERED)(self._read_body)

    def __len__(self) -> int:
        return len(self._curies)

    def edge_count(self) -> int:
        return len(self._ends["kind"])

    def find(self, curie: str) -> int | None:
        """The number of a node; None where there is none of this CURIE."""
        wanted = curie.encode()
        place = bisect_left(self._curies, wanted)
        return place if place < len(self._curies) and self._curies[place] == wanted else None

    def beginning(self, text: str) -> tuple[int, int]:
        """The first of the nodes whose CURIEs begin so, and the first after them."""
        start = text.encode()
        return bisect_left(self._curies, start), bisect_left(self._curies, start[:-1] + bytes([start[-1] + 1]))

    def of_kind(self, kind: str) -> Sequence[int]:
        """The nodes of a kind, by name."""
        number = NODE_KINDS.index(kind)
        start, end = self._kind_starts[number : number + 2].tolist()
        return self._kind_nodes[start:end]  # type: ignore[return-value]

    def row(self, node: int, kind: str, *, out: bool) -> Array:
        """The edges of a kind that leave a node, or that enter it, in the order in which they are listed."""
        side = f"{'out' if out else 'in'}.{kind}"
        nodes, edges = self.columns[f"{side}.nodes"], self.columns[f"{side}.edges"]
        place = int(nodes.searchsorted(nodes.dtype.type(node)))
        if place == len(nodes) or nodes[place] != node:
            return edges[:0]
        start, end = self.columns[f"{side}.starts"][place : place + 2].tolist()
        return edges[start:end]

    def rows(self, kind: str, *, out: bool) -> Callable[[int], Sequence[int]]:
        """`row` for many nodes, one after the other: the arrays are looked up once and read without numpy."""
        side = f"{'out' if out else 'in'}.{kind}"
        nodes, starts, edges = (plain(self.columns[f"{side}.{name}"]) for name in ("nodes", "starts", "edges"))
        count = len(nodes)

        def row(node: int) -> Sequence[int]:
            place = bisect_left(nodes, node)
            if place == count or nodes[place] != node:
                return ()
            return edges[starts[place] : starts[place + 1]]

        return row

    def row_lengths(self, nodes: Array, kind: str, *, out: bool) -> Array:
        """How many edges of a kind leave each of these nodes, or enter it; each has at least one."""
        side = f"{'out' if out else 'in'}.{kind}"
        places = self.columns[f"{side}.nodes"].searchsorted(nodes)
        starts = self.columns[f"{side}.starts"]
        return starts[places + 1] - starts[places]

    def _node(self, number: int) -> Node:
        name, properties = orjson.loads(self._node_bodies[number])
        curie = self._curies[number].decode()
        return Node(curie, NODE_KINDS[self._kinds[number]], name, _properties(properties), number)

    def source(self, edge: int) -> int:
        return int(self._ends["source"][edge])

    def target(self, edge: int) -> int:
        return int(self._ends["target"][edge])

    def curie(self, number: int) -> str:
        return self._curies[number].decode()

    def key(self, edge: int) -> str:
        """The key of an edge among the edges between its two nodes."""
        kind, number = EDGE_KINDS[self._ends["kind"][edge]], int(self._ends["number"][edge])
        return kind if number == 1 else f"{kind}#{number}"

    def said(self, edge: int) -> tuple[Properties, tuple[Evidence, ...]]:
        """The properties and the evidence of an edge."""
        return self._said(self._body_of[edge])

    def edge(self, number: int) -> Edge:
        """An edge as a value."""
        properties, evidence = self._said(int(self._ends["body"][number]))
        source, target = self.curie(self.source(number)), self.curie(self.target(number))
        return Edge(source, EDGE_KINDS[self._ends["kind"][number]], target, properties, evidence)

    def _read_body(self, number: int) -> tuple[Properties, tuple[Evidence, ...]]:
        properties, evidence = orjson.loads(self._bodies[number])
        return _properties(properties), tuple(map(_evidence, evidence))

    def all_nodes(self) -> Iterator[Node]:
        return (self._node(number) for number in range(len(self)))

    def to_networkx(self) -> Graph:
        """The graph as it was before it was frozen, without its documents and version."""
        graph: Graph = nx.MultiDiGraph()
        for node in self.all_nodes():
            graph.add_node(node.curie, kind=node.kind, name=node.name, **node.properties)
        curies = list(graph)
        for number in range(self.edge_count()):
            properties, evidence = self._said(int(self._ends["body"][number]))
            source, target = curies[self.source(number)], curies[self.target(number)]
            graph.add_edge(source, target, self.key(number), **properties, evidence=evidence)
        return graph


def plain(column: Array) -> Sequence[int]:
    """A column as a sequence of whole numbers: faster than numpy where one is read at a time."""
    return memoryview(column.data)


def _evidence(read: dict[str, Any]) -> Evidence:
    return Evidence(**read | {"method": Method(read["method"])})


def _properties(read: dict[str, Any]) -> Properties:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in read.items()}
