"""Values of properties as cells of a table have them."""

from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite

from graph.model.elements import Value
from graph.model.ontology import Property, PropertyType

LIST_SEPARATOR = "|"
_INT = 1 << 31
"""Integers are from -2^31 to 2^31 - 1: `Int` of GraphQL (specification, section 3.5.1) has no others."""


def parse_value(text: str, declared: Property) -> Value:
    """The value of a property in a cell.

    Raises:
        ValueError: it is not one that the property can have; the message says which can.
    """
    if declared.values:
        allowed = [value for value, _ in declared.values]
        if text not in allowed:
            raise ValueError(f"'{text[:80]}' is not one of {', '.join(allowed)}")
        return text
    parse, form = _PARSERS[declared.type]
    try:
        return parse(text)
    except (ValueError, KeyError):
        raise ValueError(f"'{text[:80]}' is not {form}") from None


def _integer(text: str) -> int:
    value = int(text) if text.lstrip("-").isdecimal() and text.isascii() else _INT
    if not -_INT <= value < _INT:
        raise ValueError
    return value


def _number(text: str) -> float:
    value = float(text)
    if not isfinite(value) or "_" in text:
        raise ValueError
    return value


def _date(text: str) -> str:
    day = date.fromisoformat(text).isoformat()
    if day != text:
        raise ValueError
    return day


def _list(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(LIST_SEPARATOR) if item.strip())


_PARSERS: Mapping[PropertyType, tuple[Callable[[str], Value], str]] = {
    PropertyType.STRING: (str, "a text"),
    PropertyType.INTEGER: (_integer, f"a whole number from {-_INT} to {_INT - 1}"),
    PropertyType.NUMBER: (_number, "a number, as 0.5"),
    PropertyType.BOOLEAN: ({"true": True, "false": False}.__getitem__, "true or false"),
    PropertyType.DATE: (_date, "a day, as 2026-01-31"),
    PropertyType.STRINGS: (_list, f"texts with {LIST_SEPARATOR} between them"),
}
"""What reads each type, and what its values look like."""
