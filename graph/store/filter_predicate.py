"""Filters on nodes and edges: how a property compares with the value that a condition names; text without case."""

from collections.abc import Callable, Mapping

from graph.model.elements import Edge, Node, Value
from graph.store.query_types import ComparisonOperator, Condition, Filter
from graph.store.sort_key import node_value

Holds = Callable[[Value], bool]
"""Whether a value holds, given without case."""


def matches_filter(wanted: Filter, node: Node, edge: Edge | None = None) -> bool:
    """Whether a node, reached over an edge or scanned, passes a filter."""
    return (
        node.curie not in wanted.never
        and all(node.curie in curies for curies in wanted.only)
        and all(_holds(condition, node_value(node, condition.property)) for condition in wanted.node)
        and all(edge is not None and _holds(c, edge.properties.get(c.property)) for c in wanted.edge)
    )


def _holds(condition: Condition, value: Value | None) -> bool:
    if condition.operator is ComparisonOperator.IS_KNOWN:
        return (value is not None) == condition.value
    if value is None:
        return False
    values = value if isinstance(value, tuple) else (value,)
    of_all = all if condition.operator is ComparisonOperator.NOT_EQUALS else any
    return of_all(map(comparison(condition), map(fold, values)))


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


_COMPARISONS: Mapping[ComparisonOperator, Callable[[Value], Holds]] = {
    ComparisonOperator.EQUALS: _equals,
    ComparisonOperator.NOT_EQUALS: _not_equals,
    ComparisonOperator.ANY_OF: _any_of,
    ComparisonOperator.CONTAINS: _contains,
    ComparisonOperator.STARTS_WITH: _starts_with,
    ComparisonOperator.AT_LEAST: _at_least,
    ComparisonOperator.AT_MOST: _at_most,
}
