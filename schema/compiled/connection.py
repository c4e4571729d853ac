"""Code that writes connections: the first page of a relation, or of all nodes of a kind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

import orjson
from graphql import (
    FieldNode,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    get_nullable_type,
)

from graph.frozen import FrozenGraph
from graph.ontology import ONTOLOGY
from graph.store import Direction, Order
from graph.store.frozen import link_of
from graph.store.select import key_of
from schema.compiled.record import stored, value
from schema.compiled.rows import Row
from schema.compiled.run import Run
from schema.compiled.selection import Selections, Sets, python_name, sets_of
from schema.compiled.source import Gap, Source, Text, object_of
from schema.connection import DEFAULT_FIRST, MAX_FIRST, encode_cursor
from schema.relation import Relation


class Around(Protocol):
    """What writes the nodes of a connection, and compiles what of its edges is not read from columns."""

    selections: Selections
    graph: FrozenGraph

    def text(self, source: Source, kind: GraphQLNamedType, sets: Sets, node: str) -> Text: ...

    def output(self, kind: GraphQLOutputType, sets: Sets) -> Callable[[Any, Run], str]: ...


class Connection:
    """Writes what is selected of a connection; `relation` is None for a list of all nodes of a kind."""

    def __init__(self, around: Around, source: Source, row: Row, relation: Relation | None) -> None:
        self._around, self._source, self._row = around, source, row
        self._relation = relation
        kinds = relation.kinds() if relation else ()
        self._declared = ONTOLOGY.edges[kinds[0]].properties if len(kinds) == 1 else ()
        self._stored = stored(self._declared)

    def text(self, kind: GraphQLObjectType, sets: Sets) -> Text:
        """The connection."""
        fields = self._around.selections.fields(kind, sets)
        return object_of([(key, self._field(kind, nodes)) for key, nodes in fields.items()])

    def _field(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Text:
        name = nodes[0].name.value
        if name == "__typename":
            return (quoted(kind.name),)
        if name == "totalCount":
            return (Gap(self._row.count),)
        declared = get_named_type(kind.fields[name].type)
        if name == "nodes":
            item = self._source.fresh("node")
            return "[", self._source.items({item: self._row.far}, lambda: self._far(declared, nodes, item)), "]"
        inner = cast("GraphQLObjectType", declared)
        if name == "pageInfo":
            return self._page_info(inner, sets_of(nodes))
        return "[", self._edges(inner, sets_of(nodes)), "]"

    def _far(self, kind: GraphQLNamedType, nodes: Sequence[FieldNode], item: str) -> Text:
        return self._around.text(self._source, kind, sets_of(nodes), item)

    def _edges(self, kind: GraphQLObjectType, sets: Sets) -> Gap:
        """The items with what joins them: columns side by side, of which there are only those that are asked for."""
        source, fields = self._source, self._around.selections.fields(kind, sets)
        names = {key: python_name(kind, nodes[0]) for key, nodes in fields.items()}
        values = source.assign("values", self._row.values) if self._stored.keys() & set(names.values()) else ""
        columns: dict[str, str] = {}

        def column(code: str) -> str:
            known = next((variable for variable, other in columns.items() if other == code), None)
            variable = known or source.fresh("item")
            columns[variable] = code
            return variable

        def item() -> Text:
            return object_of([(key, self._edge_field(kind, names[key], fields[key], values, column)) for key in fields])

        return source.items(columns, item, f"range({self._row.taken})")

    def _edge_field(
        self, kind: GraphQLObjectType, name: str, nodes: Sequence[FieldNode], values: str, column: Callable[[str], str]
    ) -> Text:
        if name == "__typename":
            return (quoted(kind.name),)
        source, row = self._source, self._row
        declared = kind.fields[nodes[0].name.value].type
        if name == "node":
            return self._far(get_named_type(declared), nodes, column(row.far))
        if name in self._stored:
            place, width = self._stored[name], len(self._declared)
            return (value(source, declared)(column(f"{values}[{place}:-1:{width}]")),)
        return (self._answered(name, declared, nodes, column(row.edges or row.far)),)

    def _answered(self, name: str, declared: GraphQLOutputType, nodes: Sequence[FieldNode], edge: str) -> Gap:
        """What is not read from columns."""
        graph, emit = self._around.graph, self._around.output(declared, sets_of(nodes))
        if name == "cursor":
            return Gap(f"{self._source.bind(self._cursor(), 'cursor')}({edge})")
        if name == "evidence":
            said = self._source.bind(lambda number, run: emit(graph.evidence(number), run), "evidence")
            return Gap(f"{said}({edge}, run)")
        # A property that is more than a value, or of one of several kinds.
        missing = () if isinstance(get_nullable_type(declared), GraphQLList) else None
        more = self._source.bind(lambda number, run: emit(graph.properties(number).get(name, missing), run), "more")
        return Gap(f"{more}({edge}, run)")

    def _page_info(self, kind: GraphQLObjectType, sets: Sets) -> Text:
        fields = self._around.selections.fields(kind, sets)
        return object_of([(key, self._page_info_field(kind, nodes[0].name.value)) for key, nodes in fields.items()])

    def _page_info_field(self, kind: GraphQLObjectType, name: str) -> Text:
        if name == "__typename":
            return (quoted(kind.name),)
        if name == "hasPreviousPage":
            return ("false",)
        source, row = self._source, self._row
        if name == "hasNextPage":
            truths = source.bind(("false", "true"), "truths")
            return (Gap(f"{truths}[{row.count} > {row.taken}]"),)
        cursor, null = source.bind(self._cursor(), "cursor"), source.bind("null", "null")
        place = 0 if name == "startCursor" else -1
        return (Gap(f"{cursor}(({row.edges or row.far})[{place}]) if {row.taken} else {null}"),)

    def _cursor(self) -> Callable[[int], str]:
        """The cursor of an item, by the number of its edge, or of its node where there are no edges."""
        graph, relation = self._around.graph, self._relation
        if relation is None:
            order = Order()
            return lambda node: quoted(encode_cursor(key_of(order, graph.node(node)), order))
        order, out = relation.order(), relation.direction is Direction.OUT
        return lambda edge: quoted(encode_cursor(link_of(graph, (edge, out), order).key, order))


def quoted(text: str) -> str:
    """A text as JSON."""
    return orjson.dumps(text).decode()


def first_of(arguments: Mapping[str, Any]) -> int | None:
    """How many items are wanted, where nothing else is; None where the resolver must say."""
    given = {name: value for name, value in arguments.items() if value is not None}
    limit: int = given.pop("first", DEFAULT_FIRST)
    return limit if not given and 0 <= limit <= MAX_FIRST else None
