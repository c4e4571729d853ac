"""Leaves as JSON: what the reference executor would serialise, without asking it each time."""

from collections.abc import Callable
from typing import Any

import orjson
from graphql import GraphQLEnumType, GraphQLLeafType

Encode = Callable[[Any], str]
_KEPT = {"String": str, "ID": str, "Boolean": bool, "Int": int, "Float": float}


def encoder(leaf: GraphQLLeafType) -> Encode:
    """How a value of a leaf type becomes JSON; a value of another type goes through the type's own serialisation."""
    if isinstance(leaf, GraphQLEnumType):
        return _enum(leaf)
    kept = _KEPT.get(leaf.name)
    dumps, serialize = orjson.dumps, leaf.serialize

    def encode(value: Any) -> str:
        return dumps(value if type(value) is kept else serialize(value)).decode()

    return encode


def _enum(leaf: GraphQLEnumType) -> Encode:
    known: dict[Any, str] = {}

    def encode(value: Any) -> str:
        found = known.get(value)
        if found is None:
            found = known[value] = orjson.dumps(leaf.serialize(value)).decode()
        return found

    return encode
