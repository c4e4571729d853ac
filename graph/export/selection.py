"""The selection of an export: seeds, depth and filter, as the arguments of `neighborhood`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from graph.export.subgraph import ExportedSubgraph
from graph.model.direction import Direction
from graph.model.elements import SourceDocument
from graph.model.errors import UnknownNode
from graph.model.ontology import ONTOLOGY
from graph.traversal.topology import Int64Array, Topology, TraversalFilter

STATED = tuple(kind.name for kind in ONTOLOGY.edge_kinds if not kind.computed)
"""Edges where no kind is named: a computed one says what no source does."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The nodes within `depth` hops of the seeds, or all nodes where there are no seeds, and the edges among them.

    `ways` says which edges are followed and taken, and of which kinds the nodes are; seeds may be of any. `licensed`
    lets texts out that may not be passed on.
    """

    seeds: tuple[str, ...] = ()
    depth: int = 1
    ways: TraversalFilter = field(default_factory=TraversalFilter)
    licensed: bool = False

    def subgraph(self, topology: Topology, version: str, sources: tuple[SourceDocument, ...]) -> ExportedSubgraph:
        """The selected subgraph.

        Raises:
            UnknownNode: a seed is not there.
        """
        nodes = self._within_depth(topology) if self.seeds else self._all_nodes(topology)
        subgraph = induced_subgraph(topology, version, sources, nodes, self.ways.edge_kinds, licensed=self.licensed)
        return replace(subgraph, selection=self.as_json())

    def as_json(self) -> dict[str, Any]:
        """The selection as a manifest records it."""
        ways = {"direction": str(self.ways.direction), "kinds": self.ways.kinds, "edgeKinds": self.ways.edge_kinds}
        return {"of": self.seeds, "depth": self.depth, **ways, "licensed": self.licensed}

    @staticmethod
    def from_json(members: Mapping[str, Any]) -> "Selection":
        """The selection that `as_json` gave.

        Raises:
            KeyError: a word is missing.
            ValueError: there is no such direction.
        """
        ways = TraversalFilter(Direction(members["direction"]), tuple(members["kinds"]), tuple(members["edgeKinds"]))
        return Selection(tuple(members["of"]), int(members["depth"]), ways, bool(members["licensed"]))

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
