"""Relay connections: keyset cursors, paging arguments, and the types of a connection and its edges.

A cursor holds the place of an item in its order, not its number, so that it stays right when items are added.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Edge, Evidence, Node
from graph.model.errors import InvalidCursor, InvalidPaging
from graph.model.limits import Limits
from graph.store import Key, LinkPage, NodePage, Order, Paging
from graph.store.sort_key import order_terms, read_edge_key
from schema.types.declare import TYPES, attribute_field, object_type
from schema.types.evidence import EvidenceType
from schema.types.facets import CountedList, count_field
from schema.types.node import NodeInterface

DEFAULT_FIRST = 100


@strawberry.type(name="PageInfo", description="Whether there is more of a list, and where to go on.")
class PageInfo:
    """GraphQL's `PageInfo`, as Relay's cursor connections specification defines it."""

    has_next_page: bool = strawberry.field(description="Whether more items follow these.")
    has_previous_page: bool = strawberry.field(description="Whether items come before these.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first of these items.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last of these items.")


TYPES["PageInfo"] = PageInfo


@strawberry.interface(description="A node of any list, its place, and where the edge to it comes from.")
class EvidencedEdge:
    """GraphQL's `EvidencedEdge`; its values are `EdgeValue`."""

    node: NodeInterface = strawberry.field(description="The node.")
    cursor: str = strawberry.field(description="Its place in the list, for paging.")
    evidence: list[EvidenceType] = strawberry.field(description="Where the edge comes from; empty in a list of a kind.")


def to_paging(given: Mapping[str, Any], order: Order) -> Paging:
    """What the store is asked for, from Relay's four paging arguments as a caller gave them.

    Raises:
        InvalidPaging: `first` and `last` together, a negative or too large number.
        InvalidCursor: a cursor from another list or another order.
    """
    first, after, last, before = (_value(given, name) for name in ("first", "after", "last", "before"))
    if first is not None and last is not None:
        raise InvalidPaging(first=first, last=last, problem="first and last were both given")
    limit = last if last is not None else DEFAULT_FIRST if first is None else first
    if not 0 <= limit <= Limits.page:
        raise InvalidPaging(argument="first" if last is None else "last", value=limit, maximum=Limits.page)
    starts = None if after is None else decode_cursor(after, order)
    ends = None if before is None else decode_cursor(before, order)
    return Paging(limit, last is not None, starts, ends)


def _value(given: Mapping[str, Any], name: str) -> Any:
    return None if given.get(name) is strawberry.UNSET else given.get(name)


def encode_cursor(key: Key, order: Order) -> str:
    """An opaque cursor for the item at `key` of a list in this order: base64url without padding of a list as JSON.

    The list has the order, the value that it orders by, name and CURIE of the node, and the text of the `EdgeKey`,
    which is empty in a list of nodes; then come the values of the further terms of the order.
    """
    edge = "" if key.edge is None else str(key.edge)
    stated = [order_signature(order), key.value, key.name, key.curie, edge, *key.rest]
    return urlsafe_b64encode(orjson.dumps(stated)).decode().rstrip("=")


def decode_cursor(cursor: str, order: Order) -> Key:
    """The key in a cursor.

    Raises:
        InvalidCursor: `encode_cursor` did not make it, or made it for another order.
    """
    try:
        return _read_key(orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))), order)
    except ValueError as error:  # Also what base64, UTF-8 and orjson raise.
        raise InvalidCursor(cursor=cursor[:80]) from error


def _read_key(stated: Any, order: Order) -> Key:
    match stated:
        case [sign, value, str(name), str(curie), str(edge), *rest] if (
            sign == order_signature(order) and len(rest) == len(order.then) and all(map(_is_value, (value, *rest)))
        ):
            first, *others = (tuple(item) if isinstance(item, list) else item for item in (value, *rest))
            return Key(first, name, curie, read_edge_key(edge) if edge else None, tuple(others))
    raise ValueError(stated)


def _is_value(value: Any) -> bool:
    """Whether it is a value that a property can have, or none."""
    listed = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return listed or value is None or isinstance(value, str | int | float)


def order_signature(order: Order) -> str:
    """Stands at the beginning of a cursor: by what its list is ordered."""
    return "".join(
        f"{'-' if term.descending else '+'}{'edge.' if term.on_edge else ''}{term.property}"
        for term in order_terms(order)
    )


@dataclass(frozen=True, slots=True)
class EdgeValue:
    """An item of a connection: the node, where it stands, and the edge that leads to it, where there is one."""

    node: Node
    key: Key
    order: Order
    edge: Edge | None = None

    @property
    def cursor(self) -> str:
        return encode_cursor(self.key, self.order)

    @property
    def properties(self) -> Mapping[str, object]:
        return self.edge.properties if self.edge else {}

    @property
    def evidence(self) -> Sequence[Evidence]:
        return self.edge.evidence if self.edge else ()


@dataclass(frozen=True, kw_only=True)
class ConnectionValue(CountedList):
    """A page of a connection."""

    edges: Sequence[EdgeValue]
    total_count: int
    page_info: PageInfo

    @property
    def nodes(self) -> list[Node]:
        return [edge.node for edge in self.edges]


def to_connection(page: LinkPage | NodePage, order: Order, counted: CountedList) -> ConnectionValue:
    """A page of the store as a page of a connection to a list."""
    if isinstance(page, LinkPage):
        edges = [EdgeValue(link.node, link.key, order, link.edge) for link in page.links]
    else:
        edges = [EdgeValue(node, key, order) for node, key in page.nodes]
    ends = (edges[0].cursor, edges[-1].cursor) if edges else (None, None)
    info = PageInfo(
        has_next_page=page.has_next, has_previous_page=page.has_previous, start_cursor=ends[0], end_cursor=ends[1]
    )
    return ConnectionValue(counted.curie, counted.asked, edges=edges, total_count=page.total, page_info=info)


def connection_type(node: str, payload: str, fields: Mapping[str, StrawberryField]) -> str:
    """Declare, once, the connection to nodes of a type over edges with a payload, whose `fields` its edges show."""
    connection, edge = f"{node}{payload}Connection", f"{node}{payload}Edge" if payload else "NodeEdge"
    annotation = "NodeInterface" if node == "Node" else node
    if edge not in TYPES:
        own = {"node": attribute_field(annotation, "The node.")} if payload else {}
        object_type(edge, "A node of a list, with the edge that leads to it.", {**own, **fields}, base=EvidencedEdge)
    if connection not in TYPES:
        object_type(connection, "A page of a list.", _connection_fields(annotation, edge))
    return connection


def _connection_fields(node: str, edge: str) -> dict[str, StrawberryField]:
    return {
        "total_count": attribute_field("int", "Of all pages."),
        "nodes": attribute_field(f"list[{node}]", "The nodes of this page."),
        "edges": attribute_field(f"list[{edge}]", "Each with its edge."),
        "page_info": attribute_field("PageInfo", "Whether there is more."),
        "count_by": count_field(),
    }
