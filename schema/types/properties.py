"""From a property of the ontology to its GraphQL type."""

from strawberry.types.field import StrawberryField

from graph.model.ontology import Property, PropertyType
from schema.types.declare import column, list_property
from schema.types.enums import EdgeKindEnum  # noqa: F401  (declares the enums that annotations name)
from schema.types.reason import ReasonType  # noqa: F401  (declares the type that annotations name)

SCALARS = {
    PropertyType.STRING: "str",
    PropertyType.INTEGER: "int",
    PropertyType.NUMBER: "float",
    PropertyType.BOOLEAN: "bool",
    PropertyType.DATE: "str",
}


def property_field(declared: Property) -> StrawberryField:
    """The field that shows a property: a list is never null, anything else is null where a source does not say it."""
    if declared.type is PropertyType.STRINGS:
        list_property(declared.name)
        return column("list[str]", declared.description)
    if declared.type is PropertyType.REASONS:
        list_property(declared.name)
        return column("list[ReasonType]", declared.description)
    note = " As YYYY-MM-DD." if declared.type is PropertyType.DATE else ""
    return column(f"{declared.enum or SCALARS[declared.type]} | None", declared.description + note)
