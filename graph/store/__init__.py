"""Where a running service reads the graph from: one store over a snapshot."""

from graph.model.direction import Direction
from graph.store.query_types import (
    ComparisonOperator,
    Condition,
    Filter,
    Hop,
    Link,
    LinkPage,
    NodePage,
    Paging,
    Scan,
    Summary,
)
from graph.store.sort_key import Key, Order
from graph.store.store import GraphStore, open_store

__all__ = [
    "ComparisonOperator",
    "Condition",
    "Direction",
    "Filter",
    "GraphStore",
    "Hop",
    "Key",
    "Link",
    "LinkPage",
    "NodePage",
    "Order",
    "Paging",
    "Scan",
    "Summary",
    "open_store",
]
