"""Records as members of JSON objects: what JSON formats write of nodes and edges."""

from typing import Any

import orjson
import pytest

from graph.export import json_records as records
from graph.export.subgraph import EdgeItem
from graph.model.ontology import Property, PropertyType
from graph.storage.record import NULL
from tests.graph.export.parts import PARTS, each_part, in_json

_DECLARED = (Property("id", ""), Property("note", ""), Property("size", "", PropertyType.INTEGER))


def _record(*values: bytes) -> bytes:
    return b"".join(value + b"\x1f" for value in values)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((b'"x"', b'"a, \\"b\\""', b"0"), '"id_":"x","note":"a, \\"b\\"","size":0,'),
        ((NULL, b'"null"', NULL), '"note":"null",'),
        ((NULL, NULL, NULL), ""),
    ],
)
def test_a_record_is_written_as_it_is(values: tuple[bytes, ...], said: str) -> None:
    assert records.json_members_encoder(_DECLARED, frozenset(("id",)))(_record(*values)) == said


@each_part
def test_nodes_and_edges_say_what_is_decoded_of_them(name: str) -> None:
    part = PARTS[name]()
    assert [(curie, orjson.loads(f"{{{said}}}")) for curie, said in records.iter_node_members(part)] == [
        (item.curie, {"kind": item.kind, "name": item.name, **in_json(item.properties)}) for item in part.nodes()
    ]
    assert [(*ends, key, orjson.loads(f"{{{said}}}")) for *ends, key, said in records.iter_edge_members(part)] == [
        (*(item.source, item.target, item.key), {"key": item.key, "kind": item.kind, **_said(item)})
        for item in part.edges()
    ]


def _said(item: EdgeItem) -> dict[str, Any]:
    return {**in_json(item.properties), "evidence": orjson.loads(item.evidence_json)}
