"""How the value of a property compares with what a condition names; text without case."""

from collections.abc import Callable, Mapping

from graph.model.elements import Value
from graph.store.query import Condition, Operator

Holds = Callable[[Value], bool]
"""Whether a value holds, given without case."""


def fold(value: Value) -> Value:
    """A value without case."""
    return value.casefold() if isinstance(value, str) else value


def comparison(condition: Condition) -> Holds:
    """What a condition asks of one value, or of one item of a list; `IS_KNOWN` asks nothing of it."""
    return _COMPARISONS[condition.operator](condition.value)


def _equals(wanted: Value) -> Holds:
    folded = fold(wanted)
    return lambda value: value == folded


def _not_equals(wanted: Value) -> Holds:
    folded = fold(wanted)
    return lambda value: value != folded


def _any_of(wanted: Value) -> Holds:
    return frozenset(map(fold, wanted) if isinstance(wanted, tuple) else ()).__contains__


def _contains(wanted: Value) -> Holds:
    text = str(fold(wanted))
    return lambda value: text in str(value)


def _starts_with(wanted: Value) -> Holds:
    text = str(fold(wanted))
    return lambda value: str(value).startswith(text)


def _at_least(wanted: Value) -> Holds:
    return lambda value: value >= wanted  # type: ignore[operator]


def _at_most(wanted: Value) -> Holds:
    return lambda value: value <= wanted  # type: ignore[operator]


_COMPARISONS: Mapping[Operator, Callable[[Value], Holds]] = {
    Operator.EQUALS: _equals,
    Operator.NOT_EQUALS: _not_equals,
    Operator.ANY_OF: _any_of,
    Operator.CONTAINS: _contains,
    Operator.STARTS_WITH: _starts_with,
    Operator.AT_LEAST: _at_least,
    Operator.AT_MOST: _at_most,
}
