"""Properties as JSON: where each stands in a record, and where it is not sent as it is stored."""

from collections.abc import Mapping, Sequence

import orjson
from graphql import GraphQLEnumType, GraphQLField, GraphQLList, GraphQLNonNull, GraphQLOutputType, get_named_type

from graph.machine.instructions import Record
from graph.model.ontology import Property, PropertyType
from schema.plan.operators import Value


def plan_stored_value(
    record: Record, declared: Sequence[Property], name: str, field: GraphQLField | None
) -> Value | None:
    """A property whose stored JSON is what is sent, but for enums and lists; None where it is more than that."""
    for place, item in enumerate(declared):
        if item.name == name and item.type is not PropertyType.REASONS and field is not None:
            return Value(record, name, place, json_replacements(field.type))
    return None


def json_replacements(type_: GraphQLOutputType) -> Mapping[str, str]:
    """What is sent in place of what is stored: enums have other names, a missing list is empty."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        values = {getattr(item.value, "value", item.value): name for name, item in named.values.items()}
        return {orjson.dumps(item).decode(): orjson.dumps(name).decode() for item, name in values.items()}
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return {"null": "[]"} if isinstance(inner, GraphQLList) else {}


def json_string(text: str) -> str:
    """A text as JSON."""
    return orjson.dumps(text).decode()
