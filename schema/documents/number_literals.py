"""Numbers written out in documents that no number of GraphQL can be.

graphql-core reads digits with `int`, which refuses more than some thousands of them with an error of Python's, and
reads numbers larger than any double as infinity.
"""

from math import isfinite

from graphql import FloatValueNode, GraphQLError, GraphQLFloat, GraphQLInt, IntValueNode, ValueNode
from graphql.type.scalars import parse_float_literal, parse_int_literal

_INT_CHARACTERS = len(str(-(2**31)))
"""Characters of the longest Int: GraphQL has no leading zeros."""
_SHOWN = 40
"""Characters of a number that are repeated in a message."""


def refuse_unrepresentable_literals() -> None:
    """Let the scalars Int and Float, of which graphql-core has one each, tell of such numbers as of any wrong value."""
    GraphQLInt.coerce_input_literal = _parse_int
    GraphQLFloat.coerce_input_literal = _parse_float


def _parse_int(node: ValueNode, variables: object = None) -> int:
    """The value of an Int in a document.

    Raises:
        GraphQLError: it is none, or not of 32 bits.
    """
    if isinstance(node, IntValueNode) and len(node.value) > _INT_CHARACTERS:
        raise GraphQLError(f"Int cannot represent non 32-bit signed integer value: {_shortened(node.value)}", node)
    return parse_int_literal(node, variables)


def _parse_float(node: ValueNode, variables: object = None) -> float:
    """The value of a Float in a document.

    Raises:
        GraphQLError: it is none, or larger than any double.
    """
    value = parse_float_literal(node, variables)
    if not isfinite(value) and isinstance(node, FloatValueNode | IntValueNode):
        raise GraphQLError(f"Float cannot represent a number so large: {_shortened(node.value)}", node)
    return value


def _shortened(digits: str) -> str:
    return digits if len(digits) <= _SHOWN else f"{digits[:_SHOWN]}… ({len(digits)} characters)"
