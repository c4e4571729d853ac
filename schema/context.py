"""What one request shares: the store, what it has looked up, and what it may still read."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

import strawberry

from graph.model.elements import Node, SourceDocument
from graph.model.errors import InvalidArgument, QueryTooCostly
from graph.model.ontology import EDGE_KINDS
from graph.storage.frozen_graph import FrozenGraph
from graph.store import Direction, Filter, GraphStore, Hop, LinkPage, NodePage, Paging, Scan, Summary
from graph.store.scan import filtered_and_ordered, scan_candidates, scan_cost
from graph.store.sort_key import default_order
from graph.traversal.topology import TraversalFilter
from schema.budget import Budget

Result = TypeVar("Result")
_DECODING = 32
"""Rows that are looked at in the time in which an edge and the node at its end are decoded."""


@dataclass(slots=True, kw_only=True)
class Request(Budget):
    """One request. All access to the graph goes through here, within its budget.

    `accepts_numbers` says that nodes may be given as their numbers in the columns. `headers` are sent with the answer.
    """

    store: GraphStore
    headers: dict[str, str] = field(default_factory=dict)
    accepts_numbers: bool = False
    is_private: bool = False
    """Whether the request has what no cache may keep: codes of a patient."""
    _done: dict[Hashable, Any] = field(default_factory=dict)
    _days: dict[str, str] = field(default_factory=dict)
    """The day on which a code was looked up, by its CURIE."""

    def keep_private(self) -> None:
        """Let no cache keep the answer, of the service or on the way."""
        self.is_private = True
        self.headers["Cache-Control"] = "no-store"

    def node(self, curie: str) -> Node | None:
        """The node of a CURIE."""
        self.count(1, 1)
        return self.store.node(curie)

    def expand(self, curie: str, hop: Hop) -> LinkPage:
        """One hop from a node."""
        rows = self._edges_to_read(curie, hop)
        if hop.filter != Filter() and rows > self.limits.rows - self.rows_read:
            raise QueryTooCostly(of="rows", limit=self.limits.rows)
        if hop.paging is not None and self.store.comes_ordered(hop):
            rows = min(rows, hop.paging.limit)
        self.announce_rows(rows * _DECODING)
        rows, items = self.limits.rows - self.rows_read, 2 * self.limits.nodes - self.items_returned
        # Without a filter nearly each row that is looked at goes into the answer: stop before, not after.
        by_items = hop.filter == Filter() and items < rows
        try:
            page = self.store.expand(curie, hop, items if by_items else rows)
        except QueryTooCostly as error:
            if error.details:  # The time is over.
                raise
            of, limit = ("items", self.limits.nodes) if by_items else ("rows", self.limits.rows)
            raise QueryTooCostly(of=of, limit=limit) from error
        self.charge_rows(page.rows_read)
        return page

    def scan(self, scan: Scan) -> NodePage:
        """The nodes of a kind."""
        self.announce_rows(scan_cost(self.store.topology.graph, scan))
        page = self.store.scan(scan)
        self.charge_rows(page.rows_read)
        return page

    def items(self, curie: str, asked: Hop | Scan) -> tuple[list[int], list[int]]:
        """All nodes of a list, whatever page is shown, by number, and the edges of a hop that lead to them."""
        topology, nodes, edges = self.store.topology, list[int](), list[int]()
        if isinstance(asked, Scan):
            scan = replace(asked, order=default_order(asked.kind), paging=Paging(0))
            self.announce_rows(scan_cost(topology.graph, scan))
            nodes = filtered_and_ordered(topology.graph, scan, scan_candidates(topology.graph, scan)).tolist()
        elif asked.filter == Filter() and not asked.inherited:
            self.announce_rows(self._edges_to_read(curie, asked))
            steps = topology.expand(topology.find([curie]), TraversalFilter(asked.direction, (), asked.kinds))
            nodes, edges = steps.far.tolist(), steps.edge.tolist()
        else:
            links = self.expand(curie, replace(asked, paging=None)).links
            nodes, edges = [link.node.place for link in links], [link.edge.place for link in links]
        self.charge_rows(len(nodes))
        return nodes, edges

    def summary(self) -> Summary:
        """What the graph is."""
        return self.store.summary()

    def document(self, source: str) -> SourceDocument | None:
        """A source document by its id."""
        return self.store.document(source)

    def once(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """The result of a computation that a request does once, however many fields need it."""
        if key not in self._done:
            self._done[key] = compute()
        return cast("Result", self._done[key])

    def set_day(self, curie: str, day: str) -> None:
        """Note the day as of which a node was looked up.

        Raises:
            InvalidArgument: the request has looked it up as of another day.
        """
        other = self._days.setdefault(curie, day)
        if other != day:
            problem = "a request looks up a node as of one day: give the others to its `validity`"
            raise InvalidArgument(argument="asOf", problem=problem, given=[other, day])

    def day_of(self, curie: str) -> str | None:
        """The day as of which a node was looked up, if one was given."""
        return self._days.get(curie)

    def _edges_to_read(self, curie: str, hop: Hop) -> int:
        """How many edges a hop has to choose from."""
        graph = self.store.topology.graph
        number = graph.find(curie)
        return 0 if number is None else sum(_edges(graph, start, hop) for start in self.store.starts(number, hop))


def _edges(graph: FrozenGraph, number: int, hop: Hop) -> int:
    """How many edges of a node a hop has to choose from."""
    sides = {Direction.OUT: (True,), Direction.IN: (False,)}.get(hop.direction, (True, False))
    kinds = map(EDGE_KINDS.index, hop.kinds or EDGE_KINDS)
    rows = (graph.span(number, kind, out=out) for kind in kinds for out in sides)
    return sum(end - start for start, end in rows)


Info = strawberry.Info[Request, None]
