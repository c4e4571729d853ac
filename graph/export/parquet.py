"""Parquet: a zip of `nodes.parquet` and `edges.parquet`, with typed columns, lists as lists and evidence as structures.

A zip, because one file is one download, and it can be sent while it is written, which a Parquet file of two tables, or
a folder, could not; unpacked, each file is one that pandas, DuckDB, Polars and Spark read by itself. The zip packs
nothing, since Parquet does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields as dataclass_fields
from typing import Any

import orjson

from graph.export.columns import EDGE_FIELDS, MIXED_TYPE_LOSSES, NODE_FIELDS, Field
from graph.export.dates import NO_DATE, parse_calendar_date
from graph.export.format import Format
from graph.export.manifest import MEMBER, build_manifest
from graph.export.parquet_file import Arrow, require_arrow, write_parquet
from graph.export.read.parquet import read
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.export.zip_stream import STORED, Member, stream_zip
from graph.model.elements import Evidence
from graph.model.ontology import PropertyType

NODES, EDGES = "nodes.parquet", "edges.parquet"


def _type(arrow: Arrow, field: Field) -> Any:
    strings = arrow.list_(arrow.field("element", arrow.string()))
    types = {
        PropertyType.INTEGER: arrow.int64(),
        PropertyType.NUMBER: arrow.float64(),
        PropertyType.BOOLEAN: arrow.bool_(),
        PropertyType.DATE: arrow.date32(),
        PropertyType.STRINGS: strings,
        PropertyType.REASONS: strings,
    }
    return types.get(field.type, arrow.string())


def _evidence_type(arrow: Arrow) -> Any:
    types = {"start": arrow.int64(), "end": arrow.int64(), "confidence": arrow.float64()}
    parts = [(item.name, types.get(item.name, arrow.string())) for item in dataclass_fields(Evidence)]
    return arrow.list_(arrow.field("element", arrow.struct(parts)))


def _column(arrow: Arrow, field: Field, items: Sequence[NodeItem | EdgeItem]) -> Any:
    """The values of a property; `mixed` ones as text."""
    values: list[Any] = [item.properties.get(field.name) for item in items]
    if field.mixed:
        values = [value if value is None else str(value) for value in values]
    elif field.type is PropertyType.DATE:
        values = [value if value is None else parse_calendar_date(value) for value in values]
    return arrow.array(values, _type(arrow, field))


def _evidence(arrow: Arrow, edges: Sequence[EdgeItem]) -> Any:
    """The evidence of edges, each different one made once."""
    index_of: dict[str, int] = {}
    indexes = [index_of.setdefault(edge.evidence_json, len(index_of)) for edge in edges]
    distinct = arrow.array([orjson.loads(text) for text in index_of], _evidence_type(arrow))
    return distinct.take(arrow.array(indexes, arrow.int32()))


def _nodes(arrow: Arrow, nodes: Sequence[NodeItem]) -> dict[str, Any]:
    own = {name: arrow.array([getattr(node, name) for node in nodes]) for name in ("curie", "kind", "name")}
    return own | {name: _column(arrow, field, nodes) for name, field in NODE_FIELDS.items()}


def _edges(arrow: Arrow, edges: Sequence[EdgeItem]) -> dict[str, Any]:
    own = {name: arrow.array([getattr(edge, name) for edge in edges]) for name in ("source", "target", "kind", "key")}
    properties = {name: _column(arrow, field, edges) for name, field in EDGE_FIELDS.items()}
    return own | properties | {"evidence": _evidence(arrow, edges)}


def _schema(arrow: Arrow, own: Sequence[str], fields: dict[str, Field]) -> list[Any]:
    return [*(arrow.field(name, arrow.string(), nullable=False) for name in own)] + [
        arrow.field(name, _type(arrow, field)) for name, field in fields.items()
    ]


def _write(subgraph: ExportedSubgraph) -> Iterator[bytes]:
    arrow = require_arrow()
    nodes = arrow.schema(_schema(arrow, ("curie", "kind", "name"), NODE_FIELDS))
    edges = _schema(arrow, ("source", "target", "kind", "key"), EDGE_FIELDS)
    edges = arrow.schema([*edges, arrow.field("evidence", _evidence_type(arrow))])
    members: list[Member] = [
        (MEMBER, [build_manifest(subgraph, PARQUET)]),
        (NODES, write_parquet(subgraph.nodes(), _nodes, nodes)),
        (EDGES, write_parquet(subgraph.edges(), _edges, edges)),
    ]
    return stream_zip(members, STORED)


PARQUET = Format(
    "parquet",
    "Parquet",
    "parquet.zip",
    "application/zip",
    _write,
    "pandas, DuckDB, Polars, Spark",
    (*MIXED_TYPE_LOSSES, NO_DATE),
    read,
)
