"""Code that writes nodes: their properties read from the columns, their relations followed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

from graphql import FieldNode, GraphQLField, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType, get_named_type
from graphql.execution.values import get_argument_values
from strawberry.relay.utils import to_base64

from graph.columns import END
from graph.freeze import NODE_KINDS
from graph.frozen import FrozenGraph
from graph.ontology import ONTOLOGY
from graph.store import Direction
from schema.compiled.arguments import arguments_of
from schema.compiled.connection import Connection, first_of, quoted
from schema.compiled.fragments import remembered
from schema.compiled.record import stored, value
from schema.compiled.rows import Row, kinds_of, row_of, spend
from schema.compiled.run import Run
from schema.compiled.selection import Selections, Sets, python_name, sets_of, variables_of
from schema.compiled.source import Gap, Source, Text, code_of, object_of
from schema.relation import Relation

Emit = Callable[[Any, Run], str]
Fields = Mapping[str, Sequence[FieldNode]]
Write = Callable[[int, Run], str]
"""Writes a node, by its number."""
WriteMany = Callable[[Sequence[int], Run], str]
"""Writes some of them."""
_IDENTITY = {"curie", "name", "code", "kind", "__typename"}
"""What each kind of node has, and shows in the same way."""
_NESTING = 12
"""Loops in each other in one function; Python allows twenty."""


class Values(Protocol):
    """What compiles values that are not read from columns."""

    selections: Selections
    graph: FrozenGraph

    def resolved(self, declared: GraphQLField, nodes: Sequence[FieldNode]) -> Emit: ...

    def output(self, kind: GraphQLOutputType, sets: Sets) -> Emit: ...


def later(compiled: Callable[[], Emit]) -> Emit:
    """The same, compiled when it is needed: most of what would be compiled for the other case is not."""
    known: list[Emit] = []

    def emit(value: Any, run: Run) -> str:
        if not known:
            known.append(compiled())
        return known[0](value, run)

    return emit


class Nodes:
    """Compiles selections of nodes; with `fragments`, what has relations is remembered."""

    def __init__(self, values: Values, *, fragments: bool) -> None:
        self._values, self._fragments = values, fragments
        self.selections, self.graph, self.output = values.selections, values.graph, values.output

    def function(self, kind: GraphQLNamedType, sets: Sets) -> Write:
        """The function that writes a node of a kind, or of any."""
        if not isinstance(kind, GraphQLObjectType):
            return self._of_any_kind(sets)
        source = Source()
        write = source.function(self._object(source, kind, sets, "n"))
        return remembered(write) if self._is_remembered(kind, sets) else write

    def list(self, kind: GraphQLNamedType, sets: Sets) -> WriteMany:
        """The function that writes a list of nodes, without its brackets."""
        source = Source()
        return source.function((source.items({"node": "n"}, lambda: self.text(source, kind, sets, "node")),))

    def text(self, source: Source, kind: GraphQLNamedType, sets: Sets, node: str) -> Text:
        """A node; `node` is the code of its number."""
        if not isinstance(kind, GraphQLObjectType) and (same := self._same_for_all(source, kind, sets, node)):
            return same
        whole = source.nesting < _NESTING
        if whole and isinstance(kind, GraphQLObjectType) and not self._is_remembered(kind, sets):
            return self._object(source, kind, sets, node)
        write = source.bind(self.function(kind, sets), "write")
        return (Gap(f"{write}({node}, run)"),)

    def _is_remembered(self, kind: GraphQLObjectType, sets: Sets) -> bool:
        """Whether it is worth it: a node with more than what is stored of itself, whatever the variables are."""
        if not self._fragments or self.selections.vary(sets):
            return False
        fields = self.selections.fields(kind, sets).values()
        return any(nodes[0].selection_set is not None for nodes in fields)

    def _same_for_all(self, source: Source, kind: GraphQLNamedType, sets: Sets, node: str) -> Text | None:
        """A node of any kind, where what is asked for is written alike for all kinds; None where it is not."""
        types, graph = self.selections.schema.type_map, self.graph
        kinds = [cast("GraphQLObjectType", types[name]) for name in NODE_KINDS]
        first, *others = [self.selections.fields(known, sets) for known in kinds]
        names = {key: nodes[0].name.value for key, nodes in first.items()}
        if not set(names.values()) <= _IDENTITY or any(list(other) != list(first) for other in others):
            return None
        if any(other[key][0].name.value != name for other in others for key, name in names.items()):
            return None

        def field(name: str) -> Text:
            if name in ("kind", "__typename"):
                enum: Any = get_named_type(kinds[0].fields["kind"].type)
                said = [quoted(enum.serialize(one) if name == "kind" else one) for one in NODE_KINDS]
                return (Gap(f"{source.bind(said, 'said')}[{source.bind(graph.kinds, 'kinds')}[{node}]]"),)
            return self._field(source, kinds[0], name, [], node)

        return object_of([(key, field(name)) for key, name in names.items()])

    def _of_any_kind(self, sets: Sets) -> Write:
        """Nodes of several kinds, compiled for each kind when it is met."""
        known: dict[int, Write] = {}
        kinds = self.graph.kinds

        def write(number: int, run: Run) -> str:
            kind = kinds[number]
            if kind not in known:
                known[kind] = self.function(self.selections.schema.type_map[NODE_KINDS[kind]], sets)
            return known[kind](number, run)

        return write

    def _object(self, source: Source, kind: GraphQLObjectType, sets: Sets, node: str) -> Text:
        fields = self.selections.fields(kind, sets)
        names = {key: python_name(kind, nodes[0]) for key, nodes in fields.items()}
        places = stored(ONTOLOGY.nodes[kind.name].properties)
        record = self._record(source, node) if places.keys() & set(names.values()) else ""
        rows = self._rows(source, kind, fields, node)

        def field(key: str, name: str) -> Text:
            if name in places:
                declared = kind.fields[fields[key][0].name.value].type
                return (value(source, declared)(f"{record}[{places[name]}]"),)
            if key in rows:
                return self._connection(source, kind, fields[key], rows[key])
            return self._field(source, kind, name, fields[key], node)

        return object_of([(key, field(key, name)) for key, name in names.items()])

    def _rows(self, source: Source, kind: GraphQLObjectType, fields: Fields, node: str) -> Mapping[str, Row]:
        """The rows of all relations of which nothing but the beginning is asked for."""
        found: dict[str, Row] = {}
        for key, nodes in fields.items():
            relation = _relation(kind, nodes[0])
            if relation and not variables_of(nodes[0]):
                limit = first_of(get_argument_values(kind.fields[nodes[0].name.value], nodes[0]))
                if limit is not None:
                    found[key] = row_of(source, self.graph, relation, node, str(limit))
        if found:
            spend(source, list(found.values()))
        return found

    def _connection(self, source: Source, kind: GraphQLObjectType, nodes: Sequence[FieldNode], row: Row) -> Text:
        declared: Any = get_named_type(kind.fields[nodes[0].name.value].type)
        return Connection(self, source, row, _relation(kind, nodes[0])).text(declared, sets_of(nodes))

    def _record(self, source: Source, node: str) -> str:
        """The values of a node's record."""
        arena, end = self.graph.values, source.bind(END, "end")
        starts, memory = source.bind(arena.starts, "starts"), source.bind(arena.memory, "memory")
        stretch = f"{arena.offset} + {starts}[{node}]:{arena.offset} + {starts}[{node} + 1]"
        return source.assign("record", f"{memory}[{stretch}].decode().split({end})")

    def _field(self, source: Source, kind: GraphQLObjectType, name: str, nodes: Sequence[FieldNode], node: str) -> Text:
        if name == "__typename":
            return (quoted(kind.name),)
        if name == "kind":
            enum: Any = get_named_type(kind.fields[name].type)
            return (quoted(enum.serialize(kind.name)),)
        graph = self.graph
        if name in ("curie", "name"):  # A name is JSON already, and a CURIE has nothing that JSON would escape.
            values = source.bind(graph.curies if name == "curie" else graph.names, name)
            return ('"', Gap(f"{values}[{node}]"), '"') if name == "curie" else (Gap(f"{values}[{node}]"),)
        if name in ("code", "id"):
            read = _code_of(graph) if name == "code" else _id_of(graph, kind.name)
            return '"', Gap(f"{source.bind(read, name)}({node})"), '"'
        return (self._computed(source, kind, nodes, node),)

    def _computed(self, source: Source, kind: GraphQLObjectType, nodes: Sequence[FieldNode], node: str) -> Gap:
        """A field that its resolver answers, or a relation whose variables say whether it must."""
        declared = kind.fields[nodes[0].name.value]
        answer = later(lambda: self._values.resolved(declared, nodes))
        node_of = self.graph.node
        other = f"{source.bind(lambda number, run: answer(node_of(number), run), 'answer')}({node}, run)"
        relation = _relation(kind, nodes[0])
        if relation is None or not variables_of(nodes[0]):
            return Gap(other)
        arguments = arguments_of(declared, nodes[0])
        limit = source.once("limit", f"{source.bind(lambda run: first_of(arguments(run)), 'first')}(run)")
        kinds_of(source, self.graph, node)
        text = source.fresh("text")
        source.line(f"if {limit} is None: {text} = {other}")
        with source.block("else"):
            row = row_of(source, self.graph, relation, node, limit)
            spend(source, [row])
            source.line(f"{text} = {code_of(self._connection(source, kind, nodes, row))}")
        return Gap(text)


def _relation(kind: GraphQLObjectType, node: FieldNode) -> Relation | None:
    """The relation of a field, where its rows can be read."""
    declared = kind.fields.get(node.name.value)
    relation = declared.extensions["strawberry-definition"].metadata.get("declared") if declared else None
    return relation if isinstance(relation, Relation) and relation.direction is not Direction.BOTH else None


def _code_of(graph: FrozenGraph) -> Callable[[int], str]:
    return lambda number: graph.curies[number].partition(":")[2]


def _id_of(graph: FrozenGraph, kind: str) -> Callable[[int], str]:
    return lambda number: to_base64(kind, graph.curies[number])
