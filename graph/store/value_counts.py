"""How many items of a list are of a kind, of a code system, or have a value of a property: most first, then by value.

Nodes are counted by columns, edges by their different records, so that none is decoded.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from graph.model.deadline import until_deadline
from graph.model.elements import Value
from graph.model.limits import Limits
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.record import decode_record
from graph.store.list_items import ListItems

Counted = TypeVar("Counted", str, Value | None)
Counts = Sequence[tuple[str, int]]
ValueCounts = Sequence[tuple[Value | None, int]]


def kind_counts(graph: FrozenGraph, items: ListItems) -> Counts:
    """The items by kind of node."""
    counts = np.bincount(graph.columns["node.kind"][items.nodes], minlength=len(NODE_KINDS))
    return _most_first(Counter({kind: int(count) for kind, count in zip(NODE_KINDS, counts, strict=True) if count}))


def system_counts(graph: FrozenGraph, items: ListItems) -> Counts:
    """The items by the prefix of their CURIEs; nodes are numbered by CURIE, so that each prefix is a stretch."""
    nodes, found = np.sort(items.nodes), Counter[str]()
    for prefix in (prefix for kind, _ in kind_counts(graph, items) for prefix in ONTOLOGY.nodes[kind].prefixes):
        first, end = np.searchsorted(nodes, graph.beginning(f"{prefix}:"))
        found[prefix] = int(end - first)
    return _most_first(+found)


def node_value_counts(graph: FrozenGraph, items: ListItems, name: str) -> ValueCounts:
    """The items by a property of their nodes, without case; None where a node has no value, or no such property."""
    found = Counter[Value | None]()
    for kind, _ in kind_counts(graph, items):
        of_kind = items.nodes[graph.columns["node.kind"][items.nodes] == NODE_KINDS.index(kind)]
        column = graph.property_columns.column(kind, name)
        values, counts = np.unique(column.places[of_kind], return_counts=True)
        for place, count in zip(values.tolist(), counts.tolist(), strict=True):
            found[column.values[place] if place >= 0 else None] += count
    return _most_first(found)


def edge_value_counts(graph: FrozenGraph, items: ListItems, name: str) -> ValueCounts:
    """The items by a property of the edges that lead to them; None where an edge has no value."""
    edges = until_deadline(items.edges)
    records = Counter((graph.edge_kinds[edge], graph.edge_values[edge]) for edge in edges)
    found = Counter[Value | None]()
    for (kind, record), count in records.items():
        found[decode_record(record, ONTOLOGY.edges[EDGE_KINDS[kind]].properties).get(name)] += count
    return _most_first(found)


def _most_first(counts: Counter[Counted]) -> list[tuple[Counted, int]]:
    """The most frequent values, within `Limits.facet_values`."""
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[: Limits.facet_values]
