"""Connections read from the columns: the first page of a relation, or of all nodes of a kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import orjson
from graphql import FieldNode, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType, get_named_type

from graph.frozen import FrozenGraph
from graph.ontology import ONTOLOGY
from graph.store import Direction, Order
from graph.store.frozen import link_of
from graph.store.select import key_of
from schema.compiled.cells import Block, Cell, Column, Rows, constant, grouped, joined, one, rows
from schema.compiled.page import Page
from schema.compiled.record import cells
from schema.compiled.run import NotCompiledError, Run
from schema.compiled.selection import Selections, Sets, sets_of
from schema.connection import DEFAULT_FIRST, MAX_FIRST, encode_cursor
from schema.relation import Relation

Cursor = Callable[[FrozenGraph, Page, int], str]
"""The cursor of an item of a page, by its place."""


class Around(Protocol):
    """What compiles the nodes of a connection, and the values of its edges that are not read from columns."""

    selections: Selections

    def cell(self, kind: GraphQLNamedType, sets: Sets) -> "Cell[Sequence[int]]": ...

    def output(self, kind: GraphQLOutputType, sets: Sets) -> Callable[[Any, Run], bytes]: ...


class Connection:
    """Compiles what is selected of a connection; `relation` is None for a list of all nodes of a kind."""

    def __init__(self, around: Around, kind: GraphQLObjectType, relation: Relation | None) -> None:
        self._around, self._kind = around, kind
        self._cursor = _cursor_of(relation)
        kinds = relation.kinds() if relation else ()
        self._declared = ONTOLOGY.edges[kinds[0]].properties if len(kinds) == 1 else ()

    def cell(self, sets: Sets) -> Cell[Page]:
        """The connection, for each row of a page.

        Raises:
            NotCompiledError: its resolver must say.
        """
        fields = self._around.selections.fields(self._kind, sets)
        return joined((key, self._part(nodes)) for key, nodes in fields.items())

    def _part(self, nodes: Sequence[FieldNode]) -> Cell[Page]:
        name = nodes[0].name.value
        if name == "__typename":
            return constant(orjson.dumps(self._kind.name))
        declared = self._kind.fields[name]
        if name == "totalCount":
            return one(lambda page, run: [b"%d" % count for count in page.counts])
        if name == "pageInfo":
            return self._page_info(object_of(declared.type), sets_of(nodes))
        if name == "nodes":
            return _items(rows(self._far(self._around.cell(get_named_type(declared.type), sets_of(nodes)))))
        return _items(rows(self._edge(object_of(declared.type), sets_of(nodes))))

    def _far(self, cell: "Cell[Sequence[int]]") -> Cell[Page]:
        """A cell of nodes, for the nodes of a page."""
        return Cell(cell.text, tuple(map(_of_far, cell.blocks)), cell.wide)

    def _edge(self, kind: GraphQLObjectType, sets: Sets) -> Cell[Page]:
        def other(name: str, nodes: Sequence[FieldNode]) -> Cell[Page]:
            return self._edge_field(kind, name, nodes)

        fields = self._around.selections.fields(kind, sets)
        return joined(cells(kind, fields, self._declared, _records, other))

    def _edge_field(self, kind: GraphQLObjectType, name: str, nodes: Sequence[FieldNode]) -> Cell[Page]:
        if name == "__typename":
            return constant(orjson.dumps(kind.name))
        if name == "cursor":
            return one(self._cursors, b'"%b"')
        declared = kind.fields[nodes[0].name.value].type
        if name == "node":
            return self._far(self._around.cell(get_named_type(declared), sets_of(nodes)))
        emit = self._around.output(declared, sets_of(nodes))
        if name == "evidence":
            return one(lambda page, run: [emit(run.graph.evidence(edge), run) for edge in page.edges])
        if all(name != item.name for item in self._declared):  # One of several kinds has it.
            raise NotCompiledError
        return self._value(name, emit)

    def _value(self, name: str, emit: Callable[[Any, Run], bytes]) -> Cell[Page]:
        """A property that is more than a value."""
        return one(lambda page, run: [emit(run.graph.properties(edge).get(name, ()), run) for edge in page.edges])

    def _cursors(self, page: Page, run: Run) -> Column:
        return [self._cursor(run.graph, page, place).encode() for place in range(len(page))]

    def _page_info(self, kind: GraphQLObjectType, sets: Sets) -> Cell[Page]:
        fields = self._around.selections.fields(kind, sets)
        return joined((key, self._page_info_field(kind, nodes[0].name.value)) for key, nodes in fields.items())

    def _page_info_field(self, kind: GraphQLObjectType, name: str) -> Cell[Page]:
        if name == "__typename":
            return constant(orjson.dumps(kind.name))
        if name == "hasPreviousPage":
            return constant(b"false")
        if name == "hasNextPage":
            return one(lambda page, run: [
                b"true" if count > length else b"false"
                for count, length in zip(page.counts, page.lengths, strict=True)
            ])  # fmt: skip
        return one(lambda page, run: list(self._ends(page, run, first=name == "startCursor")))

    def _ends(self, page: Page, run: Run, *, first: bool) -> Iterator[bytes]:
        """The cursor of the first or the last item of each row; null where it has none."""
        end = 0
        for length in page.lengths:
            start, end = end, end + length
            place = start if first else end - 1
            yield b'"%b"' % self._cursor(run.graph, page, place).encode() if length else b"null"


def _records(page: Page, run: Run) -> bytes:
    return run.graph.edge_values.together(page.edges)


def _of_far(block: "Block[Sequence[int]]") -> Block[Page]:
    return lambda page, run: block(page.far, run)


def _items(read: Rows[Page]) -> Cell[Page]:
    return one(lambda page, run: grouped(read(page, run), page.lengths), b"[%b]", wide=True)


def _cursor_of(relation: Relation | None) -> Cursor:
    order = relation.order() if relation else Order()
    if relation is None:
        return lambda graph, page, place: encode_cursor(key_of(order, graph.node(page.far[place])), order)
    out = relation.direction is Direction.OUT
    return lambda graph, page, place: encode_cursor(link_of(graph, (page.edges[place], out), order).key, order)


def first_of(arguments: Mapping[str, Any]) -> int | None:
    """How many items are wanted, where nothing else is; None where the resolver must say."""
    given = {name: value for name, value in arguments.items() if value is not None}
    limit: int = given.pop("first", DEFAULT_FIRST)
    return limit if not given and 0 <= limit <= MAX_FIRST else None


def object_of(kind: Any) -> GraphQLObjectType:
    """The object type in a type, or in the items of a list."""
    found = get_named_type(kind)
    assert isinstance(found, GraphQLObjectType)
    return found
