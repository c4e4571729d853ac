"""What a format with typed columns says of a part: lists and evidence as JSON text, mixed types as text."""

from collections.abc import Callable, Mapping
from typing import Any

from graph.export.columns import Field, as_text
from graph.model.elements import Properties, Value

Carried = Callable[[str], str]


def column_values(properties: Properties, fields: Mapping[str, Field], carried: Carried) -> dict[str, Any]:
    """Properties as they stand in the columns."""
    return {name: _value(value, fields[name], carried) for name, value in properties.items()}


def _value(value: Value, field: Field, carried: Carried) -> Value:
    return carried(as_text(value)) if field.mixed or isinstance(value, (str, tuple)) else value
