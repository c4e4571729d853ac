"""The order of a list, and where an item stands in it: the key by which it is sorted, and which a cursor holds."""

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from graph.model.elements import Edge, NameKey, Node, Value, name_key
from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.storage.frozen_graph import parallel_edge_key
from graph.storage.graph_rows import LISTED_BY

_AGAINST = "-"


@dataclass(frozen=True, slots=True)
class Order:
    """By a property of the node, or of the edge; missing values come last in either direction.

    What is equal so far is ordered by the terms in `then`, one after the other, and at last by name.
    """

    property: str = "name"
    on_edge: bool = False
    descending: bool = False
    then: "tuple[Order, ...]" = ()


BY_NAME = Order()


def order_terms(order: Order) -> tuple[Order, ...]:
    """The terms of an order, the first one first."""
    return order, *order.then


@cache
def default_order(kind: str) -> Order:
    """The order in which all nodes of a kind are listed, as `kind.nodes` of a frozen graph has them."""
    declared = {item.name for item in ONTOLOGY.nodes[kind].properties}
    terms = [Order(name, descending=descending) for name, descending in LISTED_BY if name in declared]
    return replace(terms[0], then=tuple(terms[1:])) if terms else BY_NAME


class EdgeKey(NamedTuple):
    """The last part of the key of a link: its edge among those between the same two nodes.

    `kind` is a place in `EDGE_KINDS`, `number` that of `KIND#number`; `against` says that the edge was followed from
    its target to its source by a hop that follows both directions.
    """

    kind: int
    number: int
    against: bool = False

    def __str__(self) -> str:
        return f"{_AGAINST if self.against else ''}{parallel_edge_key(EDGE_KINDS[self.kind], self.number)}"


class Key(NamedTuple):
    """The place of an item, unique in its list: the value that the list is ordered by, its name, CURIE and edge.

    `edge` is None in a list of nodes; `rest` are the values of the further terms of the order.
    """

    value: Value | None
    name: str
    curie: str
    edge: EdgeKey | None = None
    rest: tuple[Value | None, ...] = ()


Sortable = tuple[tuple[tuple[int, object], ...], NameKey, tuple[()] | EdgeKey]


def read_edge_key(text: str) -> EdgeKey:
    """An `EdgeKey` from its text.

    Raises:
        ValueError: it is the text of none.
    """
    kind, _, number = text.removeprefix(_AGAINST).partition("#")
    read = EdgeKey(EDGE_KINDS.index(kind), int(number or 1), text.startswith(_AGAINST))
    if str(read) != text or read.number < 1:
        raise ValueError(text)
    return read


def sort_key(order: Order, node: Node, edge: Edge | None = None, edge_key: EdgeKey | None = None) -> Key:
    """Where an item stands in a list of this order."""
    value, *rest = (_value(term, node, edge) for term in order_terms(order))
    return Key(value, node.name, node.curie, edge_key, tuple(rest))


def _value(term: Order, node: Node, edge: Edge | None) -> Value | None:
    if term.on_edge:
        return edge.properties.get(term.property) if edge else None
    return node_value(node, term.property)


def node_value(node: Node, name: str) -> Value | None:
    """A property of a node; its name, CURIE and kind count as properties."""
    match name:
        case "name":
            return node.name
        case "curie":
            return node.curie
        case _:
            return node.properties.get(name)


def sortable(key: Key, order: Order) -> Sortable:
    """A key as something Python can compare: by the values, missing ones last, then by name, then by edge."""
    values = zip(order_terms(order), (key.value, *key.rest), strict=True)
    sortables = tuple(sortable_value(value, -1 if term.descending else 1) for term, value in values)
    return sortables, name_key(key.name, key.curie), key.edge or ()


def sortable_value(value: Value | None, sign: int) -> tuple[int, object]:
    """Numbers before text before what is missing, so that any two compare, forged ones too."""
    if value is None:
        return 2, 0
    if isinstance(value, bool | int | float):
        return 0, sign * value
    text = "\n".join(value) if isinstance(value, tuple) else value
    folded = (text.casefold(), text)
    return 1, folded if sign > 0 else _Reversed(folded)


@dataclass(frozen=True, slots=True)
class _Reversed:
    """Sorts the other way round, for text in descending order."""

    value: tuple[str, str]

    def __lt__(self, other: "_Reversed") -> bool:
        return other.value < self.value
