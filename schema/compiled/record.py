"""Properties as JSON: the stored record of a node, or of the edges of a row, split into its values."""

from collections.abc import Callable, Mapping

import orjson
from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLOutputType, get_named_type

from graph.ontology import Property, PropertyType
from schema.compiled.source import Gap, Source

Stored = Mapping[str, int]
"""Where the value of a property stands in a record."""
_NULL = "null"
_EMPTY = "[]"


def stored(declared: tuple[Property, ...]) -> Stored:
    """The properties whose stored JSON is what is sent, but for enums and lists; the rest are more than values."""
    return {item.name: place for place, item in enumerate(declared) if item.type is not PropertyType.REASONS}


def value(source: Source, kind: GraphQLOutputType) -> Callable[[str], Gap]:
    """From the code of what is stored to the gap for what is sent: enums have other names, a missing list is empty."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLEnumType):
        names = source.bind(_names(named), "names")
        return lambda code: Gap(f"{names}[{code}]")
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(inner, GraphQLList):
        lists = source.bind(_Lists(), "lists")
        return lambda code: Gap(f"{lists}[{code}]")
    return Gap


class _Lists(dict[str, str]):
    """What is sent for the JSON of a list."""

    def __missing__(self, stored: str) -> str:
        return _EMPTY if stored == _NULL else stored


def _names(kind: GraphQLEnumType) -> Mapping[str, str]:
    values = {getattr(item.value, "value", item.value): name for name, item in kind.values.items()}
    return {orjson.dumps(item).decode(): orjson.dumps(name).decode() for item, name in values.items()} | {_NULL: _NULL}
