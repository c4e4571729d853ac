"""Where a running service reads the graph from: one store over a snapshot."""

from graph.model.direction import Direction
from graph.store.query_types import (
    Condition,
    Filter,
    Hop,
    Link,
    LinkPage,
    NodePage,
    Operator,
    Paging,
    Scan,
    Summary,
)
from graph.store.sort_key import Key, Order
from graph.store.store import GraphStore, open_store

__all__ = [
    "Condition",
    "Direction",
    "Filter",
    "GraphStore",
    "Hop",
    "Key",
    "Link",
    "LinkPage",
    "NodePage",
    "Operator",
    "Order",
    "Paging",
    "Scan",
    "Summary",
    "open_store",
]
