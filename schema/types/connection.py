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
from graph.store.key import read_edge_key
from schema.types.declare import TYPES, column, object_type

DEFAULT_FIRST = 100


@strawberry.type(name="PageInfo", description="Whether there is more of a list, and where to go on.")
class PageInfo:
    """GraphQL's `PageInfo`, as Relay's cursor connections specification defines it."""

    has_next_page: bool = strawberry.field(description="Whether more items follow these.")
    has_previous_page: bool = strawberry.field(description="Whether items come before these.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first of these items.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last of these items.")


TYPES["PageInfo"] = PageInfo


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
    which is empty in a list of nodes.
    """
    edge = "" if key.edge is None else str(key.edge)
    stated = [signature(order), key.value, key.name, key.curie, edge]
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
        case [sign, value, str(name), str(curie), str(edge)] if sign == signature(order) and _is_value(value):
            read = tuple(value) if isinstance(value, list) else value
            return Key(read, name, curie, read_edge_key(edge) if edge else None)
    raise ValueError(stated)


def _is_value(value: Any) -> bool:
    """Whether it is a value that a property can have, or none."""
    listed = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return listed or value is None or isinstance(value, str | int | float)


def signature(order: Order) -> str:
    """Stands at the beginning of a cursor: by what its list is ordered."""
    return f"{'-' if order.descending else '+'}{'edge.' if order.on_edge else ''}{order.property}"


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


@dataclass(frozen=True, slots=True)
class ConnectionValue:
    """A page of a connection."""

    edges: Sequence[EdgeValue]
    total_count: int
    page_info: PageInfo

    @property
    def nodes(self) -> list[Node]:
        return [edge.node for edge in self.edges]


def connect(page: LinkPage | NodePage, order: Order) -> ConnectionValue:
    """A page of the store as a page of a connection."""
    if isinstance(page, LinkPage):
        edges = [EdgeValue(link.node, link.key, order, link.edge) for link in page.links]
    else:
        edges = [EdgeValue(node, key, order) for node, key in page.nodes]
    ends = (edges[0].cursor, edges[-1].cursor) if edges else (None, None)
    info = PageInfo(
        has_next_page=page.has_next, has_previous_page=page.has_previous, start_cursor=ends[0], end_cursor=ends[1]
    )
    return ConnectionValue(edges, page.total, info)


def connection_type(name: str, node: str, description: str, fields: Mapping[str, StrawberryField]) -> str:
    """Declare `{name}Connection` and `{name}Edge`; `fields` are those of the edge beyond node and cursor."""
    object_type(
        f"{name}Edge",
        f"An item of {name}Connection.",
        {"node": column(node, "The item."), "cursor": column("str", "Where the item stands, for paging."), **fields},
    )
    object_type(
        f"{name}Connection",
        description,
        {
            "total_count": column("int", "How many items there are in all, on every page."),
            "nodes": column(f"list[{node}]", "The items of this page."),
            "edges": column(f"list[{name}Edge]", "The items of this page with what joins them."),
            "page_info": column("PageInfo", "Whether there is more."),
        },
    )
    return f"{name}Connection"
