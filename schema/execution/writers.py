"""JSON of what resolvers return: objects, lists, leaves, and among them nodes and edges, which programs write.

A writer takes many values of one place of an answer and gives the JSON of each, so that all nodes that stand at one
place are written by one run of a program, whatever lists they are in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import orjson
from graphql import GraphQLEnumType, GraphQLLeafType

from graph.machine.flat_columns import Int64Array
from graph.model.deadline import until_deadline
from graph.model.elements import Edge, Node
from graph.model.errors import MedcodeError
from graph.storage.lazy_sequence import LazyEdges, LazyNodes
from schema.execution.selection_program import SelectionProgram
from schema.plan.protocols import Writer
from schema.plan.run_context import NotCompiledError, RunContext
from schema.types.declare import read_attribute

_NULL = b"null"
_UNCHANGED = {"String": str, "ID": str, "Boolean": bool, "Int": int, "Float": float}
"""Values of these types are serialised as they are."""


class Leaf:
    """Scalars and enums; a value of another type goes through the type's own serialisation."""

    def __init__(self, type_: GraphQLLeafType) -> None:
        self.name, self._serialize = type_.name, type_.serialize
        self._unchanged = _UNCHANGED.get(type_.name)
        self._known: dict[Any, bytes] | None = {} if isinstance(type_, GraphQLEnumType) else None

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        if self._known is not None:
            return [self._known.get(value) or self._enum(value, self._known) for value in values]
        dumps, unchanged, serialize = orjson.dumps, self._unchanged, self._serialize
        return [dumps(value if type(value) is unchanged else serialize(value)) for value in values]

    def _enum(self, value: Any, known: dict[Any, bytes]) -> bytes:
        known[value] = orjson.dumps(self._serialize(value))
        return known[value]


@dataclass(frozen=True, slots=True)
class Constant:
    """The same text for every value."""

    text: bytes

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        return [self.text] * len(values)


@dataclass(frozen=True, slots=True)
class Nullable:
    """Null for None."""

    inner: Writer

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        if None not in values:
            return self.inner.write(values, run)
        there = [value for value in values if value is not None]
        texts = iter(self.inner.write(there, run) if there else ())
        return [_NULL if value is None else next(texts) for value in values]


@dataclass(frozen=True, slots=True)
class NonNull:
    """Values that must not be None: the reference executor says what is wrong where one is."""

    inner: Writer

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        if any(value is None for value in values):
            raise NotCompiledError
        return self.inner.write(values, run)


@dataclass(frozen=True, slots=True)
class ListOf:
    """Lists; the items of all lists are written together."""

    item: Writer

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        if isinstance(self.item, NonNull) and isinstance(self.item.inner, RecordWriter):
            return self.item.inner.write_lists(values, run)
        lists = [list(value) for value in values]
        texts = iter(self.item.write(list(chain.from_iterable(lists)), run))
        return [b"[%b]" % b",".join([next(texts) for _ in items]) for items in lists]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field without a resolver: what is read of the value."""

    name: str
    writer: Writer

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        return self.writer.write([read_attribute(value, self.name) for value in values], run)


@dataclass(slots=True)
class Resolved:
    """A field that its resolver answers; made when it is met, since most of a query's other cases are not."""

    name: str
    make: Callable[[], tuple[Callable[[Any, RunContext], Any], Writer]]
    made: tuple[Callable[[Any, RunContext], Any], Writer] | None = field(default=None)

    def parts(self) -> tuple[Callable[[Any, RunContext], Any], Writer]:
        """How the resolver is called, and what writes its results."""
        self.made = self.made or self.make()
        return self.made

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        call, writer = self.parts()
        return writer.write([call(value, run) for value in until_deadline(values)], run)


class ObjectOf:
    """Objects, a field of all of them at a time."""

    def __init__(self, name: str, fields: Sequence[tuple[str, Writer]]) -> None:
        self.name, self.fields = name, fields
        heads = [b"%b%b:" % (b"," if place else b"{", orjson.dumps(key)) for place, (key, _) in enumerate(fields)]
        self._template = b"".join([head.replace(b"%", b"%%") + b"%b" for head in heads]) + b"}"

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        template, columns = self._template, [writer.write(values, run) for _, writer in self.fields]
        if not columns:  # All is skipped.
            return [b"{}"] * len(values)
        return [template % row for row in zip(*columns, strict=True)]


class RecordWriter:
    """Nodes, or edges of the property graph, by a program over their numbers."""

    def __init__(self, program: SelectionProgram) -> None:
        self.program = program
        self._numbered = LazyEdges if program.of_edges else LazyNodes

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        return self.program.each([_number(value, run) for value in values], run)

    def write_lists(self, values: Sequence[Any], run: RunContext) -> list[bytes]:
        """Lists of nodes or edges; of what is numbered nothing is decoded."""
        lists = [self._numbers(value, run) for value in values]
        if len(lists) == 1:
            return [b"[%b]" % self.program.all(lists[0], run)]
        texts = iter(self.program.each(list(map(int, chain.from_iterable(lists))), run))
        return [b"[%b]" % b",".join([next(texts) for _ in numbers]) for numbers in lists]

    def _numbers(self, value: Any, run: RunContext) -> Sequence[int] | Int64Array:
        if isinstance(value, self._numbered) and value.graph is run.graph:
            return value.given
        return [_number(item, run) for item in value]


def _number(value: Node | Edge | MedcodeError | int, run: RunContext) -> int:
    """The number of a node or an edge."""
    if isinstance(value, int):
        return value
    if isinstance(value, MedcodeError):  # In the place of a node: the reference executor says it.
        raise NotCompiledError
    number = value.place if value.place >= 0 or isinstance(value, Edge) else run.graph.find(value.curie)
    if number is None or number < 0:
        raise NotCompiledError
    return number
