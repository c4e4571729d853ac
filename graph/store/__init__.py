"""Where a running service reads the graph from: one protocol, engines behind it."""

from graph.direction import Direction
from graph.store.protocol import (
    Condition,
    Filter,
    GraphStore,
    Hop,
    Link,
    LinkPage,
    NodePage,
    Operator,
    Order,
    Paging,
    Scan,
    Summary,
)

__all__ = [
    "Condition",
    "Direction",
    "Filter",
    "GraphStore",
    "Hop",
    "Link",
    "LinkPage",
    "NodePage",
    "Operator",
    "Order",
    "Paging",
    "Scan",
    "Summary",
]
