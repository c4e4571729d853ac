"""What is exported: some nodes and edges of a graph, decoded as they are written.

Nodes come by CURIE, and edges by source, kind and place, whatever selected them: the same part gives the same bytes,
and memory does not grow with it.
Texts that are licensed to somebody (see `graph.sources.cpt`) are left out unless they are asked for.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import orjson

from graph.freeze import EDGE_KINDS
from graph.model import Evidence, Properties, SourceDocument
from graph.ontology import ONTOLOGY
from graph.record import read_record
from graph.topology import Numbers, Topology

LICENSED = "licensed"
"""The property of a node that names those of its properties which may not be passed on."""
_NAME = "name"
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


@dataclass(frozen=True, slots=True)
class EdgeItem:
    """An edge as it is written; `key` tells it from others between the same ends."""

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
class Part:
    """Nodes and edges by number, in order; both ends of each edge are among the nodes."""

    topology: Topology
    version: str
    sources: tuple[SourceDocument, ...]
    node_numbers: Numbers
    edge_numbers: Numbers
    licensed: bool = False

    def __len__(self) -> int:
        """How many nodes and edges there are: what progress is counted in."""
        return len(self.node_numbers) + len(self.edge_numbers)

    def nodes(self) -> Iterator[NodeItem]:
        """The nodes."""
        graph, curies, names = self.topology.graph, self.topology.graph.curies, self.topology.graph.names
        for number, kind in zip(self.node_numbers.tolist(), self.topology.kinds_of(self.node_numbers), strict=True):
            properties = read_record(graph.values[number], ONTOLOGY.nodes[kind].properties)
            item = NodeItem(curies[number], kind, orjson.loads(names[number]), properties)
            yield item if self.licensed or LICENSED not in properties else _without_licensed(item)

    def edges(self) -> Iterator[EdgeItem]:
        """The edges."""
        graph, curies = self.topology.graph, self.topology.graph.curies
        read = lru_cache(_REMEMBERED)(read_record)
        for number in self.edge_numbers.tolist():
            kind = graph.edge_kind(number)
            yield EdgeItem(
                curies[graph.source(number)],
                curies[graph.target(number)],
                kind,
                graph.key(number),
                read(graph.edge_values[number], ONTOLOGY.edges[kind].properties),
                graph.evidence(number),
                graph.evidence_json(number),
            )

    @cached_property
    def node_kinds(self) -> Mapping[str, int]:
        """How many nodes there are of each kind that there is."""
        found = Counter(self.topology.kinds_of(self.node_numbers))
        return {kind: found[kind] for kind in ONTOLOGY.nodes if kind in found}

    @cached_property
    def edge_kinds(self) -> Mapping[str, int]:
        """How many edges there are of each kind that there is."""
        found = Counter(self.topology.edge_kinds(self.edge_numbers).tolist())
        return {kind: found[place] for place, kind in enumerate(EDGE_KINDS) if place in found}


def _without_licensed(item: NodeItem) -> NodeItem:
    """The node with what may be passed on; where its name may not, it is called by its CURIE."""
    named = item.properties[LICENSED]
    withheld = named if isinstance(named, tuple) else ()
    kept = {name: value for name, value in item.properties.items() if name not in (*withheld, LICENSED)}
    return NodeItem(item.curie, item.kind, item.curie if _NAME in withheld else item.name, kept, withheld)
