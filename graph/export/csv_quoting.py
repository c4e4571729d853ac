"""Values as fields of CSV, in which a text is quoted and nothing else is (RFC 4180).

So a reader that minds quotes tells an empty text from no value, and the code `007` from the number 7.
"""

from collections.abc import Iterable

from graph.export.columns import Field, value_to_text
from graph.model.elements import Value
from graph.model.ontology import PropertyType

UNQUOTED_TYPES = (PropertyType.INTEGER, PropertyType.NUMBER, PropertyType.BOOLEAN)
"""Types whose values are written as they are."""


def quote_field(text: str) -> str:
    """A text as a field."""
    return f'"{text.replace(_QUOTE, _DOUBLED)}"'


_QUOTE, _DOUBLED = '"', '""'


def cell(value: Value | None, field: Field) -> str:
    """A value as a field; empty where there is none."""
    if value is None:
        return ""
    return value_to_text(value) if field.type in UNQUOTED_TYPES else quote_field(value_to_text(value))


def header(names: Iterable[str]) -> str:
    """The first line."""
    return f"{','.join(names)}\n"
