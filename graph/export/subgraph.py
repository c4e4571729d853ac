"""The subgraph to export: nodes and edges by number, decoded lazily as they are written.

Nodes come by CURIE, and edges by source, kind and place, whatever selected them: the same part gives the same bytes,
and memory does not grow with it.
Texts that are licensed to somebody (see `graph.ingest.codes.cpt`) are left out unless they are asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from graph.export.table.table import Table
from graph.model.elements import Evidence, Properties, SourceDocument
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.storage.columns import Array
from graph.storage.decoding import decode_json
from graph.storage.frozen_graph import parallel_edge_key
from graph.storage.record import decode_record
from graph.traversal.topology import Int64Array, Topology

LICENSED = "licensed"
"""The property of a node that names those of its properties which may not be passed on."""
_NAME = "name"
_BATCH = 4_096
"""Numbers that are made objects of Python at a time: no other thread runs while they are."""
_NO_PROPERTIES: Properties = {}
_CACHE_SIZE = 65_536
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
        """The unique id of the edge: source, key and target, separated by blanks."""
        return f"{self.source} {self.key} {self.target}"


@dataclass(frozen=True)
class ExportedSubgraph:
    """Nodes and edges by number, in order; both ends of each edge are among the nodes.

    `selection` is what selected them, as `Selection.as_json` gives it; or `query` is the GraphQL request that did, and
    `answer` the data that it was answered with, as a table, where that is what is exported.
    """

    topology: Topology
    version: str
    sources: tuple[SourceDocument, ...]
    node_numbers: Int64Array
    edge_numbers: Int64Array
    licensed: bool = False
    selection: Mapping[str, Any] | None = None
    query: Mapping[str, Any] | None = None
    answer: Table | None = None

    def __post_init__(self) -> None:
        self.topology.graph.load_edges(self.edge_numbers)

    def __len__(self) -> int:
        """Number of nodes and edges, the unit of progress."""
        return len(self.node_numbers) + len(self.edge_numbers)

    def nodes(self) -> Iterator[NodeItem]:
        """The nodes."""
        return map(self.node, self.iter_node_numbers())

    def node(self, number: int) -> NodeItem:
        """A node by its number, without what may not be passed on."""
        graph = self.topology.graph
        kind = NODE_KINDS[graph.kinds[number]]
        properties = decode_record(graph.values[number], ONTOLOGY.nodes[kind].properties)
        item = NodeItem(graph.curies[number], kind, decode_json(graph.names[number], "node.identity.bytes"), properties)
        return item if self.licensed or LICENSED not in properties else _without_licensed(item)

    def iter_node_numbers(self) -> Iterator[int]:
        """The numbers of the nodes."""
        for start in range(0, len(self.node_numbers), _BATCH):
            yield from self.node_numbers[start : start + _BATCH].tolist()

    def edges(self) -> Iterator[EdgeItem]:
        """The edges."""
        graph = self.topology.graph
        curies, values = graph.curies, graph.edge_values
        readers = [
            lru_cache(_CACHE_SIZE)(partial(decode_record, declared=ONTOLOGY.edges[kind].properties))
            for kind in EDGE_KINDS
        ]
        read_evidence = lru_cache(_CACHE_SIZE)(
            lambda evidence_id: (graph.evidence_at(evidence_id), graph.evidence_text(evidence_id))
        )
        for number, source, target, kind, key, evidence in self.edge_rows():
            record = values[number]
            properties = readers[kind](record) if record else _NO_PROPERTIES
            yield EdgeItem(curies[source], curies[target], EDGE_KINDS[kind], key, properties, *read_evidence(evidence))

    def edge_keys(self) -> Iterator[tuple[str, str, str, str]]:
        """Source, target, kind and key of the edges."""
        curie = self.topology.graph.curies.__getitem__
        for sources, targets, kinds, ranks in self._columns("source", "target", "kind", "number"):
            names = [EDGE_KINDS[kind] for kind in kinds]
            yield from zip(
                map(curie, sources), map(curie, targets), names, map(parallel_edge_key, names, ranks), strict=True
            )

    def edge_rows(self) -> Iterator[tuple[int, int, int, int, str, int]]:
        """Number, both ends, kind, key, and place of the evidence of each edge."""
        for numbers, sources, targets, kinds, ranks, evidence_ids in self._columns(
            "", "source", "target", "kind", "number", "evidence"
        ):
            keys = map(parallel_edge_key, map(EDGE_KINDS.__getitem__, kinds), ranks)
            yield from zip(numbers, sources, targets, kinds, keys, evidence_ids, strict=True)

    def _columns(self, *names: str) -> Iterator[list[list[int]]]:
        """Some columns of the edges, piece by piece; the one without a name has their numbers."""
        columns = [self.topology.graph.columns[f"edge.{name}"] if name else None for name in names]
        for start in range(0, len(self.edge_numbers), _BATCH):
            numbers = self.edge_numbers[start : start + _BATCH]
            yield [(numbers if column is None else column[numbers]).tolist() for column in columns]

    @cached_property
    def node_kinds(self) -> Mapping[str, int]:
        """How many nodes there are of each kind that there is."""
        return _count_by_kind(NODE_KINDS, self.topology.graph.columns["node.kind"][self.node_numbers])

    @cached_property
    def edge_kinds(self) -> Mapping[str, int]:
        """How many edges there are of each kind that there is."""
        return _count_by_kind(EDGE_KINDS, self.topology.edge_kinds(self.edge_numbers))


def _count_by_kind(kinds: Sequence[str], evidence_ids: Array) -> Mapping[str, int]:
    """Number of elements by kind, without kinds that do not occur."""
    counts = np.bincount(evidence_ids, minlength=len(kinds)).tolist()
    return {kind: count for kind, count in zip(kinds, counts, strict=True) if count}


def _without_licensed(item: NodeItem) -> NodeItem:
    """The node without its licensed properties; a licensed name is replaced by the CURIE."""
    licensed_names = item.properties[LICENSED]
    withheld = licensed_names if isinstance(licensed_names, tuple) else ()
    kept = {name: value for name, value in item.properties.items() if name not in (*withheld, LICENSED)}
    return NodeItem(item.curie, item.kind, item.curie if _NAME in withheld else item.name, kept, withheld)
