"""The store: answers from the mapped columns of a snapshot, in time that depends on the answer."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from graph.model.deadline import until_deadline
from graph.model.direction import Direction
from graph.model.elements import Node, SourceDocument
from graph.model.errors import InvalidArgument, QueryTooCostly
from graph.model.ontology import EDGE_KINDS
from graph.review.case import Case
from graph.review.group_explanation import GroupExplanation, explain_group
from graph.review.grouping import GROUPER
from graph.review.reviewer import Review, Reviewer
from graph.search.grounding import Grounding, ground
from graph.search.search_types import Hit, Search, SearchPage
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import PLACED
from graph.storage.partial_graph import PartialGraph
from graph.store.filter_predicate import matches_filter
from graph.store.nearest_codes import offer_codes, suggest_codes
from graph.store.paging import slice_page
from graph.store.query_types import Filter, Hop, Link, LinkPage, NodePage, Paging, Scan, Summary
from graph.store.row_candidates import candidates
from graph.store.row_pages import page_bounds, unread_page
from graph.store.scan import filtered_and_ordered, scan_candidates
from graph.store.snapshot import Snapshot, attach_snapshot
from graph.store.sort_key import BY_NAME, EdgeKey, Key, Order, default_order, sort_key
from graph.traversal.closure import breadth_first_levels
from graph.traversal.partial_topology import topology_of
from graph.traversal.topology import TraversalFilter

_BY_PLACE = Order("position", on_edge=True)
_SCHEME = "snapshot"
_UPWARD = TraversalFilter(Direction.OUT, edge_kinds=("IS_A",))
_ROWS_OF_A_CODE, _ROWS_OF_THE_FIRST = 200, 100_000
"""Rows that are looked at in the time in which a code of a case is reviewed, and in which the first case is."""
_Step = tuple[int, bool]
"""An edge and whether it is followed from its source."""


class GraphStore:
    """Answers from a snapshot; nothing in it waits."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._graph, self.finder = snapshot.graph, snapshot.finder
        self._files = snapshot.files  # The index may read them as long as there is the store.
        self.topology = topology_of(snapshot.graph)
        """How all nodes are joined, as numbers: what traversals run on."""
        self._reviewer = Reviewer(self.topology)
        self._summary = Summary(snapshot.version, snapshot.documents, snapshot.nodes, snapshot.edges)
        self._documents = {document.id: document for document in snapshot.documents}

    def summary(self) -> Summary:
        """What the graph is."""
        return self._summary

    def document(self, source: str) -> SourceDocument | None:
        """The source document of an id; None where there is none."""
        return self._documents.get(source)

    def node(self, curie: str) -> Node | None:
        """The node of a CURIE; None where there is none."""
        number = self._graph.find(curie)
        return None if number is None else self._graph.node(number)

    def expand(self, curie: str, hop: Hop, budget: int) -> LinkPage:
        """One hop from a node; nothing from an unknown one.

        Raises:
            QueryTooCostly: more than `budget` rows would have to be looked at.
        """
        number = self._graph.find(curie)
        if number is None:
            return LinkPage((), 0, has_next=False, has_previous=False, rows_read=0)
        if self.comes_ordered(hop) and hop.paging is not None:
            return self._ordered(number, hop, hop.paging, budget)
        starts = self.starts(number, hop)
        steps = [step for start in starts for step in self._steps(start, hop)]
        rows_read = self._length(starts, hop) if isinstance(self._graph, PartialGraph) else len(steps)
        if rows_read > budget:
            raise QueryTooCostly
        followed = until_deadline(steps)
        links = (self._link(step, hop) for step in followed if not hop.inherited or self._far_end(step) not in starts)
        kept = {link.key: link for link in reversed(list(links)) if self._admits(hop, link)}
        span = slice_page(kept.items(), hop.order, hop.paging)
        found = [link for _, link in span.items]
        return LinkPage(found, span.total, span.has_next, span.has_previous, rows_read)

    def scan(self, scan: Scan) -> NodePage:
        """The nodes of a kind."""
        among = scan_candidates(self._graph, scan)
        numbers = filtered_and_ordered(self._graph, scan, among)
        start, end = 0, len(numbers)
        if scan.paging is not None:
            start, end = page_bounds(numbers, partial(self._node_key, scan.order), scan.order, scan.paging)
        end = max(start, end)
        found = [(self._graph.node(n), self._node_key(scan.order, n)) for n in numbers[start:end].tolist()]
        whole = scan.filter != Filter() or scan.order != default_order(scan.kind) or scan.paging is None
        rows_read = len(among) if whole else end - start
        return NodePage(found, len(numbers), end < len(numbers), start > 0, rows_read)

    def search(self, search: Search) -> SearchPage:
        """The nodes that a query finds, with counts of facets."""
        return suggest_codes(self._graph, self.finder.search(search), search.query)

    def search_cost(self, text: str) -> int:
        """About how many nodes a search for a text looks at."""
        return self.finder.cost(text)

    def suggest(self, search: Search) -> Sequence[Hit]:
        """The first nodes that a query finds, for completing it while it is typed."""
        return self.finder.suggest(search)

    def ground(self, terms: Sequence[str], kinds: tuple[str, ...]) -> Sequence[Grounding]:
        """What each of these terms means."""
        found = (ground(self.finder, term, kinds) for term in until_deadline(terms, at_once=1))
        return [offer_codes(self._graph, grounding, kinds) for grounding in found]

    def review(self, case: Case) -> Review:
        """What the rules find in a case, and what they cannot look at."""
        return self._reviewer.review(case)

    def review_cost(self, case: Case) -> int:
        """About how many rows could be looked at in the time in which a case is reviewed."""
        return len(case) * _ROWS_OF_A_CODE + (0 if self._reviewer.is_ready else _ROWS_OF_THE_FIRST)

    def group_cost(self, case: Case) -> int:
        """About how many rows could be looked at in the time in which a stay is grouped."""
        return len(case) * _ROWS_OF_A_CODE + (0 if GROUPER.is_ready else _ROWS_OF_THE_FIRST)

    def group(self, case: Case) -> GroupExplanation | None:
        """The group of a hospital stay, and what led there; None for what is none."""
        return explain_group(self._reviewer.context(case))

    def comes_ordered(self, hop: Hop) -> bool:
        """Whether the rows are in the order that is asked for, so that a page is a slice of them."""
        if (
            hop.filter != Filter()
            or hop.inherited
            or hop.far_kinds
            or len(hop.kinds) != 1
            or hop.direction is Direction.BOTH
        ):
            return False
        placed = hop.direction is Direction.OUT and hop.kinds[0] in PLACED
        return hop.order == (_BY_PLACE if placed else BY_NAME)

    def starts(self, node: int, hop: Hop) -> tuple[int, ...]:
        """Where a hop from a node starts: there, and where it is inherited from all that the node is, nearest first."""
        if not hop.inherited:
            return (node,)
        seeds = np.array([node], dtype=np.int64)
        return tuple(int(number) for level in breadth_first_levels(self.topology, seeds, _UPWARD) for number in level)

    def _far_end(self, step: _Step) -> int:
        edge, out = step
        return self._graph.target(edge) if out else self._graph.source(edge)

    def _ordered(self, node: int, hop: Hop, paging: Paging, budget: int) -> LinkPage:
        out, (kind,) = hop.direction is Direction.OUT, hop.kinds
        page = unread_page(self._graph, node, kind, paging, out=out)
        rows = self._graph.row(node, kind, out=out) if page is None else self._graph.unread_row(node, kind, out=out)
        start, end = page or page_bounds(rows, lambda edge: self._link((edge, out), hop).key, hop.order, paging)
        if end - start > budget:
            raise QueryTooCostly
        links = [self._link((edge, out), hop) for edge in rows[start:end]]
        return LinkPage(links, len(rows), end < len(rows), start > 0, end - start)

    def _steps(self, node: int, hop: Hop) -> Iterator[_Step]:
        for out in (True, False):
            if hop.direction in (Direction.BOTH, Direction.OUT if out else Direction.IN):
                for kind in hop.kinds or EDGE_KINDS:
                    yield from ((edge, out) for edge in candidates(self._graph, node, kind, hop.filter, out=out))

    def _length(self, nodes: Sequence[int], hop: Hop) -> int:
        """How many edges a hop from some nodes has to choose from."""
        sides = {Direction.OUT: (True,), Direction.IN: (False,)}.get(hop.direction, (True, False))
        kinds = [EDGE_KINDS.index(kind) for kind in hop.kinds or EDGE_KINDS]
        spans = (self._graph.spans(nodes, kind, out=out) for kind in kinds for out in sides)
        return sum(end - start for row in spans for start, end in row)

    def _admits(self, hop: Hop, link: Link) -> bool:
        return (not hop.far_kinds or link.node.kind in hop.far_kinds) and matches_filter(
            hop.filter, link.node, link.edge
        )

    def _link(self, step: _Step, hop: Hop) -> Link:
        edge, out = step
        return traversed_edge(
            self._graph, edge, hop.order, out=out, against=not out and hop.direction is Direction.BOTH
        )

    def _node_key(self, order: Order, number: int) -> Key:
        return sort_key(order, self._graph.node(number))


def open_store(address: str) -> GraphStore:
    """The store at an address, as in `snapshot:build/graph`.

    Raises:
        InvalidArgument: the address is of no snapshot.
        SnapshotError: the snapshot cannot be used.
    """
    return GraphStore(attach_snapshot(folder_of_store(address)))


def folder_of_store(address: str) -> Path:
    """The folder of the snapshot at an address.

    Raises:
        InvalidArgument: the address is of no snapshot.
    """
    scheme, _, directory = address.partition(":")
    if scheme != _SCHEME or not directory:
        raise InvalidArgument(argument="store", value=address, allowed=[_SCHEME])
    return Path(directory)


def traversed_edge(graph: FrozenGraph, number: int, order: Order, *, out: bool, against: bool = False) -> Link:
    """An edge as it is followed, from its source where `out`, and where it stands in a list (see `EdgeKey`)."""
    edge = graph.edge(number)
    far = graph.node(graph.target(number) if out else graph.source(number))
    place = EdgeKey(graph.edge_kinds[number], graph.edge_number(number), against)
    return Link(edge, far, sort_key(order, far, edge, place))
