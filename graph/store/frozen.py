"""A store over a snapshot: answers from mapped columns, in time that depends on the answer."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from graph.columns import Array
from graph.direction import Direction
from graph.errors import QueryTooCostly
from graph.freeze import EDGE_KINDS, PLACED
from graph.frozen import FrozenGraph
from graph.model import Node
from graph.snapshot import Snapshot
from graph.store.protocol import Filter, Hop, Key, Link, LinkPage, NodePage, Order, Paging, Scan, Summary
from graph.store.scanning import candidates, chosen
from graph.store.searching import Searching
from graph.store.select import Sortable, accepts, key_of, page, sortable
from graph.topology import Topology

_BY_NAME, _BY_PLACE = Order(), Order("position", on_edge=True)
_Step = tuple[int, bool]
"""An edge and whether it is followed from its source."""


class FrozenStore(Searching):
    """Answers from an attached snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._graph = snapshot.graph
        self.finder = snapshot.finder
        self.topology = Topology(snapshot.graph)
        self._summary = Summary(snapshot.version, snapshot.documents, snapshot.nodes, snapshot.edges)

    async def nodes(self, curies: Sequence[str]) -> list[Node | None]:
        numbers = (self._graph.find(curie) for curie in curies)
        return [None if number is None else self._graph.node(number) for number in numbers]

    async def summary(self) -> Summary:
        return self._summary

    async def expand(self, curies: Sequence[str], hop: Hop, budget: int) -> list[LinkPage]:
        pages = []
        for curie in curies:
            links = self._page(curie, hop, budget)
            budget -= links.looked_at
            pages.append(links)
        return pages

    async def scan(self, scan: Scan) -> NodePage:
        among = candidates(self._graph, scan)
        numbers = chosen(self._graph, scan, among)
        start, end = 0, len(numbers)
        if scan.paging is not None:
            start, end = window(numbers, partial(self._node_key, scan.order), scan.order, scan.paging)
        end = max(start, end)
        found = [(self._graph.node(n), self._node_key(scan.order, n)) for n in numbers[start:end].tolist()]
        whole = scan.filter != Filter() or scan.order != _BY_NAME or scan.paging is None
        looked_at = len(among) if whole else end - start
        return NodePage(found, len(numbers), end < len(numbers), start > 0, looked_at)

    def _page(self, curie: str, hop: Hop, budget: int) -> LinkPage:
        number = self._graph.find(curie)
        if number is None:
            return LinkPage((), 0, has_next=False, has_previous=False, looked_at=0)
        if self._comes_ordered(hop) and hop.paging is not None:
            return self._ordered(number, hop, hop.paging, budget)
        steps = list(self._steps(number, hop))
        if len(steps) > budget:
            raise QueryTooCostly
        links = (self._link(step, hop.order) for step in steps)
        kept = ((link.key, link) for link in links if self._admits(hop, link))
        stretch = page(kept, hop.order, hop.paging)
        found = [link for _, link in stretch.items]
        return LinkPage(found, stretch.total, stretch.has_next, stretch.has_previous, len(steps))

    def _comes_ordered(self, hop: Hop) -> bool:
        """Whether the rows are in the order that is asked for, so that a page is a slice of them."""
        if hop.filter != Filter() or hop.far_kinds or len(hop.kinds) != 1 or hop.direction is Direction.BOTH:
            return False
        placed = hop.direction is Direction.OUT and hop.kinds[0] in PLACED
        return hop.order == (_BY_PLACE if placed else _BY_NAME)

    def _ordered(self, node: int, hop: Hop, paging: Paging, budget: int) -> LinkPage:
        out = hop.direction is Direction.OUT
        rows = self._graph.row(node, hop.kinds[0], out=out)
        start, end = window(rows, lambda edge: self._link((edge, out), hop.order).key, hop.order, paging)
        if end - start > budget:
            raise QueryTooCostly
        links = [self._link((edge, out), hop.order) for edge in rows[start:end]]
        return LinkPage(links, len(rows), end < len(rows), start > 0, end - start)

    def _steps(self, node: int, hop: Hop) -> Iterator[_Step]:
        for out in (True, False):
            if hop.direction in (Direction.BOTH, Direction.OUT if out else Direction.IN):
                for kind in hop.kinds or EDGE_KINDS:
                    yield from ((edge, out) for edge in self._graph.row(node, kind, out=out))

    def _admits(self, hop: Hop, link: Link) -> bool:
        return (not hop.far_kinds or link.node.kind in hop.far_kinds) and accepts(hop.filter, link.node, link.edge)

    def _link(self, step: _Step, order: Order) -> Link:
        return link_of(self._graph, step, order)

    def _node_key(self, order: Order, number: int) -> Key:
        return key_of(order, self._graph.node(number))


def link_of(graph: FrozenGraph, step: tuple[int, bool], order: Order) -> Link:
    """An edge as it is followed, and where it stands in a list of this order; `step` is as in `FrozenStore`."""
    number, out = step
    edge = graph.edge(number)
    far = graph.node(graph.target(number) if out else graph.source(number))
    return Link(edge, far, key_of(order, far, edge, f"{graph.key(number)} {edge.source} {edge.target}"))


def window(rows: Sequence[int] | Array, key: Callable[[int], Key], order: Order, paging: Paging) -> tuple[int, int]:
    """The stretch of ordered rows that is asked for, found by halving: only a few keys are ever looked at."""

    def place(row: int) -> Sortable:
        return sortable(key(int(row)), order)

    start = bisect_right(rows, sortable(paging.after, order), key=place) if paging.after else 0
    end = bisect_left(rows, sortable(paging.before, order), key=place) if paging.before else len(rows)
    if paging.from_end:
        return max(start, end - paging.limit), end
    return start, min(end, start + paging.limit)
