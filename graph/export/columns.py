"""The columns of nodes and edges: each property that some kind declares, once, for formats that have columns."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

import orjson

from graph.export.format import Loss
from graph.model.elements import Properties, Value
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, PropertyType

NODE_BASE_COLUMNS = ("curie", "kind", "name")
EDGE_BASE_COLUMNS = ("source", "target", "kind", "key", "evidence")
"""The fields of a node and an edge other than properties."""

LIST_TYPES = (PropertyType.STRINGS, PropertyType.REASONS)


@dataclass(frozen=True, slots=True)
class Field:
    """A column. Where kinds declare the property with different types, `mixed` says so, and it holds text."""

    name: str
    type: PropertyType
    mixed: bool = False


def _fields(kinds: Iterable[NodeKind | EdgeKind]) -> dict[str, Field]:
    types: dict[str, list[PropertyType]] = {}
    for declared in (declared for kind in kinds for declared in kind.properties):
        types.setdefault(declared.name, []).append(declared.type)
    return {
        name: Field(name, found[0]) if len(set(found)) == 1 else Field(name, PropertyType.STRING, mixed=True)
        for name, found in types.items()
    }


NODE_FIELDS = _fields(ONTOLOGY.node_kinds)
EDGE_FIELDS = _fields(ONTOLOGY.edge_kinds)

MIXED_TYPE_LOSSES = tuple(
    Loss(name, "text, since it is a number of some kinds and a text of others", kept=True)
    for fields in (NODE_FIELDS, EDGE_FIELDS)
    for name, field in fields.items()
    if field.mixed
)
"""Losses of formats whose columns have one type."""


def value_to_text(value: Value) -> str:
    """A value as text: a list as JSON, `true` and `false`, a number with all its digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return orjson.dumps(value).decode()
    return str(value)


def value_from_text(text: str, declared: PropertyType) -> Value:
    """The value that `value_to_text` wrote.

    Raises:
        ValueError: it is not of this type.
    """
    if declared is PropertyType.INTEGER:
        return int(text)
    if declared is PropertyType.NUMBER:
        return float(text)
    if declared is PropertyType.BOOLEAN:
        return {"true": True, "false": False}[text]
    return tuple(orjson.loads(text)) if declared in LIST_TYPES else text


def unreserved_name(name: str, reserved: Set[str]) -> str:
    """The name of a property in a format with reserved names: `id_` where `id` is reserved."""
    return f"{name}_" if name in reserved else name


def rename_reserved(properties: Properties, reserved: Set[str]) -> Properties:
    """Properties with reserved names renamed (see `unreserved_name`)."""
    if reserved.isdisjoint(properties):
        return properties
    return {unreserved_name(name, reserved): value for name, value in properties.items()}


def reserved_name_losses(reserved: Set[str]) -> tuple[Loss, ...]:
    """The renamed properties as declared losses."""
    return tuple(
        Loss(name, f"called {unreserved_name(name, reserved)}, since the format gives {name} a meaning", kept=True)
        for name in dict.fromkeys([*NODE_FIELDS, *EDGE_FIELDS])
        if name in reserved
    )
