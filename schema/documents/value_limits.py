"""Holds texts and lists to their limits, in a document and in the variables of a request, before any is looked at.

Only what is long enough to exceed a limit is walked: values of a document no longer than the limit of a text cannot.
"""

from collections.abc import Mapping
from typing import Any

from graphql import DocumentNode, GraphQLError, ListValueNode, Node, StringValueNode, Visitor, visit

from graph.model.limits import Limits

_SCALARS = {int, bool, float, type(None)}
_DEEPEST = 64
"""Levels of lists and objects in variables; no input type of the schema nests that deep in an honest request."""


class _Values(Visitor):
    """Finds the first value of a document that is too long, and counts directives."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self.found: GraphQLError | None = None
        self.directives = 0

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if len(node.value) > self._limits.text_value:
            self.found = _too_long(self._limits, len(node.value), node)

    def enter_list_value(self, node: ListValueNode, *_: Any) -> None:
        if len(node.values) > self._limits.list_value:
            self.found = _too_many(self._limits, len(node.values), node)

    def enter_directive(self, node: Node, *_: Any) -> None:
        self.directives += 1


def document_value_error(document: DocumentNode, limits: Limits) -> GraphQLError | None:
    """Why a document is refused for its values or its directives; None where it is within its limits."""
    if document.loc and len(document.loc.source.body) <= min(limits.text_value, limits.list_value, limits.directives):
        return None
    walked = _Values(limits)
    visit(document, walked)
    if walked.directives > limits.directives:
        message = f"The document has more than {limits.directives} directives."
        return GraphQLError(message, extensions={"of": "directives", "limit": limits.directives})
    return walked.found


def variable_error(variables: Mapping[str, Any], limits: Limits) -> GraphQLError | None:
    """Why the variables of a request are refused; None where they are within their limits."""
    most = limits.text_value
    if all(type(value) in _SCALARS or (type(value) is str and len(value) <= most) for value in variables.values()):
        return None
    waiting = [(name, value, 0) for name, value in variables.items()]
    while waiting:
        name, value, depth = waiting.pop()
        if depth > _DEEPEST:
            return GraphQLError(f"Variable '${name}' nests too deep.", extensions={"of": "levels", "limit": _DEEPEST})
        if isinstance(value, str) and len(value) > limits.text_value:
            return _too_long(limits, len(value), None, name)
        if isinstance(value, list):
            if len(value) > limits.list_value:
                return _too_many(limits, len(value), None, name)
            waiting.extend((name, item, depth + 1) for item in value)
        elif isinstance(value, dict):
            waiting.extend((name, item, depth + 1) for item in value.values())
    return None


def _too_long(limits: Limits, length: int, node: Node | None, name: str = "") -> GraphQLError:
    of = {"of": "text_value", "length": length, "limit": limits.text_value}
    return GraphQLError(f"{_where(name)} is longer than {limits.text_value} characters.", node, extensions=of)


def _too_many(limits: Limits, count: int, node: Node | None, name: str = "") -> GraphQLError:
    of = {"of": "list_value", "count": count, "limit": limits.list_value}
    return GraphQLError(f"{_where(name)} has more than {limits.list_value} items.", node, extensions=of)


def _where(name: str) -> str:
    return f"A value of variable '${name}'" if name else "A value"
