"""Pages, joined by their cursors, are the list: over all that is shipped, whatever is listed and in whatever order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from random import Random

import numpy as np
import orjson
import pytest

from graph.model.elements import Node
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.store import Direction, GraphStore, Hop, Key, LinkPage, Order, Paging, Scan
from graph.store.sort_key import EdgeKey
from schema.types.connection import decode_cursor, encode_cursor
from schema.types.edge_fields import DirectedEdgeKind, directed_edge_kinds
from tests.memory_store import ordered

SIZES, WAYS = (1, 7, 100), (False, True)
WHOLE = 1_000_000
"""Rows: more than any node has."""
PAGES, LOOKS = 8, 400
"""How many pages of a list are asked for, and how many rows may be looked at where each page looks at all of them."""
SAMPLE, TIES = 4, 30
SHORT, LONG = 60, 5_000
"""Rows: up to how many other orders are asked for too, and from how many on only the longest of a relation is."""
Ask = Callable[[Paging], tuple[Sequence[Key], bool]]
"""A page: the keys of its items, and whether there are more in the direction in which is paged."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: the keys of all items in its order, and how a page of it is asked for."""

    keys: Sequence[Key]
    order: Order
    ask: Ask

    def check(self, size: int, back: bool, most: int, start: int = 0) -> None:
        """Page from a place on, over `most` pages at most; `back` from the end, where `start` is counted from."""
        expected = (self.keys[::-1] if back else self.keys)[start : start + size * most]
        pages = islice(self.pages(size, back, self._key(start, back)), most)
        found = [key for page in pages for key in (page[::-1] if back else page)]
        assert found == list(expected)

    def pages(self, size: int, back: bool, key: Key | None) -> Iterator[Sequence[Key]]:
        more = True
        while more:
            # A cursor is a text for whoever holds it.
            stated = key and decode_cursor(encode_cursor(key, self.order), self.order)
            page, more = self.ask(Paging(size, back, None if back else stated, stated if back else None))
            yield page
            assert page or not more
            key = page[0 if back else -1] if page else None

    def _key(self, start: int, back: bool) -> Key | None:
        if not start:
            return None
        return self.keys[-start] if back else self.keys[start - 1]


def nodes_of(store: GraphStore, kind: str) -> list[Node]:
    graph = store.topology.graph
    return [graph.node(int(number)) for number in np.flatnonzero(graph.columns["node.kind"] == NODE_KINDS.index(kind))]


@pytest.mark.parametrize("kind", NODE_KINDS)
def test_every_kind_is_listed_whole_by_any_size_of_page(shipped: GraphStore, kind: str) -> None:
    keys = sorted(
        (Key(node.name, node.name, node.curie) for node in nodes_of(shipped, kind)),
        key=lambda key: (key.name.casefold(), key.name, key.curie),
    )

    def ask(paging: Paging) -> tuple[Sequence[Key], bool]:
        page = shipped.scan(Scan(kind, paging=paging))
        assert page.total == len(keys)
        return [key for _, key in page.nodes], page.has_previous if paging.from_end else page.has_next

    listed = Listed(keys, Order(), ask)
    for size, back in product(SIZES, WAYS):
        listed.check(size, back, WHOLE if size == SIZES[-1] and not back else 50)
    for place, back in product(ties(keys), WAYS):
        listed.check(1, back, 3, len(keys) - place - 1 if back else place - 1)


def ties(keys: Sequence[Key]) -> list[int]:
    """Places of items that have the name of the one before: all whose CURIEs stand otherwise without case, and some."""
    places = range(1, len(keys))
    same = [place for place in places if keys[place].name.casefold() == keys[place - 1].name.casefold()]
    turned = [place for place in same if keys[place].curie.casefold() < keys[place - 1].curie.casefold()]
    return turned + Random(len(keys)).sample(same, min(TIES, len(same)))  # noqa: S311


def hubs_of(store: GraphStore, relation: DirectedEdgeKind) -> list[str]:
    """The node that has most links of a relation, and some others that have several."""
    graph = store.topology.graph
    column = graph.columns
    wanted = np.isin(column["edge.kind"], [EDGE_KINDS.index(kind) for kind in relation.kinds()])
    counts = np.zeros(len(graph), dtype=np.int64)
    if relation.direction is not Direction.IN:
        counts += np.bincount(column["edge.source"][wanted], minlength=len(graph))
    if relation.direction is not Direction.OUT:
        counts += np.bincount(column["edge.target"][wanted], minlength=len(graph))
    counts[column["node.kind"] != NODE_KINDS.index(relation.near)] = 0
    several = np.flatnonzero((counts > 1) & (counts < LONG)).tolist()
    others = Random(relation.field).sample(several, min(SAMPLE, len(several)))  # noqa: S311
    return [graph.curie(number) for number in dict.fromkeys([int(np.argmax(counts)), *others]) if counts[number] > 1]


def orders_of(relation: DirectedEdgeKind) -> list[Order]:
    """What a connection can be ordered by, some of it."""
    kinds = ONTOLOGY.nodes[relation.far].properties if relation.far else ()
    properties = [item.name for item in kinds]
    chosen = ["name", *Random(relation.field).sample(properties, min(2, len(properties)))]  # noqa: S311
    return [Order(name, descending=way) for name in chosen for way in WAYS]


EVERY = [relation for kind in NODE_KINDS for relation in directed_edge_kinds(kind)]


@pytest.mark.parametrize("relation", EVERY, ids=lambda relation: f"{relation.near}.{relation.field}")
def test_every_connection_is_listed_whole_by_any_size_of_page(shipped: GraphStore, relation: DirectedEdgeKind) -> None:
    lists = {curie: connection(shipped, curie, relation, relation.order()) for curie in hubs_of(shipped, relation)}
    for listed, size, back in product(lists.values(), SIZES, WAYS):
        listed.check(size, back, PAGES if len(relation.kinds()) == 1 else max(2, LOOKS // len(listed.keys)))
    short = [curie for curie, listed in lists.items() if len(listed.keys) <= SHORT]
    for curie, order, back in product(short[:2], orders_of(relation), WAYS):
        connection(shipped, curie, relation, order).check(7, back, PAGES)


def connection(store: GraphStore, curie: str, relation: DirectedEdgeKind, order: Order) -> Listed:
    def expand(paging: Paging | None) -> LinkPage:
        return store.expand(curie, Hop(relation.kinds(), relation.direction, order=order, paging=paging), WHOLE)

    def ask(paging: Paging) -> tuple[Sequence[Key], bool]:
        page = expand(paging)
        return [link.key for link in page.links], page.has_previous if paging.from_end else page.has_next

    if order == Order() and relation.direction is Direction.IN:
        return Listed(ordered(incoming(store, curie, relation.kinds()), order), order, ask)
    keys = [link.key for link in expand(None).links]
    assert keys == ordered(set(keys), order)
    return Listed(keys, order, ask)


def incoming(store: GraphStore, curie: str, kinds: Sequence[str]) -> Iterator[Key]:
    """The keys of what leads to a node, by name; read from columns, since to decode all edges of a hub takes long."""
    graph = store.topology.graph
    number = graph.find(curie)
    assert number is not None
    for edge in (edge for kind in kinds for edge in graph.row(number, kind, out=False)):
        source = graph.source(edge)
        place = EdgeKey(graph.edge_kinds[edge], graph.edge_number(edge))
        yield Key(name := orjson.loads(graph.names[source]), name, graph.curie(source), place)
