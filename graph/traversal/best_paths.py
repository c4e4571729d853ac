"""Paths between two nodes: the shortest, or those that say most (see `graph.traversal.informativeness`).

For each length, `graph.traversal.bidirectional_search` finds by arrays which edges walks of just that length can take.
Paths are read off them, best first, and only they are decoded. Where only the best of the shortest paths is wanted, and
Numba is there, `graph.machine.shortest_path` finds it in machine code.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush
from itertools import accumulate

import numpy as np

from graph.machine.graph_search_types import SearchLimitExceeded
from graph.model.elements import Edge, Node
from graph.model.limits import Limits
from graph.traversal.bidirectional_search import BidirectionalSearch
from graph.traversal.expansion import Expansion
from graph.traversal.informativeness import informativeness
from graph.traversal.topology import Int64Array, Topology, TraversalFilter, filter_arrays

_FAR = 1 << 62
"""More than any path costs."""
_SEARCHES = 64
"""Times that the steps from a node are searched for among all of a layer before it is worth to sort them."""

_AT_ONCE, _TOLD = 20, 100
"""Edges that are followed by arrays in the time of one by itself; beginnings that are tried before that is told."""
Announce = Callable[[int], None]
"""Is told about how many things were looked at, one by one."""


def _no_announcement(rows: int) -> None:
    """Nobody minds how long it takes."""


class PathOrder(StrEnum):
    """What makes a path come first; what says more, of those with equally many hops."""

    HOPS = "hops"
    INFORMATIVENESS = "informativeness"


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes joined by edges: `edges[i]` joins `nodes[i]` and `nodes[i + 1]`, in either direction."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    informativeness: float


@dataclass(frozen=True, slots=True)
class PathQuery:
    """Which paths: at most `count`, of at most `max_length` edges; `ways.kinds` is of the nodes between the ends."""

    count: int
    max_length: int
    ways: TraversalFilter = field(default_factory=TraversalFilter)
    by: PathOrder = PathOrder.HOPS


def best_paths(
    topology: Topology, source: str, target: str, wanted: PathQuery, announce: Announce = _no_announcement
) -> list[Path]:
    """The best simple paths, best first; of equally long ones those that say more, then by name from the source on.

    Paths longer than the shortest are looked for as long as too few are found, or, by informativeness, up to the
    maximal length; in either case only until `Limits.path_rows` edges were read. `announce` is told
    how many rows are read, and may end the search by raising.
    """
    start, end = topology.graph.find(source), topology.graph.find(target)
    if start is None or end is None or start == end:
        return []
    one_will_do = wanted.count == 1 and wanted.by is PathOrder.HOPS
    if one_will_do and (shortest := topology.shortest):
        try:
            best = shortest.find(start, end, wanted.max_length, filter_arrays(wanted.ways))
            return [_path(topology, _FoundPath(best.nodes, best.edges, best.cost))] if best else []
        except SearchLimitExceeded:
            pass
    search = BidirectionalSearch(topology, start, end, wanted.ways, counted=not one_will_do)
    found: list[_FoundPath] = []
    for length in range(1, wanted.max_length + 1):
        before = search.followed
        if not search.reach(length):
            break
        announce((search.followed - before) // _AT_ONCE)
        layers = search.layers()
        if layers:
            found.extend(_read_off(topology, search, layers, wanted, announce))
            if search.rows > Limits.path_rows or (wanted.by is PathOrder.HOPS and len(found) >= wanted.count):
                break
            search.keep_all()
    if wanted.by is PathOrder.INFORMATIVENESS:
        found.sort(key=lambda path: (path.cost, len(path.edges)))
    return [_path(topology, path) for path in found[: wanted.count]]


@dataclass(slots=True)
class _FoundPath:
    nodes: Sequence[int]
    edges: Sequence[int]
    cost: int


def _path(topology: Topology, found: _FoundPath) -> Path:
    return Path(topology.nodes(found.nodes), topology.edges(found.edges), informativeness(found.cost))


def _read_off(
    topology: Topology, search: BidirectionalSearch, layers: Sequence[Expansion], wanted: PathQuery, announce: Announce
) -> Iterator[_FoundPath]:
    """The best simple paths through these layers, best first; parallel edges count as one."""
    ordered = _ordered(topology, layers)
    source, target = search.ends
    heap: list[_Try] = []
    _push(heap, (), (source,), (), 0, ordered[0].after(source))
    count = tries = 0
    while heap and count < wanted.count and tries < Limits.path_tries:
        _, ranks, nodes, edges, cost, before, others = heappop(heap)
        _push(heap, ranks[:-1], nodes[:-1], edges[:-1], before, others)
        tries += 1
        if not tries % _TOLD:
            announce(_TOLD)
        if len(edges) == len(layers):
            count += 1
            yield _FoundPath(nodes, edges, cost)
        elif nodes[-1] != target and nodes[-1] not in nodes[:-1]:
            _push(heap, ranks, nodes, edges, cost, ordered[len(edges)].after(nodes[-1]))


_On = tuple[int, int, int, int, int]
"""A way on: the least cost of all that is to come, where the node stands by name, the node, the edge, its cost."""
_Try = tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...], int, int, Iterator[_On]]
"""The beginning of a path: the least it can cost as a whole, its nodes by name, its nodes, its edges, what they cost,
what they cost without the last one, and the other ways on from there.
"""


def _push(heap: list[_Try], ranks: tuple[int, ...], nodes: tuple[int, ...], edges: tuple[int, ...], cost: int,
          ways_on: Iterator[_On]) -> None:  # fmt: skip
    """Try the next way on; those after it wait until it was tried, so that a hub's are never all tried."""
    step = next(ways_on, None)
    if step is not None:
        whole, rank, far, edge, own = step
        tried = (*ranks, rank), (*nodes, far), (*edges, edge), cost + own
        heappush(heap, (cost + whole, *tried, cost, ways_on))


def _costs(topology: Topology, edges: Int64Array) -> Int64Array:
    """What each edge costs."""
    out, into = topology.degrees_of_ends(edges)
    costs: Int64Array = topology.costs[out] + topology.costs[into]
    return costs


def _ordered(topology: Topology, layers: Sequence[Expansion]) -> list["_Layer"]:
    """The layers with what the rest of the way costs at least."""
    ends = list(accumulate(map(len, layers)))
    costs = _costs(topology, np.concatenate([steps.edge for steps in layers]))
    ordered, rest = list[_Layer](), np.empty(len(topology), dtype=np.int64)
    rest[layers[-1].far] = 0
    for place in reversed(range(len(layers))):
        steps, own = layers[place], costs[ends[place] - len(layers[place]) : ends[place]]
        whole = own + rest[steps.far]
        ordered.append(_Layer(topology, steps, own, whole))
        rest[steps.near] = _FAR
        np.minimum.at(rest, steps.near, whole)
    return ordered[::-1]


class _Layer:
    """The steps at one place of a path, and those that lead on from a node, put in order when it is met."""

    def __init__(self, topology: Topology, steps: Expansion, own: Int64Array, whole: Int64Array) -> None:
        self._topology, self._steps, self._own, self._whole = topology, steps, own, whole
        self._searches = 0
        self._order: Int64Array | None = None

    def _places(self, node: int) -> Int64Array:
        """Where the steps from a node are: the first few times all are looked at, then they are sorted."""
        near, order = self._steps.near, self._order
        self._searches += 1
        if self._searches < _SEARCHES:
            places: Int64Array = (near == node).nonzero()[0]
            return places
        if order is None:
            order = self._order = np.argsort(near)
        start, end = near.searchsorted((node, node + 1), sorter=order)
        return order[start:end]

    def after(self, node: int) -> Iterator[_On]:
        """The ways on from a node, the best first; of parallel edges only one."""
        places = self._places(node)
        far, edge, whole = self._steps.far[places], self._steps.edge[places], self._whole[places]
        rank = self._topology.rank(far)
        seen: set[int] = set()
        for place in np.lexsort((edge, rank, whole)).tolist():
            reached = int(far[place])
            if reached not in seen:
                seen.add(reached)
                yield int(whole[place]), int(rank[place]), reached, int(edge[place]), int(self._own[places[place]])
