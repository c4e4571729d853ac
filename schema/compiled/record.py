"""Columns of properties: the records of nodes or edges, joined, split once, and cut into columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import orjson
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
)

from graph.columns import END
from graph.ontology import Property, PropertyType
from graph.record import NULL
from schema.compiled.cells import GAP, Block, Cell, Column, Many
from schema.compiled.run import Run
from schema.compiled.selection import python_name

Fields = Mapping[str, Sequence[FieldNode]]
Records = Callable[[Many, Run], bytes]
"""The records of all that goes in, joined."""
_Change = Callable[[Column], Column]


def cells(
    kind: GraphQLObjectType,
    fields: Fields,
    declared: Sequence[Property],
    records: Records[Many],
    other: Callable[[str, Sequence[FieldNode]], Cell[Many]],
) -> Iterator[tuple[str, Cell[Many]]]:
    """The fields of an object: properties that stand side by side are read at once; `other` says what the rest are."""
    stored = {item.name: place for place, item in enumerate(declared) if item.type is not PropertyType.REASONS}
    names = {key: python_name(kind, nodes[0]) for key, nodes in fields.items()}
    for is_stored, group in groupby(fields, key=lambda key: names[key] in stored):
        keys = list(group)
        if is_stored:
            asked = [(stored[names[key]], _change(kind.fields[fields[key][0].name.value].type)) for key in keys]
            blocks: tuple[Block[Many], ...] = (_reader(asked, len(declared), records),)
            for key in keys:  # The first brings the columns of them all.
                yield key, Cell(GAP, blocks)
                blocks = ()
        else:
            yield from ((key, other(names[key], fields[key])) for key in keys)


def _reader(asked: Sequence[tuple[int, _Change | None]], width: int, records: Records[Many]) -> Block[Many]:
    def read(many: Many, run: Run) -> Sequence[Column]:
        values = records(many, run).split(END)
        columns = [values[place:-1:width] for place, _ in asked]
        if plain:
            return columns
        return [change(column) if change else column for (_, change), column in zip(asked, columns, strict=True)]

    plain = all(change is None for _, change in asked)
    return read


def _change(kind: GraphQLOutputType) -> _Change | None:
    """From what is stored to what is sent: enums have other names, and a missing list is an empty one."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLEnumType):
        names = _enum(named)
        return lambda column: [names[value] for value in column]
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(inner, GraphQLList):
        return lambda column: [b"[]" if value == NULL else value for value in column]
    return None


def _enum(kind: GraphQLEnumType) -> Mapping[bytes, bytes]:
    stored = {orjson.dumps(getattr(item.value, "value", item.value)): name for name, item in kind.values.items()}
    return {value: orjson.dumps(name) for value, name in stored.items()} | {NULL: NULL}
