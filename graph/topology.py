"""The graph as numbers: nodes and edges by their place in the columns, followed many at a time.

Traversals work on arrays of numbers and decode only what they return, so that their time depends on what they look at,
and a hub costs a look at the beginning of its rows. Nodes are numbered by CURIE, edges by source and kind, and then as
they are listed (see `graph.freeze`).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.columns import Array
from graph.direction import Direction
from graph.freeze import EDGE_KINDS, NODE_KINDS, PLACED
from graph.frozen import FrozenGraph
from graph.model import Edge, Node

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
_NONE = np.empty(0, dtype=np.int64)
_CHUNK = 4096
_MANY = 1024


@dataclass(frozen=True, slots=True)
class Ways:
    """Which edges a traversal may follow, and which kinds of node it may enter; empty means any."""

    direction: Direction = Direction.BOTH
    kinds: tuple[str, ...] = ()
    edge_kinds: tuple[str, ...] = ()

    def reverse(self) -> "Ways":
        """The same edges, followed from their other end."""
        return Ways(self.direction.reverse(), self.kinds, self.edge_kinds)


@dataclass(frozen=True, slots=True)
class Steps:
    """Edges as they are followed: the `i`-th leads from the node `near[i]` over the edge `edge[i]` to `far[i]`."""

    near: Numbers
    far: Numbers
    edge: Numbers

    def __len__(self) -> int:
        return len(self.edge)

    def where(self, chosen: Flags) -> "Steps":
        return Steps(self.near[chosen], self.far[chosen], self.edge[chosen])

    def reverse(self) -> "Steps":
        return Steps(self.far, self.near, self.edge)


class Topology:
    """How the nodes of a frozen graph are joined."""

    def __init__(self, graph: FrozenGraph) -> None:
        self.graph = graph
        columns = graph.columns
        self._source, self._target = columns["edge.source"], columns["edge.target"]
        self._edge_kind, self._node_kind = columns["edge.kind"], columns["node.kind"]
        self._out_starts, self._in_starts, self._in_edges = (
            columns[name] for name in ("out.starts", "in.starts", "in.edges")
        )
        self._leaving, self._entering = columns["edge.leaving"], columns["edge.entering"]
        self._rank = columns["node.rank"]

    def __len__(self) -> int:
        return len(self._node_kind)

    def find(self, curies: Collection[str]) -> Numbers:
        """The numbers of the nodes that are there, each once, in the order of the CURIEs."""
        found = (self.graph.find(curie) for curie in dict.fromkeys(curies))
        return np.array([number for number in found if number is not None], dtype=np.int64)

    def nodes(self, numbers: Sequence[int] | Numbers) -> list[Node]:
        return [self.graph.node(int(number)) for number in numbers]

    def edges(self, numbers: Sequence[int] | Numbers) -> list[Edge]:
        return [self.graph.edge(int(number)) for number in numbers]

    def distinct(self, numbers: Numbers) -> Numbers:
        """Each of some nodes once, in order; many are marked rather than sorted."""
        if len(numbers) < _MANY:
            return np.unique(numbers)
        met = np.zeros(len(self), dtype=np.bool_)
        met[numbers] = True
        return np.flatnonzero(met)

    def by_name(self, numbers: Numbers) -> Numbers:
        """The same nodes, by name."""
        return numbers[np.argsort(self._rank[numbers], kind="stable")]

    def rank(self, numbers: Numbers) -> Numbers:
        """Where nodes stand in the order of names."""
        rank: Numbers = self._rank[numbers].astype(np.int64)
        return rank

    def kinds_of(self, numbers: Numbers) -> list[str]:
        """The kind of each node."""
        return [NODE_KINDS[kind] for kind in self._node_kind[numbers].tolist()]

    def of_kinds(self, kinds: Collection[str]) -> Flags | None:
        """For each node whether it is of one of these kinds; None where any will do."""
        return _any_of(self._node_kind, [NODE_KINDS.index(kind) for kind in kinds]) if kinds else None

    def count(self, frontier: Numbers, direction: Direction) -> int:
        """How many edges a step from these nodes looks at."""
        sides = [starts for out, starts in self._sides(direction)]
        return sum(int((starts[frontier + 1].astype(np.int64) - starts[frontier]).sum()) for starts in sides)

    def _sides(self, direction: Direction) -> Iterator[tuple[bool, Array]]:
        if direction is not Direction.IN:
            yield True, self._out_starts
        if direction is not Direction.OUT:
            yield False, self._in_starts

    def steps(self, frontier: Numbers, ways: Ways) -> Steps:
        """All edges of the kinds that `ways` allows from these nodes; kinds of nodes are the caller's to look at."""
        found = [self._side(frontier, out, starts, ways.edge_kinds) for out, starts in self._sides(ways.direction)]
        return _joined(found)

    def _side(self, frontier: Numbers, out: bool, starts: Array, edge_kinds: tuple[str, ...]) -> Steps:
        near, places = _ranges(frontier, starts)
        edge = places if out else self._in_edges[places].astype(np.int64)
        far = (self._target if out else self._source)[edge].astype(np.int64)
        steps = Steps(near, far, edge)
        allowed = self._allowed(edge, edge_kinds)
        return steps if allowed is None else steps.where(allowed)

    def _allowed(self, edge: Numbers, edge_kinds: tuple[str, ...]) -> Flags | None:
        if not edge_kinds:
            return None
        return _any_of(self._edge_kind[edge], [EDGE_KINDS.index(kind) for kind in edge_kinds])

    def along(self, nodes: Numbers | Sequence[int], direction: Direction, *edge_kinds: str) -> Numbers:
        """What lies one edge of these kinds away from some nodes, each once."""
        return self.distinct(self.steps(np.asarray(nodes, dtype=np.int64), Ways(direction, edge_kinds=edge_kinds)).far)

    def first_steps(self, node: int, ways: Ways, most: int) -> Steps:
        """The first steps from a node by name, to at least `most` nodes by each kind of edge.

        Rows are kept by name, so that of a hub's only the beginning is read; those that have an order of their own
        are read whole.
        """
        allowed = self.of_kinds(ways.kinds)
        found = []
        for out, _ in self._sides(ways.direction):
            for kind in ways.edge_kinds or EDGE_KINDS:
                start, end = self.graph.stretch(node, EDGE_KINDS.index(kind), out=out)
                limit = end - start if out and kind in PLACED else most
                found.append(self._beginning(node, (start, end), out, allowed, limit))
        return _joined(found)

    def _beginning(self, node: int, row: tuple[int, int], out: bool, allowed: Flags | None, most: int) -> Steps:
        """The steps of a row to the first `most` nodes that are allowed, read in chunks; parallel ones are adjacent."""
        found, count, last = list[Steps](), 0, -1
        for start in range(*row, _CHUNK):
            edge = np.arange(start, min(start + _CHUNK, row[1]))
            edge = edge if out else self._in_edges[edge].astype(np.int64)
            far = (self._target if out else self._source)[edge].astype(np.int64)
            steps = Steps(np.full(len(edge), node, dtype=np.int64), far, edge)
            found.append(steps if allowed is None else steps.where(allowed[far]))
            reached = found[-1].far
            count += int(np.count_nonzero(np.diff(reached, prepend=last)))
            last = int(reached[-1]) if len(reached) else last
            if count >= most:
                break
        joined = _joined(found)
        return joined.where(np.cumsum(np.diff(joined.far, prepend=-1) != 0) <= most)

    def among(self, nodes: Numbers, edge_kinds: tuple[str, ...]) -> Numbers:
        """The edges whose two ends are among these nodes, in order."""
        inside = np.zeros(len(self), dtype=np.bool_)
        inside[nodes] = True
        _, edge = _ranges(np.flatnonzero(inside), self._out_starts)
        edge = edge[inside[self._target[edge]]]
        allowed = self._allowed(edge, edge_kinds)
        return edge if allowed is None else edge[allowed]

    @property
    def page_rank(self) -> Floats:
        """The PageRank of each node (see `graph.analytics`)."""
        rank: Floats = self.graph.columns["node.pagerank"].view(np.float64)
        return rank

    @property
    def community(self) -> Array:
        """The number of the community of each node; negative where it is in none."""
        return self.graph.columns["node.community"]

    def edge_kinds(self, edge: Numbers) -> Array:
        """The kind of each edge, as its place in `EDGE_KINDS`."""
        return self._edge_kind[edge]

    @cached_property
    def degree(self) -> Numbers:
        """How many edges each node has, counted from both ends."""
        starts = self._out_starts.astype(np.int64) + self._in_starts
        degree: Numbers = starts[1:] - starts[:-1]
        return degree

    def degrees_of_ends(self, edge: Numbers) -> tuple[Array, Array]:
        """For each edge, how many edges of its kind leave its source, and how many enter its target."""
        return self._leaving[edge], self._entering[edge]


def _any_of(values: Array, wanted: list[int]) -> Flags:
    table = np.zeros(256, dtype=np.bool_)
    table[wanted] = True
    return table[values]


def _ranges(nodes: Numbers, starts: Array) -> tuple[Numbers, Numbers]:
    """For each node the places from its start to the next one's, and the node beside each place."""
    first, last = starts[nodes].astype(np.int64), starts[nodes + 1].astype(np.int64)
    return np.repeat(nodes, last - first), _ranges_between(first, last)


def _ranges_between(first: Numbers, last: Numbers) -> Numbers:
    """All whole numbers from each `first` to before its `last`."""
    lengths = last - first
    before = np.cumsum(lengths) - lengths
    places: Numbers = np.arange(lengths.sum()) + np.repeat(first - before, lengths)
    return places


def _joined(found: Sequence[Steps]) -> Steps:
    return Steps(*(np.concatenate([_NONE, *(getattr(steps, name) for steps in found)]) for name in Steps.__slots__))
