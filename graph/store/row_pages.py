"""A page of a row whose order is the one that is asked for: a slice, of which only a few keys are looked at.

Of a row that is kept elsewhere and was not read, the item of a cursor is looked up by its node, and only the page is
read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from graph.model.ontology import EDGE_KINDS
from graph.storage.columns import Array
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.partial_graph import PartialGraph
from graph.store.query_types import Paging
from graph.store.sort_key import Key, Order, Sortable, sortable


def page_bounds(
    rows: Sequence[int] | Array, key: Callable[[int], Key], order: Order, paging: Paging
) -> tuple[int, int]:
    """The stretch of ordered rows that is asked for, found by halving: only a few keys are ever looked at."""

    def place(row: int) -> Sortable:
        return sortable(key(int(row)), order)

    start = bisect_right(rows, sortable(paging.after, order), key=place) if paging.after else 0
    end = bisect_left(rows, sortable(paging.before, order), key=place) if paging.before else len(rows)
    return page_between(start, end, paging)


def page_between(start: int, end: int, paging: Paging) -> tuple[int, int]:
    """The page of what lies between two places."""
    end = max(start, end)
    if paging.from_end:
        return max(start, end - paging.limit), end
    return start, min(end, start + paging.limit)


def unread_page(graph: FrozenGraph, node: int, kind: str, paging: Paging, *, out: bool) -> tuple[int, int] | None:
    """The page of a row that is kept elsewhere, which is read; None where the row is known, or a cursor's item gone."""
    first, end = graph.span(node, EDGE_KINDS.index(kind), out=out)
    if not isinstance(graph, PartialGraph) or graph.is_known((node, out, first, end)):
        return None
    places = [_place_of(graph, node, kind, cursor, out=out) for cursor in (paging.after, paging.before)]
    if -1 in places:
        return None
    after, before = places
    page = page_between(0 if after is None else after + 1, end - first if before is None else before, paging)
    graph.load_rows([(node, out, first + page[0], first + page[1])])
    return page


def _place_of(graph: PartialGraph, node: int, kind: str, cursor: Key | None, *, out: bool) -> int | None:
    """Where the item of a cursor stands in a row; None without a cursor, -1 where the row does not have it."""
    if cursor is None:
        return None
    far = graph.find(cursor.curie)
    if far is None or cursor.edge is None or cursor.edge.kind != EDGE_KINDS.index(kind):
        return -1
    start, _ = graph.span(node, cursor.edge.kind, out=out)
    for place in graph.load_between(node, kind, far, out=out):
        edge = start + place if out else graph.incoming[start + place]
        if graph.edge_number(edge) == cursor.edge.number:
            return place
    return -1
