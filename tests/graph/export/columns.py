"""What a format with typed columns says of a part: lists and evidence as JSON text, mixed types as text."""

from collections.abc import Callable, Mapping
from typing import Any

from graph.export.columns import Field, value_to_text
from graph.model.elements import Properties, Value

NormaliseText = Callable[[str], str]


def column_values(properties: Properties, fields: Mapping[str, Field], normalise_text: NormaliseText) -> dict[str, Any]:
    """Properties as they stand in the columns."""
    return {name: _value(value, fields[name], normalise_text) for name, value in properties.items()}


def _value(value: Value, field: Field, normalise_text: NormaliseText) -> Value:
    return normalise_text(value_to_text(value)) if field.mixed or isinstance(value, (str, tuple)) else value
