"""A frozen graph: nodes and edges read from columns when they are asked for."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np

from graph.model.elements import Edge, Evidence, Node, Properties
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.storage.columns import Array, NamedArrays, as_int_sequence
from graph.storage.decoding import decode_json
from graph.storage.evidence_columns import EvidenceLists
from graph.storage.property_columns import PropertyColumns
from graph.storage.record import decode_record
from graph.storage.slug_index import SlugIndex

Row = tuple[int, bool, int, int]
"""A node, whether its edges leave it, and the first of a stretch of its row and the first after it."""
_REMEMBERED = 16_384
"""Decoded nodes and evidence kept at a time."""


class FrozenGraph:
    """Nodes and edges by their number in the columns (see `graph.storage.freeze`)."""

    def __init__(self, columns: NamedArrays) -> None:
        self.columns = columns
        self.values, self.edge_values = columns.arena("node.values"), columns.arena("edge.values")
        self._evidence = EvidenceLists(columns)
        self.kinds, self.edge_kinds = as_int_sequence(columns["node.kind"]), columns["edge.kind"].tobytes()
        self._kind_starts, self._kind_nodes = as_int_sequence(columns["kind.starts"]), columns["kind.nodes"]
        self.targets, self.sources = as_int_sequence(columns["edge.target"]), as_int_sequence(columns["edge.source"])
        self.ranks = as_int_sequence(columns["node.rank"])
        self._numbers, self._evidence_of = (
            as_int_sequence(columns["edge.number"]),
            as_int_sequence(columns["edge.evidence"]),
        )
        self.out_starts, self.in_starts = as_int_sequence(columns["out.starts"]), as_int_sequence(columns["in.starts"])
        self.in_kinds, self.incoming = as_int_sequence(columns["in.kind"]), as_int_sequence(columns["in.edges"])
        self.in_sources = as_int_sequence(columns["in.source"])
        self.slugs, self.property_columns = SlugIndex(columns), PropertyColumns(self)
        self.node = lru_cache(_REMEMBERED)(self._node)
        self.evidence_at = lru_cache(_REMEMBERED)(self._evidence.values)
        self.evidence_text = self._evidence.json

    def __len__(self) -> int:
        return len(self.kinds)

    def edge_count(self) -> int:
        return len(self.edge_kinds)

    @cached_property
    def _identity(self) -> tuple[list[str], list[str]]:
        """CURIEs and names: nearly each answer has some, so they are read once, all together."""
        texts = self.columns.texts("node.identity")
        return texts[::2], texts[1::2]

    @cached_property
    def curies(self) -> list[str]:
        """The CURIE of each node."""
        return self._identity[0]

    @cached_property
    def names(self) -> list[str]:
        """The name of each node, as JSON."""
        return self._identity[1]

    def read_texts(self) -> None:
        """Read the CURIEs and names now, so that the first to ask need not wait for them."""
        _ = self.curies, self.names

    def find(self, curie: str) -> int | None:
        """The number of a node; None where there is none of this CURIE."""
        curies = self.curies
        place = bisect_left(curies, curie)
        return place if place < len(curies) and curies[place] == curie else None

    def beginning(self, text: str) -> tuple[int, int]:
        """The first of the nodes whose CURIEs begin so, and the first after them."""
        return bisect_left(self.curies, text), bisect_left(self.curies, text[:-1] + chr(ord(text[-1]) + 1))

    @cached_property
    def listing_places(self) -> Array:
        """For each node its place among all nodes by kind, as they are listed; int32."""
        places: Array = np.empty(len(self), dtype=np.int32)
        places[self._kind_nodes] = np.arange(len(self), dtype=np.int32)
        return places

    def of_kind(self, kind: str) -> Array:
        """The nodes of a kind, as they are listed: pages, named codes, stubs, each by name."""
        first, end = self.place_of_kind(kind)
        return self._kind_nodes[first:end]

    def place_of_kind(self, kind: str) -> tuple[int, int]:
        """Where the nodes of a kind begin and end among all nodes by kind."""
        number = NODE_KINDS.index(kind)
        return self._kind_starts[number], self._kind_starts[number + 1]

    def row(self, node: int, kind: str, *, out: bool) -> Sequence[int]:
        """The edges of a kind that leave a node, or that enter it, in the order in which they are listed."""
        return self.unread_row(node, kind, out=out)

    def unread_row(self, node: int, kind: str, *, out: bool) -> Sequence[int]:
        """The same; where edges are kept elsewhere, only as far as they are known."""
        start, end = self.span(node, EDGE_KINDS.index(kind), out=out)
        return range(start, end) if out else self.incoming[start:end]

    def span(self, node: int, kind: int, *, out: bool) -> tuple[int, int]:
        """Where a row begins and ends: among the edges, or among `incoming`; `kind` is a place in `EDGE_KINDS`."""
        return self.spans((node,), kind, out=out)[0]

    def spans(self, nodes: Sequence[int], kind: int, *, out: bool) -> list[tuple[int, int]]:
        """`span` for each of some nodes."""
        starts, kinds = (self.out_starts, self.edge_kinds) if out else (self.in_starts, self.in_kinds)
        found = []
        for node in nodes:
            end = starts[node + 1]
            start = bisect_left(kinds, kind, starts[node], end)
            found.append((start, bisect_right(kinds, kind, start, end)))
        return found

    def _node(self, number: int) -> Node:
        kind = NODE_KINDS[self.kinds[number]]
        properties = decode_record(self.values[number], ONTOLOGY.nodes[kind].properties)
        return Node(
            self.curie(number), kind, decode_json(self.names[number], "node.identity.bytes"), properties, number
        )

    def source(self, edge: int) -> int:
        return self.sources[edge]

    def target(self, edge: int) -> int:
        return self.targets[edge]

    def curie(self, number: int) -> str:
        return self.curies[number]

    def key(self, edge: int) -> str:
        """The key of an edge among the edges between its two nodes."""
        return parallel_edge_key(self.edge_kind(edge), self.edge_number(edge))

    def edge_number(self, edge: int) -> int:
        """The number of an edge among those of its kind between its two nodes, from 1."""
        return self._numbers[edge]

    def edge_kind(self, edge: int) -> str:
        return EDGE_KINDS[self.edge_kinds[edge]]

    def evidence(self, edge: int) -> tuple[Evidence, ...]:
        """What an edge comes from."""
        return self.evidence_at(self._evidence_of[edge])

    def evidence_json(self, edge: int) -> str:
        """What an edge comes from, as JSON: a list of objects with the fields of `Evidence`."""
        return self.evidence_text(self._evidence_of[edge])

    def properties(self, edge: int) -> Properties:
        """The properties of an edge."""
        return decode_record(self.edge_values[edge], ONTOLOGY.edges[self.edge_kind(edge)].properties)

    def edge(self, number: int) -> Edge:
        """An edge as a value."""
        source, target = self.curie(self.sources[number]), self.curie(self.targets[number])
        return Edge(source, self.edge_kind(number), target, self.properties(number), self.evidence(number), number)

    def load_rows(self, rows: Iterable[Row]) -> None:
        """Read stretches of rows now, all together, where edges are kept elsewhere (see `PartialGraph`)."""

    def load_edges(self, edges: Sequence[int] | Array) -> None:
        """Read some edges now, by number; see `load_rows`."""

    def meet(self, nodes: Sequence[int] | Array) -> None:
        """Note that the same will be asked of all of some nodes; see `load_rows`."""

    def distinct_records(self, kind: str) -> Sequence[Properties]:
        """The different properties that edges of a kind have, in no order."""
        edges = np.flatnonzero(self.columns["edge.kind"] == EDGE_KINDS.index(kind)).tolist()
        records = {self.edge_values[edge] for edge in edges}
        return [decode_record(record, ONTOLOGY.edges[kind].properties) for record in records]

    def all_nodes(self) -> Iterator[Node]:
        return (self._node(number) for number in range(len(self)))


def parallel_edge_key(kind: str, number: int) -> str:
    """The key of an edge by its number among those of its kind between the same two nodes."""
    return kind if number == 1 else f"{kind}#{number}"
