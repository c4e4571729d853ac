"""The nodes of a kind that pass a filter, in order: many by columns, few by decoding them."""

import numpy as np
import numpy.typing as npt

from graph.model.deadline import until_deadline
from graph.model.elements import Value
from graph.model.ontology import NODE_KINDS
from graph.storage.columns import Array
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.property_columns import MISSING, PropertyColumn
from graph.store.filter_predicate import comparison, matches_filter
from graph.store.query_types import ComparisonOperator, Condition, Filter, NodeSet, Scan
from graph.store.sort_key import Order, default_order, order_terms, sort_key, sortable, sortable_value

Flags = npt.NDArray[np.bool_]
_BEGINS = (ComparisonOperator.STARTS_WITH, ComparisonOperator.EQUALS)
_DECODED = 500
"""So many nodes are decoded rather than looked up in columns."""
_DECODING, _READING, _RANKING, _SHOWING = 16, 2, 4, 8
"""Rows that are looked at in the time in which a node is decoded, a value is read, or read and put in order; and in
that in which a node of a page is given out, which was often decoded before."""


def scan_candidates(graph: FrozenGraph, scan: Scan) -> Array:
    """The nodes of the kind that can pass the filter, as listed: those of the smallest set it names, or all of them."""
    begins = next((c.value for c in scan.filter.node if c.property == "curie" and c.operator in _BEGINS), None)
    if isinstance(begins, str) and ":" in begins:
        # A filter by the CURIE of a system looks at that system alone: nodes are sorted by CURIE.
        return _of_kind(graph, np.arange(*graph.beginning(f"{begins.partition(':')[0].upper()}:")), scan.kind)
    if not scan.filter.only:
        return graph.of_kind(scan.kind)
    smallest = min(scan.filter.only, key=len)
    if len(smallest) > _few(graph, scan.kind):
        every = graph.of_kind(scan.kind)
        return every[_named(graph, every, smallest)]
    named = map(graph.find, smallest)
    found = np.array([number for number in named if number is not None], dtype=np.int64)
    return _of_kind(graph, found, scan.kind)


def filtered_and_ordered(graph: FrozenGraph, scan: Scan, among: Array) -> Array:
    """Those of some candidates that pass the filter, in the order that is asked for."""
    return _ordered(graph, scan, _passing(graph, scan, among))


def scan_cost(graph: FrozenGraph, scan: Scan) -> int:
    """How long a scan takes, in rows that are looked at in that time."""
    count = len(scan_candidates(graph, scan))
    page = count if scan.paging is None else min(count, scan.paging.limit)
    return page * _SHOWING + _choosing(graph, scan, count)


def _choosing(graph: FrozenGraph, scan: Scan, count: int) -> int:
    if scan.filter == Filter() and scan.order == default_order(scan.kind):
        return 0
    if count <= _few(graph, scan.kind):
        return count * _DECODING
    every = len(graph.of_kind(scan.kind))
    return every * (_READING * len(scan.filter.node) + _RANKING * len(_sorted_by(scan))) + count


def _few(graph: FrozenGraph, kind: str) -> int:
    return max(_DECODED, len(graph.of_kind(kind)) // _DECODING)


def _of_kind(graph: FrozenGraph, numbers: Array, kind: str) -> Array:
    found: Array = numbers[graph.columns["node.kind"][numbers] == NODE_KINDS.index(kind)]
    return found[graph.listing_places[found].argsort()]


def _sorted_by(scan: Scan) -> tuple[Order, ...]:
    """The terms by which nodes that come as listed have still to be put in order."""
    return () if scan.order == default_order(scan.kind) else order_terms(scan.order)


def _passing(graph: FrozenGraph, scan: Scan, among: Array) -> Array:
    wanted = scan.filter
    if wanted == Filter():
        return among
    if len(among) <= _few(graph, scan.kind):
        nodes = map(graph.node, until_deadline(among.tolist()))
        return among[np.fromiter((matches_filter(wanted, node) for node in nodes), np.bool_, len(among))]
    if wanted.edge:  # A scan reaches no node over an edge.
        return among[:0]
    for curies in wanted.only:
        among = among[_named(graph, among, curies)]
    if wanted.never:
        among = among[~_named(graph, among, wanted.never)]
    for condition in wanted.node:
        among = among[holds(graph.property_columns.column(scan.kind, condition.property), condition, among)]
    return among


def _named(graph: FrozenGraph, numbers: Array, curies: frozenset[str]) -> Flags:
    """For each of some nodes whether its CURIE is one of these."""
    if isinstance(curies, NodeSet):
        return np.isin(numbers, curies.numbers)
    named = (graph.curies[number] in curies for number in until_deadline(numbers.tolist()))
    return np.fromiter(named, np.bool_, len(numbers))


def holds(column: PropertyColumn, condition: Condition, numbers: Array) -> Flags:
    """For each of some nodes whether a condition holds."""
    places = column.places[numbers]
    if condition.operator is ComparisonOperator.IS_KNOWN:
        return np.equal(places >= 0, condition.value)
    holds = comparison(condition)
    if column.values and isinstance(column.values[0], list):
        of_all = all if condition.operator is ComparisonOperator.NOT_EQUALS else any
        found = [of_all(map(holds, items)) for items in until_deadline(column.values)]
    else:
        found = list(map(holds, until_deadline(column.values)))
    flags: Flags = np.array([*found, False], dtype=np.bool_)[places]  # Nothing, -1, is the last.
    return flags


def _ordered(graph: FrozenGraph, scan: Scan, numbers: Array) -> Array:
    """Nodes that come as they are listed, in the order that is asked for."""
    order, terms = scan.order, _sorted_by(scan)
    if not terms:
        return numbers
    if len(numbers) <= _few(graph, scan.kind):
        return np.array(
            sorted(numbers.tolist(), key=lambda n: sortable(sort_key(order, graph.node(n)), order)), np.int64
        )
    ranks = [ranks_by(graph, scan.kind, term)[numbers] for term in terms]
    return numbers[np.lexsort((graph.columns["node.rank"][numbers], *reversed(ranks)))]


def ranks_by(graph: FrozenGraph, kind: str, term: Order) -> Array:
    """Where each node of a kind stands by one term; a scan meets no edges, so that all are equal by theirs."""
    if term.on_edge:
        return np.zeros(len(graph), dtype=np.int32)
    ranks: Array = graph.property_columns.ranks(kind, term.property, _rank)
    return np.where(ranks == MISSING, ranks, -ranks) if term.descending else ranks


def _rank(value: Value) -> object:
    """Where a value stands in ascending order."""
    return sortable_value(value, 1)
