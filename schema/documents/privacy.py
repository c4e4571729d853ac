"""Documents that state a case: what is in them is neither kept nor logged."""

from typing import Any

from graphql import DocumentNode, FieldNode, VariableNode, Visitor, visit
from graphql.language.visitor import BREAK

CASE_FIELDS = ("review", "reviewMany", "group")
"""The fields of `Query` that take a case."""


def states_a_case(document: DocumentNode) -> bool:
    """Whether a document has a case, or a part of one, written out, where a variable could stand."""
    found = False

    class Look(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> Any:
            nonlocal found
            if node.name.value in CASE_FIELDS:
                found = any(not isinstance(argument.value, VariableNode) for argument in node.arguments or ())
            return BREAK if found else None

    visit(document, Look())
    return found


def loggable(text: str, most: int) -> str:
    """The beginning of a document as it may stand in a log."""
    return "(a document with a case)" if any(f"{name}(" in text for name in CASE_FIELDS) else text[:most]
