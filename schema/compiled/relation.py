"""Relations read from the columns: a page of a row, without filters, in the order in which rows are kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from graphql import GraphQLList, GraphQLObjectType

from graph.frozen import FrozenGraph
from graph.model import Node
from graph.store import Direction
from schema.compiled.run import Run
from schema.connection import DEFAULT_FIRST, MAX_FIRST
from schema.relation import Relation

Emit = Callable[[Any, Run], bytes]
Part = Callable[[int, Sequence[int], Sequence[Node], Run], bytes]
"""A part of a connection, from how many items there are, and the edges and nodes of this page."""
_Row = Callable[[int], Sequence[int]]


def total(count: int, edges: Sequence[int], items: Sequence[Node], run: Run) -> bytes:
    """How many items there are on all pages."""
    return b"%d" % count


def nodes(item: Emit) -> Part:
    """The nodes of a page."""
    return lambda count, edges, items, run: b"[" + b",".join([item(node, run) for node in items]) + b"]"


def edges(template: bytes, fields: Sequence[tuple[str, str, Emit]]) -> Part:
    """The items of a page with what joins them; `fields` are key, name and emitter."""
    emitters = [(name, emit) for _, name, emit in fields]

    def one(edge: int, node: Node, run: Run) -> bytes:
        properties, evidence = run.graph.said(edge)
        special = {"node": node, "evidence": evidence}
        values = [emit(special[name] if name in special else properties.get(name), run) for name, emit in emitters]
        return template % tuple(values)

    return lambda count, edges, items, run: (
        b"[" + b",".join([one(edge, node, run) for edge, node in zip(edges, items, strict=True)]) + b"]"
    )


def page(
    relation: Relation,
    template: bytes,
    parts: Sequence[tuple[str, Part]],
    arguments: Callable[[Run], Mapping[str, Any]],
    other: Emit,
) -> Emit:
    """A page of a relation: the first of its row. `other` answers whatever else is asked."""
    emits = [part for _, part in parts]
    rows: WeakKeyDictionary[FrozenGraph, _Row] = WeakKeyDictionary()
    out = relation.direction is Direction.OUT

    def emit(value: Node, run: Run) -> bytes:
        limit, graph = _first(arguments(run)), run.graph
        if limit is None or value.place < 0 or relation.direction is Direction.BOTH:
            return other(value, run)
        row = rows.get(graph)
        if row is None:
            row = rows[graph] = _row(relation, graph)
        whole = row(value.place)
        chosen = whole[:limit]
        run.request.look_at(len(chosen))
        run.request.spend(1 + len(chosen))
        ends, node = graph.targets if out else graph.sources, graph.node
        items = [node(ends[edge]) for edge in chosen]
        return template % tuple([part(len(whole), chosen, items, run) for part in emits])

    return emit


def _row(relation: Relation, graph: FrozenGraph) -> _Row:
    """How the row of a relation is read: the edges of a node, in the order in which they are listed."""
    out = relation.direction is Direction.OUT
    readers = [graph.rows(kind, out=out) for kind in sorted(relation.kinds())]
    if len(readers) == 1:
        return readers[0]
    ranks, ends = graph.ranks, graph.targets if out else graph.sources

    def merged(node: int) -> Sequence[int]:
        found = [edge for reader in readers for edge in reader(node)]
        found.sort(key=lambda edge: ranks[ends[edge]])
        return found

    return merged


def _first(arguments: Mapping[str, Any]) -> int | None:
    """How many items are wanted, where nothing else is; None where the resolver must say."""
    given = {name: value for name, value in arguments.items() if value is not None}
    limit = given.pop("first", DEFAULT_FIRST)
    return limit if not given and 0 <= limit <= MAX_FIRST else None


def object_of(kind: Any) -> GraphQLObjectType:
    """The object type in a type, or in the items of a list."""
    while not isinstance(kind, GraphQLObjectType):
        kind = kind.of_type
    return kind


def item_of(kind: Any) -> Any:
    """The type of the items of a list."""
    while not isinstance(kind, GraphQLList):
        kind = kind.of_type
    return kind.of_type
