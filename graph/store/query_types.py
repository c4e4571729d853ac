"""What a store is asked, and what it answers: hops, scans, filters, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from graph.model.direction import Direction
from graph.model.elements import Edge, Node, SourceDocument, Value
from graph.store.sort_key import BY_NAME, Key, Order


class ComparisonOperator(StrEnum):
    """How a condition compares a property with its value."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    ANY_OF = "any_of"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    IS_KNOWN = "is_known"


@dataclass(frozen=True, slots=True)
class Condition:
    """A property that must compare so.

    Text compares without case; a missing property satisfies only `IS_KNOWN` false.
    """

    property: str
    operator: ComparisonOperator
    value: Value


class NodeSet(frozenset[str]):
    """The CURIEs of nodes, with their numbers in the graph, which scans of many nodes compare."""

    numbers: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Filter:
    """All of it must hold: conditions on the node and on the edge, and membership of its CURIE.

    `only` is None where any node may pass; each of its sets must hold the node.
    """

    node: tuple[Condition, ...] = ()
    edge: tuple[Condition, ...] = ()
    only: tuple[frozenset[str], ...] = ()
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Paging:
    """A stretch of an ordered list: `limit` items from its start, or from its end, strictly between two keys."""

    limit: int
    from_end: bool = False
    after: Key | None = None
    before: Key | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """From a node along edges of these kinds; no kinds means all kinds.

    With `inherited`, also from all that the node is a kind of: what is said there holds for it. Of several links that
    lead to one node the nearest one counts, and none leads back to where it may start.
    """

    kinds: tuple[str, ...] = ()
    direction: Direction = Direction.OUT
    far_kinds: tuple[str, ...] = ()
    filter: Filter = Filter()
    order: Order = BY_NAME
    paging: Paging | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """All nodes of one kind."""

    kind: str
    filter: Filter = Filter()
    order: Order = BY_NAME
    paging: Paging | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An edge, the node at its far end, and where it stands in its list."""

    edge: Edge
    node: Node
    key: Key


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A stretch of the links of one node; `total` counts the whole list, `rows_read` what had to be read for it."""

    links: Sequence[Link]
    total: int
    has_next: bool
    has_previous: bool
    rows_read: int


@dataclass(frozen=True, slots=True)
class NodePage:
    """A stretch of the nodes of one kind, each with where it stands in the list; see `LinkPage`."""

    nodes: Sequence[tuple[Node, Key]]
    total: int
    has_next: bool
    has_previous: bool
    rows_read: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the graph is: its version, its documents and how many nodes and edges it has of each kind."""

    version: str
    documents: tuple[SourceDocument, ...]
    nodes: Mapping[str, int] = field(default_factory=dict)
    edges: Mapping[str, int] = field(default_factory=dict)
