"""What is exported: some nodes and edges of a graph, decoded as they are written.

Nodes come by CURIE, and edges by source, kind and place, whatever selected them: the same part gives the same bytes,
and memory does not grow with it.
Texts that are licensed to somebody (see `graph.ingest.codes.cpt`) are left out unless they are asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

import numpy as np
import orjson

from graph.model.elements import Evidence, Properties, SourceDocument
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.storage.columns import Array
from graph.storage.frozen_graph import edge_key
from graph.storage.record import read_record
from graph.traversal.topology import Int64Array, Topology

LICENSED = "licensed"
"""The property of a node that names those of its properties which may not be passed on."""
_NAME = "name"
_AT_ONCE = 4_096
"""Numbers that are made objects of Python at a time: no other thread runs while they are."""
_NOTHING: Properties = {}
_REMEMBERED = 65_536
"""Records decoded and kept at a time: those of most edges are alike."""


@dataclass(frozen=True, slots=True)
class NodeItem:
    """A node as it is written; `properties` has no nulls. `withheld` says which of them were left out."""

    curie: str
    kind: str
    name: str
    properties: Properties
    withheld: tuple[str, ...] = ()


class EdgeItem(NamedTuple):
    """An edge as it is written; `key` tells it from others between the same ends.

    A tuple, since it is made in half the time of a frozen data class, and a million of them are made.
    """

    source: str
    target: str
    kind: str
    key: str
    properties: Properties
    evidence: tuple[Evidence, ...]
    evidence_json: str

    @property
    def id(self) -> str:
        """What tells it from all other edges: neither a CURIE nor a key has a blank."""
        return f"{self.source} {self.key} {self.target}"


@dataclass(frozen=True)
class ExportSubgraph:
    """Nodes and edges by number, in order; both ends of each edge are among the nodes.

    `selection` is what selected them, as `Selection.as_json` gives it; or `query` is the GraphQL request that did.
    """

    topology: Topology
    version: str
    sources: tuple[SourceDocument, ...]
    node_numbers: Int64Array
    edge_numbers: Int64Array
    licensed: bool = False
    selection: Mapping[str, Any] | None = None
    query: Mapping[str, Any] | None = None

    def __len__(self) -> int:
        """How many nodes and edges there are: what progress is counted in."""
        return len(self.node_numbers) + len(self.edge_numbers)

    def nodes(self) -> Iterator[NodeItem]:
        """The nodes."""
        return map(self.node, self.each_node())

    def node(self, number: int) -> NodeItem:
        """A node by its number, without what may not be passed on."""
        graph = self.topology.graph
        kind = NODE_KINDS[graph.kinds[number]]
        properties = read_record(graph.values[number], ONTOLOGY.nodes[kind].properties)
        item = NodeItem(graph.curies[number], kind, orjson.loads(graph.names[number]), properties)
        return item if self.licensed or LICENSED not in properties else _without_licensed(item)

    def each_node(self) -> Iterator[int]:
        """The numbers of the nodes."""
        for start in range(0, len(self.node_numbers), _AT_ONCE):
            yield from self.node_numbers[start : start + _AT_ONCE].tolist()

    def edges(self) -> Iterator[EdgeItem]:
        """The edges."""
        graph = self.topology.graph
        curies, values = graph.curies, graph.edge_values
        read = [
            lru_cache(_REMEMBERED)(partial(read_record, declared=ONTOLOGY.edges[kind].properties))
            for kind in EDGE_KINDS
        ]
        said = lru_cache(_REMEMBERED)(lambda place: (graph.evidence_at(place), graph.evidence_text(place)))
        for number, source, target, kind, key, evidence in self.edge_rows():
            record = values[number]
            properties = read[kind](record) if record else _NOTHING
            yield EdgeItem(curies[source], curies[target], EDGE_KINDS[kind], key, properties, *said(evidence))

    def bare_edges(self) -> Iterator[tuple[str, str, str, str]]:
        """Source, target, kind and key of the edges."""
        curie = self.topology.graph.curies.__getitem__
        for sources, targets, kinds, ranks in self._columns("source", "target", "kind", "number"):
            names = [EDGE_KINDS[kind] for kind in kinds]
            yield from zip(map(curie, sources), map(curie, targets), names, map(edge_key, names, ranks), strict=True)

    def edge_rows(self) -> Iterator[tuple[int, int, int, int, str, int]]:
        """Number, both ends, kind, key, and place of the evidence of each edge."""
        for numbers, sources, targets, kinds, ranks, places in self._columns(
            "", "source", "target", "kind", "number", "evidence"
        ):
            keys = map(edge_key, map(EDGE_KINDS.__getitem__, kinds), ranks)
            yield from zip(numbers, sources, targets, kinds, keys, places, strict=True)

    def _columns(self, *names: str) -> Iterator[list[list[int]]]:
        """Some columns of the edges, piece by piece; the one without a name has their numbers."""
        columns = [self.topology.graph.columns[f"edge.{name}"] if name else None for name in names]
        for start in range(0, len(self.edge_numbers), _AT_ONCE):
            numbers = self.edge_numbers[start : start + _AT_ONCE]
            yield [(numbers if column is None else column[numbers]).tolist() for column in columns]

    @cached_property
    def node_kinds(self) -> Mapping[str, int]:
        """How many nodes there are of each kind that there is."""
        return _counted(NODE_KINDS, self.topology.graph.columns["node.kind"][self.node_numbers])

    @cached_property
    def edge_kinds(self) -> Mapping[str, int]:
        """How many edges there are of each kind that there is."""
        return _counted(EDGE_KINDS, self.topology.edge_kinds(self.edge_numbers))


def _counted(kinds: Sequence[str], places: Array) -> Mapping[str, int]:
    """How often each of the kinds is there, of those that are."""
    counts = np.bincount(places, minlength=len(kinds)).tolist()
    return {kind: count for kind, count in zip(kinds, counts, strict=True) if count}


def _without_licensed(item: NodeItem) -> NodeItem:
    """The node with what may be passed on; where its name may not, it is called by its CURIE."""
    named = item.properties[LICENSED]
    withheld = named if isinstance(named, tuple) else ()
    kept = {name: value for name, value in item.properties.items() if name not in (*withheld, LICENSED)}
    return NodeItem(item.curie, item.kind, item.curie if _NAME in withheld else item.name, kept, withheld)
