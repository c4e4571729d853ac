"""Nodes as JSON: their properties read from the columns, their relations followed for a whole frontier."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, Protocol

import orjson
from graphql import FieldNode, GraphQLField, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType, get_named_type
from graphql.execution.values import get_argument_values
from strawberry.relay.utils import to_base64

from graph.freeze import NODE_KINDS
from graph.ontology import ONTOLOGY
from graph.store import Direction
from schema.compiled.arguments import Arguments, arguments_of
from schema.compiled.cells import GAP, Cell, Column, Numbers, Rows, constant, joined, one, rows
from schema.compiled.fragments import remembered
from schema.compiled.page import Page, Read, reader
from schema.compiled.record import cells
from schema.compiled.relation import Connection, first_of, object_of
from schema.compiled.run import NotCompiledError, Run
from schema.compiled.selection import Selections, Sets, sets_of, variables_of
from schema.relation import Relation

Emit = Callable[[Any, Run], bytes]


class Values(Protocol):
    """What compiles values that are not read from columns."""

    selections: Selections

    def resolved(self, declared: GraphQLField, nodes: Sequence[FieldNode]) -> Emit: ...

    def output(self, kind: GraphQLOutputType, sets: Sets) -> Emit: ...


class Nodes:
    """Compiles selections of nodes."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.selections, self.output = values.selections, values.output

    def rows(self, kind: GraphQLNamedType, sets: Sets) -> Rows[Numbers]:
        """The whole JSON of nodes; what has relations is remembered, unless variables change it."""
        if not isinstance(kind, GraphQLObjectType):
            return self._of_any_kind(sets)
        cell = self.cell(kind, sets)
        read = rows(cell)
        return remembered(read) if cell.wide and not self.selections.vary(sets) else read

    def cell(self, kind: GraphQLNamedType, sets: Sets) -> Cell[Numbers]:
        """Nodes as a template and its columns; of any kind, where `kind` is not that of an object."""
        if not isinstance(kind, GraphQLObjectType):
            return one(self._of_any_kind(sets))
        known, declared = kind, ONTOLOGY.nodes[kind.name]

        def other(name: str, nodes: Sequence[FieldNode]) -> Cell[Numbers]:
            return self._field(known, name, nodes)

        fields = self.selections.fields(kind, sets)
        return joined(cells(kind, fields, declared.properties, _records, other))

    def _of_any_kind(self, sets: Sets) -> Rows[Numbers]:
        """Nodes of several kinds, compiled for each kind when it is met."""
        known: dict[int, Rows[Numbers]] = {}

        def of_kind(number: int) -> Rows[Numbers]:
            if number not in known:
                known[number] = self.rows(self.selections.schema.type_map[NODE_KINDS[number]], sets)
            return known[number]

        def read(numbers: Numbers, run: Run) -> Column:
            kinds = [run.graph.kinds[number] for number in numbers]
            if len(set(kinds)) == 1:
                return of_kind(kinds[0])(numbers, run)
            found = [b""] * len(numbers)
            for kind, group in groupby(sorted(range(len(kinds)), key=kinds.__getitem__), key=kinds.__getitem__):
                places = list(group)
                texts = of_kind(kind)([numbers[place] for place in places], run)
                for place, text in zip(places, texts, strict=True):
                    found[place] = text
            return found

        return read

    def _field(self, kind: GraphQLObjectType, name: str, nodes: Sequence[FieldNode]) -> Cell[Numbers]:
        if name == "__typename":
            return constant(orjson.dumps(kind.name))
        if name == "kind":
            enum: Any = get_named_type(kind.fields[name].type)
            return constant(orjson.dumps(enum.serialize(kind.name)))
        if name in _IDENTITY:
            text, read = _IDENTITY[name]
            return one(read, text)
        declared = kind.fields[nodes[0].name.value]
        relation = declared.extensions["strawberry-definition"].metadata.get("declared")
        other = self._answered(declared, nodes)
        if not isinstance(relation, Relation) or relation.direction is Direction.BOTH:
            return one(other, wide=True)
        return self.connection(declared, nodes, relation, reader(relation), other)

    def _answered(self, declared: GraphQLField, nodes: Sequence[FieldNode]) -> Rows[Numbers]:
        """A field that its resolver answers, for one node after the other."""
        emit = self._values.resolved(declared, nodes)
        return lambda numbers, run: [emit(run.graph.node(number), run) for number in numbers]

    def connection(
        self,
        declared: GraphQLField,
        nodes: Sequence[FieldNode],
        relation: Relation | None,
        read: Read,
        other: Rows[Numbers],
    ) -> Cell[Numbers]:
        """A connection read from the columns where nothing but its beginning is asked for; `other` answers the rest."""
        try:
            page = Connection(self, object_of(declared.type), relation).cell(sets_of(nodes))
        except NotCompiledError:
            return one(other, wide=True)
        if variables_of(nodes[0]):
            return one(_either(arguments_of(declared, nodes[0]), rows(page), read, other), wide=True)
        limit = first_of(get_argument_values(declared, nodes[0]))
        return one(other, wide=True) if limit is None else _inlined(page, read, limit)


def _either(arguments: Arguments, text: Rows[Page], read: Read, other: Rows[Numbers]) -> Rows[Numbers]:
    """A connection whose variables say what is asked of it."""

    def either(numbers: Numbers, run: Run) -> Column:
        limit = first_of(arguments(run))
        return other(numbers, run) if limit is None else text(read(numbers, limit, run), run)

    return either


def _inlined(page: Cell[Page], read: Read, limit: int) -> Cell[Numbers]:
    """A connection that fills the gaps of its parent's template."""
    blocks = page.blocks

    def block(numbers: Numbers, run: Run) -> Sequence[Column]:
        found = read(numbers, limit, run)
        columns: list[Column] = []
        for each in blocks:
            columns += each(found, run)
        return columns

    return Cell(page.text, (block,), wide=True)


def _records(numbers: Numbers, run: Run) -> bytes:
    return run.graph.values.together(numbers)


def _curies(numbers: Numbers, run: Run) -> Column:
    curies = run.graph.curies
    return [curies[number] for number in numbers]


def _names(numbers: Numbers, run: Run) -> Column:
    names = run.graph.names
    return [names[number] for number in numbers]


def _codes(numbers: Numbers, run: Run) -> Column:
    curies = run.graph.curies
    return [curies[number].partition(b":")[2] for number in numbers]


def _ids(numbers: Numbers, run: Run) -> Column:
    graph = run.graph
    return [to_base64(NODE_KINDS[graph.kinds[number]], graph.curie(number)).encode() for number in numbers]


_IDENTITY = {"curie": (b'"%b"', _curies), "name": (GAP, _names), "code": (b'"%b"', _codes), "id": (b'"%b"', _ids)}
"""What every node has, and how its text stands in JSON: a CURIE has nothing that JSON would escape."""
