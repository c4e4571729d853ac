"""From a property of the ontology to its GraphQL type."""

from datetime import date
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.field import StrawberryField

from graph.model.ontology import Property, PropertyType
from schema.types.declare import TYPES, attribute_field, list_property
from schema.types.enums import EdgeKindEnum  # noqa: F401  (declares the enums that annotations name)
from schema.types.reason import ReasonType  # noqa: F401  (declares the type that annotations name)


def _day(value: object) -> str:
    """A day as it is stored.

    Raises:
        GraphQLError: it is not a day of the calendar, written YYYY-MM-DD.
    """
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise GraphQLError(f"{str(value)[:40]!r} is no day as YYYY-MM-DD.") from error


Day = NewType("Day", str)
TYPES["Date"] = Day
DATE = strawberry.scalar(
    name="Date",
    description="A day as YYYY-MM-DD.",
    specified_by_url="https://scalars.graphql.org/andimarek/local-date.html",
    serialize=str,
    parse_value=_day,
)
SCALARS = {
    PropertyType.STRING: "str",
    PropertyType.INTEGER: "int",
    PropertyType.NUMBER: "float",
    PropertyType.BOOLEAN: "bool",
    PropertyType.DATE: "Date",
}


def property_field(declared: Property) -> StrawberryField:
    """The field that shows a property: a list is never null, anything else is null where a source does not say it."""
    if declared.type is PropertyType.STRINGS:
        list_property(declared.name)
        return attribute_field("list[str]", declared.description)
    if declared.type is PropertyType.REASONS:
        list_property(declared.name)
        return attribute_field("list[ReasonType]", declared.description)
    shown = declared.enum or SCALARS[declared.type]
    return attribute_field(shown if declared.default is not None else f"{shown} | None", declared.description)
