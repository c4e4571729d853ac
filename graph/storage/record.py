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
_ABSENT = NULL + _END


def encode_node_record(attributes: Mapping[str, Any]) -> bytes:
    """The record of a node of NetworkX."""
    return _record(attributes, _OF_NODES[attributes["kind"]])


def encode_edge_record(kind: str, attributes: Mapping[str, Any]) -> bytes:
    """The record of an edge of NetworkX."""
    return _record(attributes, _OF_EDGES[kind])


def _fields(declared: Sequence[Property]) -> tuple[tuple[str, bool], ...]:
    """The names of properties, and whether each is a number that may have a fraction."""
    return tuple((item.name, item.type is PropertyType.NUMBER) for item in declared)


_OF_NODES = {kind.name: _fields(kind.properties) for kind in ONTOLOGY.node_kinds}
_OF_EDGES = {kind.name: _fields(kind.properties) for kind in ONTOLOGY.edge_kinds}


def _record(attributes: Mapping[str, Any], fields: Sequence[tuple[str, bool]]) -> bytes:
    values = [
        _ABSENT
        if (value := attributes.get(name)) is None
        else orjson.dumps(float(value) if is_number else value) + _END
        for name, is_number in fields
    ]
    return b"".join(values)


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
