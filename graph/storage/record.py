"""Records: the properties of a node or an edge as JSON values, in the order in which the ontology declares them.

Each value ends with `END`, so that the records of many can be joined, split once, and read as columns.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graph.model.elements import Properties
from graph.model.errors import SnapshotError
from graph.model.ontology import ONTOLOGY, Property, PropertyType
from graph.storage.columns import END
from graph.storage.decoding import decode_json

NULL = b"null"
_END = END.encode()


def encode_node_record(attributes: Mapping[str, Any]) -> bytes:
    """The record of a node of NetworkX."""
    return _record(attributes, ONTOLOGY.nodes[attributes["kind"]].properties)


def encode_edge_record(kind: str, attributes: Mapping[str, Any]) -> bytes:
    """The record of an edge of NetworkX."""
    return _record(attributes, ONTOLOGY.edges[kind].properties)


def _record(attributes: Mapping[str, Any], declared: Sequence[Property]) -> bytes:
    return b"".join([_value(attributes.get(item.name), item) + _END for item in declared])


def _value(value: Any, declared: Property) -> bytes:
    if value is None:
        return NULL
    return orjson.dumps(float(value) if declared.type is PropertyType.NUMBER else value)


def decode_record(record: bytes, declared: Sequence[Property]) -> Properties:
    """The properties in a record.

    Raises:
        SnapshotError: it holds what is no JSON, or other values than those that are declared.
    """
    values = decode_json(b"[" + record[:-1].replace(_END, b",") + b"]", "values.bytes")
    if len(values) != len(declared):
        raise SnapshotError(column="values.bytes", problem=f"a record has {len(values)} values, not {len(declared)}")
    return {
        item.name: tuple(value) if isinstance(value, list) else value
        for item, value in zip(declared, values, strict=True)
        if value is not None
    }
