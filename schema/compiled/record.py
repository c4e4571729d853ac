"""Properties as JSON: where each stands in a record, and where it is not sent as it is stored."""

from collections.abc import Mapping

import orjson
from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLOutputType, get_named_type

from graph.ontology import Property, PropertyType

Places = Mapping[str, int]
"""Where the value of a property stands in a record."""
_NULL = "null"
_MISSING = {_NULL: "[]"}


def stored(declared: tuple[Property, ...]) -> Places:
    """The properties whose stored JSON is what is sent, but for enums and lists; the rest are more than values."""
    return {item.name: place for place, item in enumerate(declared) if item.type is not PropertyType.REASONS}


def others(kind: GraphQLOutputType) -> Mapping[str, str]:
    """What is sent in place of what is stored: enums have other names, a missing list is empty."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLEnumType):
        values = {getattr(item.value, "value", item.value): name for name, item in named.values.items()}
        return {orjson.dumps(item).decode(): orjson.dumps(name).decode() for item, name in values.items()}
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    return _MISSING if isinstance(inner, GraphQLList) else {}
