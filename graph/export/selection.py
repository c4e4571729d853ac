"""The selection of an export: seeds, depth and filter, as the arguments of `neighborhood`, and what is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from graph.export.subgraph import ExportedSubgraph
from graph.model.direction import Direction
from graph.model.elements import SourceDocument
from graph.model.errors import UnknownNode
from graph.model.ontology import ONTOLOGY
from graph.storage.columns import Array
from graph.traversal.topology import Int64Array, Topology, TraversalFilter

STATED = tuple(kind.name for kind in ONTOLOGY.edge_kinds if not kind.computed)
"""Edges where no kind is named: a computed one says what no source does."""
_PROCEDURE = "Procedure"


@dataclass(frozen=True, slots=True)
class Selection:
    """The nodes within `depth` hops of the seeds, or all nodes where there are no seeds, and the edges among them.

    `ways` says which edges are followed and taken, and of which kinds the nodes are; seeds may be of any. `licensed`
    lets texts out that may not be passed on. `pages_only` keeps procedures that a page describes, and those nodes of
    other kinds that an edge joins to one of them; `connected_only` then drops nodes that are left without an edge.
    """

    seeds: tuple[str, ...] = ()
    depth: int = 1
    ways: TraversalFilter = field(default_factory=TraversalFilter)
    licensed: bool = False
    connected_only: bool = False
    pages_only: bool = False

    def subgraph(self, topology: Topology, version: str, sources: tuple[SourceDocument, ...]) -> ExportedSubgraph:
        """The selected subgraph.

        Raises:
            UnknownNode: a seed is not there.
        """
        nodes = self._within_depth(topology) if self.seeds else self._all_nodes(topology)
        if self.pages_only:
            nodes = _beside_pages(topology, nodes, self.ways.edge_kinds)
        if self.connected_only:
            nodes = _connected(topology, nodes, self.ways.edge_kinds)
        subgraph = induced_subgraph(topology, version, sources, nodes, self.ways.edge_kinds, licensed=self.licensed)
        return replace(subgraph, selection=self.as_json())

    def as_json(self) -> dict[str, Any]:
        """The selection as a manifest records it."""
        ways = {"direction": str(self.ways.direction), "kinds": self.ways.kinds, "edgeKinds": self.ways.edge_kinds}
        left_out = {"connectedOnly": self.connected_only, "pagesOnly": self.pages_only}
        return {"of": self.seeds, "depth": self.depth, **ways, "licensed": self.licensed, **left_out}

    @staticmethod
    def from_json(members: Mapping[str, Any]) -> "Selection":
        """The selection that `as_json` gave; older ones leave nothing out.

        Raises:
            KeyError: a word is missing.
            ValueError: there is no such direction.
        """
        ways = TraversalFilter(Direction(members["direction"]), tuple(members["kinds"]), tuple(members["edgeKinds"]))
        left_out = (bool(members.get(name, False)) for name in ("connectedOnly", "pagesOnly"))
        return Selection(tuple(members["of"]), int(members["depth"]), ways, bool(members["licensed"]), *left_out)

    def _all_nodes(self, topology: Topology) -> Int64Array:
        flags = topology.of_kinds(self.ways.kinds)
        return np.arange(len(topology)) if flags is None else np.flatnonzero(flags)

    def _within_depth(self, topology: Topology) -> Int64Array:
        frontier = topology.find(self.seeds)
        if len(frontier) < len(set(self.seeds)):
            raise UnknownNode(curies=[curie for curie in self.seeds if topology.graph.find(curie) is None])
        visited = topology.none()
        visited[frontier] = True
        ways = replace(self.ways, edge_kinds=self.ways.edge_kinds or STATED)
        for _ in range(self.depth):
            reached = topology.expand(frontier, ways).far
            unvisited = ~visited[reached]
            if self.ways.kinds:
                unvisited &= topology.are_of(reached, self.ways.kinds)
            frontier = topology.distinct(reached[unvisited.nonzero()[0]])
            visited[frontier] = True
        return np.flatnonzero(visited)


def _beside_pages(topology: Topology, nodes: Int64Array, edge_kinds: tuple[str, ...]) -> Int64Array:
    """Of some nodes the procedures with a page, and those of other kinds that an edge joins to one of these."""
    described, is_procedure = topology.none(), topology.are_of(nodes, (_PROCEDURE,))
    procedures = nodes[is_procedure].tolist()
    graph = topology.graph
    described[[number for number in procedures if graph.node(number).properties.get("has_page")]] = True
    kept = described.copy()
    for one, other in _both_ways(topology, topology.among(nodes, edge_kinds or STATED)):
        kept[other[described[one]]] = True
    kept[nodes[is_procedure]] = described[nodes[is_procedure]]
    return nodes[kept[nodes]]


def _connected(topology: Topology, nodes: Int64Array, edge_kinds: tuple[str, ...]) -> Int64Array:
    """Of some nodes those at an end of an edge among them."""
    kept = topology.none()
    for one, _ in _both_ways(topology, topology.among(nodes, edge_kinds or STATED)):
        kept[one] = True
    return nodes[kept[nodes]]


def _both_ways(topology: Topology, edges: Int64Array) -> Iterator[tuple[Array, Array]]:
    """Sources and targets of edges, and targets and sources."""
    source, target = (topology.graph.columns[f"edge.{end}"][edges] for end in ("source", "target"))
    yield source, target
    yield target, source


def induced_subgraph(
    topology: Topology,
    version: str,
    sources: tuple[SourceDocument, ...],
    nodes: Int64Array,
    edge_kinds: tuple[str, ...] = (),
    *,
    licensed: bool = False,
) -> ExportedSubgraph:
    """Some nodes with all edges of some kinds among them; of all that sources say where no kind is named."""
    return ExportedSubgraph(topology, version, sources, nodes, topology.among(nodes, edge_kinds or STATED), licensed)
