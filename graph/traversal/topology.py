"""The graph as numbers: nodes and edges by their place in the columns, followed many at a time.

Traversals work on arrays of numbers and decode nothing, so that their time depends on what they look at, and a hub
costs a look at the beginning of its rows. Nodes are numbered by CURIE, edges by source and kind, and then as they are
listed (see `graph.storage.freeze`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.machine.accelerators import neighborhood_finder, shortest_path_finder
from graph.machine.graph_search_types import FilterArrays
from graph.model.direction import Direction
from graph.model.ontology import NODE_KINDS
from graph.storage.adjacency import Adjacency, kind_filter
from graph.storage.columns import Array
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import PLACED
from graph.storage.lazy_sequence import LazyEdges, LazyNodes
from graph.traversal.degree_statistics import DegreeStatistics
from graph.traversal.expansion import Expansion
from graph.traversal.informativeness import costs_by_degree

if TYPE_CHECKING:
    from graph.machine.neighborhood import NeighborhoodFinder
    from graph.machine.shortest_path import ShortestPathFinder

Int64Array = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
_NONE, _FIRST = np.empty(0, dtype=np.int64), np.array([True])
_ASKED = 256
"""Different ways that are remembered."""
_CHUNK = 4096
_FEW = 64
"""The rows of at most so many nodes are found one by one."""
_MANY = 8192
"""More numbers than this are put in order by marking them, not by sorting them."""


@dataclass(frozen=True, slots=True)
class TraversalFilter:
    """Which edges a traversal may follow, and which kinds of node it may enter; empty means any."""

    direction: Direction = Direction.BOTH
    kinds: tuple[str, ...] = ()
    edge_kinds: tuple[str, ...] = ()

    def reverse(self) -> "TraversalFilter":
        """The same edges, followed from their other end."""
        return TraversalFilter(self.direction.reverse(), self.kinds, self.edge_kinds)


@lru_cache(_ASKED)
def filter_arrays(ways: TraversalFilter) -> FilterArrays:
    """The same for machine code."""
    out, back = ways.direction is not Direction.IN, ways.direction is not Direction.OUT
    spans = np.array(kind_filter(ways.edge_kinds).spans, np.int64).reshape(-1, 2)
    return FilterArrays(out, back, spans, kind_filter(ways.kinds, of_nodes=True).flags)


class Topology:
    """How the nodes of a frozen graph are joined."""

    def __init__(self, graph: FrozenGraph) -> None:
        self.graph = graph
        columns = graph.columns
        self._source, self._target = columns["edge.source"], columns["edge.target"]
        self._edge_kind, self._node_kind = columns["edge.kind"], columns["node.kind"]
        self._leaving, self._entering = columns["edge.leaving"], columns["edge.entering"]
        self._rank = columns["node.rank"]
        self._out = Adjacency(columns["out.starts"], self._edge_kind, self._target)
        self._in = Adjacency(columns["in.starts"], columns["in.kind"], columns["in.source"], columns["in.edges"])
        self._sides = {Direction.OUT: [self._out], Direction.IN: [self._in], Direction.BOTH: [self._out, self._in]}
        out, into = self._out.lengths(), self._in.lengths()
        self.degree: Int64Array = np.add(out, into, dtype=np.int64)
        """How many edges each node has, counted from both ends."""
        self.degree_statistics = DegreeStatistics(graph)
        self._degrees: dict[Direction, Array] = {Direction.OUT: out, Direction.IN: into, Direction.BOTH: self.degree}

    def __len__(self) -> int:
        return len(self._node_kind)

    def find(self, curies: Collection[str]) -> Int64Array:
        """The numbers of the nodes that are there, each once, in the order of the CURIEs."""
        found = (self.graph.find(curie) for curie in dict.fromkeys(curies))
        return np.array([number for number in found if number is not None], dtype=np.int64)

    def nodes(self, numbers: Sequence[int] | Int64Array) -> LazyNodes:
        """Nodes by their numbers."""
        return LazyNodes(self.graph, numbers)

    def edges(self, numbers: Sequence[int] | Int64Array) -> LazyEdges:
        """Edges by their numbers."""
        return LazyEdges(self.graph, numbers)

    def none(self) -> Flags:
        """A flag for each node, none of them set."""
        return np.zeros(len(self), dtype=np.bool_)

    def distinct(self, numbers: Array) -> Int64Array:
        """Each of some nodes once, in order."""
        if len(numbers) > _MANY:
            met = self.none()
            met[numbers] = True
            return np.flatnonzero(met)
        ordered: Int64Array = np.sort(numbers)
        new = np.concatenate([_FIRST[: len(ordered)], ordered[1:] != ordered[:-1]])
        return ordered[new.nonzero()[0]]

    def are_among(self, asked: Array, members: Int64Array) -> Flags:
        """For each of some nodes whether it is one of the others."""
        among = self.none()
        among[members] = True
        return among[asked]

    def are_of(self, numbers: Int64Array, kinds: tuple[str, ...]) -> Flags:
        """For each of some nodes whether it is of one of these kinds."""
        return kind_filter(kinds, of_nodes=True).flags.take(self._node_kind[numbers])

    def of_kinds(self, kinds: Collection[str]) -> Flags | None:
        """For each node whether it is of one of these kinds; None where any will do."""
        return kind_filter(tuple(kinds), of_nodes=True).flags.take(self._node_kind) if kinds else None

    def kinds_of(self, numbers: Int64Array) -> list[str]:
        """The kind of each node."""
        return [NODE_KINDS[kind] for kind in self._node_kind[numbers].tolist()]

    def rank(self, numbers: Int64Array) -> Int64Array:
        """Where nodes stand in the order of names."""
        return self._rank[numbers].astype(np.int64)

    def sorted_by_name(self, numbers: Int64Array) -> Int64Array:
        """Each of some nodes once, by name."""
        return self._named[self.distinct(self._rank[numbers])]

    @cached_property
    def _named(self) -> Int64Array:
        """All nodes by name."""
        named = np.empty(len(self), dtype=np.int64)
        named[self._rank] = np.arange(len(self))
        return named

    def count(self, frontier: Int64Array, direction: Direction) -> int:
        """How many edges a step from these nodes looks at."""
        degrees = self._degrees[direction][frontier]
        return sum(degrees.tolist()) if len(degrees) <= _FEW else int(degrees.sum())

    def expand(self, frontier: Int64Array, ways: TraversalFilter) -> Expansion:
        """All edges of the kinds that `ways` allows from these nodes; kinds of nodes are the caller's to look at."""
        sides, kinds = self._sides[ways.direction], kind_filter(ways.edge_kinds)
        if len(frontier) <= _FEW:
            nodes = frontier.tolist()
            spans = [(rows, span) for rows in sides for span in rows.spans(nodes, kinds)]
            return Expansion(self.other_ends, np.concatenate([_NONE, *[rows.far[span] for rows, span in spans]]), spans)
        found = [(rows, rows.places(frontier, kinds)) for rows in sides]
        far = np.concatenate([_NONE, *[rows.far[places] for rows, places in found]])
        return Expansion(
            self.other_ends, far, np.concatenate([_NONE, *[rows.edges_at(places) for rows, places in found]])
        )

    def other_ends(self, edge: Int64Array, ends: Int64Array) -> Int64Array:
        """Of each edge the end that is not the given one, or the given one where it is both."""
        others: Int64Array = self._source[edge] + self._target[edge] - ends
        return others

    def along(self, nodes: Int64Array | Sequence[int], direction: Direction, *edge_kinds: str) -> Int64Array:
        """What lies one edge of these kinds away from some nodes, each once."""
        return self.distinct(
            self.expand(np.asarray(nodes, dtype=np.int64), TraversalFilter(direction, edge_kinds=edge_kinds)).far
        )

    def expand_hub(self, node: int, ways: TraversalFilter, most: int) -> Expansion:
        """The first steps from a node by name, to at least `most` nodes by each kind of edge.

        Rows are kept by name, so that of a hub's only the beginning is read; those that have an order of their own
        are read whole.
        """
        found = []
        for rows in self._sides[ways.direction]:
            for span in rows.spans([node], kind_filter(ways.edge_kinds)):
                for kind, row in rows.by_kind(span):
                    limit = row.stop - row.start if rows is self._out and kind in PLACED else most
                    found.append(self._beginning(rows, row, ways.kinds, limit))
        return self._joined(found)

    def _beginning(self, rows: Adjacency, row: slice, kinds: tuple[str, ...], most: int) -> Expansion:
        """The steps of a row to the first `most` nodes that are allowed, read in chunks; parallel ones are adjacent."""
        found, count, last = list[Expansion](), 0, -1
        for start in range(row.start, row.stop, _CHUNK):
            chunk = slice(start, min(start + _CHUNK, row.stop))
            steps = Expansion(self.other_ends, rows.far[chunk].astype(np.int64), [(rows, chunk)])
            found.append(steps.where(self.are_of(steps.far, kinds)) if kinds else steps)
            reached = found[-1].far
            count += int(np.count_nonzero(np.diff(reached, prepend=last)))
            last = int(reached[-1]) if len(reached) else last
            if count >= most:
                break
        joined = self._joined(found)
        return joined.where(np.cumsum(np.diff(joined.far, prepend=-1) != 0) <= most)

    def _joined(self, found: Sequence[Expansion]) -> Expansion:
        far, edge = [steps.far for steps in found], [steps.edge for steps in found]
        return Expansion(self.other_ends, np.concatenate([_NONE, *far]), np.concatenate([_NONE, *edge]))

    def among(self, nodes: Int64Array, edge_kinds: tuple[str, ...]) -> Int64Array:
        """The edges whose two ends are among these nodes, in order."""
        edge = self._out.places(self.distinct(nodes), kind_filter(()))
        edge = edge[self.are_among(self._target[edge], nodes).nonzero()[0]]
        return edge[kind_filter(edge_kinds).flags.take(self._edge_kind[edge]).nonzero()[0]]

    @cached_property
    def costs(self) -> Int64Array:
        """What an end of an edge costs a path, by its degree (see `graph.traversal.informativeness`)."""
        return costs_by_degree(max(int(ends.max(initial=0)) for ends in (self._leaving, self._entering)))

    @cached_property
    def shortest(self) -> "ShortestPathFinder | None":
        """What finds shortest paths as machine code; None where there is none."""
        return shortest_path_finder(self.graph, self.costs)

    @cached_property
    def neighborhoods(self) -> "NeighborhoodFinder | None":
        """What finds neighbourhoods as machine code; None where there is none."""
        return neighborhood_finder(self.graph, self._named)

    @property
    def page_rank(self) -> Floats:
        """The PageRank of each node (see `graph.storage.analytics`)."""
        rank: Floats = self.graph.columns["node.pagerank"].view(np.float64)
        return rank

    @property
    def community(self) -> Array:
        """The number of the community of each node; negative where it is in none."""
        return self.graph.columns["node.community"]

    def edge_kinds(self, edge: Int64Array) -> Array:
        """The kind of each edge, as its place in `EDGE_KINDS`."""
        return self._edge_kind[edge]

    def degrees_of_ends(self, edge: Int64Array) -> tuple[Array, Array]:
        """For each edge, how many edges of its kind leave its source, and how many enter its target."""
        return self._leaving[edge], self._entering[edge]
